"""``kenwatch sources list`` and ``show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.console import Group
from rich.text import Text

from crawler.ownsources import source_file
from desk import completing, options, tables
from desk.crawling import sources_option
from desk.errors import UserError
from desk.sources import cards, habits, knowledge, loading
from desk.sources.towncoverage import covers_region, find_town

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from crawler.sources import Source
    from desk.options import Form
    from pipelines.gazetteer.gazetteer import Town


@click.command(
    "list",
    epilog=options.examples(
        "kenwatch sources list",
        "kenwatch sources list --country KZ --group regional --status works",
        "kenwatch sources list --town Рудный --json",
    ),
)
@click.option("--country", metavar="CODE", help="Of this country: KZ, KG, UZ, ...")
@click.option("--group", type=click.Choice(knowledge.GROUPS), help="Of this group.")
@click.option("--town", metavar="NAME", help="Local to this mono-town, or of its oblast.")
@click.option("--language", metavar="CODE", help="In this language: kk, ru, en, ...")
@click.option("--status", type=click.Choice(knowledge.STATUSES), help="Its best road has it.")
@click.option("--enabled/--disabled", default=None, help="Only watched, or only left out ones.")
@click.option("--long", is_flag=True, help="Show names, all kinds of roads and the last run too.")
@options.form_options
@sources_option
@options.db_option
def list_sources(
    form: Form | None,
    sources_dir: Path,
    db: Path,
    *,
    long: bool,
    **given: Any,
) -> None:
    """List the sources with what is known of their roads, and since when.

    A source without a road that is known to work is watched by discovery at run time: each
    crawl tries what is listed or guessed of it, and its section pages. One line a source tells
    the best of its roads; with --town, whether it is local there or of the oblast.
    """
    town = _town(given["town"]) if given["town"] else None
    tests = _filters(given, town)
    found = [one for one in loading.load(sources_dir).values() if all(test(one) for test in tests)]
    runs = _last_runs(db)
    lines = [knowledge.record(source, runs.get(source.id)) for source in found]
    if form is options.Form.CSV:
        lines = [knowledge.flat(line) for line in lines]
    if not found:
        options.note("No source answers this; `kenwatch sources list` shows all.")
    near = (
        {source.id: "local" if town.id in source.towns else "oblast" for source in found}
        if town
        else {}
    )
    view = _view(found, lines, near, long=long)
    options.emit(form, lines, list(lines[0]) if lines else ["id"], view)


def _last_runs(db: Path) -> dict[str, str]:
    try:
        return habits.last_runs(db)
    except UserError as error:
        # the list does not stand on the archive
        options.note(f"Without the last runs: {error}")
        return {}


def _view(
    found: list[Source], lines: list[dict[str, Any]], near: Mapping[str, str], *, long: bool
) -> Callable[[int], Group | None]:
    total = Text(knowledge.totals(found))

    def shown(width: int) -> Group | None:
        if not lines:
            return None
        if long:
            return Group(cards.long_list(lines, near, width), total)
        rows = [
            {**line, "as_of": knowledge.best_since(one)}
            for one, line in zip(found, lines, strict=True)
        ]
        return Group(cards.source_list(rows, near, width), total)

    return shown


def _filters(given: Mapping[str, Any], town: Town | None) -> list[Callable[[Source], bool]]:
    tests: list[Callable[[Source], bool]] = []
    country, group, language = given["country"], given["group"], given["language"]
    status, enabled = given["status"], given["enabled"]
    if country:
        tests.append(lambda source: source.country == country.upper())
    if group:
        tests.append(lambda source: source.group == group)
    if language:
        tests.append(lambda source: knowledge.speaks(source, language))
    if status:
        tests.append(lambda source: knowledge.best_status(source) == status)
    if enabled is not None:
        tests.append(lambda source: source.enabled == enabled)
    if town:
        tests.append(lambda source: town.id in source.towns or covers_region(source, town.region))
    return tests


def _town(name: str) -> Town:
    from pipelines.gazetteer.gazetteer import gazetteer

    return find_town(name, gazetteer().towns)


@click.command(
    epilog=options.examples(
        "kenwatch sources show tengrinews", "kenwatch sources show inform --json"
    )
)
@click.argument("source_id", metavar="ID", shell_complete=completing.sources)
@options.form_options
@sources_option
@options.db_option
def show(source_id: str, form: Form | None, sources_dir: Path, db: Path) -> None:
    """Show everything that is known of one source, and what the archive has learnt of it."""
    (source,) = loading.named(sources_dir, [source_id])
    facts: dict[str, Any] = {
        "watched_by": knowledge.watched_by(source),
        "last_run_at": habits.last_runs(db).get(source.id),
        "learnt": habits.learnt(db, source.id, options.now()),
        "roads": habits.roads(db, source.id),
        "file": str(source_file(sources_dir, source.id)),
    }
    whole = {**source.model_dump(mode="json"), **facts}
    file = Text(tables.plain(facts["file"]), style="dim", overflow="fold")
    options.tell(
        form, whole, [whole], list(whole), lambda _: Group(cards.card(source, facts), file)
    )
