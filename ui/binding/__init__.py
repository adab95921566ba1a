"""Between a field and its widgets: changes carried both ways, counters, rows, sections."""
