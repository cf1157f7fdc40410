from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipelines import learnt
from pipelines.boilerplate.boilerplate import clean
from tests.builders import NOW
from tests.newsroom import sentence
from tests.stocked import ADVERT, add, again, body, lines, stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

LATER = NOW + timedelta(days=1)
CALL, MARK = "подписывайтесь на наш telegram-канал", "advertisment"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = stock(tmp_path / "a.db")
    yield archive
    archive.close()


def relearn(archive: Archive, site: str = "agency", later: int = 0) -> int:
    with archive.write() as db:
        return learnt.relearn(db, site, NOW + timedelta(days=later))


def states(archive: Archive) -> dict[str, str]:
    return {line.line: line.state for line in learnt.known_lines(archive.connection)}


def line(archive: Archive, key: str) -> learnt.KnownLine:
    return next(one for one in learnt.known_lines(archive.connection) if one.line == key)


def test_what_recurs_is_learnt_once_with_its_evidence(archive: Archive) -> None:
    assert relearn(archive) == 2
    assert relearn(archive) == 0
    assert learnt.load(archive.connection, "agency") == {CALL: "tail", MARK: "within"}
    known = line(archive, CALL)
    assert (known.example, known.state, known.articles, known.of_articles) == (
        ADVERT, "learnt", 12, 12,
    )  # fmt: skip
    assert len(known.urls) == 5
    assert known.why


def test_a_site_learns_from_its_own_texts_alone(archive: Archive) -> None:
    assert relearn(archive, "digest") == 0
    relearn(archive)
    assert learnt.load(archive.connection, "digest") == {}


def test_copies_count_as_texts_of_their_site(archive: Archive) -> None:
    store = again(archive)
    for number in range(12):
        paragraphs = [*lines(number), "Читайте нас в Google News"]
        assert add(store, number, paragraphs, name="digest") == "copy"
    assert relearn(archive, "digest") == 3


def test_what_a_person_decided_is_never_changed(archive: Archive) -> None:
    relearn(archive)
    with archive.write() as db:
        assert learnt.decide(db, "agency", CALL, "kept", LATER)
        assert learnt.decide(db, "agency", MARK, "approved", LATER)
    relearn(archive, later=2)
    assert states(archive) == {CALL: "kept", MARK: "approved"}
    assert learnt.load(archive.connection, "agency") == {MARK: "within", CALL: "stays"}
    assert line(archive, CALL).why.endswith("(kept on 2026-11-23)")
    assert line(archive, CALL).last_seen_at == (NOW + timedelta(days=2)).isoformat()


def test_a_decision_can_be_taken_back(archive: Archive) -> None:
    relearn(archive)
    with archive.write() as db:
        learnt.decide(db, "agency", CALL, "kept", NOW)
        learnt.decide(db, "agency", CALL, "approved", LATER)
    assert states(archive)[CALL] == "approved"
    assert line(archive, CALL).why.count("(") == 1


def test_a_line_that_is_not_known_cannot_be_decided(archive: Archive) -> None:
    with archive.write() as db:
        assert not learnt.decide(db, "agency", "жоқ", "kept", NOW)


def test_counts_are_renewed_and_the_first_sight_stays(archive: Archive) -> None:
    relearn(archive)
    store = again(archive)
    for number in range(12, 15):
        add(store, number)
    relearn(archive, later=1)
    known = line(archive, CALL)
    assert (known.articles, known.of_articles) == (15, 15)
    assert (known.first_seen_at, known.last_seen_at) == (NOW.isoformat(), LATER.isoformat())


def test_a_learnt_line_is_not_forgotten_for_being_taken_out(archive: Archive) -> None:
    relearn(archive)
    taught = learnt.load(archive.connection, "agency")
    store = again(archive)
    for number in range(12, 60):
        paragraphs = clean(lines(number), ("text",) * 9, learnt=taught).paragraphs
        assert list(paragraphs) == body(number)
        add(store, number, paragraphs)
        if number % 12 == 0:
            assert relearn(archive, later=number) == 0
    assert learnt.load(archive.connection, "agency") == taught
    # the count is of when it could be counted
    assert (line(archive, CALL).articles, line(archive, CALL).of_articles) == (12, 12)
    with archive.write() as db:
        db.execute("UPDATE article SET text = replace(text, ?, '')", (f"\n\n{ADVERT}",))
    relearn(archive, later=90)
    assert learnt.load(archive.connection, "agency") == taught


def test_a_learnt_line_that_is_seen_amid_a_text_becomes_a_proposal(archive: Archive) -> None:
    relearn(archive)
    store = again(archive)
    own = body(20)
    # it stands where it is not taken out: as a sentence of the article
    add(store, 20, [*own[:3], ADVERT, *own[3:]])
    assert relearn(archive, later=1) == 0
    assert states(archive) == {CALL: "proposed", MARK: "learnt"}
    assert line(archive, CALL).why == "a sentence"


def test_a_proposed_line_is_learnt_when_the_evidence_suffices(tmp_path: Path) -> None:
    archive = stock(tmp_path / "b.db", 6)
    assert relearn(archive) == 1
    assert states(archive)[CALL] == "proposed"
    store = again(archive)
    for number in range(6, 12):
        add(store, number)
    assert relearn(archive, later=1) == 1
    assert states(archive)[CALL] == "learnt"
    archive.close()


def test_an_approved_line_is_not_taken_out_in_more_places_than_were_approved(
    archive: Archive,
) -> None:
    relearn(archive)
    with archive.write() as db:
        learnt.decide(db, "agency", CALL, "approved", NOW)
    store = again(archive)
    for number in range(20, 40):
        own = body(number)
        add(store, number, [*own[:3], ADVERT, *own[3:]])
    relearn(archive, later=1)
    assert line(archive, CALL).articles == 32
    assert learnt.load(archive.connection, "agency")[CALL] == "tail"


def test_headings_of_older_archives_are_known_from_their_sections() -> None:
    paragraphs = ("Бірінші.", "Тақырып", "Екінші.")
    assert learnt.kinds_of(paragraphs, "[]", '["Тақырып"]') == ("text", "heading", "text")
    kinds = '["text", "heading", "item"]'
    assert learnt.kinds_of(paragraphs, kinds, "[]") == ("text", "heading", "item")


@pytest.mark.parametrize(
    ("source_id", "url", "site"),
    [
        ("agency", "https://agency.kz/1", "agency"),
        ("disk", "https://www.paper.kz/1", "paper.kz"),
        ("disk", "file:///home/1.html", "disk"),
        ("disk", "http://[broken", "disk"),
    ],
)
def test_pages_from_disk_are_known_by_their_host(source_id: str, url: str, site: str) -> None:
    assert learnt.site_of(source_id, url) == site


def test_pages_from_disk_learn_by_their_host(archive: Archive) -> None:
    with archive.write() as db:
        db.execute("UPDATE article SET source_id = 'disk', url = 'https://www.paper.kz/' || id")
        db.execute("UPDATE article SET url = 'https://other.kz/paper.kz' WHERE id > 10")
    assert learnt.sites(archive.connection) == ["other.kz", "paper.kz"]
    assert relearn(archive, "paper.kz") == 2
    assert line(archive, CALL).of_articles == 10
    assert relearn(archive, "disk") == relearn(archive, "other.kz") == 0


def test_lines_are_numbered_by_site_as_they_came(archive: Archive) -> None:
    relearn(archive)
    store = again(archive)
    for number in range(12, 16):
        add(store, number, [*body(number), "Реклама", sentence(number)])
    relearn(archive, later=1)
    known = learnt.known_lines(archive.connection, "agency")
    assert [(one.number, one.line) for one in known] == [(1, MARK), (2, CALL), (3, "реклама")]
    assert [one.number for one in learnt.known_lines(archive.connection, state="learnt")] == [
        one.number for one in known if one.state == "learnt"
    ]
    assert learnt.known_lines(archive.connection, "digest") == []
