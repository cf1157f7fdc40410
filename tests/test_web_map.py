"""The map: projection, outlines, names that do not lie upon each other, and the dots of towns."""

from __future__ import annotations

from itertools import combinations
from math import hypot
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.charts.countrymap import Town, country_map
from desk.web.charts.labels import Spot, placed
from desk.web.charts.outlines import WIDTH, frame, outlines, rings
from desk.web.charts.projection import plane
from desk.web.townmap import address, town_map
from desk.web.words import Words
from pipelines.gazetteer.gazetteer import gazetteer

T = Words("en", "web_charts")
ALMATY, AKTAU, PETROPAVL = (76.95, 43.25), (51.17, 43.65), (69.15, 54.87)


def inside(point: tuple[float, float], ring: Any) -> bool:
    """Whether a point lies in a ring: how often a line to the east leaves it (even or odd)."""
    x, y = point
    found = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            found = not found
    return found


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    (ax, ay), (bx, by) = plane(*a), plane(*b)
    return hypot(ax - bx, ay - by) * 6371


def test_distances_on_the_plane_are_those_of_the_earth() -> None:
    # great circles: Almaty to Aktau 2 067 km, Almaty to Petropavl 1 401 km
    assert kilometres(ALMATY, AKTAU) == pytest.approx(2067, rel=0.01)
    assert kilometres(ALMATY, PETROPAVL) == pytest.approx(1401, rel=0.01)


def test_north_is_up_and_east_is_right() -> None:
    (almaty, petropavl, aktau) = (frame().place(*one) for one in (ALMATY, PETROPAVL, AKTAU))
    assert petropavl[1] < almaty[1]
    assert aktau[0] < petropavl[0] < almaty[0]


def test_the_map_has_every_region_since_2022_and_no_other() -> None:
    known = gazetteer().regions
    assert {one.region_id for one in outlines()} == set(known)
    assert {"abai_region", "zhetisu_region", "ulytau_region"} <= set(known)


def test_every_mono_town_lies_within_the_outline_of_its_region() -> None:
    ids = {one.name_en: key for key, one in gazetteer().regions.items()}
    for town in gazetteer().towns.values():
        held = rings()[ids[town.region]]
        assert sum(inside((town.lon, town.lat), ring) for ring in held) % 2 == 1, town.id


def test_all_outlines_are_drawn_within_the_frame() -> None:
    assert frame().width == WIDTH
    for held in rings().values():
        for ring in held:
            assert len(ring) > 2
            for x, y in (frame().place(*point) for point in ring):
                assert 0 <= x <= frame().width
                assert 0 <= y <= frame().height
    assert all(one.path.startswith("M") and one.path.endswith("Z") for one in outlines())


SPOTS = st.lists(
    st.builds(
        Spot,
        st.text("абвг", min_size=1, max_size=12),
        st.floats(0, 1000),
        st.floats(0, 600),
        st.floats(1, 25),
        st.floats(0, 9),
    ),
    max_size=25,
)


@given(SPOTS, st.integers(1, 20))
@settings(max_examples=60)
def test_names_are_few_stay_within_the_drawing_and_lie_upon_no_other(
    spots: list[Spot], most: int
) -> None:
    found = placed(spots, size=20, width=1000, height=600, most=most)
    assert len(found) <= most
    boxes = []
    for one in found:
        long = len(one.name) * 20 * 0.66
        left = one.x - {"start": 0, "middle": long / 2, "end": long}[one.anchor]
        boxes.append((left, one.y - 14, left + long, one.y + 4))
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
    for left, top, right, bottom in boxes:
        assert left >= -1
        assert right <= 1001
        assert top >= -5
        assert bottom <= 605


def test_a_name_stands_right_of_its_dot_left_at_the_edge_above_where_both_are_taken() -> None:
    free = placed([Spot("Аксу", 500, 300, 5, 1)], size=20, width=1000, height=600, most=9)
    assert (free[0].anchor, free[0].x) == ("start", 509)
    edge = placed([Spot("Аксу", 990, 300, 5, 1)], size=20, width=1000, height=600, most=9)
    assert edge[0].anchor == "end"
    row = [Spot("Аксу", 500, 300, 5, 2), Spot("", 520, 300, 3, 1), Spot("", 480, 300, 3, 1)]
    above = placed(row, size=20, width=1000, height=600, most=1)
    assert (above[0].anchor, above[0].y) == ("middle", 291)


def test_a_name_without_room_is_left_out_as_is_one_that_counts_nothing() -> None:
    assert placed([Spot("Аксу" * 9, 10, 10, 5, 1)], size=20, width=50, height=50, most=1) == ()
    assert placed([Spot("Аксу", 500, 300, 5, 0)], size=20, width=1000, height=600, most=1) == ()


def town(name: str, count: int = 0, **given: Any) -> Town:
    values: dict[str, Any] = {"id": name, "name": name, "lat": 50.0, "lon": 70.0, "count": count}
    return Town(**{**values, **given})


def test_the_area_of_a_dot_grows_with_its_count_and_small_dots_are_drawn_last() -> None:
    found = country_map([town("a"), town("b", 25), town("c", 100)])
    radius = {dot.town.name: dot.radius for dot in found.dots}
    assert radius == {"a": 7.0, "b": 15.5, "c": 24.0}
    assert [dot.town.name for dot in found.dots] == ["c", "b", "a"]
    # one article alone makes no large dot
    assert country_map([town("a", 1)]).dots[0].radius < 13


def test_the_town_that_a_page_is_about_is_named_first() -> None:
    many = [town(f"t{n}", 10 + n, lat=44 + n, lon=55 + 2 * n) for n in range(9)]
    found = country_map([*many, town("here", lat=46, lon=80, is_marked=True)], "akmola_region")
    assert len(found.wide) > len(found.narrow) >= 3
    assert "here" in {one.name for one in found.narrow}
    assert found.region_id == "akmola_region"


ROWS = (
    {"id": "ridder", "kind": "town", "name_en": "Ridder", "lat": 50.3, "lon": 83.5},
    {"id": "karaganda", "kind": "place", "name_en": "Karaganda", "lat": 49.8, "lon": 73.1},
    {"id": "tekeli", "kind": "town", "name_en": "Tekeli", "lat": 44.9, "lon": 78.7},
    {"id": "lost", "kind": "place", "name_en": "Lost", "lat": None, "lon": None},
)


def test_a_dot_tells_how_often_its_town_is_named_and_how_grave_its_news_are() -> None:
    found = town_map(ROWS, {"ridder": 2, "tekeli": 1}, {"ridder": "high"}, T, marked="tekeli")
    told = {dot.town.id: dot.town for dot in found.dots}
    assert set(told) == {"ridder", "karaganda", "tekeli"}
    assert told["ridder"].told == "Ridder: 2\u00a0articles, grave or very large event"
    assert (told["ridder"].grade, told["tekeli"].grade) == ("high", "low")
    assert told["karaganda"].told == "Karaganda: nothing found"
    assert told["tekeli"].is_marked
    assert not told["ridder"].is_marked


def test_a_place_of_an_event_that_no_article_names_is_told_by_its_event() -> None:
    found = town_map(ROWS[:2], {"ridder": 5}, {"karaganda": "medium"}, T)
    told = {dot.town.id: dot.town for dot in found.dots}
    assert told["karaganda"].told == "Karaganda: important event"
    assert [one.name for one in found.wide] == ["Karaganda", "Ridder"]


def test_a_town_has_a_page_of_its_own_kind() -> None:
    assert [address(row) for row in ROWS[:2]] == ["/town/ridder", "/entity/karaganda"]
