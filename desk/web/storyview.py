"""A story as its page tells it: its articles with their copies, its figures as they grew. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.storycards import Story, StoryLine

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline as it stands, ``first`` as it was published ("" where it is the same)."""

    title: str
    first: str
    language: str


def texts(timeline: Sequence[Record], most: int | None) -> tuple[list[Record], int]:
    """The articles in the order of publication, each with its ``copies``; how many are left out.

    A copy whose article is not in the timeline stands by itself. ``most``: so many articles.
    """
    articles = [{**row, "copies": []} for row in timeline if row["kind"] == "article"]
    of = {row["article_id"]: row for row in articles}
    for row in timeline:
        if row["kind"] == "copy":
            of[row["article_id"]]["copies"].append(row)
    return articles[:most], len(articles[most:]) if most is not None else 0


def headline(headlines: Iterable[Record], line: StoryLine, language: str) -> Headline:
    """The headline that stands now in the reader's language, else that of the leading article."""
    told: Record = {
        "language": line.language,
        "title": line.headline,
        "title_now": line.headline_now,
    }
    own = next((one for one in headlines if one["language"] == language), told)
    # a text whose own language leads has the headline of the leading article
    chosen = told if own["language"] == line.language else own
    first, now = chosen["title"], chosen["title_now"]
    return Headline(now or first, first if now else "", chosen["language"])


def by_language(story: Story) -> list[Record]:
    """Each language: headline (a record), who was first in it, how many articles and copies."""
    told = []
    for headline in story.headlines:
        rows = [one for one in story.timeline if one["language"] == headline["language"]]
        kinds = [one["kind"] for one in rows]
        told.append(
            {
                **headline,
                "articles": kinds.count("article"),
                "copies": kinds.count("copy"),
                "sources": len({one["source_id"] for one in rows}),
            }
        )
    return told


def growth(counts: Iterable[Record]) -> list[Record]:
    """The counts of people, each with its sayings in the order of time.

    ``steps``: the values that held one after another, each once: 2, 3, 5. What a site edited into
    an old text days later is none of them, unless it is what holds now.
    """
    told = []
    for one in counts:
        said = sorted(one["said"], key=lambda each: str(each["at"]))
        held = [
            each["value"]
            for each in said
            if each["status"] in {"earlier", "now"} and each["version"] != "edited"
        ]
        # in the end stands what holds now, by whatever version of a text
        steps = [value for value, _ in groupby([*held, one["value"]])]
        told.append({**one, "said": said, "steps": steps})
    return told


def others(figures: Iterable[Record], counts: Iterable[Record]) -> list[Record]:
    """The figures that are no counts of people, which have a place of their own."""
    counted = {(one["kind"], one["role"]) for one in counts}
    return [one for one in figures if (one["kind"], one["role"]) not in counted]


def by_kind(names: Iterable[Record], kinds: Sequence[str]) -> list[tuple[str, list[Record]]]:
    """Entities grouped by their kind, in the order of ``kinds``; of other kinds none."""
    held = [*names]
    grouped = [(kind, [one for one in held if one["kind"] == kind]) for kind in kinds]
    return [(kind, those) for kind, those in grouped if those]


def surest(links: Sequence[Record]) -> list[Record]:
    """The surest links by which all articles hang together; the others add nothing."""
    part: dict[int, int] = {}

    def root(one: int) -> int:
        while part.setdefault(one, one) != one:
            one = part[one]
        return one

    kept = []
    for link in sorted(links, key=lambda one: -float(one["score"])):
        first, second = root(link["a"]), root(link["b"])
        if first != second:
            part[first] = second
            kept.append(link)
    return kept
