"""Which requests are answered at all: by whom, how, and for what address. Pure.

The page listens on this machine, where every browser tab can reach it. What tells a reader from
a page elsewhere is in the head of the request only: the name that was asked for (a name of
another site may resolve to 127.0.0.1), and where the request comes from (Fetch Metadata).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote_plus

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCAL: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
METHODS: Final = frozenset({"GET", "HEAD"})
# letters of path and question together; longer ones are no page's
LONGEST_TARGET: Final = 24_000
_PORT: Final = re.compile(r":\d*$")
# a browser reads "\" as "/", and "//host" as another site
_CROOKED: Final = re.compile(r"^//|\\|%5c|%2f%2f|[\x00-\x20\x7f]|%[01][0-9a-f]|%7f", re.IGNORECASE)
# of Datasette's own pages beside the archive, the one that health checks ask for
_OPEN: Final = frozenset({"/-/versions.json"})
_CLOSED: Final = re.compile(r"^/(-|:memory:|_memory|_internal)(?![a-z0-9])", re.IGNORECASE)
# these take SQL from the address: nobody elsewhere may let a reader's browser run it
_WITH_SQL: Final = frozenset({"sql", "_where"})
# a count by a column goes through the whole table, and each of its values is a link with the
# whole query in it: few of them, in a short query
MOST_PARAMETERS: Final = 60
MOST_COUNTS: Final = 5
_LONGEST_COUNTED: Final = 4_000
_COUNT: Final = "_facet"
_COUNT_SIZE: Final = "_facet_size"
_THROUGH: Final = "_through"
# SQLite holds no whole number from here on
_NO_NUMBER: Final = 2**63
# whole texts: no two are alike, and each would stand on the page
_NOT_COUNTED: Final = frozenset(
    {"text", "folded", "html", "body", "sections", "reasons", "date_claims", "dropped_lines"}
)


@dataclass(frozen=True, slots=True)
class Asking:
    """The head of a request: names of headers in small letters, the path as it was sent."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]

    @property
    def is_foreign(self) -> bool:
        """Whether a page of another site made the browser ask."""
        return self.headers.get("sec-fetch-site", "none") in ("cross-site", "same-site")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered: its status, and the phrase of the book ``web``."""

    status: int
    phrase: str


def refusal(asking: Asking) -> Refusal | None:
    """Why this request is not answered; None where it is."""
    if _host(asking) not in LOCAL:
        return Refusal(HTTPStatus.MISDIRECTED_REQUEST, "other_host")
    if asking.method not in METHODS:
        return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "only_reading")
    if len(asking.path) + len(asking.query) > LONGEST_TARGET:
        return Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "too_long")
    if _CROOKED.search(asking.path):
        return Refusal(HTTPStatus.BAD_REQUEST, "crooked")
    if asking.path not in _OPEN and _CLOSED.search(asking.path):
        return Refusal(HTTPStatus.NOT_FOUND, "not_found_told")
    return _refusal_of_query(asking.query) or _refusal_of_foreign(asking)


def _refusal_of_query(query: str) -> Refusal | None:
    """What an address may ask for at once; the same words again are not counted."""
    once = distinct(query)
    given = parse_qsl(once, keep_blank_values=True)
    counts = [value for name, value in given if _is_count(name)]
    is_long = bool(counts) and len(once) > _LONGEST_COUNTED
    if len(given) > MOST_PARAMETERS or len(counts) > MOST_COUNTS or is_long:
        return Refusal(HTTPStatus.BAD_REQUEST, "too_many")
    if any(_column(value) in _NOT_COUNTED for value in counts):
        return Refusal(HTTPStatus.BAD_REQUEST, "not_counted")
    is_bad = any(name == _THROUGH and not _is_through(value) for name, value in given)
    if is_bad or any(_column(value) is None for value in counts):
        return Refusal(HTTPStatus.BAD_REQUEST, "bad_address")
    return None


def _is_count(name: str) -> bool:
    return name.startswith(_COUNT) and name != _COUNT_SIZE


def _column(count: str) -> str | None:
    """The column by which is counted, in small letters; None where the value says none."""
    if not count.startswith("{"):
        return count.lower()
    read = _object(count)
    column = read.get("column") or read.get("simple")
    return column.lower() if isinstance(column, str) else None


def _is_through(value: str) -> bool:
    read = _object(value)
    are_names = all(isinstance(read.get(key), str) for key in ("table", "column"))
    value_told = read.get("value")
    is_number = isinstance(value_told, int | float) and abs(value_told) < _NO_NUMBER
    return are_names and (is_number or isinstance(value_told, str))


def _object(value: str) -> Mapping[str, object]:
    """A JSON object; an empty one where it is none."""
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _host(asking: Asking) -> str:
    return _PORT.sub("", asking.headers.get("host", "")).lower()


def _refusal_of_foreign(asking: Asking) -> Refusal | None:
    """A link from elsewhere may be followed; nothing is loaded, counted or run for others."""
    if not asking.is_foreign:
        return None
    is_followed = (
        asking.headers.get("sec-fetch-mode") == "navigate"
        and asking.headers.get("sec-fetch-dest") == "document"
    )
    # the SQL page itself shows what it was given and waits for its reader
    given = names(asking.query)
    runs_sql = asking.path != "/sql" and bool(_WITH_SQL & given)
    if is_followed and not runs_sql and not any(map(_is_count, given)):
        return None
    return Refusal(HTTPStatus.FORBIDDEN, "from_elsewhere")


def names(query: str) -> set[str]:
    """The names of the parameters of a query."""
    return {_name(pair) for pair in query.split("&") if pair}


def distinct(query: str) -> str:
    """The query with each of its parameters once, the others as they were written."""
    once: dict[tuple[str, str], str] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        once.setdefault((unquote_plus(name), unquote_plus(value)), pair)
    return "&".join(once.values())


def without(query: str, dropped: frozenset[str]) -> str:
    """The query without some of its parameters, the others as they were written."""
    return "&".join(pair for pair in query.split("&") if _name(pair) not in dropped)


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])
