from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import hubbytes
from crawler.sections import embedded
from crawler.sections.embedded import EmbeddedLink, embedded_links

BASE = "https://x.kz/ru/"


def links(*scripts: str) -> list[EmbeddedLink]:
    root = hubbytes.parse_html("".join(f"<script>{script}</script>" for script in scripts) + "<p>")
    assert root is not None
    return embedded_links(root, BASE)


def rows(*scripts: str) -> list[tuple[str, str]]:
    return [(link.url.removeprefix("https://x.kz"), link.title) for link in links(*scripts)]


def test_a_list_in_json_ld_names_articles() -> None:
    graph = {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": "/n/1"},
            {"@type": "ListItem", "item": {"@type": "NewsArticle", "@id": "/n/2", "name": "Two"}},
        ],
    }
    assert {(link.url, link.stated) for link in links(json.dumps(graph))} == {
        ("https://x.kz/n/1", True),
        ("https://x.kz/n/2", True),
    }


def test_the_state_of_a_framework_names_addresses_titles_and_dates() -> None:
    state = {"props": {"news": [{"path": "/n/1", "title": "Рудник", "publishedAt": "2026-11-20"}]}}
    assert links(json.dumps(state)) == [
        EmbeddedLink("https://x.kz/n/1", "Рудник", "2026-11-20", stated=False)
    ]


def test_assigned_state_is_read() -> None:
    assert rows('window.__STATE__ = {"a": [{"url": "/n/1", "title": "One"}]};') == [("/n/1", "One")]


def test_what_a_content_system_renders_is_a_text() -> None:
    assert rows('[{"link": "/n/1", "title": {"rendered": "Шахта &amp; город"}}]') == [
        ("/n/1", "Шахта & город")
    ]


def test_records_in_other_scripts_are_read_with_escaped_quotes_and_slashes() -> None:
    flight = r'push([1,"x:[{\"title\":\"В Риддере открыли цех\",\"url\":\"\/n\/5\"}]"])'
    assert rows(flight) == [("/n/5", "В Риддере открыли цех")]


@pytest.mark.parametrize(
    "script",
    [
        '{"url": "/n/1"}',
        '{"title": "One", "url": "no address"}',
        '{"title": "One", "url": "word"}',
        '{"title": "One", "slug": "one"}',
        '{"title": "One", "url": "javascript:/x"}',
        '{"title": "One", "url": "/n/\\\\x"}',
        '{"title": "One", "url": 5}',
        "[1, 2]",
        '{"broken": ',
        "var a = 1;",
        "",
    ],
)
def test_a_record_without_title_or_address_is_none(script: str) -> None:
    assert links(script) == []


def test_an_address_is_given_once_with_its_longest_title() -> None:
    script = '[{"url": "/n/1", "title": "A"}, {"url": "/n/1", "title": "A long one"}]'
    assert rows(script, '{"url": "/n/1", "title": "B"}') == [("/n/1", "A long one")]


def test_their_number_is_capped() -> None:
    many = [{"url": f"/n/{at}", "title": "T"} for at in range(embedded.MAX_RECORDS + 5)]
    assert len(links(json.dumps(many))) == embedded.MAX_RECORDS


def test_no_depth_of_nesting_raises() -> None:
    assert links("[" * 100_000) == []
    assert rows('{"a":' * 50 + '{"url": "/n/1", "title": "One"}' + "}" * 50) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='{}[]":,urltie/ \\1=', max_size=80))
def test_no_script_raises(script: str) -> None:
    assert all(link.url.startswith("https://") for link in links(script))
