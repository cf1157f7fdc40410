"""Forms of words in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.stemming import forms
from pipelines.text import fold_search

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіabcdefgilmnorstuwxyz0123456789"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("шахталардан", "шахта шахтасы шахтаны"),
        ("шахтасы", "шахту шахтёр"),
        ("карагандада", "караганды карагандыда"),
        ("кенди", "кенді"),
        ("уран", "урана ураны уранға"),
        ("заём", "заём заёма"),
        ("боец", "бойца бойцов"),
        ("уголёк", "уголька"),
        ("казахстанец", "казахстанца"),
        ("песен", "песня песню"),
        ("лёд", "льда льдом"),
        ("создать", "создан создана создает"),
        ("добыли", "добыт добыта добыть"),
        ("уволили", "уволен уволит уволят"),
        ("держали", "держать держал держала"),
        ("закончилась", "закончиться закончился закончились"),
        ("бастовал", "бастует бастуют"),
        ("тоқтау", "тоқтады тоқтаған тоқтайды"),
        ("жабылды", "жабылу жабылған жабылып"),
        ("таукен", "таукенде"),
        ("орын", "орны орнында"),
        ("су", "судың суға"),
        ("үй", "үйде үйлер"),
        ("mining", "mine mines"),
        ("adding", "added adds"),
        ("worried", "worry worries"),
        ("taxes", "tax taxed"),
        ("industries", "industry"),
        ("pit", "pits pitted"),
        ("Kazakhmys", "Казахмыс"),
        ("Семей", "Семея Семею Семеем Семее Семейде Семейдің"),
        ("Семее", "Семей Семейге"),
        ("семей", "семья семьи Семее"),
        ("семьи", "семей семья"),
        ("деньги", "денег деньгам"),
        ("денег", "деньги"),
        ("fall", "fell fallen"),
        ("laid", "lay"),
        ("stopped", "stop stops"),
    ],
)
def test_a_word_finds_its_forms(typed: str, found: str) -> None:
    assert {fold_search(form) for form in found.split()} <= set(forms(typed))


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("город", "городской горд гордость"),
        ("алматы", "алмаз алма"),
        ("актау", "акта актами"),
        ("павлодар", "павлов"),
        ("казахстан", "казахский"),
        ("новости", "новосибирск"),
        ("уголь", "угол"),
        ("су", "суда судан"),
        ("жыл", "жылу"),
        ("қол", "кола"),
        ("mines", "minister"),
        ("process", "proces"),
        ("Семей", "семь семья семьи семью"),
        ("СЕМЕЕ", "семьи"),
        ("семей", "семь семи"),
        ("семья", "семь"),
    ],
)
def test_a_word_does_not_find_what_only_begins_alike(typed: str, others: str) -> None:
    assert set(forms(typed)).isdisjoint(others.split())


@pytest.mark.parametrize("word", ["ту", "ox", "news", "process", "2024", "б2б2б", "ш" * 50, "۵۶"])
def test_a_short_long_or_numbered_word_has_no_other_form(word: str) -> None:
    assert forms(word) == (fold_search(word),)


def test_a_kazakh_word_that_ends_in_a_vowel_is_not_declined_in_russian() -> None:
    assert "калой" in forms("кала")
    assert "калой" not in forms("қала")
    # a name that ends in a consonant is, as Russian texts do
    assert "жезказгана" in forms("Жезқазған")


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=14))
def test_forms_are_folded_words_and_the_word_stands_first(word: str) -> None:
    found = forms(word)
    assert found[0] == fold_search(word)
    assert len(set(found)) == len(found) < 600
    assert all(form and fold_search(form) == form for form in found)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("шахталарында", "шахта"), ("шахтах", "шахта"), ("угля", "уголь"), ("заводов", "завод"),
        ("моноқалалардың", "моноқала"), ("кеніштерінде", "кеніш"), ("mining", "mine"),
        ("мектебінде", "мектеп"), ("companies", "company"), ("дней", "день"),
    ],
)  # fmt: skip
def test_a_form_finds_the_word_that_it_is_a_form_of(form: str, word: str) -> None:
    assert fold_search(word) in forms(form)
