"""``kenwatch sources test``: what an address is to kenwatch, without asking for it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Group
from rich.table import Table
from rich.text import Text

from crawler.urls import canonicalize
from crawler.verdict import Exit
from desk import options, tables
from desk.crawling import sources_option
from desk.errors import UserError
from desk.sources import loading
from desk.sources.scope import address_report, owners

if TYPE_CHECKING:
    from pathlib import Path

    from desk.options import Form
    from desk.sources.scope import AddressReport


@click.command(
    epilog=options.examples(
        "kenwatch sources test https://tengrinews.kz/kazakhstan_news/shahta-123456/",
        "kenwatch sources test --source inform https://www.inform.kz/ru/x-a1b2c3 --json",
    )
)
@click.argument("url")
@click.option("--source", "name", metavar="ID", help="As seen by this source.")
@options.form_options
@sources_option
def test(url: str, name: str | None, form: Form | None, sources_dir: Path) -> None:
    """Tell of an address, offline: whose it is, its identity, whether it is an article's.

    The identity is what one article has on all roads, without tracking, AMP and the like.
    """
    if canonicalize(url) is None:
        raise UserError(f"{url[:200]}: is not an http(s) address; give it whole", Exit.USAGE)
    known = loading.named(sources_dir, [name] if name else [])
    holders = known if name else owners(url, known)
    reports = [address_report(url, source) for source in holders] or [address_report(url, None)]
    rows = [{**asdict(one), "conclusion": one.conclusion} for one in reports]
    options.emit(form, rows, list(rows[0]), lambda _: Group(*map(_view, reports)))


def _view(report: AddressReport) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    by = {True: f"yes: {report.pattern}", False: "no", None: "the source has none"}
    told = {
        "address": report.url,
        "identity": report.canonical_url or "",
        "source": report.source or "none",
        "verdict": report.conclusion,
        "pattern": by[report.by_pattern] if report.source else "",
        "look": f"{report.look} (score {report.score:g})",
        "language": report.language or "",
    }
    for word, value in told.items():
        if value:
            grid.add_row(word, Text(tables.plain(value)))
    return grid
