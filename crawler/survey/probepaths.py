"""Where feeds and sitemaps usually lie, by the maker of a site; data from ``data/probe.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FILE = Path(__file__).parent.parent / "data" / "probe.toml"


@dataclass(frozen=True, slots=True)
class Cms:
    """A maker of sites: texts that its pages hold, and paths that only its sites have."""

    name: str
    marks: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeData:
    """The whole file.

    ``wanted``: beginnings of a section's words, the most wanted kind first;
    ``news_rank``: which of them means all news.
    """

    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    makers: tuple[Cms, ...]
    wanted: tuple[re.Pattern[str], ...]
    news_rank: int
    unwanted: re.Pattern[str]
    language_words: Mapping[str, str]
    language_marks: Mapping[str, str]
    countries: Mapping[str, tuple[str, str]]


@cache
def probe_data() -> ProbeData:
    """The data as shipped."""
    record = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    languages, sections = record["languages"], record["sections"]
    return ProbeData(
        feeds=tuple(record["feeds"]),
        sitemaps=tuple(record["sitemaps"]),
        makers=tuple(
            Cms(one["name"], *(tuple(one[key]) for key in ("marks", "feeds", "sitemaps")))
            for one in record["cms"]
        ),
        wanted=tuple(map(_beginnings, sections["wanted"])),
        news_rank=sections["news_rank"],
        unwanted=_beginnings(sections["unwanted"]),
        language_words=_by_value(languages["words"]),
        language_marks=_by_value(languages["marks"]),
        countries={tld: (pair[0], pair[1]) for tld, pair in record["countries"].items()},
    )


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})")


def _by_value(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {value: key for key, values in lists.items() for value in values}


def feed_paths(cms: str | None) -> tuple[str, ...]:
    """Usual paths of feeds: first those of the site's maker (a ``Cms.name``)."""
    own = [path for maker in probe_data().makers if maker.name == cms for path in maker.feeds]
    return tuple(dict.fromkeys([*own, *probe_data().feeds]))


def sitemap_paths(cms: str | None) -> tuple[str, ...]:
    """Usual paths of sitemaps: first those of the site's maker (a ``Cms.name``)."""
    own = [path for maker in probe_data().makers if maker.name == cms for path in maker.sitemaps]
    return tuple(dict.fromkeys([*own, *probe_data().sitemaps]))
