"""Notes of the gazetteer on a tie: those of a known form in the reader's language. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# the whole of a part → the key of its phrase; groups by name are its values
_FORMS: Final = (
    (re.compile(r"about (?P<share>\d+) %"), "note_about"),
    (re.compile(r"(?P<share>\d+) %"), "note_share"),
    (re.compile(r"as of (?P<year>\d{4})"), "note_as_of"),
    (re.compile(r"half"), "note_half"),
    (re.compile(r"founder"), "note_founder"),
)


def told(note: str, language: str, say: Callable[..., str]) -> tuple[str, str]:
    """A note and the language it is told in.

    "about 70 %", "founder; as of 2024" are told in the reader's language, kk, ru or en; a free
    note stays in English. ``say`` holds the phrases note_….
    """
    parts = [_part(one, say) for one in note.split("; ")]
    words = [one for one in parts if one is not None]
    return ("; ".join(words), language) if len(words) == len(parts) else (note, "en")


def _part(part: str, say: Callable[..., str]) -> str | None:
    for form, key in _FORMS:
        if found := form.fullmatch(part):
            return say(key, **found.groupdict())
    return None
