"""What class names say of elements."""

import lxml.html
import pytest

from pipelines.markup.landmarks import class_words, is_elsewhere, kinds_of, landmarks


def page(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("post-author", {"post", "author"}),
        ("articleAuthor_name__k1", {"article", "author", "name", "k"}),
        ("TAGS list", {"tags", "list"}),
        ("теги", {"теги"}),
        ("", set()),
    ],
)
def test_a_class_is_cut_at_its_joints(value: str, words: set[str]) -> None:
    assert class_words(value) == words


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        ("post-author", {"author", "story"}),
        ("byline", {"author"}),
        ("author-avatar", set()),
        ("news__tags", {"tags"}),
        ("bread breadcrumbs", {"crumbs"}),
        ("photoCaption", {"caption"}),
        ("comment-author", {"elsewhere"}),
        ("stage", set()),
        ("authority", set()),
    ],
)
def test_whole_words_name_a_kind(value: str, kinds: set[str]) -> None:
    assert kinds_of(value) == kinds


def test_elements_are_gathered_by_kind_and_frames_left_out() -> None:
    tree = page(
        "<article class='post tag-coal'><p class=author>А</p><a rel='nofollow tag'>Б</a>"
        "<a rel='category tag'>В</a><i itemprop=author>Г</i><a rel=author>Д</a></article>"
    )
    found = {
        kind: [node.text for node in nodes] for kind, nodes in landmarks(tree.iter("*")).items()
    }
    assert found == {
        "author": ["А"],
        "tag link": ["Б"],
        "section link": ["В"],
        "person": ["Г", "Д"],
        "property": ["Г"],
    }


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><b>x</b></p>", False),
        ("<nav><b>x</b></nav>", True),
        ("<aside><b>x</b></aside>", True),
        ("<footer><b>x</b></footer>", True),
        ("<article><footer><b>x</b></footer></article>", False),
        ("<div class=related-news><b>x</b></div>", True),
        ("<div class=with-sidebar><h1>x</h1><b>x</b></div>", False),
    ],
)
def test_navigation_comments_and_teasers_are_elsewhere(html: str, *, expected: bool) -> None:
    assert is_elsewhere(next(page(html).iter("b"))) is expected
