"""What sites say made fit for a screen: nothing in it steers or deceives. Pure."""

from __future__ import annotations

import re

ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
# controls, lone surrogates, and the marks that reorder or hide what a reader sees
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def plain(text: object) -> str:
    """Text for one line of a screen: no control or bidirectional marks, blanks as one space."""
    return " ".join(UNSAFE.sub(" ", ANSI.sub("", str(text))).split())


def plain_lines(text: str) -> str:
    """Text for several lines of a screen: as ``plain``, line breaks kept."""
    return "\n".join(plain(line) for line in text.split("\n"))


def same_length(text: str) -> str:
    """Text for a screen, letter by letter, so that offsets stay true: unsafe ones are blanks."""
    return UNSAFE.sub(" ", text)
