"""Rows on the screen: tables that fit the window, safe whatever the pages said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TextIO

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from desk.cells import csv_line, csv_lines, json_text, safe_cell
from desk.plaintext import plain, plain_lines, same_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desk.searching import Snippet

__all__ = (
    "csv_line", "csv_lines", "json_text", "plain", "plain_lines", "safe_cell", "same_length",
)  # fmt: skip
_NARROW = 100
MARK = "bold yellow"
ALMATY: Final = "Almaty time"
# letters of a window that no line is broken for: what reads a pipe has no window
UNBOUND: Final = 1 << 16


def console(file: TextIO | None = None) -> Console:
    """A console that reads no markup in what it prints; without colours when piped.

    --color and --no-color, in front of a command or behind it, decide against that.
    """
    context = click.get_current_context(silent=True)
    wanted = context.color if context else None
    return Console(
        file=file,
        color_system="standard" if wanted else None if wanted is False else "auto",
        no_color=False if wanted else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )


def in_colour(found: Console) -> bool:
    """Whether colours can tell something; else words and marks have to."""
    return found.color_system is not None and not found.no_color


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


def unwrapped(words: str) -> Group:
    """Lines that only the window itself breaks, so that a path in them stays whole."""
    # a bare text would lose its overflow where rich joins what it prints
    return Group(Text(words, overflow="ignore", no_wrap=True))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its cell, its heading; ``flexible`` ones take what width is left."""

    key: str
    heading: str
    align: Literal["left", "right"] = "left"
    flexible: bool = False
    style: str = ""


def table(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, RenderableType | None]],
    *,
    foot: str = "",
) -> Table:
    """A table of cells; text cells are cleaned, renderables are taken as they are.

    ``foot`` stands below it: ``ALMATY`` where it shows times.
    """
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold")
    if foot:
        told = Text(foot, style="dim", no_wrap=True, overflow="ignore")
        grid.caption, grid.caption_justify = told, "left"
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
# from so many letters on a window has room for these beside the title; else they stand below it
_ROOM: Final[Mapping[str, int]] = {"published": 45, "source": 60, "language": 60}


def articles(rows: Iterable[Mapping[str, Any]], width: int) -> RenderableType:
    """A list of articles. In a narrow window the towns stand below the title, then the source too.

    Keys: id, published, source, language, title (str or Text), topics, towns, copies, and
    detail (a Text below the title, or None). Without a window each stands on lines of its own.
    """
    if width >= UNBOUND:
        return Group(*(line for row in rows for line in _article_lines(row)), Text(ALMATY))
    wide = width >= _NARROW
    below = [key for key, room in _ROOM.items() if width < room]
    columns = [column for column in _ARTICLE if column.key not in below]
    if wide:
        columns.append(Column("towns", "towns"))
    cells = (_article_cells(row, below, wide=wide) for row in rows)
    return table(columns, cells, foot=ALMATY)


def _article_lines(row: Mapping[str, Any]) -> list[Text]:
    head = (str(row["id"]), row["published"] or "no date", plain(row["source"]), row["language"])
    towns = ", ".join(plain(town) for town in row["towns"])
    notes = (", ".join(row["topics"]), towns, _copies(row["copies"]))
    told = Text(" · ".join(filter(None, notes)))
    below = [line for line in (_titled(row), row.get("detail"), told) if line]
    return [Text("  ".join(filter(None, head))), *(Text(" " * 4) + line for line in below)]


def _titled(row: Mapping[str, Any]) -> Text:
    return row["title"] if isinstance(row["title"], Text) else Text(plain(row["title"]))


def _article_cells(
    row: Mapping[str, Any], moved: Sequence[str], *, wide: bool
) -> dict[str, RenderableType]:
    towns = ", ".join(plain(town) for town in row["towns"])
    published = row["published"] or "no date"
    below: list[RenderableType] = [_titled(row)]
    if row.get("detail") is not None:
        below.append(row["detail"])
    beside = {**row, "published": published}
    if moved:
        below.append(Text(" · ".join(plain(beside[key]) for key in moved), style="dim"))
    notes = [", ".join(row["topics"]), "" if wide else towns, _copies(row["copies"])]
    if any(notes):
        below.append(Text(" · ".join(filter(None, notes)), style="dim"))
    return {
        "id": str(row["id"]),
        "published": published,
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
