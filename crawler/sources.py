"""The Source record: one TOML file a source, loaded and validated.

Adding a source is one file under ``crawler/data/sources/`` and one recorded page; no Python.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date  # noqa: TC003 - pydantic needs the type at run time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from lxml.etree import XPath, XPathSyntaxError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from crawler.verdict import Exit

BUILTIN = Path(__file__).parent / "data" / "sources"
SWITCHES = "switches.toml"

RoadStatus = Literal["works", "listed", "conflict", "guess", "broken", "sample"]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class SourceError(Exception):
    """A source file is missing or wrong. Raised by the loader; the text names file and mend."""

    exit_code = Exit.BAD_CONFIG


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Road(_Record):
    """One way to learn of new articles: the address of a feed, sitemap or listing.

    ``status`` tells what is known of it: "works" (a good answer was recorded),
    "listed" (in public lists only), "conflict" (lists disagree), "guess", "broken",
    "sample" (a bundled sample site). ``as_of``: since when, if not the source's own date.
    """

    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    status: RoadStatus = "guess"
    language: str | None = None
    note: str = ""
    as_of: date | None = None


class Edition(_Record):
    """One language of a source: the address below which its articles stand."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]
    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]


class Expectations(_Record):
    """What is known of a source's habits; unset is unknown, and learnt from what comes.

    ``words`` is the usual length of an article (low, high); ``dated`` and ``signed`` are the
    shares (0 to 1) of articles that show a date and an author.
    """

    articles_a_day: Annotated[float, Field(gt=0, le=5000)] | None = None
    words: tuple[int, int] | None = None
    dated: Annotated[float, Field(ge=0, le=1)] | None = None
    signed: Annotated[float, Field(ge=0, le=1)] | None = None


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
    address is private: this is the only way to allow a private address. ``names``: by
    language, where it is not ``name``. ``render``: "browser" for a site whose section and
    article pages are empty until their scripts ran; ``wait_for`` is the CSS selector of what
    must be there first. ``window_days``: how far back a plain crawl follows a dated sitemap.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    name: Annotated[str, Field(min_length=1)]
    names: dict[str, str] = {}
    country: Country
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    group: Literal["national", "agency", "government", "industry", "regional", "neighbouring"]
    region: str | None = None
    towns: tuple[str, ...] = ()
    priority: Annotated[int, Field(ge=1, le=3)] = 2
    enabled: bool = True
    zone: str = "Asia/Almaty"
    hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    home: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    editions: tuple[Edition, ...] = ()
    feeds: tuple[Road, ...] = ()
    sitemaps: tuple[Road, ...] = ()
    listings: tuple[Road, ...] = ()
    listing_depth: Annotated[int, Field(ge=1, le=50)] = 3
    article_url_re: tuple[str, ...] = ()
    skip_url_re: tuple[str, ...] = ()
    sample_urls: tuple[str, ...] = ()
    render: Literal["http", "browser"] = "http"
    wait_for: str | None = None
    interval_minutes: Annotated[int, Field(ge=5, le=10080)] = 60
    delay_seconds: Annotated[float, Field(ge=0, le=120)] = 5.0
    window_days: Annotated[int, Field(ge=1, le=36500)] = 30
    max_pages: Annotated[int, Field(ge=1, le=100_000)] = 200
    max_revisits: Annotated[int, Field(ge=0, le=100_000)] = 40
    verify_tls: bool = True
    pin: dict[str, str] = {}
    expect: Expectations = Expectations()
    extract: Overrides = Overrides()
    terms: str = ""
    notes: str = ""
    as_of: date | None = None

    @field_validator("id")
    @classmethod
    def _is_no_reserved_id(cls, name: str) -> str:
        if f"{name}.toml" == SWITCHES:
            raise ValueError(f"{name!r} is kept for {SWITCHES}; choose another id")
        return name

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

    @property
    def front_page(self) -> str:
        """The address of the home page: as told, or the root of the first road's host."""
        road = next(iter(self.listings + self.feeds + self.sitemaps), None)
        root = "/".join(road.url.split("/")[:3]) if road else f"https://{self.hosts[0]}"
        return self.home or f"{root}/"

    @property
    def is_confirmed(self) -> bool:
        """Whether at least one road is known to work."""
        return any(road.status in ("works", "sample") for road in self.roads)


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
    # a misspelt field is also one that is missing: its spelling is the mend
    fault = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        records = (Source, Road, Edition, Expectations, Overrides)
        names = {name for record in records for name in record.model_fields}
        near = get_close_matches(str(fault["loc"][-1]), names, n=1)
        mend = f"did you mean {near[0]!r}?" if near else "remove it or correct its spelling"
        return f"field {where!r} is unknown; {mend}"
    return f"field {where!r}: {fault['msg'].removeprefix('Value error, ')}"


def load_sources(directory: Path = BUILTIN) -> dict[str, Source]:
    """Read every ``*.toml`` below a directory, by id; raises SourceError on the first bad one."""
    sources, faults = read_sources(directory)
    if faults:
        raise next(iter(faults.values()))
    return sources


def read_sources(directory: Path) -> tuple[dict[str, Source], dict[Path, SourceError]]:
    """The sources of all right files, by id, and the faults of others; raises where none is."""
    # switches.toml tells which sources are on, and is none itself
    paths = [path for path in sorted(directory.rglob("*.toml")) if path.name != SWITCHES]
    if not paths:
        raise SourceError(f"{directory}: holds no source file (*.toml); check the path")
    sources: dict[str, Source] = {}
    faults: dict[Path, SourceError] = {}
    for path in paths:
        try:
            source = load_source(path)
        except SourceError as error:
            faults[path] = error
            continue
        if sources.setdefault(source.id, source) is not source:
            words = f"{path}: source {source.id!r} is defined twice; keep one file"
            faults[path] = SourceError(words)
    return sources, faults
