"""The styles, pictures and scripts of the pages: read once, named with their version. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).with_name("static")
BEGIN: Final = "/static/"
VERSION: Final = "v"
# by the end of the name; what is none of these is not served
_MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file as it is served; ``version`` changes with its bytes."""

    body: bytes
    media: str
    version: str


@cache
def shelf(folder: Path = FOLDER) -> Mapping[str, StaticFile]:
    """Every file that is served, by its path under ``/static/``."""
    return {
        path.relative_to(folder).as_posix(): _file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in _MEDIA
    }


def _file(path: Path) -> StaticFile:
    body = path.read_bytes()
    return StaticFile(body, _MEDIA[path.suffix], hashlib.sha256(body).hexdigest()[:12])


def address(name: str) -> str:
    """Where a file is served, with its version; raises KeyError for one that is not there."""
    return f"{BEGIN}{name}?{VERSION}={shelf()[name].version}"


def caching(file: StaticFile, version: str | None) -> str:
    """The header Cache-Control: an address with this version never stands for other bytes."""
    return FOR_EVER if version == file.version else ASK_AGAIN
