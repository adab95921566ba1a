"""Reads the words of a PDF as paragraphs, headings and tables: where characters stand says what they are."""
