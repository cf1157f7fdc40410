"""The search: quality on its golden sets, and how long the first page takes.

``python bench/searching.py`` prints the golden sets, ``python bench/searching.py FILE...`` times a
mix of queries on archives (``bench/bigarchive.py`` makes large ones): words that half of all texts
have and rare ones, phrases, fields, stars, each asked for the first page of twenty with facets.
Each archive is told in milliseconds, of the clock and of the processor: the second does not count
other programs. ``--errors`` lists what the golden sets got wrong, ``--each`` each query.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desk.cards.found import find
from tests import searchgold

if TYPE_CHECKING:
    from collections.abc import Mapping

# what people ask: a word, two, a name, a field with a word, a phrase; some that nothing answers
QUERIES: Final = """
шахта
авария
уголь
медь
город
казахстан
қазақстан
кеніш
зауыт
көмір
mine
copper
gold
company
шахта авария
взрыв на шахте
цена медь
забастовка шахтёр
уголь добыча план
завод выброс загрязнение
кен орны
алтын барлау
coal mine accident
gold exploration licence
Қарағанды
Караганда
Темиртау
Риддер
Экибастуз
Ridder
Казахмыс
Qarmet
Токаев
"чёрная металлургия"
"тау-кен"
"coal mine"
«угольная шахта»
шахта -футбол
авария OR взрыв
рудник OR кеніш OR mine
металлург*
шахт*
town:Риддер
town:Экибастуз авария
қала:Теміртау
company:Qarmet event:accident
event:accident after:2026-01
event:strike шахта
topic:monotown language:kk
region:Карагандинская шахта
commodity:медь
language:en
source:tengrinews уголь
title:шахта
title:авария after:2025
after:7d
after:30d уголь
on:2026-10 авария
before:2023 шахта
until:2024-06 забастовка
town:Ridder event:accident after:2026-01-01 "чёрная металлургия"
тонн тысяч млрд
zeppelin
город:Темртау
""".strip().splitlines()
ROUNDS: Final = 3
P95: Final = 0.95


def main() -> None:
    """Print the quality, or the times of the archives that are named."""
    files = [Path(name) for name in sys.argv[1:] if not name.startswith("--")]
    if not files:
        _print_forms()
        _print_ranking()
    for file in files:
        _print_times(file)


def _print_forms() -> None:
    sets = {**searchgold.read("forms"), **searchgold.read("blind_forms")}
    for part, cases in sets.items():
        # what is one word to a writer may be two to the index
        count = searchgold.through_index if part == "blind" else searchgold.agreement
        found = count(cases)
        print(
            f"forms, {part}: {found.pairs} pairs of {len(cases)} words, "
            f"recall {found.recall:.3f}, precision {found.precision:.3f}"
        )
        if "--errors" in sys.argv:
            print(*(f"    not found {one}" for one in found.missed), sep="\n")
            print(*(f"    wrongly found {one}" for one in found.wrong), sep="\n")


def _print_ranking() -> None:
    _print_gains(searchgold.read("ranking"), "tuned", "held_out")
    _print_gains(searchgold.read("blind_ranking"), "blind")


def _print_gains(golden: Mapping[str, Any], *parts: str) -> None:
    with closing(searchgold.archive(golden["texts"])) as db:
        for part in parts:
            gains = searchgold.gains(db, golden[part])
            mean = sum(gains.values()) / len(gains)
            print(f"ranking, {part}: {len(gains)} queries, nDCG@10 {mean:.3f}")
            if "--errors" in sys.argv:
                print(
                    *(f"    {gain:.3f} {one}" for one, gain in gains.items() if gain < 1), sep="\n"
                )


def _print_times(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        articles = db.execute("SELECT count(*) FROM article_brief").fetchone()[0]
        now = _last(db)
        measured = [_measured(db, query, now) for query in QUERIES]
    print(f"{file.name}: {articles:,} articles, {len(QUERIES)} queries, {ROUNDS} rounds")
    for name, at in (("first, clock", 0), ("best of rounds, clock", 1), ("processor", 2)):
        times = sorted(one[at] for one in measured)
        p50, p95 = times[len(times) // 2], times[int(len(times) * P95)]
        print(f"    {name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, max {times[-1]:.0f} ms")
    if "--each" in sys.argv:
        for query, (first, clock, processor, total) in zip(QUERIES, measured, strict=True):
            print(f"    {first:8.0f} {clock:8.0f} {processor:8.0f} ms {total:6} {query}")


def _last(db: sqlite3.Connection) -> datetime:
    """The moment of the newest article: queries for days back are meant from there."""
    newest = db.execute("SELECT at FROM article_brief ORDER BY day DESC LIMIT 1").fetchone()
    return datetime.fromisoformat(newest[0]) if newest else datetime.now(UTC)


def _measured(db: sqlite3.Connection, query: str, now: datetime) -> tuple[float, float, float, int]:
    """Milliseconds of a query: the first time, the best by the clock and of the processor; hits."""
    clocks: list[float] = []
    processors: list[float] = []
    total = 0
    for _ in range(ROUNDS):
        clock, processor = time.perf_counter(), time.process_time()
        total = find(db, query, now=now).total
        clocks.append((time.perf_counter() - clock) * 1000)
        processors.append((time.process_time() - processor) * 1000)
    return clocks[0], min(clocks), min(processors), total


if __name__ == "__main__":
    main()
