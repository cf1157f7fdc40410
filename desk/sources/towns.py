"""``kenwatch sources coverage``: the watch as seen from the mono-towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.console import Group
from rich.text import Text

from desk import options
from desk.crawling import sources_option
from desk.sources import loading
from desk.sources.knowledge import CONFIRMED, watched_by
from desk.sources.towncoverage import coverage as cover
from desk.sources.towncoverage import find_town
from desk.tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.sources import Source
    from desk.options import Form
    from desk.sources.towncoverage import TownCoverage

_COLUMNS = (
    Column("town", "mono-town", style="cyan"),
    Column("sources", "local sources, and those of the oblast", flexible=True),
    Column("gap", "gap", flexible=True),
)


@click.command(
    epilog=options.examples(
        "kenwatch sources coverage",
        "kenwatch sources coverage --town Жезказган",
        "kenwatch sources coverage --json",
    )
)
@click.option("--town", metavar="NAME", help="Only this mono-town (any language).")
@options.form_options
@sources_option
def coverage(town: str | None, form: Form | None, sources_dir: Path) -> None:
    """Show for each of the 27 mono-towns which sources watch it, and where there is a gap.

    A star marks a source that no road is known to work for: it is watched by discovery at run
    time. Brackets mark a source that is switched off.
    """
    from pipelines.gazetteer import gazetteer

    towns = gazetteer().towns
    wanted = [find_town(town, towns)] if town else list(towns.values())
    found = cover(wanted, loading.load(sources_dir).values())
    records = [_record(one) for one in found]
    options.emit(form, records, list(records[0]), lambda _: _view(found))


def _record(one: TownCoverage) -> dict[str, Any]:
    return {
        "town": one.town.id,
        "name_en": one.town.name_en,
        "name_ru": one.town.name_ru,
        "name_kk": one.town.name_kk,
        "region": one.town.region,
        "local": [source.id for source in one.local if source.enabled],
        "oblast": [source.id for source in one.oblast if source.enabled],
        "confirmed": [
            source.id for source in (*one.local, *one.oblast) if watched_by(source) == CONFIRMED
        ],
        "switched_off": [source.id for source in (*one.local, *one.oblast) if not source.enabled],
        "gap": one.gap,
    }


def _view(found: Sequence[TownCoverage]) -> Group:
    gaps = sum(bool(one.gap) for one in found)
    unknown = sum(not one.local for one in found)
    total = Text(
        f"{len(found)} {'town' if len(found) == 1 else 'towns'}: {len(found) - gaps} with a local"
        f" source by a confirmed road, {gaps - unknown} with a weaker one, {unknown} without any."
    )
    return Group(table(_COLUMNS, map(_row, found)), total)


def _row(one: TownCoverage) -> dict[str, Any]:
    oblast = Text(f"{one.town.region}: {_names(one.oblast)}", style="dim")
    return {
        "town": one.town.name_en,
        "sources": Group(Text(_names(one.local)), oblast),
        "gap": Text(one.gap, style="yellow"),
    }


def _names(sources: Sequence[Source]) -> str:
    return ", ".join(map(_marked, sources)) or "none"


def _marked(source: Source) -> str:
    if not source.enabled:
        return f"({source.id})"
    return source.id if watched_by(source) == CONFIRMED else f"{source.id}*"
