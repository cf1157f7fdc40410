"""A Source → the text of its file. Pure; the reverse of ``crawler.sources.load_source``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.sources import Source

_WIDTH: Final = 100
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_SHORT: Final = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r"}


def to_toml(source: Source) -> str:
    """The TOML 1.0 text of a source, one field a line; what has its default value is left out.

    ``load_source`` reads an equal Source from it.
    """
    fields = source.model_dump(exclude_defaults=True)
    return "".join(f"{name} = {_value(value, name)}\n" for name, value in fields.items())


def _value(value: Any, name: str = "") -> str:
    """A value as TOML; below a field's ``name`` a list that is too long for a line is broken up."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _inline_table(value)
    if isinstance(value, list | tuple):
        return _array(value, name)
    return repr(value)


def _array(values: Sequence[Any], name: str) -> str:
    parts = [_value(value) for value in values]
    line = f"[{', '.join(parts)}]"
    tables = any(isinstance(value, dict) for value in values)
    if not name or not (tables or len(name) + len(line) > _WIDTH):
        return line
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"


def _inline_table(table: Mapping[str, Any]) -> str:
    pairs = ", ".join(f"{_key(key)} = {_value(value)}" for key, value in table.items())
    return f"{{ {pairs} }}"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _basic(key)


def _text(text: str) -> str:
    # a pattern is read best without its backslashes doubled
    literal = "\\" in text and "'" not in text and not _CONTROL.search(text)
    return f"'{text}'" if literal else _basic(text)


def _basic(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_CONTROL.sub(_escape, quoted)}"'


def _escape(control: re.Match[str]) -> str:
    return _SHORT.get(control[0], f"\\u{ord(control[0]):04x}")
