"""A Datasette plugin: what stands around every page, Datasette's own ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from datasette import hookimpl

from desk.web import language, routes, staticfiles
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
def extra_template_vars(request: Any, datasette: Datasette) -> Callable[[], Any]:  # noqa: ARG001 - the hook's signature
    """What ``base.html`` needs: the words, the rooms, this page in the other languages."""

    async def around() -> dict[str, Any]:
        code = of_request(request) if request else language.DEFAULT
        words = Words(code)
        return {
            "language": code,
            "frame": words,
            "rooms": [(address, words(key)) for address, key in ROOMS],
            "here": request.path if request else "/",
            "languages": _languages(request),
            "static": staticfiles.address,
        }

    return around


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
