"""Near-duplicates: quality on the labelled pairs, and what finding and confirming them costs.

Run from the project folder: `python bench/copies.py`; with `--errors` each wrong verdict is told.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.likeness.differences import differences
from pipelines.likeness.likeness import likeness
from pipelines.likeness.reading import read
from pipelines.likeness.sketch import candidates_needed, sketch
from tests.copylabels import LANGUAGES, SETS, Judged, Pair, judged, pairs, score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS = ("fit", "check", *SETS)
LONG = 300  # words of a text whose cost is measured
ROUNDS = 5


def main() -> None:
    """Print quality by part, language and kind, then the index, then the costs."""
    for part in PARTS:
        _print_quality(part)
    if "--errors" in sys.argv:
        _print_errors()
    _print_index()
    _print_costs()


def _print_quality(part: str) -> None:
    rows = judged(part)
    half = score(row for row in rows if row.pair.copy and row.shares_half)
    print(f"{part}: {_told(rows)}; recall {half.recall:.3f} of {half.gold} that share half")
    for language in LANGUAGES:
        print(f"    {language}: {_told([row for row in rows if row.pair.language == language])}")
    for kind in dict.fromkeys(row.pair.kind for row in rows):
        of_kind = [row for row in rows if row.pair.kind == kind]
        right = sum(row.found.is_copy == row.pair.copy for row in of_kind)
        print(f"    {kind}: {right} of {len(of_kind)} right")


def _told(rows: Sequence[Judged]) -> str:
    told = score(rows)
    return f"{len(rows)} pairs, P {told.precision:.3f} R {told.recall:.3f} of {told.gold} copies"


def _print_errors() -> None:
    for part in PARTS:
        for row in judged(part):
            if row.found.is_copy != row.pair.copy:
                print(f"{part} {row.pair.id}: copy is {row.pair.copy}; {row.found.why}")


def _print_index() -> None:
    """Recall of the sketch alone by kind, and how often unrelated texts are proposed."""
    every = [pair for part in PARTS for pair in pairs(part)]
    copies = [pair for pair in every if pair.copy]
    missed = Counter(pair.kind for pair in copies if not _is_proposed(pair))
    found = len(copies) - missed.total()
    print(f"index: {found} of {len(copies)} copies proposed; missed {dict(missed) or 'none'}")
    texts = list({pair.first[1]: sketch(pair.first[1]) for pair in every if pair.copy}.values())
    tried = list(combinations(texts, 2))
    wrong = sum(_meets(one, other) for one, other in tried)
    print(
        f"    {mean(map(len, texts)):.1f} hashes a text; {wrong} of {len(tried)} unrelated proposed"
    )


def _is_proposed(pair: Pair) -> bool:
    return _meets(sketch(pair.second[1]), sketch(pair.first[1]))


def _meets(own: Sequence[int], other: Sequence[int]) -> bool:
    return len(set(own) & set(other)) >= candidates_needed(len(own))


def _print_costs() -> None:
    couples = [
        (_long(pair.first[1]), _long(pair.second[1])) for pair in pairs("check") if pair.copy
    ]
    read_couples = [(read("", a), read("", b)) for a, b in couples]
    texts = [a for a, _ in couples]
    print(f"cost of a text or a pair of {LONG} words, milliseconds of processor time:")
    print(f"    sketch {_cost(lambda: [sketch(text) for text in texts], len(texts)):.2f}")
    print(f"    read {_cost(lambda: [read('', text) for text in texts], len(texts)):.2f}")
    alike = _cost(lambda: [likeness(a, b) for a, b in read_couples], len(couples))
    print(f"    likeness {alike:.2f}")
    told = _cost(lambda: [differences(a, b) for a, b in couples], len(couples))
    print(f"    differences {told:.2f}")


def _long(text: str) -> str:
    """The text with its words written anew until there are enough of them."""
    words = text.split()
    rounds = LONG // len(words) + 1
    return " ".join([f"{word}{turn or ''}" for turn in range(rounds) for word in words][:LONG])


def _cost(work: Callable[[], object], count: int) -> float:
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1e3 / count


if __name__ == "__main__":
    main()
