"""Who a lead credits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.attribution import agency_pattern, attribution_tail
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
