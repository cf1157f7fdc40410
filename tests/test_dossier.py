"""All that is known of one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk import dossier
from desk.reader import reading
from tests.desk_archive import build

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with reading(build(tmp_path_factory.mktemp("dossier") / "kenwatch.db")) as db:
        yield db


def whole(db: sqlite3.Connection, number: int) -> dossier.Dossier:
    found = dossier.article(db, number)
    assert found is not None
    return found


def test_an_unknown_article_is_none(db: sqlite3.Connection) -> None:
    assert dossier.article(db, 99) is None


def test_an_article_comes_with_its_evidence_copies_and_events(db: sqlite3.Connection) -> None:
    found = whole(db, 1)
    assert found.reasons[0]["words"] == "шахта"
    assert found.mentions[0]["name"] == "Karaganda"
    assert found.mentions[0]["surface"] == "Қарағандыда"
    assert found.copies[0]["source"] == "Горный вестник"
    assert found.events[0] == {
        "kind": "accident",
        "town": "Karaganda",
        "place": "Karaganda",
        "asset": None,
        "company": None,
        "moment": "2026-11-18",
        "figures": [{"kind": "people", "role": "dead", "value": 3, "unit": "people"}],
        "quote": "метан жарылды",
    }
    assert (found.authors, found.origin) == (("А. Ахметов",), "json-ld")


def test_revisions_come_in_order_and_the_story_leaves_itself_out(db: sqlite3.Connection) -> None:
    found = whole(db, 2)
    assert [revision["kind"] for revision in found.revisions] == ["first", "changed"]
    assert [(other["id"], other["why"]) for other in found.related] == [(1, "figures and places")]
    assert whole(db, 3).related == ()


def test_figures_keep_unit_and_quote(db: sqlite3.Connection) -> None:
    fact = whole(db, 3).facts[0]
    assert (fact["value"], fact["value_to"], fact["unit"]) == (30_000_000.0, None, "USD")
    assert (fact["role"], fact["bound"], fact["other_value"]) == ("", "about", None)


def test_quotations_come_in_the_order_of_the_text(db: sqlite3.Connection) -> None:
    assert [(said["speaker"], said["words"]) for said in whole(db, 5).quotations] == [
        ("", "are back"),
        ("A. Miner", "at work"),
    ]


def test_the_score_that_is_enough_is_told_for_each_topic(db: sqlite3.Connection) -> None:
    found = whole(db, 1)
    assert found.enough.keys() == found.scores.keys() == {"mining", "mono-town"}
