"""One matcher over every list, and what one pass of it finds in an article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.matching.matching import Entry, Hit, Matcher
from pipelines.matching.tokens import fold_once
from pipelines.relevance.scans import Scan, found_of
from pipelines.relevance.scripts import respelled
from pipelines.relevance.vocabulary import vocabulary
from pipelines.text import fold_match

if TYPE_CHECKING:
    from pipelines.relevance.scans import Found
    from pipelines.relevance.scripts import Respelled

_CONTEXT = "context:"
_UNLESS = "unless"
# Between title, lead and text: no word, and nothing that a pattern takes as a blank.
_SEAM = "\n|\n"


@dataclass(frozen=True)
class _Lexicon:
    """What the keys of hits mean: the kind and id of a name or a term.

    ``contexts`` has those that say something of other hits only, each of one or many.
    """

    named: dict[str, tuple[str, str]]
    contexts: dict[str, list[tuple[str, str]]]


@cache
def _lexicon() -> _Lexicon:
    entries = all_entries()
    named, contexts = {}, {f"{_CONTEXT}{p}": told for p, told in gazetteer().contexts().items()}
    for key in {entry.key for entry in entries} - contexts.keys():
        kind, _, identity = key.partition(":")
        if kind == _UNLESS:
            contexts[key] = [(kind, identity)]
        else:
            named[key] = (kind, identity)
    return _Lexicon(named, contexts)


@cache
def _matcher() -> Matcher:
    return Matcher(all_entries())


def all_entries() -> list[Entry]:
    """Every pattern of vocabulary and gazetteer, the words around places among them."""
    contexts = (Entry(f"{_CONTEXT}{p}", "und", p) for p in gazetteer().contexts())
    return [*vocabulary().entries(), *gazetteer().entries(), *contexts]


class Fields(NamedTuple):
    """Title, lead and text as one string, and where its parts begin, as in a `Scan`."""

    stored: str
    lead_start: int
    text_start: int


def fields_of(title: str, text: str, lead: str = "") -> Fields:
    """An article as it is scanned; a lead that the text contains is no field of its own."""
    own_lead = f"{lead}{_SEAM}" if lead and lead not in text else ""
    lead_start = len(title) + len(_SEAM)
    stored = f"{title}{_SEAM}{own_lead}{text}"
    return Fields(stored, lead_start, lead_start + len(own_lead))


def scan(
    title: str,
    text: str,
    *,
    lead: str = "",
    language: str = "und",
    hits: list[Hit] | None = None,
) -> Scan:
    """Find everything in one pass over title, lead and text.

    ``hits`` are those of `all_entries` in the `fields_of` the article, where they were looked
    for before; Kazakh in other letters is looked through all the same.
    """
    stored, lead_start, text_start = fields_of(title, text, lead)
    spelled = respelled(stored, language)
    if spelled is None:
        folded = fold_once(stored)
        if hits is None:
            hits = _matcher().find(stored, folded, language=language)
        return Scan(stored, folded, lead_start, text_start, _by_kind(hits))
    return Scan(
        spelled.read,
        fold_match(spelled.read),
        spelled.position(lead_start),
        spelled.position(text_start),
        _hits_of_respelled(spelled),
        spelled,
    )


def _by_kind(found: list[Hit]) -> dict[str, list[Found]]:
    lexicon = _lexicon()
    named, contexts = lexicon.named, lexicon.contexts
    hits: dict[str, list[Found]] = defaultdict(list)
    around: list[Hit] = []
    for hit in found:
        key, language, start, end = hit
        if key in named:
            kind, identity = named[key]
            hits[kind].append(found_of((identity, language, start, end)))
        else:
            around.append(hit)
    # of places and negatives that the text does not have, words around them tell nothing
    places = {place.id for place in hits.get("place", ())}
    negatives = {negative.id for negative in hits.get("not", ())}
    for key, language, start, end in around if places or negatives else ():
        for kind, identity in contexts[key]:
            if identity in (negatives if kind == _UNLESS else places):
                hits[kind].append(found_of((identity, language, start, end)))
    return hits


def _hits_of_respelled(spelled: Respelled) -> dict[str, list[Found]]:
    """What stands in the Cyrillic reading, and what is a name or a term as it is written."""
    matcher = _matcher()
    read = matcher.find(
        spelled.read, fold_match(spelled.read), language="kk", caseless=spelled.is_caseless
    )
    known = {(hit.key, hit.start) for hit in read}
    as_written = [
        Hit(key, language, *spelled.reading(start, end))
        for key, language, start, end in matcher.find(
            spelled.stored, fold_match(spelled.stored), language="kk"
        )
    ]
    more = [hit for hit in as_written if (hit.key, hit.start) not in known]
    return _by_kind(sorted([*read, *more], key=lambda hit: (hit.start, -hit.end)))


def kinds(text: str) -> set[tuple[str, str]]:
    """The (kind, id) pairs found in a text of unknown parts and languages.

    Kazakh stems are always read, since a part of the text may be Kazakh.
    """
    lexicon = _lexicon()
    return {
        meaning
        for hit in _matcher().find(text, fold_match(text), language="kk")
        for meaning in lexicon.contexts.get(hit.key) or [lexicon.named[hit.key]]
    }
