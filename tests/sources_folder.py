"""A small folder of source files for the tests of ``kenwatch sources``, and a way to call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from crawler.ownsources import save_new
from crawler.sourcefile import to_toml
from desk.cli import cli
from tests.builders import source

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.sources import Source

SOURCES: tuple[Source, ...] = (
    source(
        "rudny_news",
        name="Рудный сегодня",
        names={"kk": "Рудный бүгін"},
        group="regional",
        languages=["ru", "kk"],
        region="Kostanay Region",
        towns=["rudny"],
        feeds=[{"url": "https://rudny_news.kz/rss", "status": "works", "note": "20 entries"}],
        editions=[{"language": "kk", "url": "https://rudny_news.kz/kz/"}],
        article_url_re=[r"/news/\d+$"],
        expect={"articles_a_day": 12, "words": [80, 400], "dated": 1.0, "signed": 0.25},
        terms="link required",
        render="browser",
        as_of="2026-11-22",
    ),
    source(
        "oblast",
        group="regional",
        region="Kostanay Region",
        listings=[{"url": "https://oblast.kz/", "as_of": "2026-10-01"}],
    ),
    source(
        "steppe",
        country="KG",
        group="neighbouring",
        languages=["ky"],
        enabled=False,
        sitemaps=[{"url": "https://steppe.kz/sitemap.xml", "status": "broken"}],
    ),
)


def folder(place: Path) -> Path:
    for one in SOURCES:
        save_new(place / f"{one.id}.toml", to_toml(one))
    return place


def kenwatch(*words: str | Path, sources: Path | None = None, **env: str) -> Result:
    where = {"KENWATCH_SOURCES": str(sources)} if sources else {}
    return CliRunner().invoke(
        cli,
        [str(word) for word in words],
        env={"COLUMNS": "80", "KENWATCH_DB": "/nowhere/kenwatch.db", **where, **env},
        catch_exceptions=False,
    )
