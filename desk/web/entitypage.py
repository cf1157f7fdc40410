"""``/entity/<id>`` and ``/company/<id>``; each kind of entity has its one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasette import Response

from desk.cards import naming
from desk.web import company, entityroom
from desk.web.answering import page
from desk.web.entitynames import address

if TYPE_CHECKING:
    from datasette.app import Datasette

    from desk.web.answering import Handler

_ID: Final = r"(?P<id>[A-Za-z0-9_-]{1,80})"


def _at_its_own_page(path: str, shown: Handler) -> Handler:
    """The page, or the way to the one page that an entity of another kind has.

    The address is put together here from a fixed path: it never leads to another site.
    """

    async def answer(request: Any, datasette: Datasette) -> Response:
        wanted = request.url_vars["id"]
        found = await datasette.get_database().execute_fn(lambda db: naming.entity(db, wanted))
        right = address(found["kind"], found["id"]) if found else request.path
        if found and not right.startswith(path):
            return Response.redirect(right)
        return await shown(request, datasette)

    return answer


ROUTES: Final = (
    (
        rf"^/entity/{_ID}$",
        _at_its_own_page("/entity/", page("entity.html", entityroom.context, *entityroom.BOOKS)),
    ),
    (
        rf"^/company/{_ID}$",
        _at_its_own_page("/company/", page("company.html", company.room, *entityroom.BOOKS)),
    ),
)
