from crawler.frontier import PendingHub
from crawler.parts import Parts
from tests.builders import candidate

ROAD = PendingHub(source_id="a", url="https://a.kz/map.xml", kind="sitemap")


def part(name: str) -> PendingHub:
    url = f"https://a.kz/{name}.xml"
    return PendingHub(source_id="a", url=url, kind="sitemap", depth=2, root=ROAD.url)


def judged(
    parts: Parts, hub: PendingHub, *named: PendingHub, good: bool, own: int = 0
) -> list[tuple[str, bool]]:
    found = [candidate(f"/{n}") for n in range(own)]
    return list(parts.answered(hub, named, good=good, own=found))


def test_a_road_that_names_articles_itself_is_judged_at_once() -> None:
    assert judged(Parts(), ROAD, part("1"), good=True, own=1) == [(ROAD.url, True)]


def test_a_road_that_failed_or_leads_nowhere_is_judged_at_once() -> None:
    assert judged(Parts(), ROAD, good=True) == [(ROAD.url, True)]
    assert judged(Parts(), ROAD, part("1"), good=False) == [(ROAD.url, False)]


def test_a_road_that_only_leads_on_is_judged_when_its_parts_are_read() -> None:
    parts = Parts()
    assert judged(parts, ROAD, part("1"), part("2"), good=True) == []
    assert judged(parts, part("1"), good=True) == []
    assert judged(parts, part("2"), good=False) == [(ROAD.url, True)]


def test_a_road_all_whose_parts_fail_is_bad() -> None:
    parts = Parts()
    judged(parts, ROAD, part("1"), good=True)
    # an index within the index
    assert judged(parts, part("1"), part("2"), good=False) == []
    assert judged(parts, part("2"), good=False) == [(ROAD.url, False)]


def test_a_part_whose_road_was_not_asked_says_nothing_of_it() -> None:
    assert judged(Parts(), part("1"), good=True) == []


def test_a_part_that_is_left_for_the_next_run_is_awaited_no_more() -> None:
    parts = Parts()
    judged(parts, ROAD, part("1"), part("2"), good=True)
    parts.left_out(part("2"))
    assert judged(parts, part("1"), good=False) == [(ROAD.url, True)]
    parts.left_out(part("3"))


def test_a_source_asks_for_so_many_parts_and_no_more() -> None:
    parts = Parts()
    assert [parts.has_room(part(str(n)), 2) for n in range(3)] == [True, True, False]
