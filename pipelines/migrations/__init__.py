"""How an archive of an earlier version is brought up to date: a script for each step."""
