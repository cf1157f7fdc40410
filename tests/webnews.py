"""An archive of a few stories for the tests of the front page, the towns and their pages."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desk.web.asked import Asked
from tests.alertstories import NOW, add_text, copied, remove
from tests.desk_archive import add_article, add_version, empty, insert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["LATER", "NOW", "asked", "build", "connect", "opened"]

# long after the newest article
LATER = datetime(2026, 12, 24, 6, tzinfo=UTC)
HOSTILE = '<script>alert("1")</script>'
TOWNS = {
    "ridder": ("Ridder", "Риддер", "Риддер", "East Kazakhstan Region", 50.35, 83.52),
    "temirtau": ("Temirtau", "Темиртау", "Теміртау", "Karaganda Region", 50.05, 72.96),
    "tekeli": ("Tekeli", "Текели", "Текелі", "Zhetisu Region", 44.87, 78.73),
    "nowhere": ("Nowhere", "Нигде", "Ешқайда", None, None, None),
}
SOURCES = {"agency": "Агентство", "portal": HOSTILE, "world": "World News"}
MONEY = {"kind": "money", "role": "", "value": 2e9, "unit": "USD", "quote": "$2 bn"}


def build(path: Path) -> Path:
    """The archive with all rows; its newest article is of an hour before NOW."""
    empty(path)
    db = connect(path)
    with db:
        _known(db)
        _stories(db)
        _watched(db)
    db.close()
    return path


def connect(path: Path) -> sqlite3.Connection:
    """A connection as the pages have it."""
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    return db


def opened(path: Path, change: Callable[[sqlite3.Connection], Any] | None = None) -> Any:
    """A connection to a new archive, changed by ``change`` before."""
    db = connect(build(path))
    if change:
        with db:
            change(db)
    return db


def asked(
    path: str = "/",
    language: str = "en",
    now: datetime = NOW,
    parts: Mapping[str, str] | None = None,
    **given: str,
) -> Asked:
    """A request for a page."""
    return Asked(path, language, now, {key: (value,) for key, value in given.items()}, parts or {})


def _known(db: sqlite3.Connection) -> None:
    for key, (en, ru, kk, region, lat, lon) in TOWNS.items():
        insert(db, "entity", id=key, kind="town", name_en=en, name_ru=ru, name_kk=kk,
               region=region, lat=lat, lon=lon)  # fmt: skip
    others = {
        "karaganda": ("place", "Karaganda", "Караганда", "Қарағанды", 49.8, 73.1),
        "karaganda_region": (
            "region", "Karaganda Region", "Карагандинская область", "Қарағанды облысы", None, None
        ),
        "east_kazakhstan_region": ("region", "East Kazakhstan Region", "ВКО", "ШҚО", None, None),
        "qarmet": ("company", "Qarmet", "Qarmet", "Qarmet", None, None),
        "kazzinc": ("company", "Kazzinc", "Казцинк", "Қазмырыш", None, None),
        "kostenko_mine": ("asset", "Kostenko mine", "шахта Костенко", "Костенко шахтасы", 1.0, 1.0),
        "akim": ("person", "A. Akim", "А. Аким", "А. Әкім", None, None),
    }  # fmt: skip
    for key, (kind, en, ru, kk, lat, lon) in others.items():
        insert(db, "entity", id=key, kind=kind, name_en=en, name_ru=ru, name_kk=kk,
               lat=lat, lon=lon)  # fmt: skip
    _ties(db)


def _ties(db: sqlite3.Connection) -> None:
    for one, relation, other in (
        ("kostenko_mine", "located in", "temirtau"), ("kostenko_mine", "operated by", "qarmet"),
        ("qarmet", "works in", "temirtau"),
    ):  # fmt: skip
        insert(db, "entity_link", entity_id=one, relation=relation, other_id=other, since="",
               until="", note="")  # fmt: skip
    for language, name, kind, until in (
        ("ru", "Самаркандский", "former", "1945"), ("kk", "Самаркандский", "former", "1945"),
        ("en", "Temirtau", "current", ""), ("en", "Temir-Tau", "variant", ""),
    ):  # fmt: skip
        insert(db, "entity_name", entity_id="temirtau", language=language, name=name, kind=kind,
               since="", until=until)  # fmt: skip
    for status, since in (("listed", "2012-05"), ("current", "2024-04")):
        insert(db, "entity_status", entity_id="temirtau", status=status, since=since, until="",
               note="")  # fmt: skip
    insert(db, "office", person_id="akim", title_en="Akim", title_ru="аким", title_kk="әкім",
           body="", place_id="karaganda_region", since="2022-12", until="", note="")  # fmt: skip


def _stories(db: sqlite3.Connection) -> None:
    add_text(db, 1, 1, hours=-3, town="temirtau", people={"dead": 2, "injured": 7})
    add_text(db, 2, 1, hours=-2, town="temirtau", people={"dead": 3}, source_id="portal",
             title=HOSTILE, language="en", text="The mine. Three died.")  # fmt: skip
    copied(db, 1, "https://copy.example/1")
    add_text(db, 3, 2, hours=-1, town="karaganda", event="strike", people={"on strike": 120})
    add_text(db, 4, 3, hours=-5, town="ridder", event="investment", amounts=(MONEY,),
             is_monotown=1)  # fmt: skip
    add_text(db, 5, 4, hours=-24 * 10, town="temirtau", event="policy", is_mining=0,
             is_monotown=1)  # fmt: skip
    add_text(db, 6, 5, hours=-24 * 400, town="temirtau", event="layoff")
    add_text(db, 7, 6, hours=-4, town="ridder", event="")
    add_article(db, id=8, source_id="agency", language="kk", title="Ертең", text="Ертең болады.",
                published_at="2027-01-01T00:00:00+00:00")  # fmt: skip
    # an event of an article that is in no story
    add_article(db, id=9, source_id="agency", language="ru", title="Без сюжета", text="Без сюжета.",
                published_at="2026-11-01T00:00:00+00:00", published_day="2026-11-01",
                published_precision="day", towns=[("temirtau", "Темиртау", 1.0)])  # fmt: skip
    insert(db, "event", article_id=9, kind="unheard of", town_id="temirtau", quote="x",
           span_start=0, span_end=1)  # fmt: skip
    for number in (4, 7):
        remove(db, number)


def _watched(db: sqlite3.Connection) -> None:
    for key, name in SOURCES.items():
        insert(db, "source", id=key, name=name, country="KZ", source_group="national",
               languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
        insert(db, "watch", hub_url=f"https://{key}.example/rss", source_id=key,
               begins_at="2026-11-01T00:00:00+00:00", ends_at=NOW.isoformat())  # fmt: skip
    insert(db, "run", id=1, kind="crawl", started_at="2026-11-01T00:00:00+00:00",
           finished_at="2026-11-20T11:00:00+00:00", exit_code=0, options="{}")  # fmt: skip
    for outcome, pages in (("new", 3), ("copy", 1), ("off-topic", 9)):
        insert(db, "run_outcome", run_id=1, source_id="agency", outcome=outcome, pages=pages)
    told = {
        "figures": [
            {
                "kind": "people",
                "role": "dead",
                "before": "2",
                "after": "3",
                "before_value": 2,
                "after_value": 3,
                "unit": "people",
            }
        ]
    }
    add_version(db, "https://news.example/1", 1, "first")
    add_version(db, "https://news.example/1", 2, "changed", flags='["figures"]',
                changes=json.dumps(told), title="Авария на шахте, текст 1")  # fmt: skip
    add_version(db, "https://news.example/1", 3, "changed", flags='["extended"]', changes="{}")
