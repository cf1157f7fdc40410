"""Saved pages and text dumps on disk → Pages, through the same door as fetched ones."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from typing import TYPE_CHECKING

from crawler.items import Candidate, Page
from crawler.sources import Source
from pipelines.model import DUMP
from pipelines.warc import ENDINGS as WARC_ENDINGS
from pipelines.warc import saved_at, warc_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

MAX_BYTES = 64 << 20
_ENDINGS = (".html", ".htm", ".html.gz", ".htm.gz", ".txt", ".txt.gz", *WARC_ENDINGS)

# what a page of any age has
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|title|article|div|p)\b", re.IGNORECASE)

# what the archive knows as the source of pages that were given as files
DISK = Source(
    id="disk",
    name="Files from disk",
    country="KZ",
    languages=("kk", "ru", "en"),
    group="national",
    hosts=("localhost",),
    enabled=False,
)


class DiskError(Exception):
    """A path that cannot be read; the text names it and says what to do."""


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that the paths name, directories searched; raises DiskError for a missing one."""
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.name.lower().endswith(_ENDINGS))
            if not found:
                raise DiskError(f"{path}: holds no {', '.join(_ENDINGS[:5])} or .warc file")
            yield from found
        elif path.exists():
            yield path
        else:
            raise DiskError(f"{path}: no such file or directory; check the path")


def read_pages(path: Path, now: datetime) -> Iterator[Page]:
    """The pages in a file: one, or all of a WARC. Raises DiskError where it cannot be read.

    A page is of the time at which its file was written, as no reading of it can tell another
    (see ``saved_at``); one of a WARC is of the time that its record states.
    """
    if path.name.lower().endswith(WARC_ENDINGS):
        try:
            yield from warc_pages(path, DISK.id, now)
        except OSError as error:
            raise DiskError(f"{path}: is not a whole WARC file ({error})") from error
        return
    body = read_bytes(path)
    if not (path.name.lower().endswith(_ENDINGS) or _MARKUP.search(body)):
        raise DiskError(
            f"{path}: is no page (it has no HTML); give {', '.join(_ENDINGS[:5])} or .warc files"
        )
    at = saved_at(path, now)
    yield page_of(body, name=path.name, url=path.absolute().as_uri(), now=at)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, unpacked where gzipped; raises DiskError."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        if body[:2] == b"\x1f\x8b":
            with gzip.open(path) as file:
                body = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DiskError(f"{path}: cannot be read ({error}); check the file") from error
    if len(body) > MAX_BYTES:
        raise DiskError(f"{path}: is larger than {MAX_BYTES >> 20} MiB; split it")
    return body


def page_of(body: bytes, *, name: str, url: str, now: datetime) -> Page:
    """A page from bytes that were saved at ``now``.

    Its identity is its content, until its markup names an address.
    """
    is_text = name.lower().removesuffix(".gz").endswith(".txt") and b"<html" not in body.lower()
    identity = f"urn:sha256:{hashlib.sha256(body).hexdigest()}"
    return Page(
        url=url,
        candidate=Candidate(url=url, canonical_url=identity, source_id=DISK.id, via="disk"),
        body=body,
        content_type=DUMP if is_text else "",
        status=200,
        fetched_at=now,
    )
