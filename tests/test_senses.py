import pytest

from pipelines.figures.senses import MEANING, NUMBER, STATED, TOLD, meanings, senses


@pytest.mark.parametrize(
    ("word", "sense"),
    [
        ("5", NUMBER),
        ("2024", NUMBER + STATED),
        ("пять", NUMBER + MEANING),
        ("мая", STATED),
        ("вчера", TOLD),
        ("года", TOLD),
        ("тенге", MEANING),
        ("q3", STATED),
        ("шахта", 0),
        ("", 0),
    ],
)
def test_a_word_tells_what_it_may_begin(word: str, sense: int) -> None:
    assert senses()[word] == sense


def test_kazakh_words_mean_numbers_in_kazakh_only() -> None:
    assert meanings(kazakh=False)["он"] is None
    assert meanings(kazakh=True)["он"] is not None
    assert meanings(kazakh=False)["пять"] is not None
