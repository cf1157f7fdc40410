"""Which articles a feed holds: those of filters, or those of a rule of the configuration file."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from crawler.verdict import Exit
from desk import options, queries
from desk.alerts import rulequery
from desk.errors import UserError
from desk.feeds.atom import atom
from desk.feeds.heads import FeedHead
from desk.feeds.jsonfeed import json_feed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.config.model import Named
    from desk.queries import ArticleLine

MEDIA: Mapping[str, str] = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
# of --words, --topic and the like, those that a feed may be asked by
FILTERS = ("words", "topic", "town", "language", "since")


def of_filters(
    db: sqlite3.Connection, given: Mapping[str, str | None], limit: int
) -> tuple[FeedHead, list[ArticleLine]]:
    """The newest articles that pass filters; raises UserError for one that means nothing."""
    told = {name: value for name, value in sorted(given.items()) if value}
    ids = queries.newest(db, options.filters(db, told), limit)
    title = ": ".join(filter(None, ("kenwatch", ", ".join(told.values()))))
    identity = "&".join(f"{name}={value}" for name, value in told.items())
    return FeedHead(title=title, identity=identity), list(queries.lines(db, ids))


def of_rule(db: sqlite3.Connection, rule: Named, limit: int) -> tuple[FeedHead, list[ArticleLine]]:
    """The newest articles that a rule or digest is about."""
    ids = rulequery.article_ids(db, rule, since=None, limit=limit)
    return head_of(rule), list(queries.lines(db, ids))


def head_of(rule: Named) -> FeedHead:
    """What the feed of a rule says of itself."""
    return FeedHead(title=f"kenwatch: {rule.name}", identity=f"rule:{rule.name}")


def named(rules: Sequence[Named], name: str) -> Named:
    """The rule or digest of a name; raises UserError with names that come near."""
    for rule in rules:
        if rule.name == name:
            return rule
    near = get_close_matches(name, [rule.name for rule in rules], n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else "`kenwatch alerts list` shows them"
    raise UserError(f"no rule or digest is called {name[:40]!r}; {hint}", Exit.USAGE)


def written(form: str, head: FeedHead, lines: Sequence[ArticleLine], now: datetime) -> bytes:
    """A feed in a form of ``MEDIA``."""
    return json_feed(head, lines) if form == "json" else atom(head, lines, now)
