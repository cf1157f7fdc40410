"""The desk line in front of a lead: «АСТАНА. KAZINFORM –», "ASTANA, Nov 20 (Reuters) -"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipelines.model import Dateline
from pipelines.newsroom.attribution import (
    agency_pattern,
    attribution_tail,
    dateline_data,
    folded_list,
)
from pipelines.newsroom.desklines import Head, is_known_city, read_head
from pipelines.text import fold_search

__all__ = ["DatelineCut", "attribution_tail", "split_dateline"]

_REACH: Final = 240  # letters in which a dateline must end
_ACRONYM: Final = 4  # letters; capitals as short as that are no city
_MIN_BARE_AGENCY: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_DUMP_DATE: Final = re.compile(r"\s*(?:date\s+)?(\d{4}-\d\d-\d\d)(?=\s|$)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatelineCut:
    """A text without its desk line.

    ``date_raw`` is the date in the words of the line, ``author`` its reporter's name.
    """

    dateline: Dateline | None
    rest: str
    date_raw: str | None = None
    author: str = ""


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
    head = read_head(window)
    if not _holds(head, window):
        rest = text[start:] if dumped else text
        return DatelineCut(None, rest, dumped[1] if dumped else None)
    line = Dateline(_title_case(head.city), head.agency, window[: head.end].strip())
    date_raw = dumped[1] if dumped else head.date or None
    return DatelineCut(line, text[start + head.end :].lstrip(), date_raw, head.author)


def _holds(head: Head, text: str) -> bool:
    """Whether what was read is a dateline and not the start of a sentence."""
    following = text[head.end :].lstrip()
    city = fold_search(head.city)
    if (
        not (head.dashed or head.closed)
        or following[:1].islower()
        or folded_list("not_cities") & {city, *city.split()}
    ):
        return False
    if head.agency:
        return _is_credited(head)
    if head.closed and not head.date:
        # «ӨСКЕМЕН. Риддер қаласында …»: a full stop alone serves behind well-known cities only
        known = is_known_city(head.city) and (head.city.isupper() or head.has_clock)
        return bool(following) and known
    return bool(city and head.date) or (head.city.isupper() and _is_desk(city, following))


def _is_credited(head: Head) -> bool:
    """Whether city, date and dash make the agency one that the line credits."""
    if not agency_pattern().fullmatch(fold_search(head.agency)):
        # anything may stand in brackets: "Titusville (0-1): ..."
        if head.closed and head.city.isupper() and head.date:
            return True
        return head.dashed and (head.city.isupper() or bool(head.date))
    if head.closed and head.city and not head.date:
        has_case = head.city[0].isupper()
        return head.city.isupper() or not has_case or is_known_city(head.city)
    return bool(head.city or head.date) or len(head.agency) >= _MIN_BARE_AGENCY


def _is_desk(city: str, following: str) -> bool:
    shouted = _WORD.findall(following)[:2]
    if shouted and all(word.isupper() for word in shouted):
        return False  # a headline in capitals
    return len(city) > _ACRONYM or city in folded_list("short_cities")


def _title_case(city: str) -> str:
    parts = re.split(r"([ -])", city.lower() if city.isupper() else city)
    small = dateline_data()["small_words"]
    return "".join(p if p in small else p[:1].upper() + p[1:] for p in parts)
