"""The words of `data/blame.toml` and `data/edits.toml`, and where a text has them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from pipelines.datafile import DATA, Record, read
from pipelines.matching.forms import Forms  # noqa: TC001 - pydantic reads the name at run time
from pipelines.matching.matching import Matcher
from pipelines.relevance.scripts import respelled
from pipelines.text import fold_match, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence


_STAMP_LENGTH: Final = 90
_STAMP_WORD: Final = re.compile(r"[^\W_]+")


class BlameWords(Record):
    """What says who or what is to blame: causes, suspects, charges, dismissals, denials."""

    blame: tuple[Forms, ...]


class EditWords(Record):
    """Words of a newsroom about its own text.

    ``note`` says that something told was wrong. ``update_marks`` stand beside a headline.
    ``stamp`` are the words of a line that only tells a time or a count. ``outage`` are the
    beginnings of words by which a page that cannot be shown excuses itself, ``twins`` those of
    two real words that only a slip seems to tell apart. A run of capitalised words with one of
    ``bodies`` names none.

    ``negations`` turn a sentence round: ``negations_behind`` may stand, and
    ``negations_only_behind`` always stand, behind what they deny. ``carrying`` words may come
    between; with one of the ``limits`` nothing is denied («не менее»). ``quantity`` are amounts
    in words, ``pole`` the two sides (``_up``, ``_down``) of what an outcome may be.
    """

    note: tuple[Forms, ...]
    update_marks: tuple[str, ...]
    stamp: tuple[str, ...]
    negations: frozenset[str]
    negations_behind: frozenset[str]
    negations_only_behind: frozenset[str]
    carrying: frozenset[str]
    limits: frozenset[str]
    quantity: tuple[Forms, ...]
    pole: tuple[Forms, ...]
    outage: tuple[str, ...]
    twins: tuple[str, ...]
    bodies: frozenset[str]
    common_capitals: frozenset[str]


@cache
def blame_words() -> BlameWords:
    """The words for blame; raises DataError."""
    return read(DATA / "blame.toml", BlameWords)


@cache
def edit_words() -> EditWords:
    """The words of edits; raises DataError."""
    return read(DATA / "edits.toml", EditWords)


@cache
def _matcher() -> Matcher:
    listed = edit_words()
    told = (
        ("blame", blame_words().blame),
        ("note", listed.note),
        ("quantity", listed.quantity),
        ("pole", listed.pole),
    )
    return Matcher([entry for kind, forms in told for one in forms for entry in one.entries(kind)])


def telling_sentences(text: str, language: str, kind: Literal["blame", "note"]) -> tuple[str, ...]:
    """The sentences with words of a kind; of who denies a report, none is to blame.

    Kazakh in Latin or Arabic letters is read, and given, in Cyrillic.
    """
    spelled = respelled(text, language)
    told = spelled.read if spelled else text
    hits = _matcher().find(told, fold_match(told), language=language)
    starts = [hit.start for hit in hits]
    return tuple(
        told[start:end]
        for start, end in sentences(told)
        if _tells(
            {hit.key for hit in hits[bisect_left(starts, start) : bisect_left(starts, end)]}, kind
        )
    )


def telling_words(
    text: str, language: str, kind: Literal["quantity", "pole"]
) -> list[tuple[str, str]]:
    """(id, words as written) of what is found of a kind, in order; see `telling_sentences`."""
    spelled = respelled(text, language)
    told = spelled.read if spelled else text
    hits = _matcher().find(told, fold_match(told), language=language)
    return [
        (hit.key.removeprefix(f"{kind}:"), told[hit.start : hit.end])
        for hit in hits
        if hit.key.startswith(f"{kind}:")
    ]


def _tells(keys: set[str], kind: str) -> bool:
    """Whether what is found in a sentence makes it one of a kind."""
    if kind == "blame" and "note:refuted" in keys:
        keys = keys - {"blame:denies"}
    return any(key.startswith(kind) for key in keys)


def _as_words(patterns: Sequence[str]) -> str:
    """Patterns as one regular expression; ``*`` takes any ending."""
    return "|".join(re.escape(one).replace(r"\*", r"\w*") for one in patterns)


@cache
def _mark() -> re.Pattern[str]:
    marks = _as_words(edit_words().update_marks)
    time = r"(?:\W*\d{1,2}[:.]\d{2})?"
    bracketed = rf"[\[(](?:{marks})[^\])]*[\])]"
    edge = rf"^\W*(?:{marks})(?!\w){time}\W*|[-.,:;|/!\s]+(?:{marks})(?!\w){time}\W*$"
    return re.compile(rf"{bracketed}|{edge}")


def bare_title(title: str) -> str:
    """A title, folded, without what says that it was updated and without the site's name."""
    return _mark().sub(" ", fold_match(title)).split(" | ", maxsplit=1)[0].strip()


@cache
def _outage() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, edit_words().outage))})")


def is_outage(text: str) -> bool:
    """Whether a text speaks of a page that cannot be shown, or not now."""
    return _outage().search(fold_match(text)) is not None


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"(?:{_as_words(edit_words().stamp)}|\d+(?:th|st|nd|rd)?)")


def is_stamp(line: str) -> bool:
    """Whether a line only tells a time or a count: «Обновлено: 14:20», «Қаралды: 1204»."""
    if len(line) > _STAMP_LENGTH or not any(map(str.isdigit, line)):
        return False
    return all(_stamp().fullmatch(word) for word in _STAMP_WORD.findall(fold_match(line)))
