from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.boilerplate.recurrence import Sample, recurring_lines
from pipelines.boilerplate.rulebook import normalized
from tests.newsroom import judged, sample, sentence

if TYPE_CHECKING:
    from pipelines.boilerplate.recurrence import Recurring

NAMES = ("Степной вестник", "Дала хабаршысы", "stepnoi.example")
# what recurs in the articles of a source and is theirs: line, and where it stands
KEEP = [
    # headings of parts, with and without an end
    ("Справка", "middle"), ("Для справки", "tail"), ("Background", "middle"),
    ("Контекст", "middle"), ("Что известно", "middle"), ("Хронология событий", "middle"),
    ("Список погибших", "middle"), ("Комментарий эксперта", "middle"), ("Итого", "middle"),
    ("Почему это важно", "middle"), ("Анықтама", "middle"), ("Не болды", "middle"),
    ("Key facts", "middle"), ("Что дальше", "tail"), ("Рынок рекламы", "middle"),
    ("Market share", "middle"), ("Партнёрские отношения", "middle"), ("Барлығы", "middle"),
    # background and closing sentences of follow-ups
    ("Напомним, 28 октября на шахте погибли 46 человек.", "tail"),
    ("Еске салайық, биыл Риддерде екі шахта тоқтаған.", "tail"),
    ("Айта кетейік, кеніште 300 адам жұмыс істейді.", "tail"),
    ("Earlier the company said that it would close the pit.", "tail"),
    ("Ведётся расследование.", "tail"), ("Причины устанавливаются.", "tail"),
    ("Следствие продолжается.", "tail"), ("Пострадавших нет.", "tail"),
    ("Работы продолжаются.", "middle"), ("Тергеу жүріп жатыр.", "tail"),
    ("Зардап шеккендер жоқ.", "tail"), ("The investigation continues.", "tail"),
    ("No casualties were reported.", "tail"), ("Никто не пострадал", "tail"),
    ("Компания является крупнейшим производителем меди в стране.", "tail"),
    ("The company is one of the largest producers in the region.", "tail"),
    ("О том, как подписаться под обращением, рассказали в профсоюзе.", "tail"),
    ("Подробности опубликованы на сайте акимата.", "tail"),
    ("Об этом сообщили в Telegram-канале акимата.", "tail"),
    ("Об этом говорится на сайте ведомства.", "tail"),
    ("Бұл туралы әкімдіктің Telegram арнасы хабарлады.", "tail"),
    ("The company said on Facebook that work would go on.", "tail"),
    # disclosures and help of fact
    ("Автор статьи владеет акциями компании.", "tail"),
    ("Disclosure: the author owns shares of Kazatomprom.", "tail"),
    ("Телефон доверия: 111", "tail"), ("Источник: Бюро национальной статистики", "tail"),
    # interviews
    ("Рахмет!", "tail"), ("Сұхбатыңызға рахмет!", "tail"), ("Спасибо за беседу!", "tail"),
    ("— Спасибо за интервью.", "tail"), ("Thank you for your time.", "tail"),
    ("Вопрос:", "middle"), ("Ответ:", "middle"), ("Q:", "middle"), ("— Иә.", "middle"),
    ("– Нет.", "middle"), ("— Сколько человек работает на руднике?", "middle"),
    # names, datelines, by-lines, refrains
    ("Айгуль Смагулова", "tail"), ("Темір АБАЙ", "tail"), ("Dana Omarova", "tail"),
    ("Марат Ибраев, аналитик", "tail"), ("Соб. корр.", "tail"), ("Өз тілшіміз", "tail"),
    ("Наш корреспондент", "tail"), ("АСТАНА. KAZINFORM –", "head"), ("ALMATY —", "head"),
    ("Kazinform", "tail"), ("(Продолжение следует)", "tail"), ("Жалғасы бар", "tail"),
    # what articles are judged by
    ("Медь", "middle"), ("Золото", "middle"), ("Мыс", "middle"), ("Copper", "tail"),
    ("Риддер", "tail"), ("Хромтау", "middle"), ("Екібастұз", "tail"), ("Қазмырыш", "middle"),
    ("Republic of Kazakhstan", "tail"), ("Обновляется", "head"), ("Жаңартылуда", "head"),
]  # fmt: skip
# what a site writes around all its articles
FIND = [
    ("Advertisment", "middle"), ("ADVERTISEMENT", "middle"), ("Реклама", "middle"),
    ("Жарнама", "middle"), ("Промо", "middle"), ("Место для баннера", "middle"),
    ("Scroll to continue", "middle"), ("Continue reading below", "middle"),
    ("Подписаться на рассылку", "tail"), ("Подписывайтесь на наш Telegram-канал", "tail"),
    ("Подписывайтесь на наш Telegram-канал!", "tail"), ("Читайте нас в Google News", "tail"),
    ("Больше новостей — в нашем Telegram-канале.", "tail"), ("Обсудить в чате", "tail"),
    ("Больше новостей Казахстана в Telegram", "tail"), ("Новости партнёров", "tail"),
    ("Читайте «Степной вестник» в Telegram!", "tail"), ("Оцените материал", "tail"),
    ("Главные новости Караганды — в нашем Telegram-канале!", "tail"),
    ("Поддержите независимую журналистику!", "head"), ("Вернуться наверх", "tail"),
    ("Нашли ошибку? Выделите её мышью.", "tail"), ("Контакты редакции", "tail"),
    ("Перепечатка материалов только с разрешения редакции.", "tail"),
    ("Скачать мобильное приложение", "tail"), ("Тел.: 8 (7212) 41-22-33", "tail"),
    ("Мы в мессенджерах", "tail"), ("Главный редактор", "tail"),
    ("Бізді Telegram желісінде оқыңыз!", "tail"), ("Ұнады ма", "tail"),
    ("Біздің Telegram арнамызға жазылыңыз", "tail"), ("Жоғарыға", "tail"),
    ("Жаңалықтарды достарыңызбен бөлісіңіз", "tail"), ("Бөлісіңіз", "tail"),
    ("Материалды көшіріп басқанда сайтқа сілтеме жасау міндетті.", "tail"),
    ("Телеграм-каналымызға қосылыңыз!", "tail"), ("Барлық жаңалықтар", "tail"),
    ("Share this story with friends", "tail"), ("More from The Ledger", "tail"),
    ("Follow us on Instagram for daily updates.", "tail"), ("All rights reserved.", "tail"),
    ("Subscribe to our newsletter", "tail"), ("You might also like", "tail"),
    ("Had enough ads? Support our work", "tail"), ("Обратная связь", "tail"),
    ("Толығырақ оқу үшін қосымшаны жүктеңіз", "tail"), ("Пробуйте новый формат", "tail"),
    ("Подпишитесь", "middle"), ("Подпишитесь на канал", "tail"), ("Поставьте лайк", "tail"),
    ("Не забудьте поставить лайк и подпишитесь", "middle"), ("Жазылыңыз", "middle"),
    ("Арнамызға жазылыңыздар!", "tail"), ("Лайк басып, жазылыңыз", "tail"),
    ("Поделитесь с друзьями", "tail"), ("Поделитесь", "middle"), ("Download our app", "tail"),
    ("Жаңалықты достарыңызбен бөлісіңіз!", "tail"), ("Пишите нам!", "tail"),
    ("Мақаланы желіде бөлісіңіз", "middle"), ("Сообщайте нам новости", "tail"),
]  # fmt: skip


def found(line: str, where: str, count: int = 12, every: int = 1) -> Recurring:
    def make(number: int) -> Sample:
        lines = [line] if number % every == 0 else []
        return sample(number, language="en" if line.isascii() else "ru", **{where: lines})  # type: ignore[arg-type]

    return judged(make, count, NAMES)[line]


@pytest.mark.parametrize(("line", "where"), KEEP)
def test_what_may_be_an_articles_own_is_proposed_and_never_sure(line: str, where: str) -> None:
    whole, some = found(line, where), found(line, where, count=30, every=5)
    assert not whole.is_sure
    assert not some.is_sure
    assert (whole.articles, whole.of_articles, some.articles) == (12, 12, 6)


@pytest.mark.parametrize(("line", "where"), FIND)
def test_what_a_site_writes_around_all_its_articles_is_sure(line: str, where: str) -> None:
    assert found(line, where).is_sure


# what is asked of the one who is interviewed, or was taken for it
QUESTIONS = [
    "Балалық шағыңыз", "Отбасыңыз", "Еңбек жолыңыз", "Мамандықты таңдадыңыз", "Арманыңыз",
    "Туған жеріңіз", "Ұстазыңыз", "Сүйікті әніңіз", "Қай мектепті бітірдіңіз", "Алғашқы еңбегіңіз",
    "Өзіңізді таныстырыңыз", "Өзіңіз туралы айтып беріңіз", "Жоспарыңызбен бөлісіңіз",
    "Жұмысыңызды сипаттаңыз", "Поделитесь планами", "Расскажите о себе", "Назовите три качества",
    "Опишите свой рабочий день", "Представьтесь", "Оцените свою работу", "Дайте совет молодым",
    "Вспоминайте детство", "Угадайте возраст", "Поддержите начинающих", "Опровергайте слухи",
    "Tell us about yourself", "Let us know you better", "Introduce yourself", "Describe your day",
    "Tell us a secret", "Donate or invest",
]  # fmt: skip
# what to do in danger
SAFETY = [
    "Не паникуйте", "Закройте окна", "Позвоните в службу 112", "Звоните 101", "Наденьте каску",
    "Не выходите на лёд", "Покиньте забой", "Соблюдайте правила", "Берегите себя", "Будьте осторожны",
    "Мұзға шықпаңыз", "Терезені жабыңыз", "112 нөміріне хабарласыңыз", "Сақ болыңыз",
    "От жақпаңыз", "Үйден шықпаңыздар", "Сақтық шараларын сақтаңыз", "Есікті ашпаңыз",
    "Stay informed and stay safe", "Avoid the area", "Close the windows", "Call 911",
]  # fmt: skip


@pytest.mark.parametrize("own", [QUESTIONS, SAFETY])
@pytest.mark.parametrize("count", [12, 40])
def test_what_an_interview_or_a_warning_asks_for_amid_the_text_stays(
    own: list[str], count: int
) -> None:
    def make(number: int) -> Sample:
        asked = random.Random(number).sample(own, 8)
        body = [line for n, one in enumerate(asked) for line in (one, sentence(f"{number}+{n}"))]
        return sample(number, middle=body, language="kk")

    lines = judged(make, count)
    assert [line for line, found in lines.items() if found.is_sure] == []
    assert len(lines) > len(own) // 2


STATEMENTS = [
    "Возбуждено дело", "Без происшествий", "Никто не пострадал", "Идёт следствие", "Пожар потушен",
    "Движение восстановлено", "Ведётся расследование", "Погибших нет", "Дело закрыто",
    "Рабочие вышли из забоя", "Шахтёр спасён", "Травм нет", "Виновные задержаны", "Поиски идут",
    "Іс қозғалды", "Тергеу басталды", "Зардап шеккендер жоқ", "Өрт сөндірілді", "Іздеу жүріп жатыр",
    "Жол ашылған", "Қаза тапқандар бар", "Қауіп сейілді", "Себебі анықталуда", "Айыпты ұсталды",
    "Кеншілер аман емес", "No injuries", "Nobody was hurt", "Production halted", "Case dismissed",
    "Search continues", "Investigation ongoing", "Without casualties", "Road closed", "Fire is out",
    "None missing",
]  # fmt: skip


@pytest.mark.parametrize("line", STATEMENTS)
@pytest.mark.parametrize("count", [12, 30])
def test_a_short_statement_behind_every_text_is_only_proposed(line: str, count: int) -> None:
    assert not found(line, "tail", count=count).is_sure
    assert not found(line, "head", count=count).is_sure


FORMS = [
    ["Отгрузка", "Остаток на складе", "Выполнение плана"], ["Овен", "Телец", "Близнецы", "Лев"],
    ["За сутки", "С начала года"], ["Погода", "Дороги", "Свет и тепло"], ["Семья", "Учёба", "Мечта"],
    ["Тоқты", "Торпақ", "Егіздер"], ["Өндіріс", "Қор", "Жоспар"], ["Тәулік ішінде", "Жыл басынан"],
    ["Ауа райы", "Жол", "Жылу"], ["Output", "Stock", "Plan"], ["Aries", "Taurus", "Gemini"],
    ["Cash flow", "Safety", "Outlook for the year"], ["Roads", "Weather"],
]  # fmt: skip


@pytest.mark.parametrize("labels", FORMS)
@pytest.mark.parametrize("count", [12, 30])
def test_the_labels_of_a_form_that_each_text_fills_in_stay(labels: list[str], count: int) -> None:
    def make(number: int) -> Sample:
        filled = [line for n, one in enumerate(labels) for line in (one, sentence(f"{number}+{n}"))]
        return sample(number, middle=filled)

    assert not any(line.is_sure for line in judged(make, count).values())


@pytest.mark.parametrize("line", ["По разделам:", "Бөлімдер бойынша:", "By section:"])
def test_a_label_that_leads_over_to_the_text_behind_it_stays(line: str) -> None:
    assert not found(line, "middle", count=30).is_sure


# what is true of the subject, though it names a site, a telephone or what to do
FACTS = [
    "Полный текст отчёта размещён на сайте биржи.", "Подробная информация — на сайте компании.",
    "Документ опубликован на портале и вступает в силу через десять дней.",
    "Заявки принимают на портале до конца года.", "Список домов есть на сайте акимата.",
    "Газета завода выходит по средам.", "Толық мәтін биржа сайтында жарияланды.",
    "Өтініштер портал арқылы қабылданады.", "Тізім әкімдік сайтында бар.",
    "Full details are available on the company website.", "The list is on the website of the city.",
    "При пожаре звоните по телефону 101.", "Звоните 112!", "Сақ болыңыздар!", "Берегите себя!",
    "Өзіңізді және жақындарыңызды сақтаңыз.", "Өрт шықса, 101 нөміріне хабарласыңыз!",
    "In case of fire call 101.", "Please stay safe!", "Соблюдайте меры предосторожности!",
    "Мұзға шықпаңыздар!", "Не выходите на лёд!",
]  # fmt: skip


@pytest.mark.parametrize("line", FACTS)
@pytest.mark.parametrize("count", [12, 30])
def test_a_fixed_last_sentence_that_states_or_warns_is_only_proposed(line: str, count: int) -> None:
    assert not found(line, "tail", count=count).is_sure


def test_a_bare_imperative_is_sure_at_the_edge_or_where_nearly_all_of_many_have_it() -> None:
    line = "Пробуйте новый формат"
    assert found(line, "tail").is_sure
    assert not found(line, "tail", count=30, every=2).is_sure
    assert not found(line, "middle").is_sure
    assert found(line, "middle", count=24).is_sure


@pytest.mark.parametrize(
    "line", ["Advertisment", "Бөлісіңіз", "Читайте нас в Google News", "© 2026. Все права защищены"]
)
def test_four_articles_are_enough_for_a_call_and_three_are_not(line: str) -> None:
    assert found(line, "tail", count=40, every=10).is_sure
    few = found(line, "tail", count=30, every=10)
    assert (few.is_sure, few.why) == (False, "in fewer than 4 articles")


def test_what_stands_in_two_articles_does_not_recur() -> None:
    assert judged(lambda n: sample(n, tail=["Реклама"] if n < 2 else [])) == {}


def test_a_call_that_is_a_sentence_must_stand_in_half_of_ten_articles() -> None:
    line = "Подписывайтесь на наш канал!"
    assert found(line, "tail", count=20, every=2).is_sure
    assert not found(line, "tail", count=20, every=3).is_sure
    assert not found(line, "tail", count=9).is_sure


def test_a_sentence_amid_the_text_is_spoken_against_for_good() -> None:
    line = found("Подписывайтесь на наш канал!", "middle")
    assert (line.is_sure, line.against) == (False, "a sentence amid the text")


def test_a_notice_about_the_site_is_sure_where_every_article_has_it() -> None:
    line = "Наша газета выходит по средам и пятницам."
    assert found(line, "tail", count=24).is_sure
    assert not found(line, "tail", count=12).is_sure
    assert not found(line, "tail", count=48, every=2).is_sure


def test_a_sentence_with_a_figure_or_name_is_sure_only_as_part_of_the_template() -> None:
    line = "Пишите нам на номер 8 701 000 11 22 в любое время!"
    assert found(line, "tail", count=12).is_sure
    assert not found(line, "tail", count=24, every=2).is_sure


def test_words_of_the_sources_own_name_are_no_names() -> None:
    def make(number: int) -> Sample:
        return sample(number, tail=["Новости читайте в «Степном вестнике»"] if number % 3 else [])

    def ruled(names: tuple[str, ...]) -> bool:
        found = recurring_lines([make(n) for n in range(9)], names=names)
        return found[0].is_sure

    assert ruled(NAMES)
    assert not ruled(())


@pytest.mark.parametrize(
    ("lines", "where", "expected"),
    [
        (["Advertisment"], "middle", "within"),
        (["Читайте нас в Google News"], "tail", "tail"),
        (["Поддержите редакцию"], "head", "head"),
    ],
)
def test_a_line_has_the_place_where_it_stands(lines: list[str], where: str, expected: str) -> None:
    assert found(lines[0], where).place == expected


def test_in_short_articles_a_label_has_no_edge_and_a_sentence_has() -> None:
    def make(number: int) -> Sample:
        return sample(number, own=2, middle=["Advertisment"], tail=["Оставайтесь с нами!"])

    lines = judged(make)
    assert lines["Advertisment"].place == "within"
    assert lines["Оставайтесь с нами!"].place == "tail"


def test_a_heading_with_text_behind_it_stays_and_one_with_nothing_goes() -> None:
    heading = "Подписывайтесь"

    def make(number: int, where: str) -> Sample:
        return sample(number, kinds={heading: "heading"}, **{where: [heading]})  # type: ignore[arg-type]

    amid = judged(lambda n: make(n, "middle"))[heading]
    assert (amid.is_sure, amid.against) == (False, "a heading with text behind it")
    assert judged(lambda n: make(n, "tail"))[heading].is_sure


@pytest.mark.parametrize("kind", ["item", "row", "quote"])
def test_what_stands_in_lists_stays_unless_the_list_is_the_sites(kind: str) -> None:
    line = "Заявление на портале"

    def make(number: int, where: str) -> Sample:
        return sample(number, kinds={line: kind}, **{where: [line]})  # type: ignore[arg-type, dict-item]

    assert not judged(lambda n: make(n, "middle"))[line].is_sure
    assert judged(lambda n: make(n, "tail"))[line].is_sure
    assert not judged(lambda n: make(n, "tail"), 8)[line].is_sure


def test_a_menu_behind_the_text_goes_as_a_whole() -> None:
    menu = ["О редакции", "Вакансии", "Лента новостей", "Степная карта"]
    lines = judged(lambda n: sample(n, tail=menu))
    assert all(lines[entry].is_sure for entry in menu)


def test_an_address_within_a_block_of_sure_lines_goes_with_it() -> None:
    block = ["Контакты редакции", "г. Алматы, ул. Абая 10, info@stepnoi.example", "Наверх"]
    lines = judged(lambda n: sample(n, tail=block))
    assert all(lines[line].is_sure for line in block)
    assert lines[block[1]].why == "stands within a block that recurs as a whole"
    assert not judged(lambda n: sample(n, tail=block[1:2]))[block[1]].is_sure


def test_a_block_in_front_of_the_text_goes_too() -> None:
    block = ["Поддержите редакцию", "Нас читает весь Тобол", "Скачать приложение"]
    assert all(line.is_sure for line in judged(lambda n: sample(n, head=block)).values())


HEADER = [
    "Жаңалықтар легі",
    "Риддер -8",
    "Доллар 470,5",
    "Чем вы топите дом?",
    "Сауалнама",
    "Углем",
]


def test_a_block_of_menu_ticker_and_poll_goes_as_a_whole() -> None:
    lines = judged(lambda n: sample(n, head=HEADER))
    assert {line for line, found in lines.items() if not found.is_sure} == set(HEADER[1:])
    block = ["Реклама", "Скачать приложение", "Читайте нас в Google News", *HEADER]
    assert all(line.is_sure for line in judged(lambda n: sample(n, head=block)).values())
    assert all(line.is_sure for line in judged(lambda n: sample(n, tail=block)).values())
    amid = judged(lambda n: sample(n, middle=block))
    assert not amid["Риддер -8"].is_sure


def test_a_menu_that_is_longer_than_the_news_is_found() -> None:
    menu = ["Читайте нас в Google News", *(sentence(f"menu {n}", words=3)[:-1] for n in range(60))]
    lines = judged(lambda n: sample(n, own=6, head=menu))
    assert [lines[line].of_articles for line in menu] == [12] * 61
    assert lines[menu[0]].is_sure


def test_a_name_or_thanks_within_such_a_block_stays() -> None:
    block = ["Реклама", "Скачать приложение", *HEADER[1:3], "Айгүл Сейіт", "Рахмет!"]
    lines = judged(lambda n: sample(n, tail=block))
    assert lines["Риддер -8"].is_sure
    assert not lines["Айгүл Сейіт"].is_sure
    assert not lines["Рахмет!"].is_sure


def test_a_block_whose_lines_repeat_is_no_endless_chain() -> None:
    block = ["Контакты редакции", "Тепло и свет", "Реклама", "Тепло и свет", "Реклама"]
    lines = judged(lambda n: sample(n, tail=block))
    assert lines["Реклама"].is_sure


def test_the_same_background_behind_ten_follow_ups_is_no_block() -> None:
    background = [
        "Реклама",
        "Взрыв произошёл двадцать восьмого октября.",
        "Тогда под землёй находились двести человек.",
        "Семьям обещали помощь.",
        "Реклама на сайте",
    ]

    def make(number: int) -> Sample:
        title = f"Взрыв на шахте Костенко: {sentence(number, words=2)}"
        return sample(number, own=9, title=title, tail=background)

    lines = judged(make)
    assert [lines[line].is_sure for line in background] == [True, False, False, False, True]


@pytest.mark.parametrize(
    "own",
    [
        "Напомним, 28 октября произошёл взрыв, погибли 46 человек.",
        "На шахте Костенко работают две тысячи человек.",
        "Причины взрыва выясняет комиссия.",
    ],
)
def test_the_background_of_ten_follow_ups_between_two_advertisements_stays(own: str) -> None:
    def make(number: int) -> Sample:
        return sample(
            number,
            title=f"Взрыв на шахте Костенко: {sentence(number, words=2)}",
            tail=["Advertisment", own, "Реклама"],
        )

    lines = judged(make, 10)
    assert lines["Advertisment"].is_sure
    assert not lines[own].is_sure


def test_a_sentence_that_speaks_of_the_articles_subject_stays() -> None:
    line = "Читайте заключение комиссии о причинах взрыва в первом забое!"
    own = "Комиссия назвала причины взрыва в забое, заключение занимает сто листов."

    def make(number: int) -> Sample:
        return sample(number, head=[f"{own} {sentence(number)}"], tail=[line])

    assert judged(make)[line].against == "a sentence on what the articles are about"


def test_the_headline_of_another_article_behind_the_text_is_sure() -> None:
    headline = "В Хромтау сменили директора рудника"

    def make(number: int) -> Sample:
        title = headline if number == 3 else sentence(f"t{number}")
        return sample(number, title=title, tail=[headline] if number % 3 == 0 else [])

    line = judged(make, 20)[headline]
    assert (line.is_sure, line.why) == (True, "the headline of another article")
    asked = judged(make, 7).get(headline)
    assert asked is not None
    assert not asked.is_sure


def test_a_headline_that_ends_as_a_sentence_is_sure_too() -> None:
    headline = "Почему шахту в Риддере закрыли на год?"

    def make(number: int) -> Sample:
        title = headline if number == 1 else sentence(f"t{number}")
        return sample(number, title=title, tail=["Қызықты", headline] if number % 2 == 0 else [])

    line = judged(make, 12)[headline]
    # its first word makes it a heading that an article may have
    assert not line.is_sure
    plain = headline.replace("Почему шахту", "Шахту")

    def other(number: int) -> Sample:
        title = plain if number == 1 else sentence(f"t{number}")
        return sample(number, title=title, tail=[plain] if number % 2 == 0 else [])

    assert judged(other, 12)[plain].is_sure


def test_recrawled_versions_of_one_article_are_one() -> None:
    first = sample(1, tail=["Реклама"], own=8)

    def version(number: int) -> Sample:
        update = sentence(f"update {number}")
        return Sample(
            f"{first.url}?v={number}", first.title, (update, *first.paragraphs),
            ("text", *first.kinds), "2026-11-01",
        )  # fmt: skip

    assert judged(version, 10) == {}


def test_copies_with_an_edit_in_each_line_are_one() -> None:
    first = sample(1, own=8)

    def edited(number: int) -> Sample:
        paragraphs = tuple(f"{line[:-1]} {number}{'а' * number}." for line in first.paragraphs)
        return sample(number, own=0, head=paragraphs, tail=["Реклама"])

    assert judged(edited, 10) == {}


def test_daily_prices_and_weather_are_one_article_filled_in() -> None:
    def prices(number: int) -> Sample:
        paragraphs = (
            f"Официальный курс доллара на {number + 1} ноября составил {470 + number},{number} тенге.",
            f"Медь: {9000 + 7 * number} долларов за тонну", f"Цинк: {2600 + 11 * number}", "Реклама",
        )  # fmt: skip
        return Sample(
            f"u{number}", f"Курс на {number} ноября", paragraphs, ("text",) * 4, str(number)
        )

    assert judged(prices, 20) == {}


def test_articles_with_nothing_but_the_sites_lines_count_as_one() -> None:
    def bare(number: int) -> Sample:
        return sample(number, own=0, tail=["Реклама", "Подписывайтесь на наш канал"])

    assert judged(bare, 10) == {}


def test_a_label_that_words_do_not_tell_needs_articles_on_many_subjects() -> None:
    def make(number: int) -> Sample:
        title = f"Взрыв на шахте Костенко: {sentence(number, words=2)}"
        return sample(number, title=title, tail=["Тёплый край"])

    line = judged(make, 24)["Тёплый край"]
    assert (line.is_sure, line.why) == (False, "these articles are of one subject")


def test_one_day_and_one_subject_prove_nothing() -> None:
    def make(number: int) -> Sample:
        title = f"Взрыв на шахте Костенко: {sentence(number, words=2)}"
        return sample(number, title=title, tail=["Реклама"], day="2026-11-01")

    line = judged(make)["Реклама"]
    assert (line.is_sure, line.why) == (False, "these articles are of one subject and time")
    assert judged(lambda n: sample(n, tail=["Реклама"], day=""))["Реклама"].is_sure


@pytest.mark.parametrize("where", ["head", "middle", "tail"])
@pytest.mark.parametrize("line", ["Тёплый край", "Тепло, свет, газ", "Біздің өңір", "Steppe life"])
def test_a_label_that_words_do_not_tell_must_stand_in_nearly_all_of_many(
    line: str, where: str
) -> None:
    assert found(line, where, count=22).is_sure
    assert not found(line, where, count=16).is_sure
    assert not found(line, where, count=48, every=2).is_sure


def test_a_label_of_the_articles_subject_stays() -> None:
    def make(number: int) -> Sample:
        own = f"Тарифы на отопление подняли. {sentence(number)}"
        return sample(number, head=[own], tail=["Тарифы: отопление"])

    assert not judged(make, 24)["Тарифы: отопление"].is_sure


def test_a_by_line_behind_it_does_not_hide_that_a_line_is_the_last() -> None:
    people = ["Айгуль Смагулова", "Дана Омарова", "Темір Абай"]
    lines = judged(lambda n: sample(n, tail=["Толығырақ", people[n % 3]]))
    assert lines["Толығырақ"].is_sure


def test_the_record_names_articles_and_spelling() -> None:
    line = found("Реклама", "tail")
    assert line.line == normalized("Реклама")
    assert len(line.urls) == 5
    assert all(url.startswith("https://gazeta.example/") for url in line.urls)


def test_spellings_of_one_line_count_together() -> None:
    spellings = ["Реклама", "РЕКЛАМА", "— Реклама —"]
    [line] = judged(lambda n: sample(n, tail=[spellings[n % 3]])).values()
    assert line.articles == 12


def test_no_samples_give_no_lines() -> None:
    assert recurring_lines([]) == ()


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.sampled_from([*(line for line, _ in FIND[:12]), "Да.", "", "1", "Абай"]), max_size=6
        ),
        max_size=8,
    )
)
def test_no_texts_make_it_raise_and_counts_hold(texts: list[list[str]]) -> None:
    samples = [sample(n, own=0, head=lines) for n, lines in enumerate(texts)]
    for line in recurring_lines(samples):
        assert 3 <= line.articles <= line.of_articles <= len(samples)
