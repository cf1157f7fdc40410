"""What an article's page shows, shaped from what the archive knows. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from desk import evidencemarks, searching
from desk.queries import CONFIDENT, TOPICS
from desk.web.articletext import Block, Mark, blocks, first, marked_paragraphs, paragraphs

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from desk.cards.evidence import Evidence
    from desk.web.articletext import Paragraph, Part
    from desk.web.shown import Shown

Record = dict[str, Any]
KINDS: Final = ("town", "place", "region", "asset", "company", "person", "commodity")
# letters of a text that are shown at once; a news article has a tenth of it
LONGEST: Final = 60_000
_SURFACES: Final = 4
# the layers of marks in the order in which a reader may switch them
_OFFERED: Final = ("topics", "names", "figures", "events", "quotes")
# points of words that hardly count, and of those that nearly decide by themselves
_LEAST, _STRONG = 0.05, 1.5


def marks(found: Evidence, field: str, text: str, shown: Shown, pattern: Any) -> list[Mark]:
    """All that is marked in one field (title, lead or text) of an article."""
    return [
        *_topics(found, field, shown),
        *_names(found, field, shown),
        *_figures(found, field, shown),
        *(_events(found, shown) if field == "text" else ()),
        *(_quotes(found, shown) if field == "text" else ()),
        *_hits(text, pattern),
    ]


def _topics(found: Evidence, field: str, shown: Shown) -> Iterator[Mark]:
    entities = [
        {**one, "where": one["field"], "span": (one["span_start"], one["span_end"])}
        for one in found.mentions
    ]
    told = {"topics": {"all": {"reasons": found.makeup["reasons"]}}, "entities": entities}
    for one in evidencemarks.marks(told, field):
        added = [(topic, points) for topic, points in one.added if abs(points) >= _LEAST]
        label = ", ".join(
            f"{shown.words(f'topic_{topic}')} {shown.points(points)}" for topic, points in added
        )
        if added:
            strong = ["strong"] if max(points for _, points in added) >= _STRONG else []
            kind = " ".join([*(topic for topic, _ in added), *strong])
            yield Mark("topics", one.start, one.end, kind, label)
        elif one.against:
            yield Mark("topics", one.start, one.end, "undone", shown.words("not_counted"))


def _names(found: Evidence, field: str, shown: Shown) -> Iterator[Mark]:
    for one in found.mentions:
        if one["field"] == field and one["confidence"] >= CONFIDENT:
            label = f"{shown.called('entity', one['kind'])}: {shown.name(one)}"
            span = one["span_start"], one["span_end"]
            yield Mark("names", *span, one["kind"], label, shown.entity(one))


def _figures(found: Evidence, field: str, shown: Shown) -> Iterator[Mark]:
    for one in found.facts:
        if one["field"] == field:
            span = one["span_start"], one["span_end"]
            yield Mark("figures", *span, one["kind"], shown.figure(one))


def _events(found: Evidence, shown: Shown) -> Iterator[Mark]:
    for one in found.events:
        label = shown.called("event", one["kind"])
        yield Mark("events", one["span_start"], one["span_end"], one["kind"], label)


def _quotes(found: Evidence, shown: Shown) -> Iterator[Mark]:
    for one in found.quotations:
        kind = "direct" if one["is_direct"] else "reported"
        label = shown.text(one["speaker"]) or shown.words("nobody_named")
        yield Mark("quotes", one["span_start"], one["span_end"], kind, label)


def _hits(text: str, pattern: re.Pattern[str] | None) -> Iterator[Mark]:
    return (Mark("search", *span) for span in searching.marks(text, pattern))


def layers(given: Sequence[str], *, is_search: bool) -> list[tuple[str, bool]]:
    """Each layer of marks with whether it is on; where none is asked for, all are.

    That of a search is there with a search only, and then always on.
    """
    chosen = [one for one in _OFFERED if one in given] if given else _OFFERED
    return [(one, one in chosen) for one in _OFFERED] + ([("search", True)] if is_search else [])


def body(
    text: str, found: Evidence, marks_in: Sequence[Mark], most: int | None
) -> tuple[list[tuple[Block, list[tuple[Paragraph, list[Part]]]]], int]:
    """The blocks of a text, each with its paragraphs and their marked words; letters left out.

    ``most``: no paragraph that begins behind so many letters is shown; None shows all.
    """
    told = [found.makeup[name] for name in ("kinds", "languages", "sections")]
    every = paragraphs(text, *told)
    seen = every if most is None else first(every, most)
    parts = dict(marked_paragraphs(text, marks_in, seen))
    shaped = [(block, [(one, parts[one]) for one in block.paragraphs]) for block in blocks(seen)]
    return shaped, len(text) - (seen[-1].end if seen else len(text))


def lead_apart(lead: str, text: str) -> str:
    """The lead where the text does not begin with it; "" where it does."""
    bare = " ".join(lead.split()).rstrip("… ")
    return lead if bare and not " ".join(text[: 2 * len(lead)].split()).startswith(bare) else ""


def names(mentions: Iterable[Record]) -> list[tuple[str, list[Record]]]:
    """The entities that an article names, by kind; the most named first.

    Each: id, kind, names, times, surfaces (as written, up to four), is_sure.
    """
    held: dict[str, list[Record]] = {}
    for one in mentions:
        held.setdefault(one["id"], []).append(one)
    told = [_entity(group) for group in held.values()]
    told.sort(key=lambda one: (not one["is_sure"], -one["times"]))
    kinds = [*KINDS, *sorted({one["kind"] for one in told} - set(KINDS))]
    grouped = [(kind, [one for one in told if one["kind"] == kind]) for kind in kinds]
    return [(kind, those) for kind, those in grouped if those]


def _entity(group: Sequence[Record]) -> Record:
    surfaces = list(dict.fromkeys(one["surface"] for one in group))
    return {
        **{name: group[0][name] for name in ("id", "kind", "name_en", "name_ru", "name_kk")},
        "times": len(group),
        "surfaces": surfaces[:_SURFACES],
        "is_sure": max(one["confidence"] for one in group) >= CONFIDENT,
    }


def verdicts(
    scores: Mapping[str, float],
    enough: Mapping[str, float],
    reasons: Iterable[Record],
    met: Container[str],
) -> list[Record]:
    """Each topic: key, score, enough, is_met, words (words, points; the heaviest first).

    ``met`` holds the names of the topics that the article was judged to be on.
    """
    held = [*reasons]
    told = []
    for key, name in TOPICS.items():
        points: Counter[str] = Counter()
        for one in held:
            if one["topic"] == key and one["added"]:
                points[str(one["words"])] += one["added"]
        told.append(
            {
                "key": key,
                "score": scores[name],
                "enough": enough[name],
                "is_met": name in met,
                "words": [one for one in points.most_common() if abs(one[1]) >= _LEAST],
            }
        )
    return told


def languages(codes: Sequence[str]) -> list[tuple[str, int]]:
    """The languages of the paragraphs with their number; empty where all are in one."""
    counts = Counter(codes)
    return counts.most_common() if len(counts) > 1 else []


def scene(event: Record) -> list[Record]:
    """The entities of an event, each once: mine or plant, town or place, company."""
    told = [event[name] for name in ("asset", "town", "place", "company") if event[name]]
    return list({one["id"]: one for one in told}.values())


def other_dates(claims: Iterable[Record]) -> list[Record]:
    """Stated dates that differ, each once for its origin and time."""
    return list({(one["origin"], one["at"]): one for one in claims}.values())


def citation(line: Any, authors: Sequence[str], shown: Shown, now: str) -> str:
    """A reference to an article in plain text: who, what, where, when, and when it was seen."""
    who = ", ".join(shown.text(one, 160) for one in authors[:_SURFACES])
    when = shown.when(line.published_at, line.precision) or shown.words("undated")
    title = shown.words("cited_title", title=shown.title(line.title))
    told = [who, title, f"{shown.text(line.source)}, {when}", shown.text(line.url, 2000)]
    seen = shown.words("cited_seen", at=shown.when(line.first_seen_at), now=shown.when(now))
    return ". ".join(filter(None, told)) + f" ({seen})"
