"""An archive whose every word from outside tries to break out of a page: markup, scripts, addresses.

``build(path)`` is the archive of ``desk_archive`` with more rows, hostile text in every column
that takes words of sites or of data files. Each such word holds ``MARKER`` and the name of its
column, so that a test can tell that it is shown, and ``PAYLOADS`` in turn. ``faults(html)`` lists
what in a page would run, load or lead where it must not.
"""

from __future__ import annotations

import json
import sqlite3
from itertools import cycle
from typing import TYPE_CHECKING, Any

from tests import desk_archive
from tests.inert_page import faults

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ("ADDRESSES", "MARKER", "PAYLOADS", "build", "faults", "word")
MARKER = "hostile"
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea></style><script src=//evil.example/x.js></script>",
    "<a href=javascript:alert(1)>x</a>",
    '" autofocus onfocus=alert(1) x="',
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{display:none}</style><base href=//evil.example/>",
    "\u202e\u2066<b>bidi</b>\x1b[31m\x07",
    "<!--<plaintext>]]>&#x3c;script&#x3e;",
)
ADDRESSES = (
    "javascript:alert(1)//http://x.example/",
    "data:text/html,<script>alert(1)</script>",
    "java\tscript:alert(1)",
    'http://x.example/"onmouseover="alert(1)',
    "//evil.example/x",
    "https://user:pass@evil.example/",
    "vbscript:msgbox(1)",
)
# columns whose words are ours or the sites': text, and those that hold it in JSON
TEXTS = {
    "source": ("name",),
    "run": ("verdict",),
    "run_source": ("problem",),
    "issue": ("detail",),
    "hub": ("problem", "doubt", "etag"),
    "refusal": ("entry", "reason"),
    "page": ("title_hint", "reason", "detail", "gone_why"),
    "article": (
        "title", "lead", "text", "agency", "dateline_city", "section", "image_caption",
        "image_credit", "attribution",
    ),
    "revision": ("title", "text"),
    "copy": ("title", "text", "agency", "why"),
    "visit": ("detail",),
    "boilerplate_line": ("example", "why"),
    "story_article": ("why",),
    "story_link": ("why",),
    "entity": ("name_en", "name_ru", "name_kk", "region", "note"),
    "entity_name": ("name",),
    "entity_link": ("note",),
    "entity_status": ("status", "note"),
    "office": ("title_en", "title_ru", "title_kk", "body", "note"),
    "mention": ("surface", "note"),
    "fact": ("quote", "subject", "unit", "role", "per", "moment"),
    "event": ("quote", "moment"),
    "quotation": ("words", "speaker", "office"),
}  # fmt: skip
URLS = {
    "issue": ("url",),
    "page": ("url",),
    "article": ("url", "image_url"),
    "revision": ("url",),
    "copy": ("url", "through_url"),
}


def build(path: Path) -> Path:
    """The archive with hostile words in every column; returns the path."""
    desk_archive.build(path)
    db = sqlite3.connect(path)
    with db:
        _more_rows(db)
        payloads, addresses = cycle(PAYLOADS), cycle(ADDRESSES)
        for table, columns in TEXTS.items():
            for column in columns:
                _poison(db, table, column, payloads)
        for table, columns in URLS.items():
            for column in columns:
                _poison(db, table, column, addresses)
        _poison_json(db)
    db.close()
    return path


def word(table: str, column: str, payload: str) -> str:
    """What stands in a column: its name, the marker, the payload."""
    return f"{MARKER} {table}.{column} {payload}"


def _poison(db: sqlite3.Connection, table: str, column: str, payloads: Any) -> None:
    """Each row of a table gets the next payload in a column, where there was a word."""
    key = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
    is_address = column.endswith("url")
    rows = db.execute(f"SELECT {', '.join(key)} FROM {table} WHERE {column} IS NOT NULL").fetchall()
    for row in rows:
        told = next(payloads)
        told = told if is_address else word(table, column, told)
        if (table, column) in {("article", "text"), ("revision", "text"), ("copy", "text")}:
            told = f"{told}\n\n{next(payloads)} {MARKER}"
        where = " AND ".join(f"{name} = ?" for name in key)
        db.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {where}", (told, *row))


def _poison_json(db: sqlite3.Connection) -> None:
    """Words within the JSON columns; their shape stays what the pages rely on."""
    bad = [word("json", "list", payload) for payload in PAYLOADS]
    claim = {"origin": bad[1], "at": bad[0], "precision": "day", "raw": bad[2], "differs": True}
    reason = {"topic": "mining", "term": bad[0], "language": "ru", "words": bad[3],
              "where": "title", "span": [0, 7], "added": 4.2, "note": bad[4]}  # fmt: skip
    undone = {**reason, "where": "text", "span": [3, 40], "added": 0.0}
    db.execute(
        "UPDATE article SET authors = ?, tags = ?, flags = ?, captions = ?, dropped_lines = ?,"
        " date_claims = ?, reasons = ?, sections = ?, kinds = '[\"quote\", \"item\"]',"
        " languages = ?, published_origin = ?",
        (
            *(json.dumps(bad) for _ in range(5)),
            json.dumps([claim]), json.dumps([reason, undone]), json.dumps(bad),
            json.dumps([bad[0], "kk"]), bad[1],
        ),
    )  # fmt: skip
    db.execute('UPDATE article SET kinds = \'["row", "heading"]\' WHERE id = 2')
    changes = {
        "flags": ["figures", "headline", bad[0]], "is_cosmetic": False,
        "figures": [{"kind": bad[1], "role": bad[2], "unit": bad[3], "before": bad[4],
                     "after": bad[5], "before_value": 3.0, "after_value": 4.0}],
        "names": {"added": bad, "removed": bad}, "headline": [bad[1], bad[2]],
        "blame": {"before": bad, "after": bad}, "words_added": 1, "words_removed": 1,
    }  # fmt: skip
    db.execute(
        "UPDATE revision SET flags = ?, changes = ? WHERE kind = 'changed'",
        (json.dumps(changes["flags"]), json.dumps(changes)),
    )
    differs = {"added": bad, "missing": bad, "figures": [[bad[0], bad[1]]]}
    db.execute("UPDATE copy SET differs = ?", (json.dumps(differs),))
    figure = {"kind": bad[0], "role": bad[1], "value": 3, "unit": bad[2], "quote": bad[3],
              "span": [0, 5], "per": bad[4], "moment": bad[5]}  # fmt: skip
    db.execute("UPDATE event SET figures = ?", (json.dumps([figure]),))
    evidence = {"state": "silent", "why": bad[0]}
    db.execute("UPDATE issue SET evidence = ?", (json.dumps(evidence),))


def _more_rows(db: sqlite3.Connection) -> None:
    """Rows of tables that the archive of the tests leaves empty, and evidence that overlaps."""
    add = desk_archive.insert
    now = desk_archive.NOW
    url = "https://news.example/1"
    desk_archive.add_page(db, url, 1, gone_at=now, gone_why="answered 404", title_hint="t")
    add(db, "hub", url="https://news.example/rss", source_id="vestnik", kind="feed", problem="p",
        doubt="d", etag="e", checked_at=now)  # fmt: skip
    for hub in ("https://news.example/rss", ADDRESSES[0]):
        add(db, "sighting", canonical_url=url, hub_url=hub, first_seen_at=now)
    add(db, "refusal", hub_url="https://news.example/rss", entry="e", source_id="vestnik",
        reason="r", first_seen_at=now)  # fmt: skip
    for kind, detail in (("page", "d"), ("state", "s")):
        add(db, "issue", source_id="vestnik", kind=kind, url="https://news.example/i",
            detail=detail, first_seen_at=now, last_seen_at=now)  # fmt: skip
    add(db, "edition", page_url=url, canonical_url=ADDRESSES[1], language="ru")
    desk_archive.add_version(db, url, 1, "first")
    desk_archive.add_version(db, url, 2, "changed", text="Other words", flags='["figures"]')
    desk_archive.add_look(db, url, 3, "failed", "why")
    desk_archive.add_look(db, url, 1, "text")
    _entities(db)
    _evidence(db)


def _entities(db: sqlite3.Connection) -> None:
    add, now = desk_archive.insert, desk_archive.NOW
    add(db, "boilerplate_line", source_id="vestnik", line="l", example="e", state="proposed",
        place="tail", articles=3, of_articles=9, urls="[]", why="w", first_seen_at=now,
        last_seen_at=now)  # fmt: skip
    add(db, "entity", id="person", kind="person", name_en="P", name_ru="P", name_kk="P",
        region="r", note="n")  # fmt: skip
    add(db, "entity", id="mine", kind="asset", name_en="M", name_ru="M", name_kk="M", note="n")
    add(db, "entity", id="coal", kind="commodity", name_en="C", name_ru="C", name_kk="C", note="n")
    add(db, "entity_name", entity_id="ridder", language="ru", name="n", kind="former", since="",
        until="")  # fmt: skip
    add(db, "entity_link", entity_id="mine", relation="owned by", other_id="qarmet", since="",
        until="", note="n")  # fmt: skip
    add(db, "entity_link", entity_id="mine", relation="located in", other_id="karaganda",
        since="", until="", note="n")  # fmt: skip
    add(db, "entity_status", entity_id="ridder", status="s", since="", until="", note="n")
    add(db, "office", person_id="person", title_en="t", title_ru="t", title_kk="t", body="b",
        place_id="ridder", since="", until="", note="n")  # fmt: skip


def _evidence(db: sqlite3.Connection) -> None:
    add = desk_archive.insert
    # columns without a word have none to poison
    db.execute(
        "UPDATE article SET agency = 'a', dateline_city = 'd', image_url = 'u', image_caption = 'c',"
        " image_credit = 'c'"
    )
    for number, (entity, start, end) in enumerate(
        (("person", 2, 20), ("mine", 10, 30), ("coal", 12, 16), ("qarmet", 40, 60))
    ):
        add(db, "mention", article_id=1, entity_id=entity, field="text", span_start=start,
            span_end=end, surface=f"s{number}", confidence=0.9, note="n")  # fmt: skip
    add(db, "mention", article_id=1, entity_id="qarmet", field="title", span_start=0, span_end=7,
        surface="s", confidence=0.3, note="n")  # fmt: skip
    for start, value in ((5, 3.0), (15, 4.0)):
        add(db, "fact", article_id=1, span_start=start, span_end=start + 20, kind="people",
            value=value, unit="people", role="dead", quote="q", subject="s", per="year",
            moment="2026")  # fmt: skip
    add(db, "event", article_id=2, kind="strike", town_id="karaganda", company_id="qarmet",
        quote="q", span_start=0, span_end=30, asset_id="mine", moment="2026")  # fmt: skip
    add(db, "quotation", article_id=1, span_start=8, span_end=50, words="w", speaker="s",
        speaker_id="person", office="o", is_direct=0)  # fmt: skip
