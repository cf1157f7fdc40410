"""``kenwatch sources coverage``: the watch as seen from the mono-towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.console import Group
from rich.text import Text

from desk import options
from desk.checkup.archivecards import met
from desk.crawling import sources_option
from desk.errors import UserError
from desk.reader import reading
from desk.sources import loading
from desk.sources.knowledge import CONFIRMED, DISCOVERED, watched_by
from desk.sources.towncoverage import asked_of, find_town, told_files
from desk.sources.towncoverage import coverage as cover
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
@options.db_option
def coverage(town: str | None, form: Form | None, sources_dir: Path, db: Path) -> None:
    """Show for each of the 27 mono-towns which sources watch it, and where there is a gap.

    A star marks a source that no road is known to work for: it is watched by discovery at run
    time. Brackets mark a source that is switched off. By which source files, and how many of
    their sources the archive ever asked, is told beside the answer.
    """
    from pipelines.gazetteer.gazetteer import gazetteer

    towns = gazetteer().towns
    wanted = [find_town(town, towns)] if town else list(towns.values())
    sources = loading.load(sources_dir).values()
    options.note(f"by {told_files(sources_dir)}: {asked_of(sources, _asked(db))} by {db}")
    found = cover(wanted, sources)
    records = [_record(one) for one in found]
    options.emit(form, records, list(records[0]), lambda _: _view(found))


def _asked(archive: Path) -> set[str]:
    """The sources that an archive ever asked; none where there is no archive yet."""
    try:
        with reading(archive) as db:
            return met(db)
    except UserError:
        return set()


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
    gaps = {one.gap for one in found}
    told_once = next(iter(gaps)) if len(found) > 1 and len(gaps) == 1 else ""
    columns = [one for one in _COLUMNS if one.key != "gap" or not told_once]
    below = [f"In each of them: {told_once}."] if told_once else []
    return Group(
        table(columns, map(_row, found)), *map(Text, [*below, *_legend(found), _total(found)])
    )


def _total(found: Sequence[TownCoverage]) -> str:
    covered = sum(not one.gap for one in found)
    # a source that is switched off watches nothing
    without = sum(not any(source.enabled for source in one.local) for one in found)
    return (
        f"{len(found)} {'town' if len(found) == 1 else 'towns'}: {covered} with a local source by"
        f" a confirmed road, {len(found) - covered - without} with a weaker one,"
        f" {without} without any."
    )


def _legend(found: Sequence[TownCoverage]) -> list[str]:
    """What the marks mean, where there are any."""
    shown = [source for one in found for source in (*one.local, *one.oblast)]
    marks = [
        (
            any(watched_by(one) == DISCOVERED for one in shown),
            "*: watched by discovery at run time",
        ),
        (not all(one.enabled for one in shown), "( ): switched off"),
    ]
    told = "   ".join(words for is_there, words in marks if is_there)
    return [told] if told else []


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
