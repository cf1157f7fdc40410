"""The Source record: one TOML file a source, loaded and validated.

Adding a source is one file under ``crawler/data/sources/`` and one recorded page; no Python.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date  # noqa: TC003 - pydantic needs the type at run time
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from lxml.etree import XPath, XPathSyntaxError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from crawler.verdict import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

BUILTIN = Path(__file__).parent / "data" / "sources"

RoadStatus = Literal["works", "listed", "conflict", "guess", "broken", "sample"]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class SourceError(Exception):
    """A source file is missing or wrong. Raised by the loader; the text names file and mend."""

    exit_code = Exit.BAD_CONFIG


class UnknownSourceError(SourceError):
    """No source has the name that was asked for. Raised by ``choose``."""

    exit_code = Exit.USAGE


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Road(_Record):
    """One way to learn of new articles: the address of a feed, sitemap or listing.

    ``status`` tells what is known of it: "works" (a good answer was recorded),
    "listed" (in public lists only), "conflict" (lists disagree), "guess", "broken",
    "sample" (a bundled sample site).
    """

    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    status: RoadStatus = "guess"
    language: str | None = None
    note: str = ""


class Overrides(_Record):
    """Where the general extraction fails on a source: XPath of the body, and of what to drop."""

    body: str | None = None
    drop: tuple[str, ...] = ()
    title_suffixes: tuple[str, ...] = ()

    @field_validator("body", "drop")
    @classmethod
    def _paths_compile(cls, paths: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        for path in (paths,) if isinstance(paths, str) else paths or ():
            try:
                XPath(path)
            except XPathSyntaxError as error:
                raise ValueError(f"{path!r} is not an XPath: {error}") from error
        return paths


class Source(_Record):
    """A news source: who it is, where its articles are listed, how politely to ask.

    ``pin`` maps a host to the one address that it may be fetched from even though the
    address is private: this is the only way to allow a private address.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    name: Annotated[str, Field(min_length=1)]
    country: Country
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    group: Literal["national", "agency", "government", "industry", "regional", "neighbouring"]
    region: str | None = None
    towns: tuple[str, ...] = ()
    priority: Annotated[int, Field(ge=1, le=3)] = 2
    enabled: bool = True
    zone: str = "Asia/Almaty"
    hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    feeds: tuple[Road, ...] = ()
    sitemaps: tuple[Road, ...] = ()
    listings: tuple[Road, ...] = ()
    listing_depth: Annotated[int, Field(ge=1, le=50)] = 3
    article_url_re: tuple[str, ...] = ()
    skip_url_re: tuple[str, ...] = ()
    sample_urls: tuple[str, ...] = ()
    interval_minutes: Annotated[int, Field(ge=5, le=10080)] = 60
    delay_seconds: Annotated[float, Field(ge=0, le=120)] = 5.0
    max_pages: Annotated[int, Field(ge=1, le=100_000)] = 200
    verify_tls: bool = True
    pin: dict[str, str] = {}
    extract: Overrides = Overrides()
    terms: str = ""
    notes: str = ""
    as_of: date | None = None

    @field_validator("article_url_re", "skip_url_re")
    @classmethod
    def _patterns_compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
        return patterns

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError) as error:
            raise ValueError(f"{zone!r} is not a time zone name like Asia/Almaty") from error
        return zone

    @property
    def roads(self) -> tuple[Road, ...]:
        """All hubs of the source: feeds, then sitemaps, then listings."""
        return self.feeds + self.sitemaps + self.listings


def load_source(path: Path) -> Source:
    """Read one source file; raises SourceError that names the file, the field and the mend."""
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        source = Source.model_validate(record)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: is not TOML: {error}") from error
    except ValidationError as error:
        raise SourceError(f"{path}: {_first_fault(error)}") from error
    if source.id != path.stem:
        raise SourceError(f"{path}: id is {source.id!r}; rename the file to {source.id}.toml")
    return source


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"field {where!r} is unknown; remove it or correct its spelling"
    return f"field {where!r}: {fault['msg']}"


def load_sources(directory: Path = BUILTIN) -> dict[str, Source]:
    """Read every ``*.toml`` below a directory, by id; raises SourceError on the first bad one."""
    paths = sorted(directory.rglob("*.toml"))
    if not paths:
        raise SourceError(f"{directory}: holds no source file (*.toml); check the path")
    sources: dict[str, Source] = {}
    for path in paths:
        source = load_source(path)
        if source.id in sources:
            raise SourceError(f"{path}: source {source.id!r} is defined twice; keep one file")
        sources[source.id] = source
    return sources


def choose(sources: dict[str, Source], ids: Iterable[str] = ()) -> list[Source]:
    """The named sources, or all enabled ones; raises SourceError for a name that is unknown."""
    wanted = list(dict.fromkeys(ids))
    for name in wanted:
        if name not in sources:
            near = get_close_matches(name, sources, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "`scrapy list` shows the names"
            raise UnknownSourceError(f"no source is called {name!r}; {hint}")
    if wanted:
        return [sources[name] for name in wanted]
    return [source for source in sources.values() if source.enabled]
