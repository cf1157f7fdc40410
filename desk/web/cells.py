"""A Datasette plugin: what the ids in its tables lead to, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping

from datasette import hookimpl
from markupsafe import Markup

from desk import tables
from desk.web.idpages import page_of


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: object, column: str, table: str | None) -> Markup | None:
    """The link to the page that a cell names, in the words that Datasette has for it."""
    key, label = (value["value"], value["label"]) if isinstance(value, Mapping) else (value, value)
    address = page_of(column, table, key)
    if address is None:
        return None
    return Markup('<a href="{}">{}</a>').format(address, tables.plain(label) or key)
