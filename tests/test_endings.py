"""A page that stops in the middle is told from one that leaves out what it may leave out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parsing.endings import is_cut_short

HEAD = (
    "<!doctype html><html lang=kk><head><title>Кеніш</title><script>if (a < b) x()</script></head>"
)
WHOLE = (
    f"{HEAD}<body><!-- бас --><ul><li>Басты бет</li></ul><p>20 қараша</p><div class=main><h1>Кенішке су кірді</h1>"
    "<p>Хромтаудағы кенішке түнде су кіріп, ауысым жер бетіне көтерілді.</p>"
    "<p>Жұмысшылардың ешқайсысы зардап шекпеген, деді кәсіпорын.</p></div>"
    "<ul><li>Қоғам</li><li>Экономика</li></ul></body></html>"
)
OLD = (
    "<HTML><BODY bgcolor=white><H1>Шахту затопило</H1><P>Ночью вода пошла в забой, смену подняли."
    "<P>Никто не пострадал, сообщили на предприятии.<BR>Работы возобновят в среду.<HR>"
)


@pytest.mark.parametrize(
    "page",
    [
        WHOLE,
        WHOLE.replace("</body></html>", ""),
        WHOLE.replace("</body>", "") + "<!-- 0.2 s -->" + " " * 9_000,
        WHOLE.replace("</body></html>", "<script>count('</p>')</script>\n"),
        WHOLE + "<!-- " + "x" * 200,
        OLD,
        OLD + "<P>© 1999-2003 Газета «Рудный край», при перепечатке ссылка на газету обязательна",
        OLD + "<P>Тел. 2-15-40",
        OLD + "<UL><LI>Архив<LI>Погода",
        OLD + "<TABLE><TR><TD>Курс<TD>415",
        OLD + "<P>",
        OLD + '<IMG SRC="a.gif">',
        f"{HEAD}<body><p>Кен өндірілді.</p><p>Бір<p>Екі күннен кейін жұмыс қайта басталады.",
        f"{HEAD}<body><div>Кеніш қайта ашылды, деп хабарлады әкімдік.",
        f"{HEAD}<body><div><p>Кеніш <b><i>қайта</p> ашылды.</div>",
        "<html><body>" + "<b>" * 200_001 + "Кеніш",
        "<p>The pit in Ridder was clo",
        "Пресс-служба: 2 < 3",
        "",
    ],
)
def test_an_honest_end_without_end_tags_is_no_cut(page: str) -> None:
    assert not is_cut_short(page)


@pytest.mark.parametrize(
    "end",
    ["<tit", "<title>Ке", "if (a", "<!-- б", "<div class=m", "<h1>Кені", "түнде су", "көтерілді.",
     "<div class=main>", "ешқайсысы", "</p></di", "<li>Қоғ", "<ul"],
)  # fmt: skip
def test_a_page_that_stops_within_something_is_cut(end: str) -> None:
    assert is_cut_short(WHOLE[: WHOLE.index(end) + len(end)])


def test_a_page_that_never_closes_paragraphs_is_cut_where_a_sentence_has_no_end() -> None:
    page = OLD[: OLD.index("<BR>")]
    assert is_cut_short(f"{page}<P>Вода стоит на отметке минус двести, насосы везут из Темиртау, а")
    assert not is_cut_short(page)


def test_an_attribute_that_is_longer_than_the_end_looked_at_is_still_a_tag() -> None:
    assert is_cut_short(OLD + '<IMG SRC="data:' + "A" * 20_000)


def test_closing_tags_within_a_script_do_not_close_the_page() -> None:
    page = WHOLE.replace("x()", "document.write('</body></html>')")
    assert is_cut_short(page[: page.index("ешқайсысы")])


def test_a_letter_that_grows_in_small_letters_does_not_shift_what_is_looked_at() -> None:
    assert not is_cut_short(WHOLE.replace("</body></html>", "<script>İ</script>" * 50))


def test_elements_that_nest_by_the_thousand_are_counted_to_a_limit() -> None:
    assert is_cut_short("<html><body>" + "<div>" * 2_000 + "Кеніш")


def test_ends_without_a_beginning_close_nothing() -> None:
    assert not is_cut_short("<html><body><p>Кеніш ашылды.</p></b></span>")


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_page_that_is_closed_is_whole(text: str) -> None:
    assert not is_cut_short(f"<html><body>{text}</body></html>")


@given(st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<b>", "x", "<", "<!--", "</b>", ".", "<br>"])
       .flatmap(lambda one: st.lists(st.just(one), min_size=1, max_size=600)))  # fmt: skip
@settings(max_examples=60)
def test_crowds_of_tags_are_read(tags: list[str]) -> None:
    assert is_cut_short("<html>" + "".join(tags)) in {True, False}
