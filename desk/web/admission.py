"""Which requests are answered at all: by whom, how, and for what address. Pure.

The page listens on this machine, where every browser tab can reach it. What tells a reader from
a page elsewhere is in the head of the request only: the name that was asked for (a name of
another site may resolve to 127.0.0.1), and where the request comes from (Fetch Metadata).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

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
    return _refusal_of_foreign(asking) if asking.is_foreign else None


def _host(asking: Asking) -> str:
    return _PORT.sub("", asking.headers.get("host", "")).lower()


def _refusal_of_foreign(asking: Asking) -> Refusal | None:
    """A link from elsewhere may be followed; nothing may be loaded, and no SQL run, by others."""
    is_followed = (
        asking.headers.get("sec-fetch-mode") == "navigate"
        and asking.headers.get("sec-fetch-dest") == "document"
    )
    # the SQL page itself shows what it was given and waits for its reader
    runs_sql = asking.path != "/sql" and bool(_WITH_SQL & names(asking.query))
    if is_followed and not runs_sql:
        return None
    return Refusal(HTTPStatus.FORBIDDEN, "from_elsewhere")


def names(query: str) -> set[str]:
    """The names of the parameters of a query."""
    return {_name(pair) for pair in query.split("&") if pair}


def without(query: str, dropped: frozenset[str]) -> str:
    """The query without some of its parameters, the others as they were written."""
    return "&".join(pair for pair in query.split("&") if _name(pair) not in dropped)


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])
