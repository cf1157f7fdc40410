from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.boilerplate import boilerplate
from pipelines.boilerplate.boilerplate import Cleaned
from pipelines.boilerplate.rulebook import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipelines.model import BlockKind

EXAMPLES = tomllib.loads(RULES.read_text(encoding="utf-8"))["examples"]
BODY = [
    "Шахтёры Риддера вернулись на работу после ремонта ствола, сообщила компания.",
    "Ремонт шёл три недели и обошёлся в миллиард тенге, рассказал директор рудника.",
    "В акимате напомнили, что на руднике занят каждый шестой житель города.",
    "Профсоюз доволен: простой оплатили полностью, как и было обещано весной.",
    "Следующий ремонт назначен на осень, к нему готовят второй подъёмник.",
]


def clean(
    paragraphs: Sequence[str], headings: Collection[int], links: Collection[int] = ()
) -> Cleaned:
    return boilerplate.clean(paragraphs, kinds(len(paragraphs), headings), links)


def kinds(count: int, headings: Collection[int] = ()) -> tuple[BlockKind, ...]:
    return tuple("heading" if at in headings else "text" for at in range(count))


@pytest.mark.parametrize("place", [0, 3, 5])
@pytest.mark.parametrize("sentence", EXAMPLES["keep"])
def test_a_sentence_of_an_article_is_never_taken_out(sentence: str, place: int) -> None:
    text = [*BODY[:place], sentence, *BODY[place:]]
    assert clean(text, ()) == Cleaned(paragraphs=tuple(text), kinds=kinds(len(text)))


@pytest.mark.parametrize("place", [1, 3, 5])
@pytest.mark.parametrize("line", EXAMPLES["drop"])
def test_a_line_of_the_template_goes_wherever_it_stands(line: str, place: int) -> None:
    result = clean([*BODY[:place], line, *BODY[place:]], ())
    assert result.paragraphs == tuple(BODY)
    assert result.dropped == (line,)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("AdvertismentThe mine was closed on Monday.", "The mine was closed on Monday."),
        ("ADVERTISEMENT The mine was closed on Monday.", "The mine was closed on Monday."),
        ("The mine was closed on Monday. Advertisement", "The mine was closed on Monday."),
        ("The mine was closed on Monday.Advertisment", "The mine was closed on Monday."),
        ("РЕКЛАМА Шахту закрыли в понедельник.", "Шахту закрыли в понедельник."),
        ("Шахту закрыли в понедельник. Реклама", "Шахту закрыли в понедельник."),
        ("Шахта дүйсенбіде жабылды. Жарнама", "Шахта дүйсенбіде жабылды."),
    ],
)
def test_labels_glued_to_a_paragraph_are_stripped(line: str, left: str) -> None:
    result = clean([line, *BODY], ())
    assert result.paragraphs == (left, *BODY)
    assert len(result.dropped) == 1


def test_a_read_also_takes_the_links_behind_it() -> None:
    text = [*BODY[:2], "Читайте также", "Где самая высокая зарплата", *BODY[2:]]
    assert clean(text, (), links=[3]).paragraphs == tuple(BODY)
    assert clean(text, ()).paragraphs == (*BODY[:2], text[3], *BODY[2:])


def test_near_the_end_a_read_also_takes_unlinked_headlines_and_spares_list_items() -> None:
    text = [*BODY, "Материалы по теме", "Где самая высокая зарплата", "- ремонт школы;"]
    assert clean(text, ()).paragraphs == (*BODY, "- ремонт школы;")
    assert clean(text[:-1], ()).paragraphs == tuple(BODY)
    long = [*BODY, "Материалы по теме", "слово " * 30]
    assert clean(long, ()).paragraphs == (*BODY, "слово " * 30)


def test_a_section_heading_behind_a_read_also_stays() -> None:
    text = [*BODY[:3], "Читайте также", "Что дальше", *BODY[3:]]
    result = clean(text, headings=[4])
    assert result.paragraphs == (*BODY[:3], "Что дальше", *BODY[3:])
    assert result.kinds[3] == "heading"


@pytest.mark.parametrize("line", EXAMPLES["cut"])
def test_a_notice_behind_the_text_goes_with_what_follows(line: str) -> None:
    assert clean([*BODY, line], ()).paragraphs == tuple(BODY)
    assert clean([*BODY, line, "ТОО Степь"], ()).paragraphs == tuple(BODY)


LEARNT = {"біздің чатқа кіріңіз": "tail", "тақырып жолы осы жерде": "head", "qosymsha": "within"}


def learnt(
    paragraphs: Sequence[str], links: Collection[int] = (), headings: Collection[int] = ()
) -> Cleaned:
    return boilerplate.clean(paragraphs, kinds(len(paragraphs), headings), links, LEARNT)


def test_learnt_lines_go_where_they_stand_and_are_kept_in_the_record() -> None:
    tail = "Біздің чатқа кіріңіз!"
    text = ["ТАҚЫРЫП ЖОЛЫ ОСЫ ЖЕРДЕ", *BODY[:3], "Qosymsha", *BODY[3:], tail]
    result = learnt(text)
    assert result.paragraphs == tuple(BODY)
    assert result.kinds == kinds(len(BODY))
    assert result.dropped == ("ТАҚЫРЫП ЖОЛЫ ОСЫ ЖЕРДЕ", "Qosymsha", tail)
    assert clean(text, ()).paragraphs == tuple(text)


def test_a_learnt_line_stays_where_it_does_not_belong() -> None:
    text = [
        *BODY[:2],
        "Біздің чатқа кіріңіз!",
        *BODY[2:],
        "Қорытынды сөз осы.",
        "Тақырып жолы осы жерде",
    ]
    assert learnt(text).paragraphs == tuple(text)


def test_a_learnt_line_in_front_of_other_boilerplate_is_at_the_end() -> None:
    links = ["Где самая высокая зарплата", "В Балхаше построят завод", "Кто станет акимом"]
    text = [*BODY, "Біздің чатқа кіріңіз", "Поделиться", "Читайте также", *links]
    assert learnt(text, links=[8, 9, 10]).paragraphs == tuple(BODY)
    signed = [*BODY, "Ольга Вернер", "Біздің чатқа кіріңіз"]
    assert learnt(signed).authors == ("Ольга Вернер",)
    headed = [*BODY, "Біздің чатқа кіріңіз", "Не маңызды", "Тағы не", "Соңғысы"]
    assert learnt(headed, headings=[6, 7, 8]).paragraphs == tuple(BODY)


def test_learnt_lines_never_leave_a_text_without_a_paragraph() -> None:
    alone = ["Qosymsha", "Біздің чатқа кіріңіз"]
    assert learnt(alone).paragraphs == tuple(alone)


def test_a_notice_behind_the_text_cuts_all_that_follows() -> None:
    notice = "При использовании материалов ссылка на сайт обязательна."
    result = clean([*BODY, notice, "Телефон редакции"], ())
    assert result.paragraphs == tuple(BODY)
    assert result.dropped == (notice, "Телефон редакции")


def test_a_notice_in_front_of_the_text_cuts_nothing() -> None:
    notice = "При использовании материалов ссылка на сайт обязательна."
    assert clean([notice, *BODY], ()).paragraphs == (notice, *BODY)


def test_a_comment_form_in_front_of_much_text_goes_alone() -> None:
    result = clean([BODY[0], "Оставить комментарий", *BODY[1:]], ())
    assert result.paragraphs == tuple(BODY)


def test_credits_and_by_lines_are_kept_as_what_they_are() -> None:
    text = [
        "By Dana Omarova",
        *BODY,
        "Фото: Асхат Жумабаев",
        "Автор: Айгуль Смагулова.",
        "Жарияланды: 12.09.2024",
    ]
    result = clean(text, ())
    assert result.paragraphs == tuple(BODY)
    assert result.authors == ("Dana Omarova", "Айгуль Смагулова")
    assert result.photo_credits == ("Фото: Асхат Жумабаев",)


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("На правах рекламы", "advertorial"),
        ("Жарнамалық материал", "advertorial"),
        ("Sponsored content", "advertorial"),
        ("Subscribe to continue reading.", "paywall"),
        ("Полная версия статьи доступна только подписчикам", "paywall"),
    ],
)
def test_lines_that_say_what_the_text_is_become_flags(line: str, flag: str) -> None:
    assert clean([*BODY, line], ()).flags == {flag}


def test_lines_without_letters_go_and_are_kept_in_the_record() -> None:
    assert clean([BODY[0], "* * *", BODY[1]], ()).dropped == ("* * *",)


def test_links_and_headings_with_nothing_behind_them_go() -> None:
    text = [*BODY, "Что ещё", "Где самая высокая зарплата"]
    assert clean(text, headings=[5], links=[6]).paragraphs == tuple(BODY)


def test_runs_of_links_go_at_both_ends_but_not_in_the_middle() -> None:
    links = ["Где самая высокая зарплата", "В Балхаше построят завод"]
    opening = ["Лента дня", *links, *BODY]
    assert clean(opening, headings=[0], links=[1, 2]).paragraphs == tuple(BODY)
    closing = [*BODY, *links, "Подробности будут позже."]
    assert clean(closing, (), links=[5, 6]).paragraphs == (*BODY, closing[-1])
    middle = [BODY[0], *links, *BODY[1:]]
    result = clean(middle, (), links=[1, 2])
    assert result.paragraphs == tuple(middle)
    assert result.links == {1, 2}


def test_a_text_of_nothing_but_linked_labels_is_no_text() -> None:
    links = ["Где самая высокая зарплата", "В Балхаше построят завод"]
    assert clean(links, (), links=[0, 1]).paragraphs == ()
    assert clean(BODY[:2], (), links=[0, 1]).paragraphs == tuple(BODY[:2])
    assert clean(links, headings=[0, 1]).paragraphs == tuple(links)


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*EXAMPLES["keep"], *EXAMPLES["drop"]]), max_size=12))
def test_each_line_is_either_kept_or_in_the_record(lines: list[str]) -> None:
    result = clean(lines, ())
    assert sorted([*result.paragraphs, *result.dropped]) == sorted(lines)
    assert clean(result.paragraphs, ()).paragraphs == result.paragraphs


@settings(max_examples=100)
@given(st.lists(st.text(max_size=60), max_size=8), st.sets(st.integers(0, 7)))
def test_no_lines_make_it_raise(lines: list[str], marked: set[int]) -> None:
    result = clean(lines, marked, links=marked)
    assert len(result.kinds) == len(result.paragraphs)


@pytest.mark.parametrize(
    ("line", "author"),
    [("Ольга Вернер", "Ольга Вернер"), ("Madina Seitova, Karaganda", "Madina Seitova")],
)
def test_a_name_alone_behind_the_text_is_its_author(line: str, author: str) -> None:
    result = clean([*BODY, line], ())
    assert result.paragraphs == tuple(BODY)
    assert result.authors == (author,)
    assert result.dropped == (line,)


def test_a_name_alone_in_front_is_the_author_in_cyrillic_and_a_rubric_in_english() -> None:
    assert clean(["Ольга Вернер", *BODY], ()).authors == ("Ольга Вернер",)
    english = clean(["Real Estate", *BODY], ())
    assert (english.paragraphs, english.authors) == (tuple(BODY), ())


def test_a_name_that_is_a_heading_or_ends_a_list_stays() -> None:
    towns = [*BODY, "Отключения коснутся:", "Новая Бухтарма", "Старый Риддер"]
    assert clean(towns, ()).paragraphs == tuple(towns)
    portrait = ["Ольга Вернер", *BODY]
    assert clean(portrait, headings=[0]).paragraphs == tuple(portrait)
    assert clean(["Ольга Вернер"], ()).paragraphs == ("Ольга Вернер",)


@pytest.mark.parametrize(
    "rubrics", [["Промышленность"], ["Economy"], ["Криминал", "Горная отрасль"]]
)
def test_rubrics_in_front_of_the_first_sentence_go(rubrics: list[str]) -> None:
    result = clean([*rubrics, *BODY], ())
    assert result.paragraphs == tuple(BODY)
    assert result.dropped == tuple(rubrics)


def test_a_list_in_front_or_a_heading_or_a_dateline_is_no_rubric() -> None:
    for opening in (["Уголь", "Медь", "Золото", "Свинец"], ["BAAR, SWITZERLAND"]):
        assert clean([*opening, *BODY], ()).paragraphs == (*opening, *BODY)
    assert clean(["Промышленность", *BODY], headings=[0]).paragraphs == ("Промышленность", *BODY)
    assert clean(["Промышленность"], ()).paragraphs == ("Промышленность",)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Участники заседания. Фото: пресс-служба министерства", "Фото: пресс-служба министерства"),
        ("The signing ceremony. Photo: press office", "Photo: press office"),
        ("Отырысқа қатысушылар. Фото: министрлік", "Фото: министрлік"),
        ("| Цех сборки. Фото: К. Ю |", "Фото: К. Ю"),
        ("Экскаватор собирают прямо в забое. Фото: Р. Галиев", "Фото: Р. Галиев"),
        ("Тұз бөлмесі / Фото: әкімдік", "Фото: әкімдік"),
        ("Экскаватор в цехе (фото В. Тена)", "фото В. Тена"),
        ("The hall in Aksu. Photo by Marat Iskakov", "Photo by Marat Iskakov"),
    ],
)
def test_a_short_line_that_ends_in_a_credit_is_a_caption(line: str, credit: str) -> None:
    result = clean([BODY[0], line, *BODY[1:]], ())
    assert result.paragraphs == tuple(BODY)
    assert result.photo_credits == (credit,)


@pytest.mark.parametrize(
    "line",
    [
        "Пострадавших нет. Работы на шахте возобновят завтра утром. Фото: пресс-служба",
        "Он удалил запись. Фото из шахты осталось в сети.",
        "Жители прислали в редакцию фото: дым стоит над всем городом.",
        "The ministry published a photo: it shows the wall before the fall.",
    ],
)
def test_sentences_that_speak_of_photos_stay(line: str) -> None:
    assert clean([BODY[0], line, *BODY[1:]], ()).paragraphs == (BODY[0], line, *BODY[1:])


def test_one_link_behind_the_word_advertisement_goes_with_it_and_a_sentence_stays() -> None:
    text = [BODY[0], "Реклама", "Пластиковые окна", *BODY[1:]]
    assert clean(text, (), links=[2]).paragraphs == tuple(BODY)
    assert clean(text, ()).paragraphs == (BODY[0], "Пластиковые окна", *BODY[1:])


@pytest.mark.parametrize(
    "block",
    [
        ["Контакты для СМИ:", "Асель Нурланова", "press@ruda.kz", "+7 (7212) 00-00-00"],
        ["Байланыс үшін:", "Асель Нурланова, баспасөз хатшысы", "press@ken.kz"],
        ["Media contact:", "| Ore plc | +44 20 0000 0000 |", "www.ore.example"],
    ],
)
def test_a_contact_block_goes_and_the_company_about_itself_stays(block: list[str]) -> None:
    about = ["О компании", "«Руда» добывает медь в Хромтау с 1938 года."]
    text = [*BODY, *block, *about]
    result = clean(text, headings=[len(text) - 2])
    assert result.paragraphs == (*BODY, *about)
    assert result.dropped == tuple(block)


def test_a_heading_that_speaks_of_the_site_goes_where_no_text_follows() -> None:
    assert clean([*BODY, "О компании", "Вакансии"], headings=[5]).paragraphs[-1] == "Вакансии"
    assert clean([*BODY, "О компании"], headings=[5]).paragraphs == tuple(BODY)


def test_names_of_networks_in_a_row_are_a_share_bar() -> None:
    assert clean([*BODY, "Facebook WhatsApp"], ()).paragraphs == tuple(BODY)
    assert clean([*BODY, "Telegram блокируют."], ()).paragraphs[-1] == "Telegram блокируют."


def test_a_newspaper_behind_the_name_goes_with_it() -> None:
    result = clean([*BODY, "Әңгімелескен", "Гүлнар ЖОЛЖАН,", "«Маяк»"], ())
    assert result.paragraphs == tuple(BODY)
    assert result.authors == ("Гүлнар ЖОЛЖАН",)
    assert clean([*BODY, "«Маяк»"], ()).paragraphs == (*BODY, "«Маяк»")
