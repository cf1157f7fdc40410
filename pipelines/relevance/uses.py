"""How a mono-town is used where it is named: as a scene, or merely in passing."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.stretches import reaching, starting_in
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.scans import Found, Scan

_ORIGIN_REACH, _OFFICE_REACH, _FROM_REACH = 45, 72, 96
_OTHER_CITIES, _LIST_LENGTH, _REGIONS = 2, 4, 3
_SEVERAL, _MANY, _WEATHER_WORDS = 2, 3, 3
# A dateline that was left in the text: a name in capitals, at most a date and an agency, a dash.
_DATELINE = re.compile(r"\s*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w\s-]{2,25}(?:[.,/][^.\n]{0,40}?){0,3}?\s[-–—]\s?")
_JOIN = 5  # letters of a dash with blanks and quotation marks
_DASH = re.compile(r"[»\"]?\s?[-–—]\s?[«\"]?")
_USES = ("forecast", "dig", "origin", "sport", "route")
_WEIGHTS = {"dig": "origin"}  # by what is weighed like it
_WHOLE = {
    *("demonym", "office_before", "office_after", "nation"),
    *("distance_before", "distance_after", "stop_before", "stop_after"),
}
_EPITHET = "where coal comes from"
_OFFICE, _DISTANCE = "a former office", "what a distance is told from"
PASSING = {
    *_USES,
    *("dateline", "one of many places", "the end of a route", _EPITHET, _OFFICE, _DISTANCE),
}
_FROM = re.compile(r"\b(?:из|from)(?: город\w*)? (?:[\w-]+(?:,| и| and) ){0,3}$")
_CAME = re.compile(r"(?:[дтн][ае]н) (?:келген|жиналған|қатысқан)|(?:лық|лік|дық|дік|тық|тік) ")
_BASIN = re.compile(
    r"(?:угольн\w+ )?бассейн|угл[яюе]|уголь(?!щ)|көмір(?!ші)|(?:coal )?basin|coal\b(?! min)"
)


@cache
def context(use: str) -> re.Pattern[str]:
    """The words around a name that tell a use of it, by the name of the list in towns.toml."""
    start = "" if use in _WHOLE else r"\b"
    return re.compile(start + getattr(gazetteer().context, use))


def use_of(scan: Scan, reading: Reading) -> tuple[float, str]:
    """How a town is used in its sentence: as a scene, or merely in passing."""
    held = weights().monotown
    if _in_dateline(scan, reading.found.start):
        return held.dateline, "dateline"
    listed = _listed(scan, reading)
    if listed:
        return held.listed, listed
    if _is_former_office(scan, reading.found):
        return held.origin, _OFFICE
    if _is_beside(scan, reading.found, "distance"):
        return held.origin, _DISTANCE
    if context("demonym").search(scan.folded[reading.found.start : reading.found.end]):
        return 1.0, ""
    use = next((use for use in _USES if _is_used(scan, reading.found, use)), "")
    return (getattr(held, _WEIGHTS.get(use, use)), use) if use else (1.0, "")


def _is_used(scan: Scan, name: Found, use: str) -> bool:
    """Whether the sentence of a name tells a use; origins and routes stand right beside it."""
    if use == "origin" and _is_visitor(scan, name):
        return True
    if use == "dig" and scan.once(_is_of_a_dig):
        return True
    if use not in ("origin", "route"):
        return scan.ask(_tells(use), name.start)
    first = scan.spans[scan.sentence(name.start)][0]
    near = scan.folded[max(first, name.start - _ORIGIN_REACH) : name.end + _ORIGIN_REACH]
    return bool(context(use).search(near))


def _is_visitor(scan: Scan, name: Found) -> bool:
    """Whether people came from there, as from several places, or to a scene told before."""
    first = scan.spans[scan.sentence(name.start)][0]
    came = _FROM.search(
        scan.folded, max(first, name.start - _FROM_REACH), name.start
    ) or _CAME.match(scan.folded, max(name.start, name.end - len("нан")), name.end + _ORIGIN_REACH)
    if scan.in_title(name.start) or not came:
        return False
    return scan.ask(_names_several, name.start) or (
        bool(scan.ask(_places_before, name.start) - {name.id})
        and scan.ask(_tells("visitors"), name.start)
    )


def _places_before(scan: Scan, first: int, _: int) -> set[str]:
    return _places_in(scan, 0, first)


def _is_of_a_dig(scan: Scan) -> bool:
    return context("dig").search(scan.folded, 0, scan.lead_start) is not None


@cache
def _tells(use: str) -> Callable[[Scan, int, int], bool]:
    """The question whether a sentence tells a use."""
    return lambda scan, first, last: bool(context(use).search(scan.folded[first:last]))


def _listed(scan: Scan, reading: Reading) -> str:
    """Why a name is no scene but one of many, the end of a route, an epithet; or empty."""
    name = reading.found
    if scan.ask(_is_list, name.start):
        return "one of many places"
    if _is_end_of_route(scan, name) or _is_served(scan, name) or _is_stop(scan, name):
        return "the end of a route"
    if _is_forecast(scan, name):
        return "forecast"
    return _EPITHET if _is_epithet(scan, reading.found) else ""


def _is_forecast(scan: Scan, name: Found) -> bool:
    """Whether the piece is of the weather, and it names several places but not this one first.

    They stand in one sentence, or many of them in all.
    """
    if scan.ask(_names_several, name.start) and scan.once(_is_of_weather):
        return True
    return scan.once(_is_weather_of_many) and name.id not in scan.once(_named_in_title)


def _names_several(scan: Scan, first: int, last: int) -> bool:
    return len(_places_in(scan, first, last)) >= _SEVERAL


def _is_of_weather(scan: Scan) -> bool:
    words = islice(context("weather").finditer(scan.folded), _WEATHER_WORDS)
    title = context("forecast").search(scan.folded, 0, scan.lead_start)
    return title is not None or len(list(words)) == _WEATHER_WORDS


def _is_weather_of_many(scan: Scan) -> bool:
    title = context("weather").search(scan.folded, 0, scan.lead_start)
    return title is not None and len(_places_in(scan, 0, len(scan.folded))) >= _MANY


def _named_in_title(scan: Scan) -> set[str]:
    return _places_in(scan, 0, scan.lead_start)


def _places_in(scan: Scan, first: int, last: int) -> set[str]:
    return {
        hit.id
        for kind in ("city", "place")
        for hit in starting_in(scan.hits.get(kind, ()), first, last)
    }


def _is_list(scan: Scan, first: int, last: int) -> bool:
    """Whether a sentence names many cities, or towns of so many regions that none is a scene."""
    places = gazetteer().places
    others = len(starting_in(scan.hits.get("city", ()), first, last))
    towns = {hit.id for hit in starting_in(scan.hits.get("place", ()), first, last)}
    regions = {places[town].region for town in towns}
    return others + len(towns) >= _LIST_LENGTH and (
        others >= _OTHER_CITIES or len(regions) >= _REGIONS
    )


def _is_former_office(scan: Scan, name: Found) -> bool:
    """Whether a name tells what somebody once headed: «бывший аким Экибастуза»."""
    floor = max(scan.field_start(name.start), name.start - _OFFICE_REACH)
    return bool(
        context("office_before").search(scan.folded[floor : name.start])
        or context("office_after").search(scan.folded[name.end : name.end + _OFFICE_REACH])
    )


def _is_epithet(scan: Scan, name: Found) -> bool:
    """Whether a name merely tells where coal comes from: «уголь экибастузского бассейна»."""
    following = _BASIN.match(scan.folded, name.end + 1)
    return following is not None and not scan.in_title(name.start)


def _is_end_of_route(scan: Scan, name: Found) -> bool:
    """Whether the name is joined to another place by a dash where trains or roads are meant."""
    joined = any(
        _DASH.fullmatch(scan.folded, other.end, name.start)
        or _DASH.fullmatch(scan.folded, name.end, other.start)
        for kind in ("city", "place")
        for other in reaching(scan.hits.get(kind, ()), name.start - _JOIN, name.end + _JOIN)
        if other.start != name.start
    )
    return joined and scan.ask(_tells_route, name.start)


def _is_served(scan: Scan, name: Found) -> bool:
    """Whether trains or flights to several towns are told of, and not in the title."""
    if scan.in_title(name.start) or not scan.ask(_names_towns, name.start):
        return False
    return scan.ask(_tells_route, name.start)


def _is_stop(scan: Scan, name: Found) -> bool:
    """Whether a train or flight merely halts there or passes: "with a single stop at"."""
    if scan.in_title(name.start) or not scan.ask(_tells_route, name.start):
        return False
    return _is_beside(scan, name, "stop")


def _is_beside(scan: Scan, name: Found, use: str) -> bool:
    """Whether the words right before a name or behind it, its case among them, tell a use."""
    floor = max(scan.field_start(name.start), name.start - _OFFICE_REACH)
    case = max(name.start, name.end - len("нан"))
    return bool(
        context(f"{use}_before").search(scan.folded[floor : name.start])
        or context(f"{use}_after").search(scan.folded[name.end : name.end + _ORIGIN_REACH])
        or context(f"{use}_after").search(scan.folded[case : name.end + _ORIGIN_REACH])
    )


def _names_towns(scan: Scan, first: int, last: int) -> bool:
    towns = {hit.id for hit in starting_in(scan.hits.get("place", ()), first, last)}
    return len(towns) >= _SEVERAL


def _tells_route(scan: Scan, first: int, last: int) -> bool:
    return bool(context("route").search(scan.folded, first, last))


def _in_dateline(scan: Scan, start: int) -> bool:
    opening = scan.text_start if start >= scan.text_start else scan.lead_start
    dateline = _DATELINE.match(scan.original, opening)
    if dateline is None or not dateline.start() <= start < dateline.end():
        return False
    words = dateline[0].split()[0].strip(".,/")
    return words.isupper()
