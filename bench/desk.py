"""How long each question of the gallery takes: ``python bench/desk.py [10k 100k 1m] --folder DIR``.

The archives are those of ``bench/bigarchive.py``; one that is not in the folder is made. Each
question is asked five times on one connection, as the desk opens it; the best and the median
are printed in milliseconds, with the processor's own time, which other programs do not change.
The first page of a search and the front page follow.
Without sizes 10,000 articles are made, asked and taken away.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import bigarchive
from desk.questions import load
from desk.reader import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from desk.questions import Question

TIMES: Final = 5
ASKED_MS: Final = 100.0
NOW: Final = datetime(2026, 11, 20, 19, tzinfo=UTC)
SEARCHES: Final = (
    *("шахта", "авария", "кеніш", "mine", "Риддер", "Теміртау", '"по данным министерства"'),
    *("шахтёр*", "авария -шахта", "town:Ridder event:accident", "after:2026-01-01 уголь"),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of each time that something was done: by the clock, and of the processor."""

    real: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def line(self) -> str:
        """Best and median by the clock, best of the processor, in milliseconds."""
        told = (min(self.real), statistics.median(self.real), min(self.cpu))
        return " ".join(f"{1e3 * one:8.1f}" for one in told)


def timed(work: Callable[[], object], times: int = TIMES) -> Timed:
    """Do something several times."""
    real, cpu = [], []
    for _ in range(times):
        begun = time.perf_counter(), time.process_time()
        work()
        real.append(time.perf_counter() - begun[0])
        cpu.append(time.process_time() - begun[1])
    return Timed(tuple(real), tuple(cpu))


def questions(db: sqlite3.Connection) -> Iterator[tuple[str, int, Timed]]:
    """Name, rows of the answer and times of each question."""
    for question in load():
        asked = partial(_answer, db, question)
        yield question.name, len(asked()), timed(asked)


def _answer(db: sqlite3.Connection, question: Question) -> list[sqlite3.Row]:
    return db.execute(question.sql, dict(question.parameters)).fetchall()


def ask(path: Path) -> None:
    """Print the table of an archive."""
    print(f"\n{path} ({path.stat().st_size >> 20:,} MB)")
    print(f"{'':28} {'rows':>6} {'best':>8} {'median':>8} {'cpu':>8}  ms")
    slow = []
    with reading(path) as db:
        for name, rows, took in questions(db):
            late = min(took.real) * 1e3 > ASKED_MS
            slow += [name] * late
            print(f"{name:28} {rows:6} {took.line}{'  over 100' if late else ''}", flush=True)
        print(f"{len(load()) - len(slow)} of {len(load())} questions under 100 ms")
        _search(db)
        _front(db)


def _search(db: sqlite3.Connection) -> None:
    """The first page of several searches: the median, and what 5 % exceed."""
    find = _part("desk.cards.found", "find")
    if find is None:
        return
    took = [timed(partial(find, db, words, now=NOW)) for words in SEARCHES]
    each = sorted(1e3 * one for some in took for one in some.real)
    p95 = each[int(0.95 * (len(each) - 1))]
    middle = statistics.median(each)
    print(f"first page of {len(SEARCHES)} searches: median {middle:.1f} ms, p95 {p95:.1f} ms")


def _front(db: sqlite3.Connection) -> None:
    room = _part("desk.web.front", "room")
    if room is not None:
        asked = importlib.import_module("desk.web.asked").Asked("/", "en", NOW)
        print(f"{'front page, but for its HTML':35} {timed(partial(room, db, asked)).line}")


def _part(module: str, name: str) -> Callable[..., object] | None:
    """A function of the desk; None, told, where this desk has no such part."""
    try:
        found: Callable[..., object] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        print(f"{module}.{name}: not there, not timed")
        return None
    return found


def main() -> None:
    """Ask the archives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=bigarchive.SIZES, default=[])
    parser.add_argument("--folder", type=Path, help="where DIR/10k.db … are, and are left")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.folder or Path(passing)
        for name in asked.sizes or ["10k"]:
            if not (folder / f"{name}.db").exists():
                bigarchive.make(folder, name, bigarchive.TODAY)
            ask(folder / f"{name}.db")


if __name__ == "__main__":
    main()
