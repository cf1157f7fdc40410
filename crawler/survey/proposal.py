"""What was seen of a site → a proposed source file. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from crawler.addresses import host_of, parse_literal
from crawler.sources import Edition, Road, Source
from crawler.survey.probepaths import probe_data
from crawler.survey.urlpattern import learn_patterns
from crawler.urls import canonicalize

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crawler.items import Candidate
    from crawler.survey.checks import RoadCheck
    from crawler.survey.frontpage import FrontPage

Group = Literal["national", "agency", "government", "industry", "regional", "neighbouring"]

HOME_COUNTRY: Final = ("KZ", "Asia/Almaty")
_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")
_MOST_SAMPLES: Final = 3
DEFAULT_DELAY: Final = 5.0
_DEFAULT_LANGUAGE: Final = "ru"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found at a site: its front page, the roads that were tried, what they list.

    ``others``: addresses of the site that are no articles.
    """

    home: str
    front: FrontPage
    checks: tuple[RoadCheck, ...]
    candidates: tuple[Candidate, ...] = ()
    others: tuple[str, ...] = ()

    def working(self, kind: str) -> list[RoadCheck]:
        """The roads of a kind that work, each address once."""
        found = [one for one in self.checks if one.works and one.kind == kind and one.entries]
        return list({canonicalize(address_of(one)): one for one in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user said of the source; None is found out, or taken by default."""

    id: str | None = None
    name: str | None = None
    country: str | None = None
    group: Group | None = None
    pin: dict[str, str] | None = None
    delay: float | None = None


def address_of(check: RoadCheck) -> str:
    """Where a road is now."""
    return check.final_url or check.url


def site_host(url: str) -> str:
    """The host of a site without ``www.``."""
    return host_of(url).removeprefix("www.")


def propose_id(host: str) -> str:
    """An id from a host: its name without ``www.`` and top-level domain."""
    labels = host.removeprefix("www.").split(".")
    kept = labels if parse_literal(host) else labels[:-1] or labels
    return _NOT_IN_ID.sub("_", "_".join(kept).lower()).strip("_") or "site"


def country_of(host: str) -> tuple[str, str] | None:
    """Country and time zone by the top-level domain; None where it belongs to no country."""
    return probe_data().countries.get(host.rpartition(".")[2])


def zone_of(country: str) -> str | None:
    """The time zone that a country's sources get; None for a country that is not known."""
    zones = dict(probe_data().countries.values())
    return zones.get(country)


def propose(seen: Seen, given: Given, today: date) -> tuple[Source, tuple[str, ...]]:
    """The source that a site seems to be, and remarks on what was taken by default.

    Raises ValueError (pydantic's ValidationError) for a given id or country that none may have.
    """
    host, notes = site_host(seen.home), list[str]()
    country, zone = _country(host, given, notes)
    articles = _articles(seen)
    patterns = learn_patterns(articles, _no_articles(seen))
    if not patterns:
        notes.append("article_url_re is left out: the addresses do not tell articles clearly")
    record = {
        "id": given.id or propose_id(host),
        "name": (given.name or "").strip() or seen.front.name or host,
        "country": country,
        "languages": _languages(seen, notes),
        "group": given.group or _group(host, country, notes),
        "zone": zone,
        "hosts": _hosts(seen, host),
        "home": seen.home,
        "editions": _editions(seen, host),
        "feeds": _roads(seen.working("feed"), today),
        "sitemaps": _roads(seen.working("sitemap"), today),
        "listings": _roads(seen.working("listing"), today),
        "article_url_re": patterns,
        "sample_urls": tuple(url for url in articles if _fits(patterns, url))[:_MOST_SAMPLES],
        "delay_seconds": DEFAULT_DELAY if given.delay is None else given.delay,
        "pin": given.pin or {},
        "as_of": today,
    }
    return Source.model_validate(record), tuple(notes)


def _fits(patterns: Iterable[str], url: str) -> bool:
    return any(re.search(pattern, url) for pattern in patterns)


def _country(host: str, given: Given, notes: list[str]) -> tuple[str, str]:
    told = country_of(host)
    if given.country is None:
        if told is None:
            ending = host.rpartition(".")[2]
            notes.append(f"country: .{ending} tells none, taken for KZ; else give --country")
        return told or HOME_COUNTRY
    if told and told[0] == given.country:
        return told
    zone = zone_of(given.country)
    if zone is None:
        notes.append(f"zone: not known for {given.country}, written as UTC; correct it")
    return given.country, zone or "UTC"


def _group(host: str, country: str, notes: list[str]) -> Group:
    if country != HOME_COUNTRY[0]:
        return "neighbouring"
    if ".gov." in f".{host}":
        return "government"
    notes.append("group: taken for regional; else give --group")
    return "regional"


def _languages(seen: Seen, notes: list[str]) -> tuple[str, ...]:
    roads = [mark for one in seen.checks if one.works and (mark := _language(address_of(one)))]
    told = [*seen.front.languages, *roads]
    listed = Counter(one.language for one in seen.candidates if one.language)
    found = tuple(dict.fromkeys([*told, *(language for language, _ in listed.most_common())]))
    if not found:
        notes.append("languages: the site tells none, taken for ru; correct them")
    return found or (_DEFAULT_LANGUAGE,)


def _language(url: str) -> str | None:
    """The language that an address names, by its first folder or its host."""
    marks = probe_data().language_marks
    folder = urlsplit(url).path.strip("/").partition("/")[0].lower()
    return marks.get(folder) or marks.get(host_of(url).partition(".")[0])


def is_same_site(host: str, other: str) -> bool:
    """Whether one host is the other or lies below it."""
    return host == other or host.endswith(f".{other}") or other.endswith(f".{host}")


def _hosts(seen: Seen, host: str) -> tuple[str, ...]:
    roads = [address_of(one) for one in seen.checks if one.works]
    near = [site_host(url) for url in (*roads, *(url for _, url in seen.front.editions))]
    return tuple(dict.fromkeys([host, *(one for one in near if is_same_site(one, host))]))


def _editions(seen: Seen, host: str) -> tuple[Edition, ...]:
    own = [pair for pair in seen.front.editions if is_same_site(site_host(pair[1]), host)]
    if len(own) < 2:  # noqa: PLR2004 - a single edition is the site itself
        return ()
    return tuple(Edition(language=language, url=url) for language, url in own)


def _roads(checks: Iterable[RoadCheck], today: date) -> tuple[Road, ...]:
    return tuple(
        Road(url=address_of(one), status="works", language=_language(address_of(one)), as_of=today)
        for one in checks
    )


def _articles(seen: Seen) -> list[str]:
    """Addresses of articles, those of feeds first; sitemaps name pages of all kinds."""
    named = [one for one in seen.candidates if one.via != "sitemap"]
    ranked = sorted(named, key=lambda one: one.via != "feed")
    return list(dict.fromkeys(one.url for one in ranked))


def _no_articles(seen: Seen) -> list[str]:
    roads = [address_of(one) for one in seen.checks]
    known = set(_articles(seen))
    return [url for url in (seen.home, *roads, *seen.others) if url not in known]
