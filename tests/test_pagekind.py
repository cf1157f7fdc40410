from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.sources import Overrides
from pipelines.extraction.extract import extract
from pipelines.markup.markup import Markup, read_markup
from pipelines.model import Reason, Rejection
from pipelines.pagekinds.pagekind import page_problem
from pipelines.pagekinds.pagewords import page_kinds
from pipelines.parsing.parse import parse
from tests import pagekind_pages as pages

URL = "https://ridder.example/news/1"
ARTICLE = "Шахтёры Риддера вернулись на работу после ремонта ствола, сообщила компания. " * 12


def judged(html: str, status: int = 200) -> Rejection | None:
    """What becomes of a page on its way through extraction."""
    tree = parse(html)
    if isinstance(tree, Rejection):
        return tree
    claims = read_markup(tree, URL)
    body = extract(tree, claims, url=URL, overrides=Overrides())
    text = "" if isinstance(body, Rejection) else "\n\n".join(body.paragraphs)
    lost = body if isinstance(body, Rejection) else None
    return page_problem(tree, claims, text, status) or lost


NO_ARTICLES = [
    (reason, case)
    for reason, cases in (
        (Reason.SOFT_404, pages.GONE),
        (Reason.CHALLENGE, pages.CHALLENGED),
        (Reason.CONSENT, pages.ASKED),
        (Reason.NO_TEXT, pages.EMPTY),
        (Reason.NO_ARTICLE, pages.OTHERS),
    )
    for case in cases
]


@pytest.mark.parametrize(("reason", "case"), NO_ARTICLES, ids=lambda v: getattr(v, "name", ""))
def test_a_page_in_an_articles_place_is_named(reason: Reason, case: pages.Case) -> None:
    found = judged(case.html, case.status)
    assert found is not None
    assert found.reason is reason
    assert found.detail


@pytest.mark.parametrize("case", pages.KEPT, ids=lambda case: case.name)
def test_an_article_that_resembles_such_a_page_is_kept(case: pages.Case) -> None:
    assert judged(case.html, case.status) is None


@pytest.mark.parametrize(
    ("reason", "html"),
    pages.WORDED_OTHERWISE,
    ids=[f"{reason} {n}" for n, (reason, _) in enumerate(pages.WORDED_OTHERWISE)],
)
def test_pages_worded_otherwise_are_judged_alike(reason: str, html: str) -> None:
    found = judged(html)
    assert (found.reason.name if found else "") == reason


def tree_of(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>")


def problem(
    html: str, text: str = "", status: int = 200, claims: Markup | None = None
) -> Reason | None:
    found = page_problem(tree_of(html), claims or Markup(), text, status)
    return found.reason if found else None


@pytest.mark.parametrize(
    ("html", "status"),
    [
        ("<h1>Attention Required! | Cloudflare</h1><p>Ray ID: 5</p>", 403),
        ("<h1>site.kz</h1><div>Checking your browser before accessing</div>", 503),
        ("<h1>x</h1><p>Я не робот</p><div class='smart-captcha'></div>", 200),
        ("<h1>Браузер тексерілуде</h1>", 200),
    ],
)
def test_robot_checks_without_any_extracted_text_are_seen(html: str, status: int) -> None:
    assert problem(html, "", status) is Reason.CHALLENGE


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Шахта</h1><p>Кнопка «я не робот» стала проблемой</p>", "Кнопка «я не робот»" * 3),
        ("<h1>Шахта</h1><div class='g-recaptcha'></div><p>Коротко</p>", "Коротко о шахте."),
        ("<h1>Страница истории</h1>", "Страница истории шахты перевёрнута."),
        ("<h1>Шахта</h1>", ""),
    ],
)
def test_one_sign_alone_proves_nothing(html: str, text: str) -> None:
    assert problem(html, text) is None


def test_the_status_alone_says_that_a_page_is_gone() -> None:
    assert problem("<h1>Шахта</h1>", ARTICLE, 410) is Reason.SOFT_404


def test_a_page_that_calls_itself_an_article_must_still_have_a_text() -> None:
    claims = Markup(page_type="NewsArticle", dates=(("json-ld", "2025-05-06"),))
    assert problem("<h1>Страница не найдена</h1>", "", claims=claims) is Reason.SOFT_404
    assert problem("<h1>Страница не найдена</h1>", pages.LEAD, claims=claims) is None


TEASERS = [f"Новость номер {n} о шахте" for n in range(10)]
LIST = "".join(f"<h3><a href='/{n}'>{line}</a></h3>" for n, line in enumerate(TEASERS))


def test_a_list_of_links_is_no_article() -> None:
    assert problem(LIST, "\n".join(TEASERS)) is Reason.NO_ARTICLE


@pytest.mark.parametrize(
    "claims", [Markup(page_type="NewsArticle"), Markup(dates=(("meta", "2024-01-01"),))]
)
def test_a_list_that_claims_to_be_an_article_passes(claims: Markup) -> None:
    assert problem(LIST, "\n".join(TEASERS), claims=claims) is None


def test_the_front_page_under_another_address_is_no_article() -> None:
    text = "\n".join([*TEASERS, "Слово редакции о том, чем живёт город. " * 10])
    claims = Markup(canonical_url="https://x.example/")
    assert problem(LIST, text, claims=claims) is Reason.NO_ARTICLE
    assert problem(LIST, text) is None
    assert problem(LIST, "\n".join(TEASERS[:5])) is None


def test_an_article_with_a_list_behind_it_passes() -> None:
    assert problem(LIST, "\n".join([pages.LEAD, *TEASERS * 2])) is None


def test_only_the_first_words_of_a_large_page_are_searched() -> None:
    late = "<p>а</p>" * 500 + "<p>Я не робот</p>"
    assert problem(f"<h1>x</h1>{late}", "", 503) is None


def test_a_long_text_is_an_article_whatever_its_headline() -> None:
    assert problem("<h1>Страница не найдена</h1>", ARTICLE * 8) is None


def test_a_page_without_any_name_is_named_so_in_the_detail() -> None:
    found = page_problem(tree_of("<p>SQLSTATE[HY000] refused</p>"), Markup(), "", 200)
    assert found == Rejection(Reason.NO_TEXT, "an error message of the server (no title)")


FRAGMENTS = [
    "<h1>404</h1>",
    "<p>Я не робот</p>",
    "<form><textarea></form>",
    LIST,
    "Warning: x() on line 3",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=40), max_size=6),
    st.text(max_size=200),
    st.sampled_from([200, 403, 404, 503]),
)
def test_any_page_is_judged_without_an_error(parts: list[str], text: str, status: int) -> None:
    tree = parse("".join(parts) or "x")
    if not isinstance(tree, Rejection):
        found = page_problem(tree, read_markup(tree, URL), text, status)
        assert found is None or found.reason in set(Reason)


@pytest.mark.parametrize("title", [line for kind in page_kinds() for line in kind.matches])
def test_no_headline_turns_a_dated_text_of_three_sentences_into_another_page(title: str) -> None:
    claims = Markup(titles=(title,), dates=(("meta", "2025-05-06"),))
    text = f"{pages.LEAD}\n{pages.MORE}"
    assert page_problem(tree_of(f"<h1>{title}</h1>"), claims, text, 200) is None


CARDS = "".join(
    f"<div class='c'><h4><a href='/{n}'>Жаңа жол ашылды бүгін {n}</a></h4><i>Қоғам</i></div>"
    for n in range(6)
)
LABELS = "Спорт\n\nӘлем\n\nӨңірлер\n\nВидео\n\nӨнеркәсіп\n\nКелесі\n\nЕң көп оқылған"


def problem_of(html: str, text: str, markup: Markup | None = None) -> str:
    tree = lxml.html.document_fromstring(f"<html><body><main>{html}</main></body></html>")
    found = page_problem(tree, markup or Markup(), text, 200)
    return found.detail.partition(" (")[0] if found else ""


@pytest.mark.parametrize(
    ("html", "text", "name"),
    [
        (f"<h1>Кен</h1>{CARDS}", LABELS, "only labels of the site were found"),
        (f"<h1>Кен</h1>{CARDS}", f"{LABELS}\n\n{ARTICLE}", ""),
        ("<h1>Кен</h1>", LABELS, ""),
        (f"<h1>Кен</h1><video></video>{CARDS}", LABELS, "a video without a text"),
        (f"<h1>Кен</h1><video></video>{CARDS}", ARTICLE, ""),
        (
            f"<h1>Кен</h1><div class=gallery>{'<img src=/a.jpg>' * 5}</div>{CARDS}",
            LABELS,
            "pictures without a text",
        ),
        (f"<h1>Кен</h1><div class=gallery>{'<img src=/a.jpg>' * 5}</div>", ARTICLE, ""),
        (
            "<h1>Рудник</h1>",
            "Все права на тексты и фотографии принадлежат их авторам и защищены законом.",
            "only contacts and notices of the site were found",
        ),
        ("<h1>Рудник</h1>", "Права на рудник принадлежат дочке комбината. " + ARTICLE, ""),
    ],
)
def test_labels_of_the_site_are_no_text(html: str, text: str, name: str) -> None:
    assert problem_of(html, text) == name


def test_a_list_on_a_page_that_calls_itself_an_article_is_kept() -> None:
    markup = Markup(dates=(("json-ld", "2025-05-05"),))
    assert problem_of(f"<h1>Кен</h1>{CARDS}", LABELS, markup) == ""
