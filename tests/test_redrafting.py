from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.boilerplate.rulebook import normalized
from pipelines.model import Dateline, Draft
from pipelines.redrafting import left_of, with_lines_back, without_lines

if TYPE_CHECKING:
    from pipelines.model import BlockKind

CALL, LABEL = "Подпишитесь на наш канал!", "Advertisment"
TEXT: BlockKind = "text"
LEARNT = {normalized(CALL): "tail", normalized(LABEL): "within"}
FIRST = "На руднике в Хромтау начали ремонт подъёмной машины главного ствола."
SECOND = "Работы займут две недели, руду пока поднимают по наклонному стволу."
THIRD = "Зарплату горнякам сохранят полностью, пообещал директор рудника."
KAZAKH = "Хромтаудағы кенішті жөндеу жұмыстары екі аптаға созылады, кеншілердің жалақысы сақталады."


def draft(*paragraphs: str, **given: object) -> Draft:
    told = Draft(
        url="u", canonical_url="u", source_id="s", title="Ремонт на руднике", lead=FIRST,
        text="\n\n".join(paragraphs), kinds=(TEXT,) * len(paragraphs),
        languages=("ru",) * len(paragraphs), language="ru", script="Cyrillic",
    )  # fmt: skip
    return replace(told, **given)  # type: ignore[arg-type]


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def cleaned(*paragraphs: str, **given: object) -> Draft:
    found = without_lines(draft(*paragraphs, **given), LEARNT)
    assert found is not None
    return found


def test_a_text_without_learnt_lines_is_left_alone() -> None:
    assert without_lines(draft(FIRST, SECOND, "Айгүл Сейіт"), LEARNT) is None


def test_a_by_line_behind_a_learnt_tail_is_the_author() -> None:
    found = cleaned(FIRST, SECOND, "Айгүл Сейіт", CALL)
    assert (found.text, found.authors) == (text(FIRST, SECOND), ("Айгүл Сейіт",))
    assert found.dropped_lines == (CALL, "Айгүл Сейіт")
    known = cleaned(FIRST, SECOND, "Айгүл Сейіт", CALL, authors=("Темір Абай",))
    assert known.authors == ("Темір Абай",)


def test_a_heading_over_nothing_but_learnt_lines_goes_with_them() -> None:
    kinds = ("text", "heading", "text", "heading", "text")
    found = cleaned(FIRST, "Сроки", SECOND, "Ещё", CALL, kinds=kinds)
    assert (found.sections, found.kinds) == (("Сроки",), ("text", "heading", "text"))


@pytest.mark.parametrize("lead", [LABEL, "Портал «Руда» пишет о горняках."])
def test_a_lead_that_was_taken_from_a_learnt_line_is_taken_anew(lead: str) -> None:
    line = LABEL if lead == LABEL else "Портал «Руда» пишет о горняках, сообщает Kazinform."
    learnt = {normalized(line): "within"}
    credited = f"{FIRST[:-1]}, сообщает Интерфакс."
    given = draft(line, credited, SECOND, lead=lead, attribution="сообщает Kazinform")
    found = without_lines(given, learnt)
    assert found is not None
    assert (found.lead, found.attribution) == (FIRST, "сообщает Интерфакс")


def test_a_standfirst_stays_the_lead() -> None:
    found = cleaned(FIRST, SECOND, CALL, lead="Кіріспе сөз.", attribution="дейді автор")
    assert (found.lead, found.attribution) == ("Кіріспе сөз.", "дейді автор")


def test_the_desk_line_of_a_paragraph_that_is_now_the_first_is_read() -> None:
    found = cleaned(LABEL, f"АСТАНА. KAZINFORM – {FIRST}", SECOND, lead=LABEL)
    assert (found.text, found.lead) == (text(FIRST, SECOND), FIRST)
    assert found.dateline is not None
    assert (found.dateline.city, found.dateline.agency) == ("Астана", "KAZINFORM")


def test_the_agency_that_a_lost_paragraph_credited_is_no_longer_told() -> None:
    line = "Портал «Руда» пишет о горняках, сообщает Kazinform."
    given = draft(line, FIRST, SECOND, dateline=Dateline(agency="Kazinform"))
    found = without_lines(given, {normalized(line): "within"})
    assert found is not None
    assert found.dateline is None


def test_an_article_whose_second_language_was_the_sites_is_mixed_no_longer() -> None:
    given = draft(FIRST, SECOND, THIRD, KAZAKH, flags=frozenset({"mixed", "paywall"}))
    found = without_lines(given, {normalized(KAZAKH): "tail"})
    assert found is not None
    assert (found.flags, found.languages) == (frozenset({"paywall"}), ("ru",) * 3)
    both = cleaned(FIRST, SECOND, KAZAKH, KAZAKH.replace("екі", "үш"), CALL)
    assert both.flags == {"mixed"}
    assert set(both.languages) == {"ru", "kk"}


def test_what_is_left_is_told_in_its_language_where_none_was_known() -> None:
    found = cleaned(FIRST, SECOND, CALL, language="und", script="other")
    assert (found.language, found.script) == ("ru", "Cyrillic")


def test_a_kept_line_comes_back_to_where_it_stood() -> None:
    before = draft(FIRST, LABEL, SECOND, CALL)
    lost = without_lines(before, LEARNT)
    assert lost is not None
    kept = {normalized(CALL): "tail"}
    back = with_lines_back(lost, before.text, {normalized(LABEL)}, kept)
    assert back is not None
    assert (back.text, back.dropped_lines) == (text(FIRST, LABEL, SECOND), (CALL,))
    assert back.kinds == ("text",) * 3
    assert with_lines_back(back, before.text, {normalized(LABEL)}, kept) is None


def test_a_by_line_comes_back_with_the_kept_line_behind_it() -> None:
    before = draft(FIRST, SECOND, "Айгүл Сейіт", CALL)
    lost = without_lines(before, LEARNT)
    assert lost is not None
    back = with_lines_back(lost, before.text, {normalized(CALL)}, {})
    assert back is not None
    assert (back.text, back.dropped_lines) == (before.text, ())


@pytest.mark.parametrize(
    "earlier",
    [
        text(FIRST, LABEL, SECOND),
        text(FIRST, LABEL, SECOND, THIRD, "Ремонт обойдётся в миллиард тенге."),
        text(FIRST, SECOND, THIRD),
    ],
)
def test_nothing_comes_back_where_the_texts_differ_by_more(earlier: str) -> None:
    now = draft(FIRST, SECOND, THIRD, dropped_lines=(LABEL,))
    assert with_lines_back(now, earlier, {normalized(LABEL)}, {}) is None


def test_a_line_that_went_but_is_not_kept_brings_nothing_back() -> None:
    now = draft(FIRST, SECOND, dropped_lines=(LABEL,))
    assert with_lines_back(now, text(FIRST, LABEL, SECOND), {"другое"}, {}) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([FIRST, SECOND, LABEL, CALL, "Айгүл Сейіт", "Риддер"]), min_size=1))
def test_taking_out_twice_is_taking_out_once(paragraphs: list[str]) -> None:
    once = left_of(paragraphs, ["text"] * len(paragraphs), LEARNT)
    assert left_of(once.paragraphs, once.kinds, LEARNT).paragraphs == once.paragraphs
    assert once.paragraphs
