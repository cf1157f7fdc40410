"""The forms in which commands print what they found: for a screen, as JSON, as CSV."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import click

from desk import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import RenderableType

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


def emit(
    form: Form | None,
    records: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    shown: Callable[[int], RenderableType | None],
) -> None:
    """Print rows in the wanted form; ``shown`` builds the screen's view for a width in letters."""
    tell(form, list(records), records, columns, shown)


def tell(
    form: Form | None,
    value: object,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    shown: Callable[[int], RenderableType | None],
) -> None:
    """Print an answer in the wanted form: ``value`` as JSON, its ``rows`` as CSV, else a view.

    ``shown`` builds the view for a width in letters; None where it printed what there is.
    """
    if form is Form.JSON:
        print_json(value)
    elif form is Form.CSV:
        click.echo(tables.csv_lines(rows, columns), nl=False)
    else:
        screen = tables.screen()
        view = shown(screen.width)
        if view is not None:
            tables.put(view, screen)


def print_json(value: object) -> None:
    """One JSON value on stdout."""
    click.echo(tables.json_text(value))


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names in one line, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def note(message: str) -> None:
    """A remark beside the answer, on stderr so that the answer stays clean."""
    click.echo(message, err=True)
