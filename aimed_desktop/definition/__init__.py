"""Notices and forms as data: YAML read within bounds, compiled to frozen, typed objects."""
