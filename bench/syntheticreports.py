"""What is judged of made-up articles, and what links them: drawn from the labelled texts."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from bench.synthetic import labelled
from pipelines.gazetteer.gazetteer import entities
from pipelines.judging import judge
from pipelines.stories import words as storywords
from pipelines.stories.report import Report, report_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.synthetic import Made
    from pipelines.judgement import Judgement


class Judged(NamedTuple):
    """What is judged of a labelled text, and what links it."""

    judgement: Judgement
    report: Report


@cache
def judgements() -> tuple[Judged, ...]:
    """What is judged of the labelled texts, and what links them."""
    found = []
    for row in labelled():
        judgement = judge(row.title, row.text, row.language)
        told = report_of(row.title, row.text, judgement, at=None, language=row.language)
        found.append(Judged(judgement, told))
    return tuple(found)


@cache
def _entities_of(kind: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    held = sorted(one.id for one in entities() if one.kind == kind)
    random.Random(kind).shuffle(held)
    return tuple(held), tuple(accumulate(1 / (rank + 3.0) for rank in range(len(held))))


def report(article: Made) -> tuple[int, Report]:
    """What is judged of an article, by its place in `judgements`, and what links it.

    Names and figures are other ones; two articles of one event have the same.
    """
    draw = random.Random(f"event {article.event}")
    place = draw.randrange(len(judgements()))
    base = judgements()[place].report
    ids = dict(_other_entities(base, draw))
    values = {one.value: float(f"{one.value * draw.uniform(0.3, 3):.3g}") for one in base.figures}
    events = [
        one._replace(place=ids.get(one.place, ""), asset="", company=ids.get(one.company, ""))
        for one in base.events
    ]
    return place, replace(
        base,
        at=article.at,
        language=article.language,
        entities=tuple(
            sorted({one._replace(entity_id=ids[one.entity_id]) for one in base.entities})
        ),
        events=tuple(sorted(events)),
        figures=tuple(sorted({one._replace(value=values[one.value]) for one in base.figures})),
        numerals=tuple(sorted({f"{value:g}" for value in values.values()})),
        names=tuple(sorted(_skeletons(len(base.names), draw))),
        title_stems=tuple(sorted(storywords.stems(article.title))),
        opening_stems=tuple(sorted(storywords.stems(article.text.split(".")[0]))),
    )


def _other_entities(base: Report, draw: random.Random) -> Iterator[tuple[str, str]]:
    for one in base.entities:
        ids, weights = _entities_of(one.kind)
        yield one.entity_id, draw.choices(ids, cum_weights=weights)[0] if ids else one.entity_id


def _skeletons(count: int, draw: random.Random) -> Sequence[str]:
    letters = "bvgdzklmnprst"
    return ["".join(draw.choices(letters, k=draw.randint(2, 7))) for _ in range(count)]
