"""All that the words of an article tell, whatever script they are in."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import pytest

from pipelines.judging import judge, judge_draft, settle
from pipelines.model import Dated, Draft

KAZAKH = (
    "Қарағандыдағы шахтада екі кенші қаза тапты. Компания зардап шеккен отбасыларға 150 млн теңге "
    "төлейді.\n\n«Біз бәрін тексереміз», – деді компания директоры Асан Жүнісов."
)
LATIN = (
    "Qaraǵandydaǵy shahtada eki kenshi qaza tapty. Kompanııa zardap shekken otbasylarǵa 150 mln "
    "teńge tóleıdi.\n\n«Biz bárin tekseremiz», – dedi kompanııa dırektory Asan Júnisov."
)
TOTE = (
    "قاراعاندىداعى شاحتادا ەكى كەنشى قازا تاپتى. كومپانيا زارداپ شەككەن وتباسىلارعا 150 ملن "
    "تەڭگە تولەيدى."
)
RUSSIAN = (
    "На шахте в Шахтинске вчера погибли два горняка. Семьям выплатят 15 млн тенге.\n\n"
    "Проверку начала инспекция труда."
)


def draft(text: str = RUSSIAN, **fields: object) -> Draft:
    known = {
        "url": "u",
        "canonical_url": "u",
        "source_id": "s",
        "title": "Погибли горняки",
        "lead": "",
        "text": text,
        "language": "ru",
    }
    return Draft(**{**known, **fields})  # type: ignore[arg-type]


def published(precision: str) -> Dated:
    return Dated(datetime(2026, 11, 20, tzinfo=UTC), precision, "meta")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [KAZAKH, LATIN, TOTE], ids=["Cyrillic", "Latin", "Arabic"])
def test_kazakh_tells_the_same_in_each_script(text: str) -> None:
    told = judge("", text, "kk")
    assert told.relevant
    assert ("people", 2.0, "dead") in {(f.kind, f.value, f.role) for f in told.facts}
    assert ("money", 150e6, "KZT") in {(f.kind, f.value, f.unit) for f in told.facts}
    assert "accident" in {card.kind for card in told.events}


@pytest.mark.parametrize("text", [KAZAKH, LATIN, TOTE], ids=["Cyrillic", "Latin", "Arabic"])
def test_spans_and_quotes_are_of_the_text_as_given(text: str) -> None:
    told = judge("", text, "kk")
    quoted = [(one.span, one.quote) for one in told.facts]
    quoted += [(one.span, one.quote) for one in told.events]
    for span, quote in quoted:
        assert text[slice(*span)] == quote
    for said in told.quotations:
        assert text[slice(*said.span)] == said.words
    for mention in told.mentions:
        assert text[slice(*mention.span)] == mention.surface


def test_a_speaker_is_named_in_the_letters_of_the_text() -> None:
    (said,) = judge("", LATIN, "kk").quotations
    assert said.speaker == "Asan Júnisov"
    assert said.words == "Biz bárin tekseremiz"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Erjan Tólegenovtiń aıtýynsha, kenishte jańa jumys oryndary ashylady.", "Erjan Tólegenov"),
        (
            "Erzhan Töregeldıevtıñ aituynşa, kenışte jaña jūmys oryndary aşylady.",
            "Erzhan Töregeldıev",
        ),
    ],
    ids=["acute", "dotted"],
)
def test_a_speaker_in_other_letters_loses_the_genitive(text: str, speaker: str) -> None:
    assert [said.speaker for said in judge("", text, "kk").quotations] == [speaker]


def test_a_figure_of_the_title_counts_where_the_text_does_not_repeat_it() -> None:
    told = judge("Завод получил 5 млрд тенге", "Деньги пойдут на новый цех.", "ru")
    (fact,) = told.facts
    assert (fact.value, fact.unit, fact.where, fact.quote) == (5e9, "KZT", "title", "5 млрд тенге")


def test_a_figure_of_the_title_that_the_text_repeats_is_told_once() -> None:
    told = judge("Завод получил 5 млрд тенге", "Завод получил 5 миллиардов тенге.", "ru")
    assert [fact.where for fact in told.facts if fact.kind == "money"] == ["text"]


def test_figures_of_a_latin_title_count_as_well_and_are_quoted_as_written() -> None:
    title = "Zaýytqa 5 mlrd teńge bólindi"
    told = judge(title, LATIN, "kk")
    (fact,) = [fact for fact in told.facts if fact.where == "title"]
    assert fact.value == 5e9
    assert title[slice(*fact.span)] == fact.quote == "5 mlrd teńge"


def test_a_figure_of_an_introduction_that_stands_apart_counts() -> None:
    lead = "Пострадали 12 горняков."
    told = judge("Обвал на руднике", "Комиссия начала работу.", "ru", lead=lead)
    (fact,) = told.facts
    assert (fact.value, fact.role, fact.where) == (12.0, "injured", "lead")
    assert lead[slice(*fact.span)] == fact.quote


def test_yesterday_is_the_day_before_the_publication() -> None:
    told = judge_draft(draft(published=published("day")))
    assert "2026-11-19" in {fact.moment for fact in told.facts}


@pytest.mark.parametrize("when", [None, published("month")], ids=["no date", "a month alone"])
def test_yesterday_stays_open_where_the_day_is_not_known(when: Dated | None) -> None:
    told = judge_draft(draft(published=when))
    assert not any(fact.moment.startswith("2026-11-") for fact in told.facts)


def test_an_introduction_that_stands_apart_speaks_for_the_topic() -> None:
    plain = "Специалисты выехали на место. Причины выясняются."
    lead = "На руднике под Риддером обрушилась кровля, горняки под завалом."
    told = judge_draft(draft(plain, title="Чрезвычайное происшествие", lead=lead))
    assert told.relevant
    evidence = [reason for verdict in told.verdicts for reason in verdict.reasons]
    assert {reason.where for reason in evidence} == {"lead"}
    assert all(lead[slice(*reason.span)] == reason.words for reason in evidence)


@pytest.mark.parametrize("kinds", [(), ("text", "text")], ids=["kinds unknown", "kinds known"])
def test_a_lead_without_its_attribution_counts_once(kinds: tuple[str, ...]) -> None:
    first = "Горняки остановили рудник, передаёт КазТАГ."
    text = f"{first}\n\nПодробности уточняются."
    with_lead = judge_draft(draft(text, lead="Горняки остановили рудник.", kinds=kinds))
    assert with_lead.verdicts == judge_draft(draft(text, kinds=kinds)).verdicts


def test_the_city_of_the_desk_is_no_scene() -> None:
    told = judge("Открылась выставка", "Художники показали сорок работ.", "ru", "Риддер")
    assert not told.relevant


def test_a_figure_of_the_title_with_another_role_is_another_figure() -> None:
    told = judge("Пять горняков погибли на руднике", "Ранены 5 человек.", "ru")
    assert {(fact.role, fact.where) for fact in told.facts} == {
        ("dead", "title"),
        ("injured", "text"),
    }


def test_the_dates_of_a_title_are_left_to_the_text() -> None:
    told = judge("К 1 июля 2027 года завод получит 5 млрд тенге", "Деньги выделит банк.", "ru")
    assert [fact.kind for fact in told.facts] == ["money"]


def test_the_lists_are_kept_out_of_the_rounds_of_the_collector() -> None:
    frozen = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()
