"""Time and quality of facts and events on the labelled texts of the tests.

Run from the project folder: `python bench/facts.py`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.events.events import find_events
from pipelines.figures.facts import find_facts
from tests.factlabels import (
    LANGUAGES,
    Labelled,
    labelled,
    score_events,
    score_facts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 3_000
ROUNDS = 15


def main() -> None:
    """Print milliseconds of processor time for 3 kB of text, then the scores."""
    for language in LANGUAGES:
        text = _text(language)
        print(
            f"{language}: facts {_cost(find_facts, text):.2f} ms,"
            f" events {_cost(lambda t: find_events(t, ()), text):.2f} ms for 3 kB"
        )
    for part in ("fit", "check"):
        for language in (*LANGUAGES, "all"):
            print(_scores(part, language))


def _text(language: str) -> str:
    """Whole labelled texts of a language, up to 3 kB in UTF-8."""
    chosen: list[str] = []
    for example in labelled("fit") + labelled("check"):
        if example.language == language and len("\n\n".join(chosen).encode()) < SIZE:
            chosen.append(example.text)
    return "\n\n".join(chosen)


def _cost(find: Callable[[str], object], text: str) -> float:
    """The best of several rounds, in milliseconds scaled to 3 kB."""
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        find(text)
        times.append(time.process_time() - start)
    return min(times) * 1e3 * SIZE / len(text.encode())


def _scores(part: str, language: str) -> str:
    chosen: list[Labelled] = [x for x in labelled(part) if language in {x.language, "all"}]
    facts, events = score_facts(chosen), score_events(chosen)
    return (
        f"{part} {language}: {len(chosen)} texts,"
        f" facts P {facts.precision:.3f} R {facts.recall:.3f} of {facts.gold},"
        f" events P {events.precision:.3f} R {events.recall:.3f} of {events.gold}"
    )


if __name__ == "__main__":
    main()
