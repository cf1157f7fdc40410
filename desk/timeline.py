"""``kenwatch timeline``: what happened around a name, or in a story, over time."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit
from desk import completing, entitycards, options, queries
from desk.errors import UserError
from desk.reader import reading
from desk.stories import required
from desk.timelinecards import lines
from desk.timelines import EVENTS, Span
from desk.timelinesheet import COLUMNS, row
from desk.timelinesheet import timeline as shown

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from desk.options import Form


@click.command(
    epilog=options.examples(
        "kenwatch timeline Ridder --since 1y",
        "kenwatch timeline Qarmet --event accident",
        "kenwatch timeline --story 7",
        "kenwatch timeline --event strike --language kk --csv > strikes.csv",
    )
)
@click.argument("name", nargs=-1, metavar="[NAME]", shell_complete=completing.entities)
@click.option(
    "--story", "story_id", metavar="ID", shell_complete=completing.stories, help="Of a story."
)
@click.option("--event", type=click.Choice(EVENTS), help="Only what tells of such an event.")
@click.option("--until", metavar="WHEN", help="Up to this day, or time (Almaty).")
@options.limit_option(50)
@options.words_option
@options.filter_options
@options.form_options
@options.db_option
def timeline(
    *, name: tuple[str, ...], limit: int, form: Form | None, db: Path, **given: Any
) -> None:
    """Tell what happened around a town, company, mine or person, or in a story, in order.

    NAME is a name in any language and spelling, or an id; without one it is of all articles.
    Reports of one story are one line, at the first of them, with the events that they tell and
    their figures as told last. What sites changed later without a word, or took away, has lines
    of its own. The newest --limit lines are shown.
    """
    with reading(db) as archive:
        span = _span(archive, db, " ".join(name), given)
        found, is_more = lines(archive, span, limit)
        if not found:
            options.note(_nothing(archive))
    options.emit(
        form,
        [asdict(one) for one in found] if form is options.Form.JSON else [*map(row, found)],
        COLUMNS,
        lambda _: shown(found) if found else None,
    )
    if is_more:
        options.note(f"The newest {limit} are shown; --limit shows more, --until earlier ones.")


def _span(archive: sqlite3.Connection, db: Path, name: str, given: dict[str, Any]) -> Span:
    if given["story_id"] is not None and name:
        raise UserError("timeline: give a name or --story ID, not both", Exit.USAGE)
    if name and given["town"]:
        raise UserError(f"timeline: give {name[:40]!r} or --town, not both", Exit.USAGE)
    wanted = options.filters(archive, given)
    return Span(
        filters=replace(wanted, entity_id=_entity(archive, name)) if name else wanted,
        until=options.until_moment(given["until"]),
        event=given["event"],
        story_id=required(archive, given["story_id"], db) if given["story_id"] else None,
    )


def _entity(archive: sqlite3.Connection, name: str) -> str:
    """The likeliest bearer of a name; the others are told."""
    first, *others = entitycards.required(archive, name)
    if others:
        options.note(f"This is of {first}; also named so, by id: {options.listed(others)}")
    return first


def _nothing(archive: sqlite3.Connection) -> str:
    has_any = queries.newest(archive, queries.Filters(), 1)
    return (
        "Nothing in the archive answers this; leave out --event, or go further back with --since."
        if has_any
        else "The archive holds no article yet; run `kenwatch crawl` first."
    )
