"""What speaks for a link being an article's, added up, and what its likes on the page say. Pure.

A page is the best witness of its own addresses: where the links of one shape, or of one place
in the markup, are headlines, a headline of two words is one too; where they are a menu's, a
long section name is not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.sections.linkshapes import BARRED, address_score, is_numbered, shapes, text_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ARTICLE_SCORE = 3.0
# an address with the number and the slug of a story outweighs a short text
_SURE_ADDRESS = 4.0
_HEADLINE = 2.0
_MIDDLE = 1.5
_LOW, _HIGH = -4.0, 6.0
_SHAPE_PULL, _ROLE_PULL = 0.8, 0.5
_MAX_PULL, _PLACED_PULL = 3.5, 4.5
_ENOUGH_LIKES, _MOST, _NEARLY_ALL = 2, 0.5, 0.9
_MENU_WORDS, _LIST_WORDS = 2.2, 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Of one address: its words, and how its links stand on the page.

    ``listed``: under a heading such as "latest news". ``roles``: signs of the places in the
    markup. ``block_words``: mean words of the links of its block, None where it has none.
    """

    url: str
    text: str
    heading: bool = False
    dated: bool = False
    pictured: bool = False
    bookmark: bool = False
    listed: bool = False
    aside: bool = False
    furniture: bool = False
    banner: bool = False
    roles: frozenset[str] = frozenset()
    block_words: float | None = None

    @property
    def score(self) -> float:
        """The steps of evidence for this link, without its likes."""
        address, words = address_score(self.url), text_score(self.text)
        sure = address >= _SURE_ADDRESS
        gain = self._gain() + (max(words, -0.5) if sure else words)
        return address + gain - self._cost(words) / (2 if sure else 1) - 7 * self.banner

    @property
    def marked(self) -> bool:
        """Whether its place alone makes it likely: a heading's, or one with a date."""
        return self.heading or self.dated or self.bookmark

    def _gain(self) -> float:
        crowd = self.block_words is not None and self.block_words >= _LIST_WORDS
        marks = self.heading + self.dated + self.bookmark + self.listed
        return 2 * marks + self.pictured + 0.5 * crowd

    def _cost(self, words: float) -> float:
        cost = 4.0 * self.aside
        if self.furniture:
            cost += 3.5 if words >= _HEADLINE else 4
        return cost + 1.5 * (self.block_words is not None and self.block_words <= _MENU_WORDS)


@dataclass(slots=True)
class _Likes:
    """The votes of links of one kind."""

    total: float = 0.0
    count: int = 0
    articles: int = 0


def weights(links: Sequence[Evidence]) -> list[float]:
    """For each link of one page, its score and what its likes add to it or take away.

    At ``ARTICLE_SCORE`` and above a link is taken for an article's.
    """
    scores = [link.score for link in links]
    kinds = [(*shapes(link.url), *link.roles) for link in links]
    likes = _tallied(links, kinds, scores)
    return [
        score + _pull(link, score, names, likes)
        for link, score, names in zip(links, scores, kinds, strict=True)
    ]


def _tallied(
    links: Sequence[Evidence], kinds: Iterable[tuple[str, ...]], scores: Iterable[float]
) -> dict[str, _Likes]:
    likes: defaultdict[str, _Likes] = defaultdict(_Likes)
    for link, names, score in zip(links, kinds, scores, strict=True):
        if not _votes(link):
            continue
        for name in set(names):
            likes[name].total += _held(score)
            likes[name].count += 1
            likes[name].articles += score >= ARTICLE_SCORE
    return likes


def _votes(link: Evidence) -> bool:
    """What its address alone gives away says nothing of others."""
    return address_score(link.url) > BARRED and not link.banner


def _held(score: float) -> float:
    return min(max(score, _LOW), _HIGH)


def _pull(link: Evidence, score: float, names: tuple[str, ...], likes: dict[str, _Likes]) -> float:
    """How far the others of its shape and of its place pull a link up or down."""
    narrow, wide, *roles = names
    shape = likes[narrow if likes[narrow].count > 3 else wide]  # noqa: PLR2004 - few prove little
    places = [likes[role] for role in roles]
    own = _votes(link)
    pull = _strength(shape, score, _SHAPE_PULL, own=own)
    pull += max((_strength(place, score, _ROLE_PULL, own=own) for place in places), default=0.0)
    if link.banner or (link.furniture and address_score(link.url) < _SURE_ADDRESS):
        return min(pull, 0.0)
    if link.furniture:
        return pull
    if link.marked and any(_share(place, score, own=own) >= _NEARLY_ALL for place in places):
        return max(pull, _PLACED_PULL)
    numbered = is_numbered(link.url) and _share(shape, score, own=own) >= _MOST
    return max(pull, _MAX_PULL) if numbered else pull


def _share(likes: _Likes, score: float, *, own: bool) -> float:
    """The share of articles among the others of a kind; 0 where they are few."""
    others, found = likes.count - own, likes.articles - (own and score >= ARTICLE_SCORE)
    return found / others if others >= _ENOUGH_LIKES else 0.0


def _strength(likes: _Likes, score: float, weight: float, *, own: bool) -> float:
    others = likes.count - own
    if others < 1:
        return 0.0
    mean = (likes.total - own * _held(score)) / others
    return min(max(weight * (mean - _MIDDLE) * others / (others + 2), -_MAX_PULL), _MAX_PULL)
