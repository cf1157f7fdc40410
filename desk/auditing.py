"""``kenwatch audit``: what was listed, what became of it, and what is missing."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit
from desk import absences, accounting, moments, options, tables
from desk.absences import LeftOut, Missing
from desk.accounting import COUNTED, Span, total
from desk.auditview import Address, day_table, left_lines, missing_lines, screen
from desk.crawling import check_sources, crawl, sources_option
from desk.errors import UserError
from desk.reader import reading
from pipelines.archive import Archive, ArchiveError
from pipelines.pages import requeue

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from desk.accounting import DayCoverage, SourceCoverage
    from desk.options import Form

_OF_DAY = ("day", "source", "off", *COUNTED, "missing", "answered", "watched", "until")
_OF_SOURCE = (
    "source",
    "off",
    *COUNTED,
    "missing",
    "left_out",
    "days",
    "known",
    "answered",
    "unknown",
)
# more days than any archive holds; each of them is looked at
_MOST_DAYS = 3660
_LISTS = ("missing", "left", "days")


@click.command(
    epilog=options.examples(
        "kenwatch audit",
        "kenwatch audit --source tengrinews --day 2026-11-20",
        "kenwatch audit --since 2026-11-01 --until 2026-11-07 --days --csv",
        "kenwatch audit --since 7d --missing",
        "kenwatch audit --look --queue",
    )
)
@options.names_option
@click.option("--day", metavar="DATE", help="Only this day, e.g. 2026-11-20 (Almaty).")
@click.option("--since", metavar="WHEN", help="First day: 24h, 7d or a date. Default: yesterday.")
@click.option("--until", metavar="DATE", help="Last day. Default: today.")
@click.option("--days", is_flag=True, help="A row for each source and day.")
@click.option("--missing", is_flag=True, help="List each address that has no answer yet.")
@click.option("--left-out", "left", is_flag=True, help="List each entry that is no address.")
@click.option("--queue", is_flag=True, help="Queue what was given up, for the next crawl.")
@click.option("--look", is_flag=True, help="First ask all roads of the sources anew (a crawl).")
@options.form_options
@sources_option
@options.db_option
@click.pass_context
def audit(ctx: click.Context, /, form: Form | None, db: Path, **given: Any) -> None:
    """Prove what was not missed: what the sites listed, and what became of each address.

    Coverage is the share of listed addresses that were fetched and judged, or of which the
    site says that they are gone. A day of a source is known where its feeds, sitemaps or lists
    were watched over all of it without a gap. Exit code 5 where an address is missing, or a day
    of a watched source is not known. Sources marked (off) are not watched any more: of them
    only missing addresses count.
    """
    span = _span(given)
    if given["look"]:
        _look(ctx, db, given)
    now = options.now()
    with reading(db) as archive:
        watched = _watched(archive, given)
        rows = accounting.coverage(archive, span, watched, now)
        missing = absences.missing(archive, span)
        left = absences.left_out(archive, span) if given["left"] else []
        days = accounting.by_day(archive, span, watched, now) if given["days"] else []
    if given["queue"]:
        options.note(_queue(db, missing))
    if given["missing"]:
        _emit(
            form,
            [asdict(one) for one in missing],
            _names(Missing),
            lambda _: missing_lines(missing),
        )
    elif given["left"]:
        _emit(form, [asdict(one) for one in left], _names(LeftOut), lambda _: left_lines(left))
    elif given["days"]:
        _emit(form, [_day_record(row) for row in days], _OF_DAY, lambda w: day_table(days, w))
    else:
        _show(form, rows, missing, span)
    unknown = any(row.unknown for row in rows if not row.off)
    ctx.exit(Exit.SOME_FAILED if missing or unknown else Exit.OK)


def _names(record: type[Missing | LeftOut]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _span(given: dict[str, Any]) -> Span:
    """The days meant by the options; raises UserError where they mean none."""
    chosen = [f"--{name.replace('left', 'left-out')}" for name in _LISTS if given[name]]
    if len(chosen) > 1:
        raise UserError(f"{' and '.join(chosen)}: are two lists; ask for one", Exit.USAGE)
    today, ids = _today(), tuple(dict.fromkeys(given["names"]))
    if given["day"]:
        if given["since"] or given["until"]:
            raise UserError("--day: is one day; leave out --since and --until", Exit.USAGE)
        day = _day("--day", given["day"], today)
        return Span(day, day, ids)
    last = _day("--until", given["until"], today) if given["until"] else today
    return Span(_first(given["since"], last), last, ids)


def _today() -> date:
    return options.now().astimezone(moments.ALMATY).date()


def _first(words: str | None, last: date) -> date:
    since = options.since_moment(words)
    first = since.astimezone(moments.ALMATY).date() if since else last - timedelta(days=1)
    if first > last:
        raise UserError(f"--since {words}: is after --until {last}; turn them round", Exit.USAGE)
    if (last - first).days > _MOST_DAYS:
        raise UserError(f"--since {words}: is too far back; ask for ten years at most", Exit.USAGE)
    return first


def _day(option: str, text: str, today: date) -> date:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        raise UserError(
            f"{option} {text[:30]!r}: is no day; write 2026-11-20", Exit.USAGE
        ) from None
    if day > today:
        raise UserError(f"{option} {day}: is still to come; name a day up to today", Exit.USAGE)
    return day


def _watched(archive: sqlite3.Connection, given: dict[str, Any]) -> set[str]:
    """The ids of the sources that are switched on; raises UserError for a name nobody knows."""
    known = {row[0] for row in archive.execute("SELECT id FROM source")}
    directory, names = given["sources_dir"], given["names"]
    # a source whose file is gone can still be asked for
    check_sources(directory, [name for name in names if name not in known])
    return {source.id for source in check_sources(directory, ())}


def _look(ctx: click.Context, db: Path, given: dict[str, Any]) -> None:
    """A crawl of all roads; its own table and exit code are left out, the audit tells more."""
    arguments = ["--thorough", "--no-progress", "--json", f"--db={db}"]
    arguments += [f"--sources-dir={given['sources_dir']}"]
    arguments += [f"--source={name}" for name in given["names"]]
    from contextlib import redirect_stdout
    from io import StringIO

    with crawl.make_context("crawl", arguments, parent=ctx) as inner, redirect_stdout(StringIO()):
        try:
            crawl.invoke(inner)
        except click.exceptions.Exit:
            return


def _queue(db: Path, missing: Sequence[Missing]) -> str:
    given_up = [one.canonical_url for one in missing if one.state == "given up"]
    try:
        archive = Archive(db)
    except ArchiveError as error:
        raise UserError(str(error), error.exit_code) from error
    try:
        with archive.write() as writable:
            count = requeue(writable, given_up, options.now())
    finally:
        archive.close()
    return f"{count} given up are queued again; the next crawl asks for them."


def _show(
    form: Form | None, rows: Sequence[SourceCoverage], missing: Sequence[Missing], span: Span
) -> None:
    records = [_source_record(row) for row in rows]
    if form is not options.Form.JSON:
        _emit(form, records, _OF_SOURCE, lambda w: screen(w, rows, missing, span))
        return
    watched = [record for record in records if not record["off"]]
    options.print_json(
        {
            "first": span.first.isoformat(),
            "last": span.last.isoformat(),
            "coverage": total(rows),
            "listed": sum(row.listed for row in rows),
            "missing": len(missing),
            "unknown": {one["source"]: one["unknown"] for one in watched if one["unknown"]},
            "sources": records,
        }
    )


def _source_record(row: SourceCoverage) -> dict[str, Any]:
    return {
        **dict.fromkeys(_OF_SOURCE),
        **asdict(row),
        "missing": row.missing,
        "answered": row.answered,
        "known": row.known,
        "unknown": [day.isoformat() for day in row.unknown],
        "until": row.until.isoformat() if row.until else None,
    }


def _day_record(row: DayCoverage) -> dict[str, Any]:
    until = row.until.isoformat() if row.until else None
    more = {"missing": row.missing, "answered": row.answered, "until": until}
    return dict.fromkeys(_OF_DAY) | asdict(row) | more | {"day": row.day.isoformat()}


def _emit(
    form: Form | None,
    records: Sequence[dict[str, Any]],
    columns: Sequence[str],
    shown: Callable[[int], Sequence[RenderableType | Address]],
) -> None:
    def view(width: int) -> None:
        for part in shown(width):
            if isinstance(part, Address):
                click.echo(part.url)
            else:
                tables.put(part)

    options.emit(form, records, columns, view)
