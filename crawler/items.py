"""The contract between crawling and refining: what was found, and what was fetched.

All records are frozen; all times are aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

HubKind = Literal["feed", "sitemap", "listing", "robots"]
Via = Literal["feed", "sitemap", "listing", "disk"]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a hub's or page's last good answer gave for a conditional request (RFC 9110 8.8)."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article address that was found and not yet fetched, with what the hub said of it.

    ``url`` is absolute http(s) as found; ``canonical_url`` is its identity
    (see ``crawler.urls.canonicalize``). The hints are None where the hub is silent.
    ``editions``: the same article in other languages as the hub names them (hreflang), each a
    language mark as written and an absolute http(s) address. ``validators``: those of the last
    good answer where the text of the page is stored and it is looked at again; None for a page
    of which no text is stored.
    """

    url: str
    canonical_url: str
    source_id: str
    via: Via
    hub_url: str = ""
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None
    editions: tuple[tuple[str, str], ...] = ()
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry of a hub that did not become a candidate: what it was (≤ 200 letters) and why."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubRef:
    """A further hub that a hub points to: a child sitemap, the next page of a listing, a feed."""

    url: str
    kind: HubKind
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What the bytes of one hub hold. ``problem`` says in words why nothing could be read."""

    candidates: tuple[Candidate, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    hubs: tuple[HubRef, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched article page: the bytes as they came, undecoded, and where they came from.

    ``url`` is the address after redirects, ``content_type`` the raw header (may be empty),
    ``truncated`` says that the connection ended before the announced length. ``etag`` and
    ``last_modified``: the headers of a whole answer, for the next conditional request.
    """

    url: str
    candidate: Candidate
    body: bytes
    content_type: str
    status: int
    fetched_at: datetime
    truncated: bool = False
    etag: str | None = None
    last_modified: str | None = None

    @property
    def source_id(self) -> str:
        """The source that listed the page."""
        return self.candidate.source_id
