from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pipelines.likeness.likeness import Likeness, likeness
from pipelines.likeness.reading import read
from tests.builders import TEXT
from tests.copylabels import LANGUAGES, SETS, judged, reading, score

WORDS = TEXT.split()
FORM = (
    "Цена меди на бирже составила {} долларов, цинка {} долларов, свинца {} долларов за тонну. "
    "Запасы на складах {} тонн, накануне {} тонн."
)
ITEMS = [
    "Аким Тараза открыл мост через реку Талас, движение по нему начнётся завтра с восьми утра.",
    "В Уральске врачи провели первую пересадку печени, донором стала сестра больного из Аксая.",
    "Хлопкоробы юга просят отложить возврат ссуд: вода на поля пришла с опозданием на месяц.",
    "Студенты Семея собрали спутник, который весит меньше арбуза и полетит весной с Байконура.",
]


def compare(first: str, second: str, titles: tuple[str, str] = ("", "")) -> Likeness:
    return likeness(read(titles[0], first), read(titles[1], second))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_taken_for_a_copy_is_one(language: str) -> None:
    assert score(row for row in judged("check") if row.pair.language == language).precision >= 0.98


@pytest.mark.parametrize("language", LANGUAGES)
def test_copies_that_share_half_of_their_shingles_are_known(language: str) -> None:
    rows = [row for row in judged("check") if row.pair.language == language]
    assert score(row for row in rows if row.pair.copy and row.shares_half).recall >= 0.95


@pytest.mark.parametrize("name", SETS)
def test_pairs_by_other_authors_are_told_apart(name: str) -> None:
    rows = judged(name)
    assert score(rows).precision >= 0.98
    assert score(row for row in rows if row.pair.copy and row.shares_half).recall >= 0.95
    assert score(row for row in rows if row.pair.kind == "edit30").recall >= 0.85


@pytest.mark.parametrize("language", LANGUAGES)
def test_copies_with_thirty_percent_of_their_words_changed_are_known(language: str) -> None:
    rows = [row for row in judged("check") if row.pair.language == language]
    assert score(row for row in rows if row.pair.kind == "edit30").recall >= 0.85


@pytest.mark.parametrize("kind", ["template", "same-event", "same-topic", "translation", "digest"])
def test_what_only_looks_alike_is_no_copy(kind: str) -> None:
    rows = [row for row in judged("check") if row.pair.kind == kind]
    assert sum(row.found.is_copy for row in rows) <= 0.02 * len(rows)


@pytest.mark.parametrize(
    "kind",
    ["edit5", "edit15", "cut", "added", "reposted", "figure-edit", "reordered", "part"],
)
def test_each_kind_of_copy_is_known(kind: str) -> None:
    assert score(row for row in judged("check") if row.pair.kind == kind).recall >= 0.95


def test_the_verdict_does_not_depend_on_the_order() -> None:
    for row in judged("check"):
        back = likeness(reading(*row.pair.second), reading(*row.pair.first))
        assert replace(back, own_share=row.found.own_share) == row.found


def test_the_same_text_is_a_copy() -> None:
    found = compare(TEXT, TEXT)
    assert found == Likeness(1.0, 1.0, 0.0, is_copy=True, why="the same words")


def test_a_text_cut_by_a_third_is_a_copy() -> None:
    assert compare(TEXT, " ".join(WORDS[: len(WORDS) * 2 // 3])).is_copy


def test_a_repost_with_an_added_paragraph_is_a_copy_and_its_own_share_is_told() -> None:
    added = "Напомним, в сентябре на этой же шахте проверяли вентиляцию и нашли нарушения."
    found = compare(TEXT, f"{TEXT} {added}")
    assert found.is_copy
    assert 0 < found.own_share < 0.4


def test_another_report_of_the_same_event_is_no_copy() -> None:
    other = (
        "Бастующие на шахте Костенко спустились в забой и отказываются выходить. Профсоюз "
        "передал требования компании: выплатить долг и не наказывать участников остановки."
    )
    found = compare(TEXT, other)
    assert not found.is_copy
    assert found.why.endswith("too few for a copy")


def test_a_daily_report_with_other_figures_is_no_copy() -> None:
    monday, tuesday = (
        FORM.format(9100, 2610, 2040, 15400, 15550),
        FORM.format(9188, 2655, 2012, 15210, 15401),
    )
    assert not compare(monday, tuesday).is_copy


def test_an_edited_figure_leaves_a_copy_and_is_counted() -> None:
    found = compare(TEXT, TEXT.replace("240", "310"))
    assert found.is_copy
    assert found.why == "98% of the words in the same order; 1 of 4 figures differ"


def test_the_only_figure_of_a_short_report_may_be_corrected_in_headline_and_text() -> None:
    report = (
        "Взрыв произошёл утром на складе строительных материалов на окраине города. Погибли {} "
        "человека, ещё несколько получили ожоги. На месте работают спасатели и медики, причина "
        "устанавливается. Полиция начала расследование, подробности обещают сообщить позже."
    )
    found = compare(
        report.format(3),
        report.format(4),
        ("При взрыве погибли 3 горожан", "При взрыве погибли 4 горожан"),
    )
    assert found.is_copy
    assert found.why.endswith("1 of 1 figures differ")


def test_two_days_of_a_form_differ_in_their_dates() -> None:
    form = (
        "Аэропорт закрыт до полудня {} из-за тумана. Пассажирам предоставлены вода и горячее "
        "питание, родителям с детьми открыта комната отдыха. Администрация просит следить за "
        "табло и уточнять сведения у своих авиакомпаний, прежде чем выезжать из дома."
    )
    found = compare(form.format("5 февраля"), form.format("9 марта"))
    assert not found.is_copy
    assert found.why.endswith(
        "; 2 of 2 dates differ: the same form with other figures, dates or names"
    )


def test_another_place_in_the_headline_tells_two_forms_apart() -> None:
    form = (
        "Завтра в {0} ожидается снег, на дорогах гололёд, ветер порывистый. Коммунальные службы "
        "переведены на усиленный режим, школьники учатся дома. Жителей просят не выезжать без "
        "нужды за город, а водителей сменить шины и держать дистанцию."
    )
    titles = ("Погода: прогноз для Семея на завтра", "Погода: прогноз для Актау на завтра")
    assert not compare(form.format("Семее"), form.format("Актау"), titles).is_copy


def test_a_quotation_in_common_makes_no_copy() -> None:
    quoted = " ".join(WORDS[:30])
    ours, theirs = f"{ITEMS[0]} {quoted} {ITEMS[1]}", f"{ITEMS[2]} {ITEMS[3]} {quoted}"
    found = compare(ours, theirs)
    assert not found.is_copy
    assert found.why.endswith("in one part only, as a quotation is")


def test_half_a_text_with_its_headline_or_its_beginning_is_a_copy() -> None:
    half = " ".join(WORDS[:36])
    continued, preceded = f"{half} {ITEMS[0]} {ITEMS[1]}", f"{ITEMS[0]} {ITEMS[1]} {half}"
    titles = ("Горняки Костенко прекратили работу", "Горняки Костенко прекратили работу в четверг")
    assert compare(TEXT, continued).is_copy
    assert compare(continued, TEXT).is_copy
    end = " ".join(WORDS[-28:])
    assert not compare(f"{TEXT}", f"{ITEMS[0]} {ITEMS[1]} {end}").is_copy
    assert compare(f"{TEXT}", f"{ITEMS[0]} {ITEMS[1]} {end}", titles).is_copy
    assert compare(TEXT, preceded).is_copy


def test_a_digest_is_no_copy_of_one_of_its_items() -> None:
    digest = " ".join([*ITEMS, TEXT, *(item[::-1] for item in ITEMS * 3)])
    found = compare(TEXT, digest)
    assert not found.is_copy
    assert "one item of a text" in found.why
    title = "Шахтёры остановили работу в Караганде"
    assert compare(TEXT, digest, (title, title)).is_copy


def test_very_short_texts_are_copies_only_when_equal() -> None:
    assert compare("Взрыв на шахте", "взрыв на шахте").is_copy
    assert not compare("Взрыв на шахте", "Пожар на шахте").is_copy


def test_a_short_text_must_be_nearly_equal() -> None:
    brief = " ".join(WORDS[:20])
    assert compare(brief, brief.replace("ночь", "утро")).is_copy
    assert not compare(brief, " ".join([*WORDS[:11], *ITEMS[0].split()])).is_copy
    assert not compare(
        "В Риддере 240 горняков не вышли сегодня на смену",
        "В Риддере 310 горняков не вышли сегодня на смену",
    ).is_copy


def test_a_paragraph_taken_whole_is_a_copy_and_a_few_words_of_it_are_none() -> None:
    assert compare(TEXT, " ".join(WORDS[:20])).is_copy
    assert not compare(TEXT, " ".join(WORDS[:10])).is_copy


def test_a_text_without_words_is_no_copy_of_another() -> None:
    assert not compare("", TEXT).is_copy
    assert not compare(TEXT, "…").is_copy
    assert not compare("", "", ("Взрыв", "Пожар")).is_copy
    assert compare("", "").is_copy


@limits(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=80), st.lists(st.sampled_from(WORDS), max_size=80))
def test_likeness_is_symmetric_and_within_bounds(a: list[str], b: list[str]) -> None:
    there, back = compare(" ".join(a), " ".join(b)), compare(" ".join(b), " ".join(a))
    assert (there.similarity, there.containment, there.is_copy) == (
        back.similarity,
        back.containment,
        back.is_copy,
    )
    assert 0 <= there.similarity <= there.containment <= 1
    assert 0 <= there.own_share <= 1


@limits(max_examples=60)
@given(st.text(max_size=200))
def test_each_text_is_a_copy_of_itself(text: str) -> None:
    found = compare(text, text)
    assert found.is_copy
    assert found.own_share == 0


@limits(max_examples=40)
@given(blank=st.sampled_from([" ", "\n", "\n\n", "\t", " \u00a0"]), loud=st.booleans())
def test_case_white_space_quotes_and_yo_change_nothing(blank: str, *, loud: bool) -> None:
    other = TEXT.replace("ё", "е").replace(". ", f".{blank}").replace("шахты", "«шахты»")
    found = compare(TEXT, other.upper() if loud else other)
    assert found.is_copy
    assert (found.similarity, found.own_share) == (1.0, 0.0)


def test_kazakh_of_another_script_is_a_copy_of_the_same_words() -> None:
    rows = [row for row in judged("first") if row.pair.kind == "script"]
    assert score(rows).recall == 1.0
