"""Fit the weights of the link between two reports, and tell how well such a fit does on others.

Used by bench/stories.py.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from pipelines.stories.likeness import FEATURES, features
from pipelines.stories.linking import WINDOW, Weights, anchored
from tests.storylabels import candidates, gold_pairs, strangers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.stories.report import Report
    from tests.storylabels import Labelled, Pair

    Entry = tuple[int, float]

ROUNDS = 12  # of Newton's method
BALANCE = 0.3  # what all pairs of one event weigh together, to all the others
PULL = 0.001  # towards the prior, a weight and pair
RARITY_PULL = 3.0  # reports of a concept that nobody told yet
ANY_GAP = 1.0  # days between reports whose time says nothing


class Row(NamedTuple):
    """Two reports (their places), their features, whether of one event and of the same days."""

    pair: Pair
    values: list[float]
    is_gold: bool
    is_near: bool


class _Weighed(NamedTuple):
    entries: list[Entry]
    is_gold: bool
    cost: float


def rows_of(labelled: Sequence[tuple[Labelled, Report]], rarity: Mapping[str, float]) -> list[Row]:
    """All pairs that have something in common.

    What is told of another week could as well be told of this one: it stands for the rest of
    an archive.
    """
    gold = gold_pairs(labelled)
    found = []
    for pair in combinations(range(len(labelled)), 2):
        a, b = (labelled[index][1] for index in pair)
        is_near = a.at is None or b.at is None or abs(a.at - b.at) <= WINDOW
        values = _values(a, b, rarity, is_near=is_near)
        if values:
            found.append(Row(pair, values, pair in gold, is_near))
    return found


def _values(
    a: Report, b: Report, rarity: Mapping[str, float], *, is_near: bool
) -> list[float] | None:
    found = features(a, b, rarity)
    if not anchored(found) or a.is_template or b.is_template:
        return None
    if not is_near:
        found["gap"] = ANY_GAP
    return [1.0, *(found[name] for name in FEATURES)]


def strange(rarity: Mapping[str, float]) -> list[list[float]]:
    """The values of pairs of reports that have nothing to do with each other."""
    pairs = (pair for held in strangers() for pair in combinations(held, 2))
    told = (_values(a, b, rarity, is_near=True) for a, b in pairs)
    return [values for values in told if values]


def rarity_of(made: Sequence[Report]) -> dict[str, float]:
    """How telling a concept is: the logarithm of one to the share of the reports that have it."""
    told = Counter(concept for report in made for concept in report.concepts)
    size = len(made)
    return {
        concept: round(math.log((size + RARITY_PULL) / (count + RARITY_PULL)) / math.log(size), 3)
        for concept, count in sorted(told.items())
    }


def fitted(rows: Sequence[tuple[list[float], bool]], prior: Weights) -> list[float]:
    """Bias and weights: logistic regression by Newton's method, pulled towards the prior.

    No weight turns round: one that would is 0.
    """
    start = [prior.bias, *(prior.weights[name] for name in FEATURES)]
    weighed = _weighed(rows)
    values = list(start)
    held: set[int] = set()
    for _ in range(ROUNDS):
        step = _step(weighed, values, start, held)
        values = [value - one for value, one in zip(values, step, strict=True)]
        held |= {i for i, one in enumerate(start) if i and values[i] * one <= 0}
        values = [0.0 if i in held else value for i, value in enumerate(values)]
    return values


def _weighed(rows: Sequence[tuple[list[float], bool]]) -> list[_Weighed]:
    """What is not 0 of each row, and its share of all."""
    gold = sum(is_gold for _, is_gold in rows)
    share = (len(rows) - gold) / max(gold, 1) * BALANCE
    total = len(rows) - gold + share * gold
    return [
        _Weighed(
            [(index, value) for index, value in enumerate(row) if value],
            is_gold,
            (share if is_gold else 1.0) / total,
        )
        for row, is_gold in rows
    ]


def _step(
    weighed: Iterable[_Weighed], values: Sequence[float], start: Sequence[float], held: set[int]
) -> list[float]:
    """How far the values are from where the slope is level, were the loss a parabola."""
    size = len(values)
    slope = [PULL * (value - one) for value, one in zip(values, start, strict=True)]
    bend = [[PULL * (i == j) for j in range(size)] for i in range(size)]
    for entries, is_gold, cost in weighed:
        likely = logistic(sum(values[index] * one for index, one in entries))
        wrong, sway = cost * (likely - is_gold), cost * likely * (1 - likely)
        for index, one in entries:
            slope[index] += wrong * one
            line = bend[index]
            for other, two in entries:
                line[other] += sway * one * two
    for index in held:
        slope[index] = 0.0
        bend[index] = [float(index == other) for other in range(size)]
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of equations, by Gaussian elimination; no pivot is 0."""
    size = len(right)
    for i, j in combinations(range(size), 2):
        ratio = matrix[j][i] / matrix[i][i]
        if ratio:
            matrix[j] = [a - ratio * b for a, b in zip(matrix[j], matrix[i], strict=True)]
            right[j] -= ratio * right[i]
    found = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(matrix[i][j] * found[j] for j in range(i + 1, size))
        found[i] = (right[i] - rest) / matrix[i][i]
    return found


def logistic(odds: float) -> float:
    """The likelihood of log-odds."""
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


def likelihood(values: Sequence[float], row: Sequence[float]) -> float:
    """How likely the pair of a row is of one event, by fitted values."""
    return logistic(sum(value * one for value, one in zip(values, row, strict=True)))


def left_out(
    authors: Mapping[str, Sequence[tuple[Labelled, Report]]], left: str, prior: Weights
) -> dict[Pair, float]:
    """How likely the pairs of an author's reports of the same days are, by a fit to the others.

    Pairs that share no key or have nothing in common are left out.
    """
    others = [told for name, told in authors.items() if name != left]
    rarity = rarity_of([report for told in others for _, report in told])
    values = fitted(training(others, rarity), prior)
    near = [row for row in rows_of(authors[left], rarity) if row.is_near]
    met = candidates(authors[left])
    return {row.pair: likelihood(values, row.values) for row in near if row.pair in met}


def training(
    authors: Iterable[Sequence[tuple[Labelled, Report]]], rarity: Mapping[str, float]
) -> list[tuple[list[float], bool]]:
    """The values of the pairs within what each author wrote, and of strangers."""
    told = [(row.values, row.is_gold) for one in authors for row in rows_of(one, rarity)]
    return [*told, *((values, False) for values in strange(rarity))]
