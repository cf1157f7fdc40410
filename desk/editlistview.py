"""A list of edits and of removed pages on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from desk import moments
from desk.diffview import called, in_a_line
from desk.tables import ALMATY, address, page, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from desk.editlist import EditList

Record = dict[str, Any]
_READABLE: Final = 100


def edit_list(found: EditList, width: int) -> RenderableType:
    """Both lists, wrapped to the window, at most 100 letters wide."""
    parts = [part for one in found.edits for part in _edit(one)]
    if found.removed:
        parts += [Text("Removed by the site, kept here", style="bold"), Text()]
        parts += [part for one in found.removed for part in _removed(one)]
    return page(Group(*parts, Text(ALMATY, style="dim")), width, _READABLE)


def _edit(one: Record) -> Iterator[Text]:
    flags = ", ".join(map(called, one["flags"]))
    quiet = "" if one["announced"] else ", not announced"
    yield from _head(one, one["seen_at"], f"{flags}{quiet}")
    if one["changes"]:
        yield Text(plain(in_a_line(one["changes"])))
    yield Text()


def _removed(one: Record) -> Iterator[Text]:
    yield from _head(one, one["gone_at"], one["why"] or "no reason told")
    yield Text()


def _head(one: Record, at: str, told: str) -> Iterator[Text]:
    """When, where, which text, what; a copy is named by its address."""
    number = str(one["article_id"] or "no article")
    which = f"a copy of {number}" if one["is_copy"] else number
    words = plain(f"{one['source'] or 'no source'} · {which} · {told}")
    yield Text(f"{moments.show(at)}  ", style="bold cyan").append(words, style="default")
    yield Text(plain(one["title"] or ""), style="bold")
    if one["is_copy"]:
        yield address(one["url"])
