from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.relevance.relevance import judge_text

if TYPE_CHECKING:
    from pipelines.judgement import Verdict


def monotown(title: str, text: str, city: str = "") -> Verdict:
    return judge_text(title, text, dateline_city=city).verdicts[1]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Моногорода получат деньги", "План утверждён."),
        ("Моноқалаларға қаржы бөлінді", "Жоспар бекітілді."),
        ("Mono-towns to get funds", "The plan was approved."),
        ("В Риддере холодно", "Трубу меняют."),
        ("Риддерде суық", "Құбыр ауыстырылды."),
        ("Школу закрыли", "Это случилось в Экибастузе."),
        ("A school closed", "It happened in Ekibastuz."),
    ],
)
def test_mono_towns_as_such_and_what_happens_in_them_make_it(title: str, text: str) -> None:
    assert monotown(title, text).relevant


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Певец, уроженец Темиртау, выпустил альбом.", "origin"),
        ("Мороз придёт в Астану, Алматы, Темиртау и Рудный.", "one of many places"),
        ("Турнир по боксу пройдёт в Темиртау.", "sport"),
        ("Синоптики: в Темиртау метель.", "forecast"),
        ("ТЕМИРТАУ. 5 мая. KAZINFORM – Президент подписал закон.", "dateline"),
    ],
)
def test_a_town_in_passing_does_not_make_it(text: str, note: str) -> None:
    verdict = monotown("", text)
    assert not verdict.relevant
    assert note in {reason.note for reason in verdict.reasons}


def test_a_town_at_the_start_of_a_sentence_is_no_dateline() -> None:
    assert monotown("", "Темиртау - город металлургов. Здесь нет воды.").relevant


def test_the_city_of_a_dateline_that_was_cut_weighs_little() -> None:
    assert not monotown("", "Президент подписал закон.", "Ridder").relevant
    assert monotown("", "Президент подписал закон.", "Риддер").score > 0
    assert monotown("", "Президент подписал закон.", "Astana").score == 0


def test_a_town_deep_in_a_text_weighs_less() -> None:
    filler = "Иное дело. " * 30
    assert (
        monotown("", f"{filler}Были и в Риддере.").score < monotown("", "Были и в Риддере.").score
    )


def test_people_of_a_town_stand_for_the_town() -> None:
    assert monotown("Жезказганцы ждут поезд", "").relevant


def test_oil_towns_count_for_mono_towns_and_not_for_mining() -> None:
    made = judge_text("Нефтяники Жанаозена бастуют", "Собрались у акимата в Жанаозене.")
    assert [v.relevant for v in made.verdicts] == [False, True]


def test_the_end_of_a_route_is_no_scene() -> None:
    assert not monotown("Поезд Алматы — Жезказган опоздал", "Мела метель.").relevant
    assert not monotown("Трасса Балхаш – Караганда закрыта", "Мела метель.").relevant
    assert monotown("Алматы — Жезказган: спор двух клиник", "Врачи спорят.").relevant


def test_many_towns_named_in_passing_make_no_scene() -> None:
    title = "Бокс: Темиртау, Рудный и Экибастуз прислали команды"
    assert not monotown(title, "В Павлодаре начался турнир.").relevant


def test_coal_that_is_named_for_its_town_makes_no_scene() -> None:
    text = "Экспорт топлива упал. Уголь экибастузского бассейна везут на станции страны."
    assert not judge_text("Экспорт топлива упал", text).verdicts[1].relevant


def test_a_town_named_late_is_the_scene_where_its_plant_is_the_subject() -> None:
    late = "Заменят кладку. Груз ждут в Актобе. Мастера готовы. Общежития строят в Темиртау."
    assert not judge_text("Ремонт начался", f"Печь остановят. {late}").verdicts[1].relevant
    assert judge_text("Ремонт начался", f"Qarmet остановит печь. {late}").verdicts[1].relevant


def test_towns_of_a_forecast_are_no_scenes_where_the_title_announces_the_weather() -> None:
    text = "В Балхаше, Жезказгане и Караганде усилится ветер до 25 метров в секунду."
    assert not judge_text("Погода на выходные", text).verdicts[1].relevant
    assert judge_text("Ветер сорвал крыши", text).verdicts[1].relevant


def test_the_only_place_a_short_article_names_is_its_scene_however_late() -> None:
    early = "Двое ушли под лёд. Их искали до вечера. Тела подняли водолазы. Причину выяснят."
    last = "Оба жили в Риддере."
    assert judge_text("Трагедия на реке", f"{early} {last}").verdicts[1].relevant
    beside = f"{early} Водолазы прибыли из Астаны. {last}"
    assert not judge_text("Трагедия на реке", beside).verdicts[1].relevant
    national = f"{early} Таких случаев по стране девять. {last}"
    assert not judge_text("Трагедия на реке", national).verdicts[1].relevant
    long = f"{early} {early} {last}"
    assert not judge_text("Трагедия на реке", long).verdicts[1].relevant


NEWS = (
    "Автобусы обновят. Закажут тридцать машин. Водителей обучат. Цена билета прежняя. Всё решено. "
)


@pytest.mark.parametrize(
    "aside",
    [
        "В Рудном отключений не было. В Лисаковске ветер повалил щит.",
        "Похожие проекты есть в Риддере.",
        "Так было на Донском ГОКе.",
    ],
)
def test_towns_of_a_background_make_no_scene(aside: str) -> None:
    assert not monotown("Новости области", NEWS + NEWS + aside).relevant


def test_towns_named_once_below_the_opening_add_little_to_each_other() -> None:
    text = f"{NEWS} Их соберут в Сарани. Потом очередь Темиртау. {NEWS}"
    both = monotown("Новости области", text)
    assert 0 < both.score < 3


def test_a_late_town_is_found_in_kazakh_of_latin_letters_too() -> None:
    news = "Avtobýstar jańardy. Júrgizýshiler oqytyldy. Baǵa ózgermedi. Bári sheshildi. "
    assert not monotown("Oblys jańalyqtary", f"{news * 3}Ridderde de solaı boldy.").relevant
