"""Messages as people read them, in three languages."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.alerts import sentences
from desk.alerts.changes import Change
from desk.alerts.gist import ROLES, Amount, Gist, People, Quote, Report
from desk.alerts.severity import ORDER, PLAIN, STEPS
from desk.alerts.turns import Turn
from desk.config.model import Query
from desk.wording import phrases
from desk.wording.phrases import LANGUAGES, Phrases

MINE = {"kk": "Костенко атындағы шахта", "ru": "шахта имени Костенко", "en": "Kostenko mine"}
KARAGANDA = {"kk": "Қарағанды", "ru": "Караганда", "en": "Karaganda"}
QARMET = {"kk": "Qarmet", "ru": "Qarmet", "en": "Qarmet"}
FIRST = Report(
    source="Tengrinews", url="https://t.kz/1", at="2026-11-20T06:00:00+00:00", precision="minute"
)
COPY = Report(
    source="Портал", url="https://p.kz/1", at="2026-11-20T07:00:00+00:00", precision="day", is_copy=True
)  # fmt: skip
SECOND = Report(
    source="Азаттық", url="https://a.kz/1", at="2026-11-20T08:00:00+00:00", precision=None
)
DEAD = People(role="dead", value=4, sources=("Tengrinews", "Азаттық"))
INJURED = People(role="injured", value=2, sources=("Tengrinews",), others=((5, ("Азаттық",)),))
GIST = Gist(
    article_id=34,
    latest={},
    story_id=12,
    headlines={"ru": "На шахте погибли четыре горняка", "kk": "Шахтада төрт кенші қаза тапты"},
    events=("accident", "outage"),
    severity="high",
    moment="2026-11-20",
    place=KARAGANDA,
    asset=MINE,
    company=QARMET,
    people=(DEAD, INJURED),
    amounts=(Amount(kind="money", value=3e9, unit="KZT", source="Азаттық"),),
    first=FIRST,
    reports=(FIRST, COPY, SECOND),
    languages=("ru", "kk"),
    sources=3,
    quotes=(
        Quote(words="«Погибли четыре горняка».", source="Tengrinews", language="ru"),
        Quote(words="Төрт кенші қаза тапты.", source="Азаттық", language="kk"),
        Quote(words="Ещё одно.", source="Портал", language="ru"),
    ),
    turns=(),
)
BARE = replace(
    GIST, headlines={"uz": "Konda"}, events=(), severity="low", moment="", place=None, asset=None,
    company=None, people=(), amounts=(), quotes=(), languages=("uz",), sources=1, reports=(SECOND,),
    first=SECOND,
)  # fmt: skip
REMOVED = Turn(key="k", what="removed", source="Портал")
TURNS = [
    REMOVED,
    Turn(key="k", what="retracted", source="Портал"),
    Turn(key="k", what="retracted", source="Портал", before="4", after="3"),
    Turn(key="k", what="headline", source="Портал", before="А", after="Б"),
    Turn(key="k", what="figures", source="Портал", before="120 млн", after=""),
]
CHANGES = [
    Change(what="people", people=DEAD, before=2),
    Change(what="people", people=DEAD),
    Change(what="disputed", people=INJURED),
    Change(what="severity", before="medium", after="high"),
    *(Change(what="turn", turn=turn) for turn in TURNS),
]
HOSTILE = st.text(
    st.sampled_from('ab «»"<>&\n\r\t\x00\x1b[31m\u202e\u200b\ud800шқ{}%—,.'),
    min_size=1,
    max_size=200,
)
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b\u2028\u2029\ud800-\udfff]")


def test_a_russian_message_tells_all_that_is_known() -> None:
    title, body = sentences.story(GIST, "ru")
    assert title == "Авария, Караганда: На шахте погибли четыре горняка"
    assert (
        body.replace("\xa0", " ")
        == """\
Авария, Коммунальная авария · Караганда, шахта имени Костенко, Qarmet
Когда: 20 ноября 2026 г.
Важность: высокая

Погибших: 4 (Tengrinews, Азаттық)
Пострадавших: 2 (Tengrinews); по другим данным – 5 (Азаттық)
Сумма: 3 млрд тенге (Азаттық)

Первое сообщение: Tengrinews, 20 ноября 2026 г., 11:00
Сообщают 3 источника (на русском, казахском)

«„Погибли четыре горняка“.» – Tengrinews
«Ещё одно.» – Портал

Публикации:
Tengrinews: https://t.kz/1
Азаттық: https://a.kz/1
Портал (перепечатка): https://p.kz/1

Подробнее: kenwatch story --article 34"""
    )


def test_a_kazakh_message_has_the_kazakh_headline_names_and_quote() -> None:
    title, body = sentences.story(GIST, "kk")
    assert title == "Апат, Қарағанды: Шахтада төрт кенші қаза тапты"
    assert body.replace("\xa0", " ").startswith(
        """\
Апат, Коммуналдық апат · Қарағанды, Костенко атындағы шахта, Qarmet
Уақыты: 2026 ж. 20 қараша
Маңыздылығы: жоғары

Қаза тапқандар: 4 (Tengrinews, Азаттық)
Зардап шеккендер: 2 (Tengrinews); басқа деректер бойынша – 5 (Азаттық)
Сомасы: 3 млрд теңге (Азаттық)

Алғашқы хабар: Tengrinews, 2026 ж. 20 қараша, 11:00
3 дереккөз хабарлады (орысша, қазақша)

«Төрт кенші қаза тапты.» – Азаттық"""
    )


def test_an_english_message_has_the_first_headline_where_no_report_is_english() -> None:
    title, body = sentences.story(GIST, "en")
    assert title == "Accident, Karaganda: На шахте погибли четыре горняка"
    assert "Injured: 2 (Tengrinews); others say 5 (Азаттық)" in body
    assert (
        "First report: Tengrinews, 20 November 2026, 11:00\nReported by 3 sources (in Russian, Kazakh)"
        in body
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_of_which_little_is_known_is_told_all_the_same(language: str) -> None:
    title, body = sentences.story(BARE, language)
    assert title == "Konda"
    assert body.count("\n\n") == 3
    assert "https://a.kz/1" in body


def test_a_text_without_a_date_says_that_it_was_seen() -> None:
    assert (
        "First report: Азаттық, undated; seen on 20 November 2026, 13:00"
        in sentences.story(BARE, "en").body
    )


def test_a_place_that_the_headline_names_is_not_named_twice() -> None:
    named = replace(GIST, headlines={"ru": "Авария в Караганде"})
    assert sentences.story(named, "ru").title == "Авария: Авария в Караганде"
    unknown = replace(named, events=("eclipse",))
    assert sentences.story(unknown, "ru").title == "Авария в Караганде"


def test_a_headline_that_the_title_cuts_stands_whole_in_the_body() -> None:
    long = replace(GIST, headlines={"en": "word " * 40})
    title, body = sentences.story(long, "en")
    assert title.endswith("word…")
    assert len(title) <= sentences.LONGEST_TITLE
    assert body.split("\n")[0] == ("word " * 40).strip()


def test_an_endless_word_is_cut_within() -> None:
    assert len(sentences.story(replace(BARE, headlines={"en": "x" * 500}), "en").title) == 120


@pytest.mark.parametrize(
    ("change", "kk", "ru", "en"),
    [*zip(
        CHANGES,
        ("қаза тапқандар 2 → 4", "қаза тапқандар – 4", "деректер сәйкес келмейді", "маңыздылығы жоғары",
         "жарияланым өшірілді", "түзету немесе теріске шығару", "түзету немесе теріске шығару",
         "тақырып өзгертілді", "сан өзгертілді"),
        ("погибших 2 → 4", "погибших – 4", "данные расходятся", "важность высокая", "публикация удалена",
         "уточнение или опровержение", "уточнение или опровержение", "заголовок изменён", "цифра изменена"),
        ("2 → 4 dead", "4 dead", "figures differ", "severity high", "report removed",
         "correction or retraction", "correction or retraction", "headline changed", "figure changed"),
        strict=True,
    )],
)  # fmt: skip
def test_the_title_of_an_update_says_what_changed(
    change: Change, kk: str, ru: str, en: str
) -> None:
    titles = [sentences.update(GIST, [change], 2, language).title for language in LANGUAGES]
    assert titles[0].startswith(f"2-жаңарту: {kk}. Шахтада")
    assert titles[1].startswith(f"Обновление 2: {ru}. На шахте")
    assert titles[2].startswith(f"Update 2: {en}. ")


def test_an_update_bears_the_latest_headline() -> None:
    grown = replace(GIST, latest={"ru": "Число погибших выросло до шести"})
    title, _ = sentences.update(grown, CHANGES[:1], 1, "ru")
    assert title == "Обновление 1: погибших 2 → 4. Число погибших выросло до шести"
    assert sentences.update(grown, CHANGES[:1], 1, "kk").title.endswith(
        "Шахтада төрт кенші қаза тапты"
    )


def test_the_body_of_an_update_lists_every_change_then_the_story() -> None:
    body = sentences.update(GIST, CHANGES, 1, "ru").body
    assert (
        body.split("\n\n")[0]
        == """\
Что изменилось:
– Погибших: 2 → 4
– Погибших: 4
– Данные расходятся. Пострадавших: 2 (Tengrinews); по другим данным – 5 (Азаттық)
– Важность: средняя → высокая
– Публикация удалена: Портал
– Уточнение или опровержение: Портал
– Уточнение или опровержение: Портал, «4» → «3»
– Заголовок изменён без пометки: Портал, «А» → «Б»
– Цифра убрана без пометки: Портал, «120 млн»"""
    )
    assert body.endswith(sentences.story(GIST, "ru").body)


def test_a_summary_lists_headlines_and_addresses_and_counts_the_rest() -> None:
    title, body = sentences.summary([GIST] * 43, "шахты", "ru")
    assert title == "шахты: сразу 43 сюжета"
    parts = body.split("\n\n")
    assert parts[1] == "Авария, Караганда: На шахте погибли четыре горняка\nhttps://t.kz/1"
    assert (len(parts), parts[-1]) == (42, "и ещё 3 сюжета: kenwatch stories")
    assert len(sentences.summary([GIST] * 21, "шахты", "kk").body.split("\n\n")) == 22


def test_many_tellers_and_links_are_counted() -> None:
    many = tuple(replace(SECOND, url=f"https://a.kz/{number}") for number in range(9))
    dead = replace(DEAD, sources=tuple("ABCDE"))
    body = sentences.story(replace(GIST, reports=(FIRST, *many), people=(dead,)), "ru").body
    assert "Погибших: 4 (A, B, C, ещё 2)" in body
    assert "https://a.kz/4\nи ещё 4 публикации\n" in body


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.kz/1", "https://a.kz/1 2", ""])
def test_only_addresses_that_can_be_followed_are_given(url: str) -> None:
    first = replace(FIRST, url=url)
    body = sentences.story(replace(GIST, first=first, reports=(first,)), "en").body
    assert "Reports:" not in body


@given(HOSTILE, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_words_of_sites_are_cleaned_wherever_they_stand(words: str, language: str) -> None:
    first = replace(FIRST, source=words, url=f"https://a.kz/{words}")
    gist = replace(
        GIST, headlines={language: words}, first=first, reports=(first,),
        people=(replace(DEAD, sources=(words,), others=((9, (words,)),)),),
        amounts=(Amount(kind="money", value=1, unit="KZT", source=words),),
        quotes=(Quote(words=words, source=words, language=language),),
    )  # fmt: skip
    turn = Turn(key=words, what="headline", source=words, before=words, after=words)
    for told in (
        sentences.story(gist, language),
        sentences.update(gist, [Change(what="turn", turn=turn)], 1, language),
        sentences.summary([gist], "rule", language),
    ):
        assert len(told.title) <= sentences.LONGEST_TITLE
        assert "\n" not in told.title
        assert not UNSAFE.search(told.title + told.body)


def test_there_are_words_in_every_language_for_all_that_can_be_told() -> None:
    kinds = Query.model_json_schema()["properties"]["events"]["items"]["enum"]
    keys = [f"event_{kind}" for kind in {*kinds, *PLAIN, *(step.kind for step in STEPS)}]
    keys += [f"role_{role}" for role in ROLES] + [f"severity_{one}" for one in ORDER]
    held = tomllib.loads(Path(phrases.__file__).with_name("alerts.toml").read_text("utf-8"))
    assert set(keys) <= set(held)
    for key, said in held.items():
        assert set(said) == set(LANGUAGES), key
        forms = [set(one) if isinstance(one, dict) else {"text"} for one in said.values()]
        names = [set(re.findall(r"{(\w+)}", str(one))) for one in said.values()]
        # a quarter is written in Roman figures but in English
        assert key == "quarter" or names.count(names[0]) == len(names), key
        assert {"text"} in forms or all("other" in one for one in forms), key
    assert all(key in Phrases("alerts", "kk") for key in keys)
