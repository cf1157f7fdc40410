"""An answer → how its road is: by wall, status, content, and the age of the newest entry. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from crawler import robots
from crawler.hubs.discovery import discover
from crawler.items import Discovery
from crawler.survey.checks import RoadCheck
from crawler.urls import canonicalize
from crawler.walls import wall

if TYPE_CHECKING:
    from crawler.items import Candidate, HubRef
    from crawler.sources import Source
    from crawler.survey.checks import Answer, Asked, CheckKind, Verdict

DEFAULT_PATIENCE: Final = timedelta(days=14)
# a source that publishes rarely may be silent for so many of its usual pauses
_PAUSES: Final = 14
# fewer links than this are a stray teaser, and no list of articles
FEWEST_LINKS: Final = 3
MOST_FOUND: Final = 20
_TELLING_SHARE: Final = 0.5
_CLOCK_ERROR: Final = timedelta(days=1)
_BLOCKED: Final = frozenset({401, 402, 403, 407, 418, 429, 451})
_NOT_FOUND: Final = frozenset({404, 410})
_TOO_MANY: Final = 429
_OK: Final = range(200, 300)
_CLIENT_ERROR: Final = range(400, 500)
_UNREADABLE: Final[dict[CheckKind, Verdict]] = {
    "feed": "not_a_feed",
    "sitemap": "not_a_sitemap",
    "robots": "unreadable",
}
_NEWSY: Final = re.compile(r"news|post|article|stat|material|publ|zhanal|janal", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+")


def patience(source: Source) -> timedelta:
    """The silence after which a road of the source is called frozen."""
    rate = source.expect.articles_a_day
    return max(DEFAULT_PATIENCE, timedelta(days=_PAUSES / rate)) if rate else DEFAULT_PATIENCE


def judge_answer(
    asked: Asked, answer: Answer, now: datetime, limit: timedelta | None = None
) -> tuple[RoadCheck, Discovery]:
    """The check of an answer and what the bytes hold; ``limit`` stands in for ``patience``."""
    check = RoadCheck(
        source_id=asked.source.id,
        url=asked.url,
        kind=asked.kind,
        verdict="works",
        http_status=answer.status,
        final_url=answer.url,
        seconds=None if answer.seconds is None else round(answer.seconds, 2),
        content_type=answer.headers.get("content-type", "")[:100],
    )
    refused = _refusal(answer)
    if asked.kind == "robots" and answer.status in _CLIENT_ERROR and answer.status != _TOO_MANY:
        # RFC 9309 2.3.1.3: rules that are not to be had forbid nothing
        cause = f"answered {answer.status}: there is none, all is allowed"
        return replace(check, cause=cause), Discovery()
    if refused:
        return replace(check, verdict=refused[0], cause=refused[1]), Discovery()
    if asked.kind == "robots":
        return _judge_robots(check, asked, answer, now)
    hub_kind = "listing" if asked.kind == "front page" else asked.kind
    found = discover(answer.body, answer.url, kind=hub_kind, source=asked.source, now=now)
    if asked.kind != "sitemap":
        check = replace(check, found=_not_known(found.hubs, asked.source, answer.url))
    # where the source says what its articles look like, a single one is no stray teaser
    loose = hub_kind == "listing" and not asked.source.article_url_re
    fewest = FEWEST_LINKS if loose else 1
    return _judge_hub(check, found, now, limit or patience(asked.source), fewest), found


def _refusal(answer: Answer) -> tuple[Verdict, str] | None:
    status, told = answer.status, f"answered {answer.status}"
    walled = wall(status, answer.headers, answer.body)
    if walled and walled != told:
        return "challenge", walled
    if status in _OK:
        return None
    if status in _NOT_FOUND:
        return "not_found", told
    if status in _BLOCKED:
        return "blocked", told
    return ("unreadable" if status in _CLIENT_ERROR else "server_error"), told


def _judge_robots(
    check: RoadCheck, asked: Asked, answer: Answer, now: datetime
) -> tuple[RoadCheck, Discovery]:
    found = discover(answer.body, answer.url, kind="robots", source=asked.source, now=now)
    rules = robots.parse(answer.body)
    check = replace(check, found=_not_known(found.hubs, asked.source, answer.url))
    if not rules.allow(asked.source.front_page):
        return replace(check, verdict="robots", cause="forbids the front page"), found
    delay = f"asks for {rules.delay:g} s between requests" if rules.delay else ""
    return replace(check, cause=delay), found


def _not_known(hubs: tuple[HubRef, ...], source: Source, own: str) -> tuple[str, ...]:
    """Feeds and sitemaps that are named and are no road of the source yet."""
    known = {canonicalize(road.url) for road in source.roads} | {canonicalize(own)}
    named = [hub.url for hub in hubs if hub.kind in ("feed", "sitemap")]
    return tuple(url for url in dict.fromkeys(named) if canonicalize(url) not in known)[:MOST_FOUND]


def _judge_hub(
    check: RoadCheck, found: Discovery, now: datetime, limit: timedelta, fewest: int
) -> RoadCheck:
    if found.problem:
        return replace(
            check, verdict=_verdict_of_problem(check, found.problem), cause=found.problem
        )
    if not found.candidates and any(hub.kind == "sitemap" for hub in found.hubs):
        parts = sum(hub.kind == "sitemap" for hub in found.hubs)
        return replace(check, cause=f"an index of {parts} sitemaps")
    dates = [moment for one in found.candidates if (moment := _date(one, now))]
    entries = len(found.candidates)
    check = replace(
        check,
        entries=entries,
        newest_at=max(dates, default=None),
        dated=round(len(dates) / entries, 2) if entries else None,
    )
    if entries < fewest:
        return _judge_without_entries(check, found)
    return _judge_age(check, now, limit)


def _verdict_of_problem(check: RoadCheck, problem: str) -> Verdict:
    if problem == "is empty":
        return "empty"
    if check.kind == "feed" and problem.startswith("is a web page"):
        return "feed_is_html"
    return _UNREADABLE.get(check.kind, "not_a_page")


def _date(candidate: Candidate, now: datetime) -> datetime | None:
    """The date that an entry tells; a date to come is announced, and says nothing of freshness."""
    known = [moment for moment in (candidate.published_at, candidate.modified_at) if moment]
    past = [moment for moment in known if moment <= now + _CLOCK_ERROR]
    return max(past, default=None)


def _judge_without_entries(check: RoadCheck, found: Discovery) -> RoadCheck:
    reasons = Counter(skipped.reason for skipped in found.skipped).most_common(1)
    if check.kind in ("feed", "sitemap") and not reasons:
        return replace(check, verdict="empty", cause="holds no entry")
    what = "links" if check.kind in ("listing", "front page") else "entries"
    total = check.entries + len(found.skipped)
    cause = f"{check.entries} of {total} {what} are articles"
    cause += f"; most left out: {reasons[0][0]}" if reasons else "; is it drawn by a script?"
    return replace(check, verdict="no_articles", cause=cause)


def _judge_age(check: RoadCheck, now: datetime, limit: timedelta) -> RoadCheck:
    newest, share = check.newest_at, check.dated or 0
    # on a web page a single old date may be that of a banner or of a pinned article
    telling = share >= _TELLING_SHARE or check.kind in ("feed", "sitemap")
    if newest is None or not telling or now - newest <= limit:
        return check
    days = (now - newest).days
    cause = f"newest entry of {newest:%Y-%m-%d}, {days} days old"
    return replace(check, verdict="frozen", cause=cause)


def newest_part(found: Discovery) -> HubRef | None:
    """The sitemap of an index that is likely to hold the newest articles; None if it has none.

    By date, then by a name that speaks of news, then by the last number in the name.
    """
    parts = [hub for hub in found.hubs if hub.kind == "sitemap"]
    return max(parts, key=_freshness) if parts else None


def _freshness(hub: HubRef) -> tuple[datetime, bool, int]:
    numbers = _NUMBER.findall(hub.url)
    number = int(numbers[-1][:9]) if numbers else 0
    oldest = datetime.min.replace(tzinfo=UTC)
    return hub.modified_at or oldest, bool(_NEWSY.search(hub.url)), number


def with_part(index: RoadCheck, part: RoadCheck, *, dated: bool) -> RoadCheck:
    """The check of an index after one of its sitemaps was looked at.

    ``dated`` tells whether the index has dates: without them another part may be newer, so
    that nothing is said of freshness.
    """
    verdict = "works" if part.verdict == "frozen" and not dated else part.verdict
    cause = f"{index.cause}; looked at {part.url}"
    if part.cause:
        cause += f": {part.cause}"
    return replace(
        index,
        verdict=verdict,
        cause=cause,
        entries=part.entries,
        newest_at=part.newest_at,
        dated=part.dated,
    )
