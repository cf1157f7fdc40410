"""``kenwatch stories`` and ``kenwatch story``: reports of one event, whatever their language."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit
from desk import completing, options, storycards, storysheet, texts
from desk.errors import UserError
from desk.reader import reading

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from desk.options import Form

_COLUMNS = (
    "id",
    "first_at",
    "last_at",
    "precision",
    "headline",
    "headline_now",
    "language",
    "languages",
    "sources",
    "articles",
    "copies",
    "lead_article_id",
)
_TEXTS = (
    "story_id", "at", "published_at", "precision", "first_seen_at", "source_id", "source",
    "language", "kind", "article_id", "title", "url", "credits", "through_source", "own_share",
    "gone_at", "gone_why", "edited",
)  # fmt: skip


@click.command(
    epilog=options.examples(
        "kenwatch stories --since 7d --min-sources 3",
        "kenwatch stories --town Ridder --json",
    )
)
@options.limit_option(20)
@click.option("--since", metavar="WHEN", help="Told since: 24h, 7d, 2w or 2026-11-01 (Almaty).")
@click.option(
    "--town",
    metavar="NAME",
    shell_complete=completing.towns,
    help="An article names this town (any language, or id).",
)
@click.option(
    "--min-sources",
    "sources",
    type=click.IntRange(1, 10_000),
    default=1,
    metavar="N",
    help="Told by at least N sources.",
)
@click.option("--disputed", is_flag=True, help="With figures that contradict each other.")
@options.form_options
@options.db_option
def stories(
    limit: int, sources: int, form: Form | None, db: Path, *, disputed: bool, **given: str | None
) -> None:
    """List the newest stories: what several articles, in any language, tell of one event.

    A story that one source alone tells is listed, too; --min-sources 2 leaves those out.
    """
    with reading(db) as archive:
        found = storycards.newest(
            archive,
            since=options.since_moment(given["since"]),
            town=options.town_id(archive, given["town"]) if given["town"] else None,
            sources=sources,
            disputed=disputed,
            limit=limit,
        )
        if not found:
            has_any = storycards.newest(archive, limit=1)
            options.note("No story answers this." if has_any else _EMPTY)
    options.emit(
        form,
        [asdict(one) for one in found],
        _COLUMNS,
        lambda width: storysheet.stories(found, width) if found else None,
    )


_EMPTY = "The archive holds no story yet; run `kenwatch crawl` first."


@click.command(
    epilog=options.examples(
        "kenwatch story 7",
        "kenwatch story --article 42",
        "kenwatch story --article https://example.kz/news/1 --json",
    )
)
@click.argument("story_id", metavar="[ID]", required=False, shell_complete=completing.stories)
@click.option("--article", metavar="ID|URL", help="The story that this article or copy is in.")
@click.option("--all", "full", is_flag=True, help="Show what one source alone tells, too.")
@options.form_options
@options.db_option
def story(
    story_id: str | None, article: str | None, form: Form | None, db: Path, *, full: bool
) -> None:
    """Show a story: its headlines, who was first, every text in order, the figures.

    ID is a story's number, as `kenwatch stories` lists it. --csv has a line for each text.
    """
    if (story_id is None) == (article is None):
        both = "" if story_id is None else ", not both"
        raise click.UsageError(f"give a story's ID or --article ID{both}")
    with reading(db) as archive:
        wanted = required(archive, story_id, db) if story_id else _story_of(archive, article, db)
        found = storycards.story(archive, wanted)
    assert found is not None, "it was found a moment ago, in the same connection"
    whole = record(found)
    options.tell(
        form,
        whole,
        [{"story_id": wanted, **one} for one in whole["timeline"]],
        _TEXTS,
        lambda width: storysheet.story(found, width, full=full),
    )


def required(archive: sqlite3.Connection, words: str, db: Path) -> int:
    """The number of a story as typed; raises UserError for one that is not there."""
    if not (words.isascii() and words.isdecimal()):
        raise click.UsageError(
            f"{words[:40]!r} is no number of a story; `kenwatch stories` lists them"
        )
    # a number that SQLite cannot hold is no story's
    number = int(words) if len(words) <= texts.LONGEST_NUMBER else 0
    newest = storycards.last_number(archive)
    if storycards.exists(archive, number):
        return number
    if newest is None:
        raise UserError(f"{db}: {_EMPTY[0].lower()}{_EMPTY[1:]}")
    of = storycards.story_of(archive, number)
    hint = f" article {number} is in story {of}: `kenwatch story {of}`;" if of else ""
    raise UserError(
        f"{db}: holds no story {words[:30]} (the newest is {newest});{hint} `kenwatch stories`"
        " lists them"
    )


def _story_of(archive: sqlite3.Connection, article: str | None, db: Path) -> int:
    assert article is not None, "one of both is given"
    held = texts.required(archive, article, db)
    found = storycards.story_of(archive, held.article_id)
    if found is None:
        raise UserError(
            f"{db}: article {held.article_id} is in no story; `kenwatch show {held.article_id}`"
            " shows it",
            Exit.ERROR,
        )
    return found


def record(found: storycards.Story) -> dict[str, Any]:
    """A story as one JSON object."""
    values = asdict(found)
    line = values.pop("line")
    first = {
        "by_published": values.pop("published_first"),
        "by_first_seen": values.pop("seen_first"),
    }
    return {**line, "first_publisher": {**first, "differ": values.pop("differ")}, **values}
