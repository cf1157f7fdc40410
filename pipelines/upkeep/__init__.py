"""The keeping of the archive: log and index, backups, old raw pages, recurring lines."""
