import pytest

from pipelines.histories.realwords import are_twins, real_words


def test_whole_words_of_the_lists_are_real_and_beginnings_are_not() -> None:
    assert {"причинам", "задержан", "methane", "арестовали"} & real_words()
    assert "negligence" in real_words()
    assert "халатност" not in real_words()
    assert all(len(word) >= 5 for word in real_words())


@pytest.mark.parametrize(
    ("one", "other"),
    [("компания", "кампания"), ("trials", "trails"), ("приступил", "преступил")],
)
def test_listed_pairs_with_equal_endings_are_two_words(one: str, other: str) -> None:
    assert are_twins(one, other)
    assert are_twins(other, one)


def test_other_endings_or_other_words_are_no_pair() -> None:
    assert not are_twins("компания", "кампании")
    assert not are_twins("шахта", "шахты")
