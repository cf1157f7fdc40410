"""An archive filled with made-up articles, as fast as rows can be written.

What is stored is what the store would have stored, made with the project's own functions; only
the search for copies and stories is left out, as it is known which they are.
"""

from __future__ import annotations

import json
import multiprocessing
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from bench import synthetic, syntheticreports
from crawler.items import Candidate, Page
from crawler.sources import Source
from pipelines.archive import Archive
from pipelines.entities import save_entities
from pipelines.judgementrows import save_judgement
from pipelines.likeness.sketch import sketch
from pipelines.likeness.versions import content_hash
from pipelines.model import Article, Dated, Draft
from pipelines.moments import iso
from pipelines.publications import copy_columns, insert
from pipelines.rows import article_row
from pipelines.stories.blocking import keys_of
from pipelines.stories.report import packed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from bench.synthetic import Made
    from pipelines.judgement import Judgement
    from pipelines.rows import Row

BATCH: Final = 20_000
WORKERS: Final = 2
_ALIKE: Final = 0.8
_OF_ONE: Final = 4  # as in `pipelines.neighbours`


@cache
def sources() -> tuple[Source, ...]:
    """The sources of the made-up articles."""
    return tuple(
        Source.model_validate(
            {
                "id": name,
                "name": name.title(),
                "country": "KZ",
                "languages": ("ru",),
                "group": "national",
                "hosts": (f"{name}.kz",),
            }
        )
        for name in synthetic.SITES
    )


def page_of(one: Made) -> Page:
    """The page of a made-up article, fetched a quarter of an hour after it was published."""
    candidate = Candidate(url=one.url, canonical_url=one.url, source_id=one.site, via="feed")
    return Page(
        url=one.url,
        candidate=candidate,
        body=b"",
        content_type="text/html",
        status=200,
        fetched_at=one.at + synthetic.SEEN_AFTER,
    )


def article_of(one: Made, judgement: Judgement) -> Article:
    """A made-up article with its judgement."""
    paragraphs = one.text.split("\n\n")
    draft = Draft(
        url=one.url,
        canonical_url=one.url,
        source_id=one.site,
        title=one.title,
        lead=paragraphs[0],
        text=one.text,
        kinds=tuple("text" for _ in paragraphs),
        languages=(one.language,) * len(paragraphs),
        published=Dated(one.at, "second", "json-ld"),
        language=one.language,
        script="Latin" if one.language == "en" else "Cyrillic",
    )
    return Article(draft=draft, judgement=judgement, content_hash=content_hash(one.title, one.text))


class Prepared(NamedTuple):
    """An article ready to be written; ``judgement``: its place in `syntheticreports`."""

    one: Made
    row: Row
    hashes: tuple[int, ...]
    judgement: int
    report: str
    keys: tuple[str, ...]


def prepared(number: int, count: int) -> Prepared:
    """Article ``number`` of an archive of ``count`` as its rows."""
    one = synthetic.made(number, count)
    place, report = syntheticreports.report(one)
    article = article_of(one, syntheticreports.judgements()[place].judgement)
    row = article_row(page_of(one), article)
    return Prepared(one, row, sketch(one.text), place, packed(report), keys_of(report))


def fill(path: Path, count: int) -> None:
    """Write an archive of so many texts."""
    archive = Archive(path)
    db = archive.connection
    # quick, and unsafe: a file that is left half written is of no use anyway
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("PRAGMA cache_size = -2000000")
    db.execute("BEGIN")
    save_entities(db)
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        made = pool.imap(partial(prepared, count=count), range(count), chunksize=100)
        for start in range(0, count, BATCH):
            _fill(db, islice(made, min(BATCH, count - start)))
    db.execute("COMMIT")
    archive.close()


def _fill(db: sqlite3.Connection, made: Iterable[Prepared]) -> None:
    shingles: list[tuple[int, int]] = []
    keys: list[tuple[str, str, int]] = []
    for told in made:
        number = told.one.number + 1
        shingles += [(value, number) for value in told.hashes]
        _text(db, told)
        if told.one.copy_of is None:
            insert(db, "article", {"id": number, **told.row})
            save_judgement(db, number, syntheticreports.judgements()[told.judgement].judgement)
            _story(db, told)
            keys += [(key, iso(told.one.at) or "", number) for key in told.keys]
        else:
            _copy(db, told.one, told.row)
    # in the order of the index, as far as memory allows
    db.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?)", sorted(shingles))
    db.executemany("INSERT OR IGNORE INTO story_key VALUES (?, ?, ?)", sorted(keys))


def _text(db: sqlite3.Connection, told: Prepared) -> None:
    """What is stored of every text: its page, its look, its version, its place in the index."""
    one, row = told.one, told.row
    seen = row["fetched_at"]
    number = one.number + 1
    same = {name: row[name] for name in ("canonical_url", "url", "title", "content_hash")}
    version = {"text": row["text"], "seen_at": seen, "kind": "first"}
    insert(db, "revision", {**same, **version})
    look = {"at": seen, "outcome": "text", "content_hash": row["content_hash"], "http_status": 200}
    insert(db, "visit", {"canonical_url": one.url, **look})
    insert(
        db,
        "page",
        {
            "canonical_url": one.url,
            "url": one.url,
            "source_id": one.site,
            "via": "feed",
            "hub_url": "",
            "day": row["published_day"],
            "state": "kept",
            "first_seen_at": seen,
            "fetched_at": seen,
            "http_status": 200,
            "article_id": (one.number if one.copy_of is None else one.copy_of) + 1,
            "text_url": one.url,
        },
    )
    place = {"canonical_url": one.url, "first_at": iso(one.at), "hashes": len(told.hashes)}
    insert(db, "fingerprint", {"id": number, **place})


def _copy(db: sqlite3.Connection, one: Made, row: Row) -> None:
    """A copy, and its likeness to its original and to all the other copies of that."""
    assert one.copy_of is not None
    shares = {"similarity": _ALIKE, "containment": 0.9, "own_share": 0.1}
    differs = json.dumps({"added": [], "missing": [], "figures": []})
    told = {"why": "90% of the words in the same order", "differs": differs}
    insert(db, "copy", {**copy_columns(row), "article_id": one.copy_of + 1, **shares, **told})
    near = range(one.copy_of + 1, min(one.number, one.copy_of + 5 * synthetic.REPEATS))
    others = [other for other in near if synthetic.original_of(other) == one.copy_of]
    db.executemany(
        "INSERT INTO likeness VALUES (?, ?, ?)",
        [(other + 1, one.number + 1, _ALIKE) for other in (one.copy_of, *others[:_OF_ONE])],
    )


def _story(db: sqlite3.Connection, told: Prepared) -> None:
    """What links an article, and its story."""
    number, at = told.one.number + 1, iso(told.one.at)
    insert(db, "story_report", {"article_id": number, "at": at, "report": told.report})
    why = "the same town and the same kind of event"
    lead = told.one.event + 1
    if lead == number:
        insert(db, "story", {"id": number, "lead_article_id": number})
    else:
        insert(db, "story_link", {"a_id": lead, "b_id": number, "score": 0.97, "why": why})
    insert(db, "story_article", {"article_id": number, "story_id": lead, "why": why})
