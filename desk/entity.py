"""``kenwatch entity``: the card of a town, company, mine, commodity or person."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit
from desk import asking, entitycards, options, tables
from desk.entitysheet import sheet
from desk.errors import UserError
from desk.reader import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

_SHOWN = 3
_NAMED = 12
_ELSE = "`kenwatch search` finds words in the articles"


@click.command(
    epilog=options.examples(
        "kenwatch entity Qarmet",
        "kenwatch entity Теміртау --limit 20",
        'kenwatch entity "ArcelorMittal Temirtau" --json',
    )
)
@click.argument("name", nargs=-1, required=True)
@options.limit_option(10)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value: a list of cards.")
@options.db_option
def entity(name: tuple[str, ...], limit: int, db: Path, *, as_json: bool) -> None:
    """Show what is known of a town, company, mine, plant, commodity or official.

    NAME is a name in any language and spelling, a former one too, or an id. The card tells the
    names and their times, owners and places, and the latest articles that name it.
    """
    with reading(db) as archive:
        cards = [entitycards.card(archive, one, limit) for one in _found(archive, " ".join(name))]
    if as_json:
        options.print_json([_record(card) for card in cards])
        return
    screen = tables.screen()
    for card in cards[:_SHOWN]:
        tables.put(sheet(card, screen.width), screen)
        if card.newest:
            newest = tables.articles(map(asking.row, card.newest), screen.width)
            tables.put(newest, screen)
    if len(cards) > _SHOWN:
        others = [card.id for card in cards[_SHOWN:]]
        options.note(f"Also named so, by id: {_shortened(others)}")


def _shortened(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f"{', '.join(ids[:_NAMED])}{more}"


def _found(archive: sqlite3.Connection, name: str) -> list[str]:
    if not name.strip():
        raise UserError(
            "give the name of a town, company, mine, commodity or person: kenwatch entity Ridder",
            Exit.USAGE,
        )
    found = entitycards.find(archive, name)
    if isinstance(found, entitycards.Unknown):
        mend = f"did you mean {', '.join(found.near)}?" if found.near else _ELSE
        raise UserError(f"{name[:60]!r}: nothing of this name is watched; {mend}")
    return found


def _record(card: entitycards.Card) -> dict[str, Any]:
    return {**asdict(card), "newest": [asking.record(line) for line in card.newest]}
