from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pipelines.likeness.overlap import Overlap, overlap
from pipelines.likeness.reading import read

WORDS = [f"слово{n}" for n in range(60)]


def held(part: list[str], whole: list[str]) -> Overlap:
    return overlap(read("", " ".join(part)), read("", " ".join(whole)))


def test_of_an_equal_text_all_stands_in_one_run() -> None:
    assert held(WORDS, WORDS) == Overlap(cover=1.0, scattered=0.0, head=1.0)


def test_a_text_of_its_own_words_or_of_none_has_nothing_of_another() -> None:
    assert held(["иное"] * 9, WORDS) == held([], WORDS) == Overlap(0.0, 0.0, 0.0)


def test_a_quotation_covers_and_is_not_scattered() -> None:
    quoting = [*(f"своё{n}" for n in range(20)), *WORDS[:20]]
    assert held(quoting, WORDS) == Overlap(cover=0.5, scattered=0.0, head=4 / 24)


def test_words_left_between_changes_are_scattered() -> None:
    edited = [f"новое{n}" if n % 5 == 4 else word for n, word in enumerate(WORDS)]
    assert held(edited, WORDS) == Overlap(cover=0.8, scattered=0.8, head=20 / 24)


def test_pairs_of_words_alone_cover_nothing() -> None:
    parted = [word for n in range(0, 40, 2) for word in (*WORDS[n : n + 2], "и")]
    assert held(parted, WORDS).cover == 0.0


@limits(max_examples=60)
@given(*[st.lists(st.sampled_from(WORDS[:9]), max_size=50)] * 2)
def test_shares_are_shares(part: list[str], whole: list[str]) -> None:
    found = held(part, whole)
    assert 0 <= found.scattered <= 1
    assert 0 <= found.cover <= 1
    assert 0 <= found.head <= 1
