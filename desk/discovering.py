"""``kenwatch discover``: what saved feeds, sitemaps, section pages and robots.txt name."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import click

from crawler.hubs import discovery
from crawler.hubs.hubbytes import inflate
from crawler.items import Discovery, Skipped
from crawler.survey.generalsource import base_of, extended, general_source, widened
from crawler.urls import host_problem
from crawler.verdict import Exit
from desk import options, tables
from desk.crawling import sources_option
from desk.discoveries import ROW, Found, record, rows, view, without_source
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
# as many as a sitemap may name (sitemaps.org); a crawl takes fewer at a time
_MOST = 50_000


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
@click.option(
    "--kind",
    type=click.Choice(KINDS, case_sensitive=False),
    help="What they are; else told by the bytes.",
)
@click.option("--source", "name", metavar="ID", help="Read as a hub of this source.")
@click.option("--since", metavar="WHEN", help="Leave out what is older: 24h, 7d or a date.")
@click.option("--at", metavar="WHEN", help='When they were fetched, for "yesterday".')
@click.option("--jsonl", metavar="FILE", help="A list of files, one a line, with their bases.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file and line.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV: a line for each article.")
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
    as_csv: bool,
    **given: str | None,
) -> None:
    """Print the articles that saved hubs name, and what was left out and why. Fetches nothing.

    PATHS are feeds, sitemaps, section pages and robots.txt files (also gzipped), directories of
    them, or - for standard input. docs/discover.md describes the record.
    """
    if not paths and jsonl is None:
        raise click.UsageError("give PATHS or --jsonl FILE")
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms: give one of them, not both")
    told = _told(given)
    files = chain(each_file(paths, told), listed_files(jsonl, told) if jsonl else ())
    now = _moment(given["at"]) or options.now()
    since = options.since_moment(given["since"])
    reader = HubReader(loading.load(sources_dir), now=now, since=since)
    if told.source:
        loading.named(sources_dir, [told.source])
    code = Exit.OK
    if as_csv:
        click.echo(tables.csv_line(ROW), nl=False)
    for found in reader.read_all(files):
        if as_csv:
            click.echo("".join(map(tables.csv_line, rows(found))), nl=False)
        else:
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
        return
    tables.put(view(found))


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
        raw = read_file(file)
        body = inflate(raw)
        base = file.base or base_of(body)
        actual = discovery.kind_of(body[:_HEAD])
        kind = file.kind or actual
        named = self._sources.get(file.source) if file.source else None
        guessed = None if named else self._owner(base)
        found = (
            self._discover(body, base, kind, named)
            if named
            else self._discover_widely(body, base, kind, actual, guessed)
        )
        source = named or guessed
        unused = file.unused if named or not file.source else (*file.unused, _unknown(file.source))
        return Found(
            path=file.path,
            base=base,
            kind=kind,
            source=source.id if source else None,
            size=len(raw),
            discovery=replace(found, skipped=(*unused, *found.skipped)),
        )

    def _owner(self, base: str) -> Source | None:
        known = self._sources.values()
        return next((one for one in known if host_problem(one, base) is None), None)

    def _discover_widely(
        self, body: bytes, base: str, kind: HubKind, actual: HubKind, known: Source | None
    ) -> Discovery:
        """Read with the scope that the bytes themselves tell; ``known`` lends its rules."""
        site_only = kind == "listing" and actual == "listing"
        source = (
            extended(known, body, site_only=site_only)
            if known
            else general_source(base, body, site_only=site_only)
        )
        found = self._discover(body, base, kind, source)
        wider = None if site_only else widened(source, found)
        found = self._discover(body, base, kind, wider) if wider else found
        return found if known else without_source(found)

    def _discover(self, body: bytes, base: str, kind: HubKind, source: Source) -> Discovery:
        try:
            return discovery.discover(
                body,
                base,
                kind=kind,
                source=source,
                now=self._now,
                since=self._since,
                limit=_MOST,
            )
        except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not end the run
            return Discovery(problem=f"could not be read by kenwatch itself: {error!r}")


def _unknown(name: str) -> Skipped:
    return Skipped(name[:200], "not used as the source: `kenwatch sources list` lists their ids")
