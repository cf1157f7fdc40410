"""The ``kenwatch`` command. Each sub-command is imported only when it is called."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from crawler.verdict import Exit
from desk.config.chosen import Chosen
from desk.errors import UserError

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
    "export": ("desk.export:export", "Write articles to CSV or JSON Lines."),
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
    "doctor": ("desk.doctor:doctor", "Check the installation, the archive and the sources."),
}


class LazyGroup(click.Group):
    """A group whose commands come from a table of names; shows every UserError as one line."""

    def __init__(
        self, *args: Any, table: Mapping[str, tuple[str, str]] = COMMANDS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import and return a command, or None."""
        if cmd_name not in self._table:
            return None
        module, _, attribute = self._table[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown name is compared with the table."""
        if args[0] not in self._table and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=list(self._table), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """One line a command, from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._table.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a UserError becomes one line on stderr and its exit code."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(f"kenwatch: {' '.join(str(error).split())}", err=True)
            ctx.exit(error.code)
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(Exit.OK)


def _let_go_of_stdout() -> None:
    # the reader (`head`, a pager) has seen enough; Python must not complain of it at its end
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
@click.group(cls=LazyGroup, epilog=_exit_codes())
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
@click.pass_context
def cli(ctx: click.Context, config: Path | None) -> None:
    """Watch the news of Kazakhstan for mining and mono-towns, in one SQLite file.

    Start with `kenwatch crawl`, which fetches from all sources into kenwatch.db. Then
    `kenwatch latest` shows what is new, and `kenwatch search шахта --since 7d` what was written
    on a word this week.
    """
    ctx.obj = Chosen(config)


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
        _let_go_of_stdout()
        code = Exit.OK
    sys.exit(code if isinstance(code, int) else Exit.OK)
