"""Widgets and helpers that Qt lacks, knowing nothing of applications."""
