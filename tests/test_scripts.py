from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.relevance import judge_text
from pipelines.relevance.scripts import respelled

TOTE = "قاراعاندى وبلىسىندا شاحتادا جارىلىس بولدى"
ACUTE = "Qaraǵandy shahtasynda apat boldy"


def test_kazakh_in_arabic_letters_is_read_in_cyrillic() -> None:
    found = respelled(TOTE, "und")
    assert found is not None
    assert found.is_caseless
    assert found.read == "қарағанды облысында шахтада жарылыс болды"


def test_kazakh_in_latin_letters_is_read_in_cyrillic() -> None:
    found = respelled(ACUTE, "und")
    assert found is not None
    assert not found.is_caseless
    assert found.read == "Қарағанды шахтасында апат болды"


def test_latin_letters_without_marks_are_read_where_the_language_is_known() -> None:
    assert respelled("Balqash qalasynda", "und") is None
    assert respelled("Balqash qalasynda", "kk") is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("На шахте в Караганде", "ru"),
        ("Қарағандыдағы шахтада", "kk"),
        ("Fire at a mine — naïve café owners fled", "und"),
        ("A copper mine in Kazakhstan", "en"),
        ("في منجم الفحم قتل خمسة عمال", "und"),
        ("", "kk"),
    ],
)
def test_other_texts_are_read_as_they_are(text: str, language: str) -> None:
    assert respelled(text, language) is None


def test_a_place_in_the_reading_leads_to_the_whole_word_as_written() -> None:
    found = respelled(TOTE, "kk")
    assert found is not None
    start = found.read.index("шахта")
    first, last = found.written(start, start + 3)
    assert TOTE[first:last] == "شاحتادا"


def test_a_place_between_words_leads_to_the_same_place() -> None:
    text = "  (Qaraǵandy),  shahta!"
    found = respelled(text, "kk")
    assert found is not None
    assert found.written(0, 1) == (0, 1)
    assert text[slice(*found.written(found.read.index("!"), len(found.read)))] == "!"
    assert found.position(text.index("!")) == found.read.index("!")


@given(st.text(alphabet="ەۇكنشاحتىد قارЖаbq'ǵń .,\n", max_size=80))
def test_every_place_leads_back_into_the_text(text: str) -> None:
    found = respelled(text, "kk")
    if found is not None:
        for offset in range(len(found.read)):
            start, end = found.written(offset, offset + 1)
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("قاراعاندى شاحتاسىندا اپات بولدى", "ەكى كەنشى قازا تاپتى، كومىر ءوندىرۋ توقتاتىلدى."),
        ("Shahtada apat boldy", "Eki kenshi qaza tapty, kómir óndirý toqtatyldy."),
        ("Şahtada apat boldı", "Eki kenşi qaza taptı, kömir öndiru toqtatıldı."),
    ],
)
def test_mining_is_told_in_every_script_with_the_words_as_written(title: str, text: str) -> None:
    made = judge_text(title, text, language="kk")
    verdict = made.verdicts[0]
    assert verdict.relevant
    for reason in verdict.reasons:
        field = title if reason.where == "title" else text
        assert field[slice(*reason.span)] == reason.words


def test_a_town_is_told_in_arabic_letters() -> None:
    made = judge_text("ەكىباستۇز قالاسىندا مەكتەپ اشىلدى", "قالا اكىمى قاتىستى.", language="kk")
    assert made.verdicts[1].relevant
    assert {m.entity_id for m in made.mentions if m.kind == "town"} == {"ekibastuz"}


def test_an_abbreviation_in_latin_letters_is_found_beside_the_reading() -> None:
    made = judge_text("Jańa jobany ERG iske asyrady", "Óndiris ósti.", language="kk")
    assert any(m.surface == "ERG" for m in made.mentions)
