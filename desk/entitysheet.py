"""An entity's card on the screen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from crawler.verdict import counted
from desk import moments
from desk.tables import page, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from desk.entitycards import Card

Record = dict[str, Any]
_READABLE = 100
_LISTED = 12
_OTHER_WAY: Final = {
    "located in": "here",
    "works in": "works here",
    "owned by": "owns",
    "operated by": "operates",
    "part of": "parts",
    "produces": "produced by",
}


def sheet(card: Card, width: int) -> RenderableType:
    """The card, wrapped to the window, at most 100 letters wide, without its newest articles."""
    head = Text(plain(card.name_en), style="bold").append(
        f"  {card.kind}, id {card.id}", "not bold"
    )
    others = dict.fromkeys(name for name in (card.name_kk, card.name_ru) if name != card.name_en)
    parts = [head, *([Text(plain(" · ".join(others)))] if others else [])]
    parts += [*_pairs(card), _articles(card)]
    return page(Group(*parts), width, _READABLE)


def _pairs(card: Card) -> Iterator[Text]:
    for heading, values in _told(card).items():
        known = list(dict.fromkeys(filter(None, values)))
        more = [f"… and {len(known) - _LISTED} more, --json has all"]
        if known:
            told = "; ".join(known[:_LISTED] + (more if len(known) > _LISTED else []))
            yield Text(f"{heading}: ", style="dim").append(plain(told), style="not dim")


def _told(card: Card) -> dict[str, list[str]]:
    """What is known, under its heading."""
    pairs: dict[str, list[str]] = defaultdict(list)
    pairs["region"] = [card.region or ""]
    pairs["where"] = ["" if card.lat is None else f"{card.lat:.3f}, {card.lon:.3f}"]
    pairs["KATO"] = [card.kato or ""]
    for status in card.statuses:
        pairs["status"].append(_with_times(status["status"], status))
    for office in card.offices:
        pairs["office"].append(_with_times(office["title_en"], office))
    for link in card.links:
        pairs[_relation(link)].append(_with_times(link["name"], link))
    for official in card.officials:
        pairs["officials"].append(
            _with_times(f"{official['name']}, {official['title_en']}", official)
        )
    for name in card.names:
        if name["name"] not in (card.name_en, card.name_kk, card.name_ru):
            pairs[_names_heading(name)].append(_with_times(name["name"], name))
    pairs["note"] = [card.note or ""]
    return pairs


def _names_heading(name: Record) -> str:
    return "also" if name["kind"] in ("current", "variant") else f"{name['kind']} names"


def _relation(link: Record) -> str:
    relation = str(link["relation"])
    return _OTHER_WAY.get(relation, f"{relation} (of)") if link["is_of"] else relation


def _with_times(told: str, record: Record) -> str:
    """The words with the time that they are true for, and the note."""
    note = f", {record['note']}" if record.get("note") else ""
    return f"{told}{_times(record['since'], record['until'])}{note}"


def _times(since: str, until: str) -> str:
    if since and until:
        return f" ({since} to {until})"
    if since or until:
        return f" (since {since})" if since else f" (until {until})"
    return ""


def _articles(card: Card) -> Text:
    if not card.articles:
        return Text("No stored article names it.\n", style="dim")
    first = moments.show(card.first_at)[:10]
    return Text(f"{counted(card.articles, 'article')}, the first of {first}", style="bold")
