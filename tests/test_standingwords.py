from __future__ import annotations

import pytest

from pipelines.pagekinds.pagewords import plain
from pipelines.pagekinds.standingwords import Flag, standing_words

FLAGS = standing_words().flag
MATCHES = [(flag, line) for flag in FLAGS for line in flag.matches]
MISSES = [(flag, line) for flag in FLAGS for line in flag.misses]


def is_mark(flag: Flag, line: str) -> bool:
    forms = (flag.lines, flag.edges, flag.signatures, flag.labels, flag.titles)
    return any(form.fullmatch(plain(line)) for form in forms)


@pytest.mark.parametrize(("flag", "line"), MATCHES, ids=[line for _, line in MATCHES])
def test_a_mark_that_stands_alone_is_found(flag: Flag, line: str) -> None:
    assert is_mark(flag, line)


@pytest.mark.parametrize(("flag", "line"), MISSES, ids=[line for _, line in MISSES])
def test_a_line_that_only_sounds_like_one_is_not(flag: Flag, line: str) -> None:
    assert not is_mark(flag, line)


def test_offers_of_a_paywall_and_ends_of_a_cut_text_are_told_from_others() -> None:
    offers, ends = standing_words().paywall, standing_words().truncated
    assert all(offers.offers.search(plain(line)) for line in offers.matches)
    assert not any(offers.offers.search(plain(line)) for line in offers.misses)
    assert all(ends.ends.search(line.lower()) for line in ends.matches)
    assert not any(ends.ends.search(line.lower()) for line in ends.misses)


def test_every_flag_has_examples_of_both() -> None:
    assert all(flag.matches and flag.misses for flag in FLAGS)


def test_names_are_written_as_they_are_compared() -> None:
    for flag in FLAGS:
        for name in (*flag.classes, *flag.entries, *flag.paths, *standing_words().bylines):
            assert name == name.lower().replace("_", "-"), name
