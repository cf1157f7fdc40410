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
    headline="Обвал [b] \x1b[2Jна шахте", headline_now=None, language="ru", languages=("ru", "kk"),
    sources=("agency", "qala"), articles=2, copies=1, lead_article_id=4,
)  # fmt: skip


def text(hour: int, kind: str = "article", **given: Any) -> dict[str, Any]:
    row = {
        "at": AT.format(hour), "published_at": AT.format(hour), "precision": "minute",
        "first_seen_at": AT.format(hour), "source_id": "agency", "source": "КазВестник",
        "language": "ru", "kind": kind, "article_id": 4, "title": "Обвал \u202eна шахте",
        "url": "https://news.example/4", "credits": None, "through": None, "through_source": None,
        "own_share": None, "differs": None, "gone_at": None, "gone_why": None, "edited": [],
    }  # fmt: skip
    return {**row, **given}


def said(article: int, value: float, source: str = "Qala") -> dict[str, Any]:
    return {"article_id": article, "source": source, "at": AT.format(3), "value": value,
            "quote": f"погибли {value:g}", "version": ""}  # fmt: skip


FIRST = {"source_id": "agency", "source": "КазВестник", "at": AT.format(1), "precision": "minute"}
FIGURE = {"kind": "people", "role": "dead", "unit": "people", "per": ""}
FOUND = Story(
    line=LINE,
    headlines=(
        {"language": "ru", "title": "Обвал на шахте", "title_now": None},
        {"language": "kk", "title": "Шахтада төбе опырылды", "title_now": "Шахта апаты"},
    ),
    published_first=FIRST,
    seen_first={**FIRST, "at": AT.format(2)},
    differ=False,
    counts=(
        {**FIGURE, "value": 5.0, "said": [
            {**said(4, 5, "КазВестник"), "status": "now", "version": "edited"},
            {**said(8, 3), "status": "disputed"}, {**said(5, 2), "status": "earlier"},
            {**said(4, 2, "КазВестник"), "status": "earlier", "version": "withdrawn"},
            {**said(6, 1), "status": "part"},
        ]},
    ),
    told_by_one=({**FIGURE, "kind": "money", "role": "", "unit": "KZT", "value": 5e6,
                  "said": [said(4, 5e6)]},),
    timeline=(
        text(1, credits="КАЗВЕСТНИК", edited=[
            {"seen_at": AT.format(5), "flags": ["figures", "blame"]},
            {"seen_at": AT.format(6), "flags": []},
        ]),
        text(2, source_id="qala", source="Qala", article_id=5, published_at=None),
        text(3, "copy", own_share=0.12, differs={"figures": [["2", "3"]]}, credits="Qala",
             through_source="Digest", gone_at=AT.format(4), gone_why="answered 404"),
    ),
    agreed=(
        {**FIGURE, "role": "", "value": 89.0, "said": [said(4, 89, "КазВестник"), said(5, 89)]},
        {**FIGURE, "value": 2.0, "said": [said(4, 2, "КазВестник"), said(5, 2), said(6, 2)]},
    ),
    disputed=(
        {**FIGURE, "said": [said(4, 5, "КазВестник"), said(8, 3)]},
        {**FIGURE, "role": "employed", "said": [said(4, 5, "КазВестник"), said(5, 1)]},
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
    Console(file=page, width=width, markup=False, _environ={}).print(view, crop=False)
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
    changed = printed(storysheet.stories([replace(LINE, headline_now="Взрыв")], 80), 80)
    assert "на шахте (now: Взрыв)" in changed
    many = replace(LINE, sources=tuple("abcdefgh"), articles=1, copies=0)
    assert "1 article: a, b, c, d, e, f and 2 more" in printed(storysheet.stories([many], 80), 80)


def test_a_story_tells_its_size_its_span_and_its_headlines() -> None:
    page = story(FOUND)
    assert (
        "Story 7  2 articles and 1 copy in 2 sources, 2026-11-18 06:00 – 2026-11-18 08:00" in page
    )
    assert "ru  Обвал на шахте\nkk  Шахтада төбе опырылды (now: Шахта апаты)" in page
    alone = replace(FOUND, timeline=FOUND.timeline[:1], line=replace(LINE, copies=2))
    assert "2 copies in 2 sources, 2026-11-18 06:00\n" in story(alone)


def test_it_says_where_who_was_dated_first_and_who_was_seen_first_differ() -> None:
    told = "КазВестник, by its own date 2026-11-18 06:00; kenwatch saw it"
    assert f"{told} 2026-11-18 07:00" in story(FOUND)
    seen = {**FIRST, "source_id": "qala", "source": "Qala"}
    other = replace(FOUND, seen_first=seen, differ=True)
    assert f"{told} first at Qala, 2026-11-18 06:00" in story(other)
    # in one crawl, whoever was asked before
    assert "Qala, 2026" not in story(replace(FOUND, seen_first=seen)).split("published")[0]


def test_the_timeline_tells_what_was_edited_and_in_what() -> None:
    page = " ".join(story(FOUND).split())
    assert "edited, seen 2026-11-18 10:00: figures, who is to blame; edited, seen" in page
    assert "2026-11-18 11:00: wording" in page


def test_the_timeline_tells_of_copies_what_differs_and_of_what_is_gone() -> None:
    page = " ".join(story(FOUND).split())
    assert "of 4, 12% its own; other figures: 2 → 3; through Digest; credits Qala; gone" in page
    assert "gone since 2026-11-18 09:00 (answered 404)" in page
    assert "no date qala ru 5" in page
    # an agency that credits itself says nothing
    assert "credits КАЗВЕСТНИК" not in page


def test_a_count_that_holds_is_told_first_then_a_line_for_each_other() -> None:
    page = story(FOUND)
    assert (
        "people dead: 5 – КазВестник (4), edit seen 2026-11-18 08:00\n"
        "  disputed: 3 – Qala (8), 2026-11-18 08:00\n"
        "  earlier: 2 – Qala (5), 2026-11-18 08:00; КазВестник (4), 2026-11-18 08:00, since edited\n"
        "  part of them: 1 – Qala (6), 2026-11-18 08:00\n"
    ) in page
    assert page.count("people dead") == 1


def test_other_figures_are_told_with_who_says_which() -> None:
    page = story(FOUND)
    assert "people: 89 «погибли 89» – КазВестник (4), Qala (5)\n" in page
    assert "people employed:\n  5 – КазВестник (4), 2026-11-18 08:00: «погибли 5»" in page
    assert "money:\n  5 million KZT – Qala (4)" in page


def test_what_one_alone_tells_is_shown_on_request() -> None:
    assert "Told by one" not in story(FOUND)
    page = printed(storysheet.story(FOUND, 120, full=True), 120)
    assert "Told by one\nmoney: 5 million KZT «погибли 5e+06» – Qala (4)" in page


def test_a_story_hangs_together_by_its_surest_links() -> None:
    page = story(FOUND)
    assert "4 with 5: the same mine\n5 with 6: 2 dead" in page
    assert "the same subjects" not in page


def test_what_is_too_much_for_a_screen_is_counted() -> None:
    many = replace(FOUND, agreed=FOUND.agreed[:1] * 10, disputed=FOUND.disputed[1:] * 5)
    page = story(many)
    assert "… and 2 more, --all shows them\n\nDisputed" in page
    assert page.count("--all shows them") == 2
    assert "--all" not in printed(storysheet.story(many, 120, full=True), 120)


def test_a_story_without_figures_or_links_has_no_headings_for_them() -> None:
    bare = text(3, "copy", own_share=0.0, differs={})
    page = story(replace(FOUND, timeline=(bare,), counts=(), agreed=(), disputed=(), links=()))
    assert "of 4, 0% its own\n" in page
    assert not [word for word in ("Agreed", "Disputed", "People", "Why") if word in page]


def test_a_page_cannot_command_the_screen() -> None:
    page = story(FOUND) + printed(storysheet.stories([LINE], 80), 80)
    assert "\x1b" not in page
    assert "\u202e" not in page
