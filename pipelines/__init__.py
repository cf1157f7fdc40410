"""Turn fetched pages into stored, judged, deduplicated articles."""
