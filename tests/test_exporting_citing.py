"""Articles as sources to cite."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.exporting.citing import CitedArticle, citation, citations
from desk.wording.phrases import LANGUAGES

ONE = CitedArticle(
    id=42,
    title="Обвал в шахте",
    authors=("А. Ахметов",),
    source="Горный вестник",
    source_id="vestnik",
    language="ru",
    url="https://vestnik.example/42",
    published_at="2026-11-19T19:30:00+00:00",
    precision="minute",
    first_seen_at="2026-11-20T03:00:00+00:00",
)


def test_each_language_has_its_own_manner() -> None:
    assert citation(ONE, "en") == (
        "А. Ахметов. Обвал в шахте. Горный вестник, 20 November 2026, 00:30 (Almaty time). "
        "URL: https://vestnik.example/42. Archived by kenwatch on 20 November 2026."
    )
    assert citation(ONE, "ru") == (
        "А. Ахметов. Обвал в шахте // Горный вестник. – 20 ноября 2026 г., 00:30 (время Алматы). – "
        "URL: https://vestnik.example/42. – Сохранено в архиве kenwatch 20 ноября 2026 г."
    )
    assert citation(ONE, "kk") == (
        "А. Ахметов. Обвал в шахте // Горный вестник. – 2026 ж. 20 қараша, сағат 00:30 "
        "(Алматы уақыты). – URL: https://vestnik.example/42. – kenwatch мұрағатына енгізілген күні: "
        "2026 ж. 20 қараша."
    )


@pytest.mark.parametrize(
    ("given", "en", "ru"),
    [
        (
            {"published_at": "2026-11-19", "precision": "day"},
            "вестник, 19 November 2026. URL",
            "вестник. – 19 ноября 2026 г. – URL",
        ),
        (
            {"published_at": "2026-11-01", "precision": "month"},
            "вестник, November 2026. URL",
            "вестник. – ноябрь 2026 г. – URL",
        ),
        (
            {"published_at": None, "precision": None},
            "вестник, no date. URL",
            "вестник. – дата не указана. – URL",
        ),
    ],
)
def test_a_date_is_told_no_finer_than_it_is_known(given: Any, en: str, ru: str) -> None:
    assert en in citation(replace(ONE, **given), "en")
    assert ru in citation(replace(ONE, **given), "ru")


def test_the_version_and_the_end_of_the_page_are_told() -> None:
    edited = replace(ONE, versions=3, version_at="2026-11-21T03:00:00+00:00")
    assert citation(edited, "en").endswith("version seen on 21 November 2026 (3 of 3).")
    assert citation(edited, "ru").endswith("редакция от 21 ноября 2026 г. (3 из 3).")
    gone = replace(edited, gone_at="2026-11-22T03:00:00+00:00")
    assert citation(gone, "en").endswith("(3 of 3). No longer on the site since 22 November 2026.")
    assert citation(gone, "ru").endswith("(3 из 3). На сайте недоступно с 22 ноября 2026 г.")


def test_a_title_keeps_its_own_end_and_one_that_is_missing_is_the_address() -> None:
    assert "Кто виноват? Горный" in citation(replace(ONE, title="Кто виноват?"), "en")
    bare = replace(ONE, title=" ", authors=(" ",))
    assert citation(bare, "en").startswith("https://vestnik.example/42. Горный")


@settings(max_examples=60)
@given(st.text(), st.text(), st.text(), st.sampled_from(LANGUAGES))
def test_whatever_a_page_says_a_citation_is_one_plain_line(
    title: str, author: str, source: str, language: str
) -> None:
    told = replace(ONE, title=title, authors=(author,), source=source)
    line = b"".join(citations([told], language)).decode("utf-8")
    assert line.count("\n") == 1
    assert not any(sign in line for sign in "\x1b\u202e\x00\r")
