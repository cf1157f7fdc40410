from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desk.alerts.changes import HARMED, Change, changes, retold
from desk.alerts.gist import ROLES, Gist, People, Report
from desk.alerts.turns import Turn

FIRST = Report(
    source="Agency", url="https://a.kz/1", at="2026-11-20T06:00:00+00:00", precision="minute"
)
GIST = Gist(
    article_id=1,
    latest={},
    story_id=1, headlines={"ru": "Авария"}, events=("accident",), severity="medium", moment="",
    place=None, asset=None, company=None, people=(), amounts=(), first=FIRST, reports=(FIRST,),
    languages=("ru",), sources=1, quotes=(), turns=(),
)  # fmt: skip
REMOVED = Turn(key="https://a.kz/1 gone", what="removed", source="Agency")


def people(role: str, value: float, *others: float) -> People:
    return People(
        role=role,
        value=value,
        sources=("Agency",),
        others=tuple((one, ("Portal",)) for one in others),
    )


def found(before: Gist, now: Gist) -> list[str]:
    return [one.what for one in changes([before.told()], now)]


def test_the_same_story_has_no_change() -> None:
    full = replace(GIST, people=(people("dead", 2, 3),), severity="high", turns=(REMOVED,))
    assert found(full, full) == []


def test_more_reports_sources_and_quotes_are_no_change() -> None:
    assert (
        found(GIST, replace(GIST, reports=(FIRST, FIRST), sources=9, languages=("ru", "kk"))) == []
    )


def test_another_number_of_people_harmed_is_a_change_up_and_down() -> None:
    two, three = (replace(GIST, people=(people("dead", value),)) for value in (2, 3))
    (change,) = changes([two.told()], three)
    assert (change.what, change.before, change.people) == ("people", 2, people("dead", 3))
    assert found(three, two) == ["people"]
    (first,) = changes([GIST.told()], two)
    assert first.before is None


def test_a_number_of_others_is_a_change_only_by_its_severity() -> None:
    few, many = (replace(GIST, people=(people("on strike", value),)) for value in (50, 80))
    assert found(few, many) == []
    assert found(few, replace(many, severity="high")) == ["severity"]


def test_severity_that_falls_is_no_change() -> None:
    assert found(replace(GIST, severity="high"), GIST) == []


def test_a_number_that_comes_to_be_disputed_is_a_change_once() -> None:
    sure, disputed = (replace(GIST, people=(people("injured", 5, *more),)) for more in ((), (7,)))
    assert found(sure, disputed) == ["disputed"]
    assert found(disputed, replace(GIST, people=(people("injured", 5, 7, 9),))) == []
    evacuated = replace(GIST, people=(people("evacuated", 5, 7),))
    assert found(GIST, evacuated) == []


def test_what_a_site_did_is_a_change_once() -> None:
    (change,) = changes([GIST.told()], replace(GIST, turns=(REMOVED,)))
    assert change == Change(what="turn", turn=REMOVED)


def test_an_edit_of_a_number_that_is_told_as_such_is_not_told_twice() -> None:
    turn = Turn(key="k", what="figures", source="A", before="2", after="3", people=("dead", 3.0))
    now = replace(GIST, people=(people("dead", 3),), turns=(turn,))
    assert found(replace(GIST, people=(people("dead", 2),)), now) == ["people"]


def test_what_either_of_two_tellings_said_is_not_new() -> None:
    one, other = (replace(GIST, people=(people("dead", value),)).told() for value in (1, 3))
    assert changes([one, other], replace(GIST, people=(people("dead", 3),))) == ()
    (change,) = changes([one, other], replace(GIST, people=(people("dead", 5),)))
    assert change.before == 3


ROWS = st.lists(
    st.builds(people, st.sampled_from(ROLES), st.integers(1, 5), st.integers(6, 9)),
    max_size=4,
    unique_by=lambda one: one.role,
)
GISTS = st.builds(
    lambda rows, severity, turns: replace(GIST, people=tuple(rows), severity=severity, turns=turns),
    ROWS,
    st.sampled_from(("low", "medium", "high")),
    st.sampled_from(((), (REMOVED,))),
)


@given(st.lists(GISTS, min_size=1, max_size=3), GISTS)
def test_what_was_retold_is_not_new(before: list[Gist], now: Gist) -> None:
    kept: list[dict[str, Any]] = [retold(one.told(), now) for one in before]
    assert changes(kept, now) == ()


def test_what_reports_stop_telling_stays_told() -> None:
    full = replace(GIST, people=(people("dead", 2, 3),), severity="high", turns=(REMOVED,))
    assert retold(full.told(), GIST) == full.told()
    assert set(HARMED) < set(ROLES)
