from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.relevance.scans import Found
from pipelines.relevance.stretches import overlapping, reaching, starting_in

SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=40)
PLACES = st.tuples(st.integers(0, 400), st.integers(1, 60))


def hits_of(spans: list[tuple[int, int]]) -> list[Found]:
    return sorted((Found("x", "und", at, at + size) for at, size in spans), key=lambda f: f.start)


@settings(max_examples=100)
@given(SPANS, PLACES)
def test_what_lies_in_a_stretch_is_what_a_look_at_all_hits_finds(
    spans: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    hits, low, high = hits_of(spans), place[0], sum(place)
    assert list(starting_in(hits, low, high)) == [h for h in hits if low <= h.start < high]
    assert reaching(hits, low, high) == [h for h in hits if h.end >= low and h.start <= high]
    name = Found("y", "und", low, high)
    shared = [h for h in hits if h.start < high and low < h.end]
    assert overlapping(hits, name) == (shared[0] if shared else None)


def test_of_many_hits_those_of_a_stretch_are_found_as_of_few() -> None:
    hits = [Found("x", "und", at, at + 5) for at in range(0, 400, 10)]
    assert list(starting_in(hits, 100, 120)) == hits[10:12]
    assert reaching(hits, 104, 120) == hits[10:13]
