"""Findings: what is missing or wrong in an application, what else could be better, and one-click fixes."""
