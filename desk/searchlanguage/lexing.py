"""The search line cut into items: words, phrases, fields with their values, either-or, not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desk.searchlanguage.fields import field_named, near_fields, spelt
from desk.searchlanguage.notes import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED: Final = r'"[^"]*"|«[^»]*»|“[^”]*”|„[^“”"]*[“”"]|‟[^”]*”|＂[^＂]*＂|‹[^›]*›|「[^」]*」'
_ITEM: Final = re.compile(
    rf"(?P<minus>[-\u2010-\u2015\u2212]?)"
    rf"(?:(?P<field>[^\W\d_]{{1,20}})[:：](?P<value>{_QUOTED}|[^\s\"«“„]*)(?=\s|$)"
    rf"|(?P<phrase>{_QUOTED})|(?P<word>\S+))"
)
_OPENING: Final = '"«“„‟＂‹「'
# only in capitals: «или» is a word like any other
_EITHER: Final = frozenset({"OR", "ИЛИ", "НЕМЕСЕ", "|", "||"})
_BOTH: Final = frozenset({"AND", "&", "&&"})
_NOT: Final = "NOT"


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a phrase, or a field with its value; where it stands in the line.

    ``field`` is "" for text, else a field of ``fields.toml``; ``is_other`` where «OR» stands
    between the item before and this one.
    """

    text: str
    field: str = ""
    is_phrase: bool = False
    excluded: bool = False
    is_other: bool = False
    start: int = 0
    end: int = 0


def items(line: str) -> tuple[list[Item], list[Note]]:
    """The items of a line in their order, and what was not understood. Never fails."""
    found: list[Item] = []
    notes: list[Note] = []
    other = negated = False
    for match in _joined(line):
        if match.word in _EITHER:
            other = bool(found)
        elif match.word == _NOT:
            negated = True
        elif match.word not in _BOTH:
            item, note = _item(match)
            if note is not None:
                notes.append(note.of(line, match) if isinstance(note, _Unknown) else note)
            excluded = item.excluded or negated
            found.append(
                Item(item.text, item.field, item.is_phrase, excluded, other, match.start, match.end)
            )
            other = negated = False
    return found, notes


@dataclass(frozen=True, slots=True)
class _Raw:
    minus: bool
    field: str
    value: str
    word: str
    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Unknown:
    field: str

    def of(self, line: str, raw: _Raw) -> Note:
        near = tuple(near_fields(self.field))
        at = raw.start + raw.minus
        rest = line[at + len(self.field) :]
        instead = tuple(f"{line[:at]}{name}{rest}" for name in near)
        return Note("unknown_field", {"field": self.field}, near, instead)


def _joined(line: str) -> Iterator[_Raw]:
    """The raw items; the value of «город: Риддер» may stand a blank apart."""
    waiting: _Raw | None = None
    for found in _ITEM.finditer(line):
        raw = _Raw(
            bool(found["minus"]), found["field"] or "", found["value"] or "",
            found["word"] or "", found["phrase"] or "", *found.span(),
        )  # fmt: skip
        if waiting is not None:
            if raw.field or raw.minus:
                yield waiting
            else:
                value = raw.phrase or raw.word
                yield replace(waiting, value=value, end=raw.end)
                waiting = None
                continue
        waiting = raw if raw.field and not raw.value and field_named(raw.field) else None
        if waiting is None:
            yield raw
    if waiting is not None:
        yield waiting


def _item(raw: _Raw) -> tuple[Item, Note | _Unknown | None]:
    if raw.phrase:
        return Item(raw.phrase[1:-1], is_phrase=True, excluded=raw.minus), None
    if not raw.field:
        opened = raw.word[:1] in _OPENING
        note = Note("open_quote", {"words": raw.word[:40]}) if opened else None
        return Item(raw.word, excluded=raw.minus), note
    field, quoted = field_named(raw.field), raw.value[:1] in _OPENING and bool(raw.value)
    if field and raw.value:
        text = raw.value[1:-1] if quoted else raw.value
        return Item(text, field, quoted, excluded=raw.minus), None
    whole = Item(f"{raw.field}:{raw.value}", excluded=raw.minus)
    if field:
        return whole, Note("no_value", {"field": raw.field, "example": f"{spelt(field)}:…"})
    # an address, or the letter of a drive
    is_address = raw.value.startswith("/") or len(raw.field) == 1
    return whole, None if is_address or not raw.value else _Unknown(raw.field)
