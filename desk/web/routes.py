"""Every page of kenwatch: the pattern of its address and what answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.web import (
    article,
    assets,
    companies,
    coverage,
    entitypage,
    faults,
    feeds,
    front,
    search,
    searchfile,
    sources,
    sql,
    stories,
    story,
    town,
    towns,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Routes = list[tuple[str, Any]]
# a module of pages holds ROUTES: (pattern, handler)
_MODULES: Sequence[Any] = (
    assets,
    faults,
    front,
    searchfile,
    search,
    article,
    versions,
    stories,
    story,
    towns,
    town,
    companies,
    entitypage,
    sources,
    coverage,
    sql,
    feeds,
)


def all_routes() -> Routes:
    """The routes of all modules of pages, in their order."""
    return [route for module in _MODULES for route in module.ROUTES]
