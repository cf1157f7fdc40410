"""Choosing among the dates of one page."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dating.dates import choose_date, choose_modified, claims
from pipelines.model import Dated

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)  # 17:00:30 in Almaty


def shown(dated: Dated | None) -> str | None:
    """A date in Almaty's time with its precision, in short words."""
    if dated is None:
        return None
    return f"{dated.at.astimezone(ALMATY):%Y-%m-%d %H:%M} {dated.precision}"


def told(*found: tuple[str, str]) -> list[tuple[str, str | None, bool]]:
    every = claims(found, zone=ALMATY, now=NOW)  # type: ignore[arg-type]
    return [(claim.dated.origin, shown(claim.dated), claim.differs) for claim in every]


def changed(raw: str, published: Dated | None) -> str | None:
    return shown(choose_modified([("meta", raw)], published, zone=ALMATY, now=NOW))


def choose(*found: tuple[str, str]) -> Dated | None:
    return choose_date(found, zone=ALMATY, now=NOW)  # type: ignore[arg-type]


def chosen(*found: tuple[str, str]) -> tuple[str, str]:
    best = choose(*found)
    assert best is not None
    return best.origin, best.raw


def test_the_first_readable_date_wins() -> None:
    assert chosen(("json-ld", "n/a"), ("meta", "2024-04-02T10:15:00"), ("url", "2023-01-05")) == (
        "meta",
        "2024-04-02T10:15:00",
    )


def test_nothing_readable_gives_no_date() -> None:
    assert choose(("json-ld", ""), ("visible text", "© 2026")) is None
    assert told(("meta", "")) == []


def test_a_finer_date_of_the_same_day_takes_the_place_of_a_day() -> None:
    assert chosen(("url", "2024-04-02"), ("visible text", "02.04.2024 10:15"))[0] == "visible text"
    assert chosen(("url", "2024-04-02"), ("visible text", "03.04.2024 10:15"))[0] == "url"


def test_a_day_takes_the_place_of_its_month() -> None:
    assert chosen(("url", "2024-04"), ("visible text", "02.04.2024"))[0] == "visible text"


def test_a_month_gives_way_to_any_day() -> None:
    assert chosen(("url", "2024-03"), ("visible text", "02.04.2024"))[0] == "visible text"
    assert chosen(("url", "2024-03"), ("dateline", "Aug 14"))[0] == "url"


@pytest.mark.parametrize("midnight", ["2024-04-02T00:00:00+06:00", "2024-04-02T00:00:00Z"])
def test_a_machine_time_of_midnight_gives_way_to_the_visible_minute(midnight: str) -> None:
    zone = ALMATY if midnight.endswith("Z") else ZoneInfo("Asia/Bishkek")
    found = [("json-ld", midnight), ("visible text", "02.04.2024 10:15")]
    best = choose_date(found, zone=zone, now=NOW)  # type: ignore[arg-type]
    assert best is not None
    assert (best.origin, best.precision) == ("visible text", "minute")


def test_a_date_without_a_year_comes_after_all_that_state_it() -> None:
    assert chosen(("dateline", "Aug 14"), ("feed", "2023-08-14"))[0] == "feed"
    assert chosen(("visible text", "вчера"), ("feed", "2023-08-14"))[0] == "visible text"


def test_a_date_without_a_year_takes_the_year_of_the_others() -> None:
    found = choose(("url", "2023-09-12"), ("visible text", "12 сентября, 09:16"))
    assert shown(found) == "2023-09-12 09:16 minute"
    assert (
        shown(choose(("url", "2023-09"), ("visible text", "12 сентября"))) == "2023-09-12 00:00 day"
    )
    assert shown(choose(("visible text", "12 сентября"))) == "2026-09-12 00:00 day"


@pytest.mark.parametrize(
    ("stated", "others", "local"),
    [
        # the visible clock says the same without a zone
        ("2026-11-20T14:30:00Z", [("visible text", "20.11.2026, 14:30")], "14:30"),
        ("2026-11-20T14:30:00+00:00", [("visible text", "20 қараша 2026, 14:30")], "14:30"),
        # another date states its own offset
        ("2026-11-20T14:30:00Z", [("meta", "2026-11-20T14:30:00+05:00")], "14:30"),
        # the visible clock shows that UTC is true
        ("2026-11-20T14:30:00Z", [("visible text", "20.11.2026, 19:30")], "19:30"),
        (
            "2026-11-20T14:30:00Z",
            [("visible text", "20.11.2026, 19:30"), ("dateline", "20.11.2026 14:30")],
            "19:30",
        ),
        # nothing speaks against it
        ("2026-11-20T14:30:00Z", [("visible text", "20.11.2026")], "19:30"),
        ("2026-11-20T14:30:00Z", [("visible text", "20.11.2026, 15:00")], "19:30"),
        # programs copy each other
        ("2026-11-20T14:30:00Z", [("meta", "2026-11-20T14:30:00")], "19:30"),
        # another offset is believed
        ("2026-11-20T14:30:00+03:00", [("visible text", "20.11.2026, 14:30")], "16:30"),
    ],
)
def test_a_zone_of_zero_is_untrue_where_the_page_says_so(
    stated: str, others: list[tuple[str, str]], local: str
) -> None:
    assert shown(choose(("json-ld", stated), *others)) == f"2026-11-20 {local} second"


def test_a_zone_of_zero_is_untrue_where_the_moment_would_lie_in_the_future() -> None:
    found = choose(("json-ld", "2026-11-22T16:30:00Z"))
    assert shown(found) == "2026-11-22 16:30 second"
    assert found is not None
    assert found.raw == "2026-11-22T16:30:00Z"
    assert shown(choose(("json-ld", "2026-11-22T11:30:00Z"))) == "2026-11-22 16:30 second"


def test_before_march_2024_local_time_was_six_hours_ahead() -> None:
    visible = ("visible text", "20.02.2024, 14:30")
    for found in (choose(visible), choose(("json-ld", "2024-02-20T14:30:00Z"), visible)):
        assert found is not None
        assert found.at == datetime(2024, 2, 20, 8, 30, tzinfo=UTC)


def test_the_future_is_cut_to_the_day_that_has_begun() -> None:
    assert shown(choose(("visible text", "22.11.2026, 18:30"))) == "2026-11-22 00:00 day"
    assert choose(("visible text", "23.11.2026")) is None
    assert told(("visible text", "23.11.2026")) == [("visible text", "2026-11-23 00:00 day", True)]


def test_a_date_that_is_past_comes_before_one_that_is_not() -> None:
    found = (("json-ld", "2026-11-22T18:30:00+05:00"), ("url", "2026-11-22"))
    assert chosen(*found)[0] == "url"


def test_the_clock_of_the_program_gives_way_to_an_older_date() -> None:
    now = ("json-ld", "2026-11-22T17:00:10+05:00")
    assert chosen(now, ("visible text", "12.03.2024"))[0] == "visible text"
    assert chosen(now, ("visible text", "22.11.2026"))[0] == "json-ld"
    assert chosen(now)[0] == "json-ld"
    assert chosen(("feed", now[1]), ("url", "2024-03-12"))[0] == "feed"


def test_the_day_of_fetching_gives_way_to_an_older_date() -> None:
    today = ("visible text", "Воскресенье, 22 ноября 2026")
    assert chosen(today, ("url", "2024-03-12"))[0] == "url"
    assert chosen(today, ("url", "2026-11"))[0] == "visible text"
    assert chosen(today, ("url", "2026-11-21"))[0] == "visible text"
    assert chosen(("visible text", "20.11.2026"), ("url", "2024-03-12"))[0] == "visible text"


def test_the_address_and_another_origin_outvote_the_first_date() -> None:
    old, late = ("json-ld", "2019-10-11T14:59:54+05:00"), ("visible text", "20.11.2026, 14:30")
    assert chosen(old, late, ("url", "2026-11-20"))[0] == "visible text"
    assert chosen(old, ("json-ld", late[1]), ("url", "2026-11-20"))[0] == "json-ld"
    assert chosen(old, late, ("url", "2026-11"))[0] == "json-ld"
    assert chosen(old, late)[0] == "json-ld"
    assert chosen(late, ("feed", old[1]), ("url", "2026-11-19"))[0] == "visible text"


def test_claims_tell_all_dates_and_which_differ_by_more_than_a_day() -> None:
    assert told(
        ("json-ld", "2024-04-02T10:15:00+05:00"),
        ("meta", "n/a"),
        ("meta", "2024-04-02"),
        ("meta", "02.04.2024"),
        ("time tag", "2024-04-04T09:00:00+05:00"),
        ("url", "2023-12-01"),
        ("feed", "2024-04"),
        ("sitemap", "2024-05"),
    ) == [
        ("json-ld", "2024-04-02 10:15 second", False),
        ("meta", "2024-04-02 00:00 day", False),
        ("time tag", "2024-04-04 09:00 second", True),
        ("url", "2023-12-01 00:00 day", True),
        ("feed", "2024-04-01 00:00 month", False),
        ("sitemap", "2024-05-01 00:00 month", True),
    ]  # fmt: skip


def test_a_day_lasts_a_day_when_claims_are_compared() -> None:
    found = (("visible text", "02.04.2024"), ("feed", "2024-04-03T23:00:00+05:00"))
    assert [differs for *_, differs in told(*found)] == [False, False]


def test_the_chosen_claim_comes_first() -> None:
    found = (("url", "2024-04-02"), ("visible text", "02.04.2024 10:15"))
    assert [origin for origin, *_ in told(*found)] == ["visible text", "url"]


def test_of_one_origin_a_moment_is_told_once() -> None:
    found = (("json-ld", "2024-04-02T10:15:00+05:00"), ("json-ld", "2024-04-02T05:15:00+00:00"))
    assert len(told(*found)) == 1


PUBLISHED = Dated(
    datetime(2026, 11, 20, 9, 30, tzinfo=UTC), "second", "json-ld", "2026-11-20T14:30:00+05:00"
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-11-21T10:00:00+05:00", "2026-11-21 10:00 second"),
        ("2026-11-20T14:30:00+05:00", "2026-11-20 14:30 second"),
        ("2026-11-20T14:29:59+05:00", None),
        ("2026-11-20", "2026-11-20 00:00 day"),
        ("2026-11-19", None),
        ("2026-11", "2026-11-01 00:00 month"),
        ("2026-10", None),
        ("n/a", None),
        ("21 ноября, 10:00", "2026-11-21 10:00 minute"),
    ],
)
def test_a_change_before_the_publication_is_no_change(raw: str, expected: str | None) -> None:
    assert changed(raw, PUBLISHED) == expected


def test_a_change_without_a_year_came_within_a_year_of_the_publication() -> None:
    published = Dated(
        datetime(2019, 11, 20, 9, 30, tzinfo=UTC), "minute", "meta", "20.11.2019 14:30"
    )
    assert changed("21 ноября, 10:00", published) == "2019-11-21 10:00 minute"
    assert changed("3 марта", published) == "2020-03-03 00:00 day"
    assert changed("3 марта", None) == "2026-03-03 00:00 day"


def test_a_change_is_read_on_the_clock_of_the_publication() -> None:
    found = (("json-ld", "2026-11-20T14:30:00Z"), ("visible text", "20.11.2026, 14:30"))
    assert changed("2026-11-20T15:00:00Z", choose(*found)) == "2026-11-20 15:00 second"
    assert changed("2026-11-20T15:00:00Z", choose(found[0])) == "2026-11-20 20:00 second"
    assert changed("2026-11-20T15:00:00+05:00", choose(*found)) == "2026-11-20 15:00 second"


ORIGINS = ["json-ld", "meta", "time tag", "url", "visible text", "dateline", "feed", "sitemap"]
RAWS = [
    "2026-11-20T14:30:00Z", "2026-11-20", "20.11.2026, 14:30", "2026-11", "вчера", "12 мая", "n/a",
    "2026-11-23T10:00:00Z", "2026-11-22T17:00:00+05:00", "22 ноября 2026", "1712041234", "",
]  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(ORIGINS), st.sampled_from(RAWS)), max_size=7))
def test_the_first_claim_is_the_chosen_date_and_never_in_the_future(
    found: list[tuple[str, str]],
) -> None:
    best, every = choose(*found), claims(found, zone=ALMATY, now=NOW)  # type: ignore[arg-type]
    keys = [(claim.dated.origin, claim.dated.at) for claim in every]
    assert len(keys) == len(set(keys))
    assert {claim.dated.raw for claim in every} <= {raw for _, raw in found}
    if best is None:
        assert all(claim.differs for claim in every)
    else:
        assert best.at <= NOW
        assert every[0].dated == best
        assert not every[0].differs


@pytest.mark.parametrize(
    ("witness", "clock"),
    [
        (("visible text", "20 ноября 2026"), "2026-11-20 22:30 second"),
        (("url", "2026-11-20"), "2026-11-20 22:30 second"),
        (("dateline", "20.11.2026"), "2026-11-20 22:30 second"),
        (("visible text", "21 ноября 2026"), "2026-11-21 03:30 second"),
        (("url", "2026-11-21"), "2026-11-21 03:30 second"),
        (("meta", "2026-11-20"), "2026-11-21 03:30 second"),
        (("url", "2026-11"), "2026-11-21 03:30 second"),
    ],
)
def test_a_day_that_is_shown_tells_on_which_clock_a_z_near_midnight_stands(
    witness: tuple[str, str], clock: str
) -> None:
    assert shown(choose(("meta", "2026-11-20T22:30:00Z"), witness)) == clock


def test_a_day_proves_no_z_untrue_where_another_day_bears_it_out() -> None:
    found = choose(
        ("meta", "2026-11-20T22:30:00Z"), ("visible text", "21.11.2026"), ("url", "2026-11-20")
    )
    assert shown(found) == "2026-11-21 03:30 second"


@pytest.mark.parametrize(
    ("seen", "clock"),
    [("14:28", "14:30"), ("14:32", "14:30"), ("14:33", "19:30"), ("19:31", "19:30")],
)
def test_a_time_shown_within_two_minutes_tells_on_which_clock_a_z_stands(
    seen: str, clock: str
) -> None:
    found = choose(("meta", "2026-11-20T14:30:00Z"), ("visible text", f"20.11.2026, {seen}"))
    assert shown(found) == f"2026-11-20 {clock} second"


@pytest.mark.parametrize("program", ["meta", "json-ld", "time tag"])
def test_todays_day_stamped_by_a_program_comes_after_an_older_address(program: str) -> None:
    assert chosen((program, "2026-11-22"), ("url", "2025-03-05")) == ("url", "2025-03-05")
    assert told((program, "2026-11-22"), ("url", "2025-03-05"))[1][2]


def test_todays_day_stamped_by_a_program_stays_where_only_programs_differ_or_all_agree() -> None:
    assert chosen(("json-ld", "2026-11-22"), ("meta", "2025-03-05"))[0] == "json-ld"
    assert chosen(("meta", "2026-11-22"), ("url", "2026-11-21"))[0] == "meta"
    timed = ("visible text", "22.11.2026, 09:00")
    assert chosen(("meta", "2026-11-22"), timed, ("url", "2025-03-05")) == timed
