"""The date that an address states."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dating.urldates import date_in_url


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        ("https://a.kz/2026/11/20/slug.html", "2026-11-20"),
        ("https://a.kz/news/2026/1/5/", "2026-01-05"),
        ("https://a.kz/ru/news/2026-11-20-slug", "2026-11-20"),
        ("https://a.kz/slug-2026-11-20", "2026-11-20"),
        ("https://a.kz/news/20261120/slug", "2026-11-20"),
        ("https://a.kz/20-11-2026/slug", "2026-11-20"),
        ("https://a.com/world/2026/nov/20/slug", "2026-11-20"),
        ("https://a.kz/2026/11/slug", "2026-11"),
        ("https://a.com/2026/nov/slug", "2026-11"),
        ("https://a.kz/news/2026-1-5-slug", "2026-01-05"),
        ("https://a.kz/2026/1120/slug", "2026-11-20"),
        ("https://a.kz/slug-20-11-2026", "2026-11-20"),
        ("https://a.kz/slug-20-11-2026.html", "2026-11-20"),
        ("https://a.kz/20/11/2026/slug", "2026-11-20"),
        ("https://a.kz/slug_20261120", "2026-11-20"),
        ("https://a.kz/news/20240315123/", None),
        ("https://a.kz/news/20261320/", None),
        ("https://a.kz/news/a20261120b/", None),
        ("https://a.kz/10.1016.2026.11.20.1", None),
        ("https://liter.kz/shakhta-zakrylas-1712041234/", "1712041234"),
        ("https://liter.kz/shakhta-1712041234.html?x=1", "1712041234"),
        ("https://a.kz/2026/13/20/slug", None),
        ("https://a.kz/1871/11/20/slug", None),
        ("https://a.kz/2026/foo/20/slug", None),
        ("https://a.kz/news/1712041234", None),
        ("https://a.kz/news-9912041234", None),
        ("https://a.kz/news/12345678", None),
        ("https://a.kz/?date=2026-11-20", None),
        ("https://a.kz", None),
        ("no address", None),
    ],
)
def test_the_date_of_an_address_is_read_from_its_path(url: str, raw: str | None) -> None:
    assert date_in_url(url) == raw


@settings(max_examples=60)
@given(st.text(max_size=60), st.from_regex(r"(/[0-9]{1,11}[-_/.]?){1,4}", fullmatch=True))
def test_any_address_gives_a_date_in_a_known_form_or_none(host: str, path: str) -> None:
    found = date_in_url(f"https://{host}{path}")
    assert found is None or 7 <= len(found) <= 10
