"""docs/cli.md: every command with its options and examples; run as a module it prints the page."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from desk.cli import cli
from desk.commandtree import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desk.commandtree import Block, CommandPage

_HEAD: Final = """\
# The command line

Made by `make docs` from the commands themselves; `kenwatch COMMAND --help` tells the same, and
`kenwatch manual` prints it as a manual page.

What all commands have in common:

- **Forms.** `--json` prints one JSON value, `--csv` CSV with a heading line (also where nothing
  is found) that is safe to open in a spreadsheet; times in both are UTC. Without them it is a
  table for the window, with times of Almaty.
- **Where.** `--db`, `--config`, `--color`, `--no-color` and `--no-pager` count in front of a
  command and behind it: `kenwatch --db demo/kenwatch.db latest`.
- **Times.** `--since` and `--until` take `24h`, `7d`, `2w`, `1y`, a day such as `2026-11-01`, or
  `2026-11-01T08:00` (Almaty).
- **Answers** go to standard output, remarks and errors to standard error. A mistyped command,
  option, town, name or source is answered with what comes near.
- **Colours** only on a terminal, and none where `NO_COLOR` is set; what is longer than the window
  goes through `KENWATCH_PAGER`, `PAGER` or `less`.
- **Tab** completes commands, options, towns, companies, sources and stories: see
  [`kenwatch completion`](#kenwatch-completion).
"""
_CELL: Final = str.maketrans({"|": "\\|", "\n": " ", "<": "&lt;", "*": "\\*", "[": "\\["})


def document() -> str:
    """The page in Markdown."""
    first, *others = pages(cli, "kenwatch")
    parts = [_HEAD, *_listed(first, others), *(line for page in others for line in _section(page))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*parts, *_end(first.end)])).rstrip() + "\n"


def _listed(first: CommandPage, others: Iterable[CommandPage]) -> Iterator[str]:
    known = {page.name for page in others}
    yield from ("| command | what it does |", "|---|---|")
    for name, line in first.commands:
        whole = f"{first.name} {name}"
        assert whole in known, f"{whole}: has no page"
        yield f"| [`{name}`](#{_anchor(whole)}) | {line.translate(_CELL)} |"


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _section(page: CommandPage) -> Iterator[str]:
    yield from ("", f"{'#' * (page.name.count(' ') + 1)} {page.name}", "")
    yield from ("```text", page.usage, "```", "")
    for block in page.blocks:
        yield from (*_block(block), "")
    if page.options:
        yield from ("| option | what it means |", "|---|---|")
        for typed, told in page.options:
            yield f"| `{_bars(typed)}` | {told.translate(_CELL)} |"
    if page.commands:
        yield from ("| command | what it does |", "|---|---|")
        yield from (
            f"| [`{name}`](#{_anchor(f'{page.name} {name}')}) | {told.translate(_CELL)} |"
            for name, told in page.commands
        )
    yield from _end(page.end)


def _bars(typed: str) -> str:
    # a table takes a bar in code for the end of a cell, too
    return typed.replace("|", "\\|")


def _end(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        heading, _, lines = block.text.partition("\n")
        if block.is_literal:
            is_example = heading.startswith("Example")
            body = "\n".join(line.removeprefix("  ") for line in lines.split("\n"))
            yield from ("", heading, "", f"```{'sh' if is_example else 'text'}", body, "```")
        else:
            yield from ("", block.text)


def _block(block: Block) -> Iterator[str]:
    yield from ("```text", block.text, "```") if block.is_literal else (block.text,)


if __name__ == "__main__":
    sys.stdout.write(document())
