"""Rows on the screen: fitting and safe."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console, Group
from rich.text import Text

from desk import tables
from desk.searching import Snippet


def printed(thing: object, width: int) -> str:
    out = io.StringIO()
    console = tables.console(out)
    console.width = width
    console.print(thing)
    return out.getvalue()


ROW = {
    "id": 12345,
    "published": "2026-11-19 10:10",
    "source": "a_source_with_a_long_name",
    "language": "ru",
    "title": "Очень длинный заголовок о шахте, " * 5,
    "topics": ("mining", "mono-town"),
    "towns": ("Karaganda", "Temirtau", "Ridder", "Ekibastuz"),
    "copies": 2,
}


@pytest.mark.parametrize("width", [80, 120])
def test_a_list_of_articles_fits_the_window_and_loses_no_title(width: int) -> None:
    long_word = {**ROW, "title": "https://example.kz/" + "x" * 300, "published": "", "copies": 1}
    text = printed(tables.articles([ROW, long_word], width), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert text.count("заголовок") == 5
    assert text.count("x") >= 300
    assert "no date" in text
    assert "2 copies" in text
    assert "1 copy" in text


@pytest.mark.parametrize(("width", "beside"), [(30, set()), (40, set()), (50, {"published"})])
def test_in_a_small_window_what_is_beside_goes_below_the_title(
    width: int, beside: set[str]
) -> None:
    rows = [{**ROW, "title": "Взрыв на шахте"}, {**ROW, "published": ""}]
    text = printed(tables.articles(rows, width), width)
    first = next(line for line in text.splitlines() if line.strip()).split()
    assert first == ["id", *sorted(beside), "title"]
    assert max(len(line) for line in text.splitlines()) <= width
    told = " ".join(text.split())
    assert "12345" in told
    assert "Взрыв" in told
    assert told.count("заголовок") == 5
    assert "· ru" in told
    assert "a_source" in told
    assert "2026-11-19" in told
    assert "no date" in told


def test_towns_stand_in_a_column_where_there_is_room_and_below_the_title_elsewhere() -> None:
    narrow, wide = (
        printed(tables.articles([ROW], 80), 80),
        printed(tables.articles([ROW], 120), 120),
    )
    assert "mono-town · Karaganda" in " ".join(narrow.split())
    assert "+ 1 more" in wide
    assert "+ 1 more" not in narrow


def test_without_a_window_title_and_snippet_stand_on_lines_of_their_own() -> None:
    short = {**ROW, "id": 2, "title": "Короткий", "topics": (), "towns": (), "copies": 0}
    detail = Text("место, которое отвечает")
    view = tables.articles([{**ROW, "detail": detail}, short], tables.UNBOUND)
    lines = [line.rstrip() for line in printed(view, tables.UNBOUND).splitlines()]
    assert lines == [
        "12345  2026-11-19 10:10  a_source_with_a_long_name  ru",
        f"    {ROW['title']}".rstrip(),
        "    место, которое отвечает",
        "    mining, mono-town · Karaganda, Temirtau, Ridder, Ekibastuz · 2 copies",
        "2  2026-11-19 10:10  a_source_with_a_long_name  ru",
        "    Короткий",
        tables.ALMATY,
    ]


def test_markup_and_emoji_codes_are_not_interpreted() -> None:
    row = {
        **ROW,
        "title": "[bold red]Breaking[/] :smile: [link=http://x]",
        "topics": (),
        "towns": (),
    }
    assert "[bold red]Breaking[/] :smile: [link=http://x]" in printed(
        tables.articles([{**row, "copies": 0}], 120), 120
    )


def test_what_is_piped_has_no_colours() -> None:
    assert "\x1b" not in printed(tables.articles([ROW], 120), 120)


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert tables.plain("a\x1b[31mb\x00c\u202ed\ue000\ud800\r\n e") == "ab c d\ue000 e"
    assert tables.plain_lines("a  b\nc\x07") == "a b\nc"


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_plain_text_is_one_line_of_harmless_letters(text: str) -> None:
    shown = tables.plain(text)
    assert "\n" not in shown
    assert all(unicodedata.category(letter) not in {"Cc", "Cs"} for letter in shown)
    assert tables.plain(shown) == shown


def test_marked_words_keep_their_places() -> None:
    text = tables.marked(Snippet("a\x07 шахта b", ((3, 8),)))
    assert text.plain == "a  шахта b"
    assert [(span.start, span.end) for span in text.spans] == [(3, 8)]


def test_a_row_may_miss_a_cell() -> None:
    text = printed(
        tables.table([tables.Column("a", "A"), tables.Column("b", "B")], [{"a": "x"}]), 80
    )
    assert "x" in text


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "\n=1", "＝1", "\x1b[1m=1"]
)
def test_a_formula_is_disarmed(cell: str) -> None:
    assert str(tables.safe_cell(cell)).startswith("'")


def test_other_cells_stay_as_they_are() -> None:
    assert tables.safe_cell("шахта -5") == "шахта -5"
    assert tables.safe_cell(-5) == -5
    assert tables.safe_cell(None) is None
    assert tables.safe_cell(["a", "b"]) == "a; b"
    assert tables.safe_cell(["=a", "b"]) == "'=a; b"
    assert tables.safe_cell({"ә": 1}) == '{"ә": 1}'


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_csv_reads_back_and_no_cell_is_a_formula(cells: list[str]) -> None:
    line = tables.csv_line(cells)
    (row,) = csv.reader(io.StringIO(line, newline=""))
    assert len(row) == len(cells)
    assert not any(cell.strip(" ").startswith(("=", "+", "-", "@", "\t")) for cell in row)
    line.encode()


def test_csv_has_its_heading_even_without_rows() -> None:
    assert tables.csv_lines([], ["a", "b"]) == "a,b\r\n"
    assert tables.csv_lines([{"b": 1, "a": "x", "c": 2}], ["a", "b"]) == "a,b\r\nx,1\r\n"


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_json_keeps_every_letter_and_is_harmless(text: str) -> None:
    shown = tables.json_text({"t": text})
    assert json.loads(shown) == {"t": text}
    assert "\x1b" not in shown
    shown.encode()


def test_json_leaves_cyrillic_readable() -> None:
    assert tables.json_text(["Қарағанды"], indent=None) == '["Қарағанды"]'


def test_in_a_pipe_lines_are_whole_and_end_without_blanks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    screen = tables.screen()
    assert screen.width == tables.UNBOUND
    words = "слово " * 100
    tables.put(tables.page(Text(words), screen.width, 100), screen)
    assert capsys.readouterr().out == words.rstrip() + "\n"
    monkeypatch.setenv("COLUMNS", "60")
    tables.put(tables.page(Text(words), tables.screen().width, 40))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 40
    assert all(line == line.rstrip() for line in lines)


def test_on_a_terminal_no_address_is_broken() -> None:
    out = io.StringIO()
    url = "https://news.example/" + "a" * 150
    screen = Console(file=out, width=80, force_terminal=True, color_system=None, _environ={})
    view = tables.page(Group(tables.address(url, indent=3), Text("слово " * 30)), 80, 60)
    tables.put(view, screen)
    first, *others = out.getvalue().splitlines()
    assert first == f"   {url}"
    assert len(others) > 2
    assert max(map(len, others)) <= 60


@pytest.mark.parametrize(
    ("wanted", "environment", "shown"),
    [(True, {}, True), (True, {"NO_COLOR": "1"}, True), (False, {}, False), (None, {}, False)],
)
def test_colours_are_as_they_were_asked_for(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    wanted: bool | None,
    shown: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with click.Context(click.Command("x")) as ctx:
        ctx.color = wanted
        found = tables.console(io.StringIO())
        assert tables.in_colour(found) is shown
        found.print(Text("red", style="red"))
        assert ("\x1b[" in found.file.getvalue()) is shown  # type: ignore[attr-defined]


def test_a_terminal_without_colours_needs_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not tables.in_colour(tables.console(io.StringIO()))


def test_a_line_that_the_window_breaks_is_printed_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = "backups/" + "x" * 200 + " checked"
    tables.put(tables.unwrapped(words))
    assert capsys.readouterr().out == f"{words}\n"


def test_a_cell_of_records_is_json_and_one_of_words_a_list() -> None:
    assert tables.safe_cell(["a", 2]) == "a; 2"
    assert tables.safe_cell([{"a": "ё"}]) == '[{"a": "ё"}]'
    assert tables.safe_cell(()) == ""


def test_what_stands_below_a_table_is_below_it() -> None:
    grid = tables.table((tables.Column("a", "A"),), [{"a": "1"}], foot=tables.ALMATY)
    assert printed(grid, 80).rstrip().splitlines()[-1].strip() == "Almaty time"
