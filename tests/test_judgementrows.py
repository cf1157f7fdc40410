"""What was judged of an article, as rows."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import Archive
from pipelines.judgement import EventCard, Fact, Judgement, Mention, Quotation
from pipelines.judgementrows import fact_row, figure_record, save_judgement
from tests.desk_archive import add_article, insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

FACT = Fact(
    kind="money",
    value=1.1e12,
    unit="KZT",
    other_value=2.46e9,
    other_unit="USD",
    bound="about",
    subject="запасы",
    quote="около 1,1 трлн тенге (2,46 млрд долларов)",
    span=(10, 51),
)
DATE = Fact(kind="date", unit="date", role="deadline", moment="2027-Q3", quote="q", span=(60, 61))
EVENT = EventCard(
    kind="discovery",
    town_id="ridder",
    place_id="ridder",
    company_id="qarmet",
    moment="2026-11",
    figures=(FACT,),
    quote="Нашли",
    span=(0, 5),
)
SAID = Quotation(
    words="Мы нашли", span=(70, 78), speaker="Ерлан Мусин", office="геолог", is_direct=False
)
JUDGEMENT = Judgement(
    mentions=(Mention("ridder", "town", "Риддере", "text", (3, 10), 0.9, "scene"),),
    facts=(FACT, DATE),
    events=(EVENT,),
    quotations=(SAID,),
)
TABLES = ("mention", "fact", "event", "quotation")


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    db = archive.connection
    for key, kind in (("ridder", "town"), ("qarmet", "company")):
        insert(db, "entity", id=key, kind=kind, name_en=key, name_ru=key, name_kk=key)
    for number in (1, 2):
        add_article(
            db, id=number, title="t", text="x", source_id="s", language="ru", published_at=None
        )
    yield db
    archive.close()


def rows(db: sqlite3.Connection, table: str, article_id: int = 1) -> list[dict[str, Any]]:
    found = db.execute(f"SELECT * FROM {table} WHERE article_id = ?", (article_id,))
    return [dict(row) for row in found]


def test_all_that_was_judged_is_kept(db: sqlite3.Connection) -> None:
    save_judgement(db, 1, JUDGEMENT)
    [mention] = rows(db, "mention")
    assert mention == {
        "article_id": 1, "entity_id": "ridder", "field": "text", "span_start": 3, "span_end": 10,
        "surface": "Риддере", "confidence": 0.9, "note": "scene",
    }  # fmt: skip
    money, date = rows(db, "fact")
    assert (money["value"], money["unit"]) == (1.1e12, "KZT")
    assert (money["other_value"], money["other_unit"]) == (2.46e9, "USD")
    assert (money["bound"], money["subject"], money["span_end"]) == ("about", "запасы", 51)
    assert (date["value"], date["role"], date["moment"]) == (None, "deadline", "2027-Q3")
    [said] = rows(db, "quotation")
    assert said == {
        "article_id": 1, "span_start": 70, "span_end": 78, "words": "Мы нашли",
        "speaker": "Ерлан Мусин", "speaker_id": None, "office": "геолог", "is_direct": 0,
    }  # fmt: skip


def test_an_event_keeps_its_figures_whole(db: sqlite3.Connection) -> None:
    save_judgement(db, 1, JUDGEMENT)
    [event] = rows(db, "event")
    assert (event["place_id"], event["asset_id"], event["moment"]) == ("ridder", None, "2026-11")
    [figure] = json.loads(event["figures"])
    assert figure == {
        "kind": "money", "value": 1.1e12, "unit": "KZT", "other_value": 2.46e9,
        "other_unit": "USD", "bound": "about", "subject": "запасы", "quote": FACT.quote,
        "span": [10, 51],
    }  # fmt: skip


def test_what_is_judged_anew_replaces_what_was_judged(db: sqlite3.Connection) -> None:
    save_judgement(db, 1, JUDGEMENT)
    save_judgement(db, 2, JUDGEMENT)
    save_judgement(db, 1, Judgement(facts=(DATE,)))
    assert [len(rows(db, table)) for table in TABLES] == [0, 1, 0, 0]
    assert [len(rows(db, table, 2)) for table in TABLES] == [1, 2, 1, 1]


def test_the_same_figure_found_twice_is_one_row(db: sqlite3.Connection) -> None:
    save_judgement(db, 1, Judgement(facts=(FACT, replace(FACT, role="x"))))
    assert [row["role"] for row in rows(db, "fact")] == [""]


def test_a_figure_has_every_column_of_its_table(db: sqlite3.Connection) -> None:
    columns = {row["name"] for row in db.execute("SELECT name FROM pragma_table_info('fact')")}
    assert {"article_id", *fact_row(FACT)} == columns


def test_what_is_not_known_of_a_figure_is_left_out_of_its_record() -> None:
    told = {"kind": "date", "unit": "date", "role": "deadline", "moment": "2027-Q3", "quote": "q"}
    assert figure_record(DATE) == {**told, "span": (60, 61)}
    assert figure_record(replace(DATE, value=0.0))["value"] == 0.0
