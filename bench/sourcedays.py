"""What one look at the health of 110 sources costs in an archive of 100,000 articles.

python -m bench.sourcedays [articles]
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from desk.config.model import Config
from desk.health.watching import assess
from pipelines.archive import Archive
from pipelines.sourcedays import due_days, roll_up

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCES, DAYS, PAGES = 110, 180, 5
TEXT = "Горняки шахты имени Костенко прекратили работу в ночь на четверг. " * 40
_ARTICLE = (
    "INSERT INTO article (id, canonical_url, url, source_id, title, lead, text, sections, authors,"
    " published_at, language, script, mining, monotown, is_mining, is_monotown, reasons, flags,"
    " words, content_hash, first_seen_at, fetched_at, folded, kinds) VALUES (:id, :url, :url,"
    " :source, 'Шахта', '', :text, '[]', '[]', :at, 'ru', 'Cyrillic', 1, 0, 1, 0, '[]', '[]', 360,"
    " :url, :at, :at, '', '[\"text\"]')"
)
_PAGE = (
    "INSERT INTO page (canonical_url, url, source_id, via, hub_url, state, first_seen_at, text_url)"
    " VALUES (:url, :url, :source, 'feed', 'h', 'kept', :at, :text_url)"
)


def fill(db: sqlite3.Connection, articles: int) -> None:
    """Half a year: articles with five pages each, and a crawl of 30 sources every half hour."""
    chance = random.Random(1)
    db.executemany(
        "INSERT INTO source (id, name, country, source_group, languages, enabled, interval_minutes)"
        " VALUES (?, 'S', 'KZ', 'national', '[]', 1, 60)",
        [(f"s{number}",) for number in range(SOURCES)],
    )
    for number in range(articles):
        at = (NOW - timedelta(days=chance.random() * DAYS)).isoformat()
        row = {"id": number, "url": f"u{number}", "source": f"s{number % SOURCES}", "at": at}
        db.execute(_ARTICLE, {**row, "text": TEXT})
        for part in range(PAGES):
            url = f"u{number}/{part}" if part else f"u{number}"
            text_url = None if part else url
            db.execute(_PAGE, {**row, "url": url, "text_url": text_url})
    for run in range(DAYS * 48):
        at = (NOW - timedelta(minutes=30 * (DAYS * 48 - run))).isoformat()
        db.execute("INSERT INTO run VALUES (?, 'crawl', ?, ?, NULL, NULL, 0, '{}')", (run, at, at))
        for number in chance.sample(range(SOURCES), 30):
            where = (run, f"s{number}")
            db.execute("INSERT INTO run_source VALUES (?, ?, 20, 1, 0, 1, NULL)", where)
            db.execute("INSERT INTO run_outcome VALUES (?, ?, 'new', '', 1)", where)


def best(work: Callable[[], object], times: int = 5) -> float:
    """The least of several times, in seconds of the processor: others may use this machine."""
    found = []
    for _ in range(times):
        began = process_time()
        work()
        found.append(process_time() - began)
    return min(found)


def main() -> None:
    """Print the seconds of the first look, of two days, and of a later look."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "a.db")
        with archive.write() as db:
            fill(db, articles)

        def count() -> None:
            with archive.write() as db:
                roll_up(db, due_days(db, NOW))

        def look() -> None:
            assess(archive, Config(), NOW)

        print(f"{articles:,} articles, {SOURCES} sources")
        print(f"first look (nine weeks are counted): {best(look, 1):.2f} s")
        print(f"two days counted anew: {1000 * best(count):.0f} ms")
        print(f"a look: {1000 * best(look):.0f} ms")
        archive.close()


if __name__ == "__main__":
    main()
