from __future__ import annotations

import pytest

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.lexicon import scan
from pipelines.relevance.relevance import judge_text
from pipelines.relevance.seats import seats


def towns(title: str, text: str) -> list[str]:
    return [seat.town for seat in seats(scan(title, text))]


LATE = "Совет собрался вчера. Доклад был коротким. "


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Донской ГОК обновляет парк", "Пришла новая техника."),
        ("Новая техника", "Донской ГОК получил машину."),
        ("Совет директоров", LATE + "Случай был на Донском ГОКе."),
        ("Board meets", "It met. It talked. A fire broke out at Donskoy GOK."),
    ],
)
def test_a_plant_that_is_subject_or_scene_names_its_town(title: str, text: str) -> None:
    assert towns(title, text) == ["khromtau"]
    assert judge_text(title, text).verdicts[1].relevant


def test_a_plant_named_in_passing_names_no_town() -> None:
    assert towns("Совет директоров", LATE + "Сырьё поставит Донской ГОК.") == []


def test_a_kazakh_locative_tells_the_scene() -> None:
    assert towns("Кеңес", "Кеңес өтті. Есеп тыңдалды. Өрт ССКӨБ-да болды.") == ["rudny"]


def test_a_company_of_many_towns_names_none() -> None:
    assert towns("Казахмыс обновляет парк", "") == []


def test_a_plant_that_only_pays_for_something_names_no_town() -> None:
    assert towns("Донской ГОК подарил игрушки детскому дому", "") == []


@pytest.mark.parametrize(
    ("title", "text", "town"),
    [
        ("На шахте «Казахстанская» обвал", "Работы идут.", "shakhtinsk"),
        (
            "Board meets",
            "It met. It talked. A fire broke out at the Ridder-Sokolny mine.",
            "ridder",
        ),
        ("Совет", LATE + "Обрушение случилось на шахте имени Ленина.", "shakhtinsk"),
        ("Кеңес", "Кеңес өтті. Есеп тыңдалды. Өрт Риддер ЖЭО-да болды.", "ridder"),
    ],
)
def test_a_mine_or_power_station_of_a_town_names_it(title: str, text: str, town: str) -> None:
    assert towns(title, text) == [town]


def test_a_mine_outside_the_towns_names_none() -> None:
    assert towns("На шахте имени Костенко обвал", "") == []


def test_the_town_is_a_mention_that_says_how_it_was_found() -> None:
    made = judge_text("Донской ГОК обновляет парк", "")
    [town] = [m for m in made.mentions if m.kind == "town"]
    assert (town.entity_id, town.surface, town.span) == ("khromtau", "Донской ГОК", (0, 11))
    assert town.note == "through Donskoy Mining and Processing Plant"


def test_a_town_that_is_named_itself_is_not_named_twice() -> None:
    made = judge_text("Донской ГОК обновляет парк", "Пресс-служба в Хромтау довольна.")
    assert [m.surface for m in made.mentions if m.kind == "town"] == ["Хромтау"]
    notes = [reason.note for reason in made.verdicts[1].reasons]
    assert not any(note.startswith("through") for note in notes)


def test_every_seat_is_a_town_where_the_company_works() -> None:
    for company in gazetteer().companies.values():
        assert not company.seat or company.seat in company.towns
