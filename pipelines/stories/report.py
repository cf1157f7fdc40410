"""What links an article to other reports of its event, small enough to be kept and compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.stories import words
from pipelines.stories.figures import Number, counted, numbers_of
from pipelines.stories.moments import moments_of
from pipelines.stories.naming import proper_names
from pipelines.stories.numerals import numerals
from pipelines.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.judgement import Judgement, Mention

    Span = tuple[int, int]

# how strongly an entity is named
HEAD: Final = 3  # in the title, or as an event's scene
EARLY: Final = 2  # in the introduction or the first sentences
PASSING: Final = 1

_SURE: Final = 0.5  # confidence from which on a mention counts
_OPENING: Final = 3  # sentences in which news tells what it is about
_BODY: Final = 12  # sentences that are read for names, numbers and subjects; more are of all sorts
_NOT_YET: Final = [(), (), ()]


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
    heads: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    lead_names: tuple[str, ...] = ()


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
    heading, *said = words.in_cyrillic([title, *body], text, language)
    topics = words.concepts("\n".join([heading, *said[: len(opening)]]))
    figures = numbers_of(judgement.facts, past, at)
    leading, names = proper_names([heading, *said[:_OPENING]], said[_OPENING:], judgement.mentions)
    return Report(
        at=at,
        language=language,
        entities=_entities(judgement, opening, past),
        events=_scenes(judgement, past),
        figures=figures,
        numerals=tuple(sorted(numerals("\n".join([heading, *said])) | counted(figures))),
        names=names,
        topics=tuple(sorted(topics)),
        concepts=tuple(sorted(topics | words.concepts("\n".join(said)))),
        title_stems=tuple(sorted(words.stems(heading))),
        opening_stems=tuple(sorted(words.stems(said[0] if said else ""))),
        is_template=words.is_template(heading),
        heads=tuple(sorted(words.concepts("\n".join([heading, *said[:1]])))),
        lead_names=leading,
        moments=moments_of(judgement.facts, past, said),
    )


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
        report.heads,
        report.moments,
        report.lead_names,
    )
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def unpacked(line: str) -> Report:
    """The report that `packed` wrote; raises ValueError that says so where it is none."""
    try:
        at, language, entities, events, figures, *told = json.loads(line)
        written, known, topics, concepts, title_stems, opening_stems = map(tuple, told[:6])
        # what an earlier version wrote ends here
        is_template, heads, moments, lead_names = told[6:7] + (told[7:] or _NOT_YET)
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
            heads=tuple(heads),
            moments=tuple(moments),
            lead_names=tuple(lead_names),
        )
    except (ValueError, TypeError) as error:
        raise ValueError(f"{line[:60]!r} is no packed report ({error}); judge it anew") from error
