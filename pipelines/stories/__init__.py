"""Which reports are of one event, whatever their language, and what they agree upon."""
