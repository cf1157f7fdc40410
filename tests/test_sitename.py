from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.sitename import describes_site, known_names, names_site, sound


def parts(text: str) -> list[str]:
    return text.casefold().split()


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("егеменқазақстан", "egemenqazaqstan"),
        ("караван", "caravan"),
        ("хабар", "khabar"),
        ("жасалаш", "zhasalash"),
        ("капитал", "kapital"),
        ("ақжайық", "aqjaiyq"),
    ],
)
def test_names_in_both_scripts_sound_alike(cyrillic: str, latin: str) -> None:
    assert sound(cyrillic) == sound(latin)


@settings(max_examples=50)
@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшюя", max_size=20))
def test_the_sound_of_a_cyrillic_word_has_latin_letters_only(word: str) -> None:
    assert sound(word).isascii()


def test_the_parts_of_a_host_are_names_but_general_words_and_short_parts_are_not() -> None:
    known = known_names(["kz.altai.media", "A.b Портал", "ok"])
    assert known.sounds == {"altai"}
    assert "kzaltaimedia" in known.written
    assert "ok" not in known.written


def test_a_part_that_is_or_holds_a_name_names_the_site() -> None:
    known = known_names(["Алтай Хабар"])
    assert names_site(parts("Алтай Хабар kz"), known)
    assert names_site(parts("новости Алтай Хабар сегодня"), known)
    assert not names_site(parts("а б в г д Алтай Хабар"), known)
    assert not names_site([], known)


def test_a_part_describes_the_site_by_sound_opening_or_word() -> None:
    known = known_names(["egemen.kz"])
    assert describes_site(parts("Егемен Қазақстан"), known, is_marked=False)
    assert describes_site(parts("Последние новости дня"), known, is_marked=False)
    assert describes_site(parts("Жаңалықтар"), known, is_marked=False)
    assert describes_site(parts("Аналитический портал"), known, is_marked=True)
    assert not describes_site(parts("Аналитический портал"), known, is_marked=False)
    assert not describes_site(parts("город горняков"), known, is_marked=True)
    assert not describes_site([], known, is_marked=True)
    assert not describes_site(parts("портал а б в г д е"), known, is_marked=True)
