"""Where a story happened and who is in it."""

from __future__ import annotations

import sqlite3
from typing import Any

from desk.cards.storyscene import scene
from tests import desk_archive
from tests.desk_rooms import reading


def test_an_event_is_told_once_with_all_its_places_and_days(tmp_path: Any) -> None:
    path = desk_archive.build(tmp_path / "a.db")
    with sqlite3.connect(path) as db:
        for kind, place, moment in (("accident", "temirtau", "2026-11-18"), ("strike", None, "")):
            desk_archive.insert(
                db, "event", article_id=2, kind=kind, town_id=place, quote="q", span_start=0,
                span_end=1, moment=moment, company_id="qarmet",
            )  # fmt: skip
    db.close()
    read = reading(path)
    found = scene(read, 1)
    read.close()
    assert [(one["kind"], one["articles"], one["moments"]) for one in found.events] == [
        ("accident", 2, ["2026-11-18"]),
        ("strike", 1, []),
    ]
    assert [one["id"] for one in found.events[0]["places"]] == ["karaganda", "temirtau", "qarmet"]
    # a name that is not sure is not told
    assert [(one["id"], one["articles"]) for one in found.names] == [("karaganda", 2)]
