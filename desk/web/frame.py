"""A Datasette plugin: what stands around every page, Datasette's own ones included."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from datasette import hookimpl

from desk import schemanotes
from desk.web import idpages, language, naming, routes, staticfiles
from desk.web.answering import asked, of_request
from desk.web.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette.app import Datasette

# (address, key of the word in desk/wording/web.toml)
ROOMS: Final = (
    ("/", "nav_front"),
    ("/search", "nav_search"),
    ("/stories", "nav_stories"),
    ("/towns", "nav_towns"),
    ("/companies", "nav_companies"),
    ("/sources", "nav_sources"),
    ("/sql", "nav_sql"),
)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Datasette) -> list[tuple[str, Any]]:  # noqa: ARG001 - the hook's signature
    """The pages of kenwatch, before those of Datasette."""
    return routes.all_routes()


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(
    request: Any, datasette: Datasette, view_name: str | None
) -> Callable[[], Any]:
    """What ``base.html`` needs: the words, the rooms, this page in the other languages.

    Datasette's own pages (``view_name``) get their words, titles and links besides.
    """

    async def around() -> dict[str, Any]:
        code = of_request(request) if request else language.DEFAULT
        shown = _around(request, code)
        if view_name:
            shown |= _tables(code, asks_sql=datasette.kenwatch_allow_sql)
        return shown

    return around


def _around(request: Any, code: str) -> dict[str, Any]:
    words = Words(code)
    return {
        "language": code,
        "frame": words,
        "rooms": [(address, words(key)) for address, key in ROOMS],
        "here": _room_of(request.path) if request else "/",
        "languages": _languages(request),
        "static": staticfiles.address,
    }


def _room_of(path: str) -> str:
    """The room that a page belongs to: /town/ridder to /towns; the path itself without one."""
    first = path.partition("/")[2].partition("/")[0]
    plural = {"story": "stories", "company": "companies", "coverage": "sources", "archive": "sql"}
    wanted = {path, f"/{first}", f"/{first}s", f"/{plural.get(first, first)}"}
    return next((address for address, _ in ROOMS if address in wanted), path)


def _tables(code: str, *, asks_sql: bool) -> dict[str, Any]:
    """What the pages of tables need."""
    return {
        "t": Words(code, "tables"),
        "title_of": partial(naming.title, language=code),
        "about_of": partial(naming.about, language=code),
        "note_of": schemanotes.notes().get,
        "example_of": naming.example,
        "count_by": naming.count_by,
        "page_of": idpages.page_of,
        "asks_sql": asks_sql,
    }


def _languages(request: Any) -> list[tuple[str, str, str]]:
    """(code, its name in itself, this page in it)."""
    if request is None:
        return []
    question = asked(request)
    here = question.address()
    joint = "&" if "?" in here else "?"
    return [
        (code, name, f"{here}{joint}{urlencode({language.PARAMETER: code})}")
        for code, name in language.NAMES.items()
    ]
