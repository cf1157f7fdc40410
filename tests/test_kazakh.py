import pytest

from pipelines.quotes.reported import reported_speech
from pipelines.quotes.sayings import Article


def words(text: str) -> list[str]:
    return [text[s:e] for said in reported_speech(Article(text, ())) for s, e in said.spans]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Әкім Орал Қожахметов жұмыс басталғанын айтты.", "жұмыс басталғанын"),
        ("Қала әкімі жұмыс басталатынын мәлімдеді.", "жұмыс басталатынын"),
        ("«Қазақмыс» АҚ жұмыс басталғанын мәлімдеді.", "жұмыс басталғанын"),
        ("Ол жұмыс басталғанын айтты.", "жұмыс басталғанын"),
        ("Министр жұмыс тез басталады деп мәлімдеді.", "жұмыс тез басталады"),
        ("Жұмыс тез басталады деп хабарлады әкім Орал Қожахметов.", "Жұмыс тез басталады"),
        ("Жұмыс тез басталады, дейді әкім Орал Қожахметов.", "Жұмыс тез басталады"),
        ("Оның айтуынша, жұмыс басталды.", "жұмыс басталды"),
        ("Кеніш кеше жабылды, ал Тоқаевтың айтуынша, жұмыс басталады.", "жұмыс басталады"),
        (
            "Трубалар ауысып жатыр. Бұл туралы әкім Орал Қожахметов хабарлады.",
            "Трубалар ауысып жатыр",
        ),
    ],
)
def test_a_clause_that_somebody_is_told_to_have_said_is_found(text: str, told: str) -> None:
    assert words(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "жұмысты айтты.",
        "деп айтты.",
        "Бүгін жұмыс басталғанын айтты.",
        "Kazinform тілшісі жұмыс басталғанын айтты.",
        "Айтуынша, жұмыс басталды ғой.",
        "Оның айтуынша.",
        "Кен орны Ақбақай деп аталады.",
        "айтты",
    ],
)
def test_what_tells_no_clause_or_no_speaker_is_left_out(text: str) -> None:
    assert words(text) == []
