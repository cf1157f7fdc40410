"""Looks at a site that no source file describes yet: which roads lead to its articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from crawler.spiders.probe import AskingSpider, Look, site_of
from crawler.survey.checks import Asked
from crawler.survey.diagnosis import judge_answer
from crawler.survey.frontpage import FrontPage, likely_sections, read_front_page
from crawler.survey.probepaths import feed_paths, sitemap_paths
from crawler.survey.proposal import Seen, is_same_site, site_host

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from scrapy import Request

    from crawler.sources import Source
    from crawler.survey.checks import Answer, CheckKind, RoadCheck

MOST_NAMED: Final = 6
MOST_SITEMAPS: Final = 3
MOST_SECTIONS: Final = 3
FEWEST_ARTICLES: Final = 8


class SurveySpider(AskingSpider):
    """Asks for a front page, then for the roads that it, robots.txt and custom make likely.

    ``sources`` holds one Source with the site's hosts and pins; ``homes`` are spellings of the
    front page, tried until one answers. ``seen`` is the result, None if there was no time for
    it; ``tell`` is called with each check.
    """

    name = "survey"

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        homes: Sequence[str],
        tell: Callable[[RoadCheck], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        (self._source,) = sources
        self._homes, self._tell = homes, tell
        self._looks: list[Look] = []
        self.seen: Seen | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Ask; nothing is left to the scheduler."""
        front, page = await self._front_page()
        site = site_of(front.answer.url if front.answer else front.check.url)
        rules = self.robots_check(self._source, site, [front.check])
        if front.answer is not None:
            home = front.answer.url
            await self._find_feeds(front, home, page)
            await self._find_sitemaps(rules, home, page)
            await self._find_sections(front, page)
        self.seen = self._result(front, page, rules)
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _front_page(self) -> tuple[Look, FrontPage]:
        for home in self._homes:
            look = await self._look(home, "front page")
            if look.answer is not None:
                page = read_front_page(look.answer.body, look.answer.url)
                self._widen(url for _, url in page.editions)
                return self._again(look, look.answer), page
        return look, FrontPage()

    def _widen(self, editions: Iterable[str]) -> None:
        """Let the editions be asked that lie on hosts of the same site."""
        hosts = [site_host(url) for url in editions]
        own = [host for host in hosts if is_same_site(host, self._source.hosts[0])]
        known = tuple(dict.fromkeys([*self._source.hosts, *own]))
        self._source = self._source.model_copy(update={"hosts": known})

    def _again(self, look: Look, answer: Answer) -> Look:
        """Read the front page again: what lies on hosts of the editions is in scope now."""
        asked = Asked(self._source, look.check.url, "front page")
        again = look._replace(found=judge_answer(asked, answer, datetime.now(UTC))[1])
        self._looks[-1] = again
        return again

    async def _look(self, url: str, kind: CheckKind) -> Look:
        look = await self.check(Asked(self._source, url, kind))
        self._looks.append(look)
        self._tell(look.check)
        return look

    async def _try(self, urls: Iterable[str], kind: CheckKind, *, enough: int) -> bool:
        """Ask for addresses until ``enough`` of them lead to articles; whether any did."""
        good = 0
        for url in urls:
            look = await self._look(url, kind)
            good += look.check.works and look.check.entries > 0
            if good >= enough:
                break
        return good > 0

    async def _find_feeds(self, front: Look, home: str, page: FrontPage) -> None:
        named = [hub.url for hub in front.found.hubs if hub.kind == "feed"]
        # what readers comment is no news
        news = [url for url in dict.fromkeys(named) if "comment" not in url][:MOST_NAMED]
        if not await self._try(news, "feed", enough=MOST_NAMED):
            usual = [urljoin(home, path) for path in feed_paths(page.cms)]
            await self._try([url for url in usual if url not in news], "feed", enough=1)

    async def _find_sitemaps(self, rules: RoadCheck | None, home: str, page: FrontPage) -> None:
        named = list(rules.found if rules else ())[:MOST_SITEMAPS]
        if not await self._try(named, "sitemap", enough=MOST_SITEMAPS):
            usual = [urljoin(home, path) for path in sitemap_paths(page.cms)]
            await self._try([url for url in usual if url not in named], "sitemap", enough=1)

    async def _find_sections(self, front: Look, page: FrontPage) -> None:
        for section in likely_sections(page, MOST_SECTIONS):
            look = await self._look(section.url, "listing")
            if look.check.works and look.check.entries < FEWEST_ARTICLES:
                self._looks[-1] = look._replace(check=_too_short(look.check))
        listed = any(look.check.kind == "listing" and look.check.works for look in self._looks)
        if front.check.works and not listed:
            self._looks.append(front._replace(check=replace(front.check, kind="listing")))

    def _result(self, front: Look, page: FrontPage, rules: RoadCheck | None) -> Seen:
        looks = self._looks
        good = [look for look in looks if look.check.works]
        skipped = [
            one.entry
            for look in good
            for one in look.found.skipped
            if look.check.kind in ("listing", "front page") and "look of an article" in one.reason
        ]
        return Seen(
            home=front.answer.url if front.answer else front.check.url,
            front=page,
            checks=tuple(look.check for look in looks) + ((rules,) if rules else ()),
            candidates=tuple(one for look in good for one in look.found.candidates),
            others=(*skipped, *(section.url for section in page.sections)),
        )


def _too_short(check: RoadCheck) -> RoadCheck:
    cause = f"lists {check.entries} articles only"
    return replace(check, verdict="no_articles", cause=cause)
