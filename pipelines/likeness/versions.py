"""Which version of an article a text is."""

from __future__ import annotations

import hashlib


def content_hash(title: str, text: str) -> str:
    """Identity of a version: sha256 of title and text with white space folded."""
    plain = " ".join(title.split()) + "\n" + " ".join(text.split())
    return hashlib.sha256(plain.encode()).hexdigest()
