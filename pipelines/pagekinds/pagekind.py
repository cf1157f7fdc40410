"""What kind of page came: an article, or something that stands in its place.

Every kind needs signs that agree (see the head of ``data/pagekinds.toml``). Running text
speaks for an article: an article on a robot check, or with the number 404 in its headline,
passes, and so does a page that calls itself an article, unless it has no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pipelines.lines import words
from pipelines.model import Reason, Rejection
from pipelines.pagekinds import listpages
from pipelines.pagekinds.pageview import View
from pipelines.pagekinds.pagewords import page_kinds, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.html import HtmlElement

    from pipelines.markup.markup import Markup
    from pipelines.pagekinds.pagewords import PageKind, Sign

# nothing longer is searched for sentences that say what the page is
LONG: Final = 6000
PROSE_WORDS: Final = 20
# shorter lines are labels: menus have been taken for text
LABEL_WORDS: Final = 3
MIN_LABELS: Final = 6
REST_WORDS: Final = 4
LISTED_SHARE: Final = 0.7
FRONT_SHARE: Final = 0.34
NUMBERS_SHARE: Final = 0.5
MIN_PICTURES: Final = 4
GONE: Final = (404, 410)

_FIGURES: Final = re.compile(r"[+-]?\d")
_VIDEO: Final = (
    "//video | //iframe[contains(@src, 'youtube.com/embed') or contains(@src, 'youtube-nocookie')"
    " or contains(@src, 'player.vimeo') or contains(@src, 'rutube.ru')]"
    " | //meta[@property='og:type'][starts-with(@content, 'video')]"
)
_DOCUMENT: Final = (
    "//embed[contains(@type, 'pdf') or contains(@src, '.pdf')] | //object[contains(@type, 'pdf')"
    " or contains(@data, '.pdf')] | //iframe[contains(@src, '.pdf') or contains(@src, 'viewerng')"
    " or contains(@src, 'docs.google.com/gview') or contains(@src, 'issuu.com')]"
)
_FORM: Final = (
    "//form[.//textarea or count(.//input[@type='text' or @type='email'])>1]"
    "[not(ancestor-or-self::*[contains(@class, 'comment') or contains(@id, 'comment')])]"
)
_CONSENT: Final = "//form[contains(@action, 'consent') or contains(@id, 'consent')]"


def page_problem(tree: HtmlElement, markup: Markup, text: str, status: int) -> Rejection | None:
    """Why the page cannot be an article, or None.

    ``text`` is the extracted text ("" if there was none), its paragraphs on lines of their
    own; ``status`` is the HTTP status. The reasons are CHALLENGE, CONSENT, SOFT_404, NO_TEXT
    (an error message, or nothing but the site's notices) and NO_ARTICLE.
    """
    if status in GONE:
        return Rejection(Reason.SOFT_404, f"HTTP {status}")
    view = View(tree, markup, text, status)
    kind = next((kind for kind in page_kinds() if _is_of(kind, view)), None)
    return Rejection(Reason[kind.reason], _detail(kind, view)) if kind else None


def _detail(kind: PageKind, view: View) -> str:
    named = view.names[0] if view.names else "no title"
    return f"{kind.name} ({named[:80]})"


def _is_of(kind: PageKind, view: View) -> bool:
    length = view.prose_length if kind.prose and not view.claims_article else len(view.text)
    if length > kind.longest or (view.claims_article and not kind.claimed):
        return False
    has_prose = _has_prose(kind, view)
    if view.claims_article and has_prose:
        return False
    points = _head_points(kind, view, is_weak=has_prose and not kind.firm)
    points += _said_points(kind, view, has_prose=has_prose) + _name_points(kind, view)
    return points >= kind.needs or points + _sign_points(kind, view) >= kind.needs


def _head_points(kind: PageKind, view: View, *, is_weak: bool) -> int:
    """2 where a title is of the kind and no other name is a headline, 1 where a part is."""
    whole = [_is_whole(kind, view, at) for at in range(len(view.names))]
    if not any(whole):
        clauses = (clause for clauses in view.clauses for clause in clauses)
        return int(not is_weak and any(map(kind.heads.fullmatch, clauses)))
    others = (name for name, is_whole in zip(view.names, whole, strict=True) if not is_whole)
    alone = whole[0] or all(len(words(name)) <= REST_WORDS for name in others)
    return 2 if alone and not is_weak else 1


def _is_whole(kind: PageKind, view: View, at: int) -> bool:
    """Whether a name is of the kind throughout, or but for the few words of a site's name."""
    if kind.heads.fullmatch(plain(view.names[at])):
        return True
    parts, clauses = view.parts[at], view.clauses[at]
    rest = [part for part in parts if not kind.heads.fullmatch(part)]
    if len(rest) < len(parts):
        return sum(len(words(part)) for part in rest) <= REST_WORDS
    return bool(clauses) and all(map(kind.heads.fullmatch, clauses))


def _said_points(kind: PageKind, view: View, *, has_prose: bool) -> int:
    """2 where sentences of the kind are its share of what is to be read, 1 where there is one."""
    looked = view.sayings if view.text and len(view.text) <= LONG else ()
    if not view.text or (not looked and not has_prose):
        looked = view.page_sayings
    said = other = 0
    for saying in looked:
        if kind.says.fullmatch(saying.form):
            said += saying.letters
        elif saying.words >= LABEL_WORDS:
            other += saying.letters
    if said and said >= kind.share * (said + other):
        return 2
    if said or has_prose:
        return int(said > 0)
    return int(any(kind.says.fullmatch(saying.form) for saying in view.page_sayings))


def _has_prose(kind: PageKind, view: View) -> bool:
    """Whether whole sentences of 20 words and more do not speak of the page itself."""
    if len(view.text) > LONG:
        return True
    count = 0
    for saying in view.sayings:
        if saying.is_prose and not kind.says.fullmatch(saying.form):
            count += saying.words
            if count >= PROSE_WORDS:
                return True
    return False


def _name_points(kind: PageKind, view: View) -> int:
    points = 2 * bool(kind.body and kind.body & view.body_names)
    points += 2 * bool(kind.types and kind.types & view.types)
    points += int(bool(view.path and kind.paths.fullmatch(view.path)))
    points += int(view.status in kind.statuses)
    return points + bool(kind.marks and kind.marks & view.element_names)


def _sign_points(kind: PageKind, view: View) -> int:
    return sum(points for sign, points in kind.signs.items() if _SIGNS[sign](view))


def _is_linked(view: View) -> bool:
    return view.linked_share > LISTED_SHARE and not view.opens_with_prose


def _is_front(view: View) -> bool:
    """A page that names the site's root as its own address, a good part of it in links."""
    address = view.markup.canonical_url
    is_root = bool(address) and urlsplit(address).path in ("", "/")
    return is_root and view.linked_share >= FRONT_SHARE


def _is_teasers(view: View) -> bool:
    if view.opens_with_prose:
        return False
    return listpages.teaser_share(view.teasers, view.text) >= LISTED_SHARE


def _is_labels(view: View) -> bool:
    """Whether menus and cards were taken for a text that is not there.

    Not a sentence, half of the lines three words and fewer, and a list of news on the page.
    """
    lines = [line for line in view.text.split("\n") if line.strip()]
    few = sum(len(words(line)) <= LABEL_WORDS for line in lines)
    is_bare = len(lines) >= MIN_LABELS and 2 * few >= len(lines) and not view.prose_length
    return is_bare and len(view.teasers) >= listpages.MIN_TEASERS


def _is_numbers(view: View) -> bool:
    """Whether most lines bear figures and do not end as sentences."""
    said = view.sayings or view.page_sayings
    bare = [one for one in said if not one.is_prose and _FIGURES.search(one.form)]
    return len(bare) > NUMBERS_SHARE * len(said)


def _has_pictures(view: View) -> bool:
    shown = view.tree.xpath(
        "//figure | //*[contains(@class, 'gallery') or contains(@id, 'gallery')]"
    )
    return sum(1 for node in shown for _ in node.iter("img")) >= MIN_PICTURES


_SIGNS: Final[Mapping[Sign, Callable[[View], bool]]] = {
    "password": lambda view: bool(view.tree.xpath("//input[@type='password']")),
    "consent": lambda view: bool(view.tree.xpath(_CONSENT)),
    "form": lambda view: bool(view.tree.xpath(_FORM)),
    "numbers": _is_numbers,
    "pictures": _has_pictures,
    "video": lambda view: bool(view.tree.xpath(_VIDEO)),
    "document": lambda view: bool(view.tree.xpath(_DOCUMENT)),
    "links": _is_linked,
    "teasers": _is_teasers,
    "dated": lambda view: listpages.are_dated(view.teasers),
    "front": _is_front,
    "labels": _is_labels,
}
