"""``kenwatch daemon``: the scheduler, under the one command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.crawling import sources_option
from desk.options import db_option, examples

if TYPE_CHECKING:
    from pathlib import Path


@click.command(epilog=examples("kenwatch daemon", "kenwatch daemon --db /var/lib/kenwatch/a.db"))
@click.option("--tick", type=click.FloatRange(min=0.2, max=3600), help="Seconds between two looks.")
@sources_option
@db_option
@click.pass_context
def daemon(ctx: click.Context, db: Path, sources_dir: Path, tick: float | None) -> None:
    """Crawl each source at its own interval, until stopped by SIGTERM or Ctrl-C."""
    import scheduler

    arguments = ["--db", str(db), "--sources-dir", str(sources_dir)]
    arguments += ["--tick", str(tick)] if tick else []
    ctx.exit(scheduler.main(arguments))
