"""Kazakh in Latin and Arabic letters read into Cyrillic."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.text import fold_search
from pipelines.transliteration import search_spelling, to_cyrillic
from tests.kazakhspellings import SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[1] / "pipelines" / "data"
SENTENCES = Path(__file__).with_name("language_sentences.toml")
# shares of words that are the same in search spelling; lowering one needs a reason
FLOORS = {
    "2017": 0.99, "2018": 0.99, "2021": 0.99, "2021-ŋ": 0.99, "turkic": 0.98, "plain": 0.98,
    "bare": 0.98, "tote": 0.97,
}  # fmt: skip
CYRILLIC = re.compile("[а-яәғқңөұүһі]")


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def forms(pattern: str) -> Iterator[str]:
    """What a pattern of the data files stands for, without its endings."""
    parts = re.split(r"\(([^()]*)\)", pattern.lstrip("^%="))
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    for form in map("".join, product(*choices)):
        yield form.rstrip("*~ ")


def agreement(pairs: list[tuple[str, str]]) -> tuple[float, list[tuple[str, str]]]:
    wrong = [(one, other) for one, other in pairs if fold_search(one) != fold_search(other)]
    return 1 - len(wrong) / len(pairs), wrong


@pytest.mark.parametrize("spelling", FLOORS)
def test_sentences_come_back_from_every_spelling(spelling: str) -> None:
    pairs: list[tuple[str, str]] = []
    for line in read(SENTENCES)["kk"].strip().splitlines():
        back = to_cyrillic(SPELLINGS[spelling](line))
        pairs += zip(re.findall(r"\w+", line), re.findall(r"\w+", back), strict=True)
    share, wrong = agreement(pairs)
    assert share >= FLOORS[spelling], wrong


@pytest.mark.parametrize("spelling", FLOORS)
def test_names_of_towns_come_back_from_every_spelling(spelling: str) -> None:
    names = [town["name_kk"] for town in read(DATA / "towns.toml")["town"]]
    share, wrong = agreement([(name, to_cyrillic(SPELLINGS[spelling](name))) for name in names])
    assert share >= 0.95, wrong


def test_months_are_read_as_the_calendar_writes_them() -> None:
    months = read(DATA / "calendar.toml")["months"]
    for script in ("kk-Latn", "kk-Arab"):
        for cyrillic, written in zip(months["kk"], months[script], strict=True):
            for form in written:
                read_form = fold_search(to_cyrillic(form))
                assert fold_search(cyrillic[0]).startswith(read_form), form


@pytest.mark.parametrize(("file", "kind", "floor"), [
    ("towns.toml", "town", 0.98), ("vocabulary.toml", "term", 0.85),
])  # fmt: skip
def test_forms_of_the_data_files_agree_with_their_cyrillic_ones(
    file: str, kind: str, floor: float
) -> None:
    right = total = 0
    for record in read(DATA / file)[kind]:
        patterns = [*record.get("kk", ()), record.get("name_kk", "-")]
        known = {fold_search(form) for p in patterns if CYRILLIC.search(p) for form in forms(p)}
        for pattern in patterns:
            # not the acronyms, and not the patterns that hold only in Cyrillic
            if pattern == "-" or re.search("[а-яәғқңөұүһіА-Я]", pattern):
                continue
            for form in forms(pattern):
                own = fold_search(to_cyrillic(form))
                total += 1
                right += any(own.startswith(one) or one.startswith(own) for one in known if one)
    assert right / total >= floor, (right, total)


@pytest.mark.parametrize(
    ("written", "cyrillic"),
    [
        ("Qaragandy", "Қарағанды"),
        ("Qaraǵandy", "Қарағанды"),
        ("Qarağandy", "Қарағанды"),
        ("Qarağandı", "Қарағанды"),
        ("QARAǴANDY", "ҚАРАҒАНДЫ"),
        ("Karaganda", "Қарағанда"),
        ("قاراعاندى", "қарағанды"),
        ("Oskemen", "Өскемен"),
        ("Jezqazǵan, Temirtaý", "Жезқазған, Теміртау"),
        ("Zhezkazgan", "Жезқазған"),
        ("Aqtóbe Aqtöbe Aktobe", "Ақтөбе Ақтөбе Актобе"),
        ("Saryarqa", "Сарыарқа"),
        ("Qazaqstan Respýblıkasynyń Prezıdenti", "Қазақстан Республикасының Президенті"),
        ("Qazaqstan Respy'bli'kasynyn' Prezi'denti", "Қазақстан Республикасының Президенті"),
        ("Qazaqstan Respublikasynyñ ökılı", "Қазақстан Республикасының өкілі"),
        ("Qazaqstan Respwblïkasınıñ ökili jumıs", "Қазақстан Республикасының өкілі жұмыс"),
        ("kenshilerdin auyl bauyry uıqyda", "кеншілердін ауыл бауыры ұйқыда"),
        ("konstıtýtsıa, ekonomıka, avtomobılder", "конституция, экономика, автомобильдер"),
        ("materıal men avıatsıa, kompanıalar", "материал мен авиация, компаниялар"),
        ("Hromtay', Balqas', 'Altay'", "Хромтай', Балқас', 'Алтай'"),
        ("Hromtay', Balqas'", "Хромтау, Балқаш"),
        ("jatsa ketse kelse", "жатса кетсе келсе"),
        ("paroliñizdi qoıý", "пароліңізді қою"),
        ("XXI ghasyr, IV toqsan", "XXI ғасыр, IV тоқсан"),
        ("http://qz.inform.kz/kk/ jańa", "http://qz.inform.kz/kk/ жаңа"),
        ("تاۋ-كەن ٴوندىرىسى", "тау-кен өндірісі"),
        ("ءۇش ءجۇز جۇمىس ورنى", "үш жүз жұмыс орны"),
        ("كاسئپورئن باسشئسئ جذمئسشئلارمةن كةزدةستئ", "кәсіпорын басшысы жұмысшылармен кездесті"),
        ("١٢ قاراشا، ۲۰۲٦؟", "12 қараша, 2026?"),
        ("ﻗﺎﺯﺍﻕ", "қазақ"),
        ("коммуна uly", "коммуна ұлы"),
    ],
)
def test_words_are_read_as_they_would_be_written(written: str, cyrillic: str) -> None:
    assert to_cyrillic(written) == cyrillic


@settings(max_examples=100)
@given(st.text("абвгдәқңөұүһіёэъьщ АӘҚ.,-«»0123'XIV", max_size=80))
def test_cyrillic_stays_as_it_is(text: str) -> None:
    cyrillic = re.sub("[XIV]+", " XIV ", text)
    assert to_cyrillic(cyrillic) == cyrillic


@settings(max_examples=100)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text("aeiouyıáóúýäöüūwqgğshctjnkIYUAB' ’ڭىەءوۇاكقث،١аәЯ.-@/", max_size=40),
    )
)
@example("İi ǰ ﬁ ß ᴀ ĳ")
@example("٠۰ﷲ ﷺ")
def test_reading_twice_is_reading_once(text: str) -> None:
    once = to_cyrillic(text)
    assert to_cyrillic(once) == once


def test_the_index_holds_kazakh_in_other_scripts_in_cyrillic_too() -> None:
    assert search_spelling("Qaraǵandy", "kómir", "kk", "Latin") == (
        "qaragandy\nkomir\nкараганды\nкомир"
    )
    assert search_spelling("قاراعاندى", "كومىر", "kk", "Arabic").endswith("\nкараганды\nкомир")


@pytest.mark.parametrize(
    ("language", "script"), [("kk", "Cyrillic"), ("en", "Latin"), ("uz", "Latin"), ("fa", "Arabic")]
)
def test_other_languages_are_only_folded(language: str, script: str) -> None:
    assert search_spelling("Қала", "Men kelemin", language, script) == fold_search(
        "Қала\nMen kelemin"
    )
