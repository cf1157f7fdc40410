from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.events.events import find_events
from pipelines.judgement import EventCard, Fact, Mention
from tests.eventlabels import LANGUAGES, briefs, found, reports, score

EXPLOSION = "На шахте произошёл взрыв метана."


def mention(
    text: str, surface: str, kind: str = "town", *, confidence: float = 0.9, where: str = "text"
) -> Mention:
    at = text.index(surface)
    return Mention(
        entity_id=surface.lower(),
        kind=kind,  # type: ignore[arg-type]
        surface=surface,
        where=where,  # type: ignore[arg-type]
        span=(at, at + len(surface)),
        confidence=confidence,
    )


def only(text: str, *mentions: Mention, title: str = "") -> EventCard:
    (card,) = find_events(text, mentions, title=title)
    return card


def kinds(text: str, *, title: str = "", lead: str = "") -> set[str]:
    return {card.kind for card in find_events(text, (), title=title, lead=lead)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall_on_the_fit_part_stay_above_their_floors(language: str) -> None:
    scored = score(reports("fit", language))
    assert scored.gold > 30
    assert scored.precision >= 0.96
    assert scored.recall >= 0.96


@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall_on_the_check_part_stay_above_their_floors(language: str) -> None:
    scored = score(reports("check", language))
    assert scored.gold > 25
    assert scored.precision >= 0.93
    assert scored.recall >= 0.96


def test_what_one_sentence_tells_stays_above_its_floors() -> None:
    scored = score(briefs())
    assert scored.gold > 80
    assert scored.precision >= 0.94
    assert scored.recall >= 0.94


def test_hardly_a_text_without_events_has_a_card() -> None:
    quiet = [text for lang in LANGUAGES for text in reports("fit", lang) if not text.events]
    carded = [text.title for text in quiet if found(text)]
    assert len(quiet) > 25
    assert len(carded) <= 0.1 * len(quiet), carded


def test_the_quote_is_the_sentence_that_says_so() -> None:
    text = f"Утро было тихим. {EXPLOSION} Ведётся проверка."
    card = only(text)
    assert card.quote == EXPLOSION
    assert text[slice(*card.span)] == EXPLOSION


def test_a_kind_has_one_card_from_its_first_sentence() -> None:
    text = f"{EXPLOSION} Взрыв на шахте прогремел ночью."
    assert only(text).span == (0, len(EXPLOSION))


def test_what_only_the_title_says_is_quoted_from_the_first_sentence() -> None:
    text = "Беда пришла ночью. Идёт проверка."
    card = only(text, title=EXPLOSION)
    assert (card.kind, card.quote) == ("accident", "Беда пришла ночью.")


def test_what_only_the_introduction_says_is_quoted_from_the_first_sentence() -> None:
    (card,) = find_events("Беда пришла ночью. Идёт проверка.", (), lead=EXPLOSION)
    assert (card.kind, card.quote, card.span) == ("accident", "Беда пришла ночью.", (0, 18))


def test_the_title_and_the_introduction_set_the_scene() -> None:
    assert kinds("Утром погиб человек.") == set()
    assert kinds("Утром погиб человек.", lead="Беда на руднике") == {"accident"}


def test_what_one_late_sentence_tells_beside_the_news_is_an_aside() -> None:
    quiet = "Совет собрался. Выступил директор. Приняли бюджет."
    assert kinds(f"{quiet} {EXPLOSION}") == set()
    assert kinds(f"{quiet} {EXPLOSION} Взрыв на шахте унёс две жизни.") == {"accident"}
    assert kinds(f"{quiet} {EXPLOSION}", title="Взрыв на шахте") == {"accident"}


def test_a_case_that_is_opened_after_an_accident_is_no_crime_beside_it() -> None:
    case = "Возбуждено уголовное дело."
    assert kinds(f"{EXPLOSION} {case}") == {"accident"}
    assert kinds(f"Пропали бумаги. {case}") == {"crime"}
    assert kinds(EXPLOSION, title=case) == {"accident", "crime"}


def test_a_sum_told_late_is_no_investment() -> None:
    flow = "Инвестиции составили 284 млрд тенге."
    assert kinds(flow) == {"investment"}
    assert kinds(f"Добыча выросла. {flow}") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Президент подписал закон о недропользовании.",
        "Депутат предложил обложить горнодобывающие компании сбором.",
        "Правительство утвердило перечень моногородов.",
        "The government has adopted rules for monotowns.",
        "A deputy proposed a levy on mining companies.",
        "Үкімет моноқалаларға арналған бағдарламаны бекітті.",
        "Мәжіліс жер қойнауы туралы заңды қабылдады.",
    ],
)
def test_an_act_or_a_proposal_of_those_in_office_on_the_trade_is_policy(text: str) -> None:
    assert kinds(text) == {"policy"}


def test_kazakh_with_few_kazakh_letters_is_read_as_its_language_says() -> None:
    text = "Шахтада жарылыстан кенши каза тапты, жумысшылар жараланды."
    assert find_events(text, ()) == ()
    assert [card.kind for card in find_events(text, (), language="kk")] == ["accident"]


def test_an_old_year_is_told_by_the_day_of_the_article() -> None:
    text = "В 2023 году на шахте произошёл взрыв метана."
    assert find_events(text, (), published=date(2026, 3, 1)) == ()
    assert find_events(text, (), published=date(2024, 1, 5)) != ()


def test_a_title_without_text_gives_no_card() -> None:
    assert find_events("", (), title=EXPLOSION) == ()


def test_words_that_a_line_break_parts_say_nothing() -> None:
    assert find_events("Дома остались без\nтепла и уюта.", ()) == ()


def test_a_death_needs_work_beside_it_or_before_it() -> None:
    assert find_events("На озере погибли двое рыбаков.", ()) == ()
    assert only("На заводе погибли двое рабочих.").kind == "accident"
    assert kinds("Утром погиб человек.", title="Беда на руднике") == {"accident"}


def test_a_named_mine_is_a_place_of_work() -> None:
    text = "На Бакырчике погиб человек."
    assert find_events(text, ()) == ()
    assert only(text, mention(text, "Бакырчике", "asset")).kind == "accident"


def test_an_unsure_name_is_no_place_of_work() -> None:
    text = "На Бакырчике погиб человек."
    assert find_events(text, (mention(text, "Бакырчике", "asset", confidence=0.3),)) == ()


def test_names_of_the_introduction_have_no_place_in_the_text() -> None:
    text = "На Бакырчике погиб человек."
    assert find_events(text, (mention(text, "Бакырчике", "asset", where="lead"),)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "На шахте прошли учения: условный взрыв метана.",
        "Взрыв метана на шахте в 1972 году помнят все.",
        "В пятидесятых на шахте произошёл взрыв метана.",
        "Взрыва на шахте удалось избежать.",
        "Цены на медь обрушились.",
        "Забастовки не будет.",
        "Напомним, в марте на шахте произошёл взрыв метана.",
        "Совет собрался. Министр говорил. В Китае на шахте произошёл взрыв метана.",
        "Взрывные работы на карьере пройдут в четверг.",
        "За пять лет на шахтах погибло сто человек.",
        "Риск обрушения кровли на шахте оценят учёные.",
        "Шахтёров наградили за спасение людей при пожаре на шахте.",
        "The blast furnace at the plant was lit.",
        "The miners held a fire drill at the plant.",
        "No accidents were recorded at the plant this year.",
        "Earlier two miners died at the pit.",
        "The roof of the mine could collapse.",
        "The company will cut emissions at the plant.",
        "Шахтада оқу-жаттығу өтті, шартты жарылыс болды.",
        "Еске салайық, былтыр шахтада кенші қаза тапты.",
        "Комбинат жұмысшыларды қысқартпайды.",
    ],
)
def test_what_did_not_happen_today_and_here_is_no_event(text: str) -> None:
    assert find_events(text, ()) == ()


def test_a_country_that_the_article_is_about_is_no_background() -> None:
    assert kinds("Погибли трое горняков.", title="В Китае на шахте взорвался метан") == {"accident"}
    assert kinds("В Чили бастуют горняки.") == {"strike"}


@pytest.mark.parametrize("title", ["Спасатели провели учения", "Памяти погибших горняков"])
def test_a_title_about_a_drill_or_the_past_is_about_no_event(title: str) -> None:
    assert kinds(f"{EXPLOSION} Спасатели справились.", title=title) == set()


def test_a_stop_after_an_accident_is_no_shutdown() -> None:
    stop = "Добыча остановлена из-за падения спроса."
    assert kinds(stop) == {"layoff"}
    assert kinds(f"{EXPLOSION} {stop}") == {"accident"}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "взрыв",
                "метана",
                "на",
                "шахте",
                ".",
                "Забастовка",
                "laid",
                "off",
                "workers",
                "the",
                "mine",
                "1958",
                "учения",
                "\n",
                "без",
                "тепла",
                "жылусыз",
                "қалды",
                "лицензия",
                "берілді",
                "не",
                "Напомним",
            ]
        ),
        max_size=25,
    )
)
def test_cards_quote_the_text_in_order_and_no_kind_twice(words: list[str]) -> None:
    text = " ".join(words)
    cards = find_events(text, ())
    assert all(card.quote == text[slice(*card.span)] for card in cards)
    assert len({card.kind for card in cards}) == len(cards)
    assert [card.span for card in cards] == sorted(card.span for card in cards)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20))
def test_no_text_raises(text: str, title: str) -> None:
    assert isinstance(find_events(text, (), title=title), tuple)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Indonesia cuts nickel quotas, prices jump", "Miners had waited for it."),
        ("Квоты на добычу никеля снизят", "Этого ждали."),
        ("Алтын экспортына тыйым салынды", "Бұл шешімді көпшілік күткен."),
    ],
)
def test_what_only_a_state_can_set_is_policy_without_a_named_office(title: str, text: str) -> None:
    assert kinds(text, title=title) == {"policy"}


def test_a_figure_that_belongs_to_a_change_of_owner_in_the_past_is_no_sale() -> None:
    assert kinds("Since the change of ownership the number of fatal accidents has fallen.") == set()


def test_a_town_named_after_shafts_is_no_workplace() -> None:
    assert kinds("Тело пенсионерки нашли в квартире.", title="Соседа ищут в Шахтинске") == set()
    assert kinds("Тело горняка нашли в шахте.") == {"accident"}


def test_a_strong_word_told_once_and_late_does_not_push_a_weak_one_aside() -> None:
    text = (
        "The venture has received a licence to look for lithium. It covers hills. It is big. "
        "Half of the staff is local. A deposit of gold was confirmed by geologists elsewhere."
    )
    assert "licence" in kinds(text)


def test_a_power_cut_that_only_caused_an_accident_is_no_outage() -> None:
    text = "Двое горняков застряли в стволе шахты. Клеть встала из-за отключения электричества."
    assert kinds(text) == {"accident"}
    assert kinds("В домах отключили электричество.") == {"outage"}


def test_a_building_that_stands_is_not_being_built() -> None:
    assert kinds("The plant has a building that smells of acid.") == set()
    assert kinds("The company is building a new smelter.") == {"investment"}


def test_a_sum_written_in_one_word_with_its_sign_is_money() -> None:
    report = "The company will invest $60m there by May."
    at = report.index("$60m")
    fact = Fact(kind="money", value=6e7, unit="USD", quote="$60m", span=(at, at + 4))
    assert find_events(report, ()) == ()
    (card,) = find_events(report, (), facts=(fact,))
    assert card.kind == "investment"
    assert card.figures == (fact,)
