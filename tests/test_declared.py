from __future__ import annotations

import lxml.html

from pipelines.markup.declared import page_names, page_types

SCRIPT = "<script type='application/ld+json'>{}</script>"


def tree(head: str, attributes: str = "") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(
        f"<html id='Top'><head>{head}</head><body {attributes}><p>x</p></body></html>"
    )


def test_the_types_of_the_pages_own_records_are_read() -> None:
    graph = '{"@graph":[{"@type":["WebPage","CollectionPage"]},{"@type":"WebSite"}]}'
    assert page_types(tree(SCRIPT.format(graph))) == {"webpage", "collectionpage", "website"}


def test_a_page_without_a_telling_type_declares_nothing() -> None:
    assert page_types(tree(SCRIPT.format('{"@type":"NewsArticle"}'))) == frozenset()
    assert page_types(tree("""<script>var x = "Blog"</script>""")) == frozenset()
    assert page_types(tree(SCRIPT.format('{"@type":"Blog"'))) == frozenset()


def test_what_the_markup_states_is_a_type_whether_records_tell_one_or_not() -> None:
    assert page_types(tree(""), "Article") == {"article"}
    assert page_types(tree(SCRIPT.format('{"@type":"Blog"}')), "website") == {"website", "blog"}


def test_what_a_page_cites_far_below_is_not_its_own() -> None:
    cited = ",".join('{"@type":"Person"}' for _ in range(15))
    graph = f'{{"@type":"NewsArticle","author":[{cited},{{"@type":"VideoObject"}}]}}'
    assert page_types(tree(SCRIPT.format(graph))) == {"newsarticle", "person"}


def test_names_are_classes_and_ids_in_one_spelling() -> None:
    page = tree("", "class='Single post_type-A' id='Main'")
    assert page_names(page) == {"top", "single", "post-type-a", "main"}


def test_a_fragment_without_a_body_has_the_names_of_its_root() -> None:
    assert page_names(lxml.html.fragment_fromstring("<div class='A'>x</div>")) == {"a"}
