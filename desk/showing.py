"""``kenwatch show``: one stored text whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from desk import completing, dossier, options, sheet, texts
from desk.copycards import CopyCard, copy_card
from desk.copysheet import copy_sheet
from desk.reader import reading

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from desk.options import Form

Record = dict[str, Any]


@click.command(
    epilog=options.examples(
        "kenwatch show 42",
        "kenwatch show 42 --json",
        "kenwatch show https://example.kz/news/1",
    )
)
@click.argument("target", metavar="ID|URL", shell_complete=completing.articles)
@options.form_options
@options.db_option
def show(target: str, form: Form | None, db: Path) -> None:
    """Show one article whole: text, topics with their evidence, towns, figures, copies.

    ID is an article's number, URL the address of an article, or of a copy: that is shown with
    its own text and with what it is a copy of.
    """
    with reading(db) as archive:
        found = _found(archive, target, db)
    full = _copy(found) if isinstance(found, CopyCard) else _article(found)
    if form is options.Form.JSON:
        options.print_json(full)
        return
    options.emit(
        form,
        [full],
        list(full),
        lambda width: (
            copy_sheet(found, width) if isinstance(found, CopyCard) else sheet.article(found, width)
        ),
    )


def _found(archive: sqlite3.Connection, target: str, db: Path) -> dossier.Dossier | CopyCard:
    text = texts.required(archive, target, db)
    if text.is_copy:
        return copy_card(archive, text)
    found = dossier.article(archive, text.article_id)
    assert found is not None, "the article was found a moment ago, in the same connection"
    return found


def _article(found: dossier.Dossier) -> Record:
    values = asdict(found)
    return {**values.pop("line"), **values, "is_copy": False}


def _copy(found: CopyCard) -> Record:
    """A copy as a record: its text and times, how it differs, the article as ``copy_of``."""
    article = {
        "id": found.article.article_id,
        **{name: getattr(found.article, name) for name in ("title", "source", "published_at")},
        "url": found.article.url,
    }
    return {
        **{name: value for name, value in asdict(found.text).items() if name != "agency"},
        **found.told,
        "story_id": found.story_id,
        "copy_of": article,
    }
