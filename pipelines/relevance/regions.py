"""Oblasts, also in a row that shares one word for oblast: «Павлодарская и Акмолинская области»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.relevance.stretches import overlapping

if TYPE_CHECKING:
    from pipelines.relevance.scans import Found, Scan

_JOINT = re.compile(r",? (?:и|а также|және|and) | (?:мен|пен|бен) |, ")
_PLURAL = re.compile(r"облыстар|(?:region|oblast|province)s$")
_ADJECTIVE = ("ая", "ой", "ую")
_SHARED_BEFORE = re.compile(r"област(?:и|ей|ям|ями|ях)\b")


def read_regions(scan: Scan) -> list[Found]:
    """The oblasts that are named, in order of start; of overlapping names the longer."""
    named = scan.hits.get("region", [])
    bare = [found for found in scan.hits.get("oblast", ()) if not overlapping(named, found)]
    if not named or not bare:
        return named
    rows = _rows(scan, sorted([*named, *bare], key=lambda found: found.start))
    known = frozenset(named)
    return [found for row in rows for found in _read(scan, row, known)]


def _rows(scan: Scan, names: list[Found]) -> list[list[Found]]:
    """Names that are joined by commas and conjunctions."""
    rows: list[list[Found]] = []
    for found in names:
        if rows and _JOINT.fullmatch(scan.folded, rows[-1][-1].end, found.start):
            rows[-1].append(found)
        else:
            rows.append([found])
    return rows


def _read(scan: Scan, row: list[Found], named: frozenset[Found]) -> list[Found]:
    """The named oblasts of a row, and the bare names that share the word of its first or last."""
    first, last = row[0], row[-1]
    behind = last in named
    plural = behind and _PLURAL.search(scan.folded, last.start, last.end)
    led = first in named and _SHARED_BEFORE.match(scan.folded, first.start)
    return [
        found
        for found in row
        if found in named
        or plural
        or led
        or (behind and scan.folded[found.start : found.end].endswith(_ADJECTIVE))
    ]
