from __future__ import annotations

import pytest

from pipelines.relevance.homonyms import Reading, read_places
from pipelines.relevance.lexicon import scan


def reading(text: str, place: str, title: str = "") -> Reading:
    return next(r for r in read_places(scan(title, text)) if r.place.id == place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("В городе Балхаше открыли парк.", "balkhash"),
        ("Балқаш қаласында саябақ ашылды.", "balkhash"),
        ("Residents of Aksu in Pavlodar Region met the mayor.", "aksu_pavlodar"),
        ("Моногород Курчатов получит льготы.", "kurchatov"),
    ],
)
def test_words_that_call_it_a_town_settle_the_reading(text: str, place: str) -> None:
    found = reading(text, place)
    assert found.accepted
    assert found.fixed


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Музей имени Сатпаева закрыт.", "satpayev"),
        ("Абай атындағы театр.", "abai"),
        ("Авария на улице Курчатова.", "kurchatov"),
        ("В Абайском районе и области Абай сеют.", "abai"),
        ("Каныш Сатпаев открыл залежи.", "satpayev"),
        ("Об этом сказал К. Сатпаев.", "satpayev"),
        ("The Aksu River flooded.", "aksu_pavlodar"),
    ],
)
def test_streets_people_and_regions_are_not_the_town(text: str, place: str) -> None:
    readings = [r for r in read_places(scan("", text)) if r.place.id == place]
    assert readings
    assert not any(r.accepted for r in readings)
    assert all(r.note for r in readings)


def test_a_district_of_an_ambiguous_town_is_not_the_town() -> None:
    assert not reading("Саран ауданы жөнінде мәлімет.", "saran").accepted


def test_an_ambiguous_name_without_context_is_left_undecided_below_the_line() -> None:
    assert 0.1 < reading("Мы видели Аксу.", "aksu_pavlodar").confidence < 0.5


def test_words_far_away_count_less_than_words_nearby() -> None:
    filler = "Нечто иное случилось позже. " * 8
    near = reading("Аксу, завод ферросплавов.", "aksu_pavlodar")
    far = reading(f"Аксу тих. {filler}Там делают ферросплавы.", "aksu_pavlodar")
    assert near.confidence > far.confidence > reading("Аксу тих.", "aksu_pavlodar").confidence


def test_words_that_speak_for_another_place_lower_the_confidence() -> None:
    assert not reading("Темиртау Кемеровской области.", "temirtau").accepted


def test_a_company_of_the_town_speaks_for_it() -> None:
    assert reading("Казахмыс: Балхаш ждёт.", "balkhash").accepted


def test_a_town_of_the_same_region_beside_it_speaks_for_it() -> None:
    found = reading("Встречи были: Каражал, Сатпаев.", "satpayev")
    assert found.accepted


def test_one_certain_mention_settles_the_others_of_the_article() -> None:
    found = reading("Алтай ждёт. " + "Иное слово. " * 60, "altai_town", title="Город Алтай и жизнь")
    held = read_places(scan("Город Алтай и жизнь", "Иное. " * 200 + "Весь Алтай ждёт."))
    assert found.accepted
    assert held[-1].accepted
    assert "elsewhere" in held[-1].note


def test_the_scene_is_told_by_case_and_preposition() -> None:
    assert reading("Теміртауда қар жауды.", "temirtau").scene
    assert reading("It snowed in Temirtau.", "temirtau").scene
    assert not reading("Темиртау растёт.", "temirtau").scene


def test_a_bare_name_follows_the_full_name_of_a_person() -> None:
    text = "Рудный сказал, что не видел. На допросе был свидетель Виктор Рудный."
    assert not any(r.accepted for r in read_places(scan("", text)))


def test_a_name_with_a_preposition_of_place_stays_the_town_beside_a_namesake() -> None:
    text = "Виктор Рудный приехал. В Рудном открыли школу."
    assert [r.accepted for r in read_places(scan("", text))] == [False, True]


def test_people_of_a_town_that_is_named_after_a_person_name_the_town() -> None:
    assert [r.note for r in read_places(scan("", "Сәтбаевтық мұғалім жеңді."))] == ["its people"]


def test_a_name_made_an_adjective_by_type_is_no_scene() -> None:
    assert not any(r.accepted for r in read_places(scan("", "Ekibastuz-type grids fail.")))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Drilling goes on in towns such as Abai, Kurchatov, Balkhash, and Altai.", "en"),
        ("Моногорода Абай, Курчатов, Балхаш и Алтай получат деньги.", "ru"),
        ("В таких городах, как Абай, Курчатов, Балхаш и Алтай, ищут руду.", "ru"),
        ("Абай, Курчатов, Балқаш және Алтай қалаларында барлау жүреді.", "kk"),
    ],
)
def test_names_in_a_row_are_towns_where_one_of_them_is_called_so(text: str, language: str) -> None:
    sure = {r.found.id for r in read_places(scan("", text, language=language)) if r.accepted}
    assert sure == {"abai", "kurchatov", "balkhash", "altai_town"}


@pytest.mark.parametrize(
    "text",
    ["Премии получили Абай, Алтай, Ильяс и Курчатов.", "Книги об Абае, Алтае и Аксу."],
)
def test_a_row_without_any_town_raises_nobody(text: str) -> None:
    assert not any(reading.accepted for reading in read_places(scan("", text, language="ru")))


@pytest.mark.parametrize("text", ["Текеліде өзен тазарды.", "Балқашта көше жарықтанды."])
def test_a_kazakh_name_in_a_case_of_place_is_no_part_of_another_name(text: str) -> None:
    assert any(reading.accepted for reading in read_places(scan("", text, language="kk")))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Балқашта балық аулауға тыйым салынды", "Қала тұрғындары базарды сынайды."),
        ("В Балхаше вырос штраф", "Маслихат города решил так. Озеро очистят."),
        ("Satpayev: after the hoist failed", "Nobody in the town was hurt."),
    ],
)
def test_offices_and_people_of_a_town_settle_the_only_name_of_an_article(
    title: str, text: str
) -> None:
    assert read_places(scan(title, text))[0].accepted
    assert not read_places(scan(title, "Озеро обмелело, рыба ушла."))[0].accepted


@pytest.mark.parametrize(
    "text",
    [
        "Оңтүстік-Жезқазған кенішінде екі адам қаза тапты.",
        "Авария на Восточно-Жезказганском руднике.",
        "Батыс Алтай қорығында өрт шықты.",
    ],
)
def test_a_direction_before_a_name_makes_it_that_of_a_mine_or_reserve(text: str) -> None:
    towns = [one for one in read_places(scan("", text)) if one.is_town]
    assert not any(one.accepted for one in towns)
