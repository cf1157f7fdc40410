"""What links an article to other reports of its event, small enough to be kept and compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.relevance.scripts import respelled
from pipelines.stories import words
from pipelines.stories.numerals import numerals
from pipelines.stories.skeletons import names_of, skeleton
from pipelines.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.judgement import Fact, Judgement, Mention

    Span = tuple[int, int]

# how strongly an entity is named
HEAD: Final = 3  # in the title, or as an event's scene
EARLY: Final = 2  # in the introduction or the first sentences
PASSING: Final = 1

_SURE: Final = 0.5  # confidence from which on a mention counts
_OPENING: Final = 3  # sentences in which news tells what it is about
_BODY: Final = 12  # sentences that are read for names, numbers and subjects; more are of all sorts
_MOST_NAMES: Final = 40
_YEAR: Final = 4  # letters of a year in ISO 8601


class Named(NamedTuple):
    """An entity of the gazetteer, its kind, and how strongly it is named (see HEAD)."""

    entity_id: str
    kind: str
    strength: int


class Scene(NamedTuple):
    """What happened, where, to whom and when (ISO 8601); "" where it is not told."""

    kind: str
    place: str
    asset: str
    company: str
    moment: str


class Number(NamedTuple):
    """A figure that is no time, as `pipelines.judgement.Fact` holds it."""

    kind: str
    role: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What links an article, without its words.

    ``at`` is aware. ``numerals`` are the numbers as they stand, whether or not they are read as
    figures («1,37» as "1.37"; neither years nor times). ``names`` are skeletons of proper names
    that the gazetteer does not know.
    ``topics`` are the general things of the title and the first sentences, ``concepts`` those of
    the first dozen. ``title_stems`` and ``opening_stems`` (of the first sentence) hold beginnings
    of words and can be compared within a language. ``is_template`` marks a daily report of
    rates, prices or weather. All tuples are sorted and hold nothing twice.
    """

    at: datetime | None
    language: str
    entities: tuple[Named, ...] = ()
    events: tuple[Scene, ...] = ()
    figures: tuple[Number, ...] = ()
    numerals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    title_stems: tuple[str, ...] = ()
    opening_stems: tuple[str, ...] = ()
    is_template: bool = False


def report_of(
    title: str, text: str, judgement: Judgement, *, at: datetime | None, language: str
) -> Report:
    """What links an article; ``judgement`` is of the same title and text.

    Sentences that tell what was before («Напомним, ...») give no figures and no names, and an
    entity named only there is none of the report. Never raises.
    """
    spans = sentences(text)
    past = [span for span in spans if words.is_background(text[slice(*span)])]
    told = [span for span in spans if span not in past]
    opening = told[:_OPENING]
    body = [text[slice(*one)] for one in told[:_BODY]]
    heading, *said = _in_cyrillic([title, *body], text, language)
    topics = words.concepts("\n".join([heading, *said[: len(opening)]]))
    return Report(
        at=at,
        language=language,
        entities=_entities(judgement, opening, past),
        events=_scenes(judgement, past),
        figures=_figures(judgement.facts, past, at),
        numerals=tuple(sorted(numerals("\n".join([heading, *said])))),
        names=_names([*_titled(heading), *said], judgement.mentions),
        topics=tuple(sorted(topics)),
        concepts=tuple(sorted(topics | words.concepts("\n".join(said)))),
        title_stems=tuple(sorted(words.stems(heading))),
        opening_stems=tuple(sorted(words.stems(said[0] if said else ""))),
        is_template=words.is_template(heading),
    )


def _in_cyrillic(parts: Sequence[str], text: str, language: str) -> Sequence[str]:
    """Kazakh in Latin or Arabic letters as it is read, each part on its own."""
    if respelled(text, language) is None:
        return parts
    read = (respelled(part, "kk") for part in parts)
    return [new.read if new else part for new, part in zip(read, parts, strict=True)]


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] < end for start, end in spans)


def _entities(
    judgement: Judgement, opening: Sequence[Span], past: Sequence[Span]
) -> tuple[Named, ...]:
    scenes = {
        one
        for card in judgement.events
        if not _within(card.span, past)
        for one in (card.place_id, card.town_id, card.asset_id, card.company_id)
    }
    strengths: dict[tuple[str, str], int] = {}
    for mention in judgement.mentions:
        is_past = mention.where == "text" and _within(mention.span, past)
        if mention.confidence < _SURE or is_past:
            continue
        key = (mention.entity_id, mention.kind)
        strength = HEAD if mention.entity_id in scenes else _strength(mention, opening)
        strengths[key] = max(strengths.get(key, 0), strength)
    return tuple(sorted(Named(*key, strength) for key, strength in strengths.items()))


def _strength(mention: Mention, opening: Sequence[Span]) -> int:
    if mention.where == "title":
        return HEAD
    is_early = mention.where == "lead" or _within(mention.span, opening)
    return EARLY if is_early else PASSING


def _scenes(judgement: Judgement, past: Sequence[Span]) -> tuple[Scene, ...]:
    scenes = {
        Scene(
            card.kind,
            card.place_id or card.town_id or "",
            card.asset_id or "",
            card.company_id or "",
            card.moment,
        )
        for card in judgement.events
        if not _within(card.span, past)
    }
    return tuple(sorted(scenes))


def _figures(
    facts: Iterable[Fact], past: Sequence[Span], at: datetime | None
) -> tuple[Number, ...]:
    found: set[Number] = set()
    for fact in facts:
        is_past = fact.where == "text" and _within(fact.span, past)
        if fact.value is None or is_past or _is_long_gone(fact.moment, at):
            continue
        found.add(Number(fact.kind, fact.role, fact.value, fact.unit))
        if fact.value_to is not None:
            found.add(Number(fact.kind, fact.role, fact.value_to, fact.unit))
        if fact.other_value is not None:
            found.add(Number(fact.kind, fact.role, fact.other_value, fact.other_unit))
    return tuple(sorted(found))


def _is_long_gone(moment: str, at: datetime | None) -> bool:
    """Whether a time is of the year before the last or earlier: news compares with the last."""
    return at is not None and moment[:_YEAR].isdigit() and int(moment[:_YEAR]) < at.year - 1


def _titled(title: str) -> list[str]:
    """A title that can tell names: not one in which most words begin with a capital."""
    others = title.split()[1:]
    capitals = sum(word[:1].isupper() for word in others)
    return [title] if 2 * capitals < len(others) else []


def _names(said: Iterable[str], mentions: Iterable[Mention]) -> tuple[str, ...]:
    known = {skeleton(word) for mention in mentions for word in mention.surface.split()}
    found: dict[str, None] = {}
    for sentence in said:
        found |= dict.fromkeys(sorted(names_of(sentence) - known - words.common_names()))
    return tuple(sorted(list(found)[:_MOST_NAMES]))


def packed(report: Report) -> str:
    """A report as one line of JSON; `unpacked` reads it."""
    fields = (
        report.at.isoformat() if report.at else None,
        report.language,
        report.entities,
        report.events,
        report.figures,
        report.numerals,
        report.names,
        report.topics,
        report.concepts,
        report.title_stems,
        report.opening_stems,
        report.is_template,
    )
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def unpacked(line: str) -> Report:
    """The report that `packed` wrote; raises ValueError that says so where it is none."""
    try:
        at, language, entities, events, figures, *names, is_template = json.loads(line)
        written, known, topics, concepts, title_stems, opening_stems = map(tuple, names)
        return Report(
            at=datetime.fromisoformat(at) if at else None,
            language=language,
            entities=tuple(Named(*one) for one in entities),
            events=tuple(Scene(*one) for one in events),
            figures=tuple(Number(*one) for one in figures),
            numerals=written,
            names=known,
            topics=topics,
            concepts=concepts,
            title_stems=title_stems,
            opening_stems=opening_stems,
            is_template=is_template,
        )
    except (ValueError, TypeError) as error:
        raise ValueError(f"{line[:60]!r} is no packed report ({error}); judge it anew") from error
