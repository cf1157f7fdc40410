"""The reading side of the archive: questions, command line, web page, feeds, alerts."""
