"""``kenwatch crawl``: one crawl, with a table and a verdict at its end."""

from __future__ import annotations

import logging
import sys
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Group
from rich.text import Text

from crawler.choosing import asked_sources
from crawler.crawloptions import CrawlOptions
from crawler.settings import user_agent
from crawler.since import parse_since
from crawler.sources import SourceError
from crawler.verdict import Exit, Tally
from desk.cli import installed_version
from desk.errors import UserError
from desk.options import (
    chosen,
    db_option,
    examples,
    form_options,
    names_option,
    note,
    tell,
    unless_completing,
)
from desk.runtable import run_table, screen_counts, screen_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.process import CrawlEnd
    from crawler.sources import Source
    from desk.options import Form


def sources_option(command: Any) -> Any:
    """--sources-dir DIR, or KENWATCH_SOURCES, or the sources of the configuration file."""
    return click.option(
        "--sources-dir",
        type=click.Path(path_type=Path),
        envvar="KENWATCH_SOURCES",
        default=lambda: unless_completing(lambda: chosen().settings.sources),
        help="Directory of source files, in place of the built-in one.",
        metavar="DIR",
    )(command)


_SECOND_WAIT = 3.0
_COUNT = click.IntRange(min=1)
_COLUMNS = [*(field.name for field in fields(Tally)), "fetched"]


def _since(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            parse_since(value, datetime.now(UTC))
        except ValueError as error:
            raise click.BadParameter(str(error)) from error
    return value


@click.command(
    epilog=examples(
        "kenwatch crawl",
        "kenwatch crawl --source inform --source tengrinews --since 7d",
        "kenwatch crawl --dry-run --limit 5",
        "kenwatch crawl --thorough --source inform",
    )
    + "\n\n\b\nExit codes:\n"
    + "\n".join(f"  {code:>2}  {code.meaning}" for code in Exit)
)
@names_option
@click.option("--since", callback=_since, metavar="WHEN", help="Not older than: 7d, 36h or a date.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most so many pages of each source."
)
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many pages of all sources.",
)
@click.option(
    "--minutes", type=click.IntRange(min=1), metavar="N", help="Ask for no more after so many."
)
@click.option("--due", is_flag=True, help="Ask only the feeds and lists whose time has come.")
@click.option("--thorough", is_flag=True, help="Ask all roads of each source, not the best alone.")
@click.option("--dry-run", is_flag=True, help="Fetch and judge, but store nothing.")
@click.option("--all-topics", is_flag=True, help="Store pages on any subject.")
@form_options
@click.option("--no-progress", is_flag=True, help="Show nothing until the end.")
@click.option("--warc", type=click.Path(path_type=Path), metavar="FILE", help="Keep raw pages.")
@click.option(
    "--wait",
    type=click.FloatRange(0, 86_400),
    default=0.0,
    metavar="SECONDS",
    help="Wait so long for another kenwatch that writes to the archive.",
)
@click.option("--verbose", "-v", is_flag=True, help="Log what Scrapy does.")
@sources_option
@db_option
@click.pass_context
def crawl(ctx: click.Context, /, **given: Any) -> None:
    """Fetch what the sources have published since the last crawl, and store what is relevant."""
    check_sources(given["sources_dir"], given["names"])
    if given["wait"] and not given["dry_run"]:
        _await_turn(given["db"], given["wait"])
    end = _run(given)
    if end.error is not None:
        raise UserError(str(end.error), end.verdict.exit_code)
    tell_end(given["form"], end, dry_run=given["dry_run"])
    ctx.exit(int(end.verdict.exit_code))


def tell_end(form: Form | None, end: CrawlEnd, *, dry_run: bool = False) -> None:
    """Print what came of a run: a table, the reasons, the verdict."""
    told = report(end, dry_run=dry_run)
    tallies = list(end.tallies.values())
    below = [end.verdict.line, screen_line(tallies)]
    below += ["Dry run: nothing was stored."] if dry_run else []
    words = Text("\n".join(filter(None, below)))
    tell(
        form, told, told["sources"], _COLUMNS, lambda width: Group(run_table(tallies, width), words)
    )


def _await_turn(db: Path, seconds: float) -> None:
    """Wait for the writer of the archive; raises UserError for one that does not end.

    Here and not within the crawl: until that has begun, a signal ends the process at once.
    """
    from pipelines.archive import ArchiveBusyError, ArchiveError, wait_for

    try:
        try:
            wait_for(db, 0)
        except ArchiveBusyError as error:
            click.echo(f"waiting up to {seconds:g} s: {error}", err=True)
            wait_for(db, seconds)
    except ArchiveError as error:
        raise UserError(str(error), error.exit_code) from error


def source_named(directory: Path, name: str) -> Source:
    """The source of a name; raises UserError for an unknown one, or a source file that is wrong."""
    return check_sources(directory, [name])[0]


def check_sources(directory: Path, names: Sequence[str]) -> list[Source]:
    """The sources meant; a wrong file of another source is told on stderr.

    Raises UserError for an unknown name, the wrong file of a named source, or where none is right.
    """
    try:
        chosen, faults = asked_sources(directory, names)
    except SourceError as error:
        raise UserError(str(error), error.exit_code) from error
    # the daemon, which names what it asks for, tells of wrong files itself
    for words in faults.values() if not names else ():
        note(words)
    return chosen


def _run(given: dict[str, Any]) -> CrawlEnd:
    # Scrapy is heavy; only this command needs it
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.process import run_crawl

    arguments = {"sources": ",".join(given["names"])}
    options = [name for name in CrawlOptions.NAMES if name != "sources"]
    arguments |= {name: str(given[name]) for name in options if given[name]}
    process = AsyncCrawlerProcess(_settings(given))
    # behind Scrapy, which sets levels of its own
    _log(process.settings["LOG_LEVEL"])
    return run_crawl(process, "news", arguments)


def _log(level: str) -> None:
    """Log where and in what form the configuration says."""
    from desk import logs

    logs.configure(chosen().settings.log.model_copy(update={"level": level.lower()}))
    logging.getLogger("scrapy").setLevel(level)


def _settings(given: dict[str, Any]) -> Any:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    live = sys.stderr.isatty() and not given["no_progress"]
    settings.setdict(
        {
            "ARCHIVE": str(given["db"]),
            "SOURCES_DIR": str(given["sources_dir"]),
            "LOG_INSTALL_ROOT_HANDLER": False,
            "USER_AGENT": user_agent(installed_version(), chosen().settings.contact),
            "DRY_RUN": given["dry_run"],
            "ALL_TOPICS": given["all_topics"],
            "WARC": str(given["warc"] or ""),
            "PROGRESS": "none" if given["no_progress"] else "live" if live else "plain",
            # another one may have taken the archive since it was waited for
            "ARCHIVE_WAIT": min(given["wait"], _SECOND_WAIT),
            # each fault is in the table and in the archive; the log is for whoever asks
            "LOG_LEVEL": "INFO" if given["verbose"] else "ERROR",
        },
        priority="cmdline",
    )
    return settings


def report(end: CrawlEnd, *, dry_run: bool) -> dict[str, Any]:
    """The end of a run as one JSON object."""
    return {
        "verdict": end.verdict.line,
        "exit_code": int(end.verdict.exit_code),
        "dry_run": dry_run,
        "screen": screen_counts(end.tallies.values()),
        "sources": [{**asdict(t), "fetched": t.fetched} for t in end.tallies.values()],
    }
