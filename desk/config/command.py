"""``kenwatch config``: what holds, whether it makes sense, and a file to start from."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from crawler.verdict import Exit
from desk import options
from desk.checkup.finding import Check, checks_table
from desk.config import checking, showing
from desk.config.errors import ConfigError

if TYPE_CHECKING:
    from desk.options import Form

EXAMPLE: Final = Path(__file__).with_name("example.toml")


@click.group(
    epilog=options.examples(
        "kenwatch config example > kenwatch.toml",
        "kenwatch config check",
        "KENWATCH_DAEMON__TICK_SECONDS=5 kenwatch config show",
    )
)
def config() -> None:
    """Show and check the configuration file.

    It is the one given with --config, or by KENWATCH_CONFIG, or ./kenwatch.toml; without any the
    defaults hold. Variables such as KENWATCH_DAEMON__TICK_SECONDS=5 win over the file.
    """


@config.command(
    epilog=options.examples("kenwatch config show", "kenwatch --config a.toml config show --json")
)
@options.form_options
@options.config_option
def show(form: Form | None) -> None:
    """Show every setting and where it comes from: file, environment or default.

    Addresses of receivers are secrets: only their kind is shown.
    """
    loaded = options.chosen().loaded
    found = showing.settings(loaded)
    whole = {
        "file": str(loaded.file) if loaded.file else None,
        "settings": {one.name: {"value": one.value, "from": one.origin} for one in found},
    }
    rows = [{"setting": one.name, "value": one.value, "from": one.origin} for one in found]
    if form is None:
        click.echo(showing.as_toml(found, loaded.file), nl=False)
    else:
        options.tell(form, whole, rows, ["setting", "value", "from"], lambda _: None)


@config.command(epilog=options.examples("kenwatch config check", "kenwatch config check --json"))
@options.form_options
@options.config_option
@click.pass_context
def check(ctx: click.Context, form: Form | None) -> None:
    """Check the configuration: keys, names, addresses, folders, rights. Nothing is sent.

    Ends with code 4 where the file cannot be used as it is.
    """
    checks = _checks()
    records = [asdict(one) for one in checks]
    options.emit(form, records, ["what", "grade", "found", "mend"], lambda _: checks_table(checks))
    if any(one.grade == "fail" for one in checks):
        ctx.exit(Exit.BAD_CONFIG)


def _checks() -> list[Check]:
    try:
        return checking.examine(options.chosen().loaded, os.environ)
    except ConfigError as error:
        return [Check("file", "fail", problem) for problem in error.problems]


@config.command(epilog=options.examples("kenwatch config example > kenwatch.toml"))
def example() -> None:
    """Print a file to start from, with every setting explained."""
    click.echo(EXAMPLE.read_text(encoding="utf-8"), nl=False)
