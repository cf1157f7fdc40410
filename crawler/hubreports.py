"""The answer of a hub → what the frontier is told of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.frontier import HubReport
from crawler.horizon import deepest, read_since
from crawler.hubs.discovery import discover
from crawler.roads import newest_children

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.frontier import PendingHub
    from crawler.items import HubRef
    from crawler.sources import Source

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class HubAnswer:
    """What came for a hub: the bytes as they came, the address after redirects, validators."""

    body: bytes
    url: str
    status: int
    etag: str | None = None
    last_modified: str | None = None


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
    found = discover(answer.body, answer.url, kind=hub.kind, source=source, now=now, since=since)
    wanted = [child for child in found.hubs if _is_wanted(hub, child, source)]
    children, beyond = newest_children(wanted, check=hub.check)
    # an index must be read each time: it may stay the same while its children change;
    # what was left out as too old must be found by a later run that looks further back
    keep = not (hub.kind == "sitemap" and found.hubs) and asked_since is None
    return report(
        hub,
        http_status=answer.status,
        etag=answer.etag if keep else None,
        last_modified=answer.last_modified if keep else None,
        problem=found.problem,
        candidates=found.candidates,
        skipped=(*found.skipped, *beyond),
        children=children if hub.depth < deepest(hub, source, asked_since, found) else (),
        backfill=asked_since is not None,
    )


def _is_wanted(hub: PendingHub, child: HubRef, source: Source) -> bool:
    """Section pages name the site's feeds each time; they are asked for where roads are sought."""
    sought = hub.kind == "feed" or hub.origin == "front" or not source.is_confirmed
    return sought or child.kind != "feed"
