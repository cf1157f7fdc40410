from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup import jsonld

NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


def test_records_of_graphs_and_lists_are_found_outer_first() -> None:
    raw = '{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "image": {"url": "u"}}]}'
    names = [jsonld.types(record) for record in jsonld.read_records(raw)]
    assert names == [[], ["WebPage"], ["NewsArticle"], []]


def test_json_as_publishers_write_it_is_read() -> None:
    sloppy = [
        '{"@type": "NewsArticle", "headline": "А",}',
        '{"headline": "А\nБ", "a": [1, 2, ],}',
        '<!-- {"headline": "А"} -->',
        '//<![CDATA[\n{"headline": "А"}\n//]]>',
        '{"headline": "А"};',
    ]
    for raw in sloppy:
        assert jsonld.text(jsonld.read_records(raw)[0], "headline").startswith("А"), raw


def test_what_is_no_json_or_too_large_gives_no_records() -> None:
    assert jsonld.read_records("{author: 'x'}") == []
    assert jsonld.read_records("[" * 100_000) == []
    assert jsonld.read_records('{"a": "' + "x" * jsonld.MAX_CHARS + '"}') == []
    assert jsonld.read_records('"words"') == []


def test_the_number_of_records_is_capped() -> None:
    raw = json.dumps([{"n": n} for n in range(3 * jsonld.MAX_RECORDS)])
    assert len(jsonld.read_records(raw)) < jsonld.MAX_RECORDS


def test_articles_come_before_videos() -> None:
    video: dict[str, Any] = {"@type": "VideoObject"}
    article: dict[str, Any] = {"@type": ["Thing", "https://schema.org/NewsArticle"]}
    assert jsonld.articles([video, article, {"@type": "Person"}, {"@type": 5}]) == [article]
    assert jsonld.articles([video]) == [video]


def test_text_follows_a_path_through_lists() -> None:
    record = {"publisher": [{"name": [" Сайт "]}], "n": 5, "empty": []}
    assert jsonld.text(record, "publisher", "name") == "Сайт"
    assert jsonld.text(record, "n") == ""
    assert jsonld.text(record, "empty", "name") == ""


def test_authors_are_people_not_organisations() -> None:
    record = {
        "author": [
            "Айгуль Смагулова",
            {"@type": "Person", "name": "Dana Omarova"},
            {"@type": "NewsMediaOrganization", "name": "Портал"},
            {"@type": "Person"},
            7,
        ]
    }
    assert jsonld.people(record) == ["Айгуль Смагулова", "Dana Omarova"]
    assert jsonld.people({}) == []


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_no_text_makes_it_raise(raw: str) -> None:
    assert isinstance(jsonld.read_records(raw), list)


@settings(max_examples=100)
@given(NESTED)
def test_every_object_of_valid_json_is_found(value: object) -> None:
    def count(part: object) -> int:
        if isinstance(part, dict):
            return 1 + sum(map(count, part.values()))
        return sum(map(count, part)) if isinstance(part, list) else 0

    assert len(jsonld.read_records(json.dumps(value))) == count(value)


def test_an_author_by_reference_is_looked_up() -> None:
    record = {"author": {"@id": "#p"}}
    person = {"@type": "Person", "@id": "#p", "name": ["Dana Omarova", "D. O."]}
    assert jsonld.people(record, records=[{"@id": "#x"}, person]) == ["Dana Omarova"]
    assert jsonld.people(record) == []
    assert jsonld.people(record, records=[person | {"@type": "Organization"}]) == []


def test_strings_are_read_of_every_shape() -> None:
    value = ["а", {"url": "u", "name": "n"}, {"name": "n"}, {"x": 1}, 5, ""]
    assert jsonld.strings(value) == ["а", "u", "n"]
    assert jsonld.strings(None) == []


def test_crumbs_come_outermost_first() -> None:
    items = [
        {"position": 2, "name": "Б"},
        {"position": "1", "item": {"name": "А"}},
        {"position": 3},
    ]
    assert jsonld.crumbs([{"@type": "BreadcrumbList", "itemListElement": items}]) == ["А", "Б"]
    assert jsonld.crumbs([{"@type": "BreadcrumbList"}]) == []
    assert jsonld.crumbs([]) == []


def test_a_typed_literal_is_its_value() -> None:
    record = {"datePublished": {"@type": "Date", "@value": "2026-11-20"}, "author": {"name": "A"}}
    assert jsonld.text(record, "datePublished") == "2026-11-20"
    assert jsonld.text(record, "author") == ""
