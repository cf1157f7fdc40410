"""Keys by which an archive finds the reports that may be of one event with a new one.

Two reports of one event share at least one key; few unrelated ones of the same days do. The
keys are made of what links: an entity with what happened or with what is spoken of, a figure of
several digits, a rare name, words of a title.
"""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, Final
from zlib import crc32

from pipelines.stories.figures import digits
from pipelines.stories.likeness import is_few
from pipelines.stories.linking import weights
from pipelines.stories.report import EARLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.stories.report import Named, Report

MOST: Final = 60
_SPECIFIC: Final = frozenset(("asset", "company", "town", "place"))
_ENTITIES: Final = 3
_TOPICS: Final = 12
_PAIRED: Final = 5  # subjects of which two by themselves are a key
_OF_NAMES: Final = 6  # subjects told with a short name
_FIGURES: Final = 4
_NAMES: Final = 8
_SHORT_NAMES: Final = 2
_STEMS: Final = 3
_RARE_NAME: Final = 4  # consonants
_RARE_FIGURE: Final = 2  # digits


def keys_of(report: Report) -> tuple[str, ...]:
    """At most `MOST` short keys, the most telling first; none for a report that names nothing."""
    named = _ranked(report.entities)
    subjects = _subjects(report)
    kinds = tuple(dict.fromkeys(event.kind for event in report.events))
    told = chain(
        _figure_keys(report),
        (f"{one.entity_id}:{kind}" for one in named for kind in kinds),
        _name_keys(report, kinds, subjects[:_OF_NAMES]),
        _toll_keys(report, kinds),
        _title_keys(report),
        _subject_keys(named, subjects),
    )
    return tuple(dict.fromkeys(told))[:MOST]


def _subject_keys(named: Iterable[Named], subjects: Sequence[str]) -> Iterator[str]:
    """A subject with an entity, and two rare ones by themselves."""
    pairs = combinations(sorted(subjects[:_PAIRED]), 2)
    yield from (f"{one.entity_id}/{subject}" for subject in subjects[:_PAIRED] for one in named)
    yield from (f"{one}&{two}" for one, two in pairs)
    yield from (f"{one.entity_id}/{subject}" for subject in subjects[_PAIRED:] for one in named)


def _subjects(report: Report) -> list[str]:
    """What a report leads with: first what its title says, of these what is rare."""
    heads = frozenset(report.heads)
    ranked = sorted(report.topics, key=lambda one: (one not in heads, -_rarity(one), one))
    return ranked[:_TOPICS]


def _ranked(entities: Iterable[Named]) -> list[Named]:
    """The entities that tell most; of a region only where nothing smaller is named."""
    strong = [one for one in entities if one.strength >= EARLY]
    specific = [one for one in strong if one.kind in _SPECIFIC]
    wider = [one for one in strong if one.kind == "region"]
    return sorted(specific or wider, key=lambda one: (-one.strength, one))[:_ENTITIES]


def _rarity(topic: str) -> float:
    return weights().rarity.get(topic, 1.0)


def _figure_keys(report: Report) -> Iterator[str]:
    """Figures rounded to two digits, as the one desk rounds what the other tells in full."""
    told = (one for one in report.figures if not is_few(one) and digits(one.value) >= _RARE_FIGURE)
    ranked = sorted(told, key=lambda one: (-digits(one.value), one))
    yield from (f"{float(f'{one.value:.2g}'):g} {one.unit}" for one in ranked[:_FIGURES])


def _name_keys(report: Report, kinds: Iterable[str], subjects: Iterable[str]) -> Iterator[str]:
    """Long names by themselves; short ones, which are of many, with what is told of them."""
    leading = frozenset(report.lead_names)
    ranked = sorted(report.names, key=lambda name: (name not in leading, -len(name), name))
    yield from (f"@{name}" for name in [one for one in ranked if len(one) >= _RARE_NAME][:_NAMES])
    short = [name for name in ranked if len(name) < _RARE_NAME and name in leading][:_SHORT_NAMES]
    yield from (f"@{name}:{kind}" for name in short for kind in kinds)
    yield from (f"@{name}/{subject}" for name in short for subject in subjects)


def _toll_keys(report: Report, kinds: Iterable[str]) -> Iterator[str]:
    """How many died or were hurt, with what happened."""
    few = [one for one in report.figures if is_few(one)][:_FIGURES]
    yield from (f"{kind}={one.value:g} {one.role}" for kind in kinds for one in few)


def _title_keys(report: Report) -> Iterator[str]:
    """Pairs of the words with the least hashes: titles that share most words share a pair."""
    least = sorted(report.title_stems, key=lambda stem: crc32(stem.encode()))[:_STEMS]
    yield from (f"{report.language}:{one}+{two}" for one, two in combinations(sorted(least), 2))
