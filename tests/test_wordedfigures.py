import pytest

from pipelines.histories.figurechanges import figures_in
from pipelines.histories.wordedfigures import quantity_changes


def changes(before: str, after: str, language: str) -> list[tuple[str, str]]:
    counted = figures_in(before, (), language), figures_in(after, (), language)
    told = quantity_changes(before, after, language, counted)
    return [(one.before, one.after) for one in told]


@pytest.mark.parametrize(
    ("language", "before", "after", "told"),
    [
        ("ru", "Ушли десятки людей.", "Ушли сотни людей.", ("десятки", "сотни")),
        ("ru", "Ушла половина людей.", "Ушла треть людей.", ("половина", "треть")),
        ("ru", "Ушли многие.", "Ушли несколько человек.", ("многие", "несколько")),
        ("ru", "Ушли люди.", "Ушли сотни людей.", ("", "сотни")),
        ("kk", "Ондаған адам кетті.", "Жүздеген адам кетті.", ("Ондаған", "Жүздеген")),
        ("en", "Dozens left.", "Hundreds left.", ("Dozens", "Hundreds")),
    ],
)
def test_another_quantity_in_words_is_another_figure(
    language: str, before: str, after: str, told: tuple[str, str]
) -> None:
    assert changes(before, after, language) == [told]


def test_a_sharp_quantity_stands_beside_a_sharp_one() -> None:
    before, after = "Несколько домов, десятки людей.", "Сотни людей."
    assert changes(before, after, "ru") == [("десятки", "Сотни")]


def test_a_vague_word_alone_and_the_same_share_in_figures_change_nothing() -> None:
    assert changes("Несколько дней назад пришли люди.", "Пришли люди.", "ru") == []
    assert changes("Ушла половина людей.", "Ушли 50% людей.", "ru") == []
    assert changes("Ушли 25% людей.", "Ушла четверть людей.", "ru") == []
