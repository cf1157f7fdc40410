"""Where a link stands on a page: its card with its heading, or the page's furniture. Pure."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from crawler.hubs import hubbytes
from crawler.sections.cardtext import TEXT_CAP, block_text, block_texts, is_stamp, without_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FURNITURE_TAGS = frozenset({"nav", "header", "footer", "menu"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|topbar|breadcrumbs?|social|share|sharing"
    r"|lang(?:uages?|s)?|partners?|copyright|tags|cookie|pagination|pager)(?:$|[\s_-])"
    r"|(?:^|\s)(?:[\w-]{1,30}-)?tag(?:$|\s)"
    r"|(?:^|\s)(?:(?:site|main|page|top)[_-])?header(?:$|\s)",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"(?:^|[\s_-])(?:banners?|advert(?:isement|ising)?s?|adv|ads?|adsbygoogle|reklama"
    r"|sponsor(?:ed|s)?|outbrain|taboola|mgid|zharnama)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title|headline|zagolov|caption|heading", re.IGNORECASE)
# WordPress writes the rubrics and tags of a post into the classes of its card
_TAXONOMY = re.compile(r"\b(?:category|tag|format|status|type|post)-\S+")
_LIST_HEADING = re.compile(
    r"(?:(?:самые )?(?:свежие|последние|главные|популярные|новые|важные|читаемые)"
    r" (?:новости|записи|материалы|статьи|публикации)|лента(?: новостей)?|популярное|главное"
    r"|(?:самое )?(?:читаемое|важное|интересное|обсуждаемое)|топ(?: новостей| недели| дня)?"
    r"|читайте также|(?:новости|материалы) по теме|похожие (?:новости|материалы|записи)"
    r"|соңғы (?:жаңалықтар|жазбалар|хабарлар)|көп оқыл\w+|ең көп оқыл\w+|танымал\w*"
    r"|басты жаңалықтар|жаңалықтар легі|тағы оқыңыз|оқи отырыңыз|ұқсас жаңалықтар"
    r"|(?:latest|recent|top|related|most read|most popular|popular)"
    r" ?(?:news|posts|stories|articles|now)?|most read|trending(?: now)?|read (?:also|next))\W*",
    re.IGNORECASE,
)
_MAX_CLIMB = 6
_MAX_ABOVE = 40
_MAX_PARTS = 80
_MAX_PIECES = 8
_MENU_LETTERS = 24
_CROWD = 5
_NEAR = 4
_CARD_LINKS = 24


def is_heading(anchor: _Element) -> bool:
    """Whether a link stands in a heading or holds one."""
    within = any(parent.tag in _HEADINGS for parent in islice(anchor.iterancestors(), 3))
    return within or _heading_within(anchor) is not None


def is_titled(anchor: _Element) -> bool:
    """Whether the markup calls a link a title, in place of a heading: by class or in bold."""
    near = (anchor, *islice(anchor.iterancestors(), 2))
    bold = any(one.tag in ("strong", "b") for one in near)
    return bold or any(_TITLE.search(_names(one)) for one in near)


def _heading_within(element: _Element) -> _Element | None:
    near = islice(element.iter("*"), _MAX_PARTS)
    return next((one for one in near if one.tag in _HEADINGS), None)


def in_furniture(anchor: _Element) -> bool:
    """Whether a link stands in a menu, header, footer, share bar or the like."""
    return any(
        (parent.tag in _FURNITURE_TAGS or _FURNITURE.search(_names(parent)))
        and not _of_card(parent)
        for parent in _around(anchor)
    )


def in_banner(anchor: _Element) -> bool:
    """Whether a link stands in what its page itself calls an advertisement."""
    return any(_BANNER.search(_names(parent)) for parent in islice(_around(anchor), _NEAR))


def _around(anchor: _Element) -> Iterator[_Element]:
    """A link and what it stands in, up to the page's content or body."""
    for parent in (anchor, *islice(anchor.iterancestors(), _MAX_ABOVE)):
        if parent.tag in ("body", "html", "article", "main"):
            return
        yield parent


def _names(element: _Element) -> str:
    return f"{_classes(element)} {element.get('id', '')[:100]}"


def _classes(element: _Element) -> str:
    names = element.get("class", "")[:300]
    return _TAXONOMY.sub("", names) if "type-post" in names else names


def role(anchor: _Element) -> str:
    """The sign of a link's place: its tag and class, and those of the three elements around."""
    near = (anchor, *islice(anchor.iterancestors(), _NEAR - 1))
    classes = ((one.tag, sorted(_classes(one).split())) for one in near)
    return "<".join(f"{tag}.{re.sub(r'[0-9]+', '#', ' '.join(names))}" for tag, names in classes)


def under_list_heading(anchor: _Element) -> bool:
    """Whether a link stands in a list that is called "latest news", "most read" or the like."""
    for parent in islice(anchor.iterancestors(), _NEAR):
        before = parent.getprevious()
        if parent.tag in ("body", "main"):
            return False
        if before is not None and before.tag != "a" and len(before) <= _MAX_PIECES:
            words = hubbytes.plain(" ".join(map(str, islice(before.itertext(), _MAX_PIECES))), 60)
            if _LIST_HEADING.fullmatch(words):
                return True
    return False


def _of_card(element: _Element) -> bool:
    """``<header>`` of an ``<article>`` is a card's own."""
    return any(parent.tag == "article" for parent in islice(element.iterancestors(), 3))


def neighbour_words(anchors: Iterable[tuple[_Element, int]]) -> dict[_Element, float]:
    """For each link, given with the words it says: the mean words of a link in its block.

    The block is the nearest element around with at least five links that say something;
    links without such a block are left out.
    """
    links: Counter[_Element] = Counter()
    words: Counter[_Element] = Counter()
    climbs = [
        (anchor, list(islice(anchor.iterancestors(), _MAX_CLIMB)), said) for anchor, said in anchors
    ]
    for _, parents, said in climbs:
        for parent in parents if said else ():
            links[parent] += 1
            words[parent] += said
    found = {}
    for anchor, parents, _ in climbs:
        block = next((parent for parent in parents if links[parent] >= _CROWD), None)
        if block is not None:
            found[anchor] = words[block] / links[block]
    return found


def find_card(anchor: _Element) -> _Element:
    """The largest element around a link that holds links to this address only."""
    href, card = anchor.get("href"), anchor
    for parent in islice(anchor.iterancestors(), _MAX_CLIMB):
        if parent.tag in ("body", "html", "main") or _leads_elsewhere(parent, href):
            break
        card = parent
    return card


def _leads_elsewhere(element: _Element, href: str | None) -> bool:
    """Whether a further headline or picture leads to another address."""
    if next(islice(element.iter("a"), _CARD_LINKS, None), None) is not None:
        return True
    others = (other for other in element.iter("a") if other.get("href") not in (None, href))
    return any(_is_wordy(other) or other.find(".//img") is not None for other in others)


def _is_wordy(element: _Element) -> bool:
    """Whether a link says more than menus and tags do."""
    pieces = islice(element.itertext(), _MAX_PIECES)
    return sum(len(str(piece).strip()) for piece in pieces) > _MENU_LETTERS


def card_title(element: _Element) -> str:
    """The headline of a link or card: its heading, or the longest piece of a link's own words."""
    heading = _heading_within(element)
    if heading is not None and block_text(heading):
        return block_text(heading)
    if element.tag != "a":
        return ""
    parts = [part for part in block_texts(element) if not is_stamp(part)]
    return without_stamp(max(parts, key=len, default=""))


def image_title(anchor: _Element) -> str:
    """What stands for the words of a link that has none: its title, its picture's description."""
    image = next(anchor.iter("img"), None)
    described = "" if image is None else image.get("alt") or ""
    said = anchor.get("title") or anchor.get("aria-label") or described
    return hubbytes.plain(said, TEXT_CAP)
