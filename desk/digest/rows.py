"""A digest as flat rows: a line a story, edit, removal and trouble. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desk.figures import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.digest.contents import Contents, StoryNote

Record = dict[str, Any]
ROW: Final = (
    "what", "at", "severity", "event", "place", "asset", "title", "language", "source", "sources",
    "new_articles", "new_copies", "figures", "flags", "why", "story_id", "url",
)  # fmt: skip


def rows(contents: Contents) -> Iterator[Record]:
    """The rows in the order of the digest; moments as ISO 8601."""
    for row in _told(contents):
        whole = {**dict.fromkeys(ROW), **row}
        yield {**whole, "at": whole["at"].isoformat()}


def _told(contents: Contents) -> Iterator[Record]:
    stories = {"new": contents.new, "late": contents.late, "grown": contents.grown}
    for what, notes in stories.items():
        yield from (_story(what, note) for note in notes)
    named = ("title", "language", "source", "url")
    for edit in contents.edits:
        told = {name: getattr(edit, name) for name in named}
        yield {**told, "what": "edit", "at": edit.seen_at, "flags": edit.flags}
    for gone in contents.removals:
        told = {name: getattr(gone, name) for name in named}
        yield {**told, "what": "removal", "at": gone.gone_at, "why": gone.why}
    for one in contents.troubles:
        told = {"source": one.source, "flags": (one.state,), "why": one.why}
        yield {**told, "what": "trouble", "at": one.since}


def _story(what: str, note: StoryNote) -> Record:
    event, headline = note.event, note.headlines[0]
    return {
        "what": what,
        "at": note.at,
        "severity": note.severity,
        "event": event.kind,
        "place": event.place.en if event.place else "",
        "asset": event.asset.en if event.asset else "",
        "title": headline.text,
        "language": headline.language,
        "source": note.publisher,
        "sources": note.sources,
        "new_articles": note.new_articles,
        "new_copies": note.new_copies,
        "figures": tuple(f"{one.role}: {number(one.value)}" for one in note.figures),
        "story_id": note.id,
        "url": headline.url,
    }
