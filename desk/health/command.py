"""The command that tells how each source is: health."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.console import Group
from rich.text import Text

from desk import completing, ledger, moments, options
from desk.health.sheet import OFF, health_rows, source_record
from desk.reader import reading
from desk.tables import ALMATY, Column, plain, table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from desk.options import Form

Record = dict[str, Any]
_STYLES = {"ok": "green", "silent": "yellow", "thin": "yellow", "never run": "dim", "off": "dim"}
_TEN = 10
_HEALTH = [
    *("source", "name", "state", "since", "why", "last_run_at", "last_new_at", "enabled"),
    *("usual_a_day", "url", "figures"),
]
_DAYS = [
    *("day", "crawls", "hubs_ok", "hubs_failed", "listed", "usual_listed", "fetched", "stored"),
    *("usual_stored", "off_topic", "dropped", "failed", "words", "dated", "timely", "authored"),
    *("garbled", "lines", "ad_lines", "reasons", "languages"),
]


@click.command(
    epilog=options.examples(
        "kenwatch health",
        "kenwatch health --source azattyq",
        "kenwatch health --json | jq '.[] | select(.state != \"ok\")'",
    )
)
@click.option(
    "--source",
    "source_id",
    metavar="ID",
    shell_complete=completing.sources,
    help="One source, with its days and roads.",
)
@options.form_options
@options.db_option
def health(form: Form | None, db: Path, source_id: str | None) -> None:
    """Tell how each source is, since when and why, those in trouble first.

    \b
    site down       no answer, errors of the server, no secure connection
    blocked         refused: 401, 403, 429, 451 or robots.txt
    challenge       a robot check in place of the pages
    moved           redirects elsewhere, or the known addresses are gone
    layout changed  no text, no author or no article is found any more
    feed frozen     the feed answers and stands still
    silent          nothing new for longer than its own rhythm explains
    charset broken  garbled letters
    dates broken    dates are missing or cannot be right
    thin            far fewer or far shorter texts than usual
    never run       not read yet
    off             switched off

    What is usual is learnt from its last eight weeks. docs/health.md tells more.
    """  # noqa: D301 - click's mark for lines that stay as they are
    with reading(db) as archive:
        if source_id is not None:
            _show_one(archive, source_id, form)
            return
        rows = health_rows(archive, options.now())
    if not rows:
        options.note("The archive knows no source yet; run `kenwatch crawl` first.")
    options.emit(form, rows, _HEALTH, lambda _: _health_table(rows) if rows else None)


def _show_one(archive: sqlite3.Connection, source_id: str, form: Form | None) -> None:
    ledger.require_source(archive, source_id)
    record = source_record(archive, source_id, options.now())
    assert record is not None, "the source was found a moment ago, in the same connection"
    if form is options.Form.JSON:
        options.print_json(record)
        return
    options.emit(form, record["days"], _DAYS, lambda _: Group(*_one(record)))


def _health_table(rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    columns = (
        Column("state", "state"),
        Column("source", "source"),
        Column("since", "since"),
        Column("why", "why", flexible=True),
    )
    return table(columns, (_cells(row) for row in rows), foot=ALMATY)


def _cells(row: Mapping[str, Any]) -> Mapping[str, RenderableType]:
    doubt = row["state"] == "ok" and row["why"]
    return {
        "state": Text(row["state"], style=_STYLES.get(row["state"], "red")),
        "source": row["source"] or row["name"],
        "since": moments.show(row["since"]),
        "why": f"seen once so far: {row['why']}" if doubt else row["why"] or _newest(row),
    }


def _newest(row: Mapping[str, Any]) -> str:
    """What shows that a source goes on: its last news, and how many it has a day."""
    if row["state"] == OFF or not row["last_new_at"]:
        return "" if row["state"] == OFF else "has named no article so far"
    told = f"last new article found {moments.show(row['last_new_at'])}"
    usual = row["usual_a_day"]
    return told if usual is None else f"{told}; usually {usual:.{0 if usual >= _TEN else 1}f} a day"


def _one(record: Record) -> Iterator[RenderableType]:
    head = Text(f"{plain(record['name'])} ({record['source']}): ")
    head.append(record["state"], _STYLES.get(record["state"], "red"))
    if record["since"]:
        head.append(f" since {moments.show(record['since'])}")
    yield head.append(f", {plain(record['why'])}" if record["why"] else "")
    yield Text(_usual_words(record["usual"]), style="dim")
    if record["days"]:
        yield _days_table(record["days"])
        yield Text("In brackets: what is usual for such a day.", style="dim")
    if record["roads"]:
        yield _roads_table(record["roads"])
    if record["states"]:
        yield _states_table(record["states"])
    yield Text(ALMATY, style="dim")


def _usual_words(usual: Mapping[str, Any]) -> str:
    if usual["listed_a_day"] is None:
        return "What is usual is not known yet: it takes a week of watching and three days more."
    parts = [f"usual a day: {usual['listed_a_day']:g} listed, {usual['stored_a_day']:g} stored"]
    if usual["words"] is None:
        parts.append("what its texts are like is not known yet")
    else:
        parts.append(f"{usual['words']} words a text")
        parts += [
            f"{usual[name]:.0%} {words}"
            for name, words in (("dated", "dated"), ("authored", "with an author"))
        ]
        parts += [f"{code} {share:.0%}" for code, share in usual["languages"].items()]
    return "; ".join(parts)


def _days_table(days: Sequence[Mapping[str, Any]]) -> RenderableType:
    names = ("crawls", "listed", "fetched", "stored", "failed", "words")
    columns = (Column("day", "day"), *(Column(name, name, "right") for name in names))
    rows = (
        {
            "day": one["day"],
            **{name: f"{one[name]:,}" for name in names},
            "listed": _against(one["listed"], one["usual_listed"]),
            "stored": _against(one["stored"], one["usual_stored"]),
        }
        for one in days
    )
    return table(columns, rows)


def _against(seen: int, usual: float | None) -> str:
    return f"{seen:,}" if usual is None else f"{seen:,} ({usual:g})"


def _roads_table(roads: Sequence[Mapping[str, Any]]) -> RenderableType:
    columns = (
        Column("kind", "road"),
        Column("how", "how it answers", flexible=True),
        Column("changed", "last new"),
    )
    rows = (
        {
            "kind": road["kind"],
            "how": Text(f"{plain(road['url'])}\n{plain(_answer(road))}"),
            "changed": moments.show(road["changed_at"]) or "never",
        }
        for road in roads
    )
    return table(columns, rows)


def _answer(road: Mapping[str, Any]) -> str:
    return road["problem"] or road["doubt"] or ("well" if road["checked_at"] else "not asked yet")


def _states_table(found: Sequence[Mapping[str, Any]]) -> RenderableType:
    columns = (
        Column("state", "state"),
        Column("since", "since"),
        Column("ended", "ended"),
        Column("why", "why", flexible=True),
    )
    rows = (
        {
            **one,
            "since": moments.show(one["since"]),
            "ended": moments.show(one["ended"]) or "goes on",
        }
        for one in found
    )
    return table(columns, rows)
