"""Source files for the newsrooms of the month, written for the port that they are served on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from samples.month.outlets import Outlet, RoadKind

INTERVAL_MINUTES = 30
_TABLE: dict[RoadKind, str] = {"rss": "feeds", "atom": "feeds", "listing": "listings"}


def write_sources(directory: Path, port: int, outlets: Iterable[Outlet]) -> None:
    """Write one source file an outlet into a directory (made if need be)."""
    directory.mkdir(parents=True, exist_ok=True)
    for outlet in outlets:
        text = source_file(outlet, port)
        (directory / f"{outlet.id}.toml").write_text(text, encoding="utf-8")


def source_file(outlet: Outlet, port: int) -> str:
    """The TOML of a source file."""
    base = f"http://{outlet.host}:{port}"
    roads = "\n".join(
        f'[[{_TABLE[road]}]]\nurl = "{base}{outlet.path(road)}"\nstatus = "sample"\n'
        for road in outlet.roads
    )
    return f"""\
id = "{outlet.id}"
name = "{outlet.name}"
country = "KZ"
languages = ["{outlet.language}"]
group = "regional"
hosts = ["{outlet.host}"]
article_url_re = ['^/(?:\\d{{4}}/\\d{{2}}/\\d{{2}}|material)/[a-z0-9-]+$']
interval_minutes = {INTERVAL_MINUTES}
delay_seconds = 0
notes = "site of the simulated month, served on this machine only"

{roads}
[pin]
"{outlet.host}" = "127.0.0.1"
"""
