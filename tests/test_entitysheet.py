"""An entity's card on the screen."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from desk import tables
from desk.entitycards import Card
from desk.entitysheet import sheet

OPEN = {"since": "", "until": "", "note": ""}


def link(relation: str, name: str, *, is_of: bool = False, **more: str) -> dict[str, Any]:
    return {"relation": relation, "name": name, "kind": "asset", "is_of": is_of, **OPEN, **more}


CARD = Card(
    id="qarmet",
    kind="company",
    name_en="Qarmet",
    name_ru="Кармет",
    name_kk="Қармет",
    region=None,
    lat=50.0524,
    lon=72.955,
    kato="352410000",
    note="steel\x1b[2J and coal",
    names=(
        {"language": "en", "name": "Qarmet", "kind": "current", **OPEN},
        {"language": "ru", "name": "Испат-Кармет", "kind": "former", **OPEN, "until": "2004"},
        {"language": "kk", "name": "Миттал", "kind": "former", "since": "2004", "until": "2007"},
        {"language": "kk-Latn", "name": "Qármet", "kind": "variant", **OPEN, "since": "2023-12"},
    ),
    links=(
        link("located in", "Temirtau", note="seat"),
        link("operated by", "Kostenko mine", is_of=True),
        link("twin of", "Karmet", is_of=True),
    ),
    statuses=({"status": "listed", "since": "2012-05", "until": "", "note": "decree 683"},),
    offices=({"title_en": "Head", **OPEN, "since": "2024"},),
    officials=({"name": "A. Head", "title_en": "Director", **OPEN},),
    articles=1234,
    first_at="2026-10-31T20:00:00+00:00",
    newest=(),
)


def printed(card: Card, width: int = 100) -> str:
    out = io.StringIO()
    console = tables.console(out)
    console.width = width
    console.print(sheet(card, width))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def test_a_card_tells_all_that_is_known_with_its_times() -> None:
    assert printed(CARD).splitlines() == [
        "Qarmet  company, id qarmet",
        "Қармет · Кармет",
        "where: 50.052, 72.955",
        "KATO: 352410000",
        "status: listed (since 2012-05), decree 683",
        "office: Head (since 2024)",
        "located in: Temirtau, seat",
        "operates: Kostenko mine",
        "twin of (of): Karmet",
        "officials: A. Head, Director",
        "former names: Испат-Кармет (until 2004); Миттал (2004 to 2007)",
        "also: Qármet (since 2023-12)",
        "note: steel and coal",
        "1,234 articles, the first of 2026-11-01",
    ]


def test_what_is_not_known_is_not_shown() -> None:
    bare = replace(
        CARD, lat=None, lon=None, kato=None, note=None, names=(), links=(), statuses=(),
        offices=(), officials=(), articles=0, first_at=None, name_ru="Qarmet", name_kk="Qarmet",
    )  # fmt: skip
    assert printed(bare).split("\n") == [
        "Qarmet  company, id qarmet",
        "No stored article names it.",
        "",
    ]


def test_long_lists_are_cut_and_say_so() -> None:
    many = tuple(link("located in", f"Mine {n}", is_of=True) for n in range(20))
    text = " ".join(printed(replace(CARD, links=many)).split())
    assert "here: Mine 0; Mine 1;" in text
    assert "Mine 11; … and 8 more, --json has all" in text
    assert "Mine 12" not in text


def test_a_name_in_several_languages_is_told_once() -> None:
    twice = tuple(
        {"language": code, "name": "AMT", "kind": "short", **OPEN} for code in ("en", "ru")
    )
    assert "short names: AMT\n" in printed(replace(CARD, names=twice))


@pytest.mark.parametrize("width", [60, 80, 200])
def test_lines_fit_the_window_and_the_eye(width: int) -> None:
    wide = replace(CARD, note="слово " * 100)
    assert max(map(len, printed(wide, width).splitlines())) <= min(width, 100)
