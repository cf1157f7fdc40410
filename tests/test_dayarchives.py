from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sections.dayarchives import day_before


@pytest.mark.parametrize(
    ("url", "before"),
    [
        ("https://x.kz/news/2026/11/21/", "https://x.kz/news/2026/11/20/"),
        ("https://x.kz/archive/2026-03-01", "https://x.kz/archive/2026-02-28"),
        ("https://x.kz/archive/20260101/", "https://x.kz/archive/20251231/"),
        ("https://x.kz/archive/2026-11-21.html", "https://x.kz/archive/2026-11-20.html"),
        ("https://x.kz/lenta/21.11.2026/", "https://x.kz/lenta/20.11.2026/"),
        ("https://x.kz/?date=2026-11-21", "https://x.kz/?date=2026-11-20"),
        ("https://x.kz/n?a=1&day=01.12.2026&b=2", "https://x.kz/n?a=1&day=30.11.2026&b=2"),
        ("https://x.kz/2026/11/21/?lang=kk", "https://x.kz/2026/11/20/?lang=kk"),
        ("https://x.kz/archive/9-3-2026", "https://x.kz/archive/8-3-2026"),
    ],
)
def test_the_day_before_keeps_the_spelling_of_the_day(url: str, before: str) -> None:
    assert day_before(url) == before


@pytest.mark.parametrize(
    "url",
    [
        "https://x.kz/news/",
        "https://x.kz/news/2026/11/",
        "https://x.kz/2026/11/21/na-shahte-vzryv",
        "https://x.kz/archive/2026-02-31",
        "https://x.kz/archive/31.02.2026",
        "https://x.kz/?date=yesterday",
        "https://x.kz/?updated=2026-11-21",
        "https://x.kz/1995/01/01/",
        "https://x.kz/news-20261121",
    ],
)
def test_an_address_that_names_no_day_has_no_day_before(url: str) -> None:
    assert day_before(url) is None


@given(st.dates(date(1996, 1, 1), date(2099, 12, 31)))
def test_each_step_is_one_day_back(day: date) -> None:
    before = day - timedelta(days=1)
    assert day_before(f"https://x.kz/a/{day:%Y/%m/%d}/") == f"https://x.kz/a/{before:%Y/%m/%d}/"


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert day_before(text) != text
