"""An archive with stories for the tests of alerts, written row by row."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.config.model import Config
from pipelines.archive import Archive
from tests.desk_archive import add_article, add_copy, add_page, insert

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCES = {"agency": "Агентство", "portal": "Портал", "world": "World News"}
# id: kind, English, Russian, Kazakh
ENTITIES = {
    "karaganda": ("town", "Karaganda", "Караганда", "Қарағанды"),
    "ridder": ("town", "Ridder", "Риддер", "Риддер"),
    "aktau": ("town", "Aktau", "Актау", "Ақтау"),
    "aktau_village": ("place", "Aktau", "Актау", "Ақтау"),
    "kostenko_mine": ("asset", "Kostenko mine", "шахта имени Костенко", "Костенко атындағы шахта"),
    "qarmet": ("company", "Qarmet", "Qarmet", "Qarmet"),
    "qarmet_steel": ("company", "Qarmet Steel", "Qarmet Steel", "Qarmet Steel"),
}


def opened(path: Path) -> Archive:
    """An archive with sources and names."""
    archive = Archive(path)
    with archive.write() as db:
        for key, name in SOURCES.items():
            insert(db, "source", id=key, name=name, country="KZ", source_group="national",
                   languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
        for key, (kind, en, ru, kk) in ENTITIES.items():
            insert(db, "entity", id=key, kind=kind, name_en=en, name_ru=ru, name_kk=kk)
    return archive


def url_of(number: int) -> str:
    return f"https://news.example/{number}"


def add_text(
    db: sqlite3.Connection,
    number: int,
    story: int,
    *,
    hours: float = -1.0,
    event: str = "accident",
    town: str = "karaganda",
    people: dict[str, float] | None = None,
    amounts: tuple[dict[str, Any], ...] = (),
    **given: Any,
) -> None:
    """An article in a story, published so many hours from NOW, with the card of an event."""
    at = (NOW + timedelta(hours=hours)).isoformat()
    values = {
        "source_id": "agency",
        "language": "ru",
        "title": f"Авария на шахте, текст {number}",
        "text": f"Авария на шахте в Караганде. Погибли горняки, текст {number}.",
        "published_at": at,
        "published_precision": "minute",
        "first_seen_at": at,
        "is_mining": 1,
        "towns": [(town, "Караганде", 1.0)],
    }
    add_article(db, id=number, **{**values, **given})
    into(db, number, story)
    figures = [*_counts(db, number, people or {}), *amounts]
    if event:
        insert(db, "event", article_id=number, kind=event, town_id=town, quote="Погибли горняки.",
               span_start=0, span_end=5, figures=json.dumps(figures), place_id=town,
               company_id="qarmet", asset_id="kostenko_mine", moment="2026-11-20")  # fmt: skip


def _counts(db: sqlite3.Connection, number: int, people: dict[str, float]) -> list[dict[str, Any]]:
    figures = []
    for start, (role, value) in enumerate(people.items()):
        insert(db, "fact", article_id=number, span_start=start, span_end=start + 1, kind="people",
               role=role, value=value, unit="people", quote=f"{value:g}")  # fmt: skip
        figures.append({"kind": "people", "role": role, "value": value, "unit": "people",
                        "span": [start, start + 1]})  # fmt: skip
    return figures


def into(db: sqlite3.Connection, number: int, story: int) -> None:
    """Put an article into a story, which is made where there is none."""
    if db.execute("SELECT 1 FROM story WHERE id = ?", (story,)).fetchone() is None:
        insert(db, "story", id=story, lead_article_id=number)
    db.execute("INSERT OR REPLACE INTO story_article VALUES (?, ?, 'first')", (number, story))


def merge(db: sqlite3.Connection, story: int, other: int) -> None:
    """What is in the other story is in the first from now on."""
    db.execute("UPDATE story_article SET story_id = ? WHERE story_id = ?", (story, other))
    db.execute("DELETE FROM story WHERE id = ?", (other,))


def part(db: sqlite3.Connection, number: int, story: int) -> None:
    """An article leaves its story for a new one."""
    into(db, number, story)
    db.execute(
        "UPDATE story SET lead_article_id ="
        " (SELECT min(article_id) FROM story_article WHERE story_id = story.id)"
    )


def recount(db: sqlite3.Connection, number: int, role: str, value: float) -> None:
    """A site tells another number: the text, its figures and its card are new."""
    db.execute("UPDATE fact SET value = ? WHERE article_id = ? AND role = ?", (value, number, role))
    db.execute("UPDATE article SET content_hash = content_hash || 'x' WHERE id = ?", (number,))
    (held,) = db.execute("SELECT figures FROM event WHERE article_id = ?", (number,)).fetchone()
    figures = [{**one, "value": value} if one["role"] == role else one for one in json.loads(held)]
    db.execute("UPDATE event SET figures = ? WHERE article_id = ?", (json.dumps(figures), number))


def remove(db: sqlite3.Connection, number: int, at: datetime = NOW) -> None:
    """The site shows a text no more."""
    add_page(db, url_of(number), number, gone_at=at.isoformat(), gone_why="answered 404")


def config(*rules: dict[str, Any], **given: Any) -> Config:
    """A configuration with two receivers; a rule is for both of none unless it says so."""
    named = [{"name": f"rule-{place}", "sinks": ["mail"], **one} for place, one in enumerate(rules)]
    return Config.model_validate(
        {"sinks": {"mail": "json://a", "chat": "json://b"}, "rules": named, **given}
    )


def queued(db: sqlite3.Connection) -> list[sqlite3.Row]:
    """The messages, in the order in which they were queued."""
    return db.execute("SELECT * FROM outbox ORDER BY id").fetchall()


def copied(db: sqlite3.Connection, number: int, url: str, **given: Any) -> None:
    """A copy of an article."""
    at = (NOW - timedelta(minutes=30)).isoformat()
    add_copy(db, number, url, **{"source_id": "portal", "published_at": at, **given})
