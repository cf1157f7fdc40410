"""``kenwatch sources check``: every road of the sources tried over the network, nothing stored."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from rich.console import Group

from crawler.verdict import Exit
from desk import completing
from desk.crawling import sources_option
from desk.errors import UserError
from desk.options import examples, form_options, note, tell
from desk.sources import checkview, loading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.sources import Source
    from crawler.survey.checks import RoadCheck
    from desk.options import Form
    from desk.sources.checkview import Checks


@click.command(
    epilog=examples(
        "kenwatch sources check tengrinews inform",
        "kenwatch sources check --all --json > roads.json",
    )
)
@click.argument("names", nargs=-1, metavar="[ID]...", shell_complete=completing.sources)
@click.option("--all", "every", is_flag=True, help="Disabled sources too.")
@click.option(
    "--frozen-after",
    type=click.IntRange(1, 3650),
    metavar="DAYS",
    help="Call a road frozen after so many days without a new entry (default: 14, or longer "
    "where the source publishes rarely).",
)
@form_options
@sources_option
@click.pass_context
def check(
    ctx: click.Context,
    names: tuple[str, ...],
    frozen_after: int | None,
    form: Form | None,
    sources_dir: Path,
    *,
    every: bool,
) -> None:
    """Try every road of the sources (all enabled ones if none is named) and tell what works.

    Asks as politely as a crawl does, so that one source takes up to a minute; several are
    asked side by side. Nothing is stored.

    Ends with code 0 where each source has a working road, 5 where some have none, 6 where
    none has one.
    """
    known = loading.load(sources_dir)
    sources = _chosen(sources_dir, names, every=every)
    limit = timedelta(days=frozen_after) if frozen_after else None
    checks = _run(sources, [one for one in known.values() if one not in sources], limit)
    end = checkview.verdict(sources, checks)
    tell(
        form,
        checkview.report(sources, checks, end),
        [*checkview.rows(checks)],
        checkview.ROW,
        lambda _: Group(checkview.road_table(checks), end.line),
    )
    ctx.exit(int(end.exit_code))


def _chosen(directory: Path, names: Sequence[str], *, every: bool) -> list[Source]:
    found = loading.named(directory, names)
    chosen = found if names or every else [source for source in found if source.enabled]
    if not chosen:
        raise UserError(f"{directory}: no source is enabled; name some, or give --all", Exit.USAGE)
    return chosen


def _run(sources: list[Source], others: list[Source], limit: timedelta | None) -> Checks:
    # Scrapy is heavy; only what goes to the network needs it
    from crawler.spiders.probe import ProbeSpider
    from crawler.survey.probing import run_spider

    def told(source: Source, found: Sequence[RoadCheck]) -> None:
        if sys.stderr.isatty():
            good = sum(one.works for one in found if one.kind in checkview.ROADS)
            note(f"{source.id}: {good} of {len(source.roads)} roads work")

    spider, _ = run_spider(ProbeSpider, sources, neighbours=others, limit=limit, tell=told)
    return {one.id: spider.checks[one.id] for one in sources if one.id in spider.checks}
