from __future__ import annotations

import pytest

from pipelines.relevance.assets import AssetReading, read_assets
from pipelines.relevance.lexicon import scan
from pipelines.relevance.relevance import judge_text


def read(text: str, title: str = "") -> dict[str, AssetReading]:
    return {reading.asset.id: reading for reading in read_assets(scan(title, text))}


@pytest.mark.parametrize(
    "text",
    [
        "Авария на шахте имени Костенко.",
        "Авария на шахте им. И. Костенко.",
        "Авария на угольной шахте «Костенко».",
        "Костенко атындағы шахтада апат болды.",
        "«Костенко» көмір шахтасында апат болды.",
        "A blast at the Kostenko coal mine.",
        "A blast at a mine named after Kostenko.",
    ],
)
def test_a_word_for_a_mine_beside_the_name_tells_it_from_people(text: str) -> None:
    assert read(text)["kostenko_mine"].confidence >= 0.9
    assert read(text)["kostenko_mine"].note


@pytest.mark.parametrize(
    "text",
    [
        "Защитник Костенко забил гол.",
        "Костенко шахтерам помог.",
        "Улица Ленина перекрыта.",
        "Восточный экспресс опоздал.",
        "Месторождение «Восточный» нашли.",
        "Қасым-Жомарт Тоқаев келді.",
    ],
)
def test_people_and_common_words_are_no_mines(text: str) -> None:
    assert not read(text)


def test_a_name_that_is_no_other_word_needs_no_word_beside_it() -> None:
    assert read("Бозшаколь растёт.")["bozshakol_mine"].confidence >= 0.9


def test_names_in_a_row_share_their_kind_in_both_directions() -> None:
    wanted = {"kazakhstanskaya_mine", "lenin_mine", "saranskaya_mine"}
    assert set(read("Шахты «Казахстанская», имени Ленина и «Саранская» встали.")) == wanted
    found = read("«Казахстанская», «Ленин» және «Саранская» шахталары тоқтады.")
    assert set(found) == wanted
    assert "in a row" in found["lenin_mine"].note


def test_a_bare_name_follows_a_reading_elsewhere_in_the_article() -> None:
    found = read_assets(
        scan("Взрыв на шахте Костенко", "Костенко закрыли. На улице Костенко тихо.")
    )
    assert [reading.confidence for reading in found] == [0.9, 0.75]


def test_a_name_in_quotes_is_read_beside_its_company_only() -> None:
    assert read("Qarmet остановил «Саранскую».")["saranskaya_mine"].confidence == 0.6
    assert not read("Тренер остановил «Саранскую».")
    assert not read("Qarmet остановил саранскую дачу, Саранскую.")


def test_a_name_within_a_longer_name_is_not_read() -> None:
    assert set(read("Южно-Сарбайский карьер углубляют.")) == {"south_sarbai_pit"}


def test_a_mine_speaks_for_mining_and_a_power_station_does_not() -> None:
    reasons = {
        name: {reason.term for reason in judge_text(name, "").verdicts[0].reasons}
        for name in ("Нурказган растёт", "Риддерская ТЭЦ растёт")
    }
    assert "nurkazgan_mine" in reasons["Нурказган растёт"]
    assert "ridder_chp" not in reasons["Риддерская ТЭЦ растёт"]


def test_a_mine_that_is_a_place_as_well_speaks_once() -> None:
    reasons = {reason.term for reason in judge_text("Бозшаколь растёт", "").verdicts[0].reasons}
    assert "bozshakol" in reasons
    assert "bozshakol_mine" not in reasons


def test_a_name_in_quotes_in_the_title_is_the_mine_that_is_told_of_later() -> None:
    title = "«Богатырь» переводят на конвейеры"
    assert read_assets(scan(title, "Поезда из разреза уберут."))[0].asset.id == "bogatyr_pit"
    assert not read_assets(scan(title, "Так называется новый почтамт."))
    assert not read_assets(scan("Фильм", "«Богатырь» сняли о разрезе."))


def test_all_of_many_names_are_read_and_none_within_another() -> None:
    text = "Шахта «Абайская». " * 300
    found = read_assets(scan("", text))
    assert len(found) == 300
    inner = read_assets(scan("", "South Sarbai open pit and Sarbai open pit"))
    assert len({reading.asset.id for reading in inner}) == len(inner)
