"""Rows on the screen: tables that fit the window, safe whatever the pages said."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TextIO

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.searching import Snippet

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
# controls, lone surrogates, and the marks that reorder or hide what a reader sees
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
# a spreadsheet takes a cell with such a beginning for a formula (OWASP, "CSV injection")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NARROW = 100
MARK = "bold yellow"
# letters of a window that no line is broken for: what reads a pipe has no window
UNBOUND: Final = 1 << 16


def plain(text: object) -> str:
    """Text for one line of a screen: no control or bidirectional marks, blanks as one space."""
    return " ".join(_UNSAFE.sub(" ", _ANSI.sub("", str(text))).split())


def plain_lines(text: str) -> str:
    """Text for several lines of a screen: as ``plain``, line breaks kept."""
    return "\n".join(plain(line) for line in text.split("\n"))


def same_length(text: str) -> str:
    """Text for a screen, letter by letter, so that offsets stay true: unsafe ones are blanks."""
    return _UNSAFE.sub(" ", text)


def console(file: TextIO | None = None) -> Console:
    """A console that reads no markup in what it prints; without colours when piped."""
    return Console(file=file, markup=False, highlight=False, emoji=False, soft_wrap=False)


@dataclass(frozen=True, slots=True)
class Page:
    """What is wrapped to so many letters; a word that is longer (an address) stands whole."""

    view: RenderableType
    width: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The view, in the narrower of its width and the window's."""
        narrow = min(self.width, options.max_width)
        yield from console.render(self.view, options.update_width(narrow))


def page(view: RenderableType, width: int, readable: int) -> Page:
    """A view for a window, ``readable`` letters wide at most; without a window not wrapped."""
    return Page(view, width if width >= UNBOUND else min(width, readable))


def screen() -> Console:
    """The console of a command: as wide as the window, without bounds where there is none."""
    found = console()
    # a width that was asked for (COLUMNS) is kept to
    if not found.is_terminal and not str(found._environ.get("COLUMNS", "")).isdecimal():  # noqa: SLF001 - rich tells it nowhere else
        found.width = UNBOUND
    return found


def put(view: RenderableType, to: Console | None = None) -> None:
    """Print a view; into a pipe without blanks at the ends of lines."""
    found = to or screen()
    if found.is_terminal:
        found.print(view, crop=False)
        return
    with found.capture() as captured:
        found.print(view, crop=False)
    for line in captured.get().splitlines():
        click.echo(line.rstrip())


def address(url: str, *, indent: int = 0) -> Text:
    """An address on a line of its own, never broken: a terminal opens what is whole."""
    return Text(" " * indent + plain(url), style="cyan", overflow="ignore", no_wrap=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its cell, its heading; ``flexible`` ones take what width is left."""

    key: str
    heading: str
    align: Literal["left", "right"] = "left"
    flexible: bool = False
    style: str = ""


def table(columns: Sequence[Column], rows: Iterable[Mapping[str, RenderableType | None]]) -> Table:
    """A table of cells; text cells are cleaned, renderables are taken as they are."""
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold")
    for column in columns:
        grid.add_column(
            column.heading,
            justify=column.align,
            style=column.style,
            overflow="fold",
            no_wrap=not column.flexible,
            ratio=1 if column.flexible else None,
        )
    for row in rows:
        grid.add_row(*(_cell(row.get(column.key)) for column in columns))
    return grid


def _cell(value: RenderableType | None) -> RenderableType:
    if value is None:
        return ""
    return Text(plain(value)) if isinstance(value, str) else value


def marked(snippet: Snippet) -> Text:
    """A snippet with its marked words in bold."""
    text = Text(same_length(snippet.text))
    for start, end in snippet.marks:
        text.stylize(MARK, start, end)
    return text


_ARTICLE = (
    Column("id", "id", "right", style="cyan"),
    Column("published", "published"),
    Column("source", "source"),
    Column("language", "lg"),
    Column("title", "title", flexible=True),
)
_SOURCE_WIDTH = 14


def articles(rows: Iterable[Mapping[str, Any]], width: int) -> Table:
    """A list of articles. In a narrow window the towns stand below the title.

    Keys: id, published, source, language, title (str or Text), topics, towns, copies, and
    detail (a Text below the title, or None).
    """
    wide = width >= _NARROW
    columns = (*_ARTICLE, Column("towns", "towns")) if wide else _ARTICLE
    return table(columns, (_article_cells(row, wide=wide) for row in rows))


def _article_cells(row: Mapping[str, Any], *, wide: bool) -> dict[str, RenderableType]:
    towns = ", ".join(plain(town) for town in row["towns"])
    title = row["title"] if isinstance(row["title"], Text) else Text(plain(row["title"]))
    below: list[RenderableType] = [title]
    if row.get("detail") is not None:
        below.append(row["detail"])
    notes = [", ".join(row["topics"]), "" if wide else towns, _copies(row["copies"])]
    if any(notes):
        below.append(Text(" · ".join(filter(None, notes)), style="dim"))
    return {
        "id": str(row["id"]),
        "published": row["published"] or "no date",
        "source": Text(_short(plain(row["source"]), _SOURCE_WIDTH)),
        "language": row["language"],
        "title": Group(*below),
        "towns": Text(_stacked(row["towns"])),
    }


def _stacked(towns: Sequence[str]) -> str:
    shown = [_short(plain(town), 16) for town in towns[:3]]
    return "\n".join(shown) + (f"\n+ {len(towns) - 3} more" if len(towns) > len(shown) else "")


def _copies(count: int) -> str:
    return "" if not count else f"{count} {'copy' if count == 1 else 'copies'}"


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def safe_cell(value: object) -> object:
    """A cell for a spreadsheet: lists joined, text that would be a formula led by "'"."""
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    elif isinstance(value, Mapping):
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return value
    text = _UNSAFE.sub("", _ANSI.sub("", value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def csv_line(values: Iterable[object]) -> str:
    """One line of CSV (RFC 4180, CRLF), safe to open in a spreadsheet."""
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(value) for value in values])
    return line.getvalue()


def csv_lines(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """All records as CSV, with a heading line even where there are none."""
    return csv_line(columns) + "".join(
        csv_line(record[name] for name in columns) for record in records
    )


def json_text(value: object, *, indent: int | None = 2) -> str:
    """One JSON value; what a screen must not obey is spelt out as its code."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
