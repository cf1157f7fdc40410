"""Saved feeds, sitemaps and section pages: which files are meant, and what is known of each."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from crawler.items import HubKind
from crawler.urls import safe_join
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_BYTES = 64 << 20
KINDS: tuple[HubKind, ...] = get_args(HubKind)
_STDIN = "-"
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """A saved hub with what was told of it; ``problem`` says why it cannot even be opened."""

    path: str
    base: str | None = None
    kind: HubKind | None = None
    source: str | None = None
    problem: str | None = None


def each_file(paths: Iterable[str], told: HubFile) -> Iterator[HubFile]:
    """The files behind paths, directories searched in sorted order; ``told`` holds for all."""
    for name in paths:
        path = Path(name)
        if name == _STDIN or not _holds(path.is_dir):
            yield replace(told, path=name)
            continue
        below = sorted(str(file) for file in path.rglob("*") if _holds(file.is_file))
        yield from (replace(told, path=file) for file in below)
        if not below:
            yield replace(told, path=name, problem="is a directory without files; check the path")


def listed_files(path: str, told: HubFile) -> Iterator[HubFile]:
    """The files that a list names, one a line: a path, a JSON string, or a JSON object.

    The object has ``path`` (or ``file``), and may have ``base`` (or ``url``, ``base_url``),
    ``kind`` and ``source``; what it leaves out is as ``told``. A relative path that is not there
    is looked for beside the list. A line that names no file comes back with its problem. Raises
    UserError for a list that cannot be read.
    """
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            one = _of_line(line.strip(), f"{path}:{number}", told)
            if one.problem:
                yield one
            else:
                yield from each_file([_beside(one.path, path)], one)


def _lines(path: str) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if path == _STDIN else Path(path).read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise UserError(f"{path!r}: is no path ({error})") from error
    return raw.decode("utf-8-sig", "replace").splitlines()


def _beside(path: str, listing: str) -> str:
    near = Path(listing).parent / path
    is_near = listing != _STDIN and not _holds(Path(path).exists) and _holds(near.exists)
    return str(near) if is_near else path


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
    if kind is not None and kind not in KINDS:
        return replace(told, path=path, problem=f"kind {kind[:40]!r} is none of {', '.join(KINDS)}")
    address = whole_address(base) if base else told.base
    if base and address is None:
        return replace(told, path=path, problem=f"base {base[:200]!r} is not an http(s) address")
    return replace(
        told,
        path=path,
        base=address,
        kind=kind or told.kind,
        source=source or told.source,
    )


def whole_address(base: str) -> str | None:
    """An http(s) address, with its scheme added where it was left out; None if it is none."""
    return safe_join("", f"https://{base}" if _BARE_HOST.match(base) else base)


def read_file(path: str) -> bytes:
    """The bytes of a file or of standard input; raises UserError."""
    try:
        if path == _STDIN:
            body = sys.stdin.buffer.read(MAX_BYTES + 1)
        elif not Path(path).is_file():
            raise UserError(f"{path}: no such file; check the path")
        else:
            with Path(path).open("rb") as file:
                body = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read ({error}); check the file") from error
    if len(body) > MAX_BYTES:
        raise UserError(f"{path}: is larger than {MAX_BYTES >> 20} MiB; split it")
    return body
