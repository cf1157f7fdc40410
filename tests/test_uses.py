from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.relevance import uses
from pipelines.relevance.homonyms import read_places
from pipelines.relevance.lexicon import scan
from pipelines.relevance.relevance import judge_text
from pipelines.relevance.uses import use_of

if TYPE_CHECKING:
    from pipelines.judgement import Verdict
    from pipelines.relevance.scans import Scan


def monotown(title: str, text: str) -> Verdict:
    return judge_text(title, text).verdicts[1]


def use(text: str, title: str = "") -> str:
    found = scan(title, text)
    return use_of(found, next(r for r in read_places(found) if r.is_town))[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("В Риддере закрыли школу.", ""),
        ("Риддерцы просят тепла.", ""),
        ("Бывший аким Риддера пишет книгу.", "a former office"),
        ("Он родился в Риддере.", "origin"),
        ("РИДДЕР. 5 мая. – Школу закрыли.", "dateline"),
        ("Уголь экибастузского бассейна дешевле.", "where coal comes from"),
        ("Рейсы в Жезказган и Балхаш подорожают.", "the end of a route"),
        ("Поезд Астана – Балхаш опоздал.", "the end of a route"),
        ("Открыты кассы в Риддере, Балхаше, Рудном и Степногорске.", "one of many places"),
    ],
)
def test_how_a_town_is_used_is_told_by_its_sentence(text: str, told: str) -> None:
    assert use(text) == told


def test_a_storm_in_the_town_of_the_title_is_a_scene() -> None:
    text = "Дороги на Усть-Каменогорск и Алтай перекрыты. Снег убирают."
    assert monotown("Метель в Риддере: школы закрыты", text).relevant


def test_several_places_in_a_piece_about_the_weather_are_no_scene() -> None:
    text = "Закрыта трасса у Балхаша. В Аркалыке застрял автобус. Дорога на Жезказган открыта."
    assert not monotown("Снегопад закрыл дороги", text).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Бывший аким Экибастуза возглавил федерацию", "Собрание прошло в столице."),
        ("Теміртаудың бұрынғы әкімі кітап жазды", "Тұсаукесер астанада өтті."),
        ("Former akim of Ridder joins a board", "He once headed the administration of Ridder."),
    ],
)
def test_a_town_that_somebody_once_headed_is_no_scene(title: str, text: str) -> None:
    assert not monotown(title, text).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Мороз и метель",
            "Порывы до 22 метров. В Рудном, Риддере и Балхаше снегопад. В Сатпаеве мороз.",
        ),
        ("Аяз", "Боран күтіледі. Риддерде, Балқашта және Рудныйда аяз. Жел күшейеді."),
        ("Cold wave", "Frost and gusts. In Rudny, Ridder and Balkhash 30 degrees below zero."),
    ],
)
def test_towns_of_a_weather_notice_are_no_scene(title: str, text: str) -> None:
    assert not monotown(title, text).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Сколько подделок нашли", "Минздрав проверил аптеки. Изъяли много. Склад нашли в Сарани."),
        ("Алаяқтық", "Министрлік есеп берді. Шығын көп. Соңғы топ Саранда ұсталды."),
        ("Ticket touts", "The ministry checked sales. Prices fell. One lived in Temirtau."),
    ],
)
def test_one_example_in_the_news_of_the_nation_is_no_scene(title: str, text: str) -> None:
    assert not monotown(title, text).relevant


def test_towns_of_many_regions_in_one_sentence_are_a_list() -> None:
    listed = "Филиалы есть в Риддере, Балхаше, Рудном и Степногорске."
    assert not monotown("Банк открыл кассы", listed).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Учёные показали находку", "Курган нашли под Жезказганом. Кинжалу 3000 лет."),
        ("Археологи вернулись с поля", "Лагерь стоял под Кентау. Кувшины склеят зимой."),
        ("Ғалымдар олжасын көрсетті", "Қорған Теміртау маңында табылды. Олжа музейде."),
        ("Students at the digs in May", "The camp stood near Karatau. Axes will be dated."),
    ],
)
def test_a_town_near_which_archaeologists_dig_is_no_scene(title: str, text: str) -> None:
    assert not monotown(title, text).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ярмарка открылась в Павлодаре", "Пчеловоды из Риддера и Кентау привезли мёд."),
        ("Fair opens in Pavlodar", "Craftsmen from Ridder and Kentau brought felt."),
        ("Гранты получили трое", "Они из Балхаша, Шымкента и Уральска."),
        ("Алматыда көрме ашылды", "Оған Риддерден келген шеберлер қатысты."),
    ],
)
def test_people_who_came_to_another_city_do_not_make_their_town_the_scene(
    title: str, text: str
) -> None:
    assert not monotown(title, text).relevant


def test_people_of_a_town_make_it_the_scene_where_no_other_is_told_before() -> None:
    assert monotown("Мёд привезли к осени", "Пчеловоды из Риддера открыли лавку.").relevant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("В Балхаше вырос штраф за свалки.", ""),
        ("Певец вырос в Балхаше и уехал.", "origin"),
        ("Fares were raised again in Ridder.", ""),
        ("He was born and raised in Ridder.", "origin"),
    ],
)
def test_what_grows_in_a_town_does_not_come_from_there(text: str, told: str) -> None:
    assert use(text) == told


def test_what_a_sentence_is_asked_is_asked_once_however_many_towns_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, int]] = []
    is_list = uses._is_list

    def counted(scan: Scan, first: int, last: int) -> bool:
        asked.append((first, last))
        return is_list(scan, first, last)

    monkeypatch.setattr(uses, "_is_list", counted)
    found = scan("", "Риддер, Алматы, Астана, Тараз, Рудный, " * 200)
    towns = [reading for reading in read_places(found) if reading.is_town]
    assert {use_of(found, town)[1] for town in towns} == {"one of many places"}
    assert len(towns) > 100
    assert len(asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Корабль сел в 147 километрах к юго-востоку от города Жезказгана.",
        "Они шли 40 км от Риддера.",
        "The capsule landed 147 kilometres south-east of the town of Zhezkazgan.",
        "It is 40 miles away from Zhezkazgan.",
        "Жезқазғаннан оңтүстікке қарай 147 шақырым жерде қонды.",
    ],
)
def test_a_town_that_a_distance_is_told_from_is_no_scene(text: str) -> None:
    assert use(text) == "what a distance is told from"


@pytest.mark.parametrize("text", ["В Риддере отремонтируют 12 км дорог.", "Риддерде 5 км жол бар."])
def test_a_length_of_road_in_a_town_is_no_distance_from_it(text: str) -> None:
    assert use(text) == ""


def test_a_dateline_is_read_behind_a_lead_too() -> None:
    text = "ZHEZKAZGAN, Kazakhstan (AP) — The crew landed."
    found = scan("Crew lands", text, lead="All are well.")
    assert use_of(found, next(r for r in read_places(found) if r.is_town))[1] == "dateline"


def test_miners_of_a_town_are_no_epithet_of_coal() -> None:
    assert use("Екібастұз көміршілері жоспарды орындады.") == ""
    assert use("Экибастузские угольщики выполнили план.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "The train will take five hours, with a single stop at Ekibastuz.",
        "Поезд пойдёт через Экибастуз.",
        "Автобус маршрута шёл с остановкой в Балхаше.",
        "Пойыз Екібастұз арқылы өтеді.",
    ],
)
def test_where_a_train_halts_on_its_way_is_no_scene(text: str) -> None:
    assert use(text) == "the end of a route"


def test_a_stop_in_the_title_is_told_of() -> None:
    assert use("Тепло дали.", "Поезд через Экибастуз отменили") != "the end of a route"
