"""A broken charset is told from an edit, whatever it does to the letters."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.garbling import damage, evened, is_garbled, is_illegible
from pipelines.histories.history import Version
from tests.editlabels import Pair, labelled

KK = Version(
    "Қарағандыдағы шахтада төрт кенші қаза тапты",
    "Қарағанды облысында түнде шахтаның төбесі опырылды, деп хабарлады департамент.\n\n"
    "Құтқарушылар 12 жұмысшыны жер бетіне алып шықты, 3 адам ауруханаға жеткізілді.\n\n"
    "Әкімдік зардап шеккендердің отбасыларына көмек көрсетілетінін мәлімдеді.",
)
RU = Version(
    "На шахте в Караганде погибли четыре горняка",
    "Ночью на шахте имени Костенко обрушилась кровля, сообщил департамент.\n\n"
    "Спасатели подняли на поверхность 12 рабочих, 3 человека доставлены в больницу.\n\n"
    "Акимат обещал помочь семьям пострадавших – «никого не оставим», сказали там.",
)
KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"


def _recoded(text: str, written: str, read: str) -> str:
    return text.encode(written, "replace").decode(read, "replace")


def _torn(text: str) -> str:
    """Some bytes are lost on the way."""
    chance = random.Random(1)
    torn = [255 if byte > 127 and chance.random() < 0.05 else byte for byte in text.encode()]
    return bytes(torn).decode("utf-8", "replace")


WAYS = {
    "kk as ?": lambda text: re.sub(f"[{KAZAKH}]", "?", text),
    "kk left out": lambda text: re.sub(f"[{KAZAKH}]", "", text),
    "kk as its neighbour": lambda text: text.translate(str.maketrans(KAZAKH, "агкноууxиАГКНОУУХИ")),
    "koi8-r as cp1251": lambda text: _recoded(text, "koi8-r", "cp1251"),
    "cp1251 as cp866": lambda text: _recoded(text, "cp1251", "cp866"),
    "utf-8 as cp1251": lambda text: _recoded(text, "utf-8", "cp1251"),
    "all as ?": lambda text: re.sub("[^\x00-\x7f]", "?", text),
    "all bytes as ?": lambda text: re.sub("[^\x00-\x7f]", "??", text),
    "torn": _torn,
    "controls left out": lambda text: re.sub("[\x7f-\x9f]", "", _recoded(text, "utf-8", "latin-1")),
}


def garbled(version: Version, way: str) -> Version:
    return Version(*map(WAYS[way], version))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sound", [KK, RU], ids=["kk", "ru"])
def test_a_broken_charset_is_known_and_its_mending_is_none(way: str, sound: Version) -> None:
    broken = garbled(sound, way)
    if broken != sound:
        assert is_garbled(broken, sound)
        assert not is_garbled(sound, broken)


@pytest.mark.parametrize("way", ["kk as ?", "kk left out", "kk as its neighbour", "torn"])
def test_an_edit_does_not_hide_a_broken_charset(way: str) -> None:
    edited = Version(KK.title.replace("төрт", "алты"), f"{KK.text}\n\nІздеу жалғасып жатыр.")
    assert is_garbled(garbled(edited, way), KK)
    assert not is_garbled(edited, garbled(KK, way))


@pytest.mark.parametrize("pair", [*labelled("fit"), *labelled("check")])
def test_no_edit_is_taken_for_a_broken_charset(pair: Pair) -> None:
    for one, other in ((pair.before, pair.after), (pair.after, pair.before)):
        assert not is_illegible(one)
        assert not is_garbled(other, one, language=pair.language)
        assert evened(one, other) == (one, other)


def test_one_lost_letter_is_no_edit_and_hides_none() -> None:
    torn = RU._replace(text=RU.text.replace("больницу", "бол�ницу"))
    assert is_garbled(torn, RU)
    edited = torn._replace(text=torn.text.replace("12 рабочих", "15 рабочих"))
    assert not is_garbled(edited, RU)
    assert not is_garbled(RU, edited)
    before, after = evened(RU, edited)
    assert (before, after.text) == (RU, RU.text.replace("12 рабочих", "15 рабочих"))
    assert evened(edited, RU) == (after, RU)


def test_two_readings_of_one_text_that_are_both_garbled_are_no_edits() -> None:
    assert is_garbled(garbled(KK, "all as ?"), garbled(KK, "kk as ?"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Шахту закрыли «навсегда», говорят", "Шахту закрыли навсегда? Говорят"),
        ("Что будет с шахтой", "Что будет с шахтой???"),
        ("Все ее ждут еще", "Все её ждут ещё"),
        ("Рудник закрыт", "РУДНИК ЗАКРЫТ"),
        ("Қарағанды", "Караганды"),
        ("Өмірі сөз", "Өмрі сөз"),
        ("Қайда барамыз, қалай", "Қайда барамыз, қ?"),
        ("Шахта тоқтады", "Shahta toqtady"),
    ],
)
def test_signs_and_slips_are_no_broken_charset(before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        assert damage(Version(one, RU.text), Version(other, RU.text)) is None


def test_texts_that_have_nothing_in_common_are_not_compared_letter_by_letter() -> None:
    other = Version("Басқа жаңалық", "Біз бүгін көктемгі егіс туралы айтамыз, дейді ол.")
    assert damage(KK, other) is None
    assert not is_garbled(Version("Another", "Nothing of that is here any more."), KK)


def test_a_text_that_is_illegible_by_itself_replaces_none_that_can_be_read() -> None:
    other = garbled(Version("Совсем другое", "Это новый текст, и ничего от старого."), "all as ?")
    assert is_illegible(other)
    assert is_garbled(other, RU)
    assert is_illegible(garbled(RU, "utf-8 as cp1251"))
    assert not is_illegible(Version("Fire 🔥🔥🔥", "Three 🔥 at the mine."))


def test_a_version_is_no_garbled_reading_of_itself() -> None:
    assert not is_garbled(garbled(KK, "all as ?"), garbled(KK, "all as ?"))


@given(
    st.text("абвқңі? �«»12\n.x", max_size=60),
    st.text("абвқңі? �«»12\n.x", max_size=60),
)
@settings(max_examples=100)
def test_the_sound_version_keeps_its_words_where_the_other_is_mended(one: str, other: str) -> None:
    found = damage(Version("", one), Version("", other))
    if found is not None:
        assert 0 < found.share <= 1
        assert len(found.mended.text.split()) == len(other.split())
        assert set(found.mended.text.split()) <= {*one.split(), *other.split()}


def test_a_word_without_end_costs_no_more_than_its_letters() -> None:
    before = Version("", "а" * 9000 + "б")
    assert damage(before, Version("", "???а" * 3000)) is None
