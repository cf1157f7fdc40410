"""Tell a town from its namesakes: poets, lakes, mountains, streets, regions, other towns.

Each name starts with a confidence by how ambiguous it is; the words around it raise or lower
it. Names of one place in one article are read together: where one is certain, the others follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import Place, Town, gazetteer
from pipelines.relevance.regions import read_regions
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.relevance.lexicon import Found, Scan

_BEFORE, _AFTER, _NEAR, _FAR, _CERTAIN = 48, 28, 100, 600, 0.9
_OF_A_TOWN = re.compile(r"(?:[лдт][ыі][қк]|lyq|lik)")
_ROW = 3  # of two names, one that people bear as well is too often a person
_PERSON = "a person"
_JOINT = re.compile(r"\s?[,;/]\s(?:(?:и|және|and)\s)?|\s(?:и|және|мен|бен|пен|and)\s")
_INITIAL = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\w?\.")
_GIVEN_NAME = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]{2,}")
# words that stand capitalised before a name at the start of a sentence
_LITTLE_WORD = re.compile(
    r"Для|После|При|Перед|Около|Без|Про|Между|Кроме|Вокруг|Из-за|Сегодня|Вчера|Завтра|Сейчас|Теперь"
    r"|Когда|Где|Как|Почему|Что|Чем|Если|Так|Там|Здесь|Тогда|Только|Даже|Весь|Вся|Наш|Наша|Пока"
    r"|Бүгін|Кеше|Ертең|Қазір|Бұл|Осы|Сол|Енді|The|For|Why|How|What|When|Where|With|Only|After"
    r"|Before|While|And|But|All|This|That|Today|Now"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A place name with how surely the place is meant, and why.

    ``scene`` tells that the words say where something happens; ``fixed`` that the words
    right around the name leave no choice.
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


@dataclass(frozen=True, slots=True)
class _Around:
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
    hits, regions = scan.hits.get("place", []), read_regions(scan)
    first = [_alone(scan, found, places[found.id], regions) for found in hits]
    in_rows = _in_rows(scan, first)
    with_neighbours = [_beside(reading, in_rows) for reading in in_rows]
    return [_throughout(reading, with_neighbours) for reading in with_neighbours]


def _alone(scan: Scan, found: Found, place: Place, regions: list[Found]) -> Reading:
    others = (hit for hit in scan.hits.get("never", ()) if hit.id == found.id)
    whole = _covering(others, found) or _covering(regions, found)
    if whole:
        return _fixed(found, place, weights().place.never, f"part of “{scan.words(whole)}”")
    around = _around(scan, found)
    scene = bool(
        _context("scene_before").search(around.before)
        or (found.language == "kk" and _context("scene_suffix").search(around.name))
    )
    fixed = _by_words_around(found, place, around)
    if fixed and not (fixed.accepted and _is_elsewhere(scan, found, place)):
        return replace(fixed, scene=scene)
    return _by_context(scan, found, place, scene=scene)


def _is_elsewhere(scan: Scan, found: Found, place: Place) -> bool:
    """Whether a name that many towns bear is placed in another region or country."""
    if place.ambiguity not in {"high", "very high"}:
        return False
    return _nearest(scan, "reject", found)[1] and not _nearest(scan, "accept", found)[0]


def _fixed(found: Found, place: Place, confidence: float, note: str) -> Reading:
    return Reading(found, place, confidence, note, fixed=True)


def _covering(hits: Iterable[Found], found: Found) -> Found | None:
    return next((hit for hit in hits if hit.start < found.end and found.start < hit.end), None)


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
    # a Kazakh name in a case of place is no apposition: «Текеліде өзен» is the river in Tekeli
    for name in ("named_before", *(() if declined else ("named_after",))):
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
    if _context("scene_before").search(around.before):
        return False
    word = around.previous
    if _LITTLE_WORD.fullmatch(word):
        return False
    given = word.istitle() and _GIVEN_NAME.fullmatch(word)
    return bool(given or _INITIAL.fullmatch(word))


def _by_context(scan: Scan, found: Found, place: Place, *, scene: bool) -> Reading:
    held = weights().place
    score: float = getattr(held, place.ambiguity.replace(" ", "_"))
    notes: list[str] = []
    for role, near, far in (
        ("accept", held.accept_near, held.accept_far),
        ("reject", -held.reject_near, -held.reject_far),
    ):
        word, is_near = _nearest(scan, role, found)
        if word:
            score += near if is_near else far
            notes.append(f"{role}s “{scan.words(word)}”")
    if place.ambiguity != "low":
        score += held.scene * scene + held.city_life * _has_city_life(scan, found)
    if _company_of(scan, place):
        score += held.company
    return Reading(found, place, max(0.0, min(0.95, score)), "; ".join(notes), scene=scene)


def _has_city_life(scan: Scan, found: Found) -> bool:
    first, last = scan.spans[scan.sentence(found.start)]
    return bool(_context("city_life").search(scan.folded, first, last))


def _nearest(scan: Scan, role: str, found: Found) -> tuple[Found | None, bool]:
    """The context word closest to a name, and whether it is in its sentence or near."""
    best: tuple[bool, int, Found] | None = None
    for hit in scan.hits.get(role, []):
        if hit.id != found.id:
            continue
        distance = max(hit.start - found.end, found.start - hit.end, 0)
        near = distance <= _NEAR or scan.sentence(hit.start) == scan.sentence(found.start)
        if distance <= _FAR and (best is None or (not near, distance) < best[:2]):
            best = (not near, distance, hit)
    return (best[2], not best[0]) if best else (None, False)


def _company_of(scan: Scan, place: Place) -> bool:
    companies = gazetteer().companies
    return any(place.id in companies[hit.id].towns for hit in scan.hits.get("company", []))


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
        else replace(reading, confidence=reading.confidence + held.neighbour, note=note)
        for reading in row
    ]


def _beside(reading: Reading, all_readings: list[Reading]) -> Reading:
    if reading.fixed or reading.accepted:
        return reading
    for other in all_readings:
        same_region = other.place.region == reading.place.region
        if same_region and other.place.id != reading.place.id and other.accepted and other.is_town:
            raised = reading.confidence + weights().place.neighbour
            return replace(reading, confidence=raised, note=f"beside {other.place.name_en}")
    return reading


def _throughout(reading: Reading, all_readings: list[Reading]) -> Reading:
    person = _namesake(reading, all_readings)
    if person:
        return replace(reading, confidence=person.confidence, note=person.note)
    elsewhere = weights().place.elsewhere
    if reading.fixed or reading.confidence >= elsewhere:
        return reading
    if any(o.place.id == reading.place.id and o.confidence >= _CERTAIN for o in all_readings):
        return replace(reading, confidence=elsewhere, note="certain elsewhere in the article")
    return reading


def _namesake(reading: Reading, all_readings: list[Reading]) -> Reading | None:
    """The full name of a person whom a bare name stands for: “Виктор Рудный … Рудный сказал”."""
    if reading.fixed or reading.scene or not reading.place.person:
        return None
    named = (other for other in all_readings if other.place.id == reading.place.id)
    return next((other for other in named if other.note.startswith(_PERSON)), None)
