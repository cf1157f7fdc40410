"""Feeds out: Atom, JSON Feed, and the list of them as OPML."""
