"""Puts the digests that are due into the outbox."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.ownsources import readable_sources
from crawler.sources import SourceError
from desk.alerts.quiethours import quiet_until
from desk.digest import gathering, timing
from desk.digest.page import page
from desk.digest.plain import text
from desk.digest.telling import told
from desk.errors import UserError
from desk.moments import from_archive
from pipelines.outbox import Message, put

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from crawler.sources import Source
    from desk.config.model import Config, Digest
    from desk.digest.contents import Period
    from desk.digest.outline import Outline
    from pipelines.archive import Archive


def compose(archive: Archive, config: Config, now: datetime) -> int:
    """Queue each digest that is due, once a sink and period; the number of messages queued.

    Raises UserError at the end for digests whose query means nothing; the others are queued.
    """
    queued, problems = 0, []
    for digest in config.digests:
        try:
            queued += _queue(archive, config, digest, now)
        except UserError as error:
            problems.append(f"digest {digest.name}: {error}")
    if problems:
        raise UserError("; ".join(problems))
    return queued


def _queue(archive: Archive, config: Config, digest: Digest, now: datetime) -> int:
    period = timing.period_of(digest, now)
    sinks = _waiting(archive.connection, digest, period)
    if not sinks or not _had_begun(archive.connection, period):
        return 0
    outline = _outline(archive.connection, config, digest, period, now)
    body, html = text(outline), page(outline)
    messages = [
        Message(
            key=timing.key_of(digest.name, period, sink),
            kind="digest",
            rule=digest.name,
            sink=sink,
            language=outline.language,
            title=outline.subject,
            body=body,
            html=html,
            not_before=quiet_until(digest.quiet, now),
        )
        for sink in sinks
    ]
    with archive.write() as db:
        return sum(put(db, message, now) for message in messages)


def _outline(
    db: sqlite3.Connection, config: Config, digest: Digest, period: Period, now: datetime
) -> Outline:
    contents = gathering.gather(
        db,
        digest,
        replace(period, told_until=_told_until(db, digest, period)),
        now,
        name=digest.name,
        sources=known_sources(config.sources),
    )
    return told(contents, config.language_of(digest))


def _waiting(db: sqlite3.Connection, digest: Digest, period: Period) -> list[str]:
    """The sinks that the digest of this period was not put out for yet."""
    keys = {sink: timing.key_of(digest.name, period, sink) for sink in digest.sinks}
    known = "SELECT 1 FROM outbox WHERE key = ?"
    return [sink for sink, key in keys.items() if db.execute(known, (key,)).fetchone() is None]


def _told_until(db: sqlite3.Connection, digest: Digest, period: Period) -> datetime | None:
    """When the digest of the period before was put together, for any sink."""
    before = timing.period_of(digest, period.begin)
    keys = [timing.key_of(digest.name, before, sink) for sink in digest.sinks]
    last = "SELECT max(created_at) FROM outbox WHERE key IN (SELECT value FROM json_each(?))"
    return from_archive(db.execute(last, (json.dumps(keys),)).fetchone()[0])


def _had_begun(db: sqlite3.Connection, period: Period) -> bool:
    """Whether kenwatch was at work at all before a period ended: else it can tell nothing of it."""
    begun = "SELECT 1 FROM run WHERE kind = 'crawl' AND started_at < :end LIMIT 1"
    return db.execute(begun, period.limits()).fetchone() is not None


def known_sources(directory: Path) -> dict[str, Source] | None:
    """The sources of the files; None where these cannot be read, which the digest then tells."""
    try:
        return readable_sources(directory)[0]
    except SourceError:
        return None
