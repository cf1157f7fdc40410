"""How a stored text was found."""

from __future__ import annotations

import sqlite3
from typing import Any

from desk.cards.findings import Place, copy_at, finding, stored_at
from tests import desk_archive
from tests.desk_rooms import reading

URL = "https://news.example/2"
HUB = "https://news.example/rss"


def test_a_text_tells_its_hubs_editions_looks_and_versions(tmp_path: Any) -> None:
    path = desk_archive.build(tmp_path / "a.db")
    with sqlite3.connect(path) as db:
        desk_archive.add_page(db, URL, 2)
        desk_archive.add_page(db, "https://other.example/2", 2, text_url=URL)
        desk_archive.insert(db, "hub", url=HUB, source_id="vestnik", kind="feed")
        for hub, at in ((HUB, "2026-11-19"), ("https://gone.example/", "2026-11-18")):
            desk_archive.insert(db, "sighting", canonical_url=URL, hub_url=hub, first_seen_at=at)
        for address in ("https://news.example/1", "https://no.example/"):
            desk_archive.insert(
                db, "edition", page_url=URL, canonical_url=address, language="kk"
            )  # fmt: skip
    db.close()
    read = reading(path)
    found = finding(read, URL)
    assert [one["url"] for one in found.pages] == [URL, "https://other.example/2"]
    assert [(one["hub_url"], one["kind"]) for one in found.sightings] == [
        ("https://gone.example/", None),
        (HUB, "feed"),
    ]
    assert [one["article_id"] for one in found.editions] == [1, None]
    assert found.looks["looks"] == 2
    assert found.versions == {"changed": 1, "cosmetic": 0, "versions": 2}
    assert finding(read, "https://no.example/").looks["looks"] == 0
    assert stored_at(read, f"{URL}?utm_source=x") == Place(2, None)
    assert stored_at(read, "https://other.example/2") == Place(2, None)
    assert stored_at(read, "https://copy.example/1") == Place(1, "https://copy.example/1")
    assert stored_at(read, "") == stored_at(read, "https://no.example/") is None
    assert copy_at(read, 1, "https://copy.example/1") == "https://copy.example/1"
    assert copy_at(read, 2, "https://copy.example/1") is None
    read.close()
