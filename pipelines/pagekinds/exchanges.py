"""Texts told by their shape: questions and answers, entries with a time of day."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_TURNS: Final = 3
MIN_STAMPS: Final = 5
MIN_ENTRY: Final = 60
SENTENCES_SHARE: Final = 0.8

_DASH: Final = re.compile(r"[–—-]\s*\S")
_ENGLISH: Final = re.compile(r"(?:Q|A|Question|Answer)\s?[:.]\s")
_QUESTION: Final = re.compile(r"\?[»”\"')]*$")
_STAMP: Final = re.compile(r"\W*([01]?\d|2[0-4]):([0-5]\d)(?::\d\d)?\b[\s.,|–—-]*")
_ENDS: Final = re.compile(r"[.!?…][»”\"')]*$")


def is_interview(paragraphs: Sequence[str]) -> bool:
    """Whether three questions and more are answered, each turn opened by a dash or a "Q:".

    Questions without such signs may be those of a guide ("What is changing?").
    """
    return any(
        sum(_is_turn(one, other, sign) for one, other in pairwise(paragraphs)) >= MIN_TURNS
        for sign in (_DASH, _ENGLISH)
    )


def _is_turn(question: str, answer: str, sign: re.Pattern[str]) -> bool:
    if not (sign.match(question) and sign.match(answer)):
        return False
    return bool(_QUESTION.search(question)) and not _QUESTION.search(answer)


def is_live(paragraphs: Sequence[str], dropped: Sequence[str]) -> bool:
    """Whether five entries and more bear a time of day, rising or falling, and are prose.

    The programme of an event has such times as well, with a few words each.
    """
    times = [(int(m[1]), int(m[2])) for line in paragraphs if (m := _STAMP.match(line))]
    alone = [(int(m[1]), int(m[2])) for line in dropped if (m := _STAMP.fullmatch(line))]
    stamps = max(times, alone, key=len)
    if len(stamps) < MIN_STAMPS or stamps not in (sorted(stamps), sorted(stamps, reverse=True)):
        return False
    entries = _entries(paragraphs) if stamps is times else list(paragraphs)
    whole = [text for text in entries if len(text) >= MIN_ENTRY and _ENDS.search(text)]
    return len(whole) >= SENTENCES_SHARE * len(entries)


def _entries(paragraphs: Sequence[str]) -> list[str]:
    """What stands behind each time, up to the next one."""
    entries: list[str] = []
    for line in paragraphs:
        stamp = _STAMP.match(line)
        if stamp:
            entries.append(line[stamp.end() :])
        elif entries:
            entries[-1] = f"{entries[-1]} {line}".strip()
    return entries
