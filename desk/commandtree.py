"""The commands as pages: what a manual says of each, taken from the commands themselves. Pure."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE: Final = 10_000
# click's mark for lines that stay as they are
_LITERAL: Final = "\b"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; a literal one keeps its lines."""

    text: str
    is_literal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPage:
    """What is told of one command; ``name`` is whole: "kenwatch sources list".

    ``options`` and ``commands`` are pairs of what is typed and what it means; ``end`` is what
    stands below them: examples and exit codes.
    """

    name: str
    usage: str
    blocks: tuple[Block, ...]
    options: tuple[tuple[str, str], ...]
    commands: tuple[tuple[str, str], ...]
    end: tuple[Block, ...]


def pages(root: click.Command, name: str) -> Iterator[CommandPage]:
    """The page of a command, then those of all below it, hidden ones left out."""
    yield from _pages(root, click.Context(root, info_name=name, terminal_width=_WIDE))


def _pages(command: click.Command, ctx: click.Context) -> Iterator[CommandPage]:
    below = _below(command, ctx)
    yield CommandPage(
        name=ctx.command_path,
        usage=" ".join((ctx.command_path, *command.collect_usage_pieces(ctx))),
        blocks=tuple(blocks(command.help or "")),
        options=tuple(_options(command, ctx)),
        commands=tuple((one, found.get_short_help_str(_WIDE)) for one, found in below),
        end=tuple(blocks(command.epilog or "")),
    )
    for one, found in below:
        inner = click.Context(found, info_name=one, parent=ctx, terminal_width=_WIDE)
        yield from _pages(found, inner)


def _below(command: click.Command, ctx: click.Context) -> list[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        return []
    named = ((name, command.get_command(ctx, name)) for name in command.list_commands(ctx))
    return [(name, found) for name, found in named if found is not None and not found.hidden]


def _options(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(ctx):
        told = parameter.get_help_record(ctx)
        # of an argument the usage line and the text tell
        if told is not None and told[1] and "--help" not in parameter.opts:
            yield told


def blocks(words: str) -> Iterator[Block]:
    """The paragraphs of a help text."""
    for part in inspect.cleandoc(words.partition("\f")[0]).split("\n\n"):
        lines = part.strip("\n").split("\n")
        if lines[0].strip() == _LITERAL:
            yield Block("\n".join(line.rstrip() for line in lines[1:]), is_literal=True)
        elif part.strip():
            yield Block(" ".join(line.strip() for line in lines))
