"""Pages of commands as a manual page, in the man macros that every roff has. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desk.commandtree import Block, CommandPage

_BACKTICKS: Final = re.compile(r"`([^`]+)`")


def manual(pages: Sequence[CommandPage], *, version: str, summary: str) -> str:
    """kenwatch(1): the command itself first, then each of its commands as a section."""
    first, *others = pages
    lines = [
        f'.TH {_quoted(first.name.upper())} 1 "" {_quoted(f"{first.name} {version}")} "Commands"',
        ".SH NAME",
        f"{escaped(first.name)} \\- {escaped(summary)}",
        ".SH SYNOPSIS",
        f".B {escaped(first.name)}",
        escaped(first.usage.removeprefix(first.name).strip()),
        ".SH DESCRIPTION",
        *_blocks(first.blocks),
        ".SH OPTIONS",
        *_pairs(first.options),
        ".SH COMMANDS",
    ]
    for page in others:
        lines += _command(page)
    lines += [".SH EXIT STATUS", *_blocks(first.end)]
    return "\n".join(lines) + "\n"


def _command(page: CommandPage) -> Iterator[str]:
    yield f".SS {_quoted(page.name)}"
    yield f".B {escaped(page.usage)}"
    yield from _blocks(page.blocks)
    yield from _pairs(page.options)
    yield from _blocks(page.end)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield ".PP"
        if block.is_literal:
            yield from (".nf", *map(escaped, block.text.split("\n")), ".fi")
        else:
            yield _marked(block.text)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for typed, meaning in pairs:
        yield from (".TP", f".B {escaped(typed)}", _marked(meaning) or "\\&")


def _marked(words: str) -> str:
    """A line of text with what is typed in bold."""
    parts = _BACKTICKS.split(words)
    told = [f"\\fB{_plain(one)}\\fR" if at % 2 else _plain(one) for at, one in enumerate(parts)]
    return _guarded("".join(told))


def escaped(words: str) -> str:
    """A line that roff prints as it is."""
    return _guarded(_plain(words))


def _plain(words: str) -> str:
    # a bare minus or quote may become another sign that nobody can copy
    marks = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
    return "".join(marks.get(letter, letter) for letter in words)


def _guarded(line: str) -> str:
    """A line that begins as a request would is none."""
    return f"\\&{line}" if line.startswith((".", "\\(aq")) else line


def _quoted(words: str) -> str:
    return f'"{_plain(words).replace(chr(34), "")}"'
