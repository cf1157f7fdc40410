"""A Datasette plugin: lets in whom `desk.web.admission` lets in, and heads every answer."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from datasette import hookimpl

from desk.web import admission, headers, language, sheetsafe
from desk.web.admission import Asking, Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Send = Callable[[Message], Awaitable[None]]
    Receive = Callable[[], Awaitable[Message]]
    App = Callable[[Message, Receive, Send], Awaitable[None]]

# what the pages find in the scope: the language, and why the request is refused
LANGUAGE: Final = "kenwatch_language"
REFUSED: Final = "kenwatch_refused"
FOREIGN: Final = "kenwatch_foreign"
# where a refused request is answered in words; asked for by name, it is no page
REFUSALS: Final = "/-/refused"
# the language is ours; the others are Datasette's for its developers
_DROPPED: Final = frozenset({language.PARAMETER, "_trace", "_context", "_timelimit"})
_OF_PERSONS: Final = (b"cookie", b"authorization")


class Guard:
    """ASGI: refuses what is not to be answered, settles the language, heads the answer."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        asking = asking_of(scope)
        refused = admission.refusal(asking)
        wanted = parse_qs(asking.query).get(language.PARAMETER, [""])[0]
        code = language.choose(
            wanted, _cookie(asking.headers), asking.headers.get("accept-language")
        )
        is_kept = wanted == code and not refused

        async def send_headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                head = headers.in_language(headers.secured(message.get("headers", ())), code)
                message["headers"] = headers.remembering(head, code) if is_kept else head
            else:
                message = {**message, "body": _body(asking, message.get("body", b""))}
            await send(message)

        await self._app(_settled(scope, asking, code, refused), receive, send_headed)


def asking_of(scope: Message) -> Asking:
    """The head of a request of ASGI."""
    path = scope.get("raw_path") or scope.get("path", "/").encode()
    return Asking(
        method=scope.get("method", "GET"),
        path=path.decode("latin-1").partition("?")[0],
        query=scope.get("query_string", b"").decode("latin-1"),
        headers={
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        },
    )


def _body(asking: Asking, body: bytes) -> bytes:
    if asking.method == "HEAD":
        return b""
    # the SQL page writes its own
    is_table = asking.path.endswith(".csv") and asking.path != "/sql.csv"
    return sheetsafe.safe_rows(body) if is_table and body else body


def _cookie(given: dict[str, str] | Any) -> str | None:
    try:
        kept = SimpleCookie(given.get("cookie", "")).get(language.COOKIE)
    except CookieError:
        return None
    return kept.value if kept else None


def _settled(scope: Message, asking: Asking, code: str, refused: Refusal | None) -> Message:
    """The request as the pages get it: read-only, in a language, without what is not theirs."""
    settled = {
        **scope,
        "method": "GET",
        "query_string": admission.without(admission.distinct(asking.query), _DROPPED).encode(
            "latin-1"
        ),
        # there is nobody to log in, and no message to keep
        "headers": [pair for pair in scope["headers"] if pair[0] not in _OF_PERSONS],
        LANGUAGE: code,
        FOREIGN: asking.is_foreign,
        REFUSED: refused,
    }
    if refused:
        is_json = asking.path.lower().endswith(".json")
        path = f"{REFUSALS}.json" if is_json else REFUSALS
        settled |= {"path": path, "raw_path": path.encode(), "query_string": b""}
    return settled


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> type[Guard]:
    """Put the guard around Datasette."""
    return Guard
