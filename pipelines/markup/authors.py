"""The people who wrote an article, as its page names them."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pipelines.lines import one_line
from pipelines.markup import jsonld
from pipelines.markup.headpeople import people_beside
from pipelines.markup.landmarks import is_elsewhere, landmarks
from pipelines.markup.sitename import TITLE_MARK
from pipelines.markup.threads import is_within
from pipelines.newsroom import bylines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.infolines import InfoLine
    from pipelines.markup.landmarks import Landmarks

MAX_AUTHORS = 5
META_NAMES = (
    "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "byl",
    "parsely-author", "sailthru.author", "mediator_author", "article.author", "authors",
)  # fmt: skip

_MAX_MARKED: Final = 3
_MAX_LOOSE: Final = 12  # elements with "author" as a word of a class; each climbs to the root
_MAX_PIECES: Final = 12  # of text; as many again may be white space
_MAX_LETTERS: Final = 200
_LABEL_MARK: Final = re.compile("[:]|[Bb]y|BY|втор|ВТОР|uthor")
_MAX_LABEL: Final = 48
_SITE_LETTERS: Final = re.compile(r"[\W_]+")


def authors(
    tree: HtmlElement,
    metas: Mapping[str, str],
    articles: Sequence[dict[str, Any]],
    *,
    site_names: Collection[str] = (),
    records: Sequence[dict[str, Any]] = (),
    marks: Landmarks | None = None,
    lines: Sequence[InfoLine] = (),
) -> tuple[str, ...]:
    """People only, most trusted first, each once: no newsroom, agency, site or account.

    ``articles`` are the JSON-LD records of articles, ``records`` all of the page (an author may
    be named by reference), ``metas`` the meta tags by lower-case name, ``site_names`` what the
    site calls itself and its host. ``marks`` are the page's landmarks, if already known;
    ``lines`` stand around the headline, and name people where no mark of the page does.
    """
    recorded = [one for article in articles[:2] for one in jsonld.people(article, records=records)]
    sites = {_squeezed(name) for name in (*site_names, *_title_ends(tree))} - {""}
    told = _people(recorded, sites)
    shown = _people(marked_names(tree, marks), sites)
    named = _people([metas.get(key, "") for key in META_NAMES], sites)
    if shown and not any(bylines.is_same(one, other) for one in named for other in shown):
        named = []  # sites name themselves, or who typed it, in the head of every page
    if not (told or shown or named):
        shown = _people(people_beside(lines, tree), sites)
    people = [*told, *named, *shown]
    full = [name for name in people if _is_full(name)]
    return bylines.distinct(full or people)[:MAX_AUTHORS]


def _people(lines: Sequence[str], sites: Collection[str]) -> list[str]:
    found = (name for line in lines for name in bylines.people_of(line, is_marked=True))
    return [name for name in found if _squeezed(name) not in sites]


def _title_ends(tree: HtmlElement) -> list[str]:
    """The first and the last part of the page's title, where sites put their own names."""
    title = next((node.text or "" for node in tree.iter("title")), "")
    parts = TITLE_MARK.split(one_line(title))
    return [parts[0], parts[-1]] if len(parts) > 1 else []


def _squeezed(name: str) -> str:
    return _SITE_LETTERS.sub("", name).casefold()


def _is_full(name: str) -> bool:
    return " " in name or "." in name


def marked_names(tree: HtmlElement, marks: Landmarks | None = None) -> list[str]:
    """The people in the elements that are marked as the author's, labels and roles left out.

    Microdata and links of rel=author are believed as they stand. Classes that only hold the
    word count where they hold such a name, and only the first of them. Without any of these,
    «Автор: …» in the page's words names the author.
    """
    known = marks if marks is not None else landmarks(tree.iter("*"))
    comments = frozenset(known.get("comment", ()))
    marked = [node for node in known.get("person", ()) if not is_within(node, comments)]
    strict = [node for node in marked[:_MAX_MARKED] if not is_elsewhere(node)]
    names = [name for node in strict for name in _people_in(node)]
    if names:
        return names
    loose = (node for node in known.get("author", ()) if not is_within(node, comments))
    for node in islice(loose, _MAX_LOOSE):
        if (found := _people_in(node)) and not is_elsewhere(node):
            return found
    return _labelled(tree)


def _people_in(node: HtmlElement) -> list[str]:
    hidden = (meta.get("content") or "" for meta in node.iter("meta"))
    texts = [node.get("content") or "", *hidden, *islice(node.itertext(), 2 * _MAX_PIECES + 1)]
    pieces = [line for piece in texts if (line := one_line(piece[: 2 * _MAX_LETTERS]))]
    if len(texts) > 2 * _MAX_PIECES or sum(map(len, pieces)) > _MAX_LETTERS:
        return []
    # labels and names are often neighbours without a blank: <span>Автор</span><a>Имя</a>
    return list(bylines.people_of(" | ".join(pieces), is_marked=True))


@cache
def _line_label() -> re.Pattern[str]:
    labels = bylines.words_around().labels
    spoken = "|".join(re.escape(name) for name in sorted(labels, key=len, reverse=True))
    # «Автор» alone stands in front of a link with the name
    alone = r"(?i:автор\w{0,4}|authors?)$"
    return re.compile(
        rf"(?i:{spoken})\s*:|{alone}|(?:By|BY|(?:Written|Reported|Story|Posted) by)(?=\s|$)"
    )


def _labelled(tree: HtmlElement) -> list[str]:
    """The people behind «Автор:» and the like, in the same piece of text or the next.

    A page that labels several is a list of articles, or shows it beside comments.
    """
    pieces = [piece for piece in tree.itertext() if not piece.isspace()]
    found = dict.fromkeys(
        people
        for at, piece in enumerate(pieces)
        if _may_label(piece) and (people := _people_behind(piece, *pieces[at + 1 : at + 2]))
    )
    return list(next(iter(found))) if len(found) == 1 else []


def _may_label(piece: str) -> bool:
    """Quickly told for most pieces of a page's text."""
    return _LABEL_MARK.search(piece, 0, _MAX_LABEL) is not None and bool(
        _line_label().match(one_line(piece[: 2 * _MAX_LETTERS]))
    )


def _people_behind(piece: str, behind: str = "") -> tuple[str, ...]:
    piece = one_line(piece[: 2 * _MAX_LETTERS])
    if len(piece) > _MAX_LETTERS:
        return ()
    label = _line_label().match(piece)
    alone = label is not None and not piece[label.end() :].strip()
    return bylines.people_of(f"{piece} {behind[:_MAX_LETTERS]}" if alone else piece)
