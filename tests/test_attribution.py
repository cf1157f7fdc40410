"""Who a lead credits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.newsroom.attribution import (
    agency_pattern,
    attribution_tail,
    credited_source,
    split_attribution,
)
from pipelines.text import fold_search


@pytest.mark.parametrize(
    ("paragraph", "agency", "tail"),
    [
        (
            "В шахте погибли люди, передает Tengrinews.kz со ссылкой на МЧС. Идёт проверка.",
            "Tengrinews.kz",
            "передает Tengrinews.kz со ссылкой на МЧС",
        ),
        (
            "Как передаёт корреспондент агентства Kazinform, в шахте авария.",
            "Kazinform",
            "передаёт корреспондент агентства Kazinform",
        ),
        ("Об этом сообщает «Эксперт KZ».", "Эксперт KZ", "сообщает «Эксперт KZ»"),
        ("Авария, пишет inbusiness.kz.", "inbusiness.kz", "пишет inbusiness.kz"),
        ("Люди спасены, сообщили Интерфаксу.", "", ""),
        ("Люди спасены, сообщили КазТАГ в акимате.", "КазТАГ", "сообщили КазТАГ в акимате"),
        ("Өрт шықты, деп хабарлайды ҚазАқпарат.", "ҚазАқпарат", "деп хабарлайды ҚазАқпарат"),
        ("Бұл туралы Kazinform тілшісі хабарлайды.", "Kazinform", "Kazinform тілшісі хабарлайды"),
        (
            "BAQ.KZ порталына сілтеме жасап, өрт шықты деді.",
            "BAQ.KZ",
            "BAQ.KZ порталына сілтеме жасап",
        ),
        ("The mine closed, Trend reports, citing the ministry.", "Trend", "Trend reports"),
        ("Prices rose, according to Reuters.", "Reuters", "according to Reuters"),
    ],
)  # fmt: skip
def test_the_credited_agency_and_its_words_are_reported(
    paragraph: str, agency: str, tail: str
) -> None:
    assert attribution_tail(paragraph) == (agency, tail)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "Обычный абзац без ссылок.",
        "Министр сообщил Токаеву о росте.",
        "Prices rose, according to President Tokayev.",
        "He reports to work at six.",
        "Об этом сообщила пресс-служба акимата.",
        "Он передает привет.",
    ],
)
def test_people_and_plain_words_are_no_agency(paragraph: str) -> None:
    assert attribution_tail(paragraph) == ("", "")


def test_agencies_are_whole_words_with_a_web_ending_or_not() -> None:
    assert agency_pattern().fullmatch(fold_search("Tengrinews.kz"))
    assert agency_pattern().fullmatch(fold_search("ҚазАқпарат"))
    assert not agency_pattern().fullmatch(fold_search("Trendy"))


@settings(max_examples=50)
@given(st.text(max_size=40), st.sampled_from(["передает", "reports", "деп хабарлайды", "пишет"]))
def test_the_words_always_stand_in_the_paragraph(noise: str, verb: str) -> None:
    agency, tail = attribution_tail(f"{noise} {verb} Kazinform {noise}")
    assert tail in f"{noise} {verb} Kazinform {noise}"
    assert agency in tail


@pytest.mark.parametrize(
    ("lead", "kept", "words"),
    [
        ("Добыча угля выросла на 5%, передает Kazinform.", "Добыча угля выросла на 5%.", "передает Kazinform"),
        ("Цены растут, передаёт Tengrinews.kz", "Цены растут.", "передаёт Tengrinews.kz"),
        ("Өндіріс 5%-ға өсті, деп хабарлайды Zakon.kz.", "Өндіріс 5%-ға өсті.", "деп хабарлайды Zakon.kz"),
        ("Шахта жабылды, - деп жазды BAQ.kz.", "Шахта жабылды.", "деп жазды BAQ.kz"),
        ("Шахта жабылды, деп хабарлайды BAQ.KZ тілшісі.", "Шахта жабылды.", "деп хабарлайды BAQ.KZ тілшісі"),
        ("Рудник открыли, сообщает inbusiness.kz со ссылкой на акимат.", "Рудник открыли.", "сообщает inbusiness.kz со ссылкой на акимат"),
        ("Рудник открыли, сообщает Kazinform со ссылкой на МЧС, МВД и акимат.", "Рудник открыли.", "сообщает Kazinform со ссылкой на МЧС, МВД и акимат"),
        ("The mine closed, reports Reuters.", "The mine closed.", "reports Reuters"),
        ("The mine closed, Trend reports, citing the ministry.", "The mine closed.", "Trend reports, citing the ministry"),
        ("The mine closed, according to Kazinform News Agency.", "The mine closed.", "according to Kazinform News Agency"),
        ("Рудник открыт. Об этом сообщает Kazinform.", "Рудник открыт.", "Об этом сообщает Kazinform"),
        ("Рудник открыт. Об этом пишет «Деловой Казахстан».", "Рудник открыт.", "Об этом пишет «Деловой Казахстан»"),
        ("Шахта жабылды. Бұл туралы Kazinform хабарлайды.", "Шахта жабылды.", "Бұл туралы Kazinform хабарлайды"),
        ("Рудник открыт, об этом сообщает Kazinform.", "Рудник открыт.", "об этом сообщает Kazinform"),
        ("Рудник открыт, как передает Kazinform!", "Рудник открыт!", "как передает Kazinform"),
        ("Погибли 46 человек, передает Kazinform. Идёт проверка.", "Погибли 46 человек. Идёт проверка.", "передает Kazinform"),
        ("Шахта. Об этом сообщает Kazinform. Идёт проверка.", "Шахта. Идёт проверка.", "Об этом сообщает Kazinform"),
    ],
)  # fmt: skip
def test_the_credit_goes_where_a_whole_sentence_is_left(lead: str, kept: str, words: str) -> None:
    assert split_attribution(lead) == (kept, words)


@pytest.mark.parametrize(
    "lead",
    [
        "Рудник открыт, сообщил министр.",
        "Рудник открыт. Об этом сообщил министр.",
        "Шахта жабылды, - деп хабарлады министр.",
        "The mine closed, the ministry said.",
        "Рудник открыт, сообщает пресс-секретарь акима.",
        "Пресс-служба акимата сообщает о закрытии рудника.",
        "Как сообщает Kazinform, рудник открыт.",
        "Об этом сообщает Kazinform.",
        "Kazinform reports.",
        "«Рудник открыт, передает Kazinform», - сказал он.",
        "В Риддере (ВКО, передает Kazinform.",
        "Сегодня, передает Kazinform.",
        "Рудник, сообщает Kazinform, работает.",
        "",
    ],
)
def test_a_lead_stays_whole_where_people_speak_or_nothing_would_be_left(lead: str) -> None:
    assert split_attribution(lead) == (lead, "")


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["Рудник открыт", "передает Kazinform", "сообщил министр", "Об этом", "деп хабарлайды",
                         "«", "»", ". ", ", ", " – ", "BAQ.kz ", "тілшісі", "!", " "]),
        max_size=10,
    ).map("".join)
)  # fmt: skip
def test_nothing_is_added_and_what_is_cut_credits_an_agency(lead: str) -> None:
    kept, words = split_attribution(lead)
    assert (kept == lead) if not words else attribution_tail(words)[0]
    assert not words or len(kept) < len(lead)
    assert kept or not lead


@pytest.mark.parametrize(
    ("lead", "kept", "words"),
    [
        (
            "Кенішті жапты, - деп хабарлайды облыс әкімдігінің баспасөз қызметі.",
            "Кенішті жапты.",
            "деп хабарлайды облыс әкімдігінің баспасөз қызметі",
        ),
        ("Рудник открыт, сообщили в пресс-службе акимата.", "Рудник открыт.", "сообщили в пресс-службе акимата"),
        ("Рудник закрыт. Об этом сообщает пресс-служба компании.", "Рудник закрыт.", "Об этом сообщает пресс-служба компании"),
        ("The mine has closed, the press service of the mayor said.", "The mine has closed.", "the press service of the mayor said"),
    ],
)  # fmt: skip
def test_the_credit_of_a_press_service_is_cut_and_names_no_agency(
    lead: str, kept: str, words: str
) -> None:
    assert split_attribution(lead) == (kept, words)
    assert attribution_tail(lead) == ("", "")


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        ((), ""),
        (("Теги: рудник", "Источник: газета «Рудный край»"), "газета «Рудный край»"),
        (("Дереккөз: maiak.example",), "maiak.example"),
        (("Source: https://www.maiak.example/a/1?x=2",), "maiak.example"),
        (("Источник фото: архив",), ""),
        (("Источник:",), ""),
        (("Источник: по словам очевидцев, в тот день на руднике было темно и пыльно",), ""),
        (("Источник: " + "а" * 200,), ""),
    ],
)
def test_the_source_is_what_stands_behind_its_label(lines: tuple[str, ...], source: str) -> None:
    assert credited_source(lines) == source
