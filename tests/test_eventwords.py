import pytest

from pipelines.events.eventwords import EVERY, event_words, matcher
from pipelines.matching.notation import compile_pattern

KINDS = {
    "accident",
    "strike",
    "layoff",
    "outage",
    "pollution",
    "licence",
    "discovery",
    "investment",
    "ownership",
    "policy",
    "crime",
}


def keys(text: str) -> set[str]:
    return {hit.key for hit in matcher().find(text, text)}


def test_each_kind_is_described_once() -> None:
    names = [kind.name for kind in event_words().kind]
    assert len(names) == len(set(names))
    assert set(names) == KINDS


@pytest.mark.parametrize("kind", event_words().kind, ids=lambda kind: kind.name)
def test_each_pattern_can_be_read_and_ends_in_a_word(kind: object) -> None:
    for role in ("strong", "weak", "forbidden"):
        for source in getattr(kind, role):
            assert compile_pattern(source).literals
            assert "?" not in source


def test_weak_patterns_have_something_to_stand_beside() -> None:
    for kind in event_words().kind:
        assert bool(kind.weak) == bool(kind.beside), kind.name


def test_the_places_of_work_stand_for_their_name() -> None:
    assert "beside:accident" in keys("на шахте")


def test_what_holds_for_every_kind_has_its_own_key() -> None:
    assert f"forbidden:{EVERY}" in keys("учебная тревога")
