"""Core of 申报助手: definitions, applications, documents, packets and the archive; no Qt."""

__version__ = "0.1.0"
