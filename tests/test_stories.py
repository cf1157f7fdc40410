from datetime import UTC, datetime, timedelta

from pipelines.stories import StoryKey, related

AT = datetime(2026, 11, 20, tzinfo=UTC)
BASE = StoryKey(
    at=AT,
    entities=frozenset({"abai", "balkhash"}),
    figures=frozenset({(1.1e12, "KZT"), (28.7e9, "KZT"), (40.0, "%")}),
    events=frozenset({"discovery"}),
)


def key(**changes: object) -> StoryKey:
    fields = {
        "at": BASE.at,
        "entities": BASE.entities,
        "figures": BASE.figures,
        "events": BASE.events,
    }
    return StoryKey(**{**fields, **changes})  # type: ignore[arg-type]


def test_figures_and_places_in_common_link_two_reports_in_words() -> None:
    assert related(BASE, key(events=frozenset())) == "3 figures and 2 names in common"


def test_reports_further_apart_than_three_days_are_two_stories() -> None:
    assert related(BASE, key(at=AT + timedelta(days=3, seconds=1))) is None
    assert related(BASE, key(at=AT - timedelta(days=3))) is not None


def test_figures_without_a_place_do_not_link() -> None:
    assert related(BASE, key(entities=frozenset({"ridder"}))) is None


def test_small_counts_do_not_link() -> None:
    few = frozenset({(2.0, "people"), (10.0, "%"), (12.0, "people")})
    assert related(key(figures=few), key(figures=few)) is None


def test_one_figure_links_where_the_event_is_of_the_same_kind() -> None:
    one = frozenset({(40.0, "%")})
    assert "same kind of event" in (related(BASE, key(figures=one)) or "")
    assert related(BASE, key(figures=one, events=frozenset({"strike"}))) is None


def test_the_relation_is_symmetric() -> None:
    other = key(figures=frozenset({(40.0, "%")}))
    assert related(BASE, other) == related(other, BASE)
