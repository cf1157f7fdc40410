"""The figures of a story."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from desk.storyfigures import figures_of
from tests.desk_archive import add_article, empty, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAST = "Погибли трое. Напомним, в октябре 2023 года погибли 46 горняков."
Told = tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(empty(tmp_path / "k.db"))
    db.row_factory = sqlite3.Row
    for number, text in ((1, PAST), (2, "Погибли трое."), (3, "Погибли пятеро.")):
        add_article(db, id=number, source_id="s", language="ru", title="Обвал", text=text)
    yield db
    db.close()


def dead(db: sqlite3.Connection, article: int, value: float | None, **given: Any) -> None:
    values = {"kind": "people", "role": "dead", "unit": "people", "quote": f"погибли {value}"}
    insert(db, "fact", article_id=article, value=value, span_end=9,
           **{"span_start": 0, **values, **given})  # fmt: skip


def told(db: sqlite3.Connection) -> Told:
    timeline = [
        {"article_id": number, "kind": kind, "source": f"S{number}",
         "at": f"2026-11-18T0{number}:00:00+00:00"}
        for number, kind in ((1, "article"), (2, "article"), (2, "copy"), (3, "article"))
    ]  # fmt: skip
    return figures_of(db, timeline)


def test_what_two_tell_alike_is_agreed_with_who_says_it(db: sqlite3.Connection) -> None:
    dead(db, 1, 3)
    dead(db, 2, 3)
    ((agreed,), disputed) = told(db)
    assert (agreed["kind"], agreed["role"], agreed["value"]) == ("people", "dead", 3)
    assert [(one["article_id"], one["source"]) for one in agreed["said"]] == [(1, "S1"), (2, "S2")]
    assert agreed["said"][0]["quote"] == "погибли 3"
    assert disputed == ()


def test_what_differs_is_disputed_the_latest_first(db: sqlite3.Connection) -> None:
    dead(db, 1, 3)
    dead(db, 3, 5)
    agreed, (disputed,) = told(db)
    assert agreed == ()
    assert [(one["source"], one["value"]) for one in disputed["said"]] == [("S3", 5), ("S1", 3)]
    assert disputed["said"][0]["at"] == "2026-11-18T03:00:00+00:00"


def test_earlier_events_dates_and_spans_of_values_are_left_out(db: sqlite3.Connection) -> None:
    dead(db, 2, 3)
    dead(db, 1, 46, span_start=PAST.index("46"))
    dead(db, 3, None, kind="date", unit="date", moment="2026-11-18")
    dead(db, 3, 3, value_to=5, kind="count", unit="mines")
    assert told(db) == ((), ())


def test_a_figure_of_the_headline_counts_wherever_it_stands(db: sqlite3.Connection) -> None:
    dead(db, 1, 3, field="title", span_start=PAST.index("46"))
    dead(db, 2, 3)
    assert len(told(db)[0]) == 1
