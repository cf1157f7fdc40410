"""The time of day in a folded string."""

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from pipelines.dating.clocktimes import Clock, find_clock


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("10:15", Clock(10, 15)),
        ("10:15:30", Clock(10, 15, 30)),
        ("в 14.30", Clock(14, 30)),
        ("at 9 p.m.", Clock(21, 0)),
        ("12:05 am", Clock(0, 5)),
        ("12:05 pm", Clock(12, 5)),
        ("10:15 +05:30", Clock(10, 15, None, timezone(timedelta(hours=5, minutes=30)))),
        ("10:15:00-03", Clock(10, 15, 0, timezone(timedelta(hours=-3)))),
        ("10:15 gmt", Clock(10, 15, None, timezone(timedelta(0)))),
        ("10:15 (gmt +6)", Clock(10, 15, None, timezone(timedelta(hours=6)))),
        ("10:15 +99:00", Clock(10, 15)),
        ("10:15 et", Clock(10, 15, None, ZoneInfo("America/New_York"))),
        ("10:15 по времени астаны", Clock(10, 15, None, ZoneInfo("Asia/Almaty"))),
        ("2026 14-30", Clock(14, 30)),
        ("2026, 14.30", Clock(14, 30)),
        ("at 2.30 p.m.", Clock(14, 30)),
        ("саг. 14:30", Clock(14, 30)),
        ("14:30 pm", Clock(14, 30)),
        ("24:00", None),
        ("10:75", None),
        ("12.03.2024", None),
    ],
)
def test_a_time_of_day_is_read_with_its_offset(text: str, clock: Clock | None) -> None:
    assert find_clock(text) == clock
