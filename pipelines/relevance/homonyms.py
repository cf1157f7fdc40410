"""Tell a town from its namesakes: poets, lakes, mountains, streets, regions, other towns.

Each name starts with a confidence by how ambiguous it is; the words around it raise or lower
it. Names of one place in one article are read together: where one is certain, the others follow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipelines.gazetteer.gazetteer import Place, Town, gazetteer
from pipelines.relevance.nearby import is_town_of_article, nearest
from pipelines.relevance.regions import read_regions
from pipelines.relevance.stretches import overlapping
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from pipelines.relevance.scans import Found, Scan

_BEFORE, _AFTER, _CERTAIN = 48, 28, 0.9
_OF_A_TOWN, _PERSON = re.compile(r"(?:[лдт][ыі][қк]|lyq|lik)"), "a person"
_ROW = 3  # of two names, one that people bear as well is too often a person
_JOINT = re.compile(r"\s?[,;/]\s(?:(?:и|және|and)\s)?|\s(?:и|және|мен|бен|пен|and)\s")
_INITIAL = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\w?\.")
_GIVEN_NAME = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]{2,}")


class Reading(NamedTuple):
    """A place name with how surely the place is meant, and why.

    ``scene``: the words tell where something happens; ``fixed``: they leave no choice.
    """

    found: Found
    place: Place
    confidence: float
    note: str = ""
    scene: bool = False
    fixed: bool = False

    @property
    def is_town(self) -> bool:
        """Whether the place is one of the mono-towns."""
        return isinstance(self.place, Town)

    @property
    def accepted(self) -> bool:
        """Whether the reading is sure enough to count."""
        return self.confidence >= weights().place.accepted


class _Around(NamedTuple):
    """The folded words before and after a name, and the written word before it."""

    before: str
    name: str
    after: str
    previous: str


@cache
def _context(name: str) -> re.Pattern[str]:
    return re.compile(getattr(gazetteer().context, name))


def read_places(scan: Scan) -> list[Reading]:
    """All place names with their confidence, in order of start."""
    places = gazetteer().places
    hits, regions = scan.hits.get("place", []), scan.once(read_regions)
    first = [_alone(scan, found, places[found.id], regions) for found in hits]
    in_rows = _in_rows(scan, first)
    beside = _towns_by_region(in_rows)
    with_neighbours = [_beside(reading, beside) for reading in in_rows]
    people, sure = _people(with_neighbours), _sure(with_neighbours)
    return [_throughout(reading, people, sure) for reading in with_neighbours]


def _alone(scan: Scan, found: Found, place: Place, regions: list[Found]) -> Reading:
    others = scan.of("never", found.id)
    whole = overlapping(others, found) or overlapping(regions, found)
    if whole:
        return _fixed(found, place, weights().place.never, f"part of “{scan.words(whole)}”")
    around = _around(scan, found)
    scene = bool(
        _context("scene_before").search(around.before)
        or (found.language == "kk" and _context("scene_suffix").search(around.name))
    )
    fixed = _by_words_around(found, place, around)
    if fixed and not (fixed.accepted and _is_elsewhere(scan, found, place)):
        return fixed._replace(scene=scene)
    return _by_context(scan, found, place, scene=scene)


def _is_elsewhere(scan: Scan, found: Found, place: Place) -> bool:
    """Whether a name that many towns bear is placed in another region or country."""
    if place.ambiguity not in {"high", "very high"}:
        return False
    return nearest(scan, "reject", found)[1] and not nearest(scan, "accept", found)[0]


def _fixed(found: Found, place: Place, confidence: float, note: str) -> Reading:
    return Reading(found, place, confidence, note, fixed=True)


def _around(scan: Scan, found: Found) -> _Around:
    start = max(scan.field_start(found.start), found.start - _BEFORE)
    written = scan.original[start : found.start].split()
    return _Around(
        before=scan.folded[start : found.start],
        name=scan.folded[found.start : found.end],
        after=scan.folded[found.end : found.end + _AFTER],
        previous=written[-1] if written else "",
    )


def _by_words_around(found: Found, place: Place, around: _Around) -> Reading | None:
    held = weights().place
    declined = found.language == "kk" and _context("scene_suffix").search(around.name)
    # no apposition follows a Kazakh case of place: «Текеліде өзен» is the river in Tekeli
    for name in ("named_before",) if declined else ("named_before", "named_after"):
        words = _context(name).search(getattr(around, name.removeprefix("named_")))
        if words:
            return _fixed(found, place, held.never, f"a name: “{words[0].strip()}”")
    if _context("town_before").search(around.before) or _context("town_after").search(around.after):
        return _fixed(found, place, held.marker, "called a town")
    if not declined and _context("district_after").search(around.after):
        return _fixed(found, place, held.district, "a district or region")
    if place.person and _OF_A_TOWN.search(around.name):
        return _fixed(found, place, held.marker, "its people")
    if place.person and _is_first_name(around):
        return _fixed(found, place, held.person, f"{_PERSON}: “{around.previous}”")
    return None


def _is_first_name(around: _Around) -> bool:
    word = around.previous
    if _context("scene_before").search(around.before):
        return False
    if word.istitle() and _GIVEN_NAME.fullmatch(word):
        return not _context("little_words").fullmatch(word)
    return bool(_INITIAL.fullmatch(word))


def _by_context(scan: Scan, found: Found, place: Place, *, scene: bool) -> Reading:
    held = weights().place
    score: float = getattr(held, place.ambiguity.replace(" ", "_"))
    notes: list[str] = []
    for role, near, far in (
        ("accept", held.accept_near, held.accept_far),
        ("reject", -held.reject_near, -held.reject_far),
    ):
        word, is_near = nearest(scan, role, found)
        if word:
            score += near if is_near else far
            notes.append(f"{role}s “{scan.words(word)}”")
    if place.ambiguity != "low":
        score += held.scene * scene + held.city_life * scan.ask(_has_city_life, found.start)
    if place.id in scan.once(_towns_of_companies):
        score += held.company
    if (scene or scan.in_title(found.start)) and scan.once(is_town_of_article):
        score = max(score, held.elsewhere)
    return Reading(found, place, max(0.0, min(0.95, score)), "; ".join(notes), scene=scene)


def _has_city_life(scan: Scan, first: int, last: int) -> bool:
    return bool(_context("city_life").search(scan.folded, first, last))


def _towns_of_companies(scan: Scan) -> set[str]:
    companies = gazetteer().companies
    return {town for company in scan.ids("company") for town in companies[company].towns}


def _in_rows(scan: Scan, readings: list[Reading]) -> list[Reading]:
    """Names in a row are of a kind: “Abai, Kurchatov, Balkhash and Altai” are towns if one is."""
    rows: list[list[Reading]] = []
    for reading in readings:
        if rows and _joins(scan, rows[-1][-1].found, reading.found):
            rows[-1].append(reading)
        else:
            rows.append([reading])
    return [reading for row in rows for reading in _raised(row)]


def _joins(scan: Scan, first: Found, second: Found) -> bool:
    return bool(_JOINT.fullmatch(scan.folded, first.end, second.start))


def _raised(row: list[Reading]) -> list[Reading]:
    sure = next((r for r in row if r.is_town and r.accepted), None)
    if sure is None:
        return row
    held = weights().place
    note = f"in a row with {sure.place.name_en}"
    return [
        reading
        if reading.fixed or reading.accepted or (reading.place.person and len(row) < _ROW)
        else reading._replace(confidence=reading.confidence + held.neighbour, note=note)
        for reading in row
    ]


def _towns_by_region(readings: list[Reading]) -> dict[str, dict[str, Place]]:
    """The mono-towns that are sure enough, by region and id, in order of the text."""
    held: dict[str, dict[str, Place]] = defaultdict(dict)
    for reading in readings:
        if reading.accepted and reading.is_town:
            held[reading.place.region].setdefault(reading.place.id, reading.place)
    return held


def _beside(reading: Reading, towns: dict[str, dict[str, Place]]) -> Reading:
    if reading.fixed or reading.accepted:
        return reading
    same_region = towns.get(reading.place.region, {}).values()
    other = next((town for town in same_region if town.id != reading.place.id), None)
    if other is None:
        return reading
    raised = reading.confidence + weights().place.neighbour
    return reading._replace(confidence=raised, note=f"beside {other.name_en}")


def _people(readings: list[Reading]) -> dict[str, Reading]:
    """The full names of persons, the first one of each place: “Виктор Рудный”."""
    return {r.place.id: r for r in reversed(readings) if r.note.startswith(_PERSON)}


def _sure(readings: list[Reading]) -> set[str]:
    return {reading.place.id for reading in readings if reading.confidence >= _CERTAIN}


def _throughout(reading: Reading, people: dict[str, Reading], sure: set[str]) -> Reading:
    """A name as it is read elsewhere in the article: “Виктор Рудный … Рудный сказал”."""
    may_be_person = reading.place.person and not (reading.fixed or reading.scene)
    person = people.get(reading.place.id) if may_be_person else None
    if person:
        return reading._replace(confidence=person.confidence, note=person.note)
    elsewhere = weights().place.elsewhere
    if reading.fixed or reading.confidence >= elsewhere or reading.place.id not in sure:
        return reading
    return reading._replace(confidence=elsewhere, note="certain elsewhere in the article")
