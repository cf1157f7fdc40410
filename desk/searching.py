"""A person's words → a safe FTS5 query, and the places in a text that answer it.

Everything is compared in search spelling (``pipelines.text.fold_search``), which keeps the
length of a text, so that a hit in the folded text is a hit in the original at the same place.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from crawler.verdict import Exit
from desk.errors import UserError
from desk.searchlanguage.fields import is_little, spelt
from desk.searchlanguage.lexing import items
from desk.searchlanguage.marking import marks
from desk.searchlanguage.notes import Note
from desk.searchlanguage.terms import Term, joined, pattern, term
from desk.snippets import Snippet, snippet

if TYPE_CHECKING:
    import re

    from desk.searchlanguage.lexing import Item

__all__ = [
    "MAX_QUERY", "MAX_TERMS", "FieldTerm", "SearchQuery", "Snippet", "Term", "marks", "parse",
    "required", "snippet", "words_only",
]  # fmt: skip

MAX_QUERY: Final = 2000
MAX_TERMS: Final = 32


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A field with its value as typed: town:Ridder, -event:strike; where it stands in the line.

    ``is_other`` where «OR» stands between the field before and this one.
    """

    field: str
    value: str
    excluded: bool = False
    is_other: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to ask the index; ``match`` is "" where the words hold nothing to find.

    ``match`` is an FTS5 query of the table article_fts, ``title_match`` of title_fts ("" where
    nothing was asked of titles). ``fields`` are still as typed: what they name is for
    ``desk.cards.resolving`` to find out.
    """

    terms: tuple[Term, ...]
    match: str
    fields: tuple[FieldTerm, ...] = ()
    title_match: str = ""
    notes: tuple[Note, ...] = ()
    text: str = ""

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What to mark in a folded text."""
        return pattern(self.terms)

    @property
    def title_refused(self) -> str:
        """What a title must not have, as an FTS5 query of title_fts; "" for nothing."""
        return " OR ".join(one.match() for one in self.terms if one.in_title and one.excluded)

    @property
    def only_search(self) -> str:
        """A field that the query has, which would do nothing where words are asked only, or ""."""
        in_title = "title" if any(one.in_title for one in self.terms) else ""
        return spelt(self.fields[0].field) if self.fields else in_title

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must stand in title or text."""
        return tuple(one for one in self.terms if not (one.in_title or one.excluded))


def parse(query: str) -> SearchQuery:
    """Read a person's query: words, "phrases", -exclusions, prefix*, OR, field:value. Never fails.

    What lies beyond MAX_QUERY letters or MAX_TERMS terms is left out, and told in the notes.
    """
    text = unicodedata.normalize("NFC", query[:MAX_QUERY])
    found, notes = items(text)
    if len(query) > MAX_QUERY or len(found) > MAX_TERMS:
        kept = {"letters": str(MAX_QUERY), "terms": str(MAX_TERMS)}
        notes = [*notes, Note("left_out", kept)]
    found = found[:MAX_TERMS]
    fields = tuple(
        FieldTerm(one.field, one.text, one.excluded, one.is_other, one.start, one.end)
        for one in found
        if one.field and one.field != "title"
    )
    terms, mixed = _terms(found)
    if any(not _is_little(one) and not one.excluded for one in terms):
        terms = tuple(one for one in terms if not _is_little(one))
    return query_of(terms, fields=fields, notes=(*notes, *mixed), text=text)


def query_of(
    terms: tuple[Term, ...],
    *,
    fields: tuple[FieldTerm, ...] = (),
    notes: tuple[Note, ...] = (),
    text: str = "",
) -> SearchQuery:
    """The query for these terms."""
    match = joined([one for one in terms if not one.in_title])
    titles = joined([one for one in terms if one.in_title and not one.excluded])
    return SearchQuery(terms, f"folded : ({match})" if match else "", fields, titles, notes, text)


def _terms(found: list[Item]) -> tuple[tuple[Term, ...], list[Note]]:
    """The terms, each with its alternatives, and a note where OR stands between unlike things."""
    terms: list[Term] = []
    notes: list[Note] = []
    before: Item | None = None
    follows = False
    for item in found:
        last, before = before, item
        one = term(item) if item.field in {"", "title"} else None
        if item.is_other and last is not None and not _alike(last, item):
            notes.append(Note("no_either", {"left": last.text[:40], "right": item.text[:40]}))
        elif item.is_other and one is not None and follows:
            terms[-1] = replace(terms[-1], alternatives=(*terms[-1].alternatives, one))
            continue
        follows = one is not None
        if one is not None:
            terms.append(one)
    return tuple(terms), notes


def _is_little(one: Term) -> bool:
    """Whether a term is a single word as в, of or мен that was typed without quotes or a minus."""
    is_plain = not (one.is_phrase or one.excluded or one.prefix or one.alternatives)
    return is_plain and len(one.words) == 1 and is_little(one.words[0])


def _alike(left: Item, right: Item) -> bool:
    return left.field == right.field and left.excluded == right.excluded


def required(query: str) -> SearchQuery:
    """As ``parse``, but raises UserError where the query has no word to look for."""
    found = parse(query)
    if not found.match:
        raise UserError(
            "search: there is no word to look for; give at least one without a minus, "
            "or run `kenwatch latest`",
            Exit.USAGE,
        )
    return found


def words_only(query: str) -> SearchQuery:
    """As ``parse``, for --words where words are asked only.

    Raises UserError where the query has a field, which would do nothing, or no word.
    """
    found = parse(query)
    if found.only_search:
        raise UserError(
            f"--words: {found.only_search}: is for `kenwatch search` and `kenwatch export` only; "
            "write words here, and the rest as options",
            Exit.USAGE,
        )
    if not found.match:
        raise UserError(
            "--words: there is no word to look for; give at least one without a minus, "
            "or leave --words out",
            Exit.USAGE,
        )
    return found
