"""Of texts that are copies of each other the first published is the article, whatever came first."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import Archive
from pipelines.likeness.likeness import likeness
from pipelines.likeness.reading import read
from pipelines.model import Dateline
from pipelines.store import Refined
from tests.builders import NOW, article, candidate, page
from tests.newsroom import sentence
from tests.snapshots import broken_links
from tests.stocked import begun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITES = ("agency", "digest", "herald", "portal")
TEXT = [sentence(f"release {number}", words=14) for number in range(6)]
ADDED = sentence("added", words=30)
NOT_ALIKE = [sentence(f"other {number}", words=14) for number in range(6)]


class Desk:
    """An archive that pages are given to, minute by minute."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.minute = 0
        self.store = begun(archive, *SITES)

    def save(self, name: str, paragraphs: list[str], hour: int, **given: Any) -> str:
        self.minute += 1
        of = candidate("/a", name)
        fetched = page(of, fetched_at=NOW.replace(minute=self.minute))
        text = "\n\n".join(paragraphs)
        kinds = ("text",) * len(paragraphs)
        made = article(of, text=text, hour=hour, kinds=kinds, lead=paragraphs[0], **given)
        outcome = self.store.save(Refined(fetched, made))
        assert broken_links(self.archive) == []
        return outcome

    def rows(self, query: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self.archive.connection.execute(query)]

    def copy(self, name: str) -> dict[str, Any]:
        [row] = self.rows(f"SELECT * FROM copy WHERE source_id = '{name}'")
        return row


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    archive = Archive(tmp_path / "a.db")
    yield Desk(archive)
    archive.close()


def test_a_copy_tells_what_is_its_own_and_what_it_lacks(desk: Desk) -> None:
    desk.save("agency", TEXT, 6)
    desk.save("digest", [*TEXT[1:], ADDED], 8)
    row = desk.copy("digest")
    like = likeness(*(read("Шахтёры остановили работу", "\n\n".join(one)) for one in
                      (TEXT, [*TEXT[1:], ADDED])))  # fmt: skip
    assert (row["similarity"], row["own_share"]) == (
        round(like.similarity, 4),
        round(like.own_share, 4),
    )
    told = json.loads(row["differs"])
    assert (told["added"], told["missing"]) == ([ADDED], [TEXT[0]])
    assert row["why"] == like.why


def test_a_figure_that_a_copy_changed_is_told(desk: Desk) -> None:
    first, other = (f"На шахте погибли {count} горняков, сообщили власти." for count in (12, 14))
    desk.save("agency", [first, *TEXT], 6)
    desk.save("digest", [other, *TEXT], 8)
    [change] = json.loads(desk.copy("digest")["differs"])["figures"]
    assert [str(part) for part in change][:2] == ["12", "14"]


def test_copies_are_measured_anew_when_the_article_changes(desk: Desk) -> None:
    desk.save("agency", TEXT, 6)
    desk.save("digest", [*TEXT, ADDED], 8)
    assert desk.copy("digest")["own_share"] > 0.1
    assert desk.save("agency", [*TEXT, ADDED], 6) == "revised"
    row = desk.copy("digest")
    assert (row["similarity"], row["own_share"], row["containment"]) == (1.0, 0.0, 1.0)


def test_an_article_keeps_its_number_when_an_earlier_original_takes_its_place(desk: Desk) -> None:
    desk.save("digest", TEXT, 8)
    desk.save("agency", TEXT, 6)
    assert desk.rows("SELECT id, source_id FROM article") == [{"id": 1, "source_id": "agency"}]
    assert desk.copy("digest")["article_id"] == 1


def test_a_copy_becomes_an_article_when_the_original_is_rewritten(desk: Desk) -> None:
    desk.save("agency", TEXT, 6)
    desk.save("digest", TEXT, 8)
    desk.save("herald", [*TEXT, ADDED], 9)
    desk.save("agency", [*NOT_ALIKE, ADDED], 6)
    held = desk.rows("SELECT id, source_id FROM article ORDER BY id")
    assert [row["source_id"] for row in held] == ["agency", "digest"]
    assert desk.copy("herald")["article_id"] == held[1]["id"]
    pages = desk.rows("SELECT source_id, article_id FROM page ORDER BY source_id")
    assert [row["article_id"] for row in pages] == [1, 2, 2]


def test_a_text_between_two_others_makes_them_copies_of_one(desk: Desk) -> None:
    head, tail = [*TEXT, *NOT_ALIKE[:1]], [*NOT_ALIKE, *TEXT[:1]]
    desk.save("digest", head, 8)
    desk.save("herald", tail, 9)
    assert desk.rows("SELECT count(*) AS n FROM article") == [{"n": 2}]
    assert desk.save("agency", [*TEXT, *NOT_ALIKE], 6) == "new"
    assert [row["source_id"] for row in desk.rows("SELECT source_id FROM article")] == ["agency"]
    # the number that another text took over, and one that none did
    assert desk.rows("SELECT id FROM article") == [{"id": 1}]
    assert desk.rows("SELECT count(*) AS n FROM story") == [{"n": 1}]


def test_a_copy_tells_from_which_copy_it_was_taken_where_it_credits_one(desk: Desk) -> None:
    desk.save("agency", TEXT, 6)
    desk.save("digest", [*TEXT, ADDED], 7)
    desk.save("herald", [*TEXT, ADDED], 9, dateline=Dateline(agency="Digest"))
    desk.save("portal", [*TEXT, ADDED], 10)
    assert desk.copy("herald")["through_url"] == "https://digest.kz/a"
    assert desk.copy("portal")["through_url"] is None


def test_a_credit_of_another_that_only_holds_the_letters_of_a_name_is_none(desk: Desk) -> None:
    desk.save("agency", TEXT, 6)
    desk.save("digest", [*TEXT, ADDED], 7)
    desk.save("herald", [*TEXT, ADDED], 8, dateline=Dateline(agency="Digestive News"))
    # the longest name that is credited is that of a copy which is none of those before
    desk.save("portal", [*TEXT, ADDED], 10, dateline=Dateline(agency="Portal, Digest"))
    assert desk.copy("herald")["through_url"] is None
    assert desk.copy("portal")["through_url"] == "https://digest.kz/a"


def test_what_is_judged_of_an_article_goes_with_it_when_it_is_a_copy(desk: Desk) -> None:
    desk.save("digest", TEXT, 8)
    desk.save("portal", NOT_ALIKE, 8)
    desk.save("agency", [*TEXT, *NOT_ALIKE], 6)
    for table in ("mention", "fact", "event", "quotation", "story_report"):
        loose = f"SELECT 1 FROM {table} WHERE article_id NOT IN (SELECT id FROM article)"
        assert desk.rows(loose) == []


def test_a_faithful_copy_of_an_article_that_was_edited_since_stays_one(desk: Desk) -> None:
    first, edited = (f"На шахте погибли {count} горняков, сообщили власти." for count in (2, 3))
    desk.save("agency", [first, *TEXT], 6)
    desk.save("digest", [first, *TEXT], 8)
    desk.save("agency", [edited, *TEXT], 6)
    row = desk.copy("digest")
    assert (row["own_share"], json.loads(row["differs"])["figures"]) == (0.0, [])
    assert row["why"].endswith("as it was before it was edited")


def test_who_was_taken_from_does_not_depend_on_what_came_first(tmp_path: Path) -> None:
    told = {
        "agency": ([*TEXT], 6, {}),
        "portal": ([*TEXT, ADDED], 7, {}),
        "herald": ([*TEXT, ADDED], 9, {"dateline": Dateline(agency="Portal")}),
    }
    for number, order in enumerate(permutations(told)):
        archive = Archive(tmp_path / f"{number}.db")
        desk = Desk(archive)
        for name in order:
            lines, hour, given = told[name]
            desk.save(name, lines, hour, **given)
        assert desk.copy("herald")["through_url"] == "https://portal.kz/a"
        # a text that is no copy any more is nobody's source
        desk.save("portal", NOT_ALIKE, 7)
        assert desk.copy("herald")["through_url"] is None
        archive.close()
