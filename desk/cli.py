"""The ``kenwatch`` command. Each sub-command is imported only when it is called."""

from __future__ import annotations

import errno
import io
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from crawler.verdict import Exit
from desk.config.chosen import of_call
from desk.globaloptions import colour_option, pager_option
from desk.lazygroup import LazyGroup, let_go_of_stdout
from desk.paging import paged

if TYPE_CHECKING:
    from collections.abc import Mapping

# name: (module:attribute, the line that --help shows without importing the module)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "crawl": ("desk.crawling:crawl", "Fetch what the sources published since the last crawl."),
    "ingest": ("desk.reading:ingest", "Store saved pages, text dumps and WARC files."),
    "read": ("desk.reading:read", "Print what is read from saved pages, as JSON."),
    "search": ("desk.asking:search", "Find articles by words, in any language and spelling."),
    "latest": ("desk.asking:latest", "List the newest articles."),
    "show": ("desk.showing:show", "Show one article or copy whole, with its evidence."),
    "timeline": ("desk.timeline:timeline", "Tell what happened around a name, in order."),
    "stories": ("desk.stories:stories", "List the newest stories: reports of one event."),
    "story": ("desk.stories:story", "Show a story: who told what when, in every language."),
    "diff": ("desk.diffing:diff", "Show what a site changed in a text, or that it did not."),
    "compare": ("desk.comparing:compare", "Tell whether two texts are copies or one story."),
    "explain": ("desk.explaining:explain", "Show why an article is on a topic, word by word."),
    "entity": ("desk.entity:entity", "Show a town, company, mine or person: card and articles."),
    "towns": ("desk.asking:towns", "List the watched towns and their articles."),
    "audit": ("desk.auditing:audit", "Prove what was not missed: listed, fetched, missing."),
    "status": ("desk.status:status", "Show the archive in figures and the last run."),
    "health": ("desk.health.command:health", "Tell how each source is, and since when."),
    "export": ("desk.export:export", "Write articles and their evidence to a file."),
    "clean": ("desk.cleaning:clean", "Take learnt boilerplate out of what is stored."),
    "rejudge": (
        "desk.rejudging:rejudge_stored",
        "Judge the stored articles anew, after an update.",
    ),
    "boilerplate": ("desk.boilerplate:boilerplate", "List and decide on lines that recur."),
    "digest": ("desk.digest.command:digest", "Show what happened in a day or a week."),
    "feed": ("desk.feeds.command:feed", "Write an Atom or JSON feed of articles."),
    "alerts": (
        "desk.alerts.command:alerts",
        "Stories by mail, chat or webhook; list and try.",
    ),
    "tend": ("desk.tending:tend_archive", "Look after the archive: health, alerts, chores."),
    "backup": ("desk.backups:backup", "Make a whole copy of the archive, and check it."),
    "restore": ("desk.backups:restore_backup", "Put a backup in the place of the archive."),
    "web": ("desk.web:web", "Show the archive in the browser, on this machine only."),
    "daemon": ("desk.daemon:daemon", "Crawl each source at its interval until stopped."),
    "sources": ("desk.sources:sources", "List, try, add and switch the watched sources."),
    "discover": ("desk.discovering:discover", "Print what saved feeds, sitemaps, lists name."),
    "config": ("desk.config.command:config", "Show and check the configuration file."),
    "completion": ("desk.completion:completion", "Print what completes commands with Tab."),
    "manual": ("desk.manual:manual", "Print the manual page, kenwatch(1)."),
    "doctor": ("desk.doctor:doctor", "Check that all is well, and say what to do."),
}


# what is printed at the end and may be long; the others print while they work, or write files
PAGED: Final = frozenset(
    (
        *("latest", "search", "show", "stories", "story", "timeline", "diff", "compare"),
        *("explain", "entity", "towns", "audit", "status", "health", "boilerplate", "digest"),
        *("alerts", "sources", "config", "doctor"),
    )
)


# the disk, or what the user may have of it
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class Root(LazyGroup):
    """The command itself: long answers of its commands go through a pager."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As a group does; from here on what is printed is kept for the pager."""
        found = super().resolve_command(ctx, args)
        if found[0] in PAGED and not ctx.resilient_parsing:
            ctx.with_resource(paged(lambda: of_call().is_paged))
        return found


def installed_version() -> str:
    """The version of the installed package, or "unknown" in a plain checkout."""
    try:
        return version("kenwatch")
    except PackageNotFoundError:
        return "unknown"


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if wanted:
        click.echo(f"kenwatch {installed_version()}")
        ctx.exit()


def _exit_codes() -> str:
    return "\n".join(("\b", "Exit codes:", *(f"  {code:>2}  {code.meaning}" for code in Exit)))


# no -h: `kenwatch search -horse` excludes a word
@click.group(
    cls=Root,
    table=COMMANDS,
    params=[colour_option(), pager_option()],
    epilog=_exit_codes(),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and end.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The configuration file, in place of ./kenwatch.toml.",
)
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The archive file, in place of kenwatch.db (or KENWATCH_DB).",
)
def cli(config: Path | None, db: Path | None) -> None:
    """Watch the news of Kazakhstan for mining and mono-towns, in one SQLite file.

    Start with `kenwatch crawl`, which fetches from all sources into kenwatch.db. Then
    `kenwatch latest` shows what is new, and `kenwatch search шахта --since 7d` what was written
    on a word this week. `kenwatch COMMAND --help` shows examples.

    These options count in front of a command and behind it.
    """
    found = of_call()
    found.file, found.archive = config or found.file, db or found.archive


def main() -> NoReturn:
    """Entry point of the ``kenwatch`` command."""
    code: object
    for stream in (sys.stdout, sys.stderr):
        # a screen that has no Cyrillic shows question marks, not a traceback
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(prog_name="kenwatch", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("kenwatch: interrupted", err=True)
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        let_go_of_stdout()
        code = Exit.OK
    except OSError as error:
        if error.errno not in _FULL:
            raise
        # what is still to be written would fail once more at Python's end
        let_go_of_stdout()
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"kenwatch: {where}{error.strerror}; free some space, then try again", err=True)
        code = Exit.NO_SPACE
    sys.exit(code if isinstance(code, int) else Exit.OK)
