"""Reading a desk line part by part: date, city, country, clock, reporter, agency, dash."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipelines.dating.datewords import month_pattern, one_of
from pipelines.newsroom.agencylooks import named_by_looks
from pipelines.newsroom.attribution import agency_pattern, folded_list
from pipelines.newsroom.bylines import signed_by
from pipelines.text import fold_search

_MAX_WORDS: Final = 3
_MAX_PARTS: Final = 6
_NAME: Final = r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*"
_WORD: Final = re.compile(_NAME)
_TOWN_MARK: Final = re.compile(r"(?:г|гор|қ)\.\s?(?=\S)")
_SEPARATOR: Final = re.compile(r"\s*[.,;]?\s*")
_SLASH: Final = re.compile(r"\s*/\s*")
_DASH: Final = re.compile(r"\s*-{1,3}(?!\d)\s*")
_STOP: Final = re.compile(r"\s*[.:](?=\s|$)|\s*(?=\n|$)|(?<=\.)(?=\s)")
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?![\d:])")
_COUNTRY: Final = re.compile(rf",\s?{_NAME}(?: {_NAME}){{0,2}}(?=\s?[.,(‐-―-])")
_AUTHOR: Final = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}}(?:\.(?=\s|$)|(?=\s*\n|\s*$))\s*")
_NAMED: Final = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}}(?=\s?[.,/]\s)")
_WRAPPED: Final = re.compile(r"\([^()\n]{2,60}\)|/\s?[^/\n]{2,40}\s?/")
_SET_OFF: Final = re.compile(r"-{1,2}\s?(?=\()")
# «МТРК "МИР" —», «ИА «КазТАГ» –»
_QUOTED: Final = re.compile(
    r"(?:[^\W\d_a-zа-яё]{2,6}\s)?[\"«“„][^\"«»“”„\n]{2,40}[\"»”](?=\s?[‐-―-])"
)
_UNKNOWN_AGENCY: Final = re.compile(
    r"(?<=\. )(?=[^a-zа-яёәғқңөұүһі]{4,40}[–—-])[^\W\d_]{4,}(?:[ -][^\W\d_]{2,})?(?=\s?[–—-]\s)"
)
_SIGNED_OFF: Final = re.compile(r"\.(?=\s|$)|(?=\s*(?:\n|$))|\s+(?=-\s)")
_AGENCY_MARK: Final = re.compile(r"(?:(?:иа|миа|ма)\s)?\"?(?=\w)")


@dataclass(frozen=True, slots=True)
class Head:
    """What was read so far up to ``end``; a dash or (``closed``) a full stop came last."""

    end: int
    city: str = ""
    agency: str = ""
    author: str = ""
    date: str = ""
    has_clock: bool = False
    dashed: bool = False
    closed: bool = False


def is_known_city(city: str) -> bool:
    """Whether a city is one of those that stand in datelines without further marks."""
    return fold_search(city) in folded_list("cities")


def read_head(text: str) -> Head:
    """What the start of a text holds of a desk line, whether it is one or not."""
    folded = fold_search(text)
    head = _take_date(Head(0), text, folded)
    head = _take_city(head, text, folded)
    for _ in range(_MAX_PARTS):
        step = _take_part(head, text, folded)
        if step is head:
            break
        head = step
    head = _take_dash(head, folded)
    if head.dashed and not head.agency and head.city:
        head = _take_signature(head, text, folded)
    if head.agency and head.dashed and not head.author:
        head = _take_author(head, text)
    return _take_stop(head, folded)


def _take_date(head: Head, text: str, folded: str) -> Head:
    at = _gap(folded, head.end)
    found = None if head.date else _date().match(folded, at)
    if not found:
        return head
    clock = _CLOCK.match(folded, _gap(folded, found.end()))
    end = (clock or found).end()
    return replace(
        head, end=end, date=text[at:end].rstrip("."), has_clock=head.has_clock or bool(clock)
    )


def _take_city(head: Head, text: str, folded: str) -> Head:
    at = _gap(folded, head.end)
    mark = _TOWN_MARK.match(folded, at)
    at = end = mark.end() if mark else at
    for _ in range(_MAX_WORDS):
        word = _WORD.match(text, end + (text[end : end + 1] == " " and end > at))
        if (
            not word
            or agency_pattern().match(folded, word.start())
            or not _alike(text[at:end], word[0])
        ):
            break
        end = word.end()
    return replace(head, end=end, city=text[at:end]) if end > at else head


def _alike(before: str, word: str) -> bool:
    if word.isupper():
        return not before or before.isupper()
    caseless = not word[0].isupper() and not word[0].islower()
    return (word[0].isupper() and not before.isupper()) or (caseless and not before)


def _take_part(head: Head, text: str, folded: str) -> Head:
    for take in (_take_date, _take_clock, _take_agency, _take_reporter):
        taken = take(head, text, folded)
        if taken is not head:
            return taken
    country = _COUNTRY.match(text, head.end) if head.city else None
    if country and country[0].lstrip(", ")[0].isupper() and not head.date:
        return replace(head, end=country.end())
    return head


def _take_clock(head: Head, _text: str, folded: str) -> Head:
    """A clock alone counts behind a city that is well known."""
    clock = _CLOCK.match(folded, _gap(folded, head.end))
    if clock and not head.has_clock and (head.date or is_known_city(head.city)):
        return replace(head, end=clock.end(), has_clock=True)
    return head


def _take_agency(head: Head, text: str, folded: str) -> Head:
    if head.agency:
        return head
    at = _gap(folded, head.end)
    set_off = _SET_OFF.match(folded, at) if head.city else None
    wrapped = _WRAPPED.match(folded, set_off.end() if set_off else at)
    if wrapped and not head.city and not agency_pattern().fullmatch(wrapped[0].strip("()/ ")):
        wrapped = None
    found = wrapped or agency_pattern().match(folded, at)
    slash = _SLASH.match(folded, at)
    if not found and slash:
        found = agency_pattern().match(folded, slash.end())
    if not found and head.city and (head.city.isupper() or head.date):
        # «КАРАГАНДА. ВЕСТНИК – Двое …»: what stands there in capitals is the agency, known or not
        unknown = _UNKNOWN_AGENCY if head.city.isupper() else _QUOTED
        found = (
            unknown.match(text, at)
            or _QUOTED.match(text, at)
            or named_by_looks(head.city, text, at)
        )
    if not found:
        return head
    name = text[found.start() : found.end()].strip("()/ \xa0")
    return replace(head, end=found.end(), agency=_unquoted(name))


def _unquoted(name: str) -> str:
    return name[1:-1] if name[:1] in tuple('"«“„') and name[-1:] in tuple('"»”') else name


def _take_reporter(head: Head, text: str, folded: str) -> Head:
    """«АСТАНА. Имя Фамилия. KAZINFORM –» and «KAZINFORM /Имя Фамилия/ –»."""
    if head.author or not ((head.city and head.city.isupper()) or head.agency):
        return head
    at = _gap(folded, head.end)
    wrapped = _WRAPPED.match(text, at) if head.agency else None
    if wrapped and (people := signed_by(wrapped[0].strip("()/ "))):
        return replace(head, end=wrapped.end(), author=", ".join(people))
    named = None if head.agency else _NAMED.match(text, at)
    if named and signed_by(named[0]):
        behind = _take_agency(replace(head, end=named.end()), text, folded)
        if behind.agency and _DASH.match(folded, behind.end):
            return replace(head, end=named.end(), author=named[0])
    return head


def _take_dash(head: Head, folded: str) -> Head:
    stop = folded[head.end : head.end + 1]
    dash = _DASH.match(folded, head.end + (stop in {".", ","}))
    return replace(head, end=dash.end(), dashed=True) if dash else head


def _take_signature(head: Head, text: str, folded: str) -> Head:
    """The agency behind the dash: «БИШКЕК, 26 мар — Sputnik.»; it must end there."""
    mark = _AGENCY_MARK.match(folded, head.end)
    signed = agency_pattern().match(folded, mark.end() if mark else head.end)
    if not signed:
        return _take_looks(head, text)
    end = signed.end() + (folded[signed.end() : signed.end() + 1] == '"')
    author = re.compile(rf",\s(?P<name>{_AUTHOR.pattern})").match(text, end)
    closed = _SIGNED_OFF.match(folded, end)
    if author or closed:
        name = author["name"].strip(" .\n") if author else ""
        return replace(
            head,
            end=(author or closed or signed).end(),
            agency=text[slice(*signed.span())],
            author=name,
        )
    return head


def _take_looks(head: Head, text: str) -> Head:
    found = named_by_looks(head.city, text, head.end)
    ended = _SIGNED_OFF.match(text, found.end()) if found else None
    if found is None or ended is None:
        return head
    return replace(head, end=ended.end(), agency=found[0])


def _take_author(head: Head, text: str) -> Head:
    author = _AUTHOR.match(text, head.end)
    if author and all(word[:1].isupper() for word in author[0].split()):
        return replace(head, end=author.end(), author=author[0].strip(" .\n"))
    return head


def _take_stop(head: Head, folded: str) -> Head:
    known = head.city.isupper() and is_known_city(head.city)
    if head.dashed or not (head.date or head.agency or head.has_clock or known):
        return head
    stop = _STOP.match(folded, head.end)
    if not stop and ((head.city.isupper() and head.agency.isupper()) or head.has_clock):
        stop = re.compile(r"\s").match(folded, head.end)
    return replace(head, end=stop.end(), closed=True) if stop else head


def _gap(folded: str, at: int) -> int:
    gap = _SEPARATOR.match(folded, at) if at else None
    return gap.end() if gap else at


@cache
def _date() -> re.Pattern[str]:
    month, year = month_pattern(), one_of("year")
    return re.compile(
        rf"\d{{1,2}} {month}\.?(?:,? \d{{4}}(?: {year})?)?"
        rf"|{month}\.? \d{{1,2}}(?!\d)(?:,? \d{{4}})?"
        rf"|\d{{4}} {year} \d{{1,2}} {month}"
        r"|\d{1,2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}"
    )
