"""Dates that count from now."""

import pytest

from pipelines.dating.relative import Ago, find_relative


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("сегодня", Ago(0, "days")),
        ("обновлено: вчера, 10:15", Ago(1, "days")),
        ("3 кун бурын", Ago(3, "days")),
        ("a week ago", Ago(1, "weeks")),
        ("полчаса назад", Ago(30, "minutes")),
        ("2 часа 15 минут назад", Ago(135, "minutes")),
        ("1 hour and 5 minutes ago", Ago(65, "minutes")),
        ("2 дня 3 часа назад", Ago(2, "days")),
        ("5 мин. назад", Ago(5, "minutes")),
        ("5m ago", Ago(5, "minutes")),
        ("кеше 10:15-те", Ago(1, "days")),
        ("2 года назад", None),
        ("usa today", None),
        ("сегодня в шахте", None),
        ("3 ведра назад", None),
    ],
)
def test_a_relative_date_must_stand_alone(text: str, ago: Ago | None) -> None:
    assert find_relative(text) == ago
