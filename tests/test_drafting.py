"""A draft holds what the page says of its article, each part where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.drafting import draft
from pipelines.model import Draft, Reason, Rejection
from tests.builders import page, source

if TYPE_CHECKING:
    from typing import Any

FIRST = "На руднике под Риддером вторую неделю стоят насосы, вода поднялась до третьего горизонта."
SECOND = "Директор рудника обещает пустить насосы к пятнице и не останавливать добычу меди."
KAZAKH = "Риддер маңындағы кеніште сорғылар екі аптадан бері тоқтап тұр, су үшінші деңгейге жетті."


def drafted(body: str, head: str = "", **of_page: Any) -> Draft:
    found = draft(
        f"<html><head>{head}</head><body><article><h1>Насосы стоят</h1>{body}</article></body></html>",
        page(**of_page),
        source(),
        {},
    )
    assert not isinstance(found, Rejection), found
    return found


@pytest.mark.parametrize("tag", ["p", "h3", "div", "p><b"])
@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("РИДДЕР. KAZINFORM –", "Риддер"),
        ("АСТАНА, 20 ноября (КазТАГ) –", "Астана"),
        ("ASTANA, Nov 20 (Reuters) -", "Astana"),
        ("ӨСКЕМЕН. ҚазАқпарат –", "Өскемен"),
    ],
)
def test_a_desk_line_in_a_block_of_its_own_is_no_paragraph(tag: str, line: str, city: str) -> None:
    closing = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    found = drafted(f"<{tag}>{line}{closing}<p>{FIRST}</p><p>{SECOND}</p>")
    assert found.dateline is not None
    assert found.dateline.city == city
    assert (found.text, found.lead) == (f"{FIRST}\n\n{SECOND}", FIRST)
    assert (len(found.kinds), len(found.languages)) == (2, 2)


def test_the_words_that_credit_an_agency_leave_the_lead_and_stay_in_the_text() -> None:
    told = f"{FIRST[:-1]}, передает Kazinform."
    found = drafted(f"<p>{told}</p><p>{SECOND}</p>")
    assert (found.lead, found.attribution) == (FIRST, "передает Kazinform")
    assert found.text.startswith(told)
    assert found.dateline is not None
    assert found.dateline.agency == "Kazinform"


def test_a_page_in_two_languages_is_marked_and_each_paragraph_told() -> None:
    found = drafted(f"<p>{FIRST}</p><p>{KAZAKH}</p><p>{SECOND}</p>")
    assert found.languages == ("ru", "kk", "ru")
    assert (found.language, "mixed" in found.flags) == ("ru", True)
    assert "mixed" not in drafted(f"<p>{FIRST}</p><p>{SECOND}</p>").flags


def test_every_stated_date_is_kept_and_what_differs_is_told() -> None:
    head = (
        '<meta property="article:published_time" content="2026-11-20T10:00:00+05:00">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Насосы стоят",'
        ' "datePublished": "2026-11-20T10:00:00+05:00"}</script>'
    )
    found = drafted(f"<p>{FIRST}</p>", head, url="https://agency.kz/2026/10/01/nasosy")
    assert found.published == found.date_claims[0].dated
    assert {(claim.dated.origin, claim.differs) for claim in found.date_claims} == {
        ("json-ld", False),
        ("meta", False),
        ("url", True),
    }


def test_a_page_without_a_date_has_none() -> None:
    found = drafted(f"<p>{FIRST}</p><footer>© 2019–2026</footer>")
    assert (found.published, found.modified, found.date_claims) == (None, None, ())


def test_the_source_that_a_line_behind_the_text_names_is_credited() -> None:
    found = drafted(f"<p>{FIRST}</p><p>{SECOND}</p><p>Источник: Kazinform</p>")
    assert found.dateline is not None
    assert found.dateline.agency == "Kazinform"
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_a_page_of_which_only_figures_and_labels_are_left_has_lost_its_text() -> None:
    body = "<h2>Курс</h2><p>USD 521.30</p><p>EUR 604.11</p><p>Погода в Риддере −4</p>"
    found = draft(f"<html><body><h1>Насосы</h1>{body}</body></html>", page(), source(), {})
    assert isinstance(found, Rejection)
    assert found.reason is Reason.NO_TEXT


def lost(html: str) -> Rejection:
    found = draft(html, page(), source(), {})
    assert isinstance(found, Rejection)
    return found


def test_lines_that_are_no_sentence_are_no_article() -> None:
    lines = "".join(f"<p>{line} ведут второй участок</p>" for line in ("Рудник", "Шахта", "Печь"))
    rejection = lost(f"<html><body><article><h1>Насосы</h1>{lines}</article></body></html>")
    assert rejection.reason is Reason.NO_TEXT
    assert rejection.detail == "only headings, figures and labels were left"


def test_a_page_that_says_it_does_not_exist_is_no_article() -> None:
    told = "Страница не найдена"
    html = (
        f"<html><head><title>{told}</title></head><body><h1>{told}</h1><p>{told}.</p></body></html>"
    )
    assert lost(html).reason is Reason.SOFT_404
