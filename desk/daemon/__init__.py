"""``kenwatch daemon``: the scheduler, under the one command; and how a running one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.crawling import sources_option
from desk.options import db_option, examples

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    epilog=examples(
        "kenwatch daemon", "kenwatch daemon --db /var/lib/kenwatch/a.db", "kenwatch daemon --check"
    )
)
@click.option("--tick", type=click.FloatRange(min=0.2, max=3600), help="Seconds between two looks.")
@click.option("--check", is_flag=True, help="Tell whether a running daemon is well; exit 0 or 1.")
@sources_option
@db_option
@click.pass_context
def daemon(
    ctx: click.Context, db: Path, sources_dir: Path, tick: float | None, *, check: bool
) -> None:
    """Crawl each source at its own interval, until stopped by SIGTERM or Ctrl-C."""
    if check:
        ctx.exit(_check(db))
    import scheduler

    arguments = ["--db", str(db), "--sources-dir", str(sources_dir)]
    arguments += ["--tick", str(tick)] if tick else []
    # what was chosen in front of the command
    config = getattr(ctx.find_root().obj, "file", None)
    arguments += ["--config", str(config)] if config else []
    ctx.exit(scheduler.main(arguments))


def _check(archive: Path) -> int:
    from desk.daemon.clocks import read
    from desk.daemon.statusfile import standing

    found = standing(archive, read())
    click.echo(found.line)
    return 0 if found.is_well else 1
