"""The desk in a real browser: every page, by eye width and theme, by keyboard, under attack."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from desk.wording.phrases import LANGUAGES
from tests import hostile_archive
from tests.browser.conftest import served
from tests.browser.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

pytest.importorskip("playwright", reason="playwright is not installed")
AXE = pytest.importorskip(
    "axe_playwright_python.base", reason="axe-playwright-python is not installed"
).AXE_SCRIPT

PAGES = (
    "/", "/?span=30", "/search", "/search?q=coal&language=en", "/search?q=zzzz&town=ridder",
    "/article/{article}", "/article/{article}?q=шахта", "/article/{article}/versions", "/stories",
    "/story/{story}", "/towns", "/town/{town}", "/companies", "/company/{company}",
    "/entity/{mine}", "/entity/coal", "/entity/{person}", "/entity/karaganda_region", "/sources",
    "/source/{source}", "/coverage", "/sql", "/feeds", "/archive", "/archive/latest",
    "/archive/article/{article}",
)  # fmt: skip
HOSTILE = (
    "/", "/search?q=hostile", "/article/1", "/article/1/versions", "/stories", "/story/1",
    "/towns", "/town/karaganda", "/companies", "/company/qarmet", "/entity/mine", "/sources",
    "/source/azattyq", "/archive/article",
)  # fmt: skip
# each page in one language, twice: all four looks are had over the pages
LANGUAGE = cycle(LANGUAGES)
LOOKS = cycle([((1280, "light"), (375, "dark")), ((1280, "dark"), (375, "light"))])


@pytest.mark.parametrize(
    ("path", "looks", "language"), [*zip(PAGES, LOOKS, LANGUAGE, strict=False)]
)
def test_every_page_is_within_reach_of_everyone(
    window: Watched,
    richest: Mapping[str, str],
    path: str,
    looks: tuple[tuple[int, str], ...],
    language: str,
) -> None:
    joint = "&" if "?" in path else "?"
    assert window.open(f"{path.format(**richest)}{joint}lang={language}") == 200
    assert window.page.locator("h1").count() == 1
    for width, scheme in looks:
        window.look(width, scheme)
        assert window.barriers(AXE) == []
        assert window.beyond() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_makes_a_page_wider_than_a_phone(
    window: Watched, richest: Mapping[str, str], language: str
) -> None:
    window.look(375, "light")
    for path in ("/", "/search", "/towns", "/companies", "/story/{story}", "/sources"):
        window.open(f"{path.format(**richest)}?lang={language}")
        assert window.beyond() == [], path


def test_a_missing_page_is_told_in_the_house_and_has_no_barrier(window: Watched) -> None:
    assert window.open("/nowhere") == 404
    assert window.page.locator("main h1").count() == 1
    assert window.barriers(AXE) == []


@pytest.mark.parametrize(
    ("language", "words", "marked"),
    [("kk", "кенші", "кенші"), ("ru", "шахтер", "шахт"), ("en", "miners", "miner")],
)
def test_search_finds_and_marks_in_three_languages(
    window: Watched, language: str, words: str, marked: str
) -> None:
    page = window.page
    window.open(f"/search?lang={language}")
    page.fill("#q", words)
    page.press("#q", "Enter")
    assert page.get_attribute("html", "lang") == language
    hits = page.locator(".hit mark").all_text_contents()
    assert any(marked in hit.lower() for hit in hits)
    page.locator(".hit h3 a").first.click()
    assert "/article/" in page.url
    assert page.locator("main mark").count() > 0


def test_every_example_of_the_search_help_finds_something(window: Watched) -> None:
    page = window.page
    for language in LANGUAGES:
        window.open(f"/search?lang={language}")
        addresses = page.eval_on_selector_all(
            ".help dt a", "links => links.map(one => one.getAttribute('href'))"
        )
        assert len(addresses) >= 8
        for address in addresses:
            window.open(address)
            assert page.locator(".hit").count() > 0, address
            # where words find little the same is offered by fields; nothing is misunderstood
            offers = page.locator(".remark a").evaluate_all("all => all.map(one => one.search)")
            assert page.locator(".remark").count() == len(offers), address
            assert all("%3A" in offer for offer in offers), address


def test_facets_narrow_the_search_and_chips_take_it_back(window: Watched) -> None:
    page = window.page
    window.open("/search?lang=en")
    whole = page.locator("#hits").inner_text()
    page.locator("section[aria-labelledby=facet-event] a").first.click()
    page.locator("section[aria-labelledby=facet-language] a").first.click()
    assert page.locator(".chosen .chip").count() == 2
    assert page.locator("#hits").inner_text() != whole
    for _ in range(2):
        page.locator(".chosen a.chip").first.click()
    assert page.locator("#hits").inner_text() == whole


def test_the_language_is_switched_by_a_click_and_kept(window: Watched) -> None:
    page = window.page
    window.open("/companies")
    page.click(".languages a[lang=kk]")
    assert page.get_attribute("html", "lang") == "kk"
    page.locator("main table a").first.click()
    assert page.get_attribute("html", "lang") == "kk"
    assert "lang=" not in page.url


def test_everything_works_without_scripts(browser: Any, desk: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto(f"{desk}/")
    page.fill("#find", "уголь")
    page.press("#find", "Enter")
    assert page.locator(".hit").count() > 0
    page.locator(".hit h3 a").first.click()
    assert page.locator("h1").count() == 1
    context.close()


def test_the_keyboard_reaches_the_content_the_search_and_a_result(window: Watched) -> None:
    page = window.page
    window.open("/?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    window.open("/search?q=coal&lang=en")
    reached = _walk(page, ".hit h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")
    assert reached < 30


def _walk(page: Any, wanted: str) -> int:
    """Press Tab until something wanted has the focus, which must be seen; how often."""
    for count in range(1, 60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "wanted => { const one = document.activeElement, style = getComputedStyle(one);"
            " return [one.matches(wanted), style.outlineStyle !== 'none' || one.matches('main')] }",
            wanted,
        )
        assert seen[1], page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if seen[0]:
            return count
    pytest.fail(f"the keyboard does not reach {wanted}")


def test_the_map_leads_to_towns_by_mouse_and_keyboard(window: Watched) -> None:
    page = window.page
    window.open("/towns?lang=ru")
    dots = page.locator("svg a[href^='/town/']")
    assert dots.count() >= 20
    names = page.eval_on_selector_all(
        "svg a[href^='/town/']", "all => all.map(one => one.textContent.trim())"
    )
    assert all(names)
    dots.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/town/**")
    assert page.locator("h1").inner_text() in " ".join(names)


@pytest.fixture(scope="module", name="attacked")
def _attacked(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    path: Path = hostile_archive.build(tmp_path_factory.mktemp("hostile") / "kenwatch.db")
    with served(path) as address:
        context = browser.new_context(locale="en-GB")
        yield Watched(context.new_page(), address)
        context.close()


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_words_are_shown_and_do_nothing(attacked: Watched, path: str) -> None:
    attacked.faults()
    assert attacked.open(path) == 200
    # whatever waits for the pointer or the focus gets it
    attacked.page.evaluate(
        "document.querySelectorAll('*').forEach(one => { one.focus?.();"
        " one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})) })"
    )
    attacked.page.wait_for_timeout(50)
    assert attacked.faults() == []
    assert hostile_archive.MARKER in attacked.page.inner_text("body")
    assert attacked.page.evaluate("document.styleSheets.length") >= 1


def test_hostile_questions_do_nothing(attacked: Watched) -> None:
    attacked.faults()
    for words in hostile_archive.PAYLOADS:
        attacked.open(f"/search?q={quote(words)}&town={quote(words)}")
        attacked.page.wait_for_timeout(20)
        assert attacked.faults() == []
        assert attacked.page.input_value("#q") == " ".join(words.split())


def test_the_diff_tells_added_and_removed_words_without_colour(attacked: Watched) -> None:
    attacked.open("/article/2/versions?lang=en")
    page = attacked.page
    assert page.locator("ins").count() > 0
    assert page.locator("del").count() > 0
    for change in ("ins", "del"):
        line = page.eval_on_selector(
            change, "one => getComputedStyle(one).textDecorationLine + one.textContent"
        )
        assert "none" not in line
