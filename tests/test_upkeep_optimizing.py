from __future__ import annotations

import sqlite3
from itertools import count
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.upkeep.optimizing import checkpoint, optimize
from pipelines.upkeep.trouble import UpkeepError
from tests.desk_archive import add_article, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(build(tmp_path / "a.db"))
    yield archive
    archive.close()


def write_run(archive: Archive) -> None:
    with archive.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'x', '{}')")


def segments(archive: Archive) -> int:
    """Parts of the search index that a search has to look into."""
    query = "SELECT count(DISTINCT segid) FROM article_fts_idx"
    return int(archive.connection.execute(query).fetchone()[0])


def searched(archive: Archive, word: str) -> int:
    query = "SELECT count(*) FROM article_fts WHERE article_fts MATCH ?"
    return int(archive.connection.execute(query, (word,)).fetchone()[0])


def fill(archive: Archive, articles: int = 60) -> None:
    # in transactions of their own, as a crawl writes: each leaves a part of the index
    for number in range(100, 100 + articles):
        with archive.write() as db:
            words = " ".join(f"word{number}x{n}" for n in range(50))
            add_article(db, id=number, source_id="vestnik", language="ru", title=f"Шахта {number}",
                        text=words, published_at=None)  # fmt: skip


def test_the_log_is_emptied_into_the_archive(archive: Archive, tmp_path: Path) -> None:
    write_run(archive)
    log = tmp_path / "a.db-wal"
    assert log.stat().st_size > 0
    assert checkpoint(archive).endswith("was brought into the archive")
    assert log.stat().st_size == 0


def test_a_reader_in_the_way_is_told_and_waited_for_as_long_as_usual_later(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.upkeep.optimizing._PATIENCE_MS", 1)
    reader = sqlite3.connect(archive.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM run").fetchone()
    write_run(archive)
    assert "another program is reading" in checkpoint(archive)
    with pytest.raises(UpkeepError, match=r"a\.db: the log of .* stays.*end that program"):
        checkpoint(archive, large=0)
    reader.close()
    assert archive.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 30_000
    assert "was brought" in checkpoint(archive)


def test_the_search_index_is_merged_into_one_part_and_finds_the_same(archive: Archive) -> None:
    fill(archive)
    before = segments(archive), searched(archive, "шахта")
    assert before[0] > 1
    assert optimize(archive) == "the search index is merged"
    assert (segments(archive), searched(archive, "шахта")) == (1, before[1])
    assert optimize(archive) == "the search index is merged"


def test_merging_stops_when_its_time_is_over_and_goes_on_the_next_time(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.upkeep.optimizing._PAGES", 1)
    fill(archive)
    hours = count(0, 3600)
    told = [optimize(archive, 1.0, lambda: float(next(hours)))]
    assert told == ["the search index was merged in part; the rest is for the next time"]
    while told[-1] != "the search index is merged":
        told.append(optimize(archive, 1.0, lambda: float(next(hours))))
        assert len(told) < 200
    assert segments(archive) == 1
    assert searched(archive, "word120x7") == 1
