"""The verdict on mono-towns: about them as such, or something that happens in one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.judgement import Evidence, Verdict
from pipelines.relevance.mining import evidence
from pipelines.relevance.seats import seats
from pipelines.relevance.weights import weights
from pipelines.text import fold_match

if TYPE_CHECKING:
    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.lexicon import Found, Scan
    from pipelines.relevance.negation import TermHit
    from pipelines.relevance.seats import Seat

_LEAD_SENTENCES, _NATIONAL_SENTENCES = 3, 2
_ORIGIN_REACH, _OFFICE_REACH = 45, 72
_OTHER_CITIES, _LIST_LENGTH, _REGIONS = 2, 4, 3
_SEVERAL, _WEATHER_WORDS = 2, 3
# A dateline that was left in the text: a name in capitals, at most a date and an agency, a dash.
_DATELINE = re.compile(r"\s*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w\s-]{2,25}(?:[.,/][^.\n]{0,40}?){0,3}?\s[-–—]\s?")
_DASH = re.compile(r"[»\"]?\s?[-–—]\s?[«\"]?")
_USES = ("forecast", "origin", "sport", "route")
_WHOLE = {"demonym", "office_before", "office_after", "nation"}
_EPITHET = "where coal comes from"
_OFFICE = "a former office"
_PASSING = {*_USES, "dateline", "one of many places", "the end of a route", _EPITHET, _OFFICE}
_BASIN = re.compile(r"(?:угольн\w+ )?бассейн|угл[яюе]|уголь|көмір|(?:coal )?basin|coal\b(?! min)")


def monotown_verdict(
    scan: Scan, terms: list[TermHit], places: list[Reading], dateline_city: str
) -> Verdict:
    """Add up the terms of the topic and, for each town, its mentions, the best one first."""
    held = weights().monotown
    reasons = [_term_evidence(scan, hit) for hit in terms if hit.term.topic == "monotown"]
    by_town: dict[str, list[Evidence]] = defaultdict(list)
    for reading in places:
        if reading.is_town and reading.accepted:
            by_town[reading.place.id].append(_town_evidence(scan, reading))
    for seat in seats(scan):
        if seat.town not in by_town:
            by_town[seat.town].append(_seat_evidence(scan, seat))
    desk = _dateline_town(dateline_city)
    if desk:
        by_town[desk].append(
            Evidence(
                desk,
                "und",
                dateline_city,
                "text",
                (0, 0),
                held.town_lead * held.dateline,
                "dateline",
            )
        )
    told = [*_weighed([reasons]), *_of_towns(list(by_town.values()))]
    score = sum(reason.added for reason in told)
    return Verdict("monotown", score >= held.threshold, round(score, 3), tuple(told))


def _of_towns(by_town: list[list[Evidence]]) -> list[Evidence]:
    """Scenes add up over the towns; towns named in passing make no scene by being many."""
    scenes = [found for found in by_town if not _in_passing(found)]
    passing = [found for found in by_town if _in_passing(found)]
    return [*(reason for found in scenes for reason in _weighed([found])), *_weighed(passing)]


def _weighed(groups: list[list[Evidence]]) -> list[Evidence]:
    """The reasons with what each of them really added, repetitions counting ever less."""
    found = [reason for group in groups for reason in group]
    points = sum(reason.added for reason in found)
    total = _diminishing([_diminishing([reason.added for reason in group]) for group in groups])
    share = total / points if points else 0.0
    return [replace(reason, added=reason.added * share) for reason in found]


def _in_passing(found: list[Evidence]) -> bool:
    return all(reason.note in _PASSING for reason in found)


def _diminishing(points: list[float]) -> float:
    repeat = weights().monotown.repeat
    return sum(p * repeat**n for n, p in enumerate(sorted(points, reverse=True)))


def _term_evidence(scan: Scan, hit: TermHit) -> Evidence:
    held = weights().monotown
    points = 0.0 if hit.cancelled else getattr(held, hit.term.level)
    if scan.in_title(hit.found.start):
        points *= held.title
    return evidence(scan, hit.term.id, hit.found, points, hit.cancelled)


def _town_evidence(scan: Scan, reading: Reading) -> Evidence:
    held = weights().monotown
    start = reading.found.start
    if scan.in_title(start):
        points = held.town_title
    elif scan.sentence(start) - scan.sentence(scan.lead_start) < _lead_sentences(scan):
        points = held.town_lead
    else:
        points = held.town_lead if _has_its_company(scan, reading) else held.town_later
    factor, note = _use(scan, reading)
    if reading.scene and not note:
        factor, note = held.scene, "scene"
    # an accepted reading counts, a surer one counts more
    sureness = (1 + reading.confidence) / 2
    return evidence(scan, reading.place.id, reading.found, points * factor * sureness, note)


def _lead_sentences(scan: Scan) -> int:
    """How many sentences tell the scene: fewer where the country is spoken of before a town."""
    opening = scan.sentence(scan.lead_start)
    last = scan.spans[min(opening + 1, len(scan.spans) - 1)][1]
    is_national = _pattern("nation").search(scan.folded, 0, last)
    return _NATIONAL_SENTENCES if is_national else _LEAD_SENTENCES


def _has_its_company(scan: Scan, reading: Reading) -> bool:
    """Whether a company of the town is the subject: it stands in the title or the lead."""
    companies = gazetteer().companies
    reach = scan.sentence(scan.lead_start) + _LEAD_SENTENCES
    return any(
        reading.place.id in companies[hit.id].towns and scan.sentence(hit.start) < reach
        for hit in scan.hits.get("company", [])
    )


def _seat_evidence(scan: Scan, seat: Seat) -> Evidence:
    held = weights().monotown
    points = held.town_title if scan.in_title(seat.found.start) else held.town_lead
    return evidence(scan, seat.town, seat.found, points * held.seat, seat.note)


def _use(scan: Scan, reading: Reading) -> tuple[float, str]:
    """How a town is used in its sentence: as a scene, or merely in passing."""
    held = weights().monotown
    if _in_dateline(scan, reading.found.start):
        return held.dateline, "dateline"
    first, last = scan.spans[scan.sentence(reading.found.start)]
    listed = _listed(scan, reading, first, last)
    if listed:
        return held.listed, listed
    if _is_former_office(scan, reading.found):
        return held.origin, _OFFICE
    if _pattern("demonym").search(scan.folded[reading.found.start : reading.found.end]):
        return 1.0, ""
    sentence = scan.folded[first:last]
    near = scan.folded[
        max(first, reading.found.start - _ORIGIN_REACH) : reading.found.end + _ORIGIN_REACH
    ]
    for use in _USES:
        if _pattern(use).search(near if use in ("origin", "route") else sentence):
            return getattr(held, use), use
    return 1.0, ""


@cache
def _pattern(use: str) -> re.Pattern[str]:
    start = "" if use in _WHOLE else r"\b"
    return re.compile(start + getattr(gazetteer().context, use))


def _listed(scan: Scan, reading: Reading, first: int, last: int) -> str:
    """Why a name is no scene but one of many, the end of a route, an epithet; or empty."""
    if _is_list(scan, first, last):
        return "one of many places"
    if _is_end_of_route(scan, reading, first, last):
        return "the end of a route"
    if _is_forecast(scan, first, last):
        return "forecast"
    return _EPITHET if _is_epithet(scan, reading.found) else ""


def _is_forecast(scan: Scan, first: int, last: int) -> bool:
    """Whether the piece is of the weather, and the sentence names several places."""
    named = [*scan.hits.get("city", []), *scan.hits.get("place", [])]
    places = {hit.start for hit in named if first <= hit.start < last}
    if len(places) < _SEVERAL:
        return False
    words = islice(_pattern("weather").finditer(scan.folded), _WEATHER_WORDS)
    return bool(_pattern("forecast").search(scan.folded, 0, scan.lead_start)) or (
        len(list(words)) == _WEATHER_WORDS
    )


def _is_list(scan: Scan, first: int, last: int) -> bool:
    """Whether a sentence names many cities, or towns of so many regions that none is a scene."""
    places = gazetteer().places
    others = sum(first <= hit.start < last for hit in scan.hits.get("city", []))
    towns = {hit.id for hit in scan.hits.get("place", []) if first <= hit.start < last}
    regions = {places[town].region for town in towns}
    return others + len(towns) >= _LIST_LENGTH and (
        others >= _OTHER_CITIES or len(regions) >= _REGIONS
    )


def _is_former_office(scan: Scan, name: Found) -> bool:
    """Whether a name tells what somebody once headed: «бывший аким Экибастуза»."""
    floor = max(scan.field_start(name.start), name.start - _OFFICE_REACH)
    return bool(
        _pattern("office_before").search(scan.folded[floor : name.start])
        or _pattern("office_after").search(scan.folded[name.end : name.end + _OFFICE_REACH])
    )


def _is_epithet(scan: Scan, name: Found) -> bool:
    """Whether a name merely tells where coal comes from: «уголь экибастузского бассейна»."""
    following = _BASIN.match(scan.folded, name.end + 1)
    return following is not None and not scan.in_title(name.start)


def _is_end_of_route(scan: Scan, reading: Reading, first: int, last: int) -> bool:
    """Whether the name is joined to another place by a dash where trains or roads are meant."""
    start, end = reading.found.start, reading.found.end
    others = [*scan.hits.get("city", []), *scan.hits.get("place", [])]
    joined = any(
        _DASH.fullmatch(scan.folded, other.end, start)
        or _DASH.fullmatch(scan.folded, end, other.start)
        for other in others
        if other.start != start
    )
    return joined and bool(_pattern("route").search(scan.folded, first, last))


def _in_dateline(scan: Scan, start: int) -> bool:
    dateline = _DATELINE.match(scan.original, scan.lead_start)
    if dateline is None or not dateline.start() <= start < dateline.end():
        return False
    words = dateline[0].split()[0].strip(".,/")
    return words.isupper()


def _dateline_town(city: str) -> str:
    wanted = fold_match(city)
    for town in gazetteer().towns.values():
        if wanted and wanted in {fold_match(n) for n in (town.name_en, town.name_ru, town.name_kk)}:
            return town.id
    return ""
