import pytest

from pipelines.histories.history import Version
from pipelines.histories.reversals import is_reversed

WRITTEN_WITH = {"ru": "Работы идут.", "kk": "Жұмыс жүріп жатыр.", "en": "Work goes on."}


def turned(language: str, before: str, after: str) -> bool:
    other = WRITTEN_WITH[language]
    return is_reversed(Version("", f"{before} {other}"), Version("", f"{after} {other}"), language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "Никто не пострадал.", "Пострадали люди."),
        ("ru", "Завод оштрафован.", "Завод не оштрафован."),
        ("ru", "Среди раненых есть дети.", "Среди раненых детей нет."),
        ("ru", "Застройка законная.", "Застройка незаконная."),
        ("ru", "Зарплаты повысили.", "Зарплаты понизили."),
        ("ru", "Склад открыт зимой.", "Склад закрыт зимой."),
        ("kk", "Цех жабылады.", "Цех жабылмайды."),
        ("kk", "Олар келіскен жоқ.", "Олар келісті."),
        ("kk", "Су қауіпті.", "Су қауіпсіз."),
        ("kk", "Баға өсті.", "Баға төмендеді."),
        ("kk", "Зардап шеккендер бар.", "Зардап шеккендер жоқ."),
        ("en", "No one was hurt.", "People were hurt."),
        ("en", "The plan is legal.", "The plan is illegal."),
        ("en", "Wages were raised.", "Wages were cut."),
    ],
)
def test_a_negation_or_an_antonym_turns_a_sentence_round(
    language: str, one: str, other: str
) -> None:
    assert turned(language, one, other)
    assert turned(language, other, one)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "Закроют не только цех.", "Закроют цех."),
        ("ru", "Погибли не менее трёх.", "Погибли трое."),
        ("ru", "Не все согласны.", "Совсем иное предложение здесь."),
        ("ru", "Завод не оштрафован.", "Завод так и не оштрафован."),
        ("ru", "Цена не выросла.", "Цена упала."),
        ("kk", "Олар келіскен жоқ.", "Олар келіспеді."),
        ("kk", "Олар пайдасыз кетті.", "Олар жолсыз кетті."),
        ("kk", "Есепсіз қалды.", "Есептер қалды."),
        ("en", "The plant stands.", "The old plant stands."),
        ("en", "They work.", "They undo work."),
        ("en", "The plant was not.", "The plant was there."),
    ],
)
def test_another_wording_or_another_fact_does_not(language: str, one: str, other: str) -> None:
    assert not turned(language, one, other)
    assert not turned(language, other, one)


def test_a_sentence_that_was_only_taken_out_is_not_reversed() -> None:
    assert not is_reversed(Version("", "Никто не пострадал."), Version("", ""), "ru")
    assert not is_reversed(Version("", "12."), Version("", "13."), "ru")


def test_kazakh_in_latin_letters_is_read() -> None:
    one, other = (
        "Zaýyt jumysyn toqtatady dep habarlady.",
        "Zaýyt jumysyn toqtatpaıdy dep habarlady.",
    )
    assert is_reversed(Version("", one), Version("", other), "kk")


def test_very_many_changed_sentences_are_not_compared_one_by_one() -> None:
    letters = [one + other for one in "абвгдежзик" for other in "лмнопр"]
    one = "\n".join(f"Завод {name} оштрафован." for name in letters)
    other = "\n".join(f"Завод {name} не оштрафован." for name in letters)
    assert not is_reversed(Version("", one), Version("", other), "ru")
