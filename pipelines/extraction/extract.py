"""Tree of a page → the article's paragraphs. The only module that knows trafilatura.

Trafilatura reads the page twice: carefully (little that is not the article, at times
nothing of it) and quickly (all of the article, at times more). The careful reading stands
unless it is far shorter. What it misses by its nature is mended outside of it: blocks that
are named as something else go first, articles cut into blocks are joined, an introduction
that stands apart comes back, and the headline does not stand in the text twice.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trafilatura import bare_extraction

from pipelines.extraction import comments, headline, layout, structure
from pipelines.extraction.bylines import person
from pipelines.extraction.headline import words
from pipelines.extraction.stamps import DATE_LIKE
from pipelines.model import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from crawler.sources import Overrides
    from pipelines.extraction.markup import Markup
    from pipelines.model import BlockKind

# it reports every thin page as an error; the Rejection says so already
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

CAREFUL_SHARE = 0.6
MIN_LETTERS = 25
HEAD_LINES = 6
HEAD_LETTERS = 140
MAX_HEAD_LINE = 60
MAX_DATE_WORDS = 5
MAX_WORDS_BEHIND = 3
MIN_REPEATED = 9

_SITE_BEHIND = re.compile(r"\s+[|–—−·•»/-]+\s")
_NO_LETTERS = re.compile(r"[\d\W]+")


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
    headings: frozenset[tuple[str, ...]] = frozenset()

    @property
    def length(self) -> int:
        return sum(map(len, self.lines))


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
    comments.drop_comments(pruned)
    structure.rename_lookalikes(pruned)
    layout.mend(pruned)
    reading = _read(pruned, url)
    lines, headings = _with_headings(_unrepeated(reading.lines), pruned)
    lines = _without_head(lines, markup)
    subtitles = headline.subtitles(pruned)
    known = {words(line) for line in subtitles}
    lines = [line for line in lines[:1] if words(line) not in known] + lines[1:]
    captions = structure.captions(tree)
    lines = _without_captions(lines, captions)
    if sum(map(len, lines)) < MIN_LETTERS:
        return Rejection(Reason.NO_TEXT, "the page's tags hold no running text")
    # the section's name is a label, wherever it stands and whether it is linked or not
    links = structure.link_lines(pruned) | {words(markup.section)} - {()}
    return Body(
        title=_title(markup, overrides),
        paragraphs=tuple(lines),
        kinds=_kinds(lines, reading.headings | headings),
        links=_indices(lines, links),
        captions=captions,
        standfirst=_standfirst(lines, pruned) or "".join(subtitles[:1]),
    )


def _scope(tree: HtmlElement, overrides: Overrides) -> HtmlElement:
    """The part of the page that the source's overrides leave, as a page of its own."""
    if not overrides.body and not overrides.drop:
        return tree
    return layout.select(tree, overrides.body, overrides.drop)


def _read(tree: HtmlElement, url: str) -> _Reading:
    careful = _reading(tree, url, favor_precision=True)
    quick = _reading(tree, url, fast=True)
    return careful if careful.length > CAREFUL_SHARE * quick.length else quick


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


def _unrepeated(lines: Iterable[str]) -> list[str]:
    """The lines without long ones that came before: introductions and pull quotes."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for line in lines:
        key = words(line)
        if len(key) >= MIN_REPEATED and key in seen:
            continue
        seen.add(key)
        kept.append(line)
    return kept


def _with_headings(
    lines: list[str], tree: HtmlElement
) -> tuple[list[str], frozenset[tuple[str, ...]]]:
    """Put section headings back that the extraction left out; also their words."""
    missing = structure.missing_headings(tree, lines)
    for at, heading in reversed(missing):
        lines.insert(at, heading)
    return lines, frozenset(words(heading) for _, heading in missing)


def _standfirst(lines: Sequence[str], tree: HtmlElement) -> str:
    """The introduction that stands apart between headline and text, "" where there is none."""
    text = " ".join(words(" ".join(lines)))
    return next((lead for lead in structure.leads(tree) if " ".join(words(lead)) not in text), "")


def _without_head(lines: list[str], markup: Markup) -> list[str]:
    """Drop headline, by-line and date where they stand in front of the first paragraph."""
    authors = {words(author) for author in markup.authors}
    end = next((at for at, line in enumerate(lines) if len(line) > HEAD_LETTERS), len(lines))
    end = min(end, HEAD_LINES)
    head = [
        line
        for line in lines[:end]
        if not (
            _is_headline(line, markup.titles) or _is_byline(line, authors) or _is_date_line(line)
        )
    ]
    rest = lines[end:]
    return head + (rest[1:] if rest and _is_headline(rest[0], markup.titles) else rest)


def _is_headline(line: str, titles: Sequence[str]) -> bool:
    """Whether a line is a title, or one without the site's name behind it."""
    return any(
        words(line) == words(title)
        or (title.startswith(line) and _SITE_BEHIND.match(title[len(line) :]))
        for title in titles
    )


def _is_byline(line: str, authors: set[tuple[str, ...]]) -> bool:
    return words(line) in authors or (len(line) <= MAX_HEAD_LINE and words(person(line)) in authors)


def _is_date_line(line: str) -> bool:
    """Whether a short line is a date with at most five words around it (clock, section, name)."""
    found = DATE_LIKE.search(line)
    if not found or len(line) > MAX_HEAD_LINE or line.endswith((".", "!", "?", ":")):
        return False
    before, after = (
        _NO_LETTERS.sub(" ", part).split() for part in (line[: found.start()], line[found.end() :])
    )
    return len(before) + len(after) <= MAX_DATE_WORDS and len(after) <= MAX_WORDS_BEHIND


def _without_captions(lines: list[str], captions: Sequence[str]) -> list[str]:
    known = {words(caption) for caption in captions}
    return [line for line in lines if words(line) not in known]


def _kinds(lines: Sequence[str], headings: frozenset[tuple[str, ...]]) -> tuple[BlockKind, ...]:
    return tuple("heading" if words(line) in headings else "text" for line in lines)


def _indices(lines: Sequence[str], known: Iterable[tuple[str, ...]]) -> frozenset[int]:
    known = frozenset(known)
    return frozenset(index for index, line in enumerate(lines) if words(line) in known)


def _title(markup: Markup, overrides: Overrides) -> str:
    title = markup.titles[0] if markup.titles else ""
    for suffix in overrides.title_suffixes:
        title = title.removesuffix(suffix).rstrip(" |–—-") or title
    return title
