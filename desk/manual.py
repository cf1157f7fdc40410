"""``kenwatch manual``: the manual page, made from the commands."""

from __future__ import annotations

import click

from desk import options
from desk.commandtree import pages
from desk.roff import manual as written

SUMMARY = "watch the news of Kazakhstan for mining and mono-towns"


@click.command(
    epilog=options.examples(
        "kenwatch manual | man -l -",
        "kenwatch manual > ~/.local/share/man/man1/kenwatch.1",
    )
)
def manual() -> None:
    """Print the manual page kenwatch(1), of all commands, for `man` to show.

    docs/cli.md holds the same for reading on the web.
    """
    from desk.cli import cli, installed_version

    told = written([*pages(cli, "kenwatch")], version=installed_version(), summary=SUMMARY)
    click.echo(told, nl=False)
