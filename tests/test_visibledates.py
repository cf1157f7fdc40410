"""The date a reader finds on small pages that are built as sites build them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dating.dates import choose_date, choose_modified
from pipelines.markup import stamps
from pipelines.markup.visibledates import Surroundings

if TYPE_CHECKING:
    from pipelines.model import Dated

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)  # a Sunday, 17:00:30 in Almaty
TITLE = "Кеніште екі адам қаза тапты"
TEXT = (
    "<p>Қарағанды облысындағы кеніште болған апаттан екі жұмысшы қаза тапты. Бұл туралы төтенше "
    "жағдайлар департаменті хабарлады, тергеу амалдары жүріп жатыр, себебі анықталуда.</p>"
    "<p>Компания өкілдері қаза тапқандардың отбасыларына көмек көрсетілетінін айтты. Оқиға орнына "
    "арнайы комиссия барды, кеніштегі жұмыс уақытша тоқтатылды, қалған кеншілер жер бетіне шықты.</p>"
)
MENU = "<div class='m'>" + "".join(f"<a href='/{n}'>Рубрика</a>" for n in range(8)) + "</div>"
SITE_HEAD = (
    "<div class='top'><div>Воскресенье, 22 ноября 2026</div><div>USD 495.2</div>"
    "<div>EUR 560.1</div></div>"
)
CARDS = "".join(
    f"<div class='card'><a href='/{n}'>Министр рассказал о новых дорогах</a><span>{n}.11.2026, 10:15</span></div>"
    for n in range(10, 16)
)


def facts(html: str, url: str = "https://x.example/news/1") -> tuple[str | None, str | None]:
    """The local day and time of publication and of the last change, as words."""
    tree = lxml.html.document_fromstring(html)
    found = stamps.published(tree, url, {}, [])
    published = choose_date(found, zone=ALMATY, now=NOW)
    changes = stamps.modified(tree, {}, [])
    changed = choose_modified(changes, published, zone=ALMATY, now=NOW)
    return shown(published), shown(changed)


def shown(dated: Dated | None) -> str | None:
    return f"{dated.at.astimezone(ALMATY):%d.%m.%Y %H:%M}" if dated else None


def page(head: str, *, above: str = "", below: str = "") -> str:
    return f"<body>{above}<main><h1>{TITLE}</h1>{head}{TEXT}{below}</main></body>"


DAY = "20.11.2026 00:00"
MINUTE = "20.11.2026 14:30"


@pytest.mark.parametrize(
    ("html", "published"),
    [
        # beside the headline, however it is dressed
        (page("<div class='date'>20 қараша 2026, 14:30</div>"), MINUTE),
        (page("<p><b>Автор:</b> Асқар Әлиев</p><p>20.11.2026 14:30</p>"), MINUTE),
        (page("<div><span>20</span> <span>қараша</span> <span>2026</span></div>"), DAY),
        (page("<ul><li>20 ноября 2026</li><li>14:30</li><li>345</li></ul>"), MINUTE),
        (page("<div>Экономика | 20 ноября 2026, 14:30 | 345 просмотров</div>"), MINUTE),
        (page("20.11.2026 14:30<br>"), MINUTE),
        (page("<div>Асқар Әлиев<br>20.11.2026 14:30<br>" + "<b>x</b>" * 9 + "</div>"), MINUTE),
        (page("<p class='x'>Асқар Әлиев<br>20.11.2026 14:30<br>" + "<b>x</b>" * 9 + "</p>", below="<a>x<br>1.2.2025</a>"), MINUTE),
        (page("<div><a href='/u'>Асқар Әлиев, арнайы тілші</a><time>20.11.2026</time></div>"), DAY),
        (page("<div>Инвестор вложит 3 млрд</div>", above="<p>20.11.2026</p><b>$</b>"), DAY),
        (page("<a href='/news/1' rel='bookmark'>November 20, 2026</a>"), DAY),
        (page("<div>вчера, 18:40 | Общество</div>"), "21.11.2026 18:40"),
        (page("<table><tr><td>Дата:</td><td>20.11.2026</td></tr></table>"), DAY),
        (page("", above="<div>20.11.2026, 14:30</div>"), MINUTE),
        (page("", above=SITE_HEAD + MENU + "<p><a href='/'>Басты бет</a> <a href='/n'>Жаңалық</a></p><p>20 қараша 2026 ж. сағ. 14:30</p>"), MINUTE),
        # behind the text
        (page("", below="<p>20.11.2026 14:30</p>"), MINUTE),
        (page("", below="<p>Жарияланды: 20 қараша 2026</p>"), DAY),
        # today's date in the head of the site
        (page("", above=SITE_HEAD), None),
        (page("", above="<div>Воскресенье, 22 ноября 2026</div>" + MENU), None),
        (page("", above="<header><span>Жексенбі, 22 қараша 2026</span></header>"), None),
        (page("", above="<div class='weather-box'><span>22.11.2026</span> Алматы</div>"), None),
        (page("", above="<div>22 ноября 2026</div><nav><a href='/a'>Новости</a><a href='/b'>Спорт</a></nav>"), None),
        (page("", above="<div class='hd'><span>22.11.2026</span><a href='/'>Маяк</a></div>"), None),
        (page("", above="<p>Сегодня 22 ноября 2026</p>"), None),
        (page("", below="<div><b>Айдос</b><i>21.11.2026 10:15</i><p>Дұрыс</p><a>Жауап беру</a></div>"), None),
        (page("<div>сей, 10/11/2026 - 15:20</div>"), "10.11.2026 15:20"),
        (page("", above="<div id='topBar'><span>22.11.2026</span></div>"), "22.11.2026 00:00"),
        (page("<div>20.11.2026</div>", above=SITE_HEAD + MENU), DAY),
        (page("", above="<div>22 ноября 2026, +5 °C</div>", below="<p>20.11.2026</p>"), DAY),
        (page("", above="<div><span>Жексенбі, 22 қараша</span></div>"), None),
        (page("<div>20.11.2026</div>", above="<div><i>Воскресенье, 22 ноября 2026</i></div>"), DAY),
        (page("", above="<div><span>Пятница, 20 ноября 2026, 14:30</span></div>"), MINUTE),
        (f"<div><p>Пятница, 20 ноября 2026</p><b>Общество</b><h1>{TITLE}</h1>{TEXT}</div>", DAY),
        (f"<div><div><i>Пятница, 20 ноября 2026</i></div><h1>{TITLE}</h1>{TEXT}</div>", DAY),
        (page("", above="<div><time datetime='2026-11-22'>Воскресенье, 22 ноября</time></div>"), None),
        (page("", above="<div><time datetime='2026-11-22T09:00'>9:00</time> USD 495</div>"), None),
        (page("", above="<div><time datetime='2026-11-20'>20.11.2026</time></div>"), DAY),
        # dates of what happened
        (page("<p>Приказ № 12 от 20.11.2026</p>"), None),
        (page("<p>Постановление от 20.11.2026</p>"), None),
        (page("<div>Фото: Kazinform, 20.11.2026</div>"), None),
        (page("<div>Туған күні: 20.11.1998</div>"), None),
        (page("", below="<table><tr><th>Қараша 2026</th></tr></table>"), None),
        (page("<p>20 қараша 2026 жылы кеніште апат болды.</p>"), None),
        (page("<p>12 марта 2024 года погибли шахтёры</p>"), None),
        (page("<h2>Storm of 20 November 2026</h2>"), None),
        (page("<figure><figcaption>Фото, 20.11.2026</figcaption></figure>"), None),
        (page("<p>12 марта 2024 года здесь уже был обвал.</p><div>20.11.2026</div>"), DAY),
        # dates of other articles and of readers
        (page("", below=CARDS), None),
        (page(CARDS), None),
        (page("<div class='date'>20.11.2026</div>", below=CARDS), DAY),
        (page("", below="<aside><p>19.11.2026</p></aside>"), None),
        (page("", below="<div class='popular'><p>19.11.2026</p></div>"), None),
        (page("", below="<div class='comments'><b>Айдос</b> <i>21.11.2026 10:15</i></div>"), None),
        (page("", below="".join(f"<div><i>21.11.2026 1{n}:15</i><p>Дұрыс</p></div>" for n in range(5))), None),
        (page("", below="<div class='lenta'>" + "".join(f"<p>1{n}:05, 22 ноября 2026</p>" for n in range(5)) + "</div>"), None),
        (page("", below="<footer><p>© 2019-2026</p><p>20.11.2026</p></footer>"), None),
        (page("", below="<p>© 2019–2026 Маяк</p>"), None),
        (page("", below="<select><option>Қараша 2026</option></select>"), None),
        (page("<p>Бүгін таңертең кеніште</p>"), None),
        # elements that name what they hold
        (page("<span class='ago' data-timestamp='1795167000'></span>"), MINUTE),
        (page("<abbr itemprop='datePublished' title='2026-11-20T14:30:00+05:00'>кеше</abbr>"), MINUTE),
        (page("<time datetime='2026-11-20T14:30:00+05:00'>1 күн бұрын</time>"), MINUTE),
        (page("<header><time datetime='2026-11-20T14:30:00+05:00'>x</time></header>"), MINUTE),
        (page("", below="<article><time datetime='2026-11-19'>19</time><a>Министр рассказал о новых дорогах</a></article>"), None),
    ],
)  # fmt: skip
def test_the_date_of_the_article_is_told_from_all_others(html: str, published: str | None) -> None:
    assert facts(html)[0] == published


@pytest.mark.parametrize(
    ("head", "published", "changed"),
    [
        ("<div>20.11.2026 14:30</div><div>Обновлено: 21.11.2026 09:05</div>", MINUTE, "21.11.2026 09:05"),
        ("<div>Жарияланды: 20.11.2026 Жаңартылды: 21.11.2026</div>", DAY, "21.11.2026 00:00"),
        ("<div>Updated Nov 21, 2026 9:05 am | Published Nov 20, 2026 2:30 pm</div>", MINUTE, "21.11.2026 09:05"),
        ("<div>20.11.2026 (обновлено 21.11.2026)</div>", DAY, "21.11.2026 00:00"),
        ("<div>Обновлено: 20.11.2026 14:30</div>", MINUTE, MINUTE),
        ("<div>20.11.2026</div><div>Updated 3 hours ago</div>", DAY, "22.11.2026 14:00"),
        ("<div>20.11.2026</div><div>Обновлено: 19.11.2026</div>", DAY, None),
        ("<div>20.11.2026</div><div>Обновлено: 21 ноября, 09:05</div>", DAY, "21.11.2026 09:05"),
        ("<i>Обновлено:</i> <b>21.11.2026</b>" + "<i>x</i>" * 9 + "<div>20.11.2026</div>", DAY, "21.11.2026 00:00"),
        ("<div>20.11.2026</div><div class='date-modified'>21.11.2026</div>", DAY, "21.11.2026 00:00"),
        (
            "<time class='published' datetime='2026-11-20T14:30:00+05:00'>20</time><time class='updated' datetime='2026-11-21T09:05:00+05:00'>21</time>",
            MINUTE, "21.11.2026 09:05",
        ),
        ("<time class='entry-date published updated' datetime='2026-11-20T14:30:00+05:00'>20</time>", MINUTE, None),
        ("<div>Обновлено: табло</div><div>20.11.2026</div>", DAY, None),
    ],
)  # fmt: skip
def test_a_shown_change_is_kept_apart_from_the_publication(
    head: str, published: str, changed: str | None
) -> None:
    assert facts(page(head)) == (published, changed)


def test_without_any_headline_only_a_lone_date_counts() -> None:
    one = "<div><span>20 қараша 2026, 14:30</span> | 96</div><p>Кеніш ашылды.</p>"
    assert facts(one)[0] == MINUTE
    assert facts(f"{one}<p>19 қараша 2026</p>")[0] is None
    assert facts("<p>Кеніш ашылды.</p>")[0] is None
    time = "<time datetime='2026-11-20'></time>"
    assert facts(time)[0] == DAY
    assert facts(time + "<time datetime='2026-11-21'></time>")[0] is None


def test_what_holds_the_headline_too_does_not_count_as_a_place_for_others() -> None:
    html = f"<aside class='right-sidebar related'><h1>{TITLE}</h1><p>20.11.2026</p>{TEXT}</aside>"
    assert facts(html)[0] == DAY


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["<div>", "</div>", "<a href='/'>", "</a>", "<h1>", "</h1>", "20.11.2026", "вчера", "Обновлено",
     "<time datetime='2026-11-20'>", "</time>", "<p class='updated'>", "</p>", "текст", "<!-- -->", "<?x?>"]
), max_size=25))  # fmt: skip
def test_no_page_makes_it_raise(parts: list[str]) -> None:
    around = Surroundings(lxml.html.document_fromstring("<p>x" + "".join(parts)))
    assert all(line for lines in around.lines for line in lines)
    assert all(node.tag == "time" for node in around.times)


SITE_LINKS = "<p><a href='/'>Степной вестник</a> <a href='/kk'>Қазақша</a></p>"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("<p>20.11.2026</p>" + SITE_LINKS, None),
        (SITE_LINKS + "<p>20.11.2026</p>", DAY),
        ("<p>20.11.2026</p>", DAY),
    ],
    ids=["in front of the site's links", "behind them", "without them"],
)
def test_a_day_that_opens_the_page_above_the_sites_name_is_that_of_reading(
    above: str, expected: str | None
) -> None:
    html = f"<body>{above}<div><div></div></div><main><section><h1>{TITLE}</h1></section>{TEXT}</main></body>"
    assert facts(html)[0] == expected
