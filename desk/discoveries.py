"""What saved bytes name, as a record and as a table: docs/discover.md describes the fields."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from crawler.items import Skipped
from desk import moments
from desk.tables import Column, plain, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized
    from datetime import datetime

    from rich.console import RenderableType

    from crawler.items import Candidate, Discovery, HubKind, HubRef

_COLUMNS = (
    Column("published", "published"),
    Column("language", "lg"),
    Column("title", "title and address", flexible=True),
)
_REASONS = 10
_NO_HOST_OF_SOURCE = re.compile(r"^host (\S+) is not one of the source's\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file holds; ``size`` in bytes is None for a file that could not be read."""

    path: str
    base: str | None = None
    kind: HubKind | None = None
    source: str | None = None
    size: int | None = None
    discovery: Discovery


def record(found: Found) -> dict[str, Any]:
    """The record of ``kenwatch discover --json``."""
    held = found.discovery
    return {
        "path": found.path,
        "base": found.base,
        "kind": found.kind,
        "source": found.source,
        "bytes": found.size,
        "problem": held.problem,
        "candidates": [_candidate(one) for one in held.candidates],
        "skipped": [{"entry": one.entry, "reason": one.reason} for one in held.skipped],
        "hubs": [_hub(one) for one in held.hubs],
    }


ROW: Final = (
    *("path", "what", "url", "canonical_url", "title", "published_at", "modified_at", "language"),
    *("via", "reason"),
)


def rows(found: Found) -> Iterator[list[Any]]:
    """The same as rows for CSV, a row an article, an entry left out, a hub, or the problem."""
    told = record(found)
    parts = [("article", one) for one in told["candidates"]]
    parts += [("left out", {"url": one["entry"], **one}) for one in told["skipped"]]
    parts += [("hub", {"via": one["kind"], **one}) for one in told["hubs"]]
    if told["problem"]:
        parts.append(("problem", {"reason": told["problem"]}))
    for what, one in parts:
        values = {**one, "path": told["path"], "what": what}
        yield [values.get(name) for name in ROW]


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "url": one.url,
        "canonical_url": one.canonical_url,
        "title": one.title,
        "published_at": _moment(one.published_at),
        "modified_at": _moment(one.modified_at),
        "language": one.language,
        "via": one.via,
        "editions": [{"language": mark, "url": url} for mark, url in one.editions],
    }


def _hub(one: HubRef) -> dict[str, Any]:
    return {"url": one.url, "kind": one.kind, "modified_at": _moment(one.modified_at)}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def without_source(found: Discovery) -> Discovery:
    """The same, with reasons that speak of a source in words for bytes that have none."""
    told = (
        Skipped(one.entry, _NO_HOST_OF_SOURCE.sub(r"host \1 is not of this site", one.reason))
        for one in found.skipped
    )
    return replace(found, skipped=tuple(told))


def view(found: Found) -> Group:
    """The same for the screen: articles, further hubs, and what was left out by reason."""
    return Group(*_parts(found))


def _parts(found: Found) -> Iterator[RenderableType]:
    held = found.discovery
    about = ", ".join(filter(None, (found.kind, found.source, found.base)))
    yield Text(plain(found.path), style="bold")
    yield Text(plain(about), style="dim", overflow="fold")
    if held.problem:
        head = "Not read" if found.size is None else "Nothing in it"
        yield Text(f"{head}: {plain(held.problem)}", style="red")
    if held.candidates:
        yield table(_COLUMNS, map(_row, held.candidates))
    for hub in held.hubs:
        yield Text(f"{hub.kind}: {plain(hub.url)}", overflow="fold")
    told = list(_left_out(held.skipped))
    yield from told
    articles, hubs = _count(held.candidates, "article"), _count(held.hubs, "further hub")
    more = "; --json shows all" if len(told) < len(held.skipped) else ""
    yield Text(f"{articles}, {hubs}, {len(held.skipped)} left out{more}.")


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _row(one: Candidate) -> dict[str, RenderableType]:
    address = Text(plain(one.url), style="dim", overflow="fold")
    return {
        "published": moments.show(_moment(one.published_at)) or "no date",
        "language": one.language or "",
        "title": Group(Text(plain(one.title or "no title")), address),
    }


def _left_out(skipped: tuple[Skipped, ...]) -> Iterator[Text]:
    reasons = Counter(one.reason for one in skipped)
    first = {one.reason: one.entry for one in reversed(skipped)}
    for reason, count in reasons.most_common(_REASONS):
        yield Text(f"left out, {count} × {plain(reason)}: {plain(first[reason])}", style="yellow")
    if len(reasons) > _REASONS:
        yield Text(f"and {len(reasons) - _REASONS} more reasons", style="yellow")
