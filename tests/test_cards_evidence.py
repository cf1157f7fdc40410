"""The evidence of an article, with its places."""

from __future__ import annotations

from typing import Any

from desk.cards import evidence
from tests import desk_archive
from tests.desk_rooms import reading


def test_evidence_has_its_entities_in_all_languages(tmp_path: Any) -> None:
    db = reading(desk_archive.build(tmp_path / "a.db"))
    found = evidence.evidence(db, 1)
    assert [(one["id"], one["name_kk"]) for one in found.mentions] == [("karaganda", "Қарағанды")]
    (event,) = found.events
    assert (event["town"]["id"], event["place"], event["company"]) == ("karaganda", None, None)
    assert event["figures"][0]["role"] == "dead"
    assert found.makeup["kinds"] == []
    assert found.makeup["reasons"][0]["words"] == "шахта"
    assert [one["quote"] for one in evidence.evidence(db, 3).facts] == ["30 million dollars"]
    # in the order of the text
    assert [one["words"] for one in evidence.evidence(db, 5).quotations] == ["are back", "at work"]
    assert evidence.entities(db, [None, "no such one"]) == {}
    db.close()
