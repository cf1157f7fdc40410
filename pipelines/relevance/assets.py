"""Mines and plants told from people and common words: «шахта имени Костенко», not Костенко."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.namesakes import is_namesake

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.gazetteer.records import Asset
    from pipelines.relevance.scans import Found, Scan

_SURE, _IN_ROW, _ELSEWHERE, _QUOTED, _UNREAD = 0.9, 0.8, 0.75, 0.6, 0.0
_BEFORE, _AFTER = 64, 72
_OPENING, _CLOSING = '«"“„', '»"”“'


class AssetReading(NamedTuple):
    """The name of a mine or plant, how surely it is meant (0 to 1), and why."""

    found: Found
    asset: Asset
    confidence: float
    note: str = ""


def read_assets(scan: Scan) -> list[AssetReading]:
    """The mines and plants that are meant, in order of start; other uses are left out."""
    hits = _outermost(scan.hits.get("asset", ()))
    if not hits:
        return []
    rows = _in_rows(scan, [_alone(scan, found) for found in hits])
    sure = {reading.asset.id for reading in rows if reading.confidence}
    read = [reading if reading.confidence else _later(scan, reading, sure) for reading in rows]
    return [reading for reading in read if reading.confidence]


def _outermost(hits: Iterable[Found]) -> list[Found]:
    """Of names within names only the outer: South Sarbai pit is not Sarbai pit."""
    kept: list[Found] = []
    farthest = 0
    for found in hits:
        # all before start no later
        if found.end > farthest:
            kept.append(found)
            farthest = found.end
    return kept


def _alone(scan: Scan, found: Found) -> AssetReading:
    asset = gazetteer().assets[found.id]
    if not asset.needs_kind:
        return AssetReading(found, asset, _SURE)
    kind = _kind_beside(scan, found, asset.kind_words)
    return AssetReading(found, asset, _SURE if kind else _UNREAD, kind and f"“{kind}”")


def _kind_beside(scan: Scan, found: Found, wanted: tuple[str, ...]) -> str:
    """The words for a mine or plant right before or after a name; empty if there are none."""
    floor = max(scan.field_start(found.start), found.start - _BEFORE)
    words = (
        _pattern("before").search(scan.folded[floor : found.start]),
        _pattern("after").match(scan.folded[found.end : found.end + _AFTER]),
    )
    for match in words:
        told = match[0].strip(' "»') if match else ""
        if told and (not wanted or any(word in told for word in wanted)):
            return told
    return ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(getattr(gazetteer().asset_words, name))


def _in_rows(scan: Scan, readings: list[AssetReading]) -> list[AssetReading]:
    """Names in a row share their kind: «на шахтах «Казахстанская», имени Ленина и «Саранская»»."""
    forward = _joined(scan, readings)
    return _joined(scan, forward[::-1])[::-1]


def _joined(scan: Scan, readings: list[AssetReading]) -> list[AssetReading]:
    told: list[AssetReading] = []
    for reading in readings:
        beside = told[-1] if told else None
        if (
            beside
            and beside.confidence
            and not reading.confidence
            and _joins(scan, beside, reading)
        ):
            note = f"in a row with {beside.asset.name_en}"
            told.append(reading._replace(confidence=_IN_ROW, note=note))
        else:
            told.append(reading)
    return told


def _joins(scan: Scan, one: AssetReading, other: AssetReading) -> bool:
    first, second = sorted((one.found, other.found), key=lambda found: found.start)
    return bool(_pattern("joint").fullmatch(scan.folded, first.end, second.start))


def _later(scan: Scan, reading: AssetReading, sure: set[str]) -> AssetReading:
    """A bare name that was read elsewhere, or that stands in quotes beside its company or mine."""
    found = reading.found
    is_sure = reading.asset.id in sure
    quoted = scan.original[max(0, found.start - 1) : found.start] in _OPENING
    closed = scan.original[found.end : found.end + 1] in _CLOSING
    is_quoted = found.start and quoted and closed
    if not (is_sure or is_quoted) or is_namesake(scan, found.start, found.end):
        return reading
    if is_sure:
        return reading._replace(confidence=_ELSEWHERE, note="certain elsewhere in the article")
    if reading.asset.company in scan.once(_companies):
        return reading._replace(confidence=_QUOTED, note="in quotes beside its company")
    if scan.in_title(found.start) and scan.once(_tells_of_a_mine):
        return reading._replace(confidence=_QUOTED, note="in quotes, and a mine is told of")
    return reading


def _tells_of_a_mine(scan: Scan) -> bool:
    return bool(_pattern("told").search(scan.folded))


def _companies(scan: Scan) -> frozenset[str]:
    return scan.ids("company")
