"""Typesetting: lines, grids and pages of a plan, as marks at places."""
