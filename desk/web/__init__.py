"""The archive in the browser: Datasette over the file, on this machine only."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING

import click

from desk import options
from desk.errors import UserError
from desk.reader import reading

if TYPE_CHECKING:
    from pathlib import Path

LOOPBACK = "127.0.0.1"
_OPEN = (
    "WARNING: listening at {host}, where other machines may come in, and there is no password. "
    "Let only this machine through (in Docker: -p 127.0.0.1:8001:8001). Requests that do not ask "
    "for localhost or 127.0.0.1 are refused."
)


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """A listening socket at an address of this machine; raises UserError where it is taken."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(kind, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen()
    except OSError as error:
        door.close()
        raise UserError(
            f"http://{_named(host)}:{port}/ cannot be opened ({error.strerror}); "
            "give another port with --port"
        ) from error
    return door


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _address(_: click.Context, __: click.Parameter, host: str) -> str:
    try:
        # a name could stand for any address, tomorrow for another
        return str(ip_address(host))
    except ValueError as error:
        raise click.BadParameter(f"{host!r} is no address: write 127.0.0.1 or 0.0.0.0") from error


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
@click.option(
    "--host",
    default=LOOPBACK,
    show_default=True,
    callback=_address,
    metavar="ADDRESS",
    help="The address to listen at; another than this is for containers only.",
)
@click.option("--sql", is_flag=True, help="Let the browser run any (reading) SQL.")
@options.db_option
def web(port: int, host: str, db: Path, sql: bool) -> None:  # noqa: FBT001 - a flag of click
    """Show the archive in the browser at http://127.0.0.1:8001/ until Ctrl-C.

    Search, lists, facets, JSON and CSV by Datasette; it follows a running crawl. Only this
    machine can reach it: to show it to others, put a web server with a password in front.
    """
    with reading(db):
        pass  # a file that is no archive is told before the server starts
    door = listen(port, host)
    from desk.web.site import serve

    if not ip_address(host).is_loopback:
        options.note(_OPEN.format(host=host))
    click.echo(f"http://{_named(host)}:{door.getsockname()[1]}/ shows {db}; Ctrl-C ends it.")
    config = options.chosen().settings
    serve(db, door, allow_sql=sql, rules=(*config.rules, *config.digests))
