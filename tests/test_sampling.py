from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.screening.sampling import is_sampled

ADDRESSES = [f"https://agency.kz/news/{number}" for number in range(2000)]


@given(st.text(), st.floats(0, 1))
def test_an_address_always_gets_the_same_answer(address: str, share: float) -> None:
    assert is_sampled(address, share) is is_sampled(address, share)


@given(st.text(), st.floats(0, 1), st.floats(0, 1))
def test_what_is_sampled_at_a_share_is_sampled_at_a_larger_one(
    address: str, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    assert is_sampled(address, more) >= is_sampled(address, less)


@given(st.text())
def test_all_or_nothing_is_what_it_says(address: str) -> None:
    assert is_sampled(address, 1.0)
    assert not is_sampled(address, 0.0)


def test_the_share_is_kept_over_the_addresses_of_a_site() -> None:
    sampled = sum(is_sampled(address, 0.1) for address in ADDRESSES)
    assert 150 <= sampled <= 250


def test_the_choice_is_the_same_in_every_process() -> None:
    first = [number for number, address in enumerate(ADDRESSES[:40]) if is_sampled(address, 0.1)]
    assert first == [2, 3, 11, 19]
