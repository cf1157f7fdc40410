"""The language of each paragraph, and pages in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.paragraphlanguages import is_mixed, main_language, paragraph_languages

KAZAKH = (
    "Қарағанды облысында жаңа көмір разрезі іске қосылды. Оны салуға екі жыл уақыт кетті.",
    "Кеншілердің жалақысы биыл он пайызға өсті, деп хабарлады кәсіпорынның баспасөз қызметі.",
    "Министр жер қойнауын пайдалану туралы заңды түсіндірді.",
)
RUSSIAN = (
    "В Карагандинской области запустили новый угольный разрез. Его строили два года.",
    "Зарплата горняков выросла на десять процентов, сообщила пресс-служба предприятия.",
)
ENGLISH = "The new coal mine in the region was built over two years and will give work to many."
LATIN_KAZAKH = "Qaraǵandy oblysynda jańa kómir razrezi iske qosyldy, dep habarlady mınıstrlik."


def test_each_paragraph_of_a_page_in_two_languages_has_its_own() -> None:
    page = (KAZAKH[0], RUSSIAN[0], KAZAKH[1], RUSSIAN[1], ENGLISH)
    assert paragraph_languages(page, "kk") == ("kk", "ru", "kk", "ru", "en")
    assert paragraph_languages(page, "ru") == ("kk", "ru", "kk", "ru", "en")
    assert paragraph_languages(page, "en") == ("kk", "ru", "kk", "ru", "en")


@pytest.mark.parametrize("document", ["kk", "ru", "en", "uz"])
def test_what_says_too_little_is_in_the_language_of_the_document(document: str) -> None:
    little = ("", "Фото: Kazinform", "12.03.2024 — 5 %", "Qarmet, ERG, Kazatomprom, Kazakhmys")
    assert paragraph_languages(little, document) == (document,) * len(little)


@pytest.mark.parametrize(
    ("paragraph", "document"),
    [
        ("Кумтөр кенинде өндүрүш көлөмү өстү, деп билдирди басма сөз кызматы.", "ky"),
        ("Дар Тоҷикистон кони нави тилло ёфт шуд, хабар дод вазорати саноат.", "tg"),
        ("Oʻzbekistonda yangi oltin koni ochildi, deb xabar berdi vazirlik.", "uz"),
        ("Ҳукумат шахтёрлар шаҳарларини ривожлантириш дастурини тасдиқлади", "uz"),
    ],
)
def test_a_neighbour_language_is_kept_within_its_own_article(paragraph: str, document: str) -> None:
    assert paragraph_languages((paragraph,), document) == (document,)


def test_a_strange_language_is_told_only_on_clear_evidence() -> None:
    kyrgyz = "Кыргызстанда жаңы алтын кени ачылды, бул тууралуу өкмөт билдирди жана өзүнүн үчүн."
    assert paragraph_languages((kyrgyz,), "kk") == ("ky",)
    assert paragraph_languages(("Жалал-Абад облусунда кен байытуу",), "kk") == ("kk",)


def test_other_scripts_within_an_article_are_told() -> None:
    page = (
        LATIN_KAZAKH,
        "哈萨克斯坦政府批准了单一工业城镇发展计划，以及新的矿业法。",
        "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝ",
    )
    assert paragraph_languages(page, "ru") == ("kk", "zh", "ru")


def test_a_page_with_a_real_part_in_a_second_language_is_mixed() -> None:
    page = (*KAZAKH, *RUSSIAN)
    assert is_mixed(page, paragraph_languages(page, "kk"))
    assert is_mixed(page, paragraph_languages(page, "ru"))


def test_one_quoted_sentence_does_not_make_a_long_article_mixed() -> None:
    page = (*KAZAKH * 4, RUSSIAN[0])
    languages = paragraph_languages(page, "kk")
    assert languages.count("ru") == 1
    assert not is_mixed(page, languages)


def test_labels_without_a_whole_sentence_do_not_make_a_page_mixed() -> None:
    page = (KAZAKH[2], *("Пресс-служба акимата города",) * 6)
    assert not is_mixed(page, ("kk", *("ru",) * 6))


def test_a_page_in_one_language_or_without_text_is_not_mixed() -> None:
    assert not is_mixed((), ())
    assert not is_mixed(("",), ("kk",))
    assert not is_mixed(KAZAKH, ("kk",) * len(KAZAKH))


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), max_size=5), st.sampled_from(["kk", "ru", "en", "und"]))
def test_every_paragraph_has_a_language(paragraphs: list[str], document: str) -> None:
    languages = paragraph_languages(paragraphs, document)
    assert len(languages) == len(paragraphs)
    assert all(languages)
    assert is_mixed(paragraphs, languages) in {True, False}


@pytest.mark.parametrize(
    ("page", "document", "main"),
    [
        # a third of Kazakh makes a text Kazakh when it is read as one
        ((*RUSSIAN, *RUSSIAN, KAZAKH[0]), "kk", "ru"),
        ((*KAZAKH, RUSSIAN[0]), "ru", "kk"),
        ((KAZAKH[0], RUSSIAN[0]), "kk", "kk"),
        ((KAZAKH[0], RUSSIAN[0]), "ru", "ru"),
        # a name or a quote is no second language
        ((*KAZAKH, "Фото: Kazinform"), "kk", "kk"),
        (RUSSIAN, "ru", "ru"),
        ((), "und", "und"),
    ],
)
def test_a_mixed_page_is_in_the_language_of_most_of_its_letters(
    page: tuple[str, ...], document: str, main: str
) -> None:
    assert main_language(page, paragraph_languages(page, document), document) == main
