"""What the search page is asked, and the addresses of searches a little different. Pure."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desk.searchlanguage.conditions import Chosen
    from desk.web.asked import Asked

PATH: Final = "/search"
# the filters of an address, as `desk.cards.found.find` takes them
FIELDS: Final = (
    "town", "company", "asset", "commodity", "person", "region", "entity", "topic", "event",
    "language", "source", "since", "until",
)  # fmt: skip
ORDERS: Final = ("best", "newest")
PER_PAGE: Final = 20
_MOST_PAGES: Final = 1000
_MOST_VALUES: Final = 20
_LONGEST: Final = 200
# what these filters are called in the language of queries; the others by their own names
_TYPED: Final = {"since": "after", "until": "until"}
# the filters that a feed takes (see desk.feeds.questions)
_FEED: Final = frozenset({"topic", "town", "language", "since"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: its words, its filters, in which order, and which page of it (from 1)."""

    text: str
    given: Mapping[str, tuple[str, ...]]
    order: str = ORDERS[0]
    page: int = 1

    def address(self, path: str = PATH, **extra: str) -> str:
        """The address of this search."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(field, value) for field, values in self.given.items() for value in values]
        pairs += [("sort", self.order)] if self.order != ORDERS[0] else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        pairs += extra.items()
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def on_page(self, page: int) -> Wanted:
        """The same on another page."""
        return Wanted(self.text, self.given, self.order, page)

    def sorted(self, order: str) -> Wanted:
        """The same from its begin in another order."""
        return Wanted(self.text, self.given, order)

    def bare(self) -> Wanted:
        """The words without the filters."""
        return Wanted(self.text, {}, self.order)

    def instead(self, text: str) -> Wanted:
        """Other words with the same filters."""
        return Wanted(text, self.given, self.order)

    def with_one(self, field: str, value: str) -> Wanted:
        """With a value more, from the first page on."""
        return self._with(field, (*self.given.get(field, ()), value))

    def with_only(self, **values: str) -> Wanted:
        """With these values of their fields in place of any others."""
        kept = {field: held for field, held in self.given.items() if field not in values}
        return Wanted(self.text, {**kept, **{k: (v,) for k, v in values.items()}}, self.order)

    def without(self, chosen: Chosen, others: Iterable[Chosen]) -> Wanted:
        """Without a filter that came by the address; ``others`` are all that hold, in order.

        A filter may be told by another value than it was asked by (the id of a town for its
        name): it is known by its place among those of its field.
        """
        asked = self.given.get(chosen.field, ())
        same = [one for one in others if one.field == chosen.field and not one.typed]
        if len(same) != len(asked):
            kept = tuple(value for value in asked if value != chosen.value)
            return self._with(chosen.field, () if kept == asked else kept)
        place = same.index(chosen)
        return self._with(chosen.field, asked[:place] + asked[place + 1 :])

    def _with(self, field: str, values: tuple[str, ...]) -> Wanted:
        kept = {name: held for name, held in self.given.items() if name != field}
        return Wanted(self.text, {**kept, field: values} if values else kept, self.order)


def wanted(asked: Asked) -> Wanted:
    """What a request asks for; of values that mean nothing the search tells."""
    given = {}
    for field in FIELDS:
        stripped = (value.strip()[:_LONGEST] for value in asked.given.get(field, ()))
        if values := tuple(dict.fromkeys(filter(None, stripped)))[:_MOST_VALUES]:
            given[field] = values
    order = asked.one("sort")
    return Wanted(
        text=" ".join(asked.one("q").split()),
        given=given,
        order=order if order in ORDERS else ORDERS[0],
        page=asked.number("page", 1, _MOST_PAGES),
    )


def typed(text: str, chosen: Sequence[Chosen]) -> str | None:
    """The search in the language of queries; None where it cannot be written in it."""
    added = [one for one in chosen if not one.typed]
    if any(one.field == "entity" for one in added):
        return None
    return " ".join(filter(None, (*(_field(one) for one in added), text)))


def _field(one: Chosen) -> str:
    name = one.names.get("en") if one.field not in _TYPED else None
    value = (name or one.value).replace('"', "")
    quoted = value if value.isalnum() or one.field in _TYPED else f'"{value}"'
    return f"{'-' if one.excluded else ''}{_TYPED.get(one.field, one.field)}:{quoted}"


def command(text: str, chosen: Sequence[Chosen], order: str = ORDERS[0]) -> str | None:
    """The same search on the command line; None where there is none."""
    query = typed(text, chosen)
    if not query:
        return None if query is None else "kenwatch latest"
    options = "" if order == ORDERS[0] else "--newest "
    ahead = "-- " if query.startswith("-") else ""
    return f"kenwatch search {options}{ahead}{shlex.quote(query)}"


def feed(text: str, chosen: Sequence[Chosen]) -> str | None:
    """The feed of what is new under this search; None where a feed cannot be asked by it."""
    fields = [one.field for one in chosen]
    is_plain = all(
        one.field in _FEED and not one.typed and not one.excluded for one in chosen
    ) and len(fields) == len(set(fields))
    if not is_plain:
        return None
    pairs = [("words", text)] if text else []
    pairs += [(one.field, one.names.get("en") or one.value) if one.field == "town"
              else (one.field, one.value) for one in chosen]  # fmt: skip
    return f"/feeds/latest.atom?{urlencode(pairs)}" if pairs else "/feeds/latest.atom"
