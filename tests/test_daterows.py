"""A lone date behind the text is the article's; dates in rows are those of cards."""

from __future__ import annotations

import lxml.html
import pytest

from pipelines.markup.daterows import only_date, single_dates, without_rows
from pipelines.markup.markup import read_markup

TEXT = (
    "<p>"
    + "В Кентау открыли цех по ремонту насосов, в нём заняты сорок человек из города. " * 3
    + "</p>"
)


def dates_of(html: str) -> list[str]:
    tree = lxml.html.document_fromstring(f"<body><h1>Цех насосов открыли</h1>{html}</body>")
    return [value for _, value in read_markup(tree, "https://vesti.example/n").dates]


@pytest.mark.parametrize(
    ("html", "dates"),
    [
        (f"{TEXT}{TEXT}<div class=sign>5 мая 2025</div>", ["5 мая 2025"]),
        (f"{TEXT}{TEXT}<div>Олжас Ә. <a>Барлық мақалалары мен сұхбаттары</a><p>5 мамыр 2025</p></div>", ["5 мамыр 2025"]),
        (f"{TEXT}{TEXT}<ul><li>05.05.2025 - <a href='/1'>Ölpreis fällt</a></li></ul>", []),
        (f"{TEXT}{TEXT}<div><b>05.05.2025</b> <a href='/1'>Цены растут</a></div>", []),
        (f"{TEXT}{TEXT}" + "<div class=c><i>05.05.2025</i></div>" * 2, []),
        (f"<p>Text: Lena Roth · 3. März 2021 · Lesezeit 5 Min.</p>{TEXT}{TEXT}", ["Text: Lena Roth · 3. März 2021 · Lesezeit 5 Min."]),
        (f"<p>№ 7 (812) от 3 марта 2012 г.</p>{TEXT}{TEXT}", ["№ 7 (812) от 3 марта 2012 г."]),
        (f"<p>Постановление № 7 от 3 марта 2012 г.</p>{TEXT}{TEXT}", []),
    ],
)  # fmt: skip
def test_the_date_is_the_one_that_stands_alone(html: str, dates: list[str]) -> None:
    assert dates_of(html) == dates


def test_rows_of_three_and_more_are_lists() -> None:
    tree = lxml.html.document_fromstring("<ul>" + "<li>05.05.2025</li>" * 3 + "</ul>")
    rows = [(node, line) for node in tree.iter("li") for _, line in single_dates([node])]
    assert len(rows) == 3
    assert without_rows(rows) == []
    assert without_rows(rows[:2]) == rows[:2]


def test_of_two_dates_none_is_the_only_one() -> None:
    tree = lxml.html.document_fromstring("<div><p>05.05.2025</p><p>06.05.2025</p></div>")
    assert only_date(tree, lambda _: False) == ""
    assert only_date(tree, lambda node: "6" in node.text_content()) == "05.05.2025"


@pytest.mark.parametrize(
    ("title", "dates"),
    [
        ("Цех открыли - 6 Наурыз 2025 - Кентау үні", ["6 Наурыз 2025"]),
        ("Цех открыли | 06.03.2025 | Кентау", ["06.03.2025"]),
        ("6 марта 2025 - Цех открыли", []),
        ("Цех открыли - что будет 6 марта 2025 года - Кентау", []),
        ("Цех открыли - Кентау 2025", []),
    ],
)
def test_a_part_of_the_title_may_be_the_date(title: str, dates: list[str]) -> None:
    tree = lxml.html.document_fromstring(f"<title>{title}</title><body>{TEXT}</body>")
    found = read_markup(tree, "https://vesti.example/n").dates
    assert [value for _, value in found] == dates
