"""The sample sites: their hosts, how each lists its pages, how exactly it tells their dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

# How exactly the page itself tells when it was published.
PagePrecision = Literal["second", "minute", "day"]
Zone = Literal["Asia/Almaty", "Asia/Bishkek"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A feed, sitemap or listing of a site.

    It holds the stories in ``language`` (all if empty), the first ``newest`` of them (all
    if 0). A listing shows ``per_page`` stories and goes on at ``?page=2``.
    """

    path: str
    template: str
    media: str = "text/html; charset=utf-8"
    language: str = ""
    newest: int = 0
    per_page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A sample site: where it is, how it lists its pages, how it writes them."""

    id: str
    host: str
    name: str
    hubs: tuple[Hub, ...]
    precision: PagePrecision
    zone: Zone = "Asia/Almaty"
    media: str = "text/html; charset=utf-8"
    encoding: Literal["utf-8", "cp1251"] = "utf-8"
    robots: str = "User-agent: *\nDisallow: /search\nDisallow: /admin/\n"


_SITES = (
    Site(
        id="herald",
        host="steppe-herald.test",
        name="The Steppe Herald",
        hubs=(Hub(path="/feed/", template="herald/feed.xml", media="application/rss+xml"),),
        precision="second",
    ),
    Site(
        id="agency",
        host="agency.kz-sample.test",
        name="КазВестник",
        hubs=(
            Hub(path="/sitemaps/news.xml.gz", template="agency/news.xml", newest=8),
            Hub(path="/sitemaps/articles.xml.gz", template="agency/articles.xml"),
        ),
        precision="second",
        robots="User-agent: *\nDisallow: /*/search\n\nSitemap: {base}/sitemap.xml\n",
    ),
    Site(
        id="qala",
        host="qala-portal.test",
        name="Qala порталы",
        hubs=(Hub(path="/atom.xml", template="qala/atom.xml", media="application/atom+xml"),),
        precision="second",
    ),
    Site(
        id="kenji_gazeta",
        host="kenji-gazeta.test",
        name="Кенжи-газета",
        hubs=(Hub(path="/news/", template="kenji_gazeta/list.html", per_page=6),),
        precision="minute",
        media="text/html",
        encoding="cp1251",
    ),
    Site(
        id="ministry",
        host="ministry.gov-sample.test",
        name="Министерство промышленности",
        hubs=tuple(
            Hub(
                path=f"/{language}/press/news",
                template="ministry/list.html",
                language=language,
                per_page=20,
            )
            for language in ("ru", "kk", "en")
        ),
        precision="day",
    ),
    Site(
        id="digest",
        host="digest-aggregator.test",
        name="Digest KZ",
        hubs=(Hub(path="/rss.xml", template="digest/feed.xml", media="text/xml"),),
        precision="minute",
    ),
    Site(
        id="sosed",
        host="sosed.test",
        name="Сосед",
        hubs=(Hub(path="/rss/", template="sosed/feed.xml", media="application/rss+xml"),),
        precision="second",
        zone="Asia/Bishkek",
    ),
)
SITES: Final[dict[str, Site]] = {site.id: site for site in _SITES}
