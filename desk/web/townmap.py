"""The towns as the map shows them: how often they were named, and their gravest event. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.web.charts.countrymap import Town, country_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desk.web.charts.countrymap import CountryMap
    from desk.web.words import Words


def town_map(
    towns: Iterable[Mapping[str, Any]],
    counts: Mapping[str, int],
    grades: Mapping[str, str],
    t: Words,
    *,
    marked: str = "",
    region_id: str = "",
) -> CountryMap:
    """``counts``: articles by the id of the town; ``grades``: high, medium, low by that.

    A town that is named but has no event counts as low, one that is not named as none.
    ``marked`` and ``region_id``: the town that the page is about, and its region. ``t`` holds the
    book web_charts.
    """
    shown = (
        _town(one, counts.get(one["id"], 0), grades, t, marked)
        for one in towns
        if one["lat"] is not None and one["lon"] is not None
    )
    return country_map(shown, region_id)


def address(row: Mapping[str, Any]) -> str:
    """Where the page of a town or another entity is."""
    return f"/town/{row['id']}" if row["kind"] == "town" else f"/entity/{row['id']}"


def _town(
    row: Mapping[str, Any], count: int, grades: Mapping[str, str], t: Words, marked: str
) -> Town:
    grade = grades.get(row["id"], "low") if count or row["id"] in grades else "none"
    name = str(row[f"name_{t.language}"])
    return Town(
        id=row["id"],
        name=name,
        lat=row["lat"],
        lon=row["lon"],
        count=count,
        grade=grade,
        href=address(row),
        told=_told(name, count, grade, t),
        is_marked=row["id"] == marked,
    )


def _told(name: str, count: int, grade: str, t: Words) -> str:
    """A town may have an event without being named: its mine was."""
    told = [t("map_told", count)] if count else []
    return f"{name}: {', '.join([*told, t(f'map_{grade}')])}"
