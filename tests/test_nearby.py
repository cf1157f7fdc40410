from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.relevance.nearby import nearest
from pipelines.relevance.scans import Found, Scan

NAME = Found("altai", "ru", 1000, 1006)


def read(*words: tuple[int, int], original: str = "а" * 3000) -> Scan:
    hits = [Found("altai", "ru", start, end) for start, end in sorted(words)]
    return Scan(original, original, 0, 0, {"accept": hits})


def test_a_word_far_away_tells_nothing() -> None:
    assert nearest(read((10, 20), (1700, 1705)), "accept", NAME) == (None, False)
    assert nearest(read(), "accept", NAME) == (None, False)


def test_a_word_of_the_sentence_goes_before_a_closer_one_of_another() -> None:
    text = "а" * 850 + ". " + "Б" * 400 + ". " + "В" * 1000
    found, is_near = nearest(read((840, 848), (1200, 1210), original=text), "accept", NAME)
    assert (found and found.start, is_near) == (1200, True)
    found, is_near = nearest(read((840, 848), original=text), "accept", NAME)
    assert (found and found.start, is_near) == (840, False)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 2000), max_size=30))
def test_the_closest_word_of_one_long_sentence_is_found(starts: list[int]) -> None:
    found, is_near = nearest(read(*((at, at + 5) for at in starts)), "accept", NAME)
    gaps = [max(at - 1006, 1000 - at - 5, 0) for at in starts]
    if not gaps or min(gaps) > 600:
        assert found is None
        return
    assert found is not None
    assert is_near
    assert max(found.start - 1006, 1000 - found.end, 0) == min(gaps)
