from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.matching.notation import NotationError, compile_pattern


def matches(pattern: str, text: str) -> bool:
    return compile_pattern(pattern).regex.fullmatch(text) is not None


@pytest.mark.parametrize(
    "word",
    [
        "кен",
        "кенді",
        "кеннің",
        "кендер",
        "кендердің",
        "кенге",
        "кенімен",
        "кеніндегі",
        "кендегілердің",
    ],
)
def test_a_kazakh_stem_takes_its_chain_of_suffixes(word: str) -> None:
    assert matches("кен~", word)


@pytest.mark.parametrize(
    "word", ["кенже", "кенет", "кент", "кентінде", "кентке", "кенесары", "кенеп"]
)
def test_a_kazakh_stem_does_not_take_other_words(word: str) -> None:
    assert not matches("кен~", word)


@pytest.mark.parametrize(
    ("word", "fits"), [("мысты", True), ("мыстың", True), ("мысқа", True), ("мысды", False)]
)
def test_suffixes_follow_the_last_sound_of_the_stem(word: str, fits: bool) -> None:  # noqa: FBT001 - a case's expected value
    assert matches("мыс~", word) is fits


def test_a_loan_in_a_voiced_consonant_takes_suffixes_of_either_kind() -> None:
    assert matches("курчатов~", "курчатовта")
    assert matches("курчатов~", "курчатовда")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("горно-руд*", "горнорудная"),
        ("горно-руд*", "горно - рудный"),
        ("мед(ь|и|ью)", "медью"),
        ("ул .. шахтер*", "ул имени героев шахтеров"),
        ("добыч* ... угля", "добыча в этом году каменного угля"),
        ("тнк казхром", "тнк «казхром"),
        ("=ГОК(а|)", "ГОКа"),
    ],
)
def test_the_notation_reads_forms(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("шахта", "шахтам"), ("=ГОК", "гок"), ("ул .. шахтер*", "ул раз два три шахтер")],
)
def test_the_notation_refuses_other_forms(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


def test_quotation_marks_are_wanted_around_a_quoted_word() -> None:
    regex = compile_pattern("«шахтер»").regex
    assert regex.match('клуб "шахтер" вышел', 6)
    assert not regex.match("клуб шахтер вышел", 5)


@pytest.mark.parametrize("pattern", ["", "а*", "шахта)(", "(а|б)*", "*", "~", "шахта(", "(а(б)в)*"])
def test_a_pattern_that_is_too_general_or_unbalanced_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(NotationError, match=r"begin with|balance"):
        compile_pattern(pattern)


def test_a_word_of_one_letter_is_found_with_its_blank() -> None:
    assert compile_pattern("в рудном").literals == ("в ",)


def test_a_literal_that_another_one_begins_is_left_out() -> None:
    assert compile_pattern("карьер(а|у|)").literals == ("карьер",)


def test_alternatives_are_cut_at_their_first_wildcard() -> None:
    assert set(compile_pattern("(rare-earth|iron ore) deposit").literals) == {"rare", "iron"}


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("шахтер*", {("шахтер", False)}),
        ("шахт(а|ы)", {("шахта", True), ("шахты", True)}),
        ("горно-руд*", {("горно", True), ("горноруд", False)}),
        ("добыча угля", {("добыча", True)}),
        ("«шахтер»", {("шахтер", True)}),
        ("(rare-earth|iron ore) deposit", {("rare", True), ("rareearth", True), ("iron", True)}),
        ("=VEB.RF", {("veb", True)}),
    ],
)
def test_the_first_word_of_a_match_is_told(pattern: str, starts: set[tuple[str, bool]]) -> None:
    told = compile_pattern(pattern).starts
    assert {(start.letters, start.is_whole) for start in told} == starts


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("добыча угля", {"добыча": {"угля"}}),
        ("добыч* (угля|руды)", {"добыч": {"угля", "руды"}}),
        ("добыча .. угля", {"добыча": set()}),
        ("горно-рудный", {"горно": {"рудный"}, "горнорудный": set()}),
        ("шахта", {"шахта": set()}),
        ("(на|взрыв* на) костенко", {"на": {"костенко"}, "взрыв": {"на"}}),
        ("дом «шахтер»", {"дом": {"шахтер"}}),
        ("сирек (|жер) металл", {"сирек": set()}),
        ("(the|lead-zinc) ore", {"the": {"ore"}, "lead": {"zinc"}, "leadzinc": {"ore"}}),
        ("шахт(а|а угля)", {"шахта": set()}),
        ("день (шах(тер|ты)|руды)", {"день": {"шахтер", "шахты", "руды"}}),
        ("miner's day", {"miner": set()}),
    ],
)
def test_the_second_word_is_told_where_it_is_fixed(pattern: str, told: dict[str, set[str]]) -> None:
    assert {s.letters: set(s.seconds) for s in compile_pattern(pattern).starts} == told


@pytest.mark.parametrize(
    ("pattern", "word", "fits"),
    [
        ("шахт*", "шахтами", True),
        ("шахт(а|ы)", "шахты", True),
        ("кен~", "кенді", True),
        ("кен~", "кентінде", False),
        ("(кен|шахта)~", "шахтада", True),
        ("(шахт*|кен)ов", "шахтеров", True),
        ("(шахт*|кен)ов", "шахта", False),
    ],
)
def test_an_expression_of_one_word_says_whether_a_word_fits(
    pattern: str,
    word: str,
    fits: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert matches(pattern, word) is fits


@pytest.mark.parametrize(
    ("pattern", "is_word"), [("шахт(а|ы)", True), ("кен~", True), ("кен орны", False)]
)
def test_a_pattern_of_one_word_is_told_from_longer_ones(pattern: str, is_word: bool) -> None:  # noqa: FBT001 - a case's expected value
    assert compile_pattern(pattern).is_word is is_word


@given(
    st.text(alphabet="абвкенті", min_size=2, max_size=8), st.sampled_from(["", "*", "~", " мен"])
)
def test_every_match_begins_with_a_literal(stem: str, ending: str) -> None:
    pattern = compile_pattern(stem + ending)
    text = stem + ending.replace("*", "лер").replace("~", "")
    assert pattern.regex.match(text)
    assert text.startswith(pattern.literals)
