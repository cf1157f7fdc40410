"""The answer of a hub → what the frontier is told of it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crawler.frontier import HubReport
from crawler.horizon import deepest, read_since
from crawler.hubs.discovery import discover
from crawler.indexes import newest_children

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.frontier import PendingHub
    from crawler.items import Candidate, HubRef
    from crawler.sources import Source

_NOT_MODIFIED = 304
_XML_ROOTS = (b"rss", b"feed", b"urlset", b"sitemapindex", b"rdf:rdf")
# so many entries with one time of change, or one of just now, were not all changed
_MANY, _MOST_OF = 10, 0.8
_JUST_NOW = timedelta(minutes=10)
# entries of one hub in a look into the past: as many as a sitemap may hold
_MOST_LOOKING_BACK = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HubAnswer:
    """What came for a hub: the bytes as they came, the address after redirects, validators.

    ``cut``: the connection ended before the end of the answer.
    """

    body: bytes
    url: str
    status: int
    etag: str | None = None
    last_modified: str | None = None
    cut: bool = False


def report(hub: PendingHub, **told: Any) -> HubReport:
    """A report on a hub with the fields of ``HubReport`` that are ``told``."""
    return HubReport(
        source_id=hub.source_id,
        url=hub.url,
        kind=hub.kind,
        depth=hub.depth,
        origin=hub.origin,
        check=hub.check,
        root=hub.root,
        **told,
    )


def report_answer(
    hub: PendingHub,
    answer: HubAnswer,
    *,
    source: Source,
    now: datetime,
    asked_since: datetime | None = None,
) -> HubReport:
    """Read a hub's answer; ``asked_since`` is how far back the user wants to look."""
    if answer.status == _NOT_MODIFIED:
        return report(hub, http_status=answer.status, unchanged=True)
    since = read_since(hub, source, asked_since, now)
    found = discover(
        answer.body,
        answer.url,
        kind=hub.kind,
        source=source,
        now=now,
        since=since,
        limit=None if asked_since is None else _MOST_LOOKING_BACK,
    )
    wanted = [child for child in found.hubs if _is_wanted(hub, child, source)]
    backfill = asked_since is not None
    children, beyond = newest_children(wanted, check=hub.check, backfill=backfill)
    cut = answer.cut or _ends_early(hub, answer.body)
    # an index must be read each time: it may stay the same while its children change;
    # what was left out as too old must be found by a later run that looks further back
    keep = not (hub.kind == "sitemap" and found.hubs) and not backfill and not cut
    return report(
        hub,
        http_status=answer.status,
        etag=answer.etag if keep else None,
        last_modified=answer.last_modified if keep else None,
        problem=found.problem,
        candidates=_with_trusted_dates(found.candidates, now),
        skipped=(*found.skipped, *beyond),
        children=children if hub.depth < deepest(hub, source, asked_since, found) else (),
        backfill=backfill,
        cut=cut,
    )


def _is_wanted(hub: PendingHub, child: HubRef, source: Source) -> bool:
    """Section pages name the site's feeds each time; they are asked for where roads are sought."""
    sought = hub.kind == "feed" or hub.origin == "front" or not source.is_confirmed
    return sought or child.kind != "feed"


def _ends_early(hub: PendingHub, body: bytes) -> bool:
    """Whether an XML feed or sitemap has no end; packed ones tell by themselves."""
    if hub.kind not in ("feed", "sitemap"):
        return False
    head, tail = body[:2000].lower(), body[-2000:].lower()
    roots = [root for root in _XML_ROOTS if b"<" + root in head]
    return bool(roots) and not any(b"</" + root in tail for root in roots)


def _with_trusted_dates(candidates: tuple[Candidate, ...], now: datetime) -> tuple[Candidate, ...]:
    """The candidates, without their times of change where these are the time of the answer.

    Sites there are that stamp all entries anew each time: nothing of them was modified.
    """
    stamps = Counter(one.modified_at for one in candidates if one.modified_at)
    same = max(stamps.values(), default=0)
    fresh = sum(count for stamp, count in stamps.items() if abs(now - stamp) < _JUST_NOW)
    if len(candidates) < _MANY or max(same, fresh) < _MOST_OF * len(candidates):
        return candidates
    return tuple(replace(one, modified_at=None) for one in candidates)
