"""Endless scroll: the stories behind the first one of a page are not the article."""

from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction.furtherstories import further

RUN = "<p>Кеншілер жаңа қазандықты іске қосты, деп хабарлады қала әкімдігі бүгін таңертең.</p>" * 4
DAY = "<span>12 мамыр 2025</span>"
FIRST, NEXT = "Қазандық іске қосылды", "Жол жөндеу аяқталды"


def story(title: str, *, tag: str = "article", day: str = DAY, run: str = RUN) -> str:
    return f"<{tag}><h1>{title}</h1>{day}{run}</{tag.split(maxsplit=1)[0]}>"


def titles(body: str) -> list[str]:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    return [next(one.iter("h1", "h2")).text_content() for one in further(tree)]


@pytest.mark.parametrize("tag", ["article", "div class='news'", "section class='one story'"])
@pytest.mark.parametrize("day", [DAY, "<time datetime='2025-05-12'>x</time>"])
def test_a_block_behind_the_first_story_that_is_built_like_it_is_another_one(
    tag: str, day: str
) -> None:
    assert titles(story(FIRST, tag=tag, day=day) + story(NEXT, tag=tag, day=day)) == [NEXT]


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{RUN}</article>",
        f"<main>{story(FIRST)}</main>",
        story(FIRST, tag="div") + story(NEXT, tag="div"),
        story(FIRST, tag="div class='a'") + story(NEXT, tag="div class='b'"),
        story(FIRST) + story(NEXT, tag="div"),
        story(FIRST) + story(NEXT, run="<p>Қысқа.</p>"),
        story(FIRST) + story(NEXT, day="<span>12 адам</span>"),
        story(FIRST) + f"<article>{DAY}{RUN}</article>",
        story(FIRST) + f"<article>{DAY}{RUN}<h2>{NEXT}</h2></article>",
        story(FIRST, day="") + story(NEXT),
    ],
    ids=[
        "no headline", "one story", "blocks without names", "other names", "other blocks",
        "a teaser", "no day", "no heading", "a heading behind the text", "a first one without day",
    ],
)  # fmt: skip
def test_what_is_not_built_as_the_first_story_is_none(body: str) -> None:
    assert titles(body) == []
