"""The figures of a story."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from desk.storyfigures import StoryFigures, figures_of
from tests.desk_archive import add_article, add_version, empty, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAST = "Погибли трое. Напомним, в октябре 2023 года погибли 46 горняков."


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


def told(db: sqlite3.Connection) -> StoryFigures:
    timeline = [
        {"article_id": number, "kind": kind, "source": f"S{number}",
         "source_id": f"s{number}",
         "at": f"2026-11-18T0{number}:00:00+00:00"}
        for number, kind in ((1, "article"), (2, "article"), (2, "copy"), (3, "article"))
    ]  # fmt: skip
    return figures_of(db, timeline)


def edited(db: sqlite3.Connection, article: int, hour: int, before: float, after: float) -> None:
    figure = {"kind": "people", "role": "dead", "unit": "people", "before": f"погибли {before}",
              "after": "", "before_value": before, "after_value": after}  # fmt: skip
    changes = json.dumps({"figures": [figure, {**figure, "role": "injured", "before_value": None}]})
    add_version(db, f"https://news.example/{article}", hour, "changed", changes=changes)


def test_what_two_tell_alike_is_agreed_with_who_says_it(db: sqlite3.Connection) -> None:
    dead(db, 1, 3)
    dead(db, 2, 3)
    found = told(db)
    (agreed,) = found.agreed
    assert (agreed["kind"], agreed["role"], agreed["value"]) == ("people", "dead", 3)
    assert [(one["article_id"], one["source"]) for one in agreed["said"]] == [(1, "S1"), (2, "S2")]
    assert agreed["said"][0]["quote"] == "погибли 3"
    assert (found.disputed, found.alone) == ((), ())


def test_counts_that_differ_at_about_the_same_time_are_disputed_the_latest_first(
    db: sqlite3.Connection,
) -> None:
    dead(db, 1, 3)
    dead(db, 3, 5)
    found = told(db)
    (disputed,) = found.disputed
    assert found.agreed == ()
    assert [(one["source"], one["value"]) for one in disputed["said"]] == [("S3", 5), ("S1", 3)]
    assert disputed["said"][0]["at"] == "2026-11-18T03:00:00+00:00"
    (count,) = found.counts
    assert (count["value"], [one["status"] for one in count["said"]]) == (5, ["now", "disputed"])


def test_other_figures_are_told_by_one_or_by_several(db: sqlite3.Connection) -> None:
    dead(db, 1, 7, role="", kind="count", unit="mines")
    assert [one["value"] for one in told(db).alone] == [7]
    dead(db, 3, 7, role="", kind="count", unit="mines")
    assert [one["value"] for one in told(db).agreed] == [7]


def test_earlier_events_dates_and_spans_of_values_are_left_out(db: sqlite3.Connection) -> None:
    dead(db, 1, 46, span_start=PAST.index("46"))
    dead(db, 3, None, kind="date", unit="date", moment="2026-11-18")
    dead(db, 3, 3, value_to=5, kind="count", unit="mines")
    assert told(db) == StoryFigures(counts=(), agreed=(), disputed=(), alone=())


def test_a_figure_of_the_headline_counts_wherever_it_stands(db: sqlite3.Connection) -> None:
    dead(db, 1, 3, field="title", span_start=PAST.index("46"))
    dead(db, 2, 3)
    assert len(told(db).agreed) == 1


def test_the_card_of_an_event_tells_which_figure_is_of_it(db: sqlite3.Connection) -> None:
    dead(db, 2, 3, span_start=8)
    dead(db, 2, 46, span_start=1)
    figures = [{"role": "dead", "span": [8, 12]}, {"span": [1, 2]}]
    insert(db, "event", article_id=2, kind="accident", quote="", span_start=0, span_end=1,
           figures=json.dumps(figures))  # fmt: skip
    assert [one["value"] for one in told(db).counts] == [3]


def test_a_figure_of_an_edit_has_the_time_when_that_was_seen(db: sqlite3.Connection) -> None:
    dead(db, 2, 4)
    edited(db, 2, 5, 2, 3)
    edited(db, 2, 7, 3, 4)
    (count,) = told(db).counts
    said = [
        (one["value"], one["at"][11:16], one["version"], one["status"]) for one in count["said"]
    ]
    assert said == [
        (4, "07:00", "edited", "now"), (3, "05:00", "withdrawn", "earlier"),
        (2, "02:00", "withdrawn", "earlier"),
    ]  # fmt: skip
