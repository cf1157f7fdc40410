from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction.markup import Markup
from pipelines.extraction.pagekind import _is_link_line, page_flags, page_problem
from pipelines.model import Reason

ARTICLE = "Шахтёры Риддера вернулись на работу после ремонта ствола, сообщила компания. " * 12


def page(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>")


def problem(
    html: str, text: str = "", status: int = 200, claims: Markup | None = None
) -> Reason | None:
    found = page_problem(page(html), claims or Markup(), text, status)
    return found.reason if found else None


@pytest.mark.parametrize(
    ("html", "status"),
    [
        ("<h1>Just a moment...</h1>", 200),
        ("<h1>Attention Required! | Cloudflare</h1><p>Ray ID: 5</p>", 403),
        ("<h1>site.kz</h1><div>Checking your browser before accessing</div>", 503),
        ("<h1>Проверка браузера</h1><p>Подтвердите, что вы не робот</p>", 200),
        ("<h1>x</h1><p>Я не робот</p><div class='smart-captcha'></div>", 200),
        ("<h1>Браузер тексерілуде</h1>", 200),
    ],
)
def test_robot_checks_are_seen(html: str, status: int) -> None:
    assert problem(html, "", status) is Reason.CHALLENGE


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Just a moment: how a mine rescue works</h1>", ARTICLE),
        ("<h1>Шахта</h1><p>Кнопка «я не робот» стала проблемой</p>", "Кнопка «я не робот»" * 3),
        ("<h1>Шахта</h1><div class='g-recaptcha'></div><p>Коротко</p>", "Коротко о шахте."),
        ("<h1>Access denied</h1>", "Miners were denied access to the pit on Monday. " * 8),
        ("<h1>404 дня без зарплаты</h1>", ARTICLE),
        ("<h1>Вход на сайт рудника перекрыли</h1>", ARTICLE),
        ("<h1>Регистрация недропользователей</h1>", "Регистрация начнётся в мае. " * 12),
        ("<h1>Страница истории</h1>", "Страница истории шахты перевёрнута."),
        ("<h1>Шахта</h1>", ""),
    ],
)
def test_articles_that_sound_like_it_pass(html: str, text: str) -> None:
    assert problem(html, text) is None


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Ошибка 404",
        "Error 404: not found",
        "Page not found",
        "The requested page could not be found",
        "Страница не найдена | Сайт",
        "Запрашиваемая страница не существует",
        "Материал удалён",
        "Бет табылмады",
        "Сіз іздеген бет жоқ",
        "Сайт на реконструкции",
    ],
)
def test_pages_that_say_they_do_not_exist_are_seen(title: str) -> None:
    assert problem(f"<h1>{title}</h1>", "Вернитесь на главную.") is Reason.SOFT_404


def test_the_text_may_say_it_too_and_so_may_the_status() -> None:
    assert problem("<h1>Сайт</h1>", "Страница не найдена\nна главную") is Reason.SOFT_404
    assert problem("<h1>Шахта</h1>", ARTICLE, 410) is Reason.SOFT_404


def test_login_and_consent_pages_are_seen() -> None:
    form = "<form action='/consent'></form>"
    assert problem("<h1>Вход на сайт</h1><input type=password>") is Reason.CONSENT
    assert problem(f"<h1>Before you continue</h1>{form}", "слово " * 50) is Reason.CONSENT
    assert problem("<h1>Кіру</h1>") is Reason.CONSENT


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


def flags(html: str, text: str = ARTICLE, **claims: object) -> frozenset[str]:
    return page_flags(page(html), Markup(**claims), text)  # type: ignore[arg-type]


def test_a_paywall_is_flagged_by_claim_or_by_block_with_little_text() -> None:
    block = "<div class='article paywall'>а</div>"
    assert flags("<p>а</p>", free=False) == {"paywall"}
    assert flags(block, "Коротко.") == {"paywall"}
    assert flags(block, ARTICLE * 2) == frozenset()
    assert flags(block, "Коротко.", free=True) == frozenset()


def test_advertorials_are_flagged_by_type_or_section() -> None:
    assert flags("<p>а</p>", page_type="AdvertiserContentArticle") == {"advertorial"}
    assert flags("<p>а</p>", section="Партнёрский материал") == {"advertorial"}
    assert flags("<p>а</p>", section="Реклама и право") == frozenset()


@pytest.mark.parametrize(
    "end", ["Шахта […]", "Шахту закрыли… Читать далее", "Толығырақ »", "said. Read more →"]
)
def test_texts_that_break_off_are_flagged(end: str) -> None:
    assert flags("<p>а</p>", ARTICLE + end) == {"truncated"}


def test_a_text_that_ends_in_an_ellipsis_is_whole() -> None:
    assert flags("<p>а</p>", ARTICLE + "И снова тишина…") == frozenset()


def test_short_texts_beside_a_video_are_flagged() -> None:
    video = "<iframe src='https://www.youtube.com/embed/1'></iframe>"
    assert flags(video, "Смотрите репортаж.") == {"video"}
    assert flags(video, ARTICLE) == frozenset()


def test_only_the_first_words_of_a_large_page_are_searched() -> None:
    late = "<p>а</p>" * 500 + "<p>Я не робот</p>"
    assert problem(f"<h1>x</h1>{late}", "", 503) is None


def test_a_line_is_a_link_line_where_the_link_is_most_of_it() -> None:
    links = {("roof", "fall", "kills", "two")}
    assert _is_link_line(("roof", "fall", "kills", "two", "nation"), links)
    assert _is_link_line(("nation", "roof", "fall", "kills", "two"), links)
    sentence = ("the", "roof", "fall", "kills", "two", "said", "the", "owner", "on", "friday")
    assert not _is_link_line(sentence, links)
    assert not _is_link_line(("roof", "fall", "kills", "two") * 20, links)
