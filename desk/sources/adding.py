"""``kenwatch sources add``: look at a site and propose a source file for it."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from crawler.addresses import host_of, in_scope, normal_host, parse_literal, refusal
from crawler.ownsources import RESERVED_ID, place_of_new, save_new
from crawler.sourcefile import to_toml
from crawler.sources import BUILTIN, Source, SourceError
from crawler.survey.proposal import (
    DEFAULT_DELAY,
    HOME_COUNTRY,
    Given,
    country_of,
    propose,
    propose_id,
    site_host,
)
from crawler.urls import safe_join
from crawler.verdict import Exit
from desk.crawling import sources_option
from desk.errors import UserError
from desk.options import examples, form_options, note, now, tell
from desk.sources import checkview, loading
from desk.sources.newcomers import new_id
from desk.sources.siteproblem import site_problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from crawler.survey.checks import RoadCheck
    from crawler.survey.proposal import Seen
    from desk.options import Form

_GROUPS = ("national", "agency", "government", "industry", "regional", "neighbouring")


def _pins(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pins = {}
    for value in values:
        host, found, address = value.partition("=")
        if not (host and found) or parse_literal(address) is None:
            raise click.BadParameter(f"{value!r} is not like news.intranet=10.0.0.5")
        pins[normal_host(host)] = address
    return pins


@click.command(
    epilog=examples(
        "kenwatch sources add https://example.kz",
        "kenwatch sources add example.kz --id example --write",
        "kenwatch sources add http://news.intranet --pin news.intranet=10.0.0.5",
    )
)
@click.argument("url")
@click.option("--id", metavar="ID", help="Its id (default: from the host).")
@click.option("--name", metavar="NAME", help="Its name (default: as the site calls itself).")
@click.option("--country", metavar="CODE", help="Its country, like KZ (default: from the host).")
@click.option("--group", type=click.Choice(_GROUPS), help="What kind of source it is.")
@click.option(
    "--pin", multiple=True, callback=_pins, metavar="HOST=ADDRESS",
    help="Allow this private address for the host; repeat.",
)  # fmt: skip
@click.option(
    "--delay", type=click.FloatRange(0, 120), metavar="SECONDS", default=DEFAULT_DELAY,
    show_default=True, help="Pause between two requests to the site.",
)  # fmt: skip
@click.option("--write", is_flag=True, help="Save it as a source of your own.")
@form_options
@sources_option
@click.pass_context
def add(
    ctx: click.Context, /, url: str, form: Form | None, sources_dir: Path, **options: Any
) -> None:
    """Look at a site and print a source file for it, with the roads that work.

    Reads the front page and robots.txt, tries the feeds and sitemaps that they name, else the
    usual addresses, and up to three sections. It asks as politely as a crawl does: at most
    some thirty requests, in two or three minutes. What was tried is in --json,
    and a line each in --csv.

    Ends with code 2 where a source has the site already, 5 where nothing was found, 6 where
    the site cannot be read.
    """
    homes = _homes(url, options["pin"])
    known = loading.load_any(sources_dir)
    given = _given(options)
    _look_for_twins(known, homes[0], given)
    if given.id is None and propose_id(site_host(homes[0])) == RESERVED_ID:
        given = replace(given, id=new_id(RESERVED_ID, set(known)))
    seen = _survey(homes, given, list(known.values()))
    problem = site_problem(homes[0], seen, options["pin"])
    if problem:
        told = {"problem": str(problem), "exit_code": problem.code}
        _tell(form, seen, told, "")
        if form:
            ctx.exit(problem.code)
        raise problem
    source, notes = propose(seen, given, now().date())
    if source.id in known:
        notes += (f"id: there is a source {source.id}; give this one another with --id",)
    path = _save(source, known, place_of_new(sources_dir), notes) if options["write"] else None
    told = {
        "source": source.model_dump(mode="json", exclude_defaults=True),
        "toml": _text(source, notes),
        "notes": list(notes),
        "file": str(path) if path else None,
    }
    _tell(form, seen, told, _text(source, notes))
    if path:
        place = "" if sources_dir == BUILTIN else f" --sources-dir {shlex.quote(str(sources_dir))}"
        note(f"Saved as {path}; `kenwatch crawl --source {source.id}{place}` reads it.")


def _tell(form: Form | None, seen: Seen, told: Mapping[str, Any], text: str) -> None:
    """Print what was found: all of it as JSON, what was tried as CSV, else the source file."""
    if form is None:
        click.echo(text, nl=False)
        return
    rows = [*checkview.rows({"": seen.checks})]
    tell(form, {**_record(seen), **told}, rows, checkview.ROW, lambda _: None)


def _homes(url: str, pins: Mapping[str, str]) -> list[str]:
    """The spellings of the front page to try; raises UserError for what is never fetched."""
    spellings = [url] if "://" in url else [f"https://{url}", f"http://{url}"]
    homes = [home for spelling in spellings if (home := safe_join("", spelling))]
    if not homes:
        raise UserError(f"{url[:200]}: is no web address; write https://example.kz", Exit.USAGE)
    problem = refusal(homes[0], pins)
    if problem:
        hint = f"to allow it: --pin {host_of(homes[0])}=ADDRESS"
        raise UserError(f"{url[:200]}: {problem}; {hint}", Exit.USAGE)
    return homes


def _given(options: Mapping[str, Any]) -> Given:
    """What the user said; raises UserError for an id or country that no source may have."""
    country = options["country"].upper() if options["country"] else None
    if options["id"] and not re.fullmatch("[a-z0-9][a-z0-9_]*", options["id"]):
        raise UserError(f"--id {options['id']!r}: an id is like my_paper_2", Exit.USAGE)
    if options["id"] == RESERVED_ID:
        raise UserError(f"--id {RESERVED_ID}: is kept for the file of switches", Exit.USAGE)
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise UserError(f"--country {country!r}: a country is like KZ", Exit.USAGE)
    return Given(
        id=options["id"],
        name=options["name"],
        country=country,
        group=options["group"],
        pin=options["pin"],
        delay=options["delay"],
    )


def _look_for_twins(known: Mapping[str, Source], home: str, given: Given) -> None:
    """Raises UserError where a source has the host or the wanted id already."""
    host = host_of(home)
    twin = next((one for one in known.values() if in_scope(host, one.hosts)), None)
    if twin:
        raise UserError(
            f"{host}: is a host of source {twin.id} already; `kenwatch sources show {twin.id}`"
            f" tells what is known of it, `kenwatch sources check {twin.id}` tries its roads",
            Exit.USAGE,
        )
    if given.id in known:
        raise UserError(
            f"--id {given.id}: there is a source with this id; choose another", Exit.USAGE
        )


def _survey(homes: list[str], given: Given, known: list[Source]) -> Seen:
    # Scrapy is heavy; only what goes to the network needs it
    from crawler.spiders.survey import SurveySpider
    from crawler.survey.probing import run_spider

    host = host_of(homes[0])
    country, zone = country_of(host) or HOME_COUNTRY
    site = Source(
        id="site",
        name=host,
        country=country,
        languages=("ru",),
        group="regional",
        zone=zone,
        hosts=(site_host(homes[0]),),
        pin=given.pin or {},
        delay_seconds=DEFAULT_DELAY if given.delay is None else given.delay,
    )
    spider, interrupted = run_spider(
        SurveySpider, [site], neighbours=known, homes=homes, tell=_tell_road
    )
    if interrupted or spider.seen is None:
        raise UserError(f"{homes[0]}: interrupted; nothing was proposed", Exit.INTERRUPTED)
    seen: Seen = spider.seen
    return seen


def _tell_road(check: RoadCheck) -> None:
    cause = f" ({check.cause})" if check.cause and not check.works else ""
    note(f"{check.kind} {check.url}: {checkview.WORDS[check.verdict]}{cause}")


def _text(source: Source, notes: tuple[str, ...]) -> str:
    head = f"# Proposed by `kenwatch sources add {source.front_page}`; look it through.\n"
    return head + "".join(f"# {line}\n" for line in notes) + to_toml(source)


def _save(source: Source, known: Mapping[str, Source], place: Path, notes: tuple[str, ...]) -> Path:
    if source.id in known:
        raise UserError(
            f"id {source.id}: there is a source with this id; choose another with --id", Exit.USAGE
        )
    path = place / f"{source.id}.toml"
    try:
        save_new(path, _text(source, notes))
    except SourceError as error:
        raise UserError(str(error), error.exit_code) from error
    return path


def _record(seen: Seen) -> dict[str, Any]:
    return {"checks": [checkview.record(check) for check in seen.checks]}
