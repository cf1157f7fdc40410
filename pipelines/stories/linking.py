"""Whether two reports are of one event, whatever their language, and why.

A story is a connected component of links, so that one false link joins two stories: what is not
likely enough is no link. A link depends on its two reports alone, in either order.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from math import exp
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.datafile import DATA, Record, read
from pipelines.stories.likeness import FEATURES, features, gap, is_few, shared_figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelines.stories.report import Report

WINDOW: Final = timedelta(days=4)
_PATH: Final = DATA / "storyweights.toml"
_DAILY_FIGURES: Final = 3  # figures that two daily reports must share at least
_DAILY_SHARE: Final = 0.8  # share of the figures of the shorter daily report
_DAILY_SCORE: Final = 0.9
_LIKE: Final = 0.5  # share of words or topics from which on it is said to be a reason
_NAMED: Final = 1.5  # names beyond chance that are a reason by themselves
_RARE: Final = 2.5  # rare things that both speak of: some four that are hardly ever told
_STRONG: Final = 0.3  # an entity that at least one report names early
_TOLD: Final = 2.0  # what shared figures and numbers tell where nothing else is shared
_TOLD_BESIDE: Final = 0.8  # the same beside something else
_SHOWN: Final = 3  # figures told in a reason


class Link(NamedTuple):
    """How likely two reports are of one event (0 to 1), and why, in words."""

    score: float
    why: str


class Weights(Record):
    """The fitted weights: log-odds a unit of each feature, and the least probability of a link.

    ``rarity`` is the weight of each general thing that a report may speak of.
    """

    threshold: float
    bias: float
    weights: dict[str, float]
    rarity: dict[str, float]


@cache
def weights(path: Path = _PATH) -> Weights:
    """The weights of a file; raises DataError where it is missing or wrong."""
    return read(path, Weights)


def link(a: Report, b: Report) -> Link | None:
    """How two reports are of one event; None where they are not, or where it is not sure.

    Reports more than `WINDOW` apart are never linked; without a time, time says nothing.
    """
    if a.at and b.at and abs(a.at - b.at) > WINDOW:
        return None
    if a.is_template or b.is_template:
        return _daily(a, b)
    fitted = weights()
    found = features(a, b, fitted.rarity)
    if not anchored(found):
        return None
    score = probability(found, fitted)
    return Link(score, why(a, b, found)) if score >= fitted.threshold else None


def anchored(found: Mapping[str, float]) -> bool:
    """Whether two reports have in common what few others have.

    That is a place or a body, rare names, rare figures, or two of a region, a name, a figure, the
    words of title or first sentence, what happened, rare subjects, a metal.
    """
    named = max(found["asset"], found["company"], found["town"]) >= _STRONG
    told = found["figures"] + found["numerals"]
    signs = (
        found["region"] >= _STRONG,
        found["names"] > 0,
        told >= _TOLD_BESIDE,
        max(found["title"], found["opening"]) >= _LIKE,
        found["kind"] > 0 and found["roles"] + found["heads"] >= _LIKE,
        found["rare"] >= _RARE,
        found["commodity"] >= _LIKE,
    )
    return named or found["names"] >= _NAMED or told >= _TOLD or sum(signs) > 1


def probability(found: Mapping[str, float], fitted: Weights) -> float:
    """The logistic of the weighted features."""
    odds = fitted.bias + sum(fitted.weights[name] * found[name] for name in FEATURES)
    return 1 / (1 + exp(-odds)) if odds > 0 else exp(odds) / (1 + exp(odds))


def _daily(a: Report, b: Report) -> Link | None:
    """Rates, prices and weather are one report only where nearly all of their figures agree."""
    if a.is_template != b.is_template or gap(a, b) >= 1:
        return None
    shared = len(set(a.figures) & set(b.figures))
    fewer = min(len(a.figures), len(b.figures))
    if shared < _DAILY_FIGURES or shared < _DAILY_SHARE * fewer:
        return None
    return Link(_DAILY_SCORE, f"a daily report with the same {shared} figures")


def why(a: Report, b: Report, found: Mapping[str, float]) -> str:
    """The reasons of a link in words, the most telling first."""
    named = {"asset": "the same mine or plant", "company": "the same company"}
    places = {"town": "the same town", "region": "the same region"}
    told = [words for name, words in named.items() if found[name] >= _STRONG]
    place = next((words for name, words in places.items() if found[name] >= _STRONG), "")
    told += [place] if place and not (told and place == places["region"]) else []
    told += _figures(a, b)
    told += ["the same kind of event"] if found["kind"] else []
    told += ["the same day of it"] if found["day"] else []
    told += [f"{found['names']:.0f} names"] if found["names"] >= _NAMED else []
    told += ["words of the title"] if found["title"] >= _LIKE else []
    told += ["the same subjects"] if found["topics"] >= _LIKE or not told else []
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _figures(a: Report, b: Report) -> list[str]:
    shared = sorted(shared_figures(a, b).items(), key=lambda one: (-one[1], one[0]))
    told = [f"{value:,.12g} {unit}".strip() for (value, unit), telling in shared if telling >= 1]
    few = {one for one in a.figures if is_few(one)} & set(b.figures)
    return [*told, *sorted(f"{one.value:g} {one.role}" for one in few)][:_SHOWN]
