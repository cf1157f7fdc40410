import pytest

from pipelines.figures.senses import NUMBER, STATED, TOLD, sense_of


@pytest.mark.parametrize(
    ("word", "sense"),
    [
        ("5", NUMBER),
        ("2024", NUMBER + STATED),
        ("пять", NUMBER),
        ("мая", STATED),
        ("вчера", TOLD),
        ("года", TOLD),
        ("шахта", 0),
    ],
)
def test_a_word_tells_what_it_may_begin(word: str, sense: int) -> None:
    assert sense_of(word) == sense
