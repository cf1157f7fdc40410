"""Saved feeds, sitemaps and section pages: which files are meant, and what is known of each."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from crawler.items import HubKind, Skipped
from crawler.urls import safe_join
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_BYTES = 64 << 20
KINDS: tuple[HubKind, ...] = get_args(HubKind)
_STDIN = "-"
# what people and programs call the kinds
_CALLED: dict[str, HubKind] = {
    "rss": "feed", "atom": "feed", "rdf": "feed", "json": "feed", "jsonfeed": "feed", "xml": "feed",
    "html": "listing", "htm": "listing", "page": "listing", "home": "listing", "list": "listing",
    "homepage": "listing", "frontpage": "listing", "section": "listing", "category": "listing",
    "robotstxt": "robots", "sitemapxml": "sitemap", "sitemapindex": "sitemap",
    "newssitemap": "sitemap", "urlset": "sitemap",
}  # fmt: skip
_NO_LETTER = re.compile(r"[^a-z]+")
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """A saved hub with what was told of it; ``problem`` says why it cannot even be opened.

    ``path`` is its name as it was given, ``location`` where it lies if that is elsewhere.
    ``unused`` holds what was told of it and cannot be used.
    """

    path: str
    location: str | None = None
    base: str | None = None
    kind: HubKind | None = None
    source: str | None = None
    problem: str | None = None
    unused: tuple[Skipped, ...] = ()


def each_file(paths: Iterable[str], told: HubFile) -> Iterator[HubFile]:
    """The files behind paths, directories searched in sorted order; ``told`` holds for all."""
    for name in paths:
        yield from _below(replace(told, path=name))


def _below(named: HubFile) -> Iterator[HubFile]:
    """The file itself, or those below it where it is a directory."""
    place = Path(named.location or named.path)
    if named.path == _STDIN or not _holds(place.is_dir):
        yield named
        return
    found = sorted(
        str(file.relative_to(place)) for file in place.rglob("*") if _holds(file.is_file)
    )
    for name in found:
        path, location = str(Path(named.path) / name), str(place / name)
        yield replace(named, path=path, location=location)
    if not found:
        yield replace(named, problem="is a directory without files; check the path")


def listed_files(path: str, told: HubFile) -> Iterator[HubFile]:
    """The files that a list names, one a line: a path, a JSON string, or a JSON object.

    The object has ``path`` (or ``file``), and may have ``base`` (or ``url``, ``base_url``),
    ``kind`` and ``source``; what it leaves out, or tells in a way that cannot be used, is as
    ``told``. A relative path that is not there is looked for beside the list. A line that names
    no file comes back with its problem. Raises UserError for a list that cannot be read.
    """
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            one = _of_line(line.strip(), f"{path}:{number}", told)
            if one.problem:
                yield one
            else:
                yield from _below(replace(one, location=_beside(one.path, path)))


def _lines(path: str) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if path == _STDIN else Path(path).read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise UserError(f"{path!r}: is no path ({error})") from error
    # not splitlines: JSON may hold line separators of Unicode as they are
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")


def _beside(path: str, listing: str) -> str | None:
    near = Path(listing).parent / path
    is_near = listing != _STDIN and not _holds(Path(path).exists) and _holds(near.exists)
    return str(near) if is_near else None


def _holds(test: Callable[[], bool]) -> bool:
    """What a test of a path says; False where the path is too odd to be tested at all."""
    try:
        return test()
    except (OSError, ValueError):
        return False


def _of_line(line: str, where: str, told: HubFile) -> HubFile:
    if line[0] not in '{"':
        return replace(told, path=line)
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return replace(told, path=where, problem="the line is no JSON; write a path or an object")
    record: dict[str, Any] = {"path": given} if isinstance(given, str) else dict(given)
    return _of_record(record, where, told)


def _of_record(record: dict[str, Any], where: str, told: HubFile) -> HubFile:
    def first(*names: str) -> str | None:
        found = (record[name] for name in names if record.get(name))
        return next((str(value) for value in found), None)

    path, base = first("path", "file"), first("base", "base_url", "url")
    kind, source = first("kind"), first("source")
    if path is None:
        return replace(told, path=where, problem='the line names no "path"')
    address = whole_address(base) if base else None
    meant = kind_called(kind) if kind else None
    unused = []
    if base and address is None:
        unused.append(Skipped(base[:200], "not used as the base: is no http(s) address"))
    if kind and meant is None:
        unused.append(Skipped(kind[:200], f"not used as the kind: is none of {', '.join(KINDS)}"))
    return replace(
        told,
        path=path,
        base=address or told.base,
        kind=meant or told.kind,
        source=source or told.source,
        unused=tuple(unused),
    )


def kind_called(name: str) -> HubKind | None:
    """The kind of hub that a word stands for ("RSS", "home", "robots.txt"); None for no such."""
    letters = _NO_LETTER.sub("", name.lower())
    return next((kind for kind in KINDS if kind == letters), _CALLED.get(letters))


def whole_address(base: str) -> str | None:
    """An http(s) address, with its scheme added where it was left out; None if it is none."""
    told = base.strip()
    if told.startswith("//"):
        told = f"https:{told}"
    return safe_join("", f"https://{told}" if _BARE_HOST.match(told) else told)


def read_file(file: HubFile) -> bytes:
    """The bytes of a file or of standard input; raises UserError that names it as it was given."""
    path, place = file.path, Path(file.location or file.path)
    try:
        if path == _STDIN:
            body = sys.stdin.buffer.read(MAX_BYTES + 1)
        elif not place.is_file():
            raise UserError(f"{path}: no such file; check the path")
        else:
            with place.open("rb") as opened:
                body = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read ({error}); check the file") from error
    if len(body) > MAX_BYTES:
        raise UserError(f"{path}: is larger than {MAX_BYTES >> 20} MiB; split it")
    return body
