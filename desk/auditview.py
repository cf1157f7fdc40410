"""The audit on the screen: a row a source, what is missing, and the figure. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from desk.accounting import total
from desk.tables import Column, plain, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType

    from desk.accounting import Missing, SourceCoverage

_SHOWN = 15


def screen(
    width: int,
    rows: Sequence[SourceCoverage],
    missing: Sequence[Missing],
    unread: Sequence[str],
    days: tuple[date, date],
) -> RenderableType:
    """The whole answer for a screen of ``width`` letters; ``days`` are the first and the last.

    ``unread``: sources that were not crawled in these days.
    """
    doubts = [f"{row.source}: {words}" for row in rows for words in row.doubts]
    parts: list[RenderableType] = [_table(rows, width)] if rows else []
    if missing:
        parts += [Text("Missing, newest first (all: --missing):"), missing_table(missing[:_SHOWN])]
    parts += [Text(f"? {plain(words)}", style="yellow") for words in doubts[:_SHOWN]]
    if unread:
        parts.append(Text(f"Not read in these days: {_names(unread)}.", style="red"))
    return Group(*parts, Text(_verdict(rows, missing, days), style="bold"))


def _names(names: Sequence[str]) -> str:
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _verdict(
    rows: Sequence[SourceCoverage], missing: Sequence[Missing], days: tuple[date, date]
) -> str:
    told = " to ".join(map(str, dict.fromkeys(days)))
    share, listed = total(rows), sum(row.listed for row in rows)
    read = sum(row.looks > 0 for row in rows)
    if share is None:
        return f"{told}: {read} sources read, and none listed anything."
    return (
        f"{told}: coverage {_percent(share)}; {len(missing)} of {listed} listed addresses without "
        f"an answer; {read} sources read."
    )


def _percent(share: float | None) -> str:
    """Never rounded up to 100 %: that word is a promise."""
    return "·" if share is None else f"{int(share * 1000) / 10:g} %"


# shown always, and only where there is something to show
_HEADS = {"listed": "listed", "kept": "kept", "off_topic": "off-topic", "refused": "refused"}
_RARE = {"closed": "closed", "failed": "failed", "waiting": "waiting", "left_out": "left out"}
_WIDE = 100


def _table(rows: Sequence[SourceCoverage], width: int) -> RenderableType:
    rare = {name: head for name, head in _RARE.items() if any(getattr(row, name) for row in rows)}
    heads = _HEADS | rare | {"looks": "crawls"}
    columns = [
        Column("source", "source"),
        *(Column(name, head, "right") for name, head in heads.items()),
        Column("answered", "answered", "right"),
    ]
    if width >= _WIDE:
        columns.append(Column("roads", "named by", flexible=True))
    cells = [
        {
            "source": row.source,
            **{name: str(getattr(row, name) or "·") for name in heads},
            "answered": _percent(row.answered),
            "roads": ", ".join(f"{kind} {count}" for kind, count in sorted(row.named_by.items())),
        }
        for row in rows
        if row.listed or row.looks or row.failed_looks
    ]
    return table(columns, cells)


def missing_table(missing: Sequence[Missing]) -> RenderableType:
    """A row for each address without an answer."""
    columns = (
        Column("source", "source"),
        Column("day", "day"),
        Column("state", "state"),
        Column("why", "why"),
        Column("url", "address", flexible=True),
    )
    cells = (
        {
            "source": one.source,
            "day": one.day,
            "state": one.state,
            "why": plain(one.reason) or "not asked for yet",
            "url": plain(one.url),
        }
        for one in missing
    )
    return table(columns, cells)


def left_table(records: Sequence[Mapping[str, Any]]) -> RenderableType:
    """A row for each entry that never became an address."""
    columns = (
        Column("source", "source"),
        Column("reason", "why"),
        Column("entry", "entry", flexible=True),
    )
    return table(
        columns,
        ({key: plain(one[key]) for key in ("source", "reason", "entry")} for one in records),
    )
