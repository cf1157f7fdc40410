"""Stories on the screen."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from desk import storysheet
from desk.storycards import Story, StoryLine

if TYPE_CHECKING:
    from rich.console import RenderableType

AT = "2026-11-18T0{}:00:00+00:00"
LINE = StoryLine(
    id=7, first_at=AT.format(1), last_at=AT.format(5), precision="minute",
    headline="Обвал [b] \x1b[2Jна шахте", language="ru", languages=("ru", "kk"),
    sources=("agency", "qala"), articles=2, copies=1, lead_article_id=4,
)  # fmt: skip


def text(hour: int, kind: str = "article", **given: Any) -> dict[str, Any]:
    row = {
        "at": AT.format(hour), "published_at": AT.format(hour), "precision": "minute",
        "first_seen_at": AT.format(hour), "source_id": "agency", "source": "КазВестник",
        "language": "ru", "kind": kind, "article_id": 4, "title": "Обвал \u202eна шахте",
        "url": "https://news.example/4", "credits": None, "through": None, "through_source": None,
        "own_share": None, "differs": None, "gone_at": None, "gone_why": None,
    }  # fmt: skip
    return {**row, **given}


def said(article: int, value: float, source: str = "Qala") -> dict[str, Any]:
    return {"article_id": article, "source": source, "at": AT.format(3), "value": value,
            "quote": f"погибли {value:g}"}  # fmt: skip


FIRST = {"source_id": "agency", "source": "КазВестник", "at": AT.format(1), "precision": "minute"}
FIGURE = {"kind": "people", "role": "dead", "unit": "people", "per": ""}
FOUND = Story(
    line=LINE,
    headlines=(
        {"language": "ru", "title": "Обвал на шахте"},
        {"language": "kk", "title": "Шахтада төбе опырылды"},
    ),
    published_first=FIRST,
    seen_first={**FIRST, "at": AT.format(2)},
    timeline=(
        text(1, credits="КАЗВЕСТНИК"),
        text(2, source_id="qala", source="Qala", article_id=5, published_at=None),
        text(3, "copy", own_share=0.12, differs={"figures": [["2", "3"]]}, credits="Qala",
             through_source="Digest", gone_at=AT.format(4), gone_why="answered 404"),
    ),
    agreed=(
        {**FIGURE, "role": "", "value": 89.0, "said": [said(4, 89, "КазВестник"), said(5, 89)]},
        {**FIGURE, "value": 2.0, "said": [said(4, 2, "КазВестник"), said(5, 2), said(6, 2)]},
    ),
    disputed=(
        {**FIGURE, "role": "injured", "said": [said(4, 5, "КазВестник"), said(5, 1)]},
        {**FIGURE, "kind": "money", "role": "", "unit": "KZT", "said": [said(4, 5e6), said(5, 1)]},
    ),
    links=(
        {"a": 4, "b": 5, "score": 1.0, "why": "the same mine"},
        {"a": 5, "b": 6, "score": 0.9, "why": "2 dead"},
        {"a": 4, "b": 6, "score": 0.88, "why": "the same subjects"},
    ),
)  # fmt: skip


def printed(view: RenderableType, width: int) -> str:
    page = io.StringIO()
    Console(file=page, width=width, markup=False, _environ={}).print(view)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def story(found: Story, width: int = 120) -> str:
    return printed(storysheet.story(found, width), width)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_lines_fit_the_window_and_the_eye(width: int) -> None:
    page = f"{story(FOUND, width)}\n{printed(storysheet.stories([LINE], width), width)}"
    assert max(len(line) for line in page.splitlines()) <= min(width, 120)


def test_a_list_tells_who_tells_each_story() -> None:
    page = printed(storysheet.stories([LINE], 80), 80)
    assert "7   2026-11-18 06:00   ru   Обвал [b] на шахте" in page
    assert "2 articles and 1 copy: agency, qala" in page
    many = replace(LINE, sources=tuple("abcdefgh"), articles=1, copies=0)
    assert "1 article: a, b, c, d, e, f and 2 more" in printed(storysheet.stories([many], 80), 80)


def test_a_story_tells_its_size_its_span_and_its_headlines() -> None:
    page = story(FOUND)
    assert (
        "Story 7  2 articles and 1 copy in 2 sources, 2026-11-18 06:00 – 2026-11-18 08:00" in page
    )
    assert "ru  Обвал на шахте\nkk  Шахтада төбе опырылды" in page
    alone = replace(FOUND, timeline=FOUND.timeline[:1], line=replace(LINE, copies=2))
    assert "2 copies in 2 sources, 2026-11-18 06:00\n" in story(alone)


def test_it_says_where_who_was_dated_first_and_who_was_seen_first_differ() -> None:
    assert (
        "КазВестник, by its own date 2026-11-18 06:00; kenwatch saw it first there, too"
        in story(FOUND)
    )
    other = replace(FOUND, seen_first={**FIRST, "source_id": "qala", "source": "Qala"})
    assert "kenwatch saw it first at Qala, 2026-11-18 06:00" in story(other)


def test_the_timeline_tells_of_copies_what_differs_and_of_what_is_gone() -> None:
    page = " ".join(story(FOUND).split())
    assert "of 4, 12% its own; other figures: 2 → 3; through Digest; credits Qala; gone" in page
    assert "gone since 2026-11-18 09:00 (answered 404)" in page
    assert "no date qala ru 5" in page
    # an agency that credits itself says nothing
    assert "credits КАЗВЕСТНИК" not in page


def test_figures_are_told_with_who_says_which_casualties_first() -> None:
    page = story(FOUND)
    dead, people = (page.index(f"people{role}: ") for role in (" dead", ""))
    assert dead < people
    assert "people dead: 2 «погибли 2» – КазВестник, Qala\n" in page
    assert "people injured:\n  5 – КазВестник, 2026-11-18 08:00: «погибли 5»" in page
    assert "money:\n  5 million KZT – Qala" in page


def test_a_story_hangs_together_by_its_surest_links() -> None:
    page = story(FOUND)
    assert "4 with 5: the same mine\n5 with 6: 2 dead" in page
    assert "the same subjects" not in page


def test_what_is_too_much_for_a_screen_is_counted() -> None:
    assert "and 2 more, --json has all" in story(replace(FOUND, agreed=FOUND.agreed * 5))


def test_a_story_without_figures_or_links_has_no_headings_for_them() -> None:
    bare = text(3, "copy", own_share=0.0, differs={})
    page = story(replace(FOUND, timeline=(bare,), agreed=(), disputed=(), links=()))
    assert "of 4, 0% its own\n" in page
    assert not [word for word in ("Agreed", "Disputed", "Why") if word in page]


def test_a_page_cannot_command_the_screen() -> None:
    page = story(FOUND) + printed(storysheet.stories([LINE], 80), 80)
    assert "\x1b" not in page
    assert "\u202e" not in page
