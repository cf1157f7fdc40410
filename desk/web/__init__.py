"""The archive in the browser: Datasette over the file, on this machine only."""

from __future__ import annotations

import socket
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING

import click

from desk import options
from desk.crawling import sources_option
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
        "kenwatch web --port 8080 --db demo/kenwatch.db --sources-dir demo/sources",
        "kenwatch web --no-sql",
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
@click.option(
    "--sql/--no-sql",
    default=None,
    show_default="on at an address of this machine, off at another",
    help="Let readers write (reading, bounded) SQL of their own.",
)
@sources_option
@options.db_option
def web(port: int, host: str, db: Path, sources_dir: Path, sql: bool | None) -> None:  # noqa: FBT001 - a flag of click
    """Show the archive in the browser at http://127.0.0.1:8001/ until Ctrl-C.

    What is new, search, stories, towns, companies, sources, SQL, in Kazakh, Russian and English;
    tables, JSON and CSV by Datasette. It follows a running crawl and changes nothing. Only this
    machine can reach it: to show it to others, put a web server with a password in front.
    """
    with reading(db):
        pass  # a file that is no archive is told before the server starts
    door = listen(port, host)
    from desk.digest.composing import known_sources
    from desk.web.site import serve, site

    is_local = ip_address(host).is_loopback
    if not is_local:
        options.note(_OPEN.format(host=host))
    click.echo(f"http://{_named(host)}:{door.getsockname()[1]}/ shows {db}; Ctrl-C ends it.")
    config = options.chosen().settings
    served = site(
        db,
        allow_sql=is_local if sql is None else sql,
        rules=(*config.rules, *config.digests),
        sources=partial(known_sources, sources_dir),
    )
    serve(served, door)
