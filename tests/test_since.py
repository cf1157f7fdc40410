from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.since import parse_since

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("7d", datetime(2026, 11, 15, 12, tzinfo=UTC)),
        ("36h", datetime(2026, 11, 21, 0, tzinfo=UTC)),
        ("2w", datetime(2026, 11, 8, 12, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-20T05:00:00+05:00", datetime(2026, 11, 20, tzinfo=UTC)),
    ],
)
def test_a_span_or_a_date_names_a_moment(text: str, moment: datetime) -> None:
    assert parse_since(text, NOW) == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "7", "d7", "1m", "2026-13-40",
        "0001-01-01T00:00:00+10:00", "9999-12-31T23:00:00-10:00",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match="is no time: write 7d"):
        parse_since(text, NOW)


@pytest.mark.parametrize("text", ["2026-11-24", "2026-11-22T12:00:01+00:00", "2999-01-01"])
def test_a_moment_that_is_still_to_come_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is still to come: write 7d"):
        parse_since(text, NOW)


def test_a_day_that_has_begun_in_the_east_is_not_still_to_come() -> None:
    evening = datetime(2026, 11, 22, 20, tzinfo=UTC)
    assert parse_since("2026-11-23", evening) == datetime(2026, 11, 23, tzinfo=UTC)


@given(st.text(max_size=40) | st.datetimes(timezones=st.timezones()).map(datetime.isoformat))
@settings(max_examples=100, deadline=None)
def test_any_words_give_a_moment_or_are_refused_in_words(text: str) -> None:
    try:
        assert parse_since(text, NOW).utcoffset() == timedelta()
    except ValueError as error:
        assert "write 7d" in str(error)  # noqa: PT017 - both ends are right
