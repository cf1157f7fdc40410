"""The checks of sources as a table, as records and as one line with an exit code. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from crawler.verdict import Exit, RunVerdict
from desk.tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from crawler.sources import Source
    from crawler.survey.checks import RoadCheck, Verdict

Checks = Mapping[str, tuple["RoadCheck", ...]]
ROADS: Final = frozenset({"feed", "sitemap", "listing"})
WORDS: Final[Mapping[Verdict, str]] = {
    "works": "works",
    "dns": "DNS: no such host",
    "refused": "no connection",
    "timeout": "timed out",
    "tls": "TLS fault",
    "robots": "robots.txt",
    "blocked": "blocked",
    "challenge": "challenge page",
    "moved": "moved",
    "not_found": "not found",
    "server_error": "server error",
    "feed_is_html": "feed is HTML",
    "not_a_feed": "not a feed",
    "not_a_sitemap": "not a sitemap",
    "not_a_page": "not a page",
    "empty": "empty",
    "frozen": "frozen",
    "no_articles": "no articles",
    "private": "private address",
    "unreadable": "unreadable",
}
_COLUMNS: Final = (
    Column("road", "Source, road"),
    Column("verdict", "Verdict"),
    Column("told", "Address, entries, cause", flexible=True),
)
_NAMED: Final = 5
ROW: Final = (
    *("source", "works", "kind", "url", "verdict", "cause", "entries", "newest_at", "dated"),
    *("http_status", "final_url", "seconds", "content_type", "found"),
)


def has_road(source: Source, checks: Sequence[RoadCheck]) -> bool:
    """Whether a source can be read: a road works, or its front page where it has no road."""
    kinds = ROADS if source.roads else ROADS | {"front page"}
    return any(check.works and check.kind in kinds for check in checks)


def verdict(sources: Sequence[Source], checks: Checks) -> RunVerdict:
    """One line on all sources, and the exit code; a source that was not reached is not judged."""
    done = [source for source in sources if source.id in checks]
    dead = [source.id for source in done if not has_road(source, checks[source.id])]
    roads = [check for found in checks.values() for check in found if check.kind in ROADS]
    sums = f"{sum(road.works for road in roads)} of {len(roads)} roads work."
    if len(done) < len(sources):
        told = f"Interrupted: {len(done)} of {len(sources)} sources were checked."
        return RunVerdict(f"{told} {sums}", Exit.INTERRUPTED)
    if not dead:
        every = "The source has" if len(done) == 1 else f"All {len(done)} sources have"
        return RunVerdict(f"{every} a working road. {sums}", Exit.OK)
    if len(dead) == len(done):
        line = f"No source has a working road. {sums}{_offline(roads)}"
        return RunVerdict(line, Exit.ALL_FAILED)
    rest = len(dead) - _NAMED
    names = ", ".join(dead[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
    line = f"{len(done) - len(dead)} of {len(done)} sources have a working road; none: {names}."
    return RunVerdict(f"{line} {sums}", Exit.SOME_FAILED)


def _offline(roads: Sequence[RoadCheck]) -> str:
    """A hint where not one host could be found."""
    if roads and all(road.verdict == "dns" for road in roads):
        return " Not one host was found: is this machine on the network?"
    return ""


def road_table(checks: Checks) -> Table:
    """A line for each source and road; a robots.txt only where something is to be said of it."""
    rows: list[dict[str, RenderableType | None]] = []
    for source_id, found in checks.items():
        good = sum(one.works for one in found if one.kind in ROADS)
        total = sum(one.kind in ROADS for one in found)
        told = f"{good} of {total} work" if total else "its file names no road"
        rows.append({"road": Text(source_id, style="bold"), "told": told})
        rows += _rows(found)
    return table(_COLUMNS, rows)


def _rows(found: Sequence[RoadCheck]) -> list[dict[str, RenderableType | None]]:
    """A row a road; one for all where the host gave none of them an answer."""
    # what became of a robots.txt without an answer, its pages tell
    shown = [one for one in found if one.kind != "robots" or one.found or _tells(one)]
    fates = {(one.verdict, one.cause, one.http_status) for one in shown}
    if len(shown) > 1 and len(fates) == 1 and shown[0].http_status is None:
        count = sum(one.kind in ROADS for one in shown)
        # the road that stands for all shows its address; a front page is no road
        return [{**_row(shown[0]), "road": Text(f"  all {count}" if count else "  all")}]
    return [_row(one) for one in shown]


def _tells(robots: RoadCheck) -> bool:
    return bool(robots.cause) and robots.http_status is not None


def _row(check: RoadCheck) -> dict[str, RenderableType | None]:
    moved = check.final_url if check.final_url not in (None, check.url) else ""
    told = [check.url, f"now at {moved}" if moved else "", _entries(check), check.cause]
    shown = WORDS[check.verdict]
    return {
        "road": Text(f"  {check.kind}"),
        "verdict": Text(shown, style="green" if check.works else "bold red"),
        "told": "; ".join(part for part in [*told, _named(check)] if part),
    }


def _entries(check: RoadCheck) -> str:
    if not check.entries:
        return ""
    words = "1 entry" if check.entries == 1 else f"{check.entries} entries"
    if check.verdict == "frozen":
        # its cause tells the date
        return words
    return words + (f", newest {check.newest_at:%Y-%m-%d}" if check.newest_at else ", undated")


def _named(check: RoadCheck) -> str:
    more = len(check.found) - 1
    if more < 0:
        return ""
    return f"names {check.found[0]}" + (f" and {more} more" if more else "")


def report(sources: Sequence[Source], checks: Checks, end: RunVerdict) -> dict[str, Any]:
    """All checks as one JSON object."""
    return {
        "verdict": end.line,
        "exit_code": int(end.exit_code),
        "sources": [
            {
                "id": source.id,
                "name": source.name,
                "works": has_road(source, checks[source.id]),
                "roads": [record(check) for check in checks[source.id]],
            }
            for source in sources
            if source.id in checks
        ],
    }


def rows(checks: Checks) -> Iterator[dict[str, Any]]:
    """A row a road, under the id of its source."""
    for source_id, found in checks.items():
        for check in found:
            yield {"source": source_id, "works": check.works, **record(check)}


def record(check: RoadCheck) -> dict[str, Any]:
    """One check with its moment as text."""
    newest = check.newest_at.isoformat() if check.newest_at else None
    return {**asdict(check), "newest_at": newest, "found": list(check.found)}
