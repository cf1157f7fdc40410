"""Why no source can be proposed for a site that was looked at, and what to do. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.addresses import host_of, is_public, parse_literal
from crawler.verdict import Exit
from desk.errors import UserError
from desk.sources import checkview

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.survey.checks import RoadCheck
    from crawler.survey.proposal import Seen

_REFUSED_ADDRESS = re.compile(r"\(([^()]+)\)$")


def site_problem(home: str, seen: Seen, pins: Mapping[str, str]) -> UserError | None:
    """Why no source can be proposed; None where a road works. ``pins``: address by host."""
    if any(seen.working(kind) for kind in checkview.ROADS):
        return None
    front = next(check for check in seen.checks if check.kind == "front page")
    if front.verdict == "private" and _was_led(front, seen, pins):
        refused = _REFUSED_ADDRESS.search(front.cause)
        told = f"it leads to {refused[1] if refused else 'a private address'}"
        words = f"{told}, an address of a private network, and is not followed there"
        return UserError(f"{home}: {words}; give another page of the site", Exit.ALL_FAILED)
    if front.verdict not in ("works", "no_articles", "frozen"):
        words = f"{checkview.WORDS[front.verdict]} ({front.cause})"
        return UserError(f"{home}: {words}; {_advice(front)}", Exit.ALL_FAILED)
    why = f" (front page: {front.cause})" if front.cause else ""
    tried = sum(check.kind in checkview.ROADS for check in seen.checks)
    return UserError(
        f"{home}: no feed, sitemap or list of articles was found at {tried} addresses{why}; "
        "give the address of its news section, or write a source file by hand",
        Exit.SOME_FAILED,
    )


def _was_led(front: RoadCheck, seen: Seen, pins: Mapping[str, str]) -> bool:
    """Whether the private address is not the site's own: a redirect led there."""
    host = host_of(front.url)
    literal = parse_literal(host)
    is_sound = host in pins or (literal is not None and is_public(literal))
    # a host that has sent something is no private one
    is_sound |= any(one.http_status and host_of(one.url) == host for one in seen.checks)
    return is_sound or front.cause.startswith("redirected")


def _advice(front: RoadCheck) -> str:
    if front.verdict == "moved":
        return "add the new address in place of this one"
    if front.verdict == "private":
        host = host_of(front.url)
        return f"to allow it, if the host is one of your own network: --pin {host}=ADDRESS"
    if front.verdict == "dns":
        return "check its spelling and the network"
    return "open it in a browser, and try again later"
