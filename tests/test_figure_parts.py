import pytest

from pipelines.figures.facts import find_facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seven of the eight men", [7, 8]),
        ("семь из 21 горняка", [7, 21]),
        ("2300 жұмыссыздың 610-ы жазылды", [2300, 610]),
        ("eight of 5 men", [5]),
        ("seven of our big old mines; 8 men", [8]),
        ("2300 адам 610 үй", [2300]),
        ("2300 жұмыссыздың 5610-ы", [2300]),
        ("2,5 из 20 человек", [20]),
    ],
)
def test_a_part_of_people_counts_people(text: str, expected: list[float]) -> None:
    assert [fact.value for fact in find_facts(text) if fact.kind == "people"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("412,6 млрд тенге против 377,1 млрд годом ранее", [(412.6e9, "KZT"), (377.1e9, "KZT")]),
        (
            "a profit of KZT 27 billion after losing 90 billion in 2023",
            [(27e9, "KZT"), (90e9, "KZT")],
        ),
        ("108,6 млн тонн, из них 75 млн ушло", [(108.6e6, "t"), (75e6, "t")]),
        ("выделили 38,2 млрд тенге, из них 12 миллиардов.", [(38.2e9, "KZT"), (12e9, "KZT")]),
        ("38,2 млрд тенге, из них 12 миллиардов – городу", [(38.2e9, "KZT"), (12e9, "KZT")]),
        ("38 млрд тенге. Ещё 12 миллиардов – городу", [(38e9, "KZT"), (12e9, "KZT")]),
        ("38 млрд тенге. Население – 12 миллионов.", [(38e9, "KZT"), (12e6, "people")]),
        ("38 млрд тонн. Ещё 12 миллиардов – городу", [(38e9, "t")]),
        ("38 млрд тенге.\nЕщё 12 миллиардов – городу", [(38e9, "KZT")]),
        ("38 млрд тенге. Хорошо. Ещё 12 миллиардов – городу", [(38e9, "KZT")]),
        ("38 млрд тенге и 12 миллиардов деревьев", [(38e9, "KZT")]),
        ("38 млрд тенге и 12 тысяч годом ранее", [(38e9, "KZT")]),
        ("0 тенге, 12 млн годом ранее", [(0, "KZT"), (12e6, "KZT")]),
    ],
)
def test_a_number_in_millions_takes_the_unit_told_before(
    text: str, expected: list[tuple[float, str]]
) -> None:
    assert [(f.value, f.unit) for f in find_facts(text) if f.kind != "date"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Выделили 5 миллиардов на дороги.", [(5e9, "KZT")]),
        ("Из 900 долларов взяли всё. Выделили 5 миллиардов.", [(900, "USD"), (5e9, "USD")]),
        (
            "ERG will spend 630 billion tenge ($1.2 billion) instead of the 460 billion named then",
            [(630e9, "KZT"), (460e9, "KZT")],
        ),
    ],
)
def test_millions_that_are_given_are_money(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(f.value, f.unit) for f in find_facts(text) if f.kind == "money"] == expected
