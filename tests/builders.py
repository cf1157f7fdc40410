"""Small records for tests: sources, candidates, pages, articles."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler.items import Candidate, Page
from crawler.sources import Source
from pipelines.judgement import Judgement, Mention, Verdict
from pipelines.likeness.versions import content_hash
from pipelines.model import Article, Dated, Draft

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

TEXT = (
    "Горняки шахты имени Костенко прекратили работу в ночь на четверг. По словам бригадира, "
    "зарплату за октябрь выдали лишь 240 из 1 150 рабочих, остальным обещают деньги к 1 декабря. "
    "Руководство предприятия назвало причиной задержку платежа от покупателя угля и готово "
    "показать договор. Аким города приехал к стволу в семь утра и говорил с людьми два часа."
)


def source(name: str = "agency", /, **fields: Any) -> Source:
    return Source.model_validate(
        {
            "id": name,
            "name": name.title(),
            "country": "KZ",
            "languages": ("ru",),
            "group": "national",
            "hosts": (f"{name}.kz",),
            **fields,
        }
    )


def candidate(path: str = "/a", name: str = "agency", **fields: Any) -> Candidate:
    url = f"https://{name}.kz{path}"
    return Candidate(
        **{"url": url, "canonical_url": url, "source_id": name, "via": "feed", **fields}
    )


def page(of: Candidate | None = None, **fields: Any) -> Page:
    of = of or candidate()
    return Page(
        **{
            "url": of.url,
            "candidate": of,
            "body": b"<html></html>",
            "content_type": "text/html",
            "status": 200,
            "fetched_at": NOW,
            **fields,
        }
    )


def article(
    of: Candidate | None = None,
    *,
    title: str = "Шахтёры остановили работу",
    text: str = TEXT,
    hour: int | None = 9,
    judgement: Judgement | None = None,
    **draft: Any,
) -> Article:
    of = of or candidate()
    published = None
    if hour is not None:
        published = Dated(datetime(2026, 11, 20, hour, tzinfo=UTC), "minute", "meta")
    return Article(
        draft=Draft(
            **{
                "url": of.url,
                "canonical_url": of.canonical_url,
                "source_id": of.source_id,
                "title": title,
                "lead": text.split(". ", maxsplit=1)[0],
                "text": text,
                "published": published,
                "language": "ru",
                "script": "Cyrillic",
                **draft,
            }
        ),
        judgement=judgement or Judgement(verdicts=(Verdict("mining", relevant=True, score=4.0),)),
        content_hash=content_hash(title, text),
    )


def mention(entity_id: str, surface: str = "x", start: int = 0) -> Mention:
    return Mention(entity_id, "town", surface, "text", (start, start + len(surface)), 0.9)
