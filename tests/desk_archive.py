"""A small archive for the tests of the desk: five articles in three languages."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from desk.queries import ArticleLine
from pipelines import schema
from pipelines.histories.edits import edits
from pipelines.histories.history import Version
from pipelines.text import fold_search

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-11-20T12:00:00+00:00"
SOURCES = {
    "azattyq": ("Азаттық", "KZ", "national"),
    "vestnik": ("Горный вестник", "KZ", "industry"),
    "steppe_news": ("Steppe News", "KZ", "national"),
}
# id: kind, English, Russian, Kazakh, region
ENTITIES = {
    "karaganda": ("town", "Karaganda", "Караганда", "Қарағанды", "Karaganda Region"),
    "temirtau": ("town", "Temirtau", "Темиртау", "Теміртау", "Karaganda Region"),
    "ridder": ("town", "Ridder", "Риддер", "Риддер", "East Kazakhstan Region"),
    "qarmet": ("company", "Qarmet", "Qarmet", "Qarmet", None),
}
ARTICLES: list[dict[str, Any]] = [
    {
        "id": 1,
        "source_id": "azattyq",
        "language": "kk",
        "title": "Қарағандыда шахта апаты болды",
        "text": "Қарағанды облысындағы шахтада метан жарылды.\n\nКеншілер іздестірілуде.",
        "published_at": "2026-11-19T05:10:00+00:00",
        "published_precision": "minute",
        "published_origin": "json-ld",
        "is_mining": 1,
        "towns": [("karaganda", "Қарағандыда", 1.0)],
    },
    {
        "id": 2,
        "source_id": "vestnik",
        "language": "ru",
        "title": "Шахтёры Караганды остановили работу",
        "text": "Сотни шахтёров вышли на чёрный снег.\n\nРуда-уголь не добывается, добыча упала.",
        "published_at": "2026-11-18T18:00:00+00:00",
        "published_day": "2026-11-19",
        "published_precision": "day",
        "published_origin": "url",
        "first_seen_at": "2026-11-19T01:00:00+00:00",
        "is_mining": 1,
        "is_monotown": 1,
        "towns": [("karaganda", "Караганды", 0.9), ("temirtau", "Темиртау", 0.3)],
    },
    {
        "id": 3,
        "source_id": "steppe_news",
        "language": "en",
        "title": "Ridder gets a new zinc plant [bold]today[/bold]",
        "text": "The mono-town of Ridder will get a zinc plant worth 30 million dollars.",
        "published_at": "2026-10-01T04:00:00+00:00",
        "published_precision": "second",
        "published_origin": "meta",
        "is_monotown": 1,
        "towns": [("ridder", "Ridder", 1.0)],
    },
    {
        "id": 4,
        "source_id": "vestnik",
        "language": "ru",
        "title": "=СУММ(A1) Шахтёр обыграл соперника",
        "text": "Футбольный клуб Шахтёр выиграл матч в Караганде.",
        "published_at": None,
        "is_mining": 1,
        "towns": [],
    },
    {
        "id": 5,
        "source_id": "steppe_news",
        "language": "en",
        "title": "Coal miners \u202eback\x1b[31m at work",
        "text": "Coal miners of Temirtau are back at work at the mine of Qarmet.",
        "published_at": "2026-11-20T06:00:00+00:00",
        "published_precision": "minute",
        "published_origin": "feed",
        "is_mining": 1,
        "towns": [("temirtau", "Temirtau", 1.0), ("qarmet", "Qarmet", 0.9)],
    },
]


LINE = ArticleLine(
    id=1,
    title="Шахта <script>alert(1)</script> & co",
    lead="Lead",
    source_id="s",
    source="Source",
    language="ru",
    published_at="2026-11-19T05:10:00+00:00",
    precision="minute",
    first_seen_at="2026-11-19T06:00:00+00:00",
    modified_at=None,
    topics=("mining",),
    towns=("Ridder",),
    copies=0,
    url="https://news.example/1?a=1&b=2",
    canonical_url="https://news.example/1",
)


def empty(path: Path) -> Path:
    """An archive without any row."""
    db = sqlite3.connect(path)
    schema.ensure(db, str(path))
    db.close()
    return path


def build(path: Path) -> Path:
    """The archive with all rows."""
    empty(path)
    db = sqlite3.connect(path)
    with db:
        for name, (title, country, group) in SOURCES.items():
            insert(db, "source", id=name, name=title, country=country, source_group=group,
                   languages="[]", enabled=1, interval_minutes=60, last_run_at=NOW)  # fmt: skip
        for key, (kind, en, ru, kk, region) in ENTITIES.items():
            insert(db, "entity", id=key, kind=kind, name_en=en, name_ru=ru, name_kk=kk,
                   region=region)  # fmt: skip
        for article in ARTICLES:
            add_article(db, **article)
        _details(db)
        _run(db)
    db.close()
    return path


def insert(db: sqlite3.Connection, table: str, **values: object) -> None:
    """One row."""
    marks = ", ".join("?" * len(values))
    names = ", ".join(values)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def add_article(db: sqlite3.Connection, *, towns: Any = (), **given: Any) -> None:
    """One article, the columns that are not given filled in."""
    url = f"https://news.example/{given['id']}"
    values = {
        "canonical_url": url, "url": url, "lead": given["text"].split("\n")[0], "sections": "[]",
        "authors": '["А. Ахметов"]', "published_precision": None, "published_origin": None,
        "modified_at": None, "script": "Cyrillic", "dateline_city": None, "agency": None,
        "mining": 4.2, "monotown": 0.0, "is_mining": 0, "is_monotown": 0,
        "reasons": json.dumps([{"topic": "mining", "term": "mine", "language": "ru",
                                "words": "шахта", "where": "title", "span": [0, 5],
                                "added": 4.2, "note": ""}]),
        "flags": "[]", "words": len(given["text"].split()), "content_hash": f"hash{given['id']}",
        "first_seen_at": given.get("published_at") or "2026-11-01T00:00:00+00:00",
        "fetched_at": "2026-11-20T07:00:00+00:00",
        "folded": fold_search(f"{given['title']}\n{given['text']}"),
    }  # fmt: skip
    insert(db, "article", **{**values, **given})
    for place, (entity, surface, confidence) in enumerate(towns):
        insert(db, "mention", article_id=given["id"], entity_id=entity, field="text",
               span_start=place, span_end=place + len(surface), surface=surface,
               confidence=confidence)  # fmt: skip


def add_copy(db: sqlite3.Connection, article_id: int, url: str, /, **given: Any) -> None:
    """One copy of an article, the columns that are not given filled in."""
    told = {"language": "kk", "published_precision": "minute", "published_day": "2026-11-19"}
    values = {
        "canonical_url": url, "article_id": article_id, "url": url, "source_id": "vestnik",
        "title": "Көшірме", "text": "Көшірме", "published_at": "2026-11-19T07:00:00+00:00",
        "first_seen_at": NOW, "fetched_at": NOW, "content_hash": f"copy {url}", "agency": None,
        "similarity": 0.97, "containment": 1.0, "own_share": 0.03, "why": "the words are the same",
        "differs": json.dumps({"added": [], "missing": [], "figures": []}), "through_url": None,
        "record": json.dumps(told),
    }  # fmt: skip
    insert(db, "copy", **{**values, **given})


def add_version(db: sqlite3.Connection, url: str, hour: int, kind: str, **given: Any) -> None:
    """One version of a text, seen at an hour of 19 November."""
    values = {
        "canonical_url": url, "url": url, "seen_at": f"2026-11-19T{hour:02}:00:00+00:00",
        "kind": kind, "title": "Шахтёры", "text": "Погибли 3 горняка.",
        "content_hash": f"version {hour}",
    }  # fmt: skip
    insert(db, "revision", **{**values, **given})


def add_look(db: sqlite3.Connection, url: str, hour: int, outcome: str, detail: str = "") -> None:
    """One look at the page of a text, at an hour of 19 November."""
    insert(db, "visit", canonical_url=url, at=f"2026-11-19T{hour:02}:00:00+00:00",
           outcome=outcome, detail=detail)  # fmt: skip


def add_page(db: sqlite3.Connection, url: str, article_id: int, /, **given: Any) -> None:
    """The page that a stored text is from."""
    values = {
        "canonical_url": url, "url": url, "via": "feed", "source_id": "vestnik", "hub_url": "h",
        "state": "kept", "first_seen_at": NOW, "article_id": article_id, "text_url": url,
    }  # fmt: skip
    insert(db, "page", **{**values, **given})


def _details(db: sqlite3.Connection) -> None:
    add_copy(db, 1, "https://copy.example/1", agency="Азаттық", differs=json.dumps(
        {"added": ["Көшірме"], "missing": [], "figures": [["3", "4"]]}))  # fmt: skip
    edited = {"text": "Погибли 4 горняка.", "flags": '["figures"]'}
    before, after = (Version("Шахтёры", f"Погибли {n} горняка.") for n in (3, 4))
    changes = json.dumps(edits(before, after, language="ru").as_record())
    add_version(db, "https://news.example/2", 1, "first")
    add_version(db, "https://news.example/2", 2, "changed", changes=changes, **edited)
    add_look(db, "https://news.example/2", 1, "text")
    add_look(db, "https://news.example/2", 2, "text")
    insert(db, "fact", article_id=3, span_start=48, span_end=66, kind="money", value=30_000_000.0,
           unit="USD", quote="30 million dollars", bound="about")  # fmt: skip
    insert(db, "event", article_id=1, kind="accident", town_id="karaganda", company_id=None,
           quote="метан жарылды", span_start=30, span_end=43, moment="2026-11-18",
           figures='[{"kind": "people", "role": "dead", "value": 3, "unit": "people"}]')  # fmt: skip
    for start, speaker, words in ((30, "A. Miner", "at work"), (20, "", "are back")):
        insert(db, "quotation", article_id=5, span_start=start, span_end=start + len(words),
               words=words, speaker=speaker, office="", is_direct=1)  # fmt: skip
    insert(db, "story", id=1, lead_article_id=2)
    for article, why in ((2, "first"), (1, "figures and places")):
        insert(db, "story_article", article_id=article, story_id=1, why=why)
    insert(db, "story_link", a_id=1, b_id=2, score=0.9, why="figures and places")


def _run(db: sqlite3.Connection) -> None:
    insert(db, "run", id=1, kind="crawl", started_at="2026-11-20T11:00:00+00:00", finished_at=NOW,
           finish_reason="finished", verdict="2 of 3 sources read; failed: vestnik.", exit_code=5,
           options="{}")  # fmt: skip
    add_crawl(db, 1, "azattyq", listed=20, hubs_ok=1, new=2)
    add_crawl(db, 1, "vestnik", hubs_failed=1, problem="HTTP 403 (https://vestnik.example/rss)")
    add_crawl(db, 1, "steppe_news", listed=5, hubs_ok=1, new=2)
    for number, state in enumerate(("queued", "queued", "failed", "kept")):
        insert(db, "page", canonical_url=f"https://p.example/{number}", url="u", via="feed",
               source_id="azattyq", hub_url="h", state=state, first_seen_at=NOW,
               next_check_at=NOW)  # fmt: skip


def add_crawl(
    db: sqlite3.Connection, run_id: int, source_id: str, *, new: int = 0, **counts: object
) -> None:
    """What a run did at a source."""
    insert(db, "run_source", run_id=run_id, source_id=source_id, **counts)
    if new:
        insert(db, "run_outcome", run_id=run_id, source_id=source_id, outcome="new", pages=new)
