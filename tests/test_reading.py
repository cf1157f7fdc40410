import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.reading import Reading, read_numbers
from pipelines.text import fold_match


def read(text: str, *, kazakh: bool = False) -> Reading:
    return read_numbers(text, fold_match(text), kazakh=kazakh, commas=False)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("92 300 тенге", ["92 300", "тенге"]),
        ("US$2.46bn", ["us$", "2.46", "bn"]),
        ("5 м3, 7 km2", ["5", "м3", "7", "km2"]),
        ("workers' and miner's", ["workers", "and", "miner's"]),
        ("Q3 2027", ["q3", "2027"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words_numbers_and_signs(text: str, tokens: list[str]) -> None:
    reading = read(text)
    assert list(reading.texts[: len(reading.starts)]) == tokens


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("5 млн тенге. Завод стоит.", 2),
        ("5 млн. тенге", 1),
        ("в г. Риддер погибли 5", 1),
        ("J. Smith, 5", 1),
        ("выросли на 5 %; упали", 2),
        ("5 т\n7 т", 2),
        ("Да! Нет? 5", 3),
        ("«Да». «Нет»", 2),
    ],
)
def test_a_sentence_ends_at_a_mark_before_no_small_letter(text: str, sentences: int) -> None:
    reading = read(text)
    found = {reading.sentence(a, b) for a, b in zip(reading.starts, reading.ends, strict=True)}
    assert len(found) == sentences


def test_kazakh_words_mean_numbers_in_kazakh_only() -> None:
    assert read("он").meanings[0] is None
    assert read("он", kazakh=True).meanings[0] is not None
    assert read("он").meanings[1] is None


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_tokens_and_gaps_make_up_the_text(text: str) -> None:
    reading = read(text)
    for index, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True)):
        assert reading.folded[start:end] == reading.texts[index]
        if index:
            assert reading.folded[reading.ends[index - 1] : start] == reading.gaps[index]


def test_a_superscript_is_neither_figure_nor_number() -> None:
    reading = read("5 м²")
    assert [reading.is_figure(index) for index in (0, 1, 2)] == [True, False, False]


def test_the_stop_of_an_abbreviation_continues_and_the_end_of_a_sentence_does_not() -> None:
    assert read("млн. тенге").continues(1)
    assert not read("млн. Тенге").continues(1)
    assert not read("млн, тенге").continues(1)


@pytest.mark.parametrize("text", ["пять", "", "5"])
def test_on_both_sides_of_a_text_there_is_nothing(text: str) -> None:
    reading = read(text)
    behind = len(reading.starts)
    for index in (-9, -1, behind, behind + 9):
        assert (reading.texts[index], reading.meanings[index]) == ("", None)
        assert not reading.is_figure(index)
        assert not reading.continues(index)
    assert reading.gaps[0] == reading.gaps[behind] == reading.gaps[-1] == "\n"


def test_a_word_of_rare_letters_is_cut_as_others_are() -> None:
    reading = read("señor’s 5 Łódź²")
    assert list(reading.texts[: len(reading.starts)]) == ["señor's", "5", "łódź²"]
