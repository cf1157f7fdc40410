"""The archive in the browser: Datasette over the file, on this machine only."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import click

from desk import options
from desk.errors import UserError
from desk.reader import reading

if TYPE_CHECKING:
    from pathlib import Path

LOOPBACK = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A listening socket on the loopback address; raises UserError where the port is taken."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((LOOPBACK, port))
        door.listen()
    except OSError as error:
        door.close()
        raise UserError(
            f"http://{LOOPBACK}:{port}/ cannot be opened ({error.strerror}); "
            "give another port with --port"
        ) from error
    return door


@click.command(
    epilog=options.examples(
        "kenwatch web",
        "kenwatch web --port 8080 --sql",
    )
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option("--sql", is_flag=True, help="Let the browser run any (reading) SQL.")
@options.db_option
def web(port: int, db: Path, sql: bool) -> None:  # noqa: FBT001 - a flag of click
    """Show the archive in the browser at http://127.0.0.1:8001/ until Ctrl-C.

    Search, lists, facets, JSON and CSV by Datasette; it follows a running crawl. Only this
    machine can reach it: to show it to others, put a web server with a password in front.
    """
    with reading(db):
        pass  # a file that is no archive is told before the server starts
    door = listen(port)
    from desk.web.site import serve

    click.echo(f"http://{LOOPBACK}:{door.getsockname()[1]}/ shows {db}; Ctrl-C ends it.")
    serve(db, door, allow_sql=sql)
