"""Patterns of words in three languages, and finding all of them in one pass over a text."""
