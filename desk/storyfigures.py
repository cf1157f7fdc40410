"""The figures of a story: whom an event counts, what is agreed and disputed, and who says which."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.moments import from_archive
from pipelines.stories.agreement import agreement
from pipelines.stories.counts import counts
from pipelines.stories.tellings import Figure, Told
from pipelines.stories.words import is_background
from pipelines.text import sentences

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipelines.stories.agreement import Agreed, Disputed
    from pipelines.stories.counts import Count
    from pipelines.stories.tellings import Saying

Record = dict[str, Any]
# a span of values is no single figure that others could confirm or deny
_FACTS: Final = (
    "SELECT kind, value, unit, role, per, moment, subject, quote, bound, field, span_start"
    " FROM fact WHERE article_id = ? AND value IS NOT NULL AND value_to IS NULL"
    " ORDER BY field, span_start"
)
_FIELDS: Final = ("kind", "value", "unit", "role", "per", "moment", "subject", "quote", "bound")
_ARTICLE: Final = "SELECT canonical_url, title, text FROM article WHERE id = ?"
_EDITS: Final = (
    "SELECT seen_at, changes FROM revision WHERE canonical_url = ? AND kind = 'changed'"
    " ORDER BY seen_at"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFigures:
    """The figures of a story, each kind, role, unit, per, said; ``disputed`` ones have no value.

    ``counts`` are of people that an event counts: value is what holds now. ``alone`` are those
    that one source tells. ``said`` has article_id, source, source_id, at, value, quote, version
    (edited or withdrawn: told by a later or an earlier version of the article), and of counts
    status: now, earlier, part, disputed.
    """

    counts: tuple[Record, ...]
    agreed: tuple[Record, ...]
    disputed: tuple[Record, ...]
    alone: tuple[Record, ...]


def figures_of(db: sqlite3.Connection, timeline: Iterable[Record]) -> StoryFigures:
    """What the articles of a timeline tell; what they tell of earlier events is left out.

    A count that two sources agree upon, or that is disputed, stands in these lists too.
    """
    articles = {str(row["article_id"]): row for row in timeline if row["kind"] == "article"}
    told = [_told(db, label, row) for label, row in articles.items()]
    found = agreement(told)
    people = tuple(_count(one, articles) for one in counts(told))
    return StoryFigures(
        counts=people,
        agreed=(*_chosen(people, "now", least=2), *_records(found.agreed, articles)),
        disputed=(*_disputed(people), *_records(found.disputed, articles)),
        alone=_records(found.alone, articles),
    )


def _told(db: sqlite3.Connection, label: str, row: Record) -> Told:
    article_id = row["article_id"]
    article = db.execute(_ARTICLE, (article_id,)).fetchone()
    texts = {"title": article["title"], "text": article["text"]}
    spans = [*sentences(article["text"])]
    in_cards = _of_events(db, article_id)
    changes = _changes(db, article["canonical_url"])
    figures = [*_withdrawn(changes)]
    for fact in db.execute(_FACTS, (article_id,)).fetchall():
        sentence = _sentence(fact, texts, spans)
        if fact["field"] == "text" and is_background(sentence):
            continue
        figures.append(
            Figure(
                **{name: fact[name] for name in _FIELDS},
                sentence=sentence,
                is_of_event=(fact["role"], fact["span_start"], fact["field"]) in in_cards,
                edited_at=_edited_at(fact, changes),
            )
        )
    return Told(label, from_archive(row["at"]), tuple(figures), row["source_id"])


def _sentence(fact: sqlite3.Row, texts: Mapping[str, str], spans: Sequence[tuple[int, int]]) -> str:
    """The sentence that a figure stands in, a headline whole."""
    if fact["field"] != "text":
        return texts.get(fact["field"], "")
    at = fact["span_start"]
    held = next((span for span in spans if span[0] <= at < span[1]), (0, 0))
    return texts["text"][slice(*held)]


def _of_events(db: sqlite3.Connection, article_id: int) -> set[tuple[str, int, str]]:
    """Figures on the cards of the events of an article: role, start, field."""
    rows = db.execute("SELECT figures FROM event WHERE article_id = ?", (article_id,))
    return {
        (one["role"], one["span"][0], one.get("field", "text"))
        for (figures,) in rows
        for one in json.loads(figures)
        if one.get("role") and one.get("span")
    }


def _changes(db: sqlite3.Connection, url: str) -> list[tuple[str, Record]]:
    """The figures that a site changed in a text, with the time when that was seen."""
    rows = db.execute(_EDITS, (url,)).fetchall()
    return [
        (row["seen_at"], one)
        for row in rows
        for one in json.loads(row["changes"]).get("figures", ())
    ]


def _edited_at(fact: sqlite3.Row, changes: Iterable[tuple[str, Record]]) -> Any:
    """When the version was seen that brought a figure; None for a figure of the first one."""
    key = (fact["kind"], fact["role"], fact["value"])
    times = [at for at, one in changes if (one["kind"], one["role"], one.get("after_value")) == key]
    return from_archive(times[-1]) if times else None


def _withdrawn(changes: Sequence[tuple[str, Record]]) -> Iterator[Figure]:
    """What the versions before the last one told, each with the time when it came to be told."""
    since: dict[tuple[str, str, str], str] = {}
    for at, one in changes:
        thing = (one["kind"], one["role"], one["unit"])
        if one.get("before_value") is not None:
            yield Figure(
                kind=one["kind"],
                value=one["before_value"],
                unit=one["unit"],
                role=one["role"],
                quote=one["before"],
                edited_at=from_archive(since.get(thing)),
                is_withdrawn=True,
            )
        since[thing] = at


def _records(
    found: Iterable[Agreed | Disputed], articles: Mapping[str, Record]
) -> tuple[Record, ...]:
    return tuple(
        {**asdict(one), "said": [_said(saying, articles) for saying in one.said]} for one in found
    )


def _count(found: Count, articles: Mapping[str, Record]) -> Record:
    said = [{**_said(one.saying, articles), "status": one.status} for one in found.told]
    named = {name: getattr(found, name) for name in ("kind", "role", "value", "unit")}
    return {**named, "per": "", "said": said}


def _said(saying: Saying, articles: Mapping[str, Record]) -> Record:
    row = articles[saying.label]
    return {
        "article_id": int(saying.label),
        "source": row["source"],
        "source_id": row["source_id"],
        "at": saying.at.isoformat() if saying.version and saying.at else row["at"],
        "value": saying.value,
        "quote": saying.quote,
        "version": saying.version,
    }


def _chosen(people: Iterable[Record], status: str, *, least: int) -> Iterator[Record]:
    """The counts of which several sources tell the same; ``said`` is in the order of time."""
    for one in people:
        said = [each for each in one["said"] if each["status"] == status][::-1]
        if len({each["source_id"] for each in said}) >= least:
            yield {**one, "said": [*map(_bare, said)]}


def _disputed(people: Iterable[Record]) -> Iterator[Record]:
    """The counts that a report contradicts, with those that say what holds."""
    for one in people:
        if any(each["status"] == "disputed" for each in one["said"]):
            said = [_bare(each) for each in one["said"] if each["status"] in {"now", "disputed"}]
            yield {**{name: one[name] for name in ("kind", "role", "unit", "per")}, "said": said}


def _bare(said: Record) -> Record:
    return {name: value for name, value in said.items() if name != "status"}
