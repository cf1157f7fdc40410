"""Tree of a page → the article's paragraphs. The only module that knows trafilatura.

Trafilatura reads the page twice, carefully and quickly, where one reading leaves doubt; which
of the two is the article is told by ``opinions``. What it misses by its nature is mended outside
of it: blocks that are named as something else go first, articles cut into blocks are joined,
loose text is tagged, paragraphs and headings left out between others come back, and neither
headline nor captions stand in the text.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trafilatura import bare_extraction

from pipelines.extraction import blockkinds, comments, layout, opinions, structure
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
    from pipelines.markup.markup import Markup
    from pipelines.model import BlockKind

# it reports every thin page as an error; the Rejection says so already
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

Headings = frozenset[tuple[str, ...]]

MIN_LETTERS = 25
MIN_REPEATED = 9
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


@dataclass(frozen=True, slots=True)
class _Reading:
    lines: tuple[str, ...] = ()
    headings: Headings = frozenset()


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
    reading = _read(pruned, url, claim)
    lines = _or_claimed(_unrepeated(reading.lines), claim)
    blocks = blockkinds.find_blocks(pruned)
    blockkinds.align(blocks, lines)
    kinds = blockkinds.kinds(blocks, lines)
    shown = headline.headline_node(pruned)
    labels = find_labels(blocks, lines, shown)
    lines, restored = _with_left_out(lines, blocks)
    lines, headings = _with_headings(lines, pruned)
    title = _title(markup, overrides)
    full_title = full_headline(blocks, lines, title)
    lines = without_head(lines, markup, labels | {words(full_title)})
    introduction = lines.pop(0) if stands_apart(blocks, lines, shown) else ""
    subtitles = headline.subtitles(pruned)
    known = {words(line) for line in subtitles}
    lines = [line for line in lines[:1] if words(line) not in known] + lines[1:]
    captions = _captions(tree, markup)
    lines = _without_captions(lines, captions)
    if sum(map(len, lines)) < MIN_LETTERS:
        return Rejection(Reason.NO_TEXT, "the page's tags hold no running text")
    del held
    # the section's name is a label, wherever it stands and whether it is linked or not
    links = structure.link_lines(pruned) | {words(markup.section)} - {()}
    return Body(
        title=full_title or title,
        paragraphs=tuple(lines),
        kinds=_kinds(
            lines, kinds | dict.fromkeys(reading.headings | headings, "heading") | restored
        ),
        links=_indices(lines, links),
        captions=captions,
        standfirst=introduction
        or _standfirst(lines, captions, pruned, blocks)
        or "".join(subtitles[:1]),
    )


def _scope(tree: HtmlElement, overrides: Overrides) -> HtmlElement:
    """The part of the page that the source's overrides leave, as a page of its own."""
    if not overrides.body and not overrides.drop:
        return tree
    return layout.select(tree, overrides.body, overrides.drop)


def _read(tree: HtmlElement, url: str, claim: str) -> _Reading:
    careful = _reading(tree, url, favor_precision=True)
    # the quick reading cannot find more than the page has outside of its links
    if not claim and opinions.is_most(careful.lines, structure.unlinked_length(tree)):
        return careful
    quick = _reading(tree, url, fast=True)
    lines = opinions.choose(careful.lines, quick.lines, claim)
    return careful if lines is careful.lines else quick


def _reading(tree: HtmlElement, url: str, **options: Any) -> _Reading:
    document: Any = bare_extraction(
        tree, url=url, with_metadata=False, include_comments=False, **options
    )
    if document is None or document.body is None:
        return _Reading()
    lines = (_unframed(" ".join(line.split())) for line in (document.text or "").split("\n"))
    headings = (words("".join(node.itertext())) for node in document.body.iter("head"))
    return _Reading(tuple(line for line in lines if line), frozenset(headings))


def _unframed(line: str) -> str:
    """The text of a table row whose only cell frames it (a picture's caption), else the line."""
    cells = [cell for part in line.split("|") if (cell := part.strip())]
    return cells[0] if line[:1] == "|" == line[-1:] and len(cells) == 1 else line


def _or_claimed(lines: list[str], claim: str) -> list[str]:
    """The lines, or what the markup claims where these are none or a small part of it."""
    claimed = opinions.claimed_lines(claim) if len(claim) >= opinions.MIN_CLAIM else []
    return claimed if opinions.says_more(claimed, lines) else lines


def _unrepeated(lines: Iterable[str]) -> list[str]:
    """The lines without long ones that came before: introductions and pull quotes.

    A question may be asked of several people.
    """
    seen: set[tuple[str, ...]] = set()
    kept = []
    for line in lines:
        key = words(line)
        if len(key) >= MIN_REPEATED and key in seen and not line.endswith("?"):
            continue
        seen.add(key)
        kept.append(line)
    return kept


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


def _with_headings(lines: list[str], tree: HtmlElement) -> tuple[list[str], Headings]:
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


def _kinds(
    lines: Sequence[str], known: Mapping[tuple[str, ...], BlockKind]
) -> tuple[BlockKind, ...]:
    return tuple(known.get(words(line), "text") for line in lines)


def _indices(lines: Sequence[str], known: Iterable[tuple[str, ...]]) -> frozenset[int]:
    known = frozenset(known)
    return frozenset(index for index, line in enumerate(lines) if words(line) in known)


def _title(markup: Markup, overrides: Overrides) -> str:
    title = markup.titles[0] if markup.titles else ""
    for suffix in overrides.title_suffixes:
        title = title.removesuffix(suffix).rstrip(" |–—-") or title
    return title
