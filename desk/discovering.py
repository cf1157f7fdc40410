"""``kenwatch discover``: what saved feeds, sitemaps, section pages and robots.txt name."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import click

from crawler.hubs import discovery
from crawler.hubs.hubbytes import inflate
from crawler.items import Discovery
from crawler.survey.generalsource import base_of, general_source, widened
from crawler.urls import host_problem
from crawler.verdict import Exit
from desk import options, tables
from desk.crawling import sources_option
from desk.discoveries import Found, record, view
from desk.errors import UserError
from desk.hubfiles import KINDS, HubFile, each_file, listed_files, read_file, whole_address
from desk.moments import parse_since
from desk.sources import loading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from crawler.items import HubKind
    from crawler.sources import Source


# what a file is shows at its beginning
_HEAD = 262_144


@click.command(
    epilog=options.examples(
        "kenwatch discover --base https://example.kz/rss saved/rss.xml",
        "kenwatch discover --json --base https://example.kz/news/ news.html",
        "kenwatch discover --json saved/ > found.jsonl",
        "kenwatch discover --json --jsonl files.jsonl",
    )
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--base", metavar="URL", help="The address that the bytes came from.")
@click.option("--kind", type=click.Choice(KINDS), help="What they are; else told by the bytes.")
@click.option("--source", "name", metavar="ID", help="Read as a hub of this source.")
@click.option("--since", metavar="WHEN", help="Leave out what is older: 24h, 7d or a date.")
@click.option("--at", metavar="WHEN", help='When they were fetched, for "yesterday".')
@click.option("--jsonl", metavar="FILE", help="A list of files, one a line, with their bases.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file and line.")
@sources_option
@click.pass_context
def discover(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    jsonl: str | None,
    sources_dir: Path,
    *,
    as_json: bool,
    **given: str | None,
) -> None:
    """Print the articles that saved hubs name, and what was left out and why. Fetches nothing.

    PATHS are feeds, sitemaps, section pages and robots.txt files (also gzipped), directories of
    them, or - for standard input. docs/discover.md describes the record.
    """
    if not paths and jsonl is None:
        raise click.UsageError("give PATHS or --jsonl FILE")
    told = _told(given)
    files = chain(each_file(paths, told), listed_files(jsonl, told) if jsonl else ())
    now = _moment(given["at"]) or options.now()
    since = options.since_moment(given["since"])
    reader = HubReader(loading.load(sources_dir), now=now, since=since)
    if told.source:
        loading.named(sources_dir, [told.source])
    code = Exit.OK
    for found in reader.read_all(files):
        _print(found, as_json=as_json)
        code = Exit.ERROR if found.size is None else code
    ctx.exit(code)


def _told(given: Mapping[str, str | None]) -> HubFile:
    base = given["base"]
    address = whole_address(base) if base is not None else None
    if base is not None and address is None:
        raise UserError(f"--base {base[:200]!r}: is not an http(s) address", Exit.USAGE)
    kind = next((one for one in KINDS if one == given["kind"]), None)
    return HubFile(path="", base=address, kind=kind, source=given["name"])


def _moment(words: str | None) -> datetime | None:
    moment = parse_since(words, options.now()) if words is not None else None
    if words is not None and moment is None:
        raise UserError(
            f"--at {words[:40]!r}: is no time; write a moment like 2026-11-22T18:30", Exit.USAGE
        )
    return moment


def _print(found: Found, *, as_json: bool) -> None:
    if as_json:
        click.echo(tables.json_text(record(found), indent=None))
    else:
        tables.console().print(view(found))


class HubReader:
    """Reads saved hubs with the watched sources at hand; times are aware."""

    def __init__(
        self, sources: Mapping[str, Source], *, now: datetime, since: datetime | None = None
    ) -> None:
        self._sources = sources
        self._now = now
        self._since = since

    def read_all(self, files: Iterable[HubFile]) -> Iterator[Found]:
        """What each file holds, in their order; no file costs another one its answer."""
        for file in files:
            try:
                yield self._read(file)
            except UserError as error:
                problem = str(error).removeprefix(f"{file.path}: ")
                yield Found(
                    path=file.path,
                    base=file.base,
                    kind=file.kind,
                    source=file.source,
                    discovery=Discovery(problem=problem),
                )

    def _read(self, file: HubFile) -> Found:
        if file.problem:
            raise UserError(file.problem)
        raw = read_file(file.path)
        body = inflate(raw)
        base = file.base or base_of(body)
        actual = discovery.kind_of(body[:_HEAD])
        kind = file.kind or actual
        source = self._configured(file.source, base)
        found = (
            self._discover(body, base, kind, source)
            if source
            else self._discover_generally(body, base, kind, actual)
        )
        name = source.id if source else None
        return Found(
            path=file.path, base=base, kind=kind, source=name, size=len(raw), discovery=found
        )

    def _configured(self, name: str | None, base: str) -> Source | None:
        if name is None:
            known = self._sources.values()
            return next((one for one in known if host_problem(one, base) is None), None)
        if name not in self._sources:
            raise UserError(
                f"no source is called {name[:60]!r}; `kenwatch sources list` lists them"
            )
        return self._sources[name]

    def _discover_generally(
        self, body: bytes, base: str, kind: HubKind, actual: HubKind
    ) -> Discovery:
        listing = kind == "listing" and actual == "listing"
        source = general_source(base, body, site_only=listing)
        found = self._discover(body, base, kind, source)
        wider = None if listing else widened(source, found)
        return self._discover(body, base, kind, wider) if wider else found

    def _discover(self, body: bytes, base: str, kind: HubKind, source: Source) -> Discovery:
        try:
            return discovery.discover(
                body, base, kind=kind, source=source, now=self._now, since=self._since
            )
        except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not end the run
            return Discovery(problem=f"could not be read by kenwatch itself: {error!r}")
