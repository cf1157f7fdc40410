"""``kenwatch doctor``: is all well, and if not, what to do."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.verdict import Exit
from desk import options
from desk.checkup import rounds
from desk.checkup.finding import FIELDS, checks_table, summary
from desk.checkup.subject import Subject
from desk.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.options import Form


@click.command(
    epilog=options.examples(
        "kenwatch doctor",
        "kenwatch doctor --network",
        "kenwatch doctor --deep --db /var/lib/kenwatch/kenwatch.db --json",
    )
)
@click.option("--deep", is_flag=True, help="Read the whole archive, its search index, a backup.")
@click.option("--network", is_flag=True, help="Ask a few sources for their robots.txt.")
@options.form_options
@options.db_option
@click.pass_context
def doctor(ctx: click.Context, form: Form | None, db: Path, *, deep: bool, network: bool) -> None:
    """Check the installation, the archive, the machine and the sources, and say what to do.

    Nothing is changed, and no site is asked without --network. Ends with code 1 where a check
    fails; a warning, and what could not be looked at, does not count as failed.
    """
    subject = Subject(
        path=db, now=options.now(), chosen=options.chosen(), deep=deep, network=network
    )
    checks = rounds.examine(subject)
    records = [asdict(check) for check in checks]
    options.emit(form, records, FIELDS, lambda _: checks_table(checks))
    if form is None:
        options.note(f"{summary(checks)}.")
    if any(check.grade == "fail" for check in checks):
        ctx.exit(Exit.ERROR)


def _or_usual(setting: Callable[[], Path | None]) -> Path | None:
    try:
        return setting()
    except ConfigError:
        # that is told as a finding among others, with what can be looked at all the same
        return Path("kenwatch.db")


for _option in doctor.params:
    if _option.name == "db" and callable(_option.default):
        _option.default = partial(_or_usual, _option.default)
