"""What a recurring line is by its own words: a sentence or a label, a call to the reader, a name.

The words are data (``[recurring]`` of ``data/boilerplate.toml``, which explains them).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pipelines.boilerplate.rulebook import RULES, ends_sentence, normalized
from pipelines.newsroom.bylines import signed_by
from pipelines.newsroom.dateline import split_dateline
from pipelines.relevance.lexicon import kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

_OURS: Final = {"term", "place", "company", "commodity", "city"}
LABEL: Final = 60  # letters
STEM: Final = 5
_DIALOGUE: Final = re.compile(r"[–—-]\s*\w.*[^–—\s-]\s*", re.DOTALL)
_UNFINISHED: Final = (";", ",")
_QUOTED: Final = re.compile(r"[«“\"„].{25,}[»”\"]", re.DOTALL)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# a capital there tells nothing of a name
_START: Final = re.compile(r"(?:^[«“\"(]?|(?:[^\W_]{2}[.]|[!?:…|])[»”]?\s*|[–—-]\s+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a line says of itself; see the data file for calls, bids, marks and what is kept.

    ``is_signed``: a name or by-line. ``names``: names that are not the source's. ``ours``: a
    place, company, commodity or term that articles are judged by.
    """

    is_sentence: bool
    is_call: bool
    is_bid: bool
    is_mark: bool
    is_ours: bool
    is_kept: bool
    is_statement: bool
    is_signed: bool
    is_dateline: bool
    is_contact: bool
    figures: bool
    names: bool
    ours: bool

    @property
    def owned(self) -> str:
        """Why the line is an article's whatever the counts say, or ""."""
        if self.is_signed:
            return "a name or by-line"
        if self.is_dateline:
            return "a dateline, or a desk's place or agency"
        return "a heading, question, reminder, by-line or thanks" if self.is_kept else ""

    @property
    def is_particular(self) -> bool:
        """Whether the line says something that is true of one article or source alone."""
        return self.figures or self.names or self.ours

    @property
    def is_plain(self) -> bool:
        """Whether the line holds no name of ours or others, and figures only to reach somebody."""
        return not (self.names or self.ours) and (self.is_contact or not self.figures)


def traits(line: str, own: Collection[str] = ()) -> Traits:
    """The traits of a line as written; ``own`` are the stems of the source's names (``stems``)."""
    words, plain = recurring_words(), normalized(line)
    call, mark = words.calls.search(plain), words.marks.search(plain)
    bid = call or words.bids.search(plain)
    opened = words.opens.match(plain) and not call
    return Traits(
        is_sentence=_is_sentence(line),
        is_call=bool(call),
        is_bid=bool(bid and not call),
        is_mark=bool(mark),
        is_ours=bool(words.ours.search(plain)),
        is_kept=bool(words.keeps.search(plain) or words.reminds.match(plain) or opened),
        is_statement=not (call or mark) and _is_statement(line, plain),
        # calls are set in capitals as names are: "Related Articles"
        is_signed=not bid and bool(signed_by(line)),
        is_dateline=not (bid or mark) and _is_dateline(line),
        is_contact=words.contact.search(line) is not None,
        figures=any(map(str.isdigit, line)),
        names=_holds_name(line, own, is_call=bool(bid), is_label=bool(bid or mark)),
        ours=_is_ours(line, own),
    )


def stems(texts: Iterable[str]) -> frozenset[str]:
    """The first letters of each longer word: forms of one word become alike."""
    return frozenset(
        word[:STEM]
        for text in texts
        for word in _WORD.findall(normalized(text))
        if len(word) >= STEM - 1
    )


def is_call(line: str) -> bool:
    """Whether a line, as it is compared or as written, speaks to the reader of the site."""
    return recurring_words().calls.search(normalized(line)) is not None


def _is_sentence(line: str) -> bool:
    line = line.strip()
    return bool(
        ends_sentence(line)
        or len(line) > LABEL
        or line.endswith(_UNFINISHED)
        or _DIALOGUE.fullmatch(line)
        or _QUOTED.search(line)
    )


def _is_statement(line: str, plain: str) -> bool:
    """«Возбуждено дело», "No injuries": a sentence that lacks its stop."""
    return not _is_sentence(line) and recurring_words().states.search(plain) is not None


def _is_dateline(line: str) -> bool:
    """«АСТАНА. KAZINFORM –», or a few words in capitals such as a desk line has."""
    cut = split_dateline(f"{line.strip()} Слово").dateline
    return cut is not None or split_dateline(f"{line.strip()} — Слово").dateline is not None


def _holds_name(line: str, own: Collection[str], *, is_call: bool, is_label: bool) -> bool:
    """Whether a word that is no name of the source has a capital that nothing else explains."""
    if line.isupper() or (is_call and _is_title_case(line)):
        return not is_label
    words = recurring_words()
    named = (
        found[0].casefold()
        for found in _WORD.finditer(line)
        if found[0][0].isupper() and not _START.search(line, 0, found.start())
    )
    return any(
        name[:STEM] not in own
        and name.split("-")[0] not in words.platforms
        and not (is_call and name.startswith(words.countries))
        for name in named
    )


def _is_title_case(line: str) -> bool:
    long = [word for word in _WORD.findall(line) if len(word) >= STEM - 1]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _is_ours(line: str, own: Collection[str]) -> bool:
    """Whether the line names what articles are judged by, the source's own names left out."""
    rest = _WORD.sub(lambda word: "" if word[0].casefold()[:STEM] in own else word[0], line)
    return any(kind in _OURS for kind, _ in kinds(rest))


@dataclass(frozen=True, slots=True)
class _Words:
    calls: re.Pattern[str]
    bids: re.Pattern[str]
    ours: re.Pattern[str]
    marks: re.Pattern[str]
    keeps: re.Pattern[str]
    reminds: re.Pattern[str]
    states: re.Pattern[str]
    opens: re.Pattern[str]
    contact: re.Pattern[str]
    platforms: frozenset[str]
    countries: tuple[str, ...]


@cache
def recurring_words(path: Path = RULES) -> _Words:
    """Read the words. Raises ValueError that names the file where a pattern is wrong."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["recurring"]
    try:
        words = {key: re.compile(rf"\b(?:{'|'.join(data[key])})") for key in _LISTS}
        words["contact"] = re.compile(data["contact"], re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{path}: [recurring]: {error}; correct the pattern") from error
    countries = tuple(data["countries"])
    return _Words(**words, platforms=frozenset(data["platforms"]), countries=countries)


_LISTS: Final = ("calls", "bids", "ours", "marks", "keeps", "reminds", "states", "opens")
