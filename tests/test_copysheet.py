"""Copies on the screen."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from desk.copycards import CopyCard
from desk.copysheet import copy_sheet, difference, in_a_line
from desk.texts import StoredText

NOTHING: dict[str, list[Any]] = {"added": [], "missing": [], "figures": []}
ARTICLE = StoredText(
    canonical_url="https://news.example/1", url="https://news.example/1", article_id=4,
    is_copy=False, source_id="agency", source="КазВестник", language="ru", title="Обвал [b]",
    text="", published_at="2026-11-18", precision="day",
    first_seen_at="2026-11-18T05:00:00+00:00", agency=None,
)  # fmt: skip
COPY = replace(
    ARTICLE, url="https://copy.example/" + "a" * 150, is_copy=True, source="Digest",
    title="Обвал \x1b[2Jснова", text="Первый абзац " * 20 + "\n\nВторой \u202eабзац",
    published_at=None, precision=None,
)  # fmt: skip
TOLD: dict[str, Any] = {
    "source": "Digest", "published_at": None, "precision": None, "url": "https://copy.example/1",
    "credits": "КазВестник", "similarity": 0.77, "own_share": 0.08, "why": "95% of the words",
    "through_source": "Qala", "gone_at": "2026-11-18T05:00:00+00:00", "gone_why": None,
    "differs": {"added": ["Пишет КазВестник."], "missing": ["Раз.", "Два."],
                "figures": [["2", "3"]]},
}  # fmt: skip


def shown(told: dict[str, Any] = TOLD, *, width: int = 100, story_id: int | None = 7) -> str:
    page = io.StringIO()
    card = CopyCard(text=COPY, article=ARTICLE, told=told, story_id=story_id)
    Console(file=page, width=width, markup=False, _environ={}).print(
        copy_sheet(card, width), crop=False
    )
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def test_a_copy_is_shown_with_what_it_is_a_copy_of() -> None:
    page = shown()
    assert "Digest · ru · no date" in page
    assert "a copy of 4: «Обвал [b]», first published by КазВестник, 2026-11-18" in page
    assert "why: 95% of the words (77% alike, 8% its own)" in page
    assert "credits: КазВестник\nthrough: Qala\ngone: since 2026-11-18 10:00 (no reason" in page


def test_the_story_is_named_and_the_command_that_sets_both_side_by_side() -> None:
    page = shown()
    assert "\nstory: kenwatch story 7\n" in page
    assert "differs: 1 paragraph added, 2 paragraphs left out, other figures: 2 → 3\n" in page
    assert f"word by word: kenwatch compare 4 {COPY.url}\n" in page
    assert "story:" not in shown(story_id=None)


def test_its_text_and_all_that_differs_are_shown() -> None:
    page = shown()
    assert "\n\nВторой абзац\n" in page
    assert "Only in this copy\n+ Пишет КазВестник." in page
    assert "Only in the article\n- Раз.\n- Два." in page
    assert "Other figures (the article → this copy)\n2 → 3" in page


def test_what_is_not_known_is_not_shown_and_a_page_cannot_command_the_screen() -> None:
    page = shown({**TOLD, "credits": None, "through_source": None, "gone_at": None,
                  "differs": NOTHING})  # fmt: skip
    assert not [word for word in ("credits", "through", "gone", "Only in") if word in page]
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("width", [80, 120])
def test_lines_fit_the_window_and_the_eye_but_for_addresses(width: int) -> None:
    lines = [line for line in shown(width=width).splitlines() if "://" not in line]
    assert COPY.url in shown(width=width).splitlines()
    assert max(map(len, lines)) <= min(width, 100)


def test_a_line_tells_who_when_how_alike_and_what_differs() -> None:
    assert in_a_line(TOLD) == (
        "Digest, no date: 77% alike, 8% its own; through Qala; credits КазВестник;"
        " gone since 2026-11-18 10:00 (no reason told); 1 paragraph added, 2 paragraphs left out,"
        " other figures: 2 → 3. https://copy.example/1"
    )


def test_differences_are_counted_and_few_figures_named() -> None:
    figures = [[str(one), str(one + 1)] for one in range(5)]
    told = difference({**NOTHING, "figures": figures})
    assert told == "other figures: 0 → 1, 1 → 2, 2 → 3, 2 more"
    assert difference(NOTHING) == "no paragraph or figure differs"
