"""Roads from a foreign list → sources of their own, the known ones left alone. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from crawler.addresses import refusal
from crawler.hubs.hubbytes import language_code, plain
from crawler.items import Skipped
from crawler.ownsources import RESERVED_ID
from crawler.sources import Source
from crawler.survey.proposal import HOME_COUNTRY, country_of, propose_id, zone_of
from crawler.urls import safe_join
from desk.sources.knowledge import GROUPS, KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

MOST: Final = 5000
# a feed of these tells nothing of the site whose news it carries
_SERVICES: Final = re.compile(
    r"feeds?\.feedburner\.com|feedproxy\.google\.com|news\.google\.com|rss\.app|rsshub\.app"
    r"|(?:www\.)?feedburner\.com|politepol\.com|fetchrss\.com|morss\.it|feed43\.com"
)
# in what a country's sites write, where nothing else tells it
_LANGUAGES: Final[dict[str, tuple[str, ...]]] = {
    "KZ": ("ru", "kk"), "KG": ("ru", "ky"), "UZ": ("uz", "ru"), "TJ": ("ru", "tg"),
    "TM": ("ru", "tk"), "AZ": ("az", "ru"), "UA": ("uk", "ru"), "CN": ("zh",), "MN": ("mn",),
    "GE": ("ka",), "AM": ("hy",), "TR": ("tr",), "GB": ("en",),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One road as a list from elsewhere names it; only ``url`` is sure to be there."""

    url: str
    kind: str = "feed"
    source_id: str = ""
    name: str = ""
    home: str = ""
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    language: str = ""
    group: str = ""
    country: str = ""
    region: str = ""
    zone: str = ""
    status: str = ""
    as_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came of a list: new sources, roads of sites known already (address, source), faults."""

    new: tuple[Source, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()


def intake(
    listed: Iterable[Listed], known: Mapping[str, Source], *, today: date, country: str = "KZ"
) -> Intake:
    """Gather roads by site into new sources; ``country`` is for hosts whose name tells none."""
    sites, held, skipped = dict[str, list[Listed]](), [], []
    owners, seen = _owners(known), set[tuple[str, str]]()
    for road in listed:
        fault = _fault(road, seen)
        owner = None if fault else _owner(road, owners)
        seen.add((road.kind, road.url))
        if fault:
            skipped.append(Skipped(road.url[:200], fault))
        elif owner:
            held.append((road.url, owner))
        else:
            sites.setdefault(_site(road), []).append(road)
    new, taken = list[Source](), set(known)
    for site, roads in sites.items():
        made = _source(site, roads, taken, today=today, country=country)
        if isinstance(made, Source):
            new.append(made)
            taken.add(made.id)
        else:
            skipped.extend(Skipped(road.url[:200], made) for road in roads)
    return Intake(new=tuple(new), known=tuple(held), skipped=tuple(skipped))


def _fault(road: Listed, seen: AbstractSet[tuple[str, str]]) -> str | None:
    if fault := _address_fault(road.url):
        return fault
    if road.kind not in KINDS:
        return f"{road.kind[:40]!r} is no kind of road: feed, sitemap or listing"
    if (road.kind, road.url) in seen:
        return "listed twice"
    if len(seen) >= MOST:
        return f"beyond the limit of {MOST}"
    carried = _SERVICES.fullmatch(host_of(road.url) or "")
    if carried and not (host_of(road.home) or road.hosts):
        return "names no site: a feed service carries it, and no home page stands beside it"
    return None


def _address_fault(url: str) -> str | None:
    address = safe_join("", url)
    if address is None:
        return "not an http(s) address"
    problem = refusal(address, {})
    is_private = problem is not None and problem.startswith("address is private")
    return f"{problem}; it needs a source file with a pin" if is_private else problem


def host_of(url: str) -> str | None:
    """The host of an http(s) address without www., with a port that is not the usual one."""
    address = safe_join("", url)
    return urlsplit(address).netloc.removeprefix("www.") if address else None


def _owners(known: Mapping[str, Source]) -> dict[str, str]:
    """Each host of the known sources, without www., and whose it is."""
    return {
        host.lower().removeprefix("www."): source.id
        for source in known.values()
        for host in source.hosts
    }


def _owner(road: Listed, owners: Mapping[str, str]) -> str | None:
    site = host_of(road.home) or host_of(road.url) or ""
    for host in (site, *road.hosts):
        # a source that names no port has all of them
        found = owners.get(host) or owners.get(host.partition(":")[0])
        if found:
            return found
    return None


def _site(road: Listed) -> str:
    named = road.source_id and road.hosts
    return (road.hosts[0] if named else None) or host_of(road.home) or host_of(road.url) or ""


def _source(
    site: str, roads: list[Listed], taken: set[str], *, today: date, country: str
) -> Source | str:
    """The source, or in words why none can be made."""
    first = roads[0]
    place = first.country.upper() or (country_of(site) or (country.upper(),))[0]
    told = [one.language for one in roads] if not first.languages else first.languages
    spoken = dict.fromkeys(filter(None, map(_language, told)))
    record = {
        "id": new_id(first.source_id or site, taken),
        "name": plain(first.name, 120) or site,
        "country": place,
        "languages": tuple(spoken) or _LANGUAGES.get(place, ("ru",)),
        "group": first.group if first.group in GROUPS else _group(place),
        "region": plain(first.region, 120) or None,
        "zone": first.zone or zone_of(place) or "UTC",
        "hosts": tuple(dict.fromkeys((site, *_hosts(roads)))),
        "home": safe_join("", first.home),
        **{f"{kind}s": tuple(_roads(roads, kind, today)) for kind in KINDS},
        "as_of": today,
    }
    try:
        return Source.model_validate(record)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        return f"{where}: {fault['msg']}"


def _group(country: str) -> str:
    return "regional" if country == HOME_COUNTRY[0] else "neighbouring"


def _hosts(roads: list[Listed]) -> Iterable[str]:
    for road in roads:
        yield from road.hosts
        yield from filter(None, (host_of(road.home), host_of(road.url)))


def _roads(roads: list[Listed], kind: str, today: date) -> Iterable[dict[str, object]]:
    for road in roads:
        if road.kind == kind:
            yield {
                "url": safe_join("", road.url) or road.url,
                # a foreign list is no proof that the road works
                "status": road.status if road.status in STATUSES else "listed",
                "language": _language(road.language),
                "note": plain(road.note, 200),
                "as_of": _day(road.as_of) or today,
            }


def _language(mark: str) -> str | None:
    script = re.fullmatch(r"[a-z]{2,3}-[A-Z][a-z]{3}", mark.strip())
    return script[0] if script else language_code(mark)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def new_id(name: str, taken: set[str]) -> str:
    """An id that no source has, from a host or an id: with a number behind where it must be."""
    stem = propose_id(name)[:60].rstrip("_")
    if stem not in taken and stem != RESERVED_ID:
        return stem
    return next(f"{stem}_{n}" for n in range(2, len(taken) + 3) if f"{stem}_{n}" not in taken)
