"""Options that many commands share, and what they give to a command."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from crawler.verdict import Exit
from desk import queries, searching, tables
from desk.config.chosen import Chosen
from desk.errors import UserError
from desk.moments import parse_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import RenderableType

FILE = click.Path(path_type=Path, dir_okay=False)
Command = TypeVar("Command", bound="Callable[..., Any]")


class Form(StrEnum):
    """In what form a command prints its rows."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def examples(*lines: str) -> str:
    """The end of a command's help: example calls, kept line by line."""
    # click folds lines together unless a backspace stands in front
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


def now() -> datetime:
    """The clock of the commands."""
    return datetime.now(UTC)


def chosen() -> Chosen:
    """The configuration of this call, for the whole of it the same."""
    context = click.get_current_context(silent=True)
    root = context.find_root() if context else None
    found = root.obj if root else None
    if isinstance(found, Chosen):
        return found
    # a command called alone, not as a part of `kenwatch`
    new = Chosen()
    if root:
        root.obj = new
    return new


def config_option(command: Command, *, hidden: bool = False) -> Command:
    """--config FILE behind the command, as well as in front of it."""

    def choose(_: click.Context, __: click.Parameter, file: Path | None) -> None:
        if file is not None:
            chosen().file = file

    return click.option(
        "--config",
        type=FILE,
        is_eager=True,
        expose_value=False,
        callback=choose,
        hidden=hidden,
        metavar="FILE",
        help="The configuration file (see `kenwatch config`).",
    )(command)


def db_option(command: Command) -> Command:
    """--db FILE, or the variable KENWATCH_DB, or the archive of the configuration file.

    With it comes --config FILE, which `kenwatch --help` tells of.
    """
    add = click.option(
        "--db",
        type=click.Path(path_type=Path),
        envvar="KENWATCH_DB",
        default=lambda: chosen().settings.archive,
        show_default="kenwatch.db",
        show_envvar=True,
        help="The archive file.",
        metavar="FILE",
    )
    return add(config_option(command, hidden=True))


def form_options(command: Command) -> Command:
    """--json and --csv, as one argument ``form``; both are a usage error."""

    def choose(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
        chosen, before = Form(str(parameter.name)) if wanted else None, ctx.params.get("form")
        if chosen and before:
            raise click.UsageError("--json and --csv are two forms: give one of them, not both")
        ctx.params["form"] = chosen or before

    def flag(name: str, words: str) -> Callable[[Command], Command]:
        return click.option(name, is_flag=True, expose_value=False, callback=choose, help=words)

    return flag("--json", "Print one JSON value.")(flag("--csv", "Print CSV.")(command))


def limit_option(default: int) -> Callable[[Command], Command]:
    """--limit N."""
    return click.option(
        "--limit",
        type=click.IntRange(1, 10_000),
        default=default,
        show_default=True,
        help="How many at most.",
    )


def words_option(command: Command) -> Command:
    """--words."""
    return click.option(
        "--words", metavar="WORDS", help="Answers this search (see `kenwatch search`)."
    )(command)


def filter_options(command: Command) -> Command:
    """--since, --town, --language and --topic."""
    since = click.option(
        "--since", metavar="WHEN", help="Published since: 24h, 7d, 2w or 2026-11-01 (Almaty)."
    )
    return since(subject_options(command))


def subject_options(command: Command) -> Command:
    """--town, --language and --topic."""
    town = click.option("--town", metavar="NAME", help="Names this town (any language).")
    language = click.option("--language", metavar="CODE", help="Written in: kk, ru, en.")
    topic = click.option(
        "--topic", type=click.Choice(list(queries.TOPICS)), help="Is about this topic."
    )
    return town(language(topic(command)))


def since_moment(words: str | None) -> datetime | None:
    """The value of --since; raises UserError where it is no moment, or one still to come."""
    if words is None:
        return None
    moment, present = parse_since(words, now()), now()
    if moment is None or moment > present:
        trouble = "is no time" if moment is None else "is still to come"
        raise UserError(
            f"--since {words[:40]!r}: {trouble}; write 24h, 7d, 2w or a date like 2026-11-01",
            Exit.USAGE,
        )
    return moment


def filters(db: sqlite3.Connection, given: Mapping[str, Any]) -> queries.Filters:
    """The filters meant by the options; raises UserError for a value that means nothing."""
    town = given.get("town")
    language = given.get("language")
    words = given.get("words")
    return queries.Filters(
        since=since_moment(given.get("since")),
        entity_id=town_id(db, town) if town else None,
        language=_language(language) if language else None,
        topic=given.get("topic"),
        match=searching.required(words).match if words is not None else None,
    )


def town_id(db: sqlite3.Connection, name: str) -> str:
    """The id of the town that --town names; raises UserError with names that come near."""
    found = queries.find_town(db, name)
    if isinstance(found, str):
        return found
    near = f"; did you mean {', '.join(found.near)}?" if found.near else ""
    raise UserError(
        f"--town {name[:60]!r}: no town has this name{near or ';'} `kenwatch towns` lists them",
        Exit.USAGE,
    )


def _language(code: str) -> str:
    if not re.fullmatch("[A-Za-z]{2,3}", code):
        raise UserError(
            f"--language {code[:20]!r}: is no language code; write kk, ru, en or the like",
            Exit.USAGE,
        )
    return code.lower()


def emit(
    form: Form | None,
    records: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    shown: Callable[[int], RenderableType | None],
) -> None:
    """Print rows in the wanted form; ``shown`` builds the screen's view for a width in letters."""
    if form is Form.JSON:
        print_json(list(records))
    elif form is Form.CSV:
        click.echo(tables.csv_lines(records, columns), nl=False)
    else:
        screen = tables.screen()
        view = shown(screen.width)
        if view is not None:
            tables.put(view, screen)


def print_json(value: object) -> None:
    """One JSON value on stdout."""
    click.echo(tables.json_text(value))


def note(message: str) -> None:
    """A remark beside the answer, on stderr so that the answer stays clean."""
    click.echo(message, err=True)
