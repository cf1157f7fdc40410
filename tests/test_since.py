from datetime import UTC, datetime

import pytest

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


@pytest.mark.parametrize("text", ["", "soon", "7", "d7", "1m", "2026-13-40"])
def test_anything_else_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match="write 7d"):
        parse_since(text, NOW)
