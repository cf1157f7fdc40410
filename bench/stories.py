"""Measure how reports are linked into stories over languages, and fit the weights of the link.

python bench/stories.py               precision and recall of the stories, of the keys, the cost
python bench/stories.py --errors fit  the pairs of a part that are linked wrongly or not at all
python bench/stories.py --fit         fit pipelines/data/storyweights.toml on the part "fit", and
                                      print what such a fit does on authors whom it did not see

Pairwise figures are of the closure: all pairs within a connected component of links.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import tomllib
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import storyfit  # noqa: E402 - the script finds its project first
from pipelines.stories.blocking import keys_of  # noqa: E402
from pipelines.stories.likeness import FEATURES, features  # noqa: E402
from pipelines.stories.linking import (  # noqa: E402
    WINDOW,
    Weights,
    link,
    probability,
)
from pipelines.stories.report import report_of  # noqa: E402
from tests.scores import Score  # noqa: E402
from tests.storylabels import (  # noqa: E402
    PARTS,
    Labelled,
    Part,
    authors,
    candidates,
    closure,
    found_pairs,
    gold_pairs,
    judged,
    languages,
    reports,
    score,
    strangers,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from pipelines.judgement import Judgement
    from pipelines.stories.report import Report
    from tests.storylabels import Pair

WEIGHTS = ROOT / "pipelines" / "data" / "storyweights.toml"
PRIOR = ROOT / "bench" / "storyprior.toml"
AIM = 0.96  # pairwise precision of the stories of authors who were not fitted
MARGIN = 0.02  # above the least threshold that reaches the aim
HIGHEST = 0.95


def main() -> None:
    """Print the figures, the errors of one part, or fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", choices=PARTS)
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    if asked.fit:
        fit()
    elif asked.errors:
        _errors(asked.errors)
    else:
        _figures()


def _figures() -> None:
    for part in PARTS:
        labelled = reports(part)
        gold, found = gold_pairs(labelled), found_pairs(labelled)
        _row(part, score(gold, found))
        for pair in sorted({languages(labelled, one) for one in gold | found}):
            some = [{one for one in of if languages(labelled, one) == pair} for of in (gold, found)]
            _row(f"  {pair}", score(some[0], some[1]))
        _keys(labelled)
    _strangers()
    _cost()


def _strangers() -> None:
    """False links where no time keeps reports apart, within the sets of invented news."""
    pairs = [pair for held in strangers() for pair in combinations(held, 2)]
    joined = sum(link(a, b) is not None for a, b in pairs)
    print(f"strangers  {joined} links among {len(pairs)} pairs of unrelated reports without a time")


def _row(name: str, scored: Score) -> None:
    print(
        f"{name:10} precision {scored.precision:.3f}  recall {scored.recall:.3f}  of {scored.gold}"
    )


def _keys(labelled: Sequence[tuple[Labelled, Report]]) -> None:
    """How many of the linked pairs share a key, and how many candidates a report has."""
    near = [pair for pair in _pairs(labelled) if _are_near(labelled, pair)]
    linked = {pair for pair in near if link(*(labelled[i][1] for i in pair))}
    shared = candidates(labelled)
    met = len(linked & shared) / len(linked) if linked else 1.0
    few = 2 * len(shared.intersection(near)) / len(labelled)
    held = statistics.mean(len(keys_of(report)) for _, report in labelled)
    print(
        f"  keys: {met:.3f} of {len(linked)} linked pairs share one;"
        f" {few:.1f} candidates of {2 * len(near) / len(labelled):.0f} reports in the window,"
        f" {held:.1f} keys a report"
    )


def _pairs(labelled: Sequence[tuple[Labelled, Report]]) -> list[Pair]:
    return list(combinations(range(len(labelled)), 2))


def _are_near(labelled: Sequence[tuple[Labelled, Report]], pair: Pair) -> bool:
    one, two = (labelled[index][1].at for index in pair)
    return one is None or two is None or abs(one - two) <= WINDOW


def _cost() -> None:
    labelled = reports("check")
    read = [(one, judged(one)) for one, _ in labelled]
    made = [report for _, report in labelled]
    _timed("report_of", [partial(_made, one, judgement) for one, judgement in read])
    _timed("keys_of", [partial(keys_of, report) for report in made])
    near = [pair for pair in _pairs(labelled) if _are_near(labelled, pair)]
    _timed("link", [partial(link, made[i], made[j]) for i, j in near])


def _made(one: Labelled, judgement: Judgement) -> Report:
    return report_of(one.title, one.text, judgement, at=one.at, language=one.language)


def _timed(name: str, calls: Sequence[Callable[[], object]]) -> None:
    took = []
    for call in calls:
        start = time.perf_counter()
        call()
        took.append(time.perf_counter() - start)
    print(f"{name:10} median {statistics.median(took) * 1e6:.0f} µs")


def _errors(part: Part) -> None:
    labelled = reports(part)
    gold, found = gold_pairs(labelled), found_pairs(labelled)
    fitted = _fitted(WEIGHTS)
    for name, pairs in (("FALSE", found - gold), ("MISSED", gold - found)):
        for pair in sorted(pairs):
            (one, a), (two, b) = (labelled[index] for index in pair)
            told = features(a, b, fitted.rarity)
            likely = probability(told, fitted)
            print(f"\n{name} {one.id} {two.id}  {likely:.2f}  {link(a, b)}")
            print("  ", one.title, "|", two.title)
            print("  ", {name: round(value, 2) for name, value in told.items() if value})


def _fitted(path: Path) -> Weights:
    return Weights.model_validate(tomllib.loads(path.read_text("utf-8")))


def fit() -> None:
    """Fit weights and threshold on the part "fit", write them down, print what to expect."""
    prior = _fitted(PRIOR)
    told = authors()
    rarity = storyfit.rarity_of([report for some in told.values() for _, report in some])
    rows = storyfit.training(told.values(), rarity)
    values = storyfit.fitted(rows, prior)
    made = Weights(
        threshold=_threshold(told, prior),
        bias=values[0],
        weights=dict(zip(FEATURES, values[1:], strict=True)),
        rarity=rarity,
    )
    WEIGHTS.write_text(_written(made), "utf-8")
    print(f"{len(rows)} pairs, {sum(is_gold for _, is_gold in rows)} of one event: {WEIGHTS}")


def _threshold(told: Mapping[str, Sequence[tuple[Labelled, Report]]], prior: Weights) -> float:
    """The least threshold at which authors who were not fitted are told as precisely as aimed at.

    Prints precision and recall of the closure around it, each author by a fit to the others.
    """
    likely = {name: storyfit.left_out(told, name, prior) for name in told}
    precise = []
    for step in range(20, 99):
        least = step / 100
        scored = {name: _at(least, told[name], likely[name]) for name in told}
        whole = _sum(scored.values())
        precise += [least] if whole.precision >= AIM else []
        if not step % 5:
            _row(f"at {least}", whole)
            for name, one in scored.items():
                _row(f"  {name}", one)
    return min(min(precise, default=HIGHEST) + MARGIN, HIGHEST)


def _sum(scored: Collection[Score]) -> Score:
    return Score(
        sum(one.hits for one in scored),
        sum(one.found for one in scored),
        sum(one.gold for one in scored),
    )


def _at(
    least: float, labelled: Sequence[tuple[Labelled, Report]], likely: Mapping[Pair, float]
) -> Score:
    links = [pair for pair, value in likely.items() if value >= least]
    return score(gold_pairs(labelled), closure(len(labelled), links))


def _written(fitted: Weights) -> str:
    lines = [
        "# The weights of the link between two reports, fitted by `python bench/stories.py --fit`:",
        "# log-odds a unit of each feature of pipelines/stories/likeness.py, and how rare each",
        "# concept is.",
        f"threshold = {fitted.threshold:.2f}",
        f"bias = {fitted.bias:.3f}",
        "\n[weights]",
        *(f"{name} = {value:.3f}" for name, value in fitted.weights.items()),
        "\n[rarity]",
        *(f"{name} = {value}" for name, value in fitted.rarity.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
