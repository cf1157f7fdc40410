"""Keys by which an archive finds the reports that may be of one event with a new one.

Two reports of one event share at least one key; few unrelated ones of the same days do. The
keys are made of what links: an entity with what happened or with what is spoken of, a figure of
several digits, a rare name, words of a title.
"""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, Final
from zlib import crc32

from pipelines.stories.likeness import digits, is_few
from pipelines.stories.linking import weights
from pipelines.stories.report import EARLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.stories.report import Named, Report

MOST: Final = 24
_SPECIFIC: Final = frozenset(("asset", "company", "town", "place"))
_ENTITIES: Final = 3
_TOPICS: Final = 4
_FIGURES: Final = 4
_NAMES: Final = 8
_STEMS: Final = 3
_RARE_NAME: Final = 4  # consonants
_RARE_FIGURE: Final = 2  # digits


def keys_of(report: Report) -> tuple[str, ...]:
    """At most `MOST` short keys, the most telling first; none for a report that names nothing."""
    named = _ranked(report.entities)
    rare = sorted(report.topics, key=_rarity, reverse=True)[:_TOPICS]
    by_kind = (
        f"{one.entity_id}:{scene}"
        for one in named
        for scene in dict.fromkeys(event.kind for event in report.events)
    )
    by_topic = (f"{one.entity_id}/{topic}" for topic in rare for one in named)
    told = chain(_figure_keys(report), _name_keys(report), by_kind, _title_keys(report), by_topic)
    return tuple(dict.fromkeys(told))[:MOST]


def _ranked(entities: Iterable[Named]) -> list[Named]:
    """The entities that tell most; of a region only where nothing smaller is named."""
    strong = [one for one in entities if one.strength >= EARLY]
    specific = [one for one in strong if one.kind in _SPECIFIC]
    wider = [one for one in strong if one.kind == "region"]
    return sorted(specific or wider, key=lambda one: (-one.strength, one))[:_ENTITIES]


def _rarity(topic: str) -> tuple[float, str]:
    return (weights().rarity.get(topic, 1.0), topic)


def _figure_keys(report: Report) -> Iterator[str]:
    """Figures rounded to two digits, as the one desk rounds what the other tells in full."""
    told = (one for one in report.figures if not is_few(one) and digits(one.value) >= _RARE_FIGURE)
    ranked = sorted(told, key=lambda one: (-digits(one.value), one))
    yield from (f"{float(f'{one.value:.2g}'):g} {one.unit}" for one in ranked[:_FIGURES])


def _name_keys(report: Report) -> Iterator[str]:
    rare = (name for name in report.names if len(name) >= _RARE_NAME)
    yield from (f"@{name}" for name in sorted(rare, key=lambda name: (-len(name), name))[:_NAMES])


def _title_keys(report: Report) -> Iterator[str]:
    """Pairs of the words with the least hashes: titles that share most words share a pair."""
    least = sorted(report.title_stems, key=lambda stem: crc32(stem.encode()))[:_STEMS]
    yield from (f"{report.language}:{one}+{two}" for one, two in combinations(sorted(least), 2))
