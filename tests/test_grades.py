import pytest

from pipelines.figures.facts import find_facts


@pytest.mark.parametrize(
    "text",
    [
        "руда с содержанием меди 0,4 %",
        "содержание меди в руде – 0,4 %",
        "copper grade of 0.4%",
        "grading 0.4% copper",
        "at 0.4% copper",
        "0.4% Cu",
        "құрамындағы мыс 0,4 пайыз",
    ],
)
def test_the_content_of_a_metal_is_a_grade(text: str) -> None:
    assert [(f.kind, f.value, f.unit) for f in find_facts(text)] == [("grade", 0.4, "%")]


@pytest.mark.parametrize(
    "text",
    [
        "содержание влаги 0,4 %",
        "экспорт меди вырос, доля 0,4 %",
        "0.4% of copper",
        "0.4% cu",
        "0.4% gold stake",
    ],
)
def test_other_percentages_are_none(text: str) -> None:
    assert [f.kind for f in find_facts(text)] != ["grade"]
