import subprocess
import sys
from collections import Counter

from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pipelines.likeness.sketch import candidates_needed, sketch
from tests.builders import TEXT
from tests.copylabels import SETS, judged, pairs

WORDS = TEXT.split()
LONG = " ".join(f"{word}{turn}" for turn in range(12) for word in WORDS)


def proposed(one: str, other: str) -> bool:
    own = sketch(one)
    return len(set(own) & set(sketch(other))) >= candidates_needed(len(own))


def test_case_and_yo_and_signs_do_not_change_the_sketch() -> None:
    assert sketch("Шахтёры стоят у ствола, ждут") == sketch("«шахтеры» СТОЯТ у ствола — ждут!")


def test_the_sketch_is_the_same_in_another_process() -> None:
    told = "from pipelines.likeness.sketch import sketch; print(sketch('four words of news'))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(sketch("four words of news"))


def test_a_hash_fits_an_integer_of_sqlite_and_comes_once() -> None:
    found = sketch(LONG)
    assert all(0 <= value < 2**63 for value in found)
    assert list(found) == sorted(set(found))


def test_a_text_of_fewer_words_than_a_shingle_has_one_hash_and_an_empty_one_none() -> None:
    assert len(sketch("уголь")) == len(sketch("шахта стоит")) == 1
    assert sketch("") == sketch(" … ") == ()


def test_a_short_text_keeps_all_its_shingles_and_a_long_one_about_fifty() -> None:
    assert len(sketch(" ".join(WORDS[:40]))) == 37
    assert 20 < len(sketch(LONG)) < 90


def test_what_a_long_text_keeps_its_part_keeps_too() -> None:
    words = LONG.split()
    part = " ".join(words[50:200])
    smallest = max(sketch(LONG))
    inside = {value for value in sketch(part) if value <= smallest}
    assert inside
    assert inside <= set(sketch(LONG))


def test_a_text_of_few_hashes_is_met_by_one_and_a_longer_one_by_two() -> None:
    assert [candidates_needed(own) for own in (0, 7, 48)] == [1, 1, 2]


def test_no_hash_of_the_labelled_texts_is_a_set_phrase() -> None:
    texts = {pair.first[1] for pair in pairs("check") if pair.copy}
    held = Counter(value for text in texts for value in sketch(text))
    assert max(held.values()) <= 16


def test_copies_are_proposed_whatever_was_done_to_them() -> None:
    copies = [pair for part in ("fit", "check", *SETS) for pair in pairs(part) if pair.copy]
    met = [proposed(pair.second[1], pair.first[1]) for pair in copies]
    assert sum(met) >= 0.98 * len(met)


def test_what_shares_half_of_its_shingles_is_proposed() -> None:
    copies = [row.pair for row in judged("check") if row.pair.copy and row.shares_half]
    assert all(proposed(pair.second[1], pair.first[1]) for pair in copies)


def test_translations_are_not_proposed() -> None:
    apart = [pair for pair in pairs("check") if pair.kind == "translation"]
    assert not any(proposed(pair.second[1], pair.first[1]) for pair in apart)


@limits(max_examples=50)
@given(st.lists(st.sampled_from(WORDS), max_size=150))
def test_a_sketch_is_bounded_whatever_the_text(words: list[str]) -> None:
    found = sketch(" ".join(words))
    assert len(found) <= 128
    assert bool(found) == bool(words)
