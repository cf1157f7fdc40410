from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.matching.matching import Entry, Hit, Matcher, reads_kazakh
from pipelines.text import fold_match

MATCHER = Matcher(
    [
        Entry("miner", "ru", "шахтер*"),
        Entry("shaft", "ru", "шахт(а|ы|е|)"),
        Entry("copper", "kk", "%мыс~"),
        Entry("town", "ru", "^рудный"),
        Entry("plant", "ru", "=ГОК(а|)"),
        Entry("long", "ru", "добыча"),
        Entry("long", "ru", "добыча угля"),
    ]
)


def find(text: str, language: str = "und") -> set[str]:
    return {hit.key for hit in MATCHER.find(text, fold_match(text), language=language)}


def test_all_entries_are_found_in_one_pass() -> None:
    assert find("Шахтёры на шахте и ГОКа") == {"miner", "shaft", "plant"}


def test_a_literal_within_a_word_is_no_hit() -> None:
    assert find("подшахтер нешахта") == set()


def test_a_kazakh_stem_is_read_in_kazakh_text_only() -> None:
    assert find("мыс Доброй Надежды") == set()
    assert find("қазақ жерінде мыс көп") == {"copper"}
    assert find("мыс", "kk") == {"copper"}


def test_a_capital_is_wanted_where_the_pattern_says_so() -> None:
    assert find("Рудный") == {"town"}
    assert find("рудный двор") == set()


def test_letter_case_counts_where_the_pattern_says_so() -> None:
    assert find("гок") == set()


def test_of_one_key_at_one_place_the_longest_hit_stays() -> None:
    text = "добыча угля"
    assert MATCHER.find(text, text) == [Hit("long", "ru", 0, 11)]


def test_a_text_without_letter_case_need_not_show_a_capital() -> None:
    hits = MATCHER.find("рудный двор", "рудный двор", caseless=True)
    assert [hit.key for hit in hits] == ["town"]


def test_what_a_word_is_does_not_depend_on_words_seen_before() -> None:
    fresh = Matcher([Entry("shaft", "ru", "шахт(а|ы|е|)"), Entry("kk", "kk", "%шахт~")])
    for _ in range(2):
        assert {hit.key for hit in fresh.find("шахта", "шахта")} == {"shaft"}
        assert {hit.key for hit in fresh.find("шахт", "шахт", language="kk")} == {"shaft", "kk"}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("на-гора", "подняли на-гора", "на-гора"),
        ("на-гора", "подняли на гора", "на гора"),
        ("на-гора", "подняли нагора", "нагора"),
        ("на-гора", "подняли на горы", ""),
        ("(the|lead-zinc) ore", "lead-zinc ore", "lead-zinc ore"),
        ("(the|lead-zinc) ore", "leadzinc ore", "leadzinc ore"),
        ("(the|lead-zinc) ore", "the other", ""),
        ("пласт (в|вода)", "пласт вода", "пласт вода"),
        ("пласт (в|вода)", "пласт в", "пласт в"),
        ("добыча угля", "добыча, угля", ""),
        ("добыч* ... угля", "добыча бурого и каменного угля", "добыча бурого и каменного угля"),
        ("miner's day", "miner's day", "miner's day"),
        ("%пласт в", "пласт в", ""),
    ],
)
def test_a_pattern_of_several_words_is_found_where_all_stand(
    pattern: str, text: str, found: str
) -> None:
    hits = Matcher([Entry("k", "ru", pattern)]).find(text, text)
    assert [text[hit.start : hit.end] for hit in hits] == ([found] if found else [])


def test_patterns_that_share_a_first_word_do_not_hide_each_other() -> None:
    matcher = Matcher([Entry(p, "ru", p) for p in ("пласт в", "пласт вода", "пласт* ..", "пласт")])
    hits = matcher.find("пласт вода", "пласт вода")
    assert [hit.key for hit in hits] == ["пласт вода", "пласт"]


def test_a_line_of_any_length_is_read() -> None:
    text = "пусто " * 1000 + "шахта"
    assert [hit.start for hit in MATCHER.find(text, text)] == [6000]


def test_a_matcher_of_nothing_finds_nothing() -> None:
    assert Matcher([]).find("шахта", "шахта") == []


def test_text_without_cyrillic_letters_is_not_kazakh() -> None:
    assert not reads_kazakh("copper 123", "und")


def test_a_kazakh_name_or_two_make_no_kazakh_text() -> None:
    russian = "рабочие вышли на смену и ждут ответа дирекции " * 4
    assert not reads_kazakh(f"{russian}өскемен", "und")
    assert reads_kazakh("in the town of өскемен", "und")


def test_a_capital_is_wanted_of_longer_patterns_too() -> None:
    matcher = Matcher([Entry("town", "ru", "^рудный город")])
    assert matcher.find("рудный город", "рудный город") == []
    assert len(matcher.find("Рудный город", "рудный город")) == 1


def test_a_shorter_hit_of_the_same_key_is_left_out_in_any_order() -> None:
    patterns = ("добыча угля в", "добыча угля", "добыча")
    matcher = Matcher([Entry("long", "ru", pattern) for pattern in patterns])
    text = "добыча угля в шахте"
    assert matcher.find(text, text) == [Hit("long", "ru", 0, 13)]


@given(st.text(alphabet="шахтерыамысГОКРудный әқ.", max_size=60))
def test_hits_lie_in_the_text_and_begin_at_word_starts(text: str) -> None:
    hits = MATCHER.find(text, fold_match(text))
    assert hits == sorted(hits, key=lambda hit: (hit.start, -hit.end))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.start == 0 or not text[hit.start - 1].isalnum()
