"""Turns the browser on for a run that watches a site drawn by script, and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.browser.rules import settings_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.settings import BaseSettings

    from crawler.sources import Source


def draw_where_wanted(settings: BaseSettings, sources: Iterable[Source], priority: str) -> None:
    """Set the handlers that draw pages, if one of the sources asks for that."""
    for name, value in settings_for(sources).items():
        merged = {**settings.getdict(name), **value} if isinstance(value, dict) else value
        settings.set(name, merged, priority=priority)
