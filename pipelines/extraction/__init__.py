"""Bytes of a page → the article on it: text, headline, names, marks of what kind of page it is."""
