"""What a verdict must have found to become relevant: the least that the verdicts ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.mining import enough_weak
from pipelines.relevance.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_SURE = frozenset({"strong", "medium"})


def may_suffice(found: AbstractSet[tuple[str, str]]) -> bool:
    """Whether a text with these (kind, id) pairs, whatever else it says, may be relevant."""
    if any(_is_sure(kind, identity) for kind, identity in found):
        return True
    terms = vocabulary().terms
    return enough_weak(terms[identity] for kind, identity in found if kind == "term")


def speaks(kind: str, identity: str) -> bool:
    """Whether something adds to what a relevant verdict cannot do without."""
    if kind == "term":
        return vocabulary().terms[identity].level in _SURE | {"weak"}
    return _is_sure(kind, identity)


def _is_sure(kind: str, identity: str) -> bool:
    held = gazetteer()
    if kind == "term":
        return vocabulary().terms[identity].level in _SURE
    if kind == "company":
        company = held.companies[identity]
        return company.role == "mining" or bool(company.seat)
    if kind == "asset":
        asset = held.assets[identity]
        return asset.role == "mining" or bool(asset.town)
    return kind == "place" and (identity in held.towns or held.places[identity].site)
