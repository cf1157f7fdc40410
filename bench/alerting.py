"""How long it takes to ask ten rules what there is to tell, in an archive of many stories.

    python -m bench.alerting [--days 60] [--stories 60]

Prints the seconds of processor time of a round in which nothing is new, of one after a crawl
that brought ten stories and as many changed ones, and of one rule that asks for grave stories.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desk.alerts.composing import compose
from tests.alertstories import NOW, add_text, config, opened, recount

if TYPE_CHECKING:
    from pipelines.archive import Archive

RULES = 10


def filled(path: Path, days: int, a_day: int) -> Archive:
    """An archive with so many stories of two texts each on every day until NOW."""
    archive = opened(path)
    with archive.write() as db:
        for story in range(1, days * a_day + 1):
            hours = -24 * days * (1 - story / (days * a_day)) - 1
            add_text(db, 2 * story, story, hours=hours, people={"dead": 1} if story % 7 else None)
            add_text(db, 2 * story + 1, story, hours=hours + 0.5, source_id="portal")
    return archive


def main() -> None:
    """Fill an archive, ask the rules as a daemon would day by day, then measure."""
    given = argparse.ArgumentParser()
    given.add_argument("--days", type=int, default=60)
    given.add_argument("--stories", type=int, default=60)
    asked = given.parse_args()
    rules = config(*({} for _ in range(RULES)))
    with tempfile.TemporaryDirectory() as folder:
        archive = filled(Path(folder) / "a.db", asked.days, asked.stories)
        for day in range(asked.days):
            compose(archive, rules, NOW - timedelta(days=asked.days - 1 - day))
        told = archive.connection.execute("SELECT count(*) FROM alert").fetchone()[0]
        print(f"{asked.days * asked.stories} stories, {RULES} rules, {told} alerts")
        measure(archive, "nothing new", rules)
        last = 2 * asked.days * asked.stories
        with archive.write() as db:
            for number in range(10):
                add_text(db, last + 10 + number, 10**6 + number)
                recount(db, last - 2 * number, "dead", 5)
        measure(archive, "ten new, ten changed", rules)
        measure(archive, "one rule for grave stories", config({"name": "g", "severity": "high"}))
        archive.close()


def measure(archive: Archive, what: str, rules: object) -> None:
    """Print how long a round takes."""
    begin = time.process_time()
    queued = compose(archive, rules, NOW + timedelta(hours=2))  # type: ignore[arg-type]
    print(f"{what}: {time.process_time() - begin:.2f} s, {queued} messages")


if __name__ == "__main__":
    main()
