"""Officials told from namesakes: by the full name, initials, or the office beside a surname."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.gazetteer.surnames import first_names, is_form
from pipelines.relevance.namesakes import is_namesake
from pipelines.relevance.stretches import reaching
from pipelines.text import fold_match

if TYPE_CHECKING:
    from pipelines.gazetteer.records import Person, Post
    from pipelines.relevance.scans import Found, Scan

_FULL, _INITIALS, _OFFICE, _FOLLOWED = 0.95, 0.85, 0.75, 0.8
_HEAD_OF_STATE, _ALONE, _NAMESAKE = 0.6, 0.35, 0.05
# how much less a name says that many people bear
_COMMON = 0.5
_SURE = 0.5
_BEFORE, _AFTER = 96, 48
_LETTER = r"[^\W\d_]"
_INITIAL_BEFORE = re.compile(rf"(?<!\w)({_LETTER}{{1,2}})\.[ -]?(?:{_LETTER}{{1,2}}\.[ -]?)?$")
_INITIAL_AFTER = re.compile(rf" ({_LETTER}{{1,2}})\.(?! ?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{_LETTER})")
_WORDS_BEFORE = re.compile(rf"(?:({_LETTER}[\w'’-]*) )?({_LETTER}[\w'’-]*) $")
_WORD_AFTER = re.compile(rf" ({_LETTER}[\w'’-]*)")
_PATRONYMIC = re.compile(
    r"(?:вич|ьич)(?:а|у|ем|е)?$|(?:вна|вны|вне|вной|вну)$|(?:ұлы|улы|қызы|кызы)"
)
_NO_NAME = re.compile(
    r"казахстан|қазақстан|kazakh|республик|мин[а-я]*(?:пром|энерг|фин|эколог)|мырза"
)
_CALLINGS = frozenset(("mr", "mrs", "ms", "dr", "господин", "господина", "товарищ", "мырза"))
_PARTED = re.compile(r"[,;:.()–—«»\"]| (?:с|со|к|у|от|до|with|to|by|that|said) ")
_NAMED_AFTER = re.compile(
    r'"? (?:университет|зияткерлік|интеллектуал|мектеп|мектеб|university|intellectual|cent(?:er|re)'
    r"|foundation|(?:international )?airport|халықаралық әуежай|әуежай|қоры)"
)


class PersonReading(NamedTuple):
    """The name of a person with the first name or initials beside it, how sure, and why."""

    found: Found
    confidence: float
    note: str = ""


class _Name(NamedTuple):
    """A reading of one name: the words that make it up, from ``start`` to ``end``."""

    confidence: float
    start: int
    end: int
    note: str = ""


def read_people(scan: Scan) -> list[PersonReading]:
    """All surnames of known people with their confidence; a surname alone stays below 0.5."""
    hits = scan.hits.get("person", [])
    if not hits:
        return []
    alone = [(found, _alone(scan, found, gazetteer().people[found.id])) for found in hits]
    sure = {found.id for found, name in alone if name.confidence >= _OFFICE}
    read = [_reading(found, _followed(found, name, sure)) for found, name in alone]
    best = {found.start: 0.0 for found in hits}
    for found, reading in zip(hits, read, strict=True):
        best[found.start] = max(best[found.start], reading.confidence)
    return [
        reading
        for found, reading in zip(hits, read, strict=True)
        if reading.confidence == best[found.start] or best[found.start] < _SURE
    ]


def _reading(found: Found, name: _Name) -> PersonReading:
    whole = found._replace(start=name.start, end=name.end)
    return PersonReading(whole, round(name.confidence, 2), name.note)


def _followed(found: Found, name: _Name, sure: set[str]) -> _Name:
    if _NAMESAKE < name.confidence <= _HEAD_OF_STATE and found.id in sure:
        return _Name(_FOLLOWED, name.start, name.end, "named in full in the article")
    return name


def _alone(scan: Scan, found: Found, person: Person) -> _Name:
    name = _full(scan, found, person) or _initials(scan, found, person)
    if name is None and _other_first_name(scan, found):
        return _Name(_NAMESAKE, found.start, found.end, "another first name")
    start, end = (name.start, name.end) if name else (found.start, found.end)
    if _gives_its_name(scan, start, end):
        return _Name(_NAMESAKE, start, end, "something named after a person")
    office = _has_office(scan, start, end, person)
    if name:
        less = 1.0 if office or not person.is_common or _of_company(scan, person) else _COMMON
        return _Name(name.confidence * less, start, end, name.note)
    if office:
        return _Name(_OFFICE, start, end, "the office beside the surname")
    if _is_president(scan, person):
        return _Name(_HEAD_OF_STATE, start, end, "the office elsewhere in the article")
    return _Name(_ALONE, start, end, "a surname alone")


def _of_company(scan: Scan, person: Person) -> bool:
    """Whether the article names a company that the person heads or owns."""
    companies = scan.once(_companies)
    return any(office.body in companies for office in person.offices)


def _companies(scan: Scan) -> frozenset[str]:
    return scan.ids("company")


def _is_president(scan: Scan, person: Person) -> bool:
    """Whether a president may be meant, since the article names that office, which is unique."""
    held = any(office.post == "president" for office in person.offices)
    return held and scan.once(_names_president)


def _names_president(scan: Scan) -> bool:
    return _post("president").search(scan.folded) is not None


def _before(scan: Scan, start: int) -> str:
    return scan.original[max(scan.field_start(start), start - _BEFORE) : start]


def _words_before(before: str) -> re.Match[str] | None:
    """The last two words of a stretch, of which no more than these are looked through."""
    last = before.rfind(" ", 0, -1)
    return _WORDS_BEFORE.search(before, before.rfind(" ", 0, max(last, 0)) + 1)


def _full(scan: Scan, found: Found, person: Person) -> _Name | None:
    words = _words_before(_before(scan, found.start))
    if words:
        offset = found.start - len(words.string)
        if _is_first(words[2], person):
            return _Name(_FULL, words.start(2) + offset, found.end)
        if words[1] and _PATRONYMIC.search(words[2]) and _is_first(words[1], person):
            return _Name(_FULL, words.start(1) + offset, found.end)
    after = _WORD_AFTER.match(scan.original, found.end)
    if after and after[1][0].isupper() and _is_first(after[1], person):
        return _Name(_FULL, found.start, after.end())
    return None


def _is_first(word: str, person: Person) -> bool:
    folded = fold_match(word)
    return any(is_form(folded, name) for name in _first_names(person.id))


@cache
def _first_names(person: str) -> frozenset[str]:
    return first_names(gazetteer().people[person])


def _initials(scan: Scan, found: Found, person: Person) -> _Name | None:
    before = _INITIAL_BEFORE.search(_before(scan, found.start))
    if before and before[1][0].isupper():
        start = found.start - len(before.string) + before.start()
        return _Name(_INITIALS, start, found.end) if _begins(before[1], person) else None
    after = _INITIAL_AFTER.match(scan.original, found.end)
    if after and after[1][0].isupper() and _begins(after[1], person):
        return _Name(_INITIALS, found.start, after.end())
    return None


def _begins(initial: str, person: Person) -> bool:
    return any(name.startswith(fold_match(initial)) for name in _first_names(person.id))


def _other_first_name(scan: Scan, found: Found) -> bool:
    """Whether another person's first name or initial stands right before the surname."""
    before = _before(scan, found.start)
    initial = _INITIAL_BEFORE.search(before)
    if initial and initial[1][0].isupper():
        return True
    words = _words_before(before)
    if words is None or not words[2].istitle():
        return False
    start = found.start - len(before) + words.start(2)
    return not (
        start == scan.spans[scan.sentence(start)][0]
        or fold_match(words[2]) in _CALLINGS
        or _NO_NAME.match(fold_match(words[2]))
        or _any_post().search(fold_match(words[2]))
        or _is_known(scan, start, found.start)
    )


def _is_known(scan: Scan, start: int, end: int) -> bool:
    kinds = ("place", "city", "region", "company", "asset", "term")
    return any(reaching(scan.hits.get(kind, ()), start + 1, end - 1) for kind in kinds)


def _gives_its_name(scan: Scan, start: int, end: int) -> bool:
    after = scan.folded[end : end + _AFTER]
    return is_namesake(scan, start, end) or _NAMED_AFTER.match(after) is not None


def _has_office(scan: Scan, start: int, end: int, person: Person) -> bool:
    sentence = scan.spans[scan.sentence(start)][0]
    before = scan.folded[max(sentence, start - _BEFORE) : start]
    after = scan.folded[end : end + _AFTER]
    for post in {office.post for office in person.offices}:
        held = list(_post(post).finditer(before))
        if held and not _PARTED.search(before, held[-1].end()):
            return True
        told = _post(post).search(after)
        if told and re.fullmatch(r",? ?[-–—(]? ?(?:[\w-]+ ?){0,3}", after[: told.start()]):
            return after[:1] in ",( "
    return False


@cache
def _post(post: Post) -> re.Pattern[str]:
    return re.compile(gazetteer().post_words[post])


@cache
def _any_post() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{words})" for words in gazetteer().post_words.values()))
