from pipelines.figures.reading import Reading, read_numbers
from pipelines.text import fold_match


def read(text: str, *, kazakh: bool = False) -> Reading:
    return read_numbers(text, fold_match(text), kazakh=kazakh, commas=False)


def test_figures_words_and_signs_are_cut_apart() -> None:
    reading = read("KZT1.7trln, US$5 и 40%")
    assert [token.text for token in reading.tokens] == [
        *("kzt", "1.7", "trln", "us$", "5", "и", "40", "%")
    ]


def test_a_superscript_is_neither_figure_nor_number() -> None:
    assert [token.digits for token in read("5 м²").tokens] == [True, False]


def test_a_word_is_looked_up_once_and_figures_are_not() -> None:
    first, second = read("5 тенге").tokens
    assert first.meaning is None
    assert second.meaning is not None
    assert second.meaning.unit == "KZT"


def test_kazakh_number_words_mean_nothing_elsewhere() -> None:
    assert read("он").meaning(0) is None
    assert read("он", kazakh=True).meaning(0) is not None


def test_the_stop_of_an_abbreviation_continues_and_the_end_of_a_sentence_does_not() -> None:
    assert read("млн. тенге").continues(1)
    assert not read("млн. Тенге").continues(1)
    assert not read("млн, тенге").continues(1)


def test_outside_the_text_there_is_nothing() -> None:
    reading = read("пять")
    assert (reading.word(-1), reading.word(7), reading.meaning(7)) == ("", "", None)
    assert reading.gap(0) == reading.gap(1) == "\n"
