"""``kenwatch diff``: what a site changed in a text after it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from desk import completing, editlist, options, tables, texts
from desk.diffview import in_a_line
from desk.edithistory import OF_SITE, history
from desk.editlistview import edit_list
from desk.historyview import history_view
from desk.reader import reading

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desk.edithistory import Change, History
    from desk.options import Form
    from desk.texts import StoredText

Record = dict[str, Any]
_VERSION: Final = (
    *("article_id", "is_copy", "url", "source", "seen_at", "kind", "flags", "title", "text"),
)
_LINE: Final = (
    *("what", "at", "source", "source_id", "article_id", "is_copy", "title", "flags"),
    *("announced", "changes", "why", "url"),
)
_LISTED: Final = 20


@click.command(
    epilog=options.examples(
        "kenwatch diff 42",
        "kenwatch diff https://example.kz/news/1 --full",
        "kenwatch diff 42 --json",
        "kenwatch diff --since 7d",
    )
)
@click.argument("target", metavar="[ID|URL]", required=False, shell_complete=completing.articles)
@click.option("--full", is_flag=True, help="Show changes of form too, and whole texts.")
@click.option("--since", metavar="WHEN", help="Without ID: seen since 24h, 7d, 2w or 2026-11-01.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), metavar="N", help="Without ID: so many (20)."
)
@options.form_options
@options.db_option
def diff(
    target: str | None,
    form: Form | None,
    db: Path,
    *,
    full: bool,
    since: str | None,
    limit: int | None,
) -> None:
    """Show every change of a text, word by word, or that it never changed.

    Without ID it lists the newest edits that change what a text says, and the pages that the
    sites took away. ID is the number of a stored article, URL the address of an article or of a
    copy. Taken out is red and struck, [-like this-] without colours; put in is green, {+like
    this+}.
    """
    if target is None:
        if full:
            raise click.UsageError("--full needs the ID or URL of a text")
        _list(db, options.since_moment(since), limit or _LISTED, form)
        return
    if since is not None or limit is not None:
        raise click.UsageError("--since and --limit are for the list, without an ID")
    with reading(db) as archive:
        of = texts.required(archive, target, db)
        found = history(archive, of)
    in_colour = tables.in_colour(tables.screen())
    whole = record(of, found)
    named = {name: whole[name] for name in ("article_id", "is_copy", "url", "source")}
    options.tell(
        form,
        whole,
        [{**named, **one} for one in whole["versions"]],
        _VERSION,
        lambda width: history_view(of, found, width, in_colour=in_colour, full=full),
    )


def _list(db: Path, since: datetime | None, limit: int, form: Form | None) -> None:
    with reading(db) as archive:
        found = editlist.newest(archive, since=since, limit=limit)
    edits, removed = list(found.edits), list(found.removed)
    if not (edits or removed):
        options.note("No edit of what a text says, and no removal, is stored that answers this.")
    options.tell(
        form,
        {"edits": edits, "removed": removed},
        [*map(_edit_row, edits), *map(_removed_row, removed)],
        _LINE,
        lambda width: edit_list(found, width) if edits or removed else None,
    )


def _edit_row(one: Record) -> Record:
    told = in_a_line(one["changes"]) if one["changes"] else ""
    return {**one, "what": "edit", "at": one["seen_at"], "why": None, "changes": told}


def _removed_row(one: Record) -> Record:
    untold = dict.fromkeys(("flags", "announced", "changes"))
    return {**untold, **one, "what": "removed", "at": one["gone_at"]}


def record(of: StoredText, found: History) -> Record:
    """A history as one JSON object; ``versions`` has all of them, those of form too."""
    kinds = [change.kind for change in found.changes]
    return {
        "article_id": of.article_id,
        "is_copy": of.is_copy,
        "url": of.url,
        "source": of.source,
        "language": of.language,
        "title": of.title,
        "changed": kinds.count("changed"),
        "cosmetic": kinds.count("cosmetic"),
        "looks": {"count": sum(found.looks.values()), **_looks(found)},
        "gone_at": found.gone_at,
        "gone_why": found.gone_why,
        "versions": [_version(change) for change in found.changes],
    }


def _looks(found: History) -> Record:
    return {
        "first_at": found.first_look,
        "last_at": found.last_look,
        "next_at": found.next_at,
        "outcomes": found.looks,
        "failures": found.failures,
    }


def _version(change: Change) -> Record:
    return {
        "seen_at": change.seen_at,
        "kind": change.kind,
        "flags": list(change.flags),
        "changes": change.told if change.kind in OF_SITE else None,
        "title": change.title,
        "text": change.text,
    }
