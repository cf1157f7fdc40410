"""The small archive with what pages of entities show: ties, offices, names, events, quotations."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from tests.desk_archive import add_article, build, insert

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script>"
# id: kind, English, Russian, Kazakh, region
ENTITIES = {
    "kostenko_mine": ("asset", "Kostenko mine", "шахта имени Костенко", "Костенко шахтасы",
                      "Karaganda Region"),
    "karaganda_region": ("region", "Karaganda Region", "Карагандинская область",
                         "Қарағанды облысы", "Karaganda Region"),
    "lavrentyev": ("person", "Andrei Lavrentyev", "Андрей Лаврентьев", "Андрей Лаврентьев", None),
    "coal": ("commodity", "coal", "уголь", "көмір", None),
    "quiet_corp": ("company", "Quiet Corp", "Тихая корпорация", "Тыныш корпорация", None),
    "topar": ("place", "Topar", "Топар", "Топар", "Nowhere Region"),
}  # fmt: skip
LINKS = (
    ("kostenko_mine", "operated by", "qarmet", "2023-12", "", "51 %"),
    ("kostenko_mine", "located in", "karaganda_region", "", "", ""),
    ("kostenko_mine", "produces", "coal", "", "", ""),
    ("qarmet", "owned by", "lavrentyev", "2023-12", "", ""),
    ("qarmet", "works in", "temirtau", "", "", ""),
    ("quiet_corp", "owned by", "qarmet", "1995", "2004", ""),
)
ARTICLES: tuple[dict[str, Any], ...] = (
    {
        "id": 11, "source_id": "vestnik", "language": "ru", "title": "Обвал на шахте Костенко",
        "text": "На шахте Костенко погибли трое.", "published_at": "2026-11-18T05:00:00+00:00",
        "published_day": "2026-11-18", "is_mining": 1,
        "towns": [("kostenko_mine", "шахте Костенко", 1.0), ("coal", "уголь", 0.9)],
    },
    {
        "id": 12, "source_id": "steppe_news", "language": "en", "title": f"Five dead {HOSTILE}",
        "text": "The toll at the mine of Qarmet rose to five.", "is_mining": 1,
        "published_at": "2026-11-19T05:00:00+00:00", "published_day": "2026-11-19",
        "towns": [("qarmet", "Qarmet", 1.0), ("kostenko_mine", "mine", 0.9),
                  ("coal", "coal", 0.2), ("lavrentyev", "Lavrentyev", 0.9)],
    },
    {
        "id": 13, "source_id": "azattyq", "language": "kk", "title": "Көмір бағасы",
        "text": "Көмір қымбаттады.", "published_at": "2020-01-05T05:00:00+00:00", "is_mining": 1,
        "towns": [("coal", "көмір", 1.0)],
    },
)  # fmt: skip


def build_entities(path: Path) -> Path:
    """The archive; its newest article is of 20 November 2026."""
    build(path)
    db = sqlite3.connect(path)
    with db:
        for key, (kind, en, ru, kk, region) in ENTITIES.items():
            insert(db, "entity", id=key, kind=kind, name_en=en, name_ru=ru, name_kk=kk,
                   region=region, note=HOSTILE if key == "kostenko_mine" else None)  # fmt: skip
        for one, relation, other, since, until, note in LINKS:
            insert(db, "entity_link", entity_id=one, relation=relation, other_id=other,
                   since=since, until=until, note=note)  # fmt: skip
        _known(db)
        for article in ARTICLES:
            add_article(db, **article)
        _told(db)
    db.close()
    return path


def _known(db: sqlite3.Connection) -> None:
    for language, name, kind, since, until in (
        ("en", "Qarmet", "current", "", ""),
        ("en", "ArcelorMittal Temirtau", "former", "2007", "2023-12"),
    ):
        insert(db, "entity_name", entity_id="qarmet", language=language, name=name, kind=kind,
               since=since, until=until)  # fmt: skip
    for title, body, place, until in (
        ("owner", "qarmet", None, ""), ("deputy", "Ministry", "karaganda_region", "2020"),
    ):  # fmt: skip
        insert(db, "office", person_id="lavrentyev", title_en=title, title_ru=title,
               title_kk=title, body=body, place_id=place, since="", until=until,
               note="")  # fmt: skip


def _told(db: sqlite3.Connection) -> None:
    insert(db, "story", id=7, lead_article_id=11)
    for article, dead in ((11, 3), (12, 5)):
        insert(db, "story_article", story_id=7, article_id=article, why="figures")
        insert(db, "event", article_id=article, kind="accident", asset_id="kostenko_mine",
               company_id="qarmet", place_id="karaganda_region", quote=f"{dead} dead",
               span_start=0, span_end=4, moment="2026-11-18",
               figures=f'[{{"kind": "people", "role": "dead", "value": {dead},'
               f' "unit": "people", "span": [0, 4]}}]')  # fmt: skip
    insert(db, "event", article_id=12, kind="licence", company_id="qarmet", quote="a licence",
           span_start=0, span_end=4, moment="",
           figures='[{"kind": "money", "value": 5e6, "unit": "USD"}]')  # fmt: skip
    for start, words, speaker, speaker_id in (
        (0, f"It held {HOSTILE}", "Lavrentyev", "lavrentyev"),
        (9, "Nobody said it", "", None),
    ):
        insert(db, "quotation", article_id=12, span_start=start, span_end=start + 5, words=words,
               speaker=speaker, speaker_id=speaker_id, office="owner",
               is_direct=int(bool(speaker)))  # fmt: skip
