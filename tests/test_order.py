"""The archive is the same in whatever order its pages came, and never half written."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import cache, partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive, ArchiveError
from pipelines.entities import save_entities
from pipelines.judging import judge
from pipelines.model import Dated, Dateline, Reason, Rejection
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.builders import NOW, article, candidate, page, source
from tests.newsroom import sentence
from tests.snapshots import broken_links, snapshot
from tests.stocked import begun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SITES = ("agency", "portal", "daily", "world")
RELEASE = (
    "На шахте имени Костенко в Караганде погибли четыре горняка, сообщила компания Qarmet.",
    "Авария произошла в ночь на 20 ноября на глубине 680 метров, работы остановлены.",
    *(sentence(f"release {n}", words=14) for n in range(5)),
)
OTHER = (
    "В Риддере рабочие металлургического комплекса третий день не спускаются в забой.",
    "Зарплату задерживают с сентября, долг превысил 120 миллионов тенге.",
    *(sentence(f"other {n}", words=14) for n in range(5)),
)
ENGLISH = (
    "Four miners have died at the Kostenko mine in Karaganda, Qarmet said on November 20.",
    "The accident happened overnight at a depth of 680 metres and work was halted.",
    "President Tokayev sent his condolences to the families of the miners.",
)
ADDED = sentence("added by a newsroom", words=20)


def told(
    name: str,
    path: str,
    paragraphs: Sequence[str],
    *,
    hour: int | None,
    seen: int,
    language: str = "ru",
    title: str = "Авария на шахте",
    editions: tuple[tuple[str, str], ...] = (),
    agency: str = "",
) -> Refined:
    """A page of a site: published at an hour of the day, fetched some hours later."""
    of = candidate(path, name)
    text = "\n\n".join(paragraphs)
    published = None
    if hour is not None:
        published = Dated(NOW.replace(day=20, hour=hour), "minute", "meta")
    return Refined(
        page(of, fetched_at=NOW + timedelta(hours=seen)),
        article(
            of,
            title=title,
            text=text,
            lead=paragraphs[0],
            hour=None,
            published=published,
            language=language,
            kinds=("text",) * len(paragraphs),
            languages=(language,) * len(paragraphs),
            editions=editions,
            judgement=judge(title, text, language, lead=paragraphs[0]),
            dateline=Dateline(agency=agency) if agency else None,
        ),
    )


@cache
def pages() -> tuple[Refined, ...]:
    """Originals, copies, versions, editions, reports of one event, a page that is gone."""
    english = "https://world.kz/en/1"
    changed = tuple(one.replace("четыре", "шесть") for one in RELEASE)
    gone = page(candidate("/1", "portal"), fetched_at=NOW + timedelta(hours=30), status=200)
    return (
        told("agency", "/1", RELEASE, hour=6, seen=3, editions=(("en", english),)),
        told("portal", "/1", (*RELEASE, ADDED), hour=8, seen=1),
        told("daily", "/1", RELEASE[:4], hour=9, seen=2, agency="Agency"),
        told("daily", "/2", RELEASE, hour=None, seen=0, agency="Portal"),
        told("agency", "/1", changed, hour=6, seen=9),
        told("agency", "/1", (*changed, ADDED), hour=6, seen=20),
        told("portal", "/1", (*RELEASE, ADDED), hour=8, seen=5),
        told("agency", "/2", OTHER, hour=7, seen=3, title="Забастовка в Риддере"),
        told("daily", "/3", OTHER[1:], hour=5, seen=4, title="Забастовка в Риддере"),
        told("daily", "/3", (*OTHER, ADDED), hour=5, seen=8, title="Забастовка в Риддере"),
        told(
            "world",
            "/en/1",
            ENGLISH,
            hour=7,
            seen=2,
            language="en",
            title="Mine accident",
            editions=(("ru", "https://agency.kz/1"),),
        ),
        Refined(gone, Rejection(Reason.SOFT_404, "the page says that it is not found")),
    )


def stored(path: Path, order: Sequence[int]) -> Archive:
    archive = Archive(path)
    store = begun(archive, *SITES)
    with archive.write() as db:
        save_entities(db)
    for number in order:
        store.save(pages()[number])
        assert broken_links(archive) == []
    return archive


def test_pages_in_any_order_give_the_same_archive(tmp_path: Path) -> None:
    # a page that is gone is known as such only when its text is stored before
    last = len(pages()) - 1
    expected = None
    for attempt in range(24):
        order = list(range(last))
        random.Random(attempt).shuffle(order)
        archive = stored(tmp_path / f"{attempt}.db", [*order, last])
        found = snapshot(archive)
        archive.close()
        expected = expected or found
        for table, rows in expected.items():
            assert found[table] == rows, (table, order)
    assert expected is not None
    assert len(expected["article"]) == 3
    assert len(expected["copy"]) == 4


def test_the_same_pages_once_more_change_nothing(tmp_path: Path) -> None:
    everything = range(len(pages()))
    archive = stored(tmp_path / "a.db", everything)
    before = snapshot(archive)
    archive.close()
    archive = stored(tmp_path / "a.db", [*everything, *reversed(everything)])
    assert snapshot(archive) == before
    archive.close()


def _is_next(steps: Iterator[int], after: int) -> bool:
    return next(steps) == after


@pytest.mark.parametrize("number", [0, 1, 5, 9, 10])
def test_a_crash_at_any_point_leaves_no_half_link(tmp_path: Path, number: int) -> None:
    rest = [one for one in range(len(pages())) if one != number]
    archive = stored(tmp_path / "a.db", rest)
    before = snapshot(archive)
    whole = stored(tmp_path / "b.db", [*rest, number])
    expected = snapshot(whole)
    whole.close()
    book = RunBook(archive, lambda: NOW)
    book.begin("crawl", [source(name) for name in SITES], {})
    store = Store(archive, book, lambda: NOW)
    crashes = 0
    for after in count(1, 97):
        # counts the steps of SQLite, and breaks off one of them
        steps = count(1)
        archive.connection.set_progress_handler(partial(_is_next, steps, after), 1)
        try:
            store.save(pages()[number])
        except ArchiveError:
            crashes += 1
            archive.connection.set_progress_handler(None, 0)
            # all or nothing; the very last step is the end of the commit
            found = snapshot(archive)
            assert found in (before, expected)
            if found != before:
                break
        else:
            break
    archive.connection.set_progress_handler(None, 0)
    found = snapshot(archive)
    archive.close()
    assert crashes > 5
    assert found == expected
