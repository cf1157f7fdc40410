"""``kenwatch audit``: what was listed, what became of it, and what is missing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit
from desk import accounting, moments, options
from desk.accounting import Span, total
from desk.auditview import left_table, missing_table, screen
from desk.crawling import check_sources, crawl, sources_option
from desk.errors import UserError
from desk.reader import reading
from pipelines.archive import Archive, ArchiveError
from pipelines.pages import requeue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.accounting import Missing, SourceCoverage
    from desk.options import Form

_COLUMNS = ("source", "listed", "kept", "off_topic", "refused", "closed", "failed", "waiting")
_MORE = ("left_out", "looks", "failed_looks", "answered")


@click.command(
    epilog=options.examples(
        "kenwatch audit",
        "kenwatch audit --source tengrinews --day 2026-11-20",
        "kenwatch audit --since 7d --missing --csv",
        "kenwatch audit --look --queue",
    )
)
@click.option("--source", "names", multiple=True, metavar="ID", help="Only this source; repeat.")
@click.option("--day", metavar="DATE", help="Only this day, e.g. 2026-11-20 (Almaty).")
@click.option("--since", metavar="WHEN", help="From that day on: 24h, 7d or a date. Default: 2d.")
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
    site says that they are gone. Exit code 5 where addresses are missing, or a watched source
    was not read at all on these days.
    """
    watched = {source.id for source in check_sources(given["sources_dir"], given["names"])}
    span = _span(given, watched)
    if given["look"]:
        _look(ctx, db, given)
    with reading(db) as archive:
        rows = [row for row in accounting.coverage(archive, span) if row.source in watched]
        missing = accounting.missing(archive, span)
        left = accounting.left_out(archive, span) if given["left"] else []
    if given["queue"]:
        options.note(_queue(db, missing))
    unread = sorted(watched - {row.source for row in rows if row.looks})
    if given["missing"] or given["left"]:
        records = [asdict(one) for one in (left if given["left"] else missing)]
        shown = left_table(records) if given["left"] else missing_table(missing)
        options.emit(form, records, list(records[0]) if records else [], lambda _: shown)
    else:
        _show(form, rows, missing, unread, span)
    ctx.exit(Exit.SOME_FAILED if missing or unread else Exit.OK)


def _span(given: dict[str, Any], watched: set[str]) -> Span:
    today = options.now().astimezone(moments.ALMATY).date()
    ids = tuple(sorted(watched))
    if given["day"]:
        return Span(day := _day(given["day"]), day, ids)
    since = options.since_moment(given["since"])
    first = since.astimezone(moments.ALMATY).date() if since else today - timedelta(days=1)
    return Span(first, today, ids)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        raise UserError(f"--day {text[:30]!r}: is no day; write 2026-11-20", Exit.USAGE) from None


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
    given_up = [one.url for one in missing if one.state == "given up"]
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
    form: Form | None,
    rows: Sequence[SourceCoverage],
    missing: Sequence[Missing],
    unread: Sequence[str],
    span: Span,
) -> None:
    records = [{**asdict(row), "missing": row.missing, "answered": row.answered} for row in rows]
    if form is options.Form.JSON:
        options.print_json(
            {
                "first": span.first.isoformat(),
                "last": span.last.isoformat(),
                "coverage": total(rows),
                "listed": sum(row.listed for row in rows),
                "missing": len(missing),
                "not_read": list(unread),
                "sources": records,
            }
        )
        return
    flat = [{name: record[name] for name in (*_COLUMNS, *_MORE)} for record in records]
    options.emit(
        form,
        flat,
        [*_COLUMNS, *_MORE],
        lambda w: screen(w, rows, missing, unread, (span.first, span.last)),
    )
