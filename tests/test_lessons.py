"""Lines of a site are learnt while its articles come, and taken out of the pages behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.learnt import known_lines
from pipelines.lessons import FIRST_LESSON, Lessons
from pipelines.model import Reason, Rejection
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.builders import NOW, article, candidate, page, source
from tests.stocked import LABEL, lines, stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.items import Page
    from pipelines.archive import Archive
    from pipelines.runs import Outcome


class Classroom:
    """Stores articles one after the other, as a crawl does."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        book = RunBook(archive, lambda: NOW)
        book.begin("crawl", [source("agency"), source("disk")], {})
        self._store = Store(archive, book, lambda: NOW)
        self.lessons = Lessons(archive, lambda: NOW)

    def store(self, number: int) -> Outcome:
        of = candidate(f"/{number}")
        text = "\n\n".join(lines(number))
        refined = Refined(page(of), article(of, title=f"Новость {number}", text=text, hour=None))
        outcome = self._store.save(refined)
        self.lessons.stored(refined, outcome)
        return outcome

    def known(self) -> list[str]:
        return [line.line for line in known_lines(self.archive.connection)]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Classroom]:
    archive = stock(tmp_path / "a.db", count=0)
    yield Classroom(archive)
    archive.close()


def test_a_site_is_learnt_from_as_soon_as_it_has_enough_articles(room: Classroom) -> None:
    asked = page(candidate("/next"))
    assert not room.lessons.of(asked)
    for number in range(FIRST_LESSON - 1):
        room.store(number)
    assert not room.lessons.of(asked)
    room.store(FIRST_LESSON - 1)
    assert room.lessons.of(asked)[LABEL.lower()] == "within"


def test_what_came_after_the_last_lesson_is_learnt_at_the_end(room: Classroom) -> None:
    for number in range(FIRST_LESSON - 2):
        room.store(number)
    assert room.known() == []
    room.lessons.finish()
    assert LABEL.lower() in room.known()


def test_pages_that_bring_nothing_new_teach_nothing(room: Classroom) -> None:
    for _ in range(2 * FIRST_LESSON):
        room.store(1)
    rejected = Refined(page(), Rejection(Reason.OFF_TOPIC))
    for _ in range(2 * FIRST_LESSON):
        room.lessons.stored(rejected, "off-topic")
    assert room.known() == []


@pytest.mark.parametrize(
    "head",
    [
        b'<link rel="canonical" href="https://www.agency.kz/1">',
        b'<meta property="og:url" content="https://agency.kz/news?id=1">',
        b"<link rel=canonical href=https://agency.kz/1>",
    ],
)
def test_a_saved_page_is_of_the_site_that_its_head_names(room: Classroom, head: bytes) -> None:
    with room.archive.write() as db:
        db.execute(
            "INSERT INTO boilerplate_line VALUES ('agency.kz', 'жарнама орны', 'Жарнама орны',"
            " 'approved', 'within', 9, 9, '[]', '', '', '')"
        )
    assert "жарнама орны" in room.lessons.of(saved(head))
    assert not room.lessons.of(saved(b"<title>none</title>"))


def saved(head: bytes) -> Page:
    return page(candidate(name="disk", via="disk"), body=b"<html><head>" + head + b"</head>")
