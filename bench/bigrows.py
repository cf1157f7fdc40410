"""The rows of one report of a large archive: article, names, figures, event, pages, versions."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench import bigstories

if TYPE_CHECKING:
    import random

    from bench.bigstories import Figure, Story
    from bench.bigtexts import Text

LANGUAGES: Final = ("ru",) * 11 + ("kk",) * 6 + ("en",) * 3
_SEEN_AFTER: Final = timedelta(minutes=20)
_PLACE_OF: Final = {"kk": 1, "ru": 2, "en": 3}
PRECISIONS: Final = ("minute",) * 15 + ("second",) * 2 + ("day",) * 2 + (None,)
_REASONS: Final = json.dumps(
    [
        {"topic": "mining", "term": "mine", "language": "ru", "words": "шахта", "where": "text",
         "span": [0, 5], "added": 3.0, "note": ""}
    ],
    ensure_ascii=False,
)  # fmt: skip
_FLAGS: Final = (["figures"], ["headline"], ["figures", "headline"], ["names"], ["blame"])
_PAGES: Final = (
    ("rejected", "off-topic"),
    ("rejected", "off-topic (screened before extraction)"),
    ("rejected", "off-topic"),
    ("rejected", "not an article"),
    ("failed", "answered 404"),
    ("failed", "answered 503"),
    ("queued", ""),
    ("old", ""),
)
_PAGE_WEIGHTS: Final = (120, 40, 20, 6, 5, 4, 2, 3)
_OTHERS: Final = (0, 1, 1, 2, 2, 2, 3, 4)

Row = dict[str, Any]


class Told(NamedTuple):
    """A text that is stored: where, when, in which words."""

    url: str
    source: str
    language: str
    at: datetime
    precision: str | None
    told: Text


@dataclass
class Rows:
    """Rows to be written, by table."""

    held: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, **row: Any) -> None:
        """One row; all rows of a table have the same columns."""
        self.held[table].append(row)


def iso(at: datetime) -> str:
    """A time as the archive holds it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def report(
    rows: Rows, number: int, told: Told, about: tuple[Story, list[str]], draw: random.Random
) -> None:
    """Article ``number`` with all that belongs to it.

    ``about``: what happened, and the entities in its text.
    """
    story, named = about
    figures = story.told(draw)
    rows.add("article", id=number, **article(number, told, is_monotown=story.town is not None))
    _mentions(rows, number, told, named, draw)
    _facts(rows, number, figures, told)
    if story.event:
        rows.add("event", **_event(number, told, story, figures))
    for turn in range(draw.choice((0, 1, 1, 2, 3))):
        rows.add("quotation", **_quotation(number, turn, told, story, draw))
    rows.add("story_article", article_id=number, story_id=story.id, why="the same event")
    stored(rows, number, told, draw)


def _dates(told: Told) -> Row:
    at = iso(told.at) if told.precision else None
    return {
        "published_at": at,
        "published_day": at and (told.at + timedelta(hours=5)).date().isoformat(),
        "published_precision": told.precision,
        "published_origin": told.precision and "json-ld",
    }


def article(number: int, told: Told, *, is_monotown: bool) -> Row:
    """The columns of an article but its id."""
    seen = iso(told.at + _SEEN_AFTER)
    is_mining = int(not is_monotown or number % 2 == 0)
    return {
        "canonical_url": told.url, "url": told.url, "source_id": told.source,
        "title": told.told.title, "lead": told.told.lead, "text": told.told.text,
        "sections": "[]", "authors": '["А. Ахметов"]' if number % 2 else "[]", **_dates(told),
        "language": told.language, "script": "Latin" if told.language == "en" else "Cyrillic",
        "mining": 3.0 * is_mining, "monotown": 3.0 * is_monotown, "is_mining": is_mining,
        "is_monotown": int(is_monotown), "reasons": _REASONS, "flags": "[]",
        "words": told.told.text.count(" ") + 1, "content_hash": f"{number:016x}",
        "first_seen_at": seen, "fetched_at": seen, "folded": told.told.folded,
        "kinds": json.dumps(["text"] * told.told.paragraphs),
        "languages": json.dumps([told.language] * told.told.paragraphs),
    }  # fmt: skip


def named_in(story: Story, draw: random.Random) -> list[str]:
    """The entities that a report names, the main one first; some come several times."""
    main = [one for one in (story.town, story.asset, story.company) if one]
    rest = [story.commodity, story.person, bigstories.one_of("region", draw)]
    again = draw.choices([*main, *rest], k=draw.randint(0, 4))
    return [*main, *rest, *again]


def spelled(named: list[str], language: str) -> list[str]:
    """Their names in a language."""
    known, place = bigstories.names(), _PLACE_OF[language]
    return [known[one][place] for one in named]


def _mentions(rows: Rows, number: int, told: Told, named: list[str], draw: random.Random) -> None:
    for entity, (start, end) in zip(named, told.told.names, strict=True):
        rows.add(
            "mention", article_id=number, entity_id=entity, field="text", span_start=start,
            span_end=end, surface=told.told.text[start:end],
            confidence=0.3 if draw.random() < 0.04 else 0.9,
        )  # fmt: skip


def _facts(rows: Rows, number: int, figures: tuple[Figure, ...], told: Told) -> None:
    for place, one in enumerate(figures):
        quote = f"{one.value:g} {one.unit}"
        rows.add(
            "fact", article_id=number, span_start=place * 20, span_end=place * 20 + len(quote),
            kind=one.kind, value=one.value, unit=one.unit, quote=quote, role=one.role,
            subject="",
        )  # fmt: skip
    day = (told.at + timedelta(days=10)).date().isoformat()
    rows.add(
        "fact", article_id=number, span_start=900, span_end=910, kind="date", value=None,
        unit="date", quote=day, role="day", subject="",
    )  # fmt: skip


def _event(number: int, told: Told, story: Story, figures: tuple[Figure, ...]) -> Row:
    given = [
        {"kind": one.kind, "value": one.value, "unit": one.unit, "quote": f"{one.value:g}",
         "role": one.role, "span": [0, 4]}
        for one in figures
    ]  # fmt: skip
    moment = (told.at - timedelta(days=1)).date().isoformat() if number % 3 else ""
    return {
        "article_id": number, "kind": story.event, "town_id": story.town,
        "company_id": story.company, "quote": told.told.lead[:160], "span_start": 0,
        "span_end": 160, "place_id": story.town, "asset_id": story.asset, "moment": moment,
        "figures": json.dumps(given),
    }  # fmt: skip


def _quotation(number: int, turn: int, told: Told, story: Story, draw: random.Random) -> Row:
    is_known = draw.random() < 0.5
    place = bigstories.names()[story.person][_PLACE_OF[told.language]]
    return {
        "article_id": number, "span_start": 200 * turn, "span_end": 200 * turn + 80,
        "words": told.told.text[200 * turn : 200 * turn + 80], "office": "министр",
        "speaker": place if is_known else "Виктор Ли",
        "speaker_id": story.person if is_known else None, "is_direct": turn % 2,
    }  # fmt: skip


def stored(rows: Rows, number: int, told: Told, draw: random.Random) -> None:
    """What is stored of every text: its page, its looks, its versions, and pages beside it."""
    seen = told.at + _SEEN_AFTER
    one = {"canonical_url": told.url, "url": told.url}
    version = {**one, "title": told.told.title, "text": told.told.text}
    rows.add("revision", **version, seen_at=iso(seen), content_hash=f"{number:016x}",
             kind="first", flags="[]", changes="{}")  # fmt: skip
    _look(rows, told.url, seen)
    if draw.random() < 0.06:
        later = seen + timedelta(hours=6)
        rows.add("revision", **version, seen_at=iso(later), content_hash=f"{number:015x}b",
                 **_change(draw))  # fmt: skip
        _look(rows, told.url, later)
    is_gone = draw.random() < 0.01
    rows.add("page", **one, **_page(told, seen), state="kept", reason="", article_id=number,
             text_url=told.url, next_check_at=None,
             gone_at=iso(seen + timedelta(days=5)) if is_gone else None,
             gone_why="answered 404" if is_gone else None)  # fmt: skip
    rows.add("fingerprint", canonical_url=told.url, first_at=iso(told.at), hashes=0)
    for turn in range(draw.choice(_OTHERS)):
        _other_page(rows, f"{told.url}/{turn}", told, draw)


def _look(rows: Rows, url: str, at: datetime) -> None:
    rows.add("visit", canonical_url=url, at=iso(at), outcome="text", http_status=200)


def _change(draw: random.Random) -> Row:
    if draw.random() < 0.3:
        return {"kind": "cosmetic", "flags": "[]", "changes": "{}"}
    flags = draw.choice(_FLAGS)
    figures = [
        {"kind": "people", "role": "dead", "unit": "people", "subject": "", "before": "2",
         "after": "3", "before_value": 2.0, "after_value": 3.0}
    ]  # fmt: skip
    told = {"flags": flags, "figures": figures if "figures" in flags else [],
            "names": {"added": [], "removed": []}, "headline": None,
            "blame": {"before": [], "after": []}, "words_added": 4, "words_removed": 4}  # fmt: skip
    return {"kind": "changed", "flags": json.dumps(flags), "changes": json.dumps(told)}


def _page(told: Told, seen: datetime) -> Row:
    return {
        "source_id": told.source, "via": "feed", "hub_url": f"https://{told.source}.example/rss",
        "day": (told.at + timedelta(hours=5)).date().isoformat(), "first_seen_at": iso(seen),
        "fetched_at": iso(seen), "http_status": 200,
    }  # fmt: skip


def _other_page(rows: Rows, url: str, told: Told, draw: random.Random) -> None:
    [(state, reason)] = draw.choices(_PAGES, weights=_PAGE_WEIGHTS)
    seen = told.at + _SEEN_AFTER
    is_waiting = state == "queued"
    rows.add("page", canonical_url=url, url=url, **_page(told, seen), state=state, reason=reason,
             article_id=None, text_url=None, next_check_at=iso(seen) if is_waiting else None,
             gone_at=None, gone_why=None)  # fmt: skip
