from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.sites import host_of, parts_of, site_of


@pytest.mark.parametrize(
    ("url", "host", "site"),
    [
        ("https://kaz.Zakon.kz/a?b", "kaz.zakon.kz", "zakon.kz"),
        ("http://www.zakon.kz:8080", "www.zakon.kz", "zakon.kz"),
        ("//xn--80a.kz/1", "xn--80a.kz", "xn--80a.kz"),
        ("http://localhost/1", "localhost", "localhost"),
        ("/news/1", "", ""),
        ("news", "", ""),
        ("", "", ""),
        ("mailto:desk@zakon.kz", "", ""),
        ("http://[broken", "", ""),
    ],
)
def test_an_address_tells_its_host_and_its_site(url: str, host: str, site: str) -> None:
    assert (host_of(url), site_of(url)) == (host, site)


def test_a_broken_address_has_no_parts() -> None:
    assert parts_of("http://[broken") is None
    parts = parts_of("https://zakon.kz/a?b")
    assert parts is not None
    assert (parts.path, parts.query) == ("/a", "b")


@settings(max_examples=60)
@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://[", "//"]))
def test_no_text_stops_the_reading(text: str, start: str) -> None:
    assert host_of(start + text).endswith(site_of(start + text))
