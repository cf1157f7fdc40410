"""One article on the screen."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from desk import sheet, tables
from desk.dossier import Dossier
from desk.queries import ArticleLine

LINE = ArticleLine(
    id=1,
    title="Шахта [b]",
    lead="",
    source_id="s",
    source="Source",
    language="ru",
    published_at="2026-11-18T19:00:00+00:00",
    precision="day",
    first_seen_at="2026-11-19T05:00:00+00:00",
    modified_at="2026-11-20T05:00:00+00:00",
    topics=("mining", "mono-town"),
    towns=(),
    copies=0,
    url="https://news.example/" + "a" * 150,
    canonical_url="u",
)
FOUND = Dossier(
    line=LINE,
    text="Первый абзац " * 30 + "\n\nВторой абзац\x1b[2J",
    authors=(),
    origin="url",
    fetched_at="",
    dateline_city="Astana",
    section="Промышленность",
    tags=("уголь", "шахта"),
    picture={"url": "https://a.kz/1.jpg", "caption": "Разрез", "credit": "пресс-служба"},
    other_dates=({"origin": "meta", "at": "2026-11-02", "precision": "day", "raw": "x"},),
    paragraph_languages=("kk", "kk", "ru"),
    dropped_lines=("Жарнама",),
    agency="KazTAG",
    flags=("paywall",),
    words=40,
    scores={"mining": 5.0, "mono-town": 3.0},
    reasons=(
        {"topic": "mining", "words": "шахта", "added": 1.5},
        {"topic": "mining", "words": "уголь", "added": 2.0},
        {"topic": "mining", "words": "шахта", "added": 1.5},
        {"topic": "mining", "words": "", "added": 9.0},
        {"topic": "monotown", "words": "моногород", "added": 3.0},
    ),
    mentions=(
        {"kind": "town", "name": "Ridder", "surface": "Риддере", "confidence": 1.0},
        {"kind": "town", "name": "Abay", "surface": "Abay", "confidence": 0.3},
    ),
    copies=(),
    gone_at=None,
    gone_why=None,
    story_id=7,
    revisions=({"kind": "first", "seen_at": "", "title": "Old", "flags": []},),
    facts=({"kind": "shift", "value": 92300.0, "value_to": 100200.5, "unit": "KZT", "quote": "q"},),
    events=(
        {
            "kind": "strike",
            "moment": "",
            "place": None,
            "asset": None,
            "company": None,
            "figures": [],
            "quote": "стачка",
        },
        {
            "kind": "accident",
            "moment": "2026-11",
            "place": "Ridder",
            "asset": "Ridder mine",
            "company": "Kazzinc",
            "quote": "обвал",
            "figures": [
                {
                    "kind": "people",
                    "role": "dead",
                    "value": 2.0,
                    "unit": "people",
                    "quote": "двое погибли",
                    "span": [0, 1],
                }
            ],
        },
    ),
    quotations=(
        {
            "speaker": "Ерлан Мусин",
            "office": "командир взвода",
            "words": "Мы стучим",
            "is_direct": 1,
        },
        {"speaker": "", "office": "", "words": "воздух есть", "is_direct": 0},
    ),
    enough={"mining": 3.0, "mono-town": 3.5},
    related=(),
)


def printed(found: Dossier, width: int = 80) -> str:
    out = io.StringIO()
    console = tables.console(out)
    console.width = width
    console.print(sheet.article(found, width), crop=False)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120, 200])
def test_lines_fit_the_window_and_the_eye(width: int) -> None:
    lines = printed(FOUND, width).splitlines()
    assert max(len(line.rstrip()) for line in lines if "://" not in line) <= min(width, 100)


def test_an_address_is_never_cut() -> None:
    assert "a" * 150 in printed(FOUND)


def test_evidence_is_summed_by_word_and_the_heaviest_comes_first() -> None:
    text = printed(FOUND)
    text = " ".join(text.split())
    assert "topic mining: score 5.0 (3 is enough) by “шахта” +3.0, “уголь” +2.0" in text
    assert "topic mono-town: score 3.0 (3.5 is enough) by “моногород” +3.0" in text


def test_a_reading_that_is_unsure_carries_a_question_mark() -> None:
    assert "town: Ridder («Риддере»), Abay ?" in printed(FOUND)


def test_figures_and_events_keep_their_quotes() -> None:
    text = printed(FOUND)
    assert "shift: 92,300 to 100,200.5 KZT «q»" in text
    assert "strike: «стачка»" in text
    text = " ".join(text.split())
    assert "accident (2026-11, Ridder, Ridder mine, Kazzinc): «обвал» [people dead: 2]" in text


def test_quotations_tell_who_said_what_and_what_was_only_reported() -> None:
    text = printed(FOUND)
    assert "Ерлан Мусин, командир взвода: «Мы стучим»" in text
    assert "nobody named (reported): воздух есть" in text


def test_changes_of_the_site_are_told_and_those_of_form_counted() -> None:
    kinds = ("first", "changed", "cosmetic", "cosmetic")
    revisions = tuple(
        {"kind": kind, "seen_at": "2026-11-19T05:00:00+00:00", "title": "Обвал", "flags": flags}
        for kind, flags in zip(kinds, ([], ["figures", "blame"], [], []), strict=True)
    )
    text = printed(replace(FOUND, revisions=revisions), 120)
    assert "2026-11-19 10:00 changed (figures, who is to blame): Обвал" in text
    assert "2 changes of form only" in text


def test_an_article_that_is_gone_says_since_when() -> None:
    gone = replace(FOUND, gone_at="2026-11-19T05:00:00+00:00", gone_why="answered 404")
    assert "gone: since 2026-11-19 10:00 (answered 404)" in printed(gone)


def test_what_is_not_known_is_not_shown() -> None:
    text = printed(FOUND)
    assert "authors" not in text
    assert "revisions" not in text
    assert "changed: 2026-11-20 10:00" in text
    same = replace(FOUND, line=replace(LINE, modified_at=LINE.published_at))
    assert "changed" not in printed(same)
    assert "\x1b" not in text


def test_a_missing_date_is_said() -> None:
    undated = replace(FOUND, line=replace(LINE, published_at=None), reasons=())
    assert "no date found, first seen 2026-11-19 10:00 (Almaty)" in printed(undated)
    shown = printed(undated).replace(" \n", "\n").replace("  ", "")
    assert "topic mining: score 5.0 (3 is enough)\n" in shown


def test_rubric_tags_picture_other_dates_and_languages_are_told() -> None:
    shown = " ".join(printed(FOUND, 120).split())
    assert "rubric: Промышленность tags: уголь, шахта" in shown
    assert "picture: https://a.kz/1.jpg Разрез (credit: пресс-служба)" in shown
    assert "other dates: 2026-11-02 (meta)" in shown
    assert "languages: kk 2, ru 1" in shown
    assert "taken out of the text - Жарнама" in shown


def test_an_article_in_one_language_without_picture_says_nothing_of_them() -> None:
    plain = replace(FOUND, picture=None, paragraph_languages=("kk", "kk"), other_dates=())
    shown = printed(plain, 120)
    assert not [name for name in ("picture:", "languages:", "other dates:") if name in shown]
