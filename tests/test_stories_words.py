from __future__ import annotations

import re

import pytest

from pipelines.datafile import DATA
from pipelines.stories.words import concepts, is_background, is_template, stems


@pytest.mark.parametrize(
    ("concept", "said"),
    [
        (
            "explosion",
            ("На заводе прогремел взрыв", "Зауытта жарылыс болды", "A blast hit the plant"),
        ),
        ("hunger", ("объявили голодовку", "аштық жариялады", "on hunger strike")),
        ("court", ("решение суда", "сот шешімі", "the court ruled")),
        ("dam", ("тело дамбы", "бөгет бұзылды", "the dam held")),
        ("children", ("много детей", "балалар", "two children")),
        ("outage", ("отключение света", "жарық өшірілді", "a power outage")),
        ("cornerstone", ("закладка капсулы", "іргетасы қаланды", "breaks ground on a plant")),
        ("voids", ("пустоты под школой", "жер астындағы қуыстар", "mine voids")),
        ("pay_rise", ("прибавка к окладу", "жалақыны көтерді", "a pay rise")),
        ("industrial_zone", ("индустриальная зона", "индустриалдық аймақ", "an industrial zone")),
        ("poisoning", ("угарный газ", "уланып қалды", "carbon monoxide in the room")),
    ],
)
def test_a_concept_is_known_in_three_languages(concept: str, said: tuple[str, ...]) -> None:
    assert all(concept in concepts(one) for one in said)


@pytest.mark.parametrize(
    ("concept", "said"),
    [
        ("court", "сотрудники вышли на работу"),
        ("price", "в центре города"),
        ("stake", "долларов США"),
        ("water", "водитель уехал"),
        ("doctor", "медь"),
        ("snow", "Қарағанды"),
        ("fire", "he was fired"),
        ("mine", "minerals"),
        ("settle", "a settlement of miners"),
        ("sinkhole", "a subsidiary with subsidies"),
        ("apprentice", "an international forum"),
        ("mother", "материал"),
        ("heatwave", "жарақат алды"),
        ("bird", "кусок руды"),
        ("stadium", "аренда земли"),
    ],
)
def test_a_word_of_the_same_beginning_is_another(concept: str, said: str) -> None:
    assert concept not in concepts(said)


@pytest.mark.parametrize(
    "sentence",
    [
        "Напомним, в октябре погибли 46 человек.",
        "Еске сала кетейік, былтыр өрт болған.",
        "As previously reported, the mill was closed.",
        "Ранее сообщалось о двух погибших.",
        "Three years ago an explosion killed five.",
        "Два года назад здесь был пожар.",
    ],
)
def test_a_reminder_is_background(sentence: str) -> None:
    assert is_background(sentence)


@pytest.mark.parametrize(
    "sentence", ["На шахте погиб горняк.", "Кеніште өрт шықты.", "Two miners have died."]
)
def test_news_is_no_background(sentence: str) -> None:
    assert not is_background(sentence)


@pytest.mark.parametrize(
    "title",
    [
        "Курс тенге к доллару на 20 апреля",
        "Валюта бағамы: 21 сәуір",
        "Погода в Риддере",
        "5 мамырға арналған ауа райы",
        "Metals close: copper up",
        "Horoscope for the week",
    ],
)
def test_daily_reports_are_templates(title: str) -> None:
    assert is_template(title)


@pytest.mark.parametrize("title", ["На руднике пожар", "Кен орны ашылды", "Copper mine reopens"])
def test_other_titles_are_not(title: str) -> None:
    assert not is_template(title)


def test_stems_are_the_beginnings_of_longer_words() -> None:
    assert stems("Горняки и горняка, 2026 год: Шахты") == {"горняк", "шахты"}


def test_the_lists_hold_nothing_twice() -> None:
    text = (DATA / "storywords.toml").read_text("utf-8")
    for line in re.findall(r"^\w+ = \[(.*)\]$", text, re.MULTILINE):
        listed = re.findall(r'"([^"]+)"', line)
        assert sorted(set(listed)) == sorted(listed), line
