"""Options that every command has: colours and the pager. In front of it or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.config.chosen import of_call

if TYPE_CHECKING:
    from collections.abc import Callable


def _colour(ctx: click.Context, _: click.Parameter, wanted: bool | None) -> None:  # noqa: FBT001 - click's signature
    if wanted is not None:
        # click and desk.tables look there; commands below take it from here
        ctx.color = wanted


def _pager(_: click.Context, __: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if not wanted:
        of_call().is_paged = False


def colour_option(*, hidden: bool = False) -> click.Option:
    """--color and --no-color."""
    return click.Option(
        ["--color/--no-color"],
        default=None,
        expose_value=False,
        is_eager=True,
        callback=_colour,
        hidden=hidden,
        help="Colours, even into a pipe; or none (NO_COLOR does that, too).",
    )


def pager_option(*, hidden: bool = False) -> click.Option:
    """--no-pager."""
    return click.Option(
        ["--pager/--no-pager"],
        default=True,
        expose_value=False,
        is_eager=True,
        callback=_pager,
        hidden=hidden,
        help="Long answers on a terminal through KENWATCH_PAGER, PAGER or less; or not.",
    )


_MADE: tuple[Callable[..., click.Option], ...] = (colour_option, pager_option)


def with_global_options(command: click.Command) -> click.Command:
    """The command, and all below it, with the options; once, however often it is asked for."""
    known = {parameter.name for parameter in command.params}
    made = [make(hidden=True) for make in _MADE]
    command.params += [option for option in made if option.name not in known]
    if isinstance(command, click.Group):
        for below in command.commands.values():
            with_global_options(below)
    return command
