from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.relevance.relevance import judge_text

if TYPE_CHECKING:
    from pipelines.judgement import Verdict


def mining(title: str, text: str) -> Verdict:
    return judge_text(title, text).verdicts[0]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Шахтёры бастуют", "Они требуют прибавки."),
        ("Кеншілер ереуілге шықты", "Олар жалақыны көтеруді талап етті."),
        ("Miners on strike", "They want more pay."),
        ("Taý-ken salasy", "Kásiporyn."),
        ("كەنشىلەر", "شاحتا."),
    ],
)
def test_strong_terms_make_it_in_each_language_and_script(title: str, text: str) -> None:
    assert mining(title, text).relevant


@pytest.mark.parametrize("text", ["Золото.", "Завод открыли.", "Алтын.", "Copper."])
def test_one_weak_term_is_never_enough(text: str) -> None:
    verdict = mining(text, text * 5)
    assert not verdict.relevant
    assert verdict.score > 0


def test_three_different_weak_terms_may_be_enough() -> None:
    assert mining("Карьер: добыча щебня и запасы породы", "Отвалы растут.").relevant


def test_a_list_of_metals_is_never_enough() -> None:
    assert not mining("Золото, серебро, медь, цинк", "Никель, титан и олово.").relevant


def test_the_title_weighs_more_than_the_text_and_the_lead_more_than_the_rest() -> None:
    filler = "Ничего не было. " * 60
    in_title = mining("Месторождение", filler).score
    in_lead = mining("", f"Месторождение. {filler}").score
    late = mining("", f"{filler}Месторождение.").score
    assert in_title > in_lead > late > 0


def test_a_repeated_term_adds_less_each_time() -> None:
    scores = [mining("", "Геолог. " * n).score for n in (1, 2, 3)]
    assert scores[1] - scores[0] > scores[2] - scores[1] > 0


def test_a_mining_town_adds_only_beside_a_better_hit() -> None:
    assert mining("", "В Темиртау завод.").score == mining("", "Был завод.").score
    assert mining("", "В Темиртау шахта.").score > mining("", "Была шахта.").score


def test_terms_of_support_add_only_beside_a_better_hit() -> None:
    assert mining("", "Рабочие бастуют.").score == 0
    assert mining("", "Рабочие бастуют. Шахта стоит.").score > mining("", "Шахта стоит.").score


def test_a_company_counts_unless_the_story_is_charity() -> None:
    assert mining("Казцинк сменил директора", "").relevant
    assert not mining("Казцинк подарил игрушки детскому дому", "").relevant
    assert not mining("КазМунайГаз сменил директора", "").relevant


def test_a_place_of_a_mine_counts_like_a_term() -> None:
    verdict = mining("Экскаватор сгорел на Качаре", "")
    assert "place of a mine or plant" in {reason.note for reason in verdict.reasons}
    assert verdict.score > mining("Экскаватор сгорел на поле", "").score


def test_reasons_carry_the_words_and_where_they_stand() -> None:
    verdict = mining("Погиб горняк", "На руднике.")
    for reason in verdict.reasons:
        field = "Погиб горняк" if reason.where == "title" else "На руднике."
        assert field[slice(*reason.span)] == reason.words
    assert sum(r.added for r in verdict.reasons) == pytest.approx(verdict.score, abs=0.01)


def test_an_undone_term_is_kept_as_a_reason_that_added_nothing() -> None:
    reasons = mining("", "ФК «Шахтёр» проиграл матч.").reasons
    assert [r.added for r in reasons] == [0.0]
    assert "football" in reasons[0].note


def test_two_weak_terms_are_enough_in_a_mining_town_only() -> None:
    text = "Завод встал, нет фосфора."
    assert mining("В Жанатасе завод остался без фосфора", text).relevant
    assert not mining("В Таразе завод остался без фосфора", text).relevant


def test_support_adds_no_more_than_what_it_supports() -> None:
    talk = "Рабочие вышли в смену. Взрыв в цехе. Пожар потушили. Забастовка бригады. Печь. Тонны."
    text = f"Там была порода. И шахта. {talk} {'слово за словом, ' * 60}"
    verdict = judge_text("Собрание", text).verdicts[0]
    core = sum(r.added for r in verdict.reasons if r.term in {"shaft", "rock"})
    assert verdict.score == pytest.approx(2 * core, abs=0.01)


ASIDES = {
    "ru": "Депутат спросил и о жалобах шахтёров.",
    "kk": "Депутат кеншілердің шағымын да айтты.",
    "en": "One deputy also asked about complaints of miners.",
}
OTHER = {
    "ru": "Мука подорожала. Масло тоже. {} Заседание длилось три часа. Ответ дадут письменно.",
    "kk": "Ұн қымбаттады. Май да. {} Отырыс үш сағатқа созылды. Жауап кейін беріледі.",
    "en": "Flour costs more. So does butter. {} The session took three hours. It goes on Friday.",
}


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_one_term_in_a_later_sentence_of_another_story_is_an_aside(language: str) -> None:
    aside = ASIDES[language]
    assert not mining("Сессия", OTHER[language].format(aside)).relevant
    assert mining(aside, OTHER[language].format(aside)).relevant


def test_a_company_named_late_carries_a_story_that_opens_with_its_workers() -> None:
    text = "{} не расходились до утра. Ждали ответа. Приехали из «Казахмыса». Спор решит суд."
    assert mining("Прибавка в Жезказгане", text.format("Рабочие ночной смены")).relevant
    assert not mining("Концерт в столице", text.format("Зрители")).relevant


def test_weak_terms_that_other_industries_share_are_never_enough() -> None:
    assert not mining("Завод: переработка и запасы", "Добыча сведений продолжается.").relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Внимание — новое золото", "Отзывы — это руда, из которой добывают смыслы."),
        ("Дерек — жаңа заманның алтыны", "Пікір — қазылмаған кен."),
        ("Data is the new ore", "The firm mines customer data in an office."),
    ],
)
def test_figures_of_speech_are_not_mining(title: str, text: str) -> None:
    assert not mining(title, text).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Премия писательнице", "Она выросла в горняцком посёлке."),
        ("Боксшы жеңді", "Оның әкесі кеніште істейді."),
        ("Singer returns", "She grew up in a miners' village."),
    ],
)
def test_where_somebody_comes_from_is_not_mining(title: str, text: str) -> None:
    assert not mining(title, text).relevant


def test_an_oil_field_is_no_mine_though_kazakh_has_one_word_for_both() -> None:
    assert not mining("Теңіз", "Кеніште тәулігіне 60 мың баррель мұнай өндіріледі.").relevant
    assert mining("Жезқазған", "Кеніште тәулігіне 60 мың тонна мыс өндіріледі.").relevant


def test_a_deposit_that_is_term_and_asset_counts_once() -> None:
    reasons = [r for r in mining("", "Нурказган расширяют.").reasons if r.added]
    assert [r.term for r in reasons] == ["nurkazgan_mine"]


def test_the_name_of_a_deposit_alone_carries_no_article() -> None:
    title = "В Сырымбете открыли музей поэта"
    assert not judge_text(title, "Вход бесплатный до конца года.").verdicts[0].relevant
    assert judge_text("В Сырымбете построят рудник", "Там олово.").verdicts[0].relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Пенсия шахтёра и учителя: кому прибавят", "Деньги придут на карту."),
        ("Teachers and miners to retire earlier", "The bill covers ten professions."),
        ("Под рекой роют тоннель", "Проходческий щит весит 600 тонн."),
        ("Банк повысил прогноз цены железной руды, акции растут", "Тенге укрепился."),
    ],
)
def test_words_of_mining_in_the_news_of_others_carry_no_article(title: str, text: str) -> None:
    assert not judge_text(title, text).verdicts[0].relevant


NEWS = [
    "В Балхаше открыли школу на шестьсот мест.",
    "Ленту перерезали аким и директор.",
    "Классы оснастили досками и проекторами.",
    "Во дворе разбили сад и площадку.",
    "Занятия начнутся в понедельник.",
]
BACKGROUND = "На руднике идёт добыча медной руды, её плавит медеплавильный завод."


def test_what_a_town_lives_from_is_told_below_its_news_and_carries_nothing() -> None:
    assert not mining("Школа открылась", " ".join([*NEWS, BACKGROUND])).relevant


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_an_article_is_about_stands_in_its_first_sentences(place: int) -> None:
    told = [*NEWS]
    told.insert(place, BACKGROUND)
    assert mining("Новость дня", " ".join(told)).relevant


def test_an_article_that_goes_on_about_mines_needs_no_word_of_them_at_its_begin() -> None:
    mines = [
        "На руднике добывают медную руду.",
        "Горняки спускаются в шахту в шесть утра.",
        "Проходчики бурят штрек на новом горизонте.",
        "Концентрат обогатительной фабрики везут на завод.",
    ]
    assert mining("Утро в Балхаше", " ".join([*NEWS[:4], *mines])).relevant
