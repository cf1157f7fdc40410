"""How many people an event counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.counts import Count, counts
from pipelines.stories.tellings import Figure, Told

if TYPE_CHECKING:
    import random

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)


def people(value: float, role: str = "dead", **fields: Any) -> Figure:
    return Figure(kind="people", role=role, value=value, unit="people", **fields)


def told(label: str, hours: float | None, *figures: Figure, publisher: str = "") -> Told:
    at = None if hours is None else AT + timedelta(hours=hours)
    return Told(label, at, figures, publisher)


def only(*reports: Told) -> Count:
    (found,) = counts(reports)
    return found


def statuses(*reports: Told) -> dict[str, str]:
    """By label and value."""
    found = only(*reports)
    return {f"{one.saying.label} {one.saying.value:g}": one.status for one in found.told}


def test_the_toll_that_one_report_told_last_holds_and_the_others_were_earlier() -> None:
    found = only(told("a", 0, people(2)), told("b", 6, people(3)), told("c", 12, people(5)))
    assert found.value == 5
    said = [(one.saying.label, one.status) for one in found.told]
    assert said == [("c", "now"), ("b", "earlier"), ("a", "earlier")]


def test_other_counts_at_about_the_same_time_are_disputed() -> None:
    assert statuses(told("a", 0, people(2)), told("b", 2, people(3))) == {
        "a 2": "disputed", "b 3": "now",
    }  # fmt: skip
    missing = people(7, "missing"), people(4, "missing")
    assert statuses(told("a", 0, missing[0]), told("b", 2, missing[1]))["a 7"] == "disputed"
    assert statuses(told("a", 0, missing[0]), told("b", 4, missing[1]))["a 7"] == "earlier"


def test_a_source_that_counts_on_does_not_contradict_itself_or_those_that_had_its_count() -> None:
    found = statuses(
        told("a", 0, people(2), publisher="agency"),
        told("b", 0.5, people(2)),
        told("c", 1, people(3), publisher="agency"),
    )
    assert found == {"a 2": "earlier", "b 2": "earlier", "c 3": "now"}


def test_fewer_dead_later_are_a_contradiction() -> None:
    assert statuses(told("a", 0, people(5)), told("b", 9, people(3)))["b 3"] == "disputed"
    found = only(told("a", 0, people(5, "missing")), told("b", 9, people(3, "missing")))
    assert found.value == 3


def test_a_part_of_the_people_is_no_contradiction() -> None:
    whole = told("a", 0, people(11, "injured"))
    some = people(2, "injured", sentence="Среди раненых двое кыргызстанцев.")
    assert statuses(whole, told("b", 12, some))["b 2"] == "part"
    assert statuses(whole, told("b", 1, some))["b 2"] == "part"
    # two at once, three in the evening
    parts = told("c", 40, people(2), people(3))
    assert statuses(told("a", 0, people(5)), parts)["c 3"] == "part"
    assert statuses(told("a", 0, people(5)), told("b", 9, people(4, bound="over")))["b 4"] == "part"
    both = told("1", 0, people(5), publisher="s"), told("2", 9, people(3), publisher="s")
    assert statuses(*both)["2 3"] == "part"


def test_where_only_parts_are_told_the_largest_holds() -> None:
    some = people(2, sentence="Двое из них погибли.")
    assert only(told("a", 0, some)).value == 2


def test_the_largest_figure_of_a_report_is_its_count_but_not_one_of_another_time_or_event() -> None:
    past = people(46, sentence="Three years after a blast took 46 lives.")
    assert only(told("a", 0, people(2), people(5), past)).value == 5
    assert only(told("a", 0, people(2), people(46, moment="2023"))).value == 2
    # the card of the event knows better than a number that stands elsewhere
    assert only(told("a", 0, people(2, is_of_event=True), people(46))).value == 2
    assert counts([told("a", 0, past, people(3, per="year"), people(9, "employed"))]) == ()


def test_an_edit_has_its_own_time_and_what_it_took_out_was_earlier() -> None:
    late = AT + timedelta(days=5)
    report = told("a", 0, people(3, edited_at=late), people(2, is_withdrawn=True))
    found = only(report, told("b", 12, people(5)))
    said = [(one.saying.at, one.saying.value, one.status) for one in found.told]
    assert said == [
        (late, 3, "earlier"), (AT + timedelta(hours=12), 5, "now"), (AT, 2, "earlier"),
    ]  # fmt: skip
    assert only(told("a", 0, people(2, is_withdrawn=True))).value == 2


def test_a_report_without_a_time_is_never_the_latest() -> None:
    assert (
        only(told("a", None, people(9, "missing")), told("b", 0, people(2, "missing"))).value == 2
    )
    assert statuses(told("a", None, people(2)), told("b", None, people(3)))["a 2"] == "earlier"


def test_what_most_reports_tell_comes_first() -> None:
    found = counts(
        [told("a", 0, people(2), people(9, "injured")), told("b", 1, people(9, "injured"))]
    )
    assert [(one.role, one.value) for one in found] == [("injured", 9), ("dead", 2)]


figures = st.builds(
    people,
    st.sampled_from([2.0, 3.0, 5.0]),
    st.sampled_from(["dead", "missing"]),
    sentence=st.sampled_from(["", "Двое из них."]),
    is_withdrawn=st.booleans(),
)


@given(st.lists(st.lists(figures, max_size=3), max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_the_order_of_the_reports_changes_nothing(
    lists: list[list[Figure]], chance: random.Random
) -> None:
    given_ = [told(str(index), index // 2, *own) for index, own in enumerate(lists)]
    shuffled = given_.copy()
    chance.shuffle(shuffled)
    found = counts(given_)
    assert counts(shuffled) == found
    for one in found:
        said = [each.saying.value for each in one.told]
        assert one.value in said or (one.role, one.value) == ("missing", 0)


def missing_of(*reports: Told) -> tuple[float, set[str]]:
    (found,) = (one for one in counts(reports) if one.role == "missing")
    return found.value, {one.status for one in found.told}


def test_nobody_is_missing_once_the_toll_has_grown_by_all_of_them() -> None:
    first = told("a", 0, people(2), people(3, "missing"))
    assert missing_of(first, told("b", 9, people(5))) == (0, {"earlier"})


def test_the_missing_of_whom_nothing_is_known_stay_missing() -> None:
    first = told("a", 0, people(2), people(3, "missing"))
    assert missing_of(first, told("b", 9, people(4))) == (3, {"now"})
    assert missing_of(first) == (3, {"now"})
    # whose report told no toll may mean others
    assert missing_of(told("a", 0, people(3, "missing")), told("b", 9, people(5)))[0] == 3
