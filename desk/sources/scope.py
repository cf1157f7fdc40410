"""What an address is to kenwatch: whose, in scope or not and why, an article's or not. Offline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crawler.hubs.editions import edition_language
from crawler.sections.linkshapes import address_score
from crawler.urls import canonicalize, host_problem, is_article, scope_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.sources import Source

Look = Literal["article", "unclear", "other page"]
_ARTICLE, _OTHER = 1, -2


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressReport:
    """One address as one source sees it; ``source`` is None where no source has its host.

    ``refused`` says why it would not be fetched (None: it would). ``by_pattern`` is what the
    source's article_url_re says, None where it has none; ``pattern`` is the one that matched.
    ``score`` is ``crawler.sections.linkshapes.address_score``, ``look`` what it means.
    ``language`` is that of the edition in which the address lies.
    """

    url: str
    canonical_url: str | None
    source: str | None
    refused: str | None
    by_pattern: bool | None
    pattern: str | None
    look: Look
    score: float
    language: str | None

    @property
    def conclusion(self) -> str:
        """The report in one sentence."""
        if self.source is None or self.refused:
            return f"not fetched: {self.refused}"
        if self.by_pattern is not None:
            met = "an article, by the source's pattern"
            return met if self.by_pattern else "no article: no pattern of the source fits"
        words = {"article": "looks like an article", "other page": "does not look like an article"}
        return words.get(self.look, "an article, if what stands around its link says so")


def address_report(url: str, source: Source | None) -> AddressReport:
    """The report on an address for one source, or for none."""
    refused = scope_problem(source, url) if source else "no source has this host"
    score, identity = address_score(url), canonicalize(url)
    return AddressReport(
        url=url,
        canonical_url=identity,
        source=source.id if source else None,
        refused=refused,
        by_pattern=is_article(source, url) if source else None,
        pattern=_pattern(source, url) if source else None,
        look=_look(score),
        score=score,
        language=edition_language(source, identity or url) if source else None,
    )


def _look(score: float) -> Look:
    # between the two, the words of the link and its place decide (``crawler.sections.listings``)
    if score >= _ARTICLE:
        return "article"
    return "other page" if score <= _OTHER else "unclear"


def owners(url: str, sources: Iterable[Source]) -> list[Source]:
    """The sources that have the host of an address."""
    return [source for source in sources if host_problem(source, url) is None]


def _pattern(source: Source, url: str) -> str | None:
    spellings = (url, canonicalize(url) or url)
    return next((p for p in source.article_url_re if any(re.search(p, s) for s in spellings)), None)
