"""How well and how fast it is told what changed between two versions.

Run from the project folder: `python bench/edits.py [--errors]`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.histories.edits import FLAGS, edits
from pipelines.histories.worddiff import word_diff
from tests.editlabels import LANGUAGES, errors, labelled, score

ROUNDS = 5
LONG = 20_000


def main() -> None:
    """Print scores of each flag, the errors where asked for, and milliseconds of processor time."""
    for part in ("fit", "check"):
        pairs = labelled(part)
        print(f"{part}: {len(pairs)} pairs, {sum(pair.is_hard for pair in pairs)} hard")
        for flag in (*FLAGS, "cosmetic"):
            told = score(pairs, flag)
            print(f"    {flag}: P {told.precision:.3f} R {told.recall:.3f} of {told.gold}")
        if "--errors" in sys.argv:
            _print_errors(part)
    for language in LANGUAGES:
        print(f"{language}: {_cost(language):.2f} ms an edit, by the labelled pairs")
    print(f"word diff of {LONG} words, a tenth of them changed: {_long_diff():.0f} ms")


def _print_errors(part: str) -> None:
    for pair in labelled(part):
        wrong, missing = errors(pair)
        if wrong or missing:
            print(f"    {pair.language} wrong {sorted(wrong)} missing {sorted(missing)}")
            for paragraph in word_diff("\n\n".join(pair.before), "\n\n".join(pair.after)):
                if not paragraph.is_kept:
                    print("        ", *paragraph.runs)


def _cost(language: str) -> float:
    pairs = [pair for pair in labelled("check") if pair.language == language]
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for pair in pairs:
            edits(pair.before, pair.after, language=pair.language)
        best = min(best, time.process_time() - start)
    return best * 1e3 / len(pairs)


def _long_diff() -> float:
    words = [f"w{number * number % 4999}" for number in range(LONG)]
    other = [f"{word}x" if number % 10 == 0 else word for number, word in enumerate(words)]
    before, after = (
        "\n\n".join(" ".join(told[at : at + 500]) for at in range(0, LONG, 500))
        for told in (words, other)
    )
    start = time.process_time()
    word_diff(before, after)
    return (time.process_time() - start) * 1e3


if __name__ == "__main__":
    main()
