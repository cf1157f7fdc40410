"""In which language a page is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.language import choose
from desk.wording.phrases import LANGUAGES


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "chosen"),
    [
        ("kk", "ru", "en", "kk"),
        (None, "ru", "en", "ru"),
        (None, None, "ru-KZ,ru;q=0.9,en;q=0.8", "ru"),
        (None, None, "en;q=0.5, kk-Cyrl-KZ;q=0.9", "kk"),
        (None, None, "de, fr;q=0.9", "en"),
        (None, None, "ru;q=0, kk;q=0.1", "kk"),
        (None, None, "ru;q=x, kk;v=1, en", "en"),
        (None, None, None, "en"),
        ("de", "<script>", "", "en"),
    ],
)
def test_what_was_asked_goes_before_what_was_kept_and_what_is_preferred(
    asked: str | None, kept: str | None, accepted: str | None, chosen: str
) -> None:
    assert choose(asked, kept, accepted) == chosen


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=300))
def test_no_header_is_an_error(asked: str, kept: str, accepted: str) -> None:
    assert choose(asked, kept, accepted) in LANGUAGES
