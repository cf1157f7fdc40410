"""Datelines are cut; sentences that look like them are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.newsroom.dateline import split_dateline


@pytest.mark.parametrize(
    ("text", "city", "agency", "date_raw"),
    [
        ("АСТАНА. KAZINFORM – {}", "Астана", "KAZINFORM", None),
        ("ҚОСТАНАЙ.\u00a0KAZINFORM\u00a0— {}", "Қостанай", "KAZINFORM", None),
        ("АСТАНА. ҚазАқпарат – {}", "Астана", "ҚазАқпарат", None),
        ("АСТАНА. /ҚазАқпарат/ - {}", "Астана", "ҚазАқпарат", None),
        ("НҰР-СҰЛТАН. 20 қараша. ҚазАқпарат – {}", "Нұр-Сұлтан", "ҚазАқпарат", "20 қараша"),
        ("УСТЬ-КАМЕНОГОРСК. КАЗИНФОРМ - {}", "Усть-Каменогорск", "КАЗИНФОРМ", None),
        ("РОСТОВ-НА-ДОНУ, 5 мая. Интерфакс - {}", "Ростов-на-Дону", "Интерфакс", "5 мая"),
        ("ATYRAÝ. QazAqparat - {}", "Atyraý", "QazAqparat", None),
        ("استانا. قازاقپارات - {}", "استانا", "قازاقپارات", None),
        ("TEMIRTAU. May 14. KAZINFORM {}", "Temirtau", "KAZINFORM", "May 14"),
        ("TEMIRTAU. May 14. KAZINFORM\n{}", "Temirtau", "KAZINFORM", "May 14"),
        ("Алматы. 10 января. КазТАГ – Мадина Алиева. {}", "Алматы", "КазТАГ", "10 января"),
        ("Алматы. 10 января. КазТАГ – Мадина Алиева\n{}", "Алматы", "КазТАГ", "10 января"),
        ("ASTANA — {}", "Astana", "", None),
        ("УФА – {}", "Уфа", "", None),
        ("РИДДЕР - {}", "Риддер", "", None),
        ("ASTANA, Kazakhstan, June 18. {}", "Astana", "", "June 18"),
        ("ASTANA, Kazakhstan (AP) — {}", "Astana", "AP", None),
        ("АСТАНА, Казахстан — {}", "Астана", "", None),
        ("BAKU, Azerbaijan, June 18. Trend: {}", "Baku", "Trend", "June 18"),
        ("ASTANA. Aug 14 (Interfax) - {}", "Astana", "Interfax", "Aug 14"),
        ("London, June 5 (Xinhua) -- {}", "London", "Xinhua", "June 5"),
        ("NEW YORK, Nov. 20, 2026 (Newswire) -- {}", "New York", "Newswire", "Nov. 20, 2026"),
        ("BUTTE, Silver Bow, Montana, June 18 (AP) - {}", "Butte", "AP", "June 18"),
        ("НОВЫЙ ГОРОД МИРА, 5 мая — {}", "Новый Город Мира", "", "5 мая"),
        ("БИШКЕК, 26 мар — Sputnik. {}", "Бишкек", "Sputnik", "26 мар"),
        ("БИШКЕК, 26 мар — Sputnik, Иван Петров. {}", "Бишкек", "Sputnik", "26 мар"),
        ("МОСКВА, 26 мар - РИА Новости. {}", "Москва", "РИА Новости", "26 мар"),
        ("HONOLULU, Hawaii (NewsNow) - {}", "Honolulu", "NewsNow", None),
        ("БАКУ — {}", "Баку", "", None),
        ("20 ноября, АСТАНА — {}", "Астана", "", "20 ноября"),
        ("KAZINFORM – {}", "", "KAZINFORM", None),
        (" date 2024-04-02 ASTANA — {}", "Astana", "", "2024-04-02"),
        ("2024-04-02 ASTANA. May 5. KAZINFORM – {}", "Astana", "KAZINFORM", "2024-04-02"),
        ('АЛМАТЫ, 20 ноября, МТРК "МИР" — {}', "Алматы", 'МТРК "МИР"', "20 ноября"),
        ("Алматы, 20 ноября, «Деловой мир» — {}", "Алматы", "Деловой мир", "20 ноября"),
        ("КАРАГАНДА – ИА «КазТАГ». {}", "Караганда", "КазТАГ", None),
        ("Риддер. 14:05. {}", "Риддер", "", None),
        ("Риддер. 14:05 {}", "Риддер", "", None),
        ("АСТАНА, 20 ноября 2026 года, 14:05. {}", "Астана", "", "20 ноября 2026 года, 14:05"),
        ("г. Риддер. 20 ноября. {}", "Риддер", "", "20 ноября"),
        ("Караганда. 20 ноября. {}", "Караганда", "", "20 ноября"),
        ("/KAZINFORM/ – {}", "", "KAZINFORM", None),
        ("АСТАНА / KAZINFORM — {}", "Астана", "KAZINFORM", None),
        ("BAKU / Trend News Agency /. {}", "Baku", "Trend News Agency", None),
        ("LONDON--(BUSINESS WIRE)--{}", "London", "BUSINESS WIRE", None),
        ("ASTANA, Nov. 20 /TASS/. {}", "Astana", "TASS", "Nov. 20"),
        ("Astana, November 20 (Interfax) - {}", "Astana", "Interfax", "November 20"),
        ("ASTANA. 20 qarasha. QazAqparat – {}", "Astana", "QazAqparat", "20 qarasha"),
        ("استانا. 20 قاراشا. قازاقپارات – {}", "استانا", "قازاقپارات", "20 قاراشا"),
        ("Жезказган. КАЗИНФОРМ - {}", "Жезказган", "КАЗИНФОРМ", None),
    ],
)  # fmt: skip
def test_a_dateline_is_cut_and_read(
    text: str, city: str, agency: str, date_raw: str | None
) -> None:
    cut = split_dateline(text.format("В шахте запустили новый подъёмник."))
    assert cut.rest == "В шахте запустили новый подъёмник."
    assert cut.dateline is not None
    assert (cut.dateline.city, cut.dateline.agency, cut.date_raw) == (city, agency, date_raw)
    assert cut.dateline.raw


@pytest.mark.parametrize(
    "text",
    [
        "Рудник — сердце города",
        "Рудник — Сердце города",
        "Астана — столица Казахстана.",
        "АСТАНА — столица Казахстана.",
        "АСТАНА — СТОЛИЦА КАЗАХСТАНА",
        "МЧС — Служба спасения.",
        "АЭС — Это надолго.",
        "ЮНЕСКО — Организация, которая помогает.",
        "КАЗАХМЫС — Крупная компания.",
        "ВАЖНО — Сегодня отключат воду.",
        "«АСТАНА» — Футбольный клуб.",
        "Kazinform – крупнейшее агентство страны.",
        "Interfax сообщает о росте.",
        "Алматы, 5 мая — день города.",
        "Понедельник, 5 мая — Первый день недели.",
        "Рудный. 5 марта был день открытых дверей.",
        "5 мая — Праздник.",
        "Май 2024 — Время перемен.",
        "АСТАНА.",
        "В 2024 году город вырос.",
        "Titusville (0-1): Storm 4 points.",
        "Czech Republic (Group A): Seventh appearance",
        "Риддер (население 48 тысяч) — Город горняков.",
        "PEPA – Klinikum Heidelberg",
        "Шахтёр - Команда из Караганды.",
        "Қарағанды — кеншілер қаласы.",
        "Риддер – город, где работают шахты.",
        "Шахта – 46 погибших.",
        "ЧП – Погибли двое.",
        "Риддер. Город моего детства.",
        "АСТАНА И АЛМАТЫ — Два города.",
        "Казахстан – Страна возможностей.",
        "КАЗАХСТАН – Узбекистан: 2:1",
        "ШАХТЁР – Кайрат: итоги матча",
        "УГОЛЬ – Цена выросла.",
        "COPPER – Prices rose.",
        "МЕДЬ. Цена выросла",
        "Павлодар, Экибастуз и Аксу получат средства.",
        "Алматы. Астана. Шымкент. Три города.",
        "Москва. Кремль. Путин подписал указ.",
        "Иван Петров. КазТАГ. Тел. 123",
        "Kazakhmys – the largest copper producer.",
        "Reuters - the news agency - said",
        "В Риддере. 14:05. Сирена.",
        "Шахтинец. 14:05. Сирена.",
        "2026 год — Год угля.",
        "ASTANA is the capital.",
        "Astana, the capital, - said he - is cold.",
        "Сатпаев — Учёный и геолог.",
        "Экибастуз: Авария на ТЭЦ",
        "Темиртау (Карагандинская область) — Город металлургов.",
        "/Риддер/ – Город.",
        "",
    ],
)
def test_a_sentence_is_left_whole(text: str) -> None:
    cut = split_dateline(text)
    assert (cut.dateline, cut.rest, cut.date_raw) == (None, text, None)


def test_the_date_of_a_dump_is_taken_off_without_a_dateline() -> None:
    cut = split_dateline(" 2025-12-12 The mine reopened.")
    assert (cut.dateline, cut.rest, cut.date_raw) == (None, "The mine reopened.", "2025-12-12")


def test_an_agency_behind_the_dash_must_end_there() -> None:
    cut = split_dateline("БИШКЕК, 26 мар — Sputnik посетил рудник.")
    assert cut.dateline is not None
    assert (cut.dateline.agency, cut.rest) == ("", "Sputnik посетил рудник.")


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["АСТАНА", "Астана", "KAZINFORM", "(Interfax)", "26 мар", "May 14", "—", "-", ".", ",",
             " ", " ", "\n", "date", "2024-04-02", "город", "Kazakhstan", "/", "استانا", "\u00a0"]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_what_is_cut_and_what_is_left_make_the_text(text: str) -> None:
    cut = split_dateline(text)
    assert text.endswith(cut.rest)
    if cut.dateline:
        assert cut.dateline.raw in text
        assert cut.dateline.city or cut.dateline.agency


@pytest.mark.parametrize(
    ("text", "city", "agency", "rest"),
    [
        ("КАРАГАНДА. ВЕСТНИК – Двое погибли", "Караганда", "ВЕСТНИК", "Двое погибли"),
        ("ӨСКЕМЕН. КЕНДІ ӨҢІР – Түнде жылу", "Өскемен", "КЕНДІ ӨҢІР", "Түнде жылу"),
        ("ӨСКЕМЕН. Риддер қаласында түнде", "Өскемен", "", "Риддер қаласында түнде"),
    ],
)
def test_an_agency_need_not_be_known_where_all_stands_in_capitals(
    text: str, city: str, agency: str, rest: str
) -> None:
    cut = split_dateline(text)
    assert cut.dateline is not None
    assert (cut.dateline.city, cut.dateline.agency, cut.rest) == (city, agency, rest)


@pytest.mark.parametrize("text", ["ПОЖАР. В Риддере сгорел склад", "ИТОГИ. Город подвёл черту"])
def test_a_rubric_in_capitals_is_no_city(text: str) -> None:
    assert split_dateline(text).rest == text


@pytest.mark.parametrize(
    ("text", "author", "agency"),
    [
        ("АСТАНА. Айгерим Сейт. KAZINFORM – {}", "Айгерим Сейт", "KAZINFORM"),
        ("ҰЛЫТАУ. Асхат Райқұл. KAZINFORM – {}", "Асхат Райқұл", "KAZINFORM"),
        ("АСТАНА. 20 ноября. KAZINFORM /Айгерим Сейт/ – {}", "Айгерим Сейт", "KAZINFORM"),
        ("АСТАНА. KAZINFORM/Айгерим Сейт/ – {}", "Айгерим Сейт", "KAZINFORM"),
        ("АСТАНА. KAZINFORM – Айгерим Сейт. {}", "Айгерим Сейт", "KAZINFORM"),
        ("АСТАНА, 20 ноября - Sputnik, Айгерим Сейт. {}", "Айгерим Сейт", "Sputnik"),
        ("АСТАНА. KAZINFORM – {}", "", "KAZINFORM"),
    ],
)
def test_the_reporter_in_the_line_is_kept_as_the_author(
    text: str, author: str, agency: str
) -> None:
    cut = split_dateline(text.format("В шахте запустили новый подъёмник."))
    assert cut.dateline is not None
    assert (cut.author, cut.dateline.agency) == (author, agency)
    assert cut.rest == "В шахте запустили новый подъёмник."


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("КЕНТАУ, 26 мар — Степные Вести. {}", "Степные Вести"),
        ("КЕНТАУ, 26 мар — Түркістан Медиа. {}", "Түркістан Медиа"),
        ("KENTAU, March 5 (Steppe Miner): {}", "Steppe Miner"),
    ],
)
def test_an_agency_that_no_list_knows_is_told_by_city_date_and_place(
    line: str, agency: str
) -> None:
    rest = "Новый подъёмник запустили на шахте в понедельник."
    cut = split_dateline(line.format(rest))
    assert cut.dateline is not None
    assert (cut.dateline.agency, cut.rest) == (agency, rest)


def test_brackets_behind_a_name_are_no_agency() -> None:
    text = "Кентау (0-1): Хозяева уступили гостям из Риддера."
    assert split_dateline(text).rest == text
