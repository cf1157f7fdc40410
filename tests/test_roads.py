from crawler.roads import RoadPlan
from crawler.sources import Road, RoadStatus, Source


def road(name: str, status: RoadStatus = "works") -> Road:
    return Road(url=f"https://a.kz/{name}", status=status)


def source(**roads: tuple[Road, ...]) -> Source:
    return Source.model_validate(
        {
            "id": "a",
            "name": "A",
            "country": "KZ",
            "languages": ("ru",),
            "group": "national",
            "hosts": ("a.kz",),
            **roads,
        }
    )


def urls(hubs: list[object]) -> list[str]:
    return [str(getattr(hub, "url", "")).rsplit("/", 1)[-1] for hub in hubs]


def test_feeds_come_first_and_the_rest_is_left_alone_when_one_is_good() -> None:
    plan = RoadPlan.of(source(feeds=(road("f1"), road("f2")), listings=(road("l"),)))
    assert urls([*plan.start()]) == ["f1", "f2"]
    assert plan.answered(good=False) == []
    assert plan.answered(good=True) == []


def test_the_next_kind_of_road_takes_over_when_all_of_one_kind_failed() -> None:
    plan = RoadPlan.of(source(feeds=(road("f"),), sitemaps=(road("s"),), listings=(road("l"),)))
    plan.start()
    assert urls([*plan.answered(good=False)]) == ["s"]
    assert urls([*plan.answered(good=False)]) == ["l"]
    assert plan.answered(good=False) == []


def test_a_broken_road_is_left_out_while_another_exists() -> None:
    plan = RoadPlan.of(source(feeds=(road("f", "broken"),), listings=(road("l"),)))
    assert urls([*plan.start()]) == ["l"]


def test_a_broken_road_is_tried_where_it_is_the_only_one() -> None:
    assert urls([*RoadPlan.of(source(feeds=(road("f", "broken"),))).start()]) == ["f"]


def test_a_source_without_roads_has_nothing_to_ask() -> None:
    assert RoadPlan.of(source()).start() == []
