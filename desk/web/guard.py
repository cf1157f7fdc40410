"""A Datasette plugin: who may ask, what a browser may do with the answer, and SQL functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from markupsafe import Markup

from desk import moments, searching
from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, MutableMapping

    from datasette.app import Datasette

    Message = MutableMapping[str, Any]
    Send = Callable[[Message], Awaitable[None]]
    Receive = Callable[[], Awaitable[Message]]
    App = Callable[[Message, Receive, Send], Awaitable[None]]

# Datasette's own pages hold inline scripts and styles; nothing may come from elsewhere
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# questions have no table; the views list articles too
_ARTICLE_LISTS = (None, "latest", "by_town")
_LOCAL = frozenset({"127.0.0.1", "localhost"})


class Guard:
    """ASGI: refuses requests by another host name and adds the security headers.

    A page elsewhere can let its own name resolve to 127.0.0.1 and so read this server; only the
    Host header tells (DNS rebinding).
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
            await send(message)

        if _host(scope) in _LOCAL:
            await self._app(scope, receive, send_guarded)
        else:
            await _refuse(send_guarded)


def _host(scope: Message) -> str:
    named = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return str(named.decode("latin-1").partition(":")[0].lower())


async def _refuse(send: Send) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": 421, "headers": [kind]})
    await send({"type": "http.response.body", "body": b"Ask for 127.0.0.1 or localhost.\n"})


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> type[Guard]:
    """Put the guard around Datasette."""
    return Guard


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """SQL functions of the pages: search_query(words), fold(text), almaty(time, precision)."""
    conn.create_function("search_query", 1, _search_query, deterministic=True)
    conn.create_function("fold", 1, _fold, deterministic=True)
    conn.create_function("almaty", 2, moments.show, deterministic=True)


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    value: object, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | None:
    """Link the number of an article in an answer to its page; None leaves a cell as it is."""
    if column == "id" and table in _ARTICLE_LISTS and isinstance(value, int):
        path = datasette.urls.row(database, "article", str(value))
        return Markup('<a href="{}">{}</a>').format(path, value)
    return None


def _search_query(words: object) -> str:
    # an empty phrase finds nothing and is no error
    return searching.parse(str(words or "")).match or '""'


def _fold(text: object) -> str:
    return fold_search(str(text or "").strip())
