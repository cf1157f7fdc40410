import pytest

from pipelines.figures.facts import find_facts
from pipelines.judgement import Fact


def only(text: str) -> Fact:
    (fact,) = (fact for fact in find_facts(text) if fact.kind != "date")
    return fact


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("около 40 человек", "about"),
        ("порядка 40 человек", "about"),
        ("свыше 40 человек", "over"),
        ("более чем 40 человек", "over"),
        ("не менее 40 человек", "at least"),
        ("как минимум 40 человек", "at least"),
        ("не более 40 человек", "at most"),
        ("менее 40 человек", "under"),
        ("получат до 500 тысяч тенге", "at most"),
        ("зарплата выросла до 500 тысяч тенге", ""),
        ("about 40 people", "about"),
        ("at least 40 people", "at least"),
        ("more than 40 people", "over"),
        ("no more than 40 people", "at most"),
        ("up to 40 people", "at most"),
        ("fewer than 40 people", "under"),
        ("nearly $40 million", "about"),
        ("кемінде 40 адам", "at least"),
        ("1 триллион теңгеден астам", "over"),
        ("3,5 мыңға жуық адам", "about"),
        ("10 мыңдай тұрғын", "about"),
        ("500 мың теңгеге дейін береді", "at most"),
        ("жалақы 500 мың теңгеге дейін өсті", ""),
        ("40 адам", ""),
        ("than 40 people", ""),
        ("as of 40 people", ""),
        ("5 (более)", ""),
    ],
)
def test_words_beside_a_figure_bound_it(text: str, bound: str) -> None:
    facts = [fact for fact in find_facts(text) if fact.kind != "date"]
    assert {fact.bound for fact in facts} <= {bound}


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("1,2 млн тонн угля в год", "year"),
        ("ежегодно 1,2 млн тонн", "year"),
        ("85 000 тенге в месяц", "month"),
        ("5 тысяч тонн в сутки", "day"),
        ("9100 долларов за тонну", "tonne"),
        ("$2,914 an ounce", "ounce"),
        ("$95/t", "tonne"),
        ("5 млн тонн/год", "year"),
        ("300 ktpa", "year"),
        ("5 million tonnes of coal a year", "year"),
        ("5 million tonnes a year ago", ""),
        ("жылына 300 мың тонна", "year"),
        ("тоннасына 9100 доллар", "tonne"),
        ("5 тонн угля, в год", ""),
        ("5 тонн 7 в год", ""),
        ("5 тонн", ""),
        ("в городе ежедневно, 5 тонн", ""),
        ("5 тонн/сек", ""),
    ],
)
def test_a_rate_is_told_beside_its_figure(text: str, per: str) -> None:
    assert only(text).per == per
