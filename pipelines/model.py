"""The records that travel through the stages: Page → Draft → Article, or a Rejection.

All records are frozen. Spans are (start, end) character offsets into the named field of the
article as stored, end excluded. All times are aware; stored times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.judgement import Judgement

Precision = Literal["second", "minute", "day", "month"]
DateOrigin = Literal[
    "json-ld", "meta", "time tag", "url", "visible text", "dateline", "feed", "sitemap", "listing"
]
Script = Literal["Cyrillic", "Latin", "Arabic", "Han", "other"]
# what a paragraph of a text is; "item" stands in a list, "row" in a table of data
BlockKind = Literal["text", "heading", "quote", "item", "row"]

# the content type that marks a saved text dump, which has paragraphs but no markup
DUMP = "text/plain"


class Reason(StrEnum):
    """Why a page did not become an article; the value is what a user reads."""

    NOT_HTML = "not a web page"
    EMPTY = "empty answer"
    TOO_LARGE = "larger than the cap"
    UNREADABLE = "bytes could not be decoded"
    SOFT_404 = "says that the page does not exist"
    CHALLENGE = "robot check in place of the page"
    CONSENT = "consent or login page"
    NO_ARTICLE = "not an article"
    NO_TEXT = "no article text found"
    SCREENED = "off-topic (screened before extraction)"
    SCREENED_CHECKED = "off-topic (screened, then judged in full as a sample)"
    OFF_TOPIC = "off-topic"
    TIMEOUT = "extraction took too long"
    CRASHED = "extraction failed"
    TRUNCATED = "answer was cut short"

    @property
    def is_off_topic(self) -> bool:
        """Whether the page is an article, or may be one, on another subject."""
        return self in _OFF_TOPIC

    @property
    def is_failure(self) -> bool:
        """Whether something went wrong, in contrast to a page that is rightly left out."""
        return self in _FAILURES


# of an article that the screen had left out, and the sample found to be relevant
MISSED = "kept, though the screen had left it out"
_OFF_TOPIC = frozenset({Reason.OFF_TOPIC, Reason.SCREENED, Reason.SCREENED_CHECKED})
_FAILURES = frozenset(
    {
        Reason.EMPTY,
        Reason.TOO_LARGE,
        Reason.UNREADABLE,
        Reason.CHALLENGE,
        Reason.NO_TEXT,
        Reason.TIMEOUT,
        Reason.CRASHED,
        Reason.TRUNCATED,
    }
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page that was left out: the reason for counting, the detail for a person."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment with what is known of it: how exact, where it was found, the words as found.

    With precision "day" or "month", ``at`` is midnight at the start, in the source's zone.
    """

    at: datetime
    precision: Precision
    origin: DateOrigin
    raw: str = ""


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date that a page or hub states; ``differs`` says: by over a day from the one taken."""

    dated: Dated
    differs: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The main image of an article: absolute address, what stands under it, who is credited."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The desk line in front of a lead: ``ASTANA. Aug 14 (Interfax) -``; all parts may be empty.

    ``city`` is as written but in title case ("Astana"), ``agency`` the credited agency,
    ``raw`` the words that were cut from the text.
    """

    city: str = ""
    agency: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as taken out of its page, cleaned, not yet judged.

    ``text`` is the paragraphs and section headings joined by one empty line, without title,
    dateline, captions, ads; ``kinds`` and ``languages`` tell of each of them, in order, what it
    is and what language it is in. ``lead`` is its first paragraph, or the introduction in front
    of it, without the ``attribution`` («…, передает Kazinform»). ``sections`` are the headings
    within the text; ``section`` is the site's rubric, ``tags`` its key words. ``captions`` stood
    under pictures. ``date_claims``: every date that was stated, the one taken first.
    ``title_hint`` etc. of the candidate are already merged in. ``flags`` are lower-case words
    such as "paywall", "advertorial", "mixed".
    """

    url: str
    canonical_url: str
    source_id: str
    title: str
    lead: str
    text: str
    kinds: tuple[BlockKind, ...] = ()
    languages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    captions: tuple[str, ...] = ()
    published: Dated | None = None
    modified: Dated | None = None
    date_claims: tuple[DateClaim, ...] = ()
    language: str = "und"
    script: Script = "other"
    dateline: Dateline | None = None
    attribution: str = ""
    editions: tuple[tuple[str, str], ...] = ()
    flags: frozenset[str] = frozenset()
    dropped_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A draft with its judgement, ready to be stored.

    ``was_screened`` tells that the screen had left its page out, and a sample proved it wrong.
    """

    draft: Draft
    judgement: Judgement
    content_hash: str
    was_screened: bool = False
