"""What ``kenwatch explain`` shows."""

from __future__ import annotations

import io
from typing import Any

import pytest

from desk import tables
from desk.explanation import explanation

TITLE = "Спасение   горняков"
TEXT = "Два горняка на шахте, серебро и медь.\nЕщё горняка [не] нашли в Абае, Саране\x1b[2J."


def span(words: str, text: str = TEXT, start: int = 0) -> list[int]:
    at = text.index(words, start)
    return [at, at + len(words)]


MINING = [
    ("miner", "горняков", "title", span("горняков", TITLE), 5.0, ""),
    ("miner", "горняка", "text", span("горняка"), 1.5, ""),
    ("miner", "горняка", "text", span("горняка", start=20), 0.5, ""),
    ("shaft", "шахте", "text", span("шахте"), 2.0, ""),
    ("copper", "медь", "text", span("медь"), 0, "a medal"),
]


def reasons(topic: str, rows: Any) -> list[dict[str, Any]]:
    keys = ("term", "words", "where", "span", "added", "note")
    return [{"topic": topic, "language": "ru", **dict(zip(keys, row, strict=True))} for row in rows]


def record(**given: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "url": "https://news.example/7",
        "title": TITLE,
        "lead": "Два горняка",
        "text": TEXT,
        "language": "ru",
        "flags": ["greeting"],
        "topics": {
            "mining": {
                "relevant": True,
                "score": 9.0,
                "enough": 3.0,
                "reasons": reasons("mining", MINING),
            },
            "monotown": {"relevant": False, "score": 0.0, "enough": 3.0, "reasons": []},
        },
        "entities": [
            {"id": "abai", "kind": "town", "surface": "Абай", "where": "text", "span": span("нашли"),
             "confidence": 0.1, "note": "a person"},
            {"id": "abai", "kind": "town", "surface": "Абая", "where": "text", "span": span("Абае"),
             "confidence": 0.2, "note": "a person"},
            {"id": "saran", "kind": "town", "surface": "Сарань", "where": "text", "span": span("Саране"),
             "confidence": 0.3, "note": ""},
            {"id": "ridder", "kind": "town", "surface": "Риддер", "where": "text", "span": span("серебро"),
             "confidence": 0.9, "note": ""},
        ],
        **given,
    }  # fmt: skip


def printed(found: dict[str, Any], width: int = 100, *, in_colour: bool = False) -> str:
    out = io.StringIO()
    console = tables.console(out)
    if in_colour:
        console = type(console)(
            file=out, force_terminal=True, color_system="standard", markup=False
        )
    console.width = width
    console.print(explanation(found, width, in_colour=in_colour))
    return out.getvalue()


def test_each_topic_tells_its_verdict_score_and_what_is_enough() -> None:
    text = printed(record())
    assert text.splitlines()[0].rstrip() == "Спасение горняков"
    assert text.splitlines()[1].rstrip() == "7 · ru · greeting"
    assert text.splitlines()[2].rstrip() == "https://news.example/7"
    assert "mining: yes  score 9, 3 is enough" in text
    assert "mono-town: no  score 0, 3 is enough" in text


def test_reasons_are_one_row_a_term_the_heaviest_first_and_the_undone_last() -> None:
    rows = [line.split() for line in printed(record()).splitlines() if "(ru)" in line]
    assert rows == [
        ["+7.00", "«горняков»,", "«горняка»", "×2", "miner", "(ru)", "title,", "text"],
        ["+2.00", "«шахте»", "шахта:", "a", "mine", "(ru)", "text"],
        ["0", "«медь»", "copper", "(ru)", "text", "a", "medal"],
    ]


def test_what_a_name_was_not_taken_for_is_shown_with_the_reason() -> None:
    text = printed(record())
    told = text[text.index("Words not taken for") :]
    lines = [line.split() for line in told.splitlines()[3:6]]
    assert ["«Абай»,", "«Абая»", "abai", "(town)", "0.20", "a", "person"] in lines
    assert [
        "«Сарань»",
        "saran",
        "(town)",
        "0.30",
        "no",
        "sign",
        "that",
        "it",
        "is",
        "meant",
    ] in lines
    assert "ridder" not in text
    assert "Words not taken" not in printed(record(entities=[]))


def test_the_text_is_marked_with_brackets_where_there_are_no_colours() -> None:
    text = " ".join(printed(record()).split())
    assert "Два [горняка: mining +1.5] на [шахте: mining +2]" in text
    assert "[медь: undone: a medal]" in text
    assert "Спасение [горняков: mining +5]" in text
    assert "\x1b" not in text


def test_the_text_is_coloured_on_a_terminal() -> None:
    text = printed(record(), in_colour=True)
    assert "\x1b[1;30;43mгорняка\x1b[0m" in text
    assert "\x1b[2;9mмедь\x1b[0m" in text
    assert "[шахте: mining" not in text
    assert " mining " in text.rsplit("Спасение", maxsplit=1)[0].splitlines()[-3]
    assert "undone, or not meant" in text


def test_a_legend_names_only_the_colours_that_occur() -> None:
    nothing = {name: {**verdict, "reasons": []} for name, verdict in record()["topics"].items()}
    plain = printed(record(topics=nothing, entities=[]), in_colour=True)
    assert "undone" not in plain
    one = record(entities=[])
    one["topics"]["mining"]["reasons"] = reasons("mining", MINING[:1])
    shown = printed(one, in_colour=True)
    assert " mining " in shown
    assert "undone" not in shown


def test_a_lead_that_stands_apart_is_shown_and_one_of_the_text_is_not_repeated() -> None:
    assert printed(record()).count("Два") == 1
    apart = printed(record(lead="Бригада вышла в забой"))
    assert "Бригада вышла в забой" in apart


def test_long_lists_of_reasons_are_cut_and_say_so() -> None:
    many = record(entities=[])
    many["topics"]["mining"]["reasons"] = reasons(
        "mining", [(f"term{n}", f"w{n}", "text", [0, 1], 1.0, "") for n in range(20)]
    )
    text = printed(many)
    assert text.count("(ru)") == 12
    assert "… and 8 more, --json has all" in text


def test_many_different_words_of_a_term_are_cut() -> None:
    many = record(entities=[])
    many["topics"]["mining"]["reasons"] = reasons(
        "mining", [("t", f"w{n}", "text", [0, 1], 1.0, "") for n in range(9)]
    )
    assert "«w0», «w1», «w2», «w3», …" in printed(many)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("in_colour", [True, False])
def test_lines_fit_the_window_and_the_eye(width: int, *, in_colour: bool) -> None:
    from rich.text import Text

    wide = record(text="الماس كەن ورنى 矿山 " * 40, url="https://x.kz/" + "a" * 300)
    lines = [
        Text.from_ansi(line) for line in printed(wide, width, in_colour=in_colour).splitlines()
    ]
    assert max(line.cell_len for line in lines) <= width
    # an address stands whole
    words = [line.plain.rstrip() for line in lines if "://" not in line.plain]
    assert max(map(len, words)) <= 100


def test_a_page_from_a_file_has_no_number() -> None:
    assert printed(record(id=None, flags=[])).split("\n")[1].rstrip() == "ru"
