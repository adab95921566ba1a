"""The editor of long texts: paragraphs, headings, lists, figures and small tables."""
