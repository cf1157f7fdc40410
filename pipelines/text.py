"""Cleaning, folding and cutting of text in Kazakh, Russian and English.

Both folds keep the length of the text, so that a span found in the folded text is the same
span in the text itself. They expect text that went through `clean` (composed letters).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from pipelines.lookalikes import one_alphabet, plain

# Soft hyphens, fillers, zero-width and bidirectional marks, tags: invisible, yet they part a
# word from its search term. Lone surrogates and controls cannot be stored or shown at all.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_LINE_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_MARKED: Final = re.compile("[\u00c0-\u024f]")
_SEARCH: Final = str.maketrans("әғқңөұүһіў", "агкноуухиу")

# Each stage of an article folds and cuts the same lines, alone and put together: each is read
# once. A line that is a book by itself is not kept.
_LINES_KEPT: Final = 2048
_LONG_LINE: Final = 4000
_WORDS_KEPT: Final = 4096

_WORD: Final = re.compile(r"\w+(?:[-\u2010\u2011'’ʼʻ]\w+)*")


def clean(s: str) -> str:
    r"""Compose letters (NFC), drop invisible marks, make every blank one space; keep the lines.

    Lines and the whole text lose blanks at their ends; each kind of line break becomes "\n".
    """
    s = _LINE_BREAK.sub("\n", s)
    s = unicodedata.normalize("NFC", _INVISIBLE.sub("", s))
    return "\n".join(line.strip() for line in _BLANKS.sub(" ", s).split("\n")).strip()


def fold_match(s: str) -> str:
    """Spelling for vocabulary matching: lower case, ё as е, look-alike letters repaired.

    Keeps the length and the Kazakh letters. A Latin letter that looks Cyrillic becomes
    Cyrillic inside a word that is otherwise Cyrillic, and the reverse; a word with letters
    that fit neither alphabet alone ("IPOға") is left as it is. All dashes become "-",
    apostrophes "'", quotation marks '"', blanks other than a line break " ".
    """
    if "\n" not in s and len(s) < _LONG_LINE:
        return _folded_line(s)
    return "\n".join(
        [_folded_line(line) if len(line) < _LONG_LINE else _folded(line) for line in s.split("\n")]
    )


def _folded(s: str) -> str:
    return plain(_lower(one_alphabet(s)))


_folded_line: Final = lru_cache(_LINES_KEPT)(_folded)


def _lower(s: str) -> str:
    lowered = s.lower()
    if len(lowered) == len(s):
        return lowered
    return "".join(ch.lower()[0] for ch in s)


def fold_search(s: str) -> str:
    """Spelling for searching: `fold_match`, then Kazakh letters as their nearest Russian key.

    Keeps the length. «карағанды», «Қарағанды» and «КАРАГАНДЫ» give the same; Latin letters
    lose their marks («Atyraý» as "atyrau"). Meant for the stored text and for the query alike.
    """
    return fold_match(_MARKED.sub(_unmarked, s)).translate(_SEARCH)


def _unmarked(found: re.Match[str]) -> str:
    return "i" if found[0] == "ı" else unicodedata.normalize("NFD", found[0])[0]


def words(s: str) -> list[tuple[str, int, int]]:
    """Words with their start and end offsets; an inner hyphen or apostrophe joins a word."""
    return [(m[0], m.start(), m.end()) for m in _WORD.finditer(s)]


# a stop with what closes the sentence after it, then a blank; a run of stops is one stop
# It begins with one set of letters, for which a search goes many times faster.
_STOP: Final = re.compile(
    r"""[.!?…؟۔。！？](?:(?<=[。！？])[。！？]*+[」』”]*"""
    r"""|(?<=[.!?…؟۔])(?<![.!?…؟۔]{2})[.!?…؟۔]*+[)\]"'»”’]*+(?=\s))"""
)

_OPENING: Final = re.compile(r"""[\s"'«»“”„‘(\[\u2010-\u2015-]*""")
_NEAR: Final = 40  # letters before a stop that are looked at
_LAST_WORD: Final = re.compile(r"(?:[^\W_]+\.)*[^\W_]+$")


def sentences(s: str) -> list[tuple[int, int]]:
    """Spans of the sentences, trimmed; every letter of the text lies in exactly one.

    A line break always ends a sentence. A full stop does not where a small letter follows,
    after an initial, an abbreviation that announces a name («г. Риддер», "Mr. Smith"), the
    number of a list item, or inside a number.
    """
    spans: list[tuple[int, int]] = []
    behind = 0
    for line in s.split("\n"):
        found = _line_spans(line) if len(line) < _LONG_LINE else _spans(line)
        spans += [(behind + start, behind + end) for start, end in found] if behind else found
        behind += len(line) + 1
    return spans


def _spans(line: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(line):
        if _ends_sentence(line, start, stop):
            spans += _trimmed(line, start, stop.end())
            start = stop.end()
    return (*spans, *_trimmed(line, start, len(line)))


_line_spans: Final = lru_cache(_LINES_KEPT)(_spans)


def _trimmed(s: str, start: int, end: int) -> list[tuple[int, int]]:
    # a single blank between two sentences is what most texts have
    first = start + 1 if s[start : start + 1] == " " else start
    if first < end and not s[first].isspace() and not s[end - 1].isspace():
        return [(first, end)]
    part = s[start:end]
    bare = part.strip()
    if not bare:
        return []
    start += len(part) - len(part.lstrip())
    return [(start, start + len(bare))]


def _ends_sentence(s: str, start: int, stop: re.Match[str]) -> bool:
    mark, end = stop[0], stop.end()
    if mark[0] in "。！？":
        return True
    following = s[end + 1 : end + 2]
    if not following.isalnum():
        opening = _OPENING.match(s, end)
        following = s[opening.end() : opening.end() + 1] if opening else ""
    if following.islower():
        return False
    return mark != "." or not _is_shortened_there(s, start, end - 1, following)


def _is_shortened_there(s: str, start: int, stop: int, following: str) -> bool:
    """Whether a full stop at an offset belongs to the word before it."""
    long = stop - _longest_shortened()
    if long >= start and s[long:stop].isalpha():
        return False
    near = max(start, stop - _NEAR)
    first = s.rfind(" ", near, stop) + 1 or near
    if stop - first > 1 and (plain := s[first:stop]).isalpha() and not _shortened_as(plain):
        return False
    word = _LAST_WORD.search(s, first, stop)
    if word is None:
        return False
    before = s[near : word.start()] if near == start else "…" + s[near : word.start()]
    return _is_shortened(before, word[0], following)


def _is_shortened(before: str, word: str, following: str) -> bool:
    kinds = _shortened_as(word)
    if word.isdigit():
        return not before.strip()
    if "closing" in kinds:
        return False
    if "after a number" in kinds:
        return not before.rstrip()[-1:].isdigit()
    if "before a number" in kinds and following.isdigit():
        return True
    return "before a name" in kinds or len(word.rpartition(".")[2]) == 1


@lru_cache(_WORDS_KEPT)
def _shortened_as(word: str) -> frozenset[str]:
    """What kinds of abbreviation a word may be."""
    short = fold_match(word)
    return frozenset(kind for kind, listed in _listed().items() if short in listed)


@cache
def _listed() -> dict[str, frozenset[str]]:
    path = Path(__file__).parent / "data" / "abbreviations.toml"
    listed: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: frozenset(map(fold_match, words)) for kind, words in listed.items()}


@cache
def _longest_shortened() -> int:
    """More letters than any abbreviation has, so that what ends in so many is none."""
    return 1 + max(map(len, chain.from_iterable(_listed().values())))
