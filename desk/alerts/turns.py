"""What sites did to texts that they had published: removed, retracted, quietly changed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.stories.tellings import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a site did to a text that it had published.

    ``what``: removed, retracted, headline, figures; the last two with words before and after.
    ``key`` tells it from others; ``people`` are the role and the number that a changed figure is
    of, where it counts people.
    """

    key: str
    what: str
    source: str
    before: str = ""
    after: str = ""
    people: tuple[str, float] | None = None


def turns_of(texts: Iterable[Record], edits: Iterable[Record]) -> Iterator[Turn]:
    """Removals of texts, retractions, and edits that the page does not own up to.

    ``texts`` and ``edits`` as in ``desk.alerts.material.Material``.
    """
    for text in texts:
        if text["gone_at"]:
            key = f"{text['canonical_url']} gone"
            yield Turn(key=key, what="removed", source=text["source"])
    for edit in edits:
        key = f"{edit['url']} {edit['seen_at']}"
        if "retracted" in edit["flags"]:
            # what a note owns up to is not done quietly
            before, after = next(_changed(edit["changes"]), ("", "", None))[:2]
            yield Turn(
                key=f"{key} retracted",
                what="retracted",
                source=edit["source"],
                before=before,
                after=after,
            )
        elif not edit["announced"]:
            yield from _quiet(key, edit)


def _quiet(key: str, edit: Record) -> Iterator[Turn]:
    told, source = edit["changes"], edit["source"]
    if told.get("headline"):
        before, after = told["headline"]
        yield Turn(
            key=f"{key} headline", what="headline", source=source, before=before, after=after
        )
    for before, after, people in _changed(told):
        yield Turn(
            key=f"{key} figures {before} {after}",
            what="figures",
            source=source,
            before=before,
            after=after,
            people=people,
        )


def _changed(told: Record) -> Iterator[tuple[str, str, tuple[str, float] | None]]:
    """Figures before and after, and whom they count; one that was only added changes none."""
    for one in told.get("figures", ()):
        if one["before"]:
            counted = one["role"] in COUNTED and one["after_value"] is not None
            yield (
                one["before"],
                one["after"],
                (one["role"], one["after_value"]) if counted else None,
            )
