"""Files of what the archive holds: sheets, Parquet, feeds, citations, a smaller archive."""
