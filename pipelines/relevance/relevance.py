"""The verdicts: is an article about mining, is it about mono-towns, and for what reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.judgement import Judgement
from pipelines.relevance.flags import flags_of
from pipelines.relevance.homonyms import read_places
from pipelines.relevance.lexicon import scan
from pipelines.relevance.mentions import mentions_of
from pipelines.relevance.mining import mining_verdict
from pipelines.relevance.monotowns import monotown_verdict
from pipelines.relevance.negation import standing_terms

if TYPE_CHECKING:
    from pipelines.matching.matching import Hit
    from pipelines.relevance.scans import Scan


def judge_text(
    title: str,
    text: str,
    *,
    lead: str = "",
    language: str = "und",
    dateline_city: str = "",
    hits: list[Hit] | None = None,
) -> Judgement:
    """Judge an article by its words: verdicts with their reasons, mentions, flags.

    ``lead`` is an introduction that stands apart; one that the text contains is no field of its
    own. ``language`` is a code such as "kk"; unknown ones are told by the letters.
    ``dateline_city`` is the city of a dateline that was cut from the text; it weighs little,
    because it is the desk's place and seldom the scene. Flags tell the kind of piece. Facts and
    events are left empty. ``hits`` are as for `lexicon.scan`.
    """
    found = scan(title, text, lead=lead, language=language, hits=hits)
    return judge(found, dateline_city=dateline_city)


def judge(found: Scan, *, dateline_city: str = "") -> Judgement:
    """Judge what a scan found."""
    places = read_places(found)
    terms = standing_terms(found)
    return Judgement(
        verdicts=(
            mining_verdict(found, terms, places),
            monotown_verdict(found, terms, places, dateline_city),
        ),
        mentions=mentions_of(found, terms, places),
        flags=flags_of(found),
    )
