"""The texts of an element of a page, block by block, and which of them are dates. Pure."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from crawler.hubs import hubbytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

TEXT_CAP = 300
MAX_DATE_LETTERS = 60
_MAX_PARTS = 80
_MAX_OTHER_WORDS = 2
_BETWEEN = re.compile(r"[|·•]")
# a change of letters is no border between words
_INLINE = frozenset({"b", "i", "em", "strong", "mark", "u", "font", "wbr", "sup", "sub", "s", "q"})
_NO_WORDS = frozenset({"script", "style", "noscript", "svg", "template"})
_LOOKS_DATED = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|\d{1,2}\s[^\W\d_]{3,}|\d{4}\s?ж"
    r"|сегодня|вчера|бүгін|кеше|назад|бұрын|today|yesterday|\bago\b|[^\W\d_]{3,9}\.?\s\d{1,2},",
    re.IGNORECASE,
)
# what dates are made of; what is left without it are words of another kind
_STAMP = re.compile(
    r"\d{4}[./-]\d{1,2}[./-]\d{1,2}(?:t[\d:.+z-]*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m\b)?|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,14}"
    r"|[^\W\d_]{3,9}\.?\s\d{1,2},?\s\d{4}|\b(?:19|20)\d\d\b"
    r"|\b(?:сегодня|вчера|бүгін|кеше|today|yesterday|назад|бұрын|ago|года?|ж|г|жыл\w{0,4}"
    r"|сағат\w{0,3}|час\w{0,3}|мин\w{0,4}|hours?|күн|at|в)\b",
    re.IGNORECASE,
)
_LEADING_STAMP = re.compile(
    r"(?:(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}(?!\d))[\s,|·–-]*)+(?=.)"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def block_text(element: _Element) -> str:
    """All texts of an element as one line, at most ``TEXT_CAP`` letters."""
    return hubbytes.plain(" ".join(block_texts(element)), TEXT_CAP)


def block_texts(element: _Element) -> Iterator[str]:
    """The texts of an element, block by block, as plain text."""
    pieces = (hubbytes.plain(run, TEXT_CAP) for run in _runs(element))
    return islice((piece for piece in pieces if piece), _MAX_PARTS)


def _runs(element: _Element) -> Iterator[str]:
    """The texts between the borders of blocks; words in bold do not end a run."""
    run: list[str] = []
    for event, one in iterwalk(element, events=("start", "end")):
        if one is not element and one.tag not in _INLINE:
            yield "".join(run)
            run = []
        text = one.text if event == "start" and one.tag not in _NO_WORDS else None
        tail = one.tail if event == "end" and one is not element else None
        run.append(text or tail or "")
    yield "".join(run)


def is_date_text(text: str) -> bool:
    """Whether a short text shows a date and little else; a headline may name a day too."""
    return len(text) <= MAX_DATE_LETTERS and any(
        _LOOKS_DATED.search(piece)
        and len(_WORD.findall(_STAMP.sub(" ", piece))) <= _MAX_OTHER_WORDS
        for piece in _BETWEEN.split(text)
    )


def is_stamp(text: str) -> bool:
    """Whether a text is a date or a time and nothing else."""
    return bool(_LOOKS_DATED.search(text)) and not _WORD.search(_STAMP.sub(" ", text))


def without_stamp(text: str) -> str:
    """A headline without the date or time that stands right before it."""
    return _LEADING_STAMP.sub("", text, count=1)
