"""A digest as plain text: what a mail program shows that shows no pages. Pure."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.digest.outline import Change, Item, Outline, Section

WIDTH: Final = 76
_INDENT: Final = "  "
_HOLDING: Final = {0xA0: " ", 0x202F: " "}
_COUNTED: Final = re.compile(r"(?<=\d) (?=[^\W\d_])")
# no line begins with the dot
_MIDDOT: Final = "\u00a0· "


def text(outline: Outline) -> str:
    """The digest, wrapped to 76 letters; only an address may be longer, as it must stay whole."""
    lines = [*_head(outline)]
    for section in outline.sections:
        lines += ["", "", *_heading(section.heading), *_section(section)]
    whole = "\n".join((*lines, "", "", *wrapped(outline.foot))) + "\n"
    # blanks that hold words together have done their work
    return whole.translate(_HOLDING)


def _head(outline: Outline) -> Iterator[str]:
    yield from wrapped(f"{outline.title}, {outline.day}".upper())
    yield from wrapped(outline.topics)
    yield from wrapped(outline.period)
    yield from wrapped(outline.limits)
    yield ""
    yield from wrapped("; ".join(f"{one.number} {one.words}" for one in outline.tiles))
    for paragraph in outline.ground:
        yield ""
        yield from wrapped(paragraph)


def _heading(words: str) -> Iterator[str]:
    yield from wrapped(words.upper())


def _section(section: Section) -> Iterator[str]:
    for group in section.groups:
        if group.heading:
            yield ""
            yield from wrapped(group.heading)
        for item in group.items:
            yield ""
            yield from _item(item)
    if section.lines:
        yield ""
    for line in section.lines:
        yield from wrapped(line, "- ", _INDENT)
    if section.rest:
        yield ""
        yield from wrapped(section.rest)


def _item(item: Item) -> Iterator[str]:
    tag = f"{item.tag}: " if item.tag else ""
    mark = f" [{item.mark}]" if item.mark else ""
    yield from wrapped(f"{tag}{item.title}{mark}", "* ", _INDENT)
    told = ["; ".join(item.facts), *item.doubts, *map(_change, item.changes), *item.notes]
    for line in (*told, _MIDDOT.join(item.meta)):
        yield from wrapped(line, _INDENT, _INDENT)
    if item.url:
        yield f"{_INDENT}{item.url}"


def _change(change: Change) -> str:
    before = f"{change.before} → " if change.before else ""
    return f"{change.what}: {before}{change.after}"


def wrapped(words: str, first: str = "", following: str = "") -> list[str]:
    """Lines of at most 76 letters; the blank between a number and its word is a hard one still."""
    return wrap(
        # a number and what it counts stay in one line
        _COUNTED.sub("\u00a0", words),
        WIDTH,
        initial_indent=first,
        subsequent_indent=following or first,
        break_on_hyphens=False,
    )
