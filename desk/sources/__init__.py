"""``kenwatch sources``: what is watched, by which roads, and how that is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.lazygroup import LazyGroup
from desk.options import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE: Mapping[str, tuple[str, str]] = {
    "list": ("desk.sources.listing:list_sources", "List the sources with what is known of them."),
    "show": ("desk.sources.listing:show", "Show everything that is known of one source."),
    "check": ("desk.sources.checking:check", "Try every road over the network; tell what works."),
    "test": ("desk.sources.addresses:test", "Tell what an address is to kenwatch, offline."),
    "coverage": ("desk.sources.towns:coverage", "Show which sources watch each mono-town."),
    "add": ("desk.sources.adding:add", "Look at a site and propose a source file for it."),
    "enable": ("desk.sources.switching:enable", "Watch these sources from now on."),
    "disable": ("desk.sources.switching:disable", "Leave these sources out from now on."),
    "import": ("desk.sources.importing:import_sources", "Take over feeds from OPML, CSV or TOML."),
    "export": ("desk.sources.exporting:export", "Write the sources as OPML, CSV or TOML."),
}


@click.group(
    cls=LazyGroup,
    table=TABLE,
    epilog=examples(
        "kenwatch sources list --town Rudny",
        "kenwatch sources show tengrinews",
        "kenwatch sources coverage",
        "kenwatch sources export --format opml -o kenwatch.opml",
    ),
)
def sources() -> None:
    """List, try, add and switch the watched sources.

    Built-in sources are part of kenwatch. Sources of your own, and what is switched on or off,
    lie in your own directory: $KENWATCH_CONFIG, or ~/.config/kenwatch.
    """
