"""What is told of states: once, together, in three languages, and not at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.alerts.quiethours import quiet_until
from desk.config.model import Hours
from desk.health.alarms import duration, news, plain_name, text, told_rows
from desk.wording.phrases import Phrases
from pipelines.states import StateRow

NOW = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = {"a": "Азаттық", "b": "Steppe\x1b[31m News\n", "": ""}
CAUSE = {"key": "answered", "values": {"status": "503"}, "count": None}


def row(source: str = "a", state: str = "site down", **given: Any) -> StateRow:
    fields = {"id": 1, "since": NOW - HOUR, "ended_at": None, "last_seen_at": NOW}
    evidence = {"state": state, "cause": CAUSE}
    return StateRow(
        **{**fields, "evidence": evidence, "source_id": source, "state": state, **given}
    )


def told(*rows: StateRow, now: datetime = NOW) -> list[tuple[str, str]]:
    found = news(rows, now, DAY)
    return [
        *((one.source_id, one.state) for one in found.troubles),
        *((one.source_id, "well") for one in found.ended),
    ]


def test_a_trouble_is_told_once() -> None:
    assert told(row()) == [("a", "site down")]
    assert told(row(told_at=NOW - HOUR)) == []
    assert news([row()], NOW, DAY)
    assert not news([], NOW, DAY)


def test_all_troubles_of_one_look_are_told_together_worst_first() -> None:
    rows = [row("c", "thin"), row("b", "silent"), row("a", "blocked"), row("d", "site down")]
    assert [one for one, _ in told(*rows)] == ["d", "a", "b", "c"]
    assert told(row("x", "of another version"), row("y", "thin"))[0] == ("y", "thin")


def test_another_trouble_of_the_same_source_waits_for_a_day() -> None:
    before = row(told_at=NOW - 3 * HOUR, ended_at=NOW - 2 * HOUR, since=NOW - 4 * HOUR)
    again = row(state="blocked")
    assert told(before, again) == []
    assert told(before, again, now=NOW + 21 * HOUR) == [("a", "blocked")]


def test_a_source_that_was_well_for_long_enough_is_told_of_again() -> None:
    before = row(told_at=NOW - 9 * HOUR, ended_at=NOW - 8 * HOUR, since=NOW - 10 * HOUR)
    assert told(before, row()) == [("a", "site down")]
    short = row(told_at=NOW - 9 * HOUR, ended_at=NOW - 6 * HOUR, since=NOW - 10 * HOUR)
    assert told(short, row()) == []


def test_that_a_source_is_well_again_is_told_with_the_next_message() -> None:
    well = row(told_at=NOW - 3 * HOUR, ended_at=NOW - HOUR)
    assert told(well) == []
    assert told(well, row("b")) == [("b", "site down"), ("a", "well")]


def test_without_another_message_it_is_told_after_a_day_and_once() -> None:
    well = row(told_at=NOW - 3 * DAY, ended_at=NOW - DAY)
    assert told(well) == [("a", "well")]
    assert told(row(told_at=NOW - 3 * DAY, ended_at=NOW - DAY, end_told_at=NOW)) == []


def test_a_trouble_that_nobody_was_told_of_ends_untold() -> None:
    assert told(row(ended_at=NOW - 2 * DAY), row("b")) == [("b", "site down")]


def test_the_network_is_told_at_once_and_its_end_too() -> None:
    before = row("", "offline", told_at=NOW - 2 * HOUR, ended_at=NOW - HOUR, end_told_at=NOW)
    assert told(before, row("", "offline")) == [("", "offline")]
    over = row("", "offline", told_at=NOW - 2 * HOUR, ended_at=NOW)
    assert told(over) == [("", "well")]


def test_earlier_troubles_are_told_to_be_over_with_the_last_one() -> None:
    first = row(id=1, state="silent", told_at=NOW - 9 * DAY, ended_at=NOW - 8 * DAY)
    last = row(id=2, told_at=NOW - 8 * DAY, ended_at=NOW - 2 * DAY)
    other = row("b", told_at=NOW)
    found = news([first, last, other], NOW, DAY)
    assert [one.id for one in told_rows([first, last, other], found)] == [1, 2]


YEARS = timedelta(days=1200)


def test_a_source_told_of_by_a_clock_that_was_ahead_is_told_of_again() -> None:
    past = row(told_at=NOW + YEARS, ended_at=NOW - HOUR, since=NOW - 9 * HOUR, end_told_at=NOW)
    assert told(past, row(state="blocked")) == [("a", "blocked")]


def test_a_state_that_a_clock_ahead_began_does_not_hide_the_one_of_now() -> None:
    past = row(since=NOW + YEARS, ended_at=NOW + YEARS, end_told_at=NOW + YEARS)
    assert told(row(state="blocked"), past) == [("a", "blocked")]


def test_an_end_that_a_clock_ahead_noted_is_told_at_once() -> None:
    assert told(row(told_at=NOW - HOUR, ended_at=NOW + YEARS)) == [("a", "well")]


def test_a_silence_that_goes_on_as_a_trickle_is_told_once() -> None:
    silence = row(state="silent", since=NOW - 5 * DAY, told_at=NOW - 4 * DAY, ended_at=NOW - 2 * DAY)  # fmt: skip
    for since in (NOW - 6 * DAY, NOW - 3 * DAY):
        trickle = row(state="thin", since=since)
        assert told(silence, trickle) == []
        # not even that all is well again
        assert told(trickle, silence) == []
    over = row(state="thin", since=NOW - 3 * DAY, ended_at=NOW)
    assert told(silence, over) == [("a", "well")]


def test_another_trouble_after_a_silence_is_told() -> None:
    silence = row(state="silent", since=NOW - 5 * DAY, told_at=NOW - 4 * DAY, ended_at=NOW - 2 * DAY)  # fmt: skip
    assert told(silence, row(state="thin")) == [("a", "thin")]
    assert told(silence, row(state="blocked", since=NOW - 3 * DAY)) == [("a", "blocked")]


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        ("en", "kenwatch: trouble with 1 source", "Азаттық: site down since 23 Nov, 11:05 (it answers with error 503)"),
        ("ru", "kenwatch: проблемы с 1 источником", "Азаттық: сайт недоступен с 23 нояб., 11:05 (сайт отвечает ошибкой 503)"),
        ("kk", "kenwatch: 1 дереккөзде ақау бар", "Азаттық: сайт ашылмайды, басталған уақыты: 23 қар., 11:05 (сайт 503 қатесін қайтарады)"),
    ],
)  # fmt: skip
def test_an_alarm_reads_well_in_every_language(language: str, title: str, line: str) -> None:
    found = news([row()], NOW, DAY)
    assert text(found, NAMES.__getitem__, language) == (title, f"{line}\n\n{Phrases('health', language)('alarm_details')}")  # fmt: skip


def test_what_comes_from_sites_stands_on_one_line_without_signs_for_the_screen() -> None:
    found = news([row("b")], NOW, DAY)
    assert text(found, NAMES.__getitem__, "en")[1].startswith("Steppe News: site down")
    assert plain_name("x" * 99) == "x" * 79 + "…"


def test_well_again_and_no_network_have_their_lines() -> None:
    well = row(told_at=NOW - 3 * DAY, ended_at=NOW - DAY)
    title, body = text(news([well], NOW, DAY), NAMES.__getitem__, "ru")
    assert (title, body.split("\n")[0]) == ("kenwatch: источники снова в порядке", "Снова в порядке: Азаттық.")  # fmt: skip
    dark = row("", "offline", evidence={"cause": {"key": "offline", "count": 12}})
    title, body = text(news([dark], NOW, DAY), NAMES.__getitem__, "en")
    assert title == "kenwatch: this computer has no network"
    assert body.startswith("No network since 23 Nov, 11:05: none of 12 sites answers.")
    over = row("", "offline", told_at=NOW, ended_at=NOW + 4 * HOUR)
    title, body = text(news([over], NOW, DAY), NAMES.__getitem__, "kk")
    assert title == "kenwatch: желі қалпына келді"
    assert body.startswith("Желі қалпына келді. Үзіліс басталған уақыт: 23 қар., 11:05, ұзақтығы: 5 сағат.")  # fmt: skip


def test_a_long_list_is_cut_and_the_rest_counted() -> None:
    rows = [row(f"s{number:02}", evidence={}) for number in range(40)]
    body = text(news(rows, NOW, DAY), str, "ru")[1].split("\n")
    assert len(body) == 33
    assert body[30] == "и ещё 10"
    assert body[0] == "s00: сайт недоступен с 23 нояб., 11:05 ()"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=5), "1 минута"),
        (timedelta(minutes=119), "119 минут"),
        (2 * HOUR, "2 часа"),
        (47 * HOUR, "47 часов"),
        (21 * DAY, "21 день"),
    ],
)
def test_a_span_of_time_is_told_in_one_unit(length: timedelta, words: str) -> None:
    assert duration(Phrases("health", "ru"), length) == words


@pytest.mark.parametrize(
    ("quiet", "hour", "until"),
    [
        ("22:00-07:00", 23, "2026-11-24T07:00:00+05:00"),
        ("22:00-07:00", 3, "2026-11-23T07:00:00+05:00"),
        ("22:00-07:00", 7, None),
        ("22:00-07:00", 12, None),
        ("12:00-14:00", 12, "2026-11-23T14:00:00+05:00"),
        ("12:00-14:00", 14, None),
    ],
)
def test_quiet_hours_hold_a_message_back_until_they_are_over(
    quiet: str, hour: int, until: str | None
) -> None:
    now = datetime.fromisoformat(f"2026-11-23T{hour:02}:00:00+05:00")
    found = quiet_until(Hours.of(quiet), now)
    assert found == (datetime.fromisoformat(until) if until else None)
    assert quiet_until(None, now) is None


STATES = st.sampled_from(["site down", "blocked", "silent"])


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300), STATES), max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_source_is_not_told_of_twice_in_a_day_unless_it_was_well(
    spans: list[tuple[int, int, str]],
) -> None:
    rows: list[StateRow] = []
    at, moments = NOW, []
    for gap, length, state in spans:
        since, ended = at + HOUR * gap / 10, at + HOUR * (gap + length) / 10
        line = [*rows, row(state=state, since=since)]
        is_told = bool(news(line, ended, DAY).troubles)
        moments += [(since, ended)] if is_told else []
        rows.append(row(state=state, since=since, ended_at=ended, told_at=ended if is_told else None))  # fmt: skip
        at = ended
    for (_, first), (_, second) in pairwise(moments):
        ends = [one.ended_at for one in rows if one.ended_at]
        pauses = [b.since - a for a, b in zip(ends, rows[1:], strict=False) if a >= first]
        assert second - first >= DAY or any(pause >= 6 * HOUR for pause in pauses)
