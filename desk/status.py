"""The command that shows the archive in figures, the last run and what is wrong: status."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.console import Group
from rich.text import Text

from crawler.verdict import counted
from desk import ledger, moments, options
from desk.daemon.clocks import read as read_clocks
from desk.daemon.statusfile import standing
from desk.health.sheet import health_rows
from desk.reader import reading
from desk.tables import ALMATY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rich.console import RenderableType

    from desk.options import Form

Record = dict[str, Any]
_SHOWN_TROUBLES = 10


@click.command(
    epilog=options.examples(
        "kenwatch status",
        "kenwatch status --json",
    )
)
@options.form_options
@options.db_option
def status(form: Form | None, db: Path) -> None:
    """Show the archive in figures: articles, the last run, sources with trouble, the queue."""
    with reading(db) as archive:
        overview = ledger.overview(archive)
        run = ledger.last_run(archive)
        roads = ledger.troubled_roads(archive)
        troubles = [row for row in health_rows(archive, options.now()) if _is_trouble(row)]
    report: Record = {
        "archive": str(db),
        "bytes": file_bytes(db),
        **asdict(overview),
        "last_run": asdict(run) if run else None,
        "daemon": standing(db, read_clocks()).line,
        "trouble": [
            {key: row[key] for key in ("source", "state", "since", "why")} for row in troubles
        ],
        "roads": [asdict(road) for road in roads],
    }
    if form is options.Form.JSON:
        options.print_json(report)
        return
    options.emit(form, [report], list(report), lambda _: Group(*_status_view(report)))
    if not overview.articles:
        options.note("The archive holds no article yet; run `kenwatch crawl`.")


def _is_trouble(row: Mapping[str, Any]) -> bool:
    """A state that is none to be well in, and a source that was asked and never read."""
    is_unread = row["state"] == "never run" and "doubt" in row["figures"]
    return is_unread or row["state"] not in {"ok", "never run", "off"}


def file_bytes(path: Path) -> int:
    """The size of an archive on disk, with what waits in its write-ahead log."""
    parts = (path, path.with_name(f"{path.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def _status_view(report: Record) -> Iterator[RenderableType]:
    topics = report["topics"]
    pairs = {
        "archive": f"{report['archive']}, {size(report['bytes'])}, version {report['version']}",
        "articles": f"{report['articles']:,}; copies on other sites: {report['copies']:,}",
        "topics": f"mining {topics['mining']:,}, mono-town {topics['mono-town']:,},"
        f" both {topics['both']:,}",
        "languages": ", ".join(f"{code} {n:,}" for code, n in report["languages"].items())
        or "none",
        "newest": f"published {moments.show(report['newest_published_at']) or 'none'},"
        f" stored {moments.show(report['newest_stored_at']) or 'none'}",
        "queue": f"{counted(report['queued'], 'page')} to fetch,"
        f" {report['retried']:,} to try again",
        "last run": _run_words(report["last_run"]),
        "daemon": report["daemon"],
        "sources": f"{report['sources']} known, {len(report['trouble'])} with trouble;"
        f" roads with trouble: {len(report['roads'])}",
    }
    for name, value in pairs.items():
        yield Text(f"{name:<10}", style="dim").append(plain(value), style="not dim")
    yield Text(ALMATY, style="dim")
    for row in report["trouble"][:_SHOWN_TROUBLES]:
        name = row["source"] or "this computer"
        yield Text(f"  {name}: {row['state']}, {plain(row['why'])}", style="red")
    if len(report["trouble"]) > _SHOWN_TROUBLES:
        yield Text("  and more: `kenwatch health` shows all")
    for road in report["roads"][:_SHOWN_TROUBLES]:
        why = f"  {road['source']}: {road['kind']} {road['why']} ({road['url']})"
        yield Text(plain(why), style="yellow")


def _run_words(run: Mapping[str, Any] | None) -> str:
    if run is None:
        return "none yet"
    began = f"{run['kind']} of {moments.show(run['started_at'])}"
    if run["verdict"]:
        return f"{began}: {run['verdict']}"
    reason = run["finish_reason"]
    return f"{began}: {'still running' if reason is None else f'did not end well ({reason})'}"


def size(count: float) -> str:
    """Bytes in words: "3.4 MB" (powers of 1000)."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:  # noqa: PLR2004 - the step between units
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
