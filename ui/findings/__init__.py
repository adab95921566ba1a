"""What the checks say, shown: quietly beside the form, in full on its own page, each leading to its field."""
