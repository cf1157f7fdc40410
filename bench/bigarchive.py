"""A large archive, made in minutes: ``python bench/bigarchive.py [10k 100k 1m] --folder DIR``.

Articles in three languages from sixty sources over five years, with copies, stories of one to
twelve reports, names, figures, events, quotations, versions, pages of every state, runs and the
full-text index. What is stored is invented but for names of the gazetteer; what only the
search for copies and stories needs (shingles, keys, sightings) is left out.
Without sizes one of 10,000 is made, told of and taken away.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import bigcrawls, bigrows, bigstories, bigtexts
from bench.bigcrawls import insert_all
from bench.bigrows import Rows, Told
from pipelines.archive import Archive
from pipelines.entities import save_entities
from pipelines.publications import copy_columns

if TYPE_CHECKING:
    import sqlite3

# articles, words of a text: a million longer ones would be more than most disks have to spare
SIZES: Final = {"10k": (10_000, 150), "100k": (100_000, 150), "1m": (1_000_000, 40)}
TODAY: Final = date(2026, 11, 20)
YEARS: Final = 5
_FLUSH: Final = 2000
_JOINS: Final = 0.55
_OPEN: Final = 40
_COPIES: Final = (0, 0, 0, 0, 0, 1, 1, 0, 2, 0, 0, 0)
_BIG: Final = 64 << 20
_USUAL: Final = 1 << 20
# columns of an article that none of these has
_ABSENT: Final = {
    "agency": None, "dateline_city": None, "modified_at": None, "modified_precision": None,
    "modified_origin": None, "image_url": None, "image_caption": None, "image_credit": None,
    "section": "", "tags": "[]", "captions": "[]", "attribution": "", "date_claims": "[]",
    "dropped_lines": "[]",
}  # fmt: skip


class Maker:
    """Makes articles one after the other, the oldest first."""

    def __init__(self, db: sqlite3.Connection, count: int, words: int, end: datetime) -> None:
        self.db, self.count, self.words, self.end = db, count, words, end
        self.draw = random.Random(f"big {count}")
        self.rows = Rows()
        self.open: list[bigstories.Story] = []
        names = tuple(bigcrawls.SOURCES)
        self.sources = names, tuple(accumulate(1 / (rank + 3.0) for rank in range(len(names))))

    def make(self) -> None:
        """All articles, written in batches."""
        for number in range(1, self.count + 1):
            self._one(number)
            if number % _FLUSH == 0:
                self._flush()
        self._flush()

    def _one(self, number: int) -> None:
        story, draw = self._story(), self.draw
        if not story.id:
            story.id = number
            self.rows.add("story", id=number, lead_article_id=number)
        language = draw.choice(bigrows.LANGUAGES)
        named = bigrows.named_in(story, draw)
        text = bigtexts.text(language, bigrows.spelled(named, language), self.words, draw)
        at = self._at(number)
        precision = draw.choice(bigrows.PRECISIONS)
        source = self._source(at)
        url = f"https://{source}.example/news/{number}"
        told = Told(url, source, language, at, precision, text)
        bigrows.report(self.rows, number, told, (story, named), draw)
        for turn in range(draw.choice(_COPIES)):
            self._copy(number, told, turn)

    def _story(self) -> bigstories.Story:
        """A story that goes on, or a new one."""
        if self.open and self.draw.random() < _JOINS:
            place = self.draw.randrange(len(self.open))
            story = self.open[place]
        else:
            story, place = bigstories.story(self.draw), len(self.open)
            self.open.append(story)
        story.left -= 1
        if not story.left:
            self.open.pop(place)
        elif len(self.open) > _OPEN:
            self.open.pop(0)
        return story

    def _at(self, number: int) -> datetime:
        """There is a little more news each year, and it is made by day."""
        share = (number / self.count) ** 0.9
        at = self.end - timedelta(days=365 * YEARS * (1 - share))
        return at.replace(hour=self.draw.randint(1, 17), minute=self.draw.randrange(60), second=0)

    def _source(self, at: datetime) -> str:
        names, weights = self.sources
        while True:
            [found] = self.draw.choices(names, cum_weights=weights)
            if bigcrawls.writes(found, at, self.end):
                return found

    def _copy(self, number: int, told: Told, turn: int) -> None:
        at = told.at + timedelta(minutes=30 + 40 * turn)
        source = self._source(at)
        url = f"https://{source}.example/copy/{number}-{turn}"
        again = told._replace(url=url, source=source, at=at, precision=told.precision or "minute")
        row = {**_ABSENT, **bigrows.article(number, again, is_monotown=False)}
        self.rows.add(
            "copy", **copy_columns(row), article_id=number, similarity=0.9, containment=0.97,
            own_share=0.05, why="90% of the words in the same order",
            differs='{"added": [], "missing": [], "figures": []}',
        )  # fmt: skip
        bigrows.stored(self.rows, number, again, self.draw)

    def _flush(self) -> None:
        for table, rows in self.rows.held.items():
            insert_all(self.db, table, rows)
        self.rows = Rows()


def build(path: Path, count: int, words: int, today: date) -> None:
    """Write an archive of so many articles up to a day; ``path`` must not be there yet."""
    archive = Archive(path)
    db = archive.connection
    # quick, and unsafe: a file that is left half written is of no use anyway
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("PRAGMA cache_size = -500000")
    db.execute("BEGIN")
    _room_of_index(db, _BIG)
    save_entities(db)
    end = datetime(today.year, today.month, today.day, 19, tzinfo=UTC)
    Maker(db, count, words, end).make()
    bigcrawls.write(db, end)
    _room_of_index(db, _USUAL)
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.execute("PRAGMA journal_mode = WAL")
    archive.close()


def _room_of_index(db: sqlite3.Connection, held: int) -> None:
    """How many bytes of the full-text index are gathered before they are written."""
    db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('hashsize', ?)", (held,))


def figures(path: Path) -> dict[str, Any]:
    """How many rows the main tables have, and the size of the file in megabytes."""
    db = Archive(path).connection
    tables = ("article", "copy", "page", "mention", "fact", "event", "story", "revision")
    found: dict[str, Any] = {
        name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables
    }
    return {**found, "MB": path.stat().st_size >> 20}


def main() -> None:
    """Make the archives and tell what they hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=SIZES, default=[])
    parser.add_argument("--folder", type=Path, help="where DIR/10k.db … are left")
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY, help="the last day")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        for name in asked.sizes or ["10k"]:
            make(asked.folder or Path(passing), name, asked.today)


def make(folder: Path, name: str, today: date) -> None:
    """Make the archive of a size in a folder and tell what it holds."""
    count, words = SIZES[name]
    whole, began = folder / f"{name}.db", time.perf_counter()
    new = whole.with_suffix(".new")
    new.unlink(missing_ok=True)
    build(new, count, words, today)
    # under its own name only when it is whole
    new.rename(whole)
    new.with_suffix(".new.lock").unlink(missing_ok=True)
    told = ", ".join(f"{held:,} {what}" for what, held in figures(whole).items())
    print(f"{whole}: {time.perf_counter() - began:.0f} s; {told}", flush=True)


if __name__ == "__main__":
    main()
