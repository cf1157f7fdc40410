import pytest

from pipelines.histories.cosmetic import is_cosmetic
from pipelines.histories.history import Version

TEXT = "На руднике «Северный» остановили добычу. Рабочие не получили зарплату за 2 месяца."


def changed(before: str, after: str, *, title: str = "Рудник стоит") -> bool:
    assert before in TEXT
    return is_cosmetic(Version("Рудник стоит", TEXT), Version(title, TEXT.replace(before, after)))


def test_equal_versions_differ_only_cosmetically() -> None:
    assert changed("добычу", "добычу")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«Северный»", '"СЕВЕРНЫЙ"'),
        ("добычу. Рабочие", "добычу.\n\nРабочие"),
        ("Рабочие", "Pабочие"),
        ("получили", "полчуили"),
        ("остановили", "остано вили"),
        ("за 2 месяца.", "за два месяца!\n\nПросмотров: 12"),
    ],
)
def test_form_and_slips_of_spelling_are_cosmetic(before: str, after: str) -> None:
    assert changed(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("не получили", "получили"),
        ("не получили", "неполучили"),
        ("2 месяца", "3 месяца"),
        ("«Северный»", "«Севернный»"),
        ("добычу", "погрузку"),
        ("остановили добычу", "остановили всю добычу"),
    ],
)
def test_negations_numbers_names_and_other_words_are_not(before: str, after: str) -> None:
    assert not changed(before, after)


def test_a_factor_is_no_slip_of_another() -> None:
    assert not is_cosmetic(Version("", "Цена выросла вдвое."), Version("", "Цена выросла втрое."))


def test_other_words_in_the_title_are_not_cosmetic_but_a_mark_of_update_is() -> None:
    assert not changed("добычу", "добычу", title="Рудник работает")
    assert changed("добычу", "добычу", title="РУДНИК СТОИТ (обновлено в 12:30)")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Шахта закрыта.", "Шахты закрыты."),
        ("Суд отменил приговор.", "Суд отметил приговор."),
        ("Workers were injured.", "Workers were insured."),
        ("They face a strike.", "They face a stroke."),
        ("Компания идёт.", "Кампания идёт."),
        ("Кеніш ашылды.", "Кеніштер ашылды."),
    ],
)
def test_another_real_word_or_number_is_no_slip(before: str, after: str) -> None:
    assert not is_cosmetic(Version("", before), Version("", after))
    assert not is_cosmetic(Version("", after), Version("", before))


def test_a_word_that_stands_elsewhere_in_the_text_is_no_slip_of_another_one() -> None:
    one, other = "Есть агентство печати.", "Есть агенство печати."
    assert is_cosmetic(Version("", one), Version("", other))
    tail = " Вот агентство и агенство."
    assert not is_cosmetic(Version("", one + tail), Version("", other + tail))


def test_words_of_the_lists_are_no_slips_of_each_other() -> None:
    one, other = "The verdict accused him.", "The verdict accuses him."
    assert not is_cosmetic(Version("", one), Version("", other))
