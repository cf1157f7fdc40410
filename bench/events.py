"""Measure the event cards on the labelled news texts, and what they cost.

python bench/events.py                precision and recall by language and kind, and the cost
python bench/events.py --errors fit   the texts of a part that are read wrongly
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.events.events import find_events  # noqa: E402 - the script finds its project first
from pipelines.text import fold_match, sentences  # noqa: E402
from tests.eventlabels import LANGUAGES, by_kind, found, reports, score  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scores import Score

SIZE = 3000
ROUNDS = 40


def main() -> None:
    """Print the table, or the errors of one part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", choices=("fit", "check"))
    part = parser.parse_args().errors
    if part:
        _errors(part)
        return
    for half in ("fit", "check"):
        for language in LANGUAGES:
            _row(f"{half} {language}", score(reports(half, language)))
    texts = [
        text for half in ("fit", "check") for lang in LANGUAGES for text in reports(half, lang)
    ]
    for kind, of_kind in by_kind(texts).items():
        _row(kind, of_kind)
    for language in LANGUAGES:
        _cost(language)


def _row(name: str, scored: Score) -> None:
    print(
        f"{name:12} precision {scored.precision:.2f}  recall {scored.recall:.2f}  of {scored.gold}"
    )


def _errors(part: str) -> None:
    for language in LANGUAGES:
        for text in reports(part, language):
            got = found(text)
            if got != text.events:
                missed, false = sorted(text.events - got), sorted(got - text.events)
                print(f"{language} missed {missed} false {false}: {text.title} | {text.text}")


def _cost(language: str) -> None:
    whole = "\n".join(f"{text.text}" for text in reports("fit", language))
    texts = [whole[start : start + SIZE] for start in range(0, len(whole) - SIZE, SIZE)]
    shared = _median(lambda text: (fold_match(text), sentences(text)), texts)
    print(
        f"{language}: {_median(lambda text: find_events(text, ()), texts):.2f} ms a text of"
        f" {SIZE} letters, {shared:.2f} of it folding and cutting sentences"
    )


def _median(work: Callable[[str], object], texts: list[str]) -> float:
    spent: list[float] = []
    for text in texts * ROUNDS:
        start = time.process_time()
        work(text)
        spent.append((time.process_time() - start) * 1e3)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
