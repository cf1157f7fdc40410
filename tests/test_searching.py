"""From a person's words to a safe query, and back to marked words."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.verdict import Exit
from desk import searching
from desk.errors import UserError
from pipelines.text import fold_search
from pipelines.transliteration import search_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = (
    "Қарағанды облысындағы шахтасы тоқтады",
    "Шахтёры Караганды вышли на чёрный снег, руда-уголь не добывается",
    "Coal miners of Temirtau are back at work",
    "Футбольный клуб Шахтёр выиграл матч",
    "Цена на газ: газа мало, газета пишет",
    "На снег чёрный лёг туман",
)


# the same news in Kazakh in each script and spelling, then in other languages
SCRIPTS = (
    ("Қарағанды шахтасы жабылды", "Кеншілер ереуілге шықты", "kk", "Cyrillic"),
    ("Qaraǵandy shahtasy jabyldy", "Kenshiler ereýilge shyqty", "kk", "Latin"),
    ("Qarağandy şahtasy jabyldy", "Kenşıler ereuılge şyqty", "kk", "Latin"),
    ("Qarag'andy s'ahtasy jabyldy", "Kens'iler erey'ilge s'yqty", "kk", "Latin"),
    ("Qaragandy shahtasy jabyldy", "Kenshiler ereuilge shyqty", "kk", "Latin"),
    ("قاراعاندى شاحتاسى جابىلدى", "كەنشىلەر ەرەۋىلگە شىقتى", "kk", "Arabic"),
    ("В Караганде закрыли шахту", "Горняки бастуют", "ru", "Cyrillic"),
    ("Mine closed in Karaganda", "Coal miners on strike", "en", "Latin"),
)
KAZAKH = set(range(6))


@pytest.fixture(scope="module", name="scripts")
def _scripts() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE f USING fts5(title, folded, tokenize='unicode61 remove_diacritics 0')"
    )
    db.executemany(
        "INSERT INTO f (rowid, title, folded) VALUES (?, ?, ?)",
        [(number, "-", search_spelling(*text)) for number, text in enumerate(SCRIPTS)],
    )
    yield db
    db.close()


@pytest.fixture(scope="module", name="index")
def _index() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE f USING fts5(title, folded, tokenize='unicode61 remove_diacritics 0')"
    )
    db.executemany(
        "INSERT INTO f (rowid, title, folded) VALUES (?, ?, ?)",
        [(number, "Темиртау", fold_search(text)) for number, text in enumerate(TEXTS)],
    )
    yield db
    db.close()


def ask(db: sqlite3.Connection, words: str) -> set[int]:
    match = searching.parse(words).match
    if not match:
        return set()
    return {row[0] for row in db.execute("SELECT rowid FROM f WHERE f MATCH ?", (match,))}


@pytest.mark.parametrize("words", ["карағанды", "караганды", "КАРАГАНДЫ", "Қарағанды", "Караганда"])
def test_a_town_is_found_in_any_spelling(index: sqlite3.Connection, words: str) -> None:
    assert ask(index, words) == {0, 1}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("шахтеры", {1, 3}),
        ("шахта", {0, 1, 3}),
        ("шахта -футбол", {0, 1}),
        ("«чёрный снег»", {1}),
        ('"черный снег"', {1}),
        ("„черный снег“", {1}),
        ("снег черный", {1, 5}),
        ("руда-уголь", {1}),
        ("газ", {4}),
        ("газет*", {4}),
        ("шах*", {0, 1, 3}),
        ("miner temirtau", {2}),
        ("Temirtau's miners’", {2}),
        ("Темиртау", set()),
        ("coal -miner", set()),
        ("nothing", set()),
    ],
)
def test_queries_find_what_they_mean(
    index: sqlite3.Connection, words: str, wanted: set[int]
) -> None:
    assert ask(index, words) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "Қарағанды", "караганда", "Караганды", "Qaragandy", "Qarağandy", "Qaraǵandyda",
        "قاراعاندى", "Karaganda", "шахта", "shahta", "şahtasy", "شاحتا",
    ],
)  # fmt: skip
def test_a_word_in_any_script_finds_kazakh_in_every_script(
    scripts: sqlite3.Connection, words: str
) -> None:
    assert ask(scripts, words) >= KAZAKH | {6}


@pytest.mark.parametrize(
    "words", ["кенші", "kenshi", "kenşi", "كەنشى", "«кеншілер ереуілге»", '"kenshiler ereuilge"']
)
def test_words_and_phrases_of_kazakh_find_only_kazakh(
    scripts: sqlite3.Connection, words: str
) -> None:
    assert ask(scripts, words) == KAZAKH


def test_an_exclusion_holds_in_every_script(scripts: sqlite3.Connection) -> None:
    assert ask(scripts, "Qaragandy -shahta") == set()
    assert ask(scripts, "Karaganda -shahta") == {7}
    assert ask(scripts, "qarag*") == KAZAKH | {6}


def test_an_english_word_finds_english_as_before(scripts: sqlite3.Connection) -> None:
    assert ask(scripts, "coal miner") == {7}
    assert searching.parse("on").terms[0].other is None


@pytest.mark.parametrize(("number", "marked"), [
    (1, "Qaraǵandy"), (2, "Qarağandy"), (3, "Qarag'andy"), (4, "Qaragandy"), (5, "قاراعاندى"),
])  # fmt: skip
def test_what_another_script_found_is_marked_as_written(number: int, marked: str) -> None:
    title = SCRIPTS[number][0]
    found = searching.marks(title, searching.parse("Қарағанды").pattern)
    assert [title[a:b] for a, b in found] == [marked]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=200))
@example('"')
@example("(")
@example("AND OR NOT NEAR(")
@example("folded:x")
@example("a*b* *")
@example("-")
@example("--x -\"a b\" ^x {y} 'z'; DROP")
@example("⛏️🚜")
@example("\x00\ud800")
@example("«" * 3000)
@example("шахта " * 2000)
@example("ш" * 10_000)
def test_no_words_make_an_sql_error(index: sqlite3.Connection, words: str) -> None:
    assert ask(index, words) <= set(range(len(TEXTS)))
    searching.snippet(words, searching.parse(words).pattern)


@pytest.mark.parametrize("words", ["", "  ", '"', "-шахта", "🚜", "- * «»"])
def test_a_query_without_a_word_is_told_in_words(words: str) -> None:
    with pytest.raises(UserError, match="no word to look for") as error:
        searching.required(words)
    assert error.value.code == Exit.USAGE
    assert searching.required("шахта").match


def test_at_most_so_many_terms_are_asked() -> None:
    many = searching.parse(" ".join(f"word{n}" for n in range(100)))
    assert len(many.terms) == searching.MAX_TERMS


def test_marks_stand_on_the_words_as_written() -> None:
    text = "Шахтёрлер Қарағандыға барды"
    found = searching.marks(text, searching.parse("шахтер караганды -x").pattern)
    assert [text[a:b] for a, b in found] == ["Шахтёрлер", "Қарағандыға"]


def test_phrases_and_short_words_are_marked_whole() -> None:
    text = "Чёрный  снег и газа газета"
    found = searching.marks(text, searching.parse("«черный снег» газ").pattern)
    assert [text[a:b] for a, b in found] == ["Чёрный  снег", "газа"]


def test_nothing_is_marked_without_a_word() -> None:
    assert searching.marks("шахта", searching.parse("-шахта").pattern) == []


def test_a_snippet_shows_the_place_with_most_hits() -> None:
    text = "шахта " + "слово " * 100 + "\n\nавария на шахте в Караганде " + "хвост " * 50
    piece = searching.snippet(text, searching.parse("шахта авария").pattern, 80)
    assert "авария на шахте" in piece.text
    assert piece.text.startswith("… ")
    assert piece.text.endswith(" …")
    assert [piece.text[a:b] for a, b in piece.marks] == ["авария", "шахте"]


def test_a_short_text_is_shown_whole() -> None:
    assert searching.snippet("шахта", None) == searching.Snippet("шахта")


@settings(max_examples=50, deadline=None)
@given(st.text("шахта авария ёқҒ-\n", max_size=400), st.integers(20, 200))
def test_every_mark_in_a_snippet_is_a_word_of_the_query(text: str, width: int) -> None:
    piece = searching.snippet(text, searching.parse("шахта авария").pattern, width)
    assert all(fold_search(piece.text[a:b]).startswith(("шахт", "авар")) for a, b in piece.marks)
    assert len(piece.text) <= width + 4


@pytest.mark.parametrize("words", ["шахта town:Ridder", "title:шахта авария", "town:Ridder"])
def test_a_field_where_only_words_count_is_an_error(words: str) -> None:
    told = r"--words: (town|title): is for `kenwatch search` and `kenwatch export` only"
    with pytest.raises(UserError, match=told) as error:
        searching.words_only(words)
    assert error.value.code == Exit.USAGE


def test_an_option_without_a_word_is_named() -> None:
    with pytest.raises(UserError, match="--words: there is no word to look for") as error:
        searching.words_only("-шахта")
    assert error.value.code == Exit.USAGE
    assert searching.words_only("шахта").match == searching.required("шахта").match


def test_little_words_are_not_asked_for_beside_others() -> None:
    assert len(searching.parse("взрыв в шахте").terms) == 2
    assert len(searching.parse("в на").terms) == 2
    assert len(searching.parse("«в шахте» -на шахта").terms) == 3
    assert '"в"' not in searching.parse("mine of the year").match


def test_either_word_will_do() -> None:
    either = searching.parse("шахта OR рудник авария")
    text = "рудник и шахты, авария"
    assert len(either.terms) == 2
    assert [text[a:b] for a, b in searching.marks(text, either.pattern)] == [
        "рудник",
        "шахты",
        "авария",
    ]
    # what holds no word leaves the other side as it is
    assert len(searching.parse("авария 🚜 OR шахта").terms) == 2


def test_too_long_a_query_is_cut_and_told() -> None:
    assert [note.key for note in searching.parse("a" * 3000).notes] == ["left_out"]
