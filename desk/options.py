"""Options that many commands share, and what they give to a command."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from crawler.verdict import Exit
from desk import completing, queries, searching
from desk.config.chosen import Chosen, of_call
from desk.errors import UserError
from desk.forms import Form, emit, examples, form_options, listed, note, print_json, tell
from desk.moments import parse_since, parse_until

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

__all__ = ("Form", "emit", "examples", "form_options", "listed", "note", "print_json", "tell")
FILE = click.Path(path_type=Path, dir_okay=False)
Command = TypeVar("Command", bound="Callable[..., Any]")


def now() -> datetime:
    """The clock of the commands."""
    return datetime.now(UTC)


def chosen() -> Chosen:
    """The configuration of this call, for the whole of it the same."""
    return of_call()


def unless_completing(setting: Callable[[], Path]) -> Path | None:
    """A default of the configuration file; None for a Tab, which must not stumble over that."""
    context = click.get_current_context(silent=True)
    return None if context and context.resilient_parsing else setting()


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

    In front of the command it counts as well, behind it more. With it comes --config FILE, which
    `kenwatch --help` tells of.
    """

    def choose(ctx: click.Context, parameter: click.Parameter, file: Path) -> Path:
        in_front = chosen().archive
        is_behind = ctx.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
        return file if in_front is None or is_behind else in_front

    add = click.option(
        "--db",
        type=click.Path(path_type=Path),
        envvar="KENWATCH_DB",
        default=lambda: unless_completing(lambda: chosen().settings.archive),
        callback=choose,
        show_default="kenwatch.db",
        show_envvar=True,
        help="The archive file.",
        metavar="FILE",
    )
    return add(config_option(command, hidden=True))


def limit_option(default: int) -> Callable[[Command], Command]:
    """--limit N."""
    return click.option(
        "--limit",
        type=click.IntRange(1, 10_000),
        default=default,
        show_default=True,
        metavar="N",
        help="How many at most.",
    )


def names_option(command: Command) -> Command:
    """--source ID, as often as wanted, as ``names``."""
    return click.option(
        "--source",
        "names",
        multiple=True,
        metavar="ID",
        shell_complete=completing.sources,
        help="Only this source; repeat.",
    )(command)


def words_option(command: Command) -> Command:
    """--words, for words alone."""
    return click.option(
        "--words",
        metavar="WORDS",
        help="Has these words, as `kenwatch search` finds them; without its fields.",
    )(command)


def search_option(command: Command) -> Command:
    """--words, for all that a search may hold."""
    return click.option(
        "--words",
        metavar="WORDS",
        help="Answers this search, with its fields, too (see `kenwatch search`).",
    )(command)


def filter_options(command: Command) -> Command:
    """--since, --town, --language and --topic."""
    since = click.option(
        "--since", metavar="WHEN", help="Published since: 24h, 7d, 2w, 1y or 2026-11-01 (Almaty)."
    )
    return since(subject_options(command))


def subject_options(command: Command) -> Command:
    """--town, --language and --topic."""
    town = click.option(
        "--town",
        metavar="NAME",
        shell_complete=completing.towns,
        help="Names this town (any language).",
    )
    language = click.option(
        "--language",
        metavar="CODE",
        shell_complete=completing.languages,
        help="Written in: kk, ru, en.",
    )
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
            f"--since {words[:40]!r}: {trouble}; write 24h, 7d, 2w, 1y or a date like 2026-11-01",
            Exit.USAGE,
        )
    return moment


def until_moment(words: str | None) -> datetime | None:
    """The value of --until, a day with all of it; raises UserError where it is no moment so far."""
    if words is None:
        return None
    begin, present = parse_since(words, now()), now()
    end = parse_until(words, present)
    if begin is None or end is None or begin > present:
        trouble = "is no time" if begin is None else "is still to come"
        raise UserError(
            f"--until {words[:40]!r}: {trouble}; write 2026-11-20, 2026-11-20T08:00 or 24h",
            Exit.USAGE,
        )
    return min(end, present)


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
        match=searching.words_only(words).match if words is not None else None,
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
