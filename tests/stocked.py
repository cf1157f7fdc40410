"""An archive whose site writes the same lines around all its articles."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipelines.archive import Archive
from pipelines.gazetteer.gazetteer import entities
from pipelines.judging import judge
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.builders import NOW, article, candidate, page, source
from tests.newsroom import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ADVERT = "Подписывайтесь на наш Telegram-канал!"
LABEL = "Advertisment"
LEAD = "Шахтёры рудника в Риддере остановили добычу меди {number}, сообщил профсоюз."


def begun(archive: Archive, *names: str) -> Store:
    """The store of a crawl of these sources that has just begun in an archive."""
    book = RunBook(archive, lambda: NOW)
    book.begin("crawl", [source(name) for name in names or ("agency",)], {})
    return Store(archive, book, lambda: NOW)


def stock(path: Path, count: int = 12, **given: Any) -> Archive:
    """An archive with so many articles, each with a label amid the text and a call behind it."""
    archive = Archive(path)
    store = begun(archive, "agency", "digest")
    with archive.write() as db:
        for entity in entities():
            db.execute(
                "INSERT OR IGNORE INTO entity (id, kind, name_en, name_ru, name_kk)"
                " VALUES (?, ?, ?, ?, ?)",
                (entity.id, entity.kind, entity.name_en, entity.name_ru, entity.name_kk),
            )
    for number in range(count):
        add(store, number, **given)
    return archive


def body(number: int) -> list[str]:
    """The lines of an article that are its own."""
    return [LEAD.format(number=number), *(sentence(f"{number}/{n}") for n in range(6))]


def lines(number: int) -> list[str]:
    """The lines of an article as its page gives them."""
    own = body(number)
    return [*own[:3], LABEL, *own[3:], ADVERT]


def add(
    store: Store,
    number: int,
    paragraphs: Sequence[str] | None = None,
    name: str = "agency",
    **given: Any,
) -> str:
    """Store one article of the site; the outcome."""
    paragraphs = lines(number) if paragraphs is None else paragraphs
    of = candidate(f"/{number}", name)
    text = "\n\n".join(paragraphs)
    title = given.pop("title", sentence(f"title {number}", words=5))
    fetched = given.pop("fetched_at", NOW + timedelta(days=number))
    return store.save(
        Refined(
            page(of, fetched_at=fetched),
            article(
                of,
                **{
                    "title": title,
                    "lead": paragraphs[0],
                    "text": text,
                    "kinds": ("text",) * len(paragraphs),
                    "languages": ("ru",) * len(paragraphs),
                    "hour": None,
                    "judgement": judge(title, text, "ru"),
                    **given,
                },
            ),
        )
    )


def again(archive: Archive) -> Store:
    """A store for the archive, in a later run."""
    book = RunBook(archive, lambda: NOW)
    book.begin("crawl", [source("agency"), source("digest")], {})
    return Store(archive, book, lambda: NOW)
