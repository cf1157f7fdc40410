"""Tree of a page → the article's paragraphs: what was read of it, and what the reading missed.

What a reading misses by its nature is mended outside of it: blocks that are named as something
else go first, articles cut into blocks are joined, loose text is tagged, paragraphs and headings
left out between others come back, and neither headline nor captions stand in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.extraction import blockkinds, comments, layout, readings, structure
from pipelines.extraction.captions import captions as find_captions
from pipelines.extraction.labels import labels as find_labels
from pipelines.extraction.topmatter import full_headline, stands_apart, without_head
from pipelines.lines import words
from pipelines.markup import headline
from pipelines.model import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

    from crawler.sources import Overrides
    from pipelines.extraction.blockkinds import Block
    from pipelines.extraction.labels import Lines
    from pipelines.markup.markup import Markup
    from pipelines.model import BlockKind

MIN_LETTERS = 25
_KINDS: dict[str, BlockKind] = {"p": "text", "blockquote": "quote", "li": "item"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The article as it stands on the page, not yet cleaned of boilerplate phrases.

    ``kinds`` tells of each paragraph what it is; ``links`` are indices of paragraphs that are
    nothing but one link. ``captions`` stood under pictures;
    ``standfirst`` is an introduction that stands apart from the text and is not part of it.
    """

    title: str
    paragraphs: tuple[str, ...]
    kinds: tuple[BlockKind, ...]
    links: frozenset[int] = frozenset()
    captions: tuple[str, ...] = ()
    standfirst: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """All lines of a text, what they are by their words, and the blocks that they stand in.

    ``labels`` are the words of the lines around the ``headline`` that are no text.
    """

    lines: list[str]
    kinds: Mapping[tuple[str, ...], BlockKind]
    labels: Lines
    blocks: Sequence[Block]
    headline: HtmlElement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Top:
    """What stands over the ``lines`` of the text, each "" where there is none."""

    title: str
    introduction: str
    subtitle: str
    lines: list[str]


def extract(
    tree: HtmlElement, markup: Markup, *, url: str, overrides: Overrides
) -> Body | Rejection:
    """Title, paragraphs, section headings and captions of the article on a parsed page.

    Rejects with NO_TEXT where nothing is left that could be an article. An XPath of
    ``overrides`` that is no XPath is named in the rejection's detail.
    """
    try:
        scope = _scope(tree, overrides)
    except layout.XPATH_ERRORS as error:
        return Rejection(Reason.NO_TEXT, f"the source's extract rule is no XPath: {error}")
    pruned = structure.prune(scope)
    # lxml makes an element's object anew for each look at it unless one is held
    held = list(pruned.iter())
    comments.drop_comments(pruned)
    structure.rename_lookalikes(pruned)
    layout.mend(pruned)
    # where the source's own rule says what the text is, the markup is not asked
    claim = "" if overrides.body else markup.article_body
    text = _whole(readings.read(pruned, url, claim), pruned)
    found = _body(text, pruned, markup, _title(markup, overrides), _captions(tree, markup))
    del held
    return found


def _scope(tree: HtmlElement, overrides: Overrides) -> HtmlElement:
    """The part of the page that the source's overrides leave, as a page of its own."""
    if not overrides.body and not overrides.drop:
        return tree
    return layout.select(tree, overrides.body, overrides.drop)


def _whole(reading: readings.Reading, tree: HtmlElement) -> _Text:
    """The lines as read, with the blocks and headings that the reading left out between them."""
    lines = list(reading.lines)
    blocks = blockkinds.find_blocks(tree)
    blockkinds.align(blocks, lines)
    kinds = blockkinds.kinds(blocks, lines)
    shown = headline.headline_node(tree)
    labels = find_labels(blocks, lines, shown)
    lines, restored = _with_left_out(lines, blocks)
    lines, headings = _with_headings(lines, tree)
    return _Text(
        lines=lines,
        kinds=kinds | dict.fromkeys(reading.headings | headings, "heading") | restored,
        labels=labels,
        blocks=blocks,
        headline=shown,
    )


def _body(
    text: _Text, tree: HtmlElement, markup: Markup, title: str, captions: tuple[str, ...]
) -> Body | Rejection:
    """The text without its top and captions; the section's name is a label, linked or not."""
    top = _top(text, tree, markup, title)
    lines = _without_captions(top.lines, captions)
    if sum(map(len, lines)) < MIN_LETTERS:
        return Rejection(Reason.NO_TEXT, "the page's tags hold no running text")
    links = structure.link_lines(tree) | {words(markup.section)} - {()}
    standfirst = top.introduction or _standfirst(lines, captions, tree, text.blocks)
    return Body(
        title=top.title,
        paragraphs=tuple(lines),
        kinds=tuple(text.kinds.get(words(line), "text") for line in lines),
        links=_indices(lines, links),
        captions=captions,
        standfirst=standfirst or top.subtitle,
    )


def _top(text: _Text, tree: HtmlElement, markup: Markup, title: str) -> _Top:
    """Headline, labels, introduction and subtitle, parted from the text."""
    full_title = full_headline(text.blocks, text.lines, title)
    lines = without_head(text.lines, markup, text.labels | {words(full_title)})
    introduction = lines.pop(0) if stands_apart(text.blocks, lines, text.headline) else ""
    subtitles = headline.subtitles(tree)
    known = {words(line) for line in subtitles}
    return _Top(
        title=full_title or title,
        introduction=introduction,
        subtitle="".join(subtitles[:1]),
        lines=[line for line in lines[:1] if words(line) not in known] + lines[1:],
    )


def _with_left_out(
    lines: list[str], blocks: Sequence[Block]
) -> tuple[list[str], dict[tuple[str, ...], BlockKind]]:
    """Put blocks back that stand between two of the lines and are like these; and their kinds."""
    text = f" {' '.join(words(' '.join(lines)))} "
    found = [
        (at, block)
        for at, block in blockkinds.left_out(blocks)
        if f" {' '.join(block.key)} " not in text
    ]
    for at, block in reversed(found):
        lines.insert(at, f"- {block.text}" if block.node.tag == "li" else block.text)
    return lines, {block.key: _kind_of(block) for _, block in found}


def _kind_of(block: Block) -> BlockKind:
    if blockkinds.is_set_as_heading(block):
        return "heading"
    return _KINDS.get(str(block.node.tag), "heading")


def _with_headings(lines: list[str], tree: HtmlElement) -> tuple[list[str], Lines]:
    """Put section headings back that the extraction left out; also their words."""
    missing = structure.missing_headings(tree, lines)
    for at, heading in reversed(missing):
        lines.insert(at, heading)
    return lines, frozenset(words(heading) for _, heading in missing)


def _standfirst(
    lines: Sequence[str], captions: Sequence[str], tree: HtmlElement, blocks: Sequence[Block]
) -> str:
    """The introduction that stands apart between headline and text, "" where there is none."""
    text = " ".join(words(" ".join(lines)))
    first = next((block.node for block in blocks if block.line is not None), None)
    for lead in structure.leads(tree, first):
        is_caption = any(lead in caption or caption in lead for caption in captions)
        if not is_caption and " ".join(words(lead)) not in text:
            return lead
    return ""


def _captions(tree: HtmlElement, markup: Markup) -> tuple[str, ...]:
    """What stands under pictures; pictures are called as the article is, too."""
    titles = set(map(words, markup.titles))
    return tuple(line for line in find_captions(tree) if words(line) not in titles)


def _without_captions(lines: list[str], captions: Sequence[str]) -> list[str]:
    known = {words(caption) for caption in captions}
    return [line for line in lines if words(line) not in known]


def _indices(lines: Sequence[str], known: Iterable[tuple[str, ...]]) -> frozenset[int]:
    known = frozenset(known)
    return frozenset(index for index, line in enumerate(lines) if words(line) in known)


def _title(markup: Markup, overrides: Overrides) -> str:
    title = markup.titles[0] if markup.titles else ""
    for suffix in overrides.title_suffixes:
        title = title.removesuffix(suffix).rstrip(" |–—-") or title
    return title
