"""``kenwatch entity``: the card of a town, company, mine, commodity or person."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.console import Group

from desk import asking, completing, entitycards, options, tables
from desk.entitysheet import sheet
from desk.reader import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from desk.options import Form

_SHOWN = 3
_COLUMNS = (
    *("id", "kind", "name_en", "name_ru", "name_kk", "region", "lat", "lon", "kato", "note"),
    *("articles", "first_at"),
)


@click.command(
    epilog=options.examples(
        "kenwatch entity Qarmet",
        "kenwatch entity Теміртау --limit 20",
        'kenwatch entity "ArcelorMittal Temirtau" --json',
    )
)
@click.argument("name", nargs=-1, required=True, shell_complete=completing.entities)
@options.limit_option(10)
@options.form_options
@options.db_option
def entity(name: tuple[str, ...], limit: int, form: Form | None, db: Path) -> None:
    """Show what is known of a town, company, mine, plant, commodity or official.

    NAME is a name in any language and spelling, a former one too, or an id. The card tells the
    names and their times, owners and places, and the latest articles that name it. Where several
    have the name, each has its card; --csv has a line for each, without articles.
    """
    with reading(db) as archive:
        found = entitycards.required(archive, " ".join(name))
        cards = [entitycards.card(archive, one, limit) for one in found]
    records = [_record(card) for card in cards]
    options.emit(form, records, _COLUMNS, lambda width: Group(*_view(cards[:_SHOWN], width)))
    if form is None and len(cards) > _SHOWN:
        others = [f"{card.id} ({card.kind})" for card in cards[_SHOWN:]]
        options.note(f"Also named so, by id: {options.listed(others)}")


def _view(cards: Sequence[entitycards.Card], width: int) -> Iterator[RenderableType]:
    for card in cards:
        yield sheet(card, width)
        if card.newest:
            yield tables.articles(map(asking.row, card.newest), width)


def _record(card: entitycards.Card) -> dict[str, Any]:
    return {**asdict(card), "newest": [asking.record(line) for line in card.newest]}
