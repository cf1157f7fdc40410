"""CSV: one line a road, to be sorted in a spreadsheet and read back. Pure."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from crawler.hubs import hubbytes
from desk.errors import UserError
from desk.sources.knowledge import roads_by_kind, since
from desk.sources.newcomers import Listed
from desk.tables import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crawler.sources import Source

COLUMNS = (
    "id", "name", "country", "group", "languages", "region", "zone", "hosts", "home", "enabled",
    "kind", "url", "status", "as_of", "language", "note",
)  # fmt: skip
# what other programs call the same
_NAMES = {
    "feed": "url", "feedurl": "url", "xmlurl": "url", "rss": "url", "link": "url",
    "address": "url", "title": "name", "site": "home", "htmlurl": "home", "homepage": "home",
    "website": "home", "category": "group", "lang": "language", "type": "kind",
}  # fmt: skip
_MAX_FIELD = 20_000
_QUOTED_FORMULA = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
_BLANK = re.compile(r"[\s_-]+")


def write_csv(sources: Iterable[Source]) -> bytes:
    """All roads of the sources, with a heading line; lists within a cell are joined by "; "."""
    lines = csv_lines([line for source in sources for line in _lines(source)], COLUMNS)
    return lines.encode("utf-8")


def _lines(source: Source) -> Iterator[dict[str, object]]:
    own = {name: getattr(source, name) for name in COLUMNS[:10]}
    for kind, roads in roads_by_kind(source).items():
        for road in roads:
            yield {
                **own,
                "kind": kind,
                "url": road.url,
                "status": road.status,
                "as_of": since(road, source),
                "language": road.language,
                "note": road.note,
            }


def read_csv(body: bytes, where: str) -> list[Listed]:
    """The roads of a CSV file with a heading line; comma, semicolon or tab between cells.

    Only the column ``url`` is needed; what else is there is taken by its heading. Raises
    UserError for a file without such a column or that is no CSV.
    """
    text = hubbytes.decode(body).replace("\x00", "").lstrip("\ufeff \r\n")
    lines = text.splitlines(keepends=True)
    mark = max(",;\t", key="".join(lines[:1]).count)
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.DictReader(lines, delimiter=mark, restkey="_", restval="")
    try:
        heads = {name: _column(name) for name in reader.fieldnames or ()}
        if "url" not in heads.values():
            raise UserError(
                f"{where}: has no column url; give the first line headings, url among them"
            )
        return [
            _listed({heads.get(name, ""): cell for name, cell in row.items()}) for row in reader
        ]
    except csv.Error as error:
        raise UserError(f"{where}: line {reader.line_num} is no CSV ({error})") from error


def _column(heading: str) -> str:
    name = heading.strip().lower()
    return name if name in COLUMNS else _NAMES.get(_BLANK.sub("", name), name)


def _listed(row: Mapping[str, str]) -> Listed:
    def cell(name: str) -> str:
        # a cell that would be a formula is written with a quote in front
        return _QUOTED_FORMULA.sub("", row.get(name, "").strip())

    def cells(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell(name).split(";") if part.strip())

    return Listed(
        url=cell("url"),
        kind=cell("kind").lower() or "feed",
        source_id=cell("id"),
        name=cell("name"),
        home=cell("home"),
        hosts=cells("hosts"),
        languages=cells("languages"),
        language=cell("language"),
        group=cell("group").lower(),
        country=cell("country"),
        region=cell("region"),
        zone=cell("zone"),
        status=cell("status"),
        as_of=cell("as_of"),
        note=cell("note"),
    )
