"""The audit on the screen: a row a source or day, what is missing, and the answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from desk.accounting import Counts, summed, total
from desk.moments import ALMATY
from desk.tables import Column, plain, table
from desk.watchdays import days_of, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from rich.console import RenderableType

    from desk.absences import LeftOut, Missing
    from desk.accounting import DayCoverage, SourceCoverage, Span

_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Address:
    """An address on a line of its own, never cut or broken, so that it can be copied."""

    url: str


def screen(
    width: int, rows: Sequence[SourceCoverage], missing: Sequence[Missing], span: Span
) -> list[RenderableType | Address]:
    """The whole answer for a screen of ``width`` letters, part by part."""
    shown = [row for row in rows if row.listed or row.known]
    parts: list[RenderableType | Address] = [_source_table(shown, width)] if shown else []
    if missing:
        parts.append(Text(f"Missing{_cut(len(missing), '--missing')}:"))
        parts += missing_lines(missing[:_SHOWN])
    if left := sum(row.left_out for row in rows):
        parts.append(Text(f"{left} entries of feeds and sitemaps name no article (--left-out)."))
    watched = [row for row in rows if not row.off]
    doubts = [f"{row.source}: {words}" for row in watched for words in row.doubts]
    parts += _listed(doubts, "? ", "yellow")
    parts += _listed(gaps(watched), "", "red")
    parts.append(Text(verdict(rows, span), style="bold"))
    return parts


def _cut(count: int, option: str) -> str:
    return f", the newest {_SHOWN} of {count} (all: {option})" if count > _SHOWN else ""


def _listed(lines: Sequence[str], mark: str, style: str) -> list[RenderableType]:
    more = len(lines) - _SHOWN
    tail = [f"and {more} more (all: --json)"] if more > 0 else []
    return [Text(mark + plain(line), style=style) for line in [*lines[:_SHOWN], *tail]]


def gaps(rows: Iterable[SourceCoverage]) -> list[str]:
    """When the sources were not watched, in words; those with the same days in one line."""
    together: dict[tuple[date, ...], list[str]] = {}
    for row in rows:
        if row.unknown:
            together.setdefault(row.unknown, []).append(row.source)
    return [f"{_names(names)}: not watched {in_words(days)}" for days, names in together.items()]


def _names(names: Sequence[str]) -> str:
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def verdict(rows: Sequence[SourceCoverage], span: Span) -> str:
    """The answer in one sentence: what was listed, what of it is missing, who was watched."""
    days = days_of(span.first, span.last)
    return f"{in_words(days)}: {_judged(rows)}; {_watching(rows, len(days))}."


def _judged(rows: Sequence[SourceCoverage]) -> str:
    sums = Counts(**summed(rows))
    if not sums.listed:
        return "no address was listed"
    listed = f"{sums.listed} addresses were" if sums.listed > 1 else "1 address was"
    share = f"coverage {percent(total(rows))}"
    if sums.missing:
        have = "have" if sums.missing > 1 else "has"
        return f"{listed} listed, {sums.missing} of them {have} no answer yet ({share})"
    gone = " or are gone" if sums.closed else ""
    return f"{listed} listed, all were fetched and judged{gone} ({share})"


def _watching(rows: Sequence[SourceCoverage], days: int) -> str:
    watched = [row for row in rows if not row.off]
    if not watched:
        return "no source of these is switched on"
    whole = "on all days" if days > 1 else "all day"
    unknown = sum(bool(row.unknown) for row in watched)
    if unknown:
        return f"{_of(unknown, watched)} not watched {whole}"
    ends = [row.until for row in watched if row.until]
    if ends:
        # the source that was looked at longest ago tells how far the answer holds
        whole = f"{'on all days, ' if days > 1 else ''}today until {clock(min(ends))}"
    return f"{_of(len(watched), watched)} watched {whole}"


def _of(count: int, rows: Sequence[SourceCoverage]) -> str:
    sources = "source" if len(rows) == 1 else "sources"
    return f"{count} of {len(rows)} {sources} {'was' if count == 1 else 'were'}"


def clock(moment: datetime) -> str:
    """The time of day in Almaty."""
    return f"{moment.astimezone(ALMATY):%H:%M}"


def percent(share: float | None) -> str:
    """Never rounded up to 100 %: that word is a promise."""
    return "·" if share is None else f"{int(share * 1000) / 10:g} %"


_HEADS = {
    "source": "source",
    "day": "day",
    "listed": "listed",
    "kept": "kept",
    "off_topic": "off-topic",
    "refused": "no article",
    "closed": "gone",
    "other": "other",
    "missing": "missing",
    "days": "days",
    "watched": "watched",
    "answered": "answered",
    "roads": "named by",
}
# shown only where there is something to show
_RARE = ("off_topic", "refused", "closed", "roads")
_WORDS = ("source", "day", "roads")
# the first that fits the window; "other" stands for what was listed and is neither kept nor missing
_COUNTS = ("listed", "kept", "off_topic", "refused", "closed", "missing")
_LAYOUTS = (
    (*_COUNTS, "days", "watched", "answered", "roads"),
    (*_COUNTS, "days", "watched", "answered"),
    (*_COUNTS, "days", "watched"),
    ("listed", "kept", "other", "missing", "days", "watched"),
    ("listed", "missing", "days", "watched"),
)
_BETWEEN, _EDGES = 3, 2


def _table(cells: Sequence[Mapping[str, str]], width: int) -> RenderableType:
    """The cells in the fullest layout that fits; keys that no cell has are left out."""
    lead = [key for key in ("day", "source") if key in cells[0]]
    chosen: list[str] = []
    for layout in _LAYOUTS:
        chosen = [*lead, *(key for key in layout if key in cells[0] and _is_told(key, cells))]
        if _width(chosen, cells) <= width:
            break
    columns = [
        Column(key, _HEADS[key], "left" if key in _WORDS else "right", flexible=key == "source")
        for key in chosen
    ]
    return table(columns, cells)


def _is_told(key: str, cells: Sequence[Mapping[str, str]]) -> bool:
    return key not in _RARE or any(row[key] not in ("·", "") for row in cells)


def _width(keys: Sequence[str], cells: Sequence[Mapping[str, str]]) -> int:
    needed = (max(len(_HEADS[key]), *(len(row[key]) for row in cells)) for key in keys)
    return sum(needed) + _BETWEEN * (len(keys) - 1) + _EDGES


def _counts(row: SourceCoverage | DayCoverage) -> dict[str, str]:
    names = ("listed", "kept", "off_topic", "refused", "closed", "missing")
    cells = {name: str(getattr(row, name) or "·") for name in names}
    other = row.off_topic + row.refused + row.closed
    source = f"{row.source} (off)" if row.off else row.source
    return {**cells, "source": source, "other": str(other or "·")}


def _source_table(rows: Sequence[SourceCoverage], width: int) -> RenderableType:
    return _table(
        [
            {
                **_counts(row),
                "days": f"{row.known}/{row.days}",
                "answered": percent(row.answered),
                "roads": ", ".join(f"{kind} {n}" for kind, n in sorted(row.named_by.items())),
            }
            for row in rows
        ],
        width,
    )


def day_table(rows: Sequence[DayCoverage], width: int) -> list[RenderableType | Address]:
    """A row for each source and day."""
    if not rows:
        return [Text("Nothing was listed, and no source is watched.")]
    cells = [{**_counts(row), "day": row.day.isoformat(), "watched": _when(row)} for row in rows]
    return [_table(cells, width)]


def _when(row: DayCoverage) -> str:
    if not row.watched:
        return "no"
    return f"to {clock(row.until)}" if row.until else "yes"


def missing_lines(missing: Sequence[Missing]) -> list[RenderableType | Address]:
    """Two lines for each address without an answer: what is known of it, and the address."""
    if not missing:
        return [Text("Nothing is missing.")]
    parts: list[RenderableType | Address] = []
    for one in missing:
        why = plain(one.reason) or "not asked for yet"
        parts.append(Text(f"{one.source}  {one.day}  {one.state}: {why}"))
        parts.append(Address(plain(one.url)))
    return parts


def left_lines(left: Sequence[LeftOut]) -> list[RenderableType | Address]:
    """Two lines for each entry that never became an address: why, and the entry."""
    if not left:
        return [Text("Nothing was left out.")]
    parts: list[RenderableType | Address] = []
    for one in left:
        parts.append(Text(f"{one.source}  {plain(one.reason)}"))
        parts.append(Address(plain(one.entry)))
    return parts
