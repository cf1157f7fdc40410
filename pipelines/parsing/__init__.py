"""Bytes of a page → text → tree."""
