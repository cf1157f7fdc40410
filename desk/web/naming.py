"""What Datasette's pages are called in each language, and how they begin: ``pages.toml``. Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desk import schemanotes

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGES: Final = Path(__file__).with_name("pages.toml")
_DATASETTE_LANGUAGE: Final = "en"


@cache
def _pages() -> Mapping[str, Any]:
    archive: Mapping[str, Any] = tomllib.loads(_PAGES.read_text(encoding="utf-8"))["archive"]
    return archive


def metadata() -> dict[str, Any]:
    """The same as Datasette wants it: its JSON knows one language."""
    return {
        group: {name: _flat(entry) for name, entry in entries.items()}
        for group, entries in _pages().items()
    }


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value[_DATASETTE_LANGUAGE] if isinstance(value, dict) else value
        for key, value in entry.items()
    }


def title(name: str, language: str) -> str:
    """The name of a table, a view or a question in words; the name itself where it has none."""
    return _said("title", name, language) or name


def about(name: str | None, language: str) -> str:
    """What a question asks, in a sentence; "" where that is not written down."""
    return _said("description", name or "", language)


def _said(key: str, name: str, language: str) -> str:
    for entries in _pages().values():
        if name in entries:
            return str(entries[name].get(key, {}).get(language, ""))
    return ""


def is_hidden(name: str) -> bool:
    """Whether it is an inner working of the archive that a reader does not ask."""
    return bool(_pages()["tables"].get(name, {}).get("hidden"))


def count_by(name: str) -> tuple[str, ...]:
    """The columns of a table whose frequent values tell something."""
    return tuple(_pages()["tables"].get(name, {}).get("count_by", ()))


def example(name: str) -> str:
    """SQL to begin with at a table or a view."""
    note = schemanotes.notes().get(name)
    if note is not None and note.example:
        return note.example
    quoted = name if name.isidentifier() else '"{}"'.format(name.replace('"', '""'))
    return f"SELECT * FROM {quoted} LIMIT 100"  # noqa: S608 - a text to begin with, run by whom it is shown
