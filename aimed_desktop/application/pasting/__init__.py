"""What the clipboard brings from Word, WPS, Excel and browsers, as values of a form."""
