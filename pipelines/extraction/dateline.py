"""The desk line in front of a lead, and the words at its end that credit an agency."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipelines.dating.datewords import month_pattern, one_of
from pipelines.extraction.attribution import (
    agency_pattern,
    attribution_tail,
    dateline_data,
    folded_list,
)
from pipelines.model import Dateline
from pipelines.text import fold_search

__all__ = ["DatelineCut", "attribution_tail", "split_dateline"]

_REACH: Final = 240  # letters in which a dateline must end
_MAX_WORDS: Final = 3
_MAX_PARTS: Final = 4
_ACRONYM: Final = 4  # letters; capitals as short as that are no city
_MIN_BARE_AGENCY: Final = 4
_NAME: Final = r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*"
_WORD: Final = re.compile(_NAME)
_DUMP_DATE: Final = re.compile(r"\s*(?:date\s+)?(\d{4}-\d\d-\d\d)(?=\s|$)\s*", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s*[.,;]?\s*")
_DASH: Final = re.compile(r"\s*-{1,3}(?!\d)\s*")
_STOP: Final = re.compile(r"\s*[.:](?=\s|$)|\s*(?=\n|$)")
_COUNTRY: Final = re.compile(rf",\s?{_NAME}(?: {_NAME}){{0,2}}(?=\s?[.,(‐-―-])")
_AUTHOR: Final = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}}(?:\.(?=\s|$)|(?=\s*\n|\s*$))\s*")

_UNKNOWN_AGENCY: Final = re.compile(
    r"(?<=\. )(?=[^a-zа-яёәғқңөұүһі]{4,40}[–—-])[^\W\d_]{4,}(?:[ -][^\W\d_]{2,})?(?=\s?[–—-]\s)"
)


@dataclass(frozen=True, slots=True)
class DatelineCut:
    """A text without its desk line; ``date_raw`` is the date in the words of the line."""

    dateline: Dateline | None
    rest: str
    date_raw: str | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """What was read so far up to ``end``; a dash or (``closed``) a full stop came last."""

    end: int
    city: str = ""
    agency: str = ""
    date: str = ""
    dashed: bool = False
    closed: bool = False


def split_dateline(text: str) -> DatelineCut:
    """Cut «АСТАНА. KAZINFORM –», "ASTANA. Aug 14 (Interfax) -" and the like off the start.

    A city alone must stand in capitals and be followed by a dash and the start of a sentence:
    «Астана — столица» stays whole. The date that a dump puts in front ("date 2024-04-02") is
    taken off too. Without any of these ``rest`` is the text as given.
    """
    dumped = _DUMP_DATE.match(text)
    start = dumped.end() if dumped else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    window = text[start : start + _REACH]
    head = _read_head(window)
    if not _holds(head, window):
        rest = text[start:] if dumped else text
        return DatelineCut(None, rest, dumped[1] if dumped else None)
    line = Dateline(_title_case(head.city), head.agency, window[: head.end].strip())
    date_raw = dumped[1] if dumped else head.date or None
    return DatelineCut(line, text[start + head.end :].lstrip(), date_raw)


def _read_head(text: str) -> _Head:
    folded = fold_search(text)
    head = _take_date(_Head(0), text, folded)
    head = _take_city(head, text, folded)
    for _ in range(_MAX_PARTS):
        step = _take_part(head, text, folded)
        if step is head:
            break
        head = step
    head = _take_dash(head, folded)
    if head.dashed and not head.agency and head.city:
        head = _take_signature(head, text, folded)
    if head.agency and head.dashed:
        head = _take_author(head, text)
    return _take_stop(head, folded)


def _take_date(head: _Head, text: str, folded: str) -> _Head:
    at = _gap(folded, head.end)
    found = None if head.date else _date().match(folded, at)
    return (
        replace(head, end=found.end(), date=text[at : found.end()].rstrip(".")) if found else head
    )


def _take_city(head: _Head, text: str, folded: str) -> _Head:
    at = _gap(folded, head.end)
    end = at
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


def _take_part(head: _Head, text: str, folded: str) -> _Head:
    dated = _take_date(head, text, folded)
    if dated is not head:
        return dated
    if not head.agency:
        credited = _take_agency(head, text, folded)
        if credited is not head:
            return credited
    country = _COUNTRY.match(text, head.end) if head.city else None
    if country and country[0].lstrip(", ")[0].isupper() and not head.date:
        return replace(head, end=country.end())
    return head


def _take_agency(head: _Head, text: str, folded: str) -> _Head:
    at = _gap(folded, head.end)
    found = _wrapped().match(folded, at) if head.city else None
    found = found or agency_pattern().match(folded, at)
    if not found and head.city.isupper():
        # «КАРАГАНДА. ВЕСТНИК – Двое …»: what stands there in capitals is the agency, known or not
        found = _UNKNOWN_AGENCY.match(text, at)
    if not found:
        return head
    name = text[at : found.end()].strip("()/ \xa0")
    return replace(head, end=found.end(), agency=name)


def _take_dash(head: _Head, folded: str) -> _Head:
    stop = folded[head.end : head.end + 1]
    dash = _DASH.match(folded, head.end + (stop in {".", ","}))
    return replace(head, end=dash.end(), dashed=True) if dash else head


def _take_signature(head: _Head, text: str, folded: str) -> _Head:
    """The agency behind the dash: «БИШКЕК, 26 мар — Sputnik.»; it must end there."""
    signed = agency_pattern().match(folded, head.end)
    if not signed:
        return head
    end = signed.end()
    author = re.compile(rf",\s{_AUTHOR.pattern}").match(text, end)
    closed = re.compile(r"\.(?=\s|$)|(?=\s*(?:\n|$))|\s+(?=-\s)").match(folded, end)
    if author or closed:
        name = text[head.end : end]
        return replace(head, end=(author or closed or signed).end(), agency=name)
    return head


def _take_author(head: _Head, text: str) -> _Head:
    author = _AUTHOR.match(text, head.end)
    capital = author and all(word[:1].isupper() for word in author[0].split())
    return replace(head, end=author.end()) if author and capital else head


def _take_stop(head: _Head, folded: str) -> _Head:
    if head.dashed or not (head.date or head.agency or _is_known_city(head.city)):
        return head
    stop = _STOP.match(folded, head.end)
    if not stop and head.city.isupper() and head.agency.isupper():
        stop = re.compile(r"\s").match(folded, head.end)
    return replace(head, end=stop.end(), closed=True) if stop else head


def _gap(folded: str, at: int) -> int:
    gap = _SEPARATOR.match(folded, at) if at else None
    return gap.end() if gap else at


def _holds(head: _Head, text: str) -> bool:
    """Whether what was read is a dateline and not the start of a sentence."""
    following = text[head.end :].lstrip()
    if not (head.dashed or head.closed) or following[:1].islower():
        return False
    city = fold_search(head.city)
    if city and city in folded_list("not_cities"):
        return False
    if head.agency and not agency_pattern().fullmatch(fold_search(head.agency)):
        # anything may stand in brackets: "Titusville (0-1): ..."
        return head.dashed and (head.city.isupper() or bool(head.date))
    if head.agency:
        return bool(city or head.date) or len(head.agency) >= _MIN_BARE_AGENCY
    if head.closed and not head.date:
        # «ӨСКЕМЕН. Риддер қаласында …»: a full stop alone serves behind well-known cities only
        return bool(following) and _is_known_city(head.city)
    return bool(city and head.date) or (head.city.isupper() and _is_desk(city, following))


def _is_known_city(city: str) -> bool:
    return city.isupper() and fold_search(city) in folded_list("cities")


def _is_desk(city: str, following: str) -> bool:
    shouted = _WORD.findall(following)[:2]
    if shouted and all(word.isupper() for word in shouted):
        return False  # a headline in capitals
    return len(city) > _ACRONYM or city in folded_list("short_cities")


def _title_case(city: str) -> str:
    parts = re.split(r"([ -])", city.lower() if city.isupper() else city)
    small = dateline_data()["small_words"]
    return "".join(p if p in small else p[:1].upper() + p[1:] for p in parts)


@cache
def _wrapped() -> re.Pattern[str]:
    return re.compile(r"\([^()\n]{2,60}\)|/\s?[^/\n]{2,40}\s?/")


@cache
def _date() -> re.Pattern[str]:
    month, year = month_pattern(), one_of("year")
    return re.compile(
        rf"\d{{1,2}} {month}\.?(?:,? \d{{4}}(?: {year})?)?"
        rf"|{month}\.? \d{{1,2}}(?!\d)(?:,? \d{{4}})?"
        rf"|\d{{4}} {year} \d{{1,2}} {month}"
        r"|\d{1,2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}"
    )
