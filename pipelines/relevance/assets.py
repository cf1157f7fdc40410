"""Mines and plants told from people and common words: «шахта имени Костенко», not Костенко."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.namesakes import is_namesake

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from pipelines.gazetteer.records import Asset
    from pipelines.relevance.lexicon import Found, Scan

_SURE, _IN_ROW, _ELSEWHERE, _QUOTED, _UNREAD = 0.9, 0.8, 0.75, 0.6, 0.0
_BEFORE, _AFTER = 64, 72
_OPENING, _CLOSING = '«"“„', '»"”“'


@dataclass(frozen=True, slots=True)
class AssetReading:
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
    for found in hits:
        if not any(held.start <= found.start and found.end <= held.end for held in kept):
            kept.append(found)
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
            told.append(replace(reading, confidence=_IN_ROW, note=note))
        else:
            told.append(reading)
    return told


def _joins(scan: Scan, one: AssetReading, other: AssetReading) -> bool:
    first, second = sorted((one.found, other.found), key=lambda found: found.start)
    return bool(_pattern("joint").fullmatch(scan.folded, first.end, second.start))


def _later(scan: Scan, reading: AssetReading, sure: set[str]) -> AssetReading:
    """A bare name that was read elsewhere, or that stands in quotes beside its company."""
    found = reading.found
    if is_namesake(scan, found.start, found.end):
        return reading
    if reading.asset.id in sure:
        return replace(reading, confidence=_ELSEWHERE, note="certain elsewhere in the article")
    quoted = scan.original[max(0, found.start - 1) : found.start] in _OPENING
    closed = scan.original[found.end : found.end + 1] in _CLOSING
    companies = {hit.id for hit in scan.hits.get("company", ())}
    if found.start and quoted and closed and reading.asset.company in companies:
        return replace(reading, confidence=_QUOTED, note="in quotes beside its company")
    return reading


def may_name(found: AbstractSet[tuple[str, str]]) -> bool:
    """Whether hits, as (kind, id), may hold a mine or plant that speaks for a topic.

    Each word for a mine or plant is a term itself, so a name that needs one needs a term.
    """
    assets = gazetteer().assets
    speaking = [
        assets[identity]
        for kind, identity in found
        if kind == "asset" and (assets[identity].role == "mining" or assets[identity].town)
    ]
    if any(not asset.needs_kind for asset in speaking):
        return True
    return bool(speaking) and any(kind == "term" for kind, _ in found)
