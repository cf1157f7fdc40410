"""``kenwatch digest``: what happened in a day or a week."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path  # noqa: TC003 - click reads the signature
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from crawler.verdict import Exit
from desk import options
from desk.config.model import Language, Query
from desk.crawling import sources_option
from desk.digest import gathering, timing
from desk.digest.composing import known_sources
from desk.digest.page import page
from desk.digest.plain import text
from desk.digest.telling import told
from desk.errors import UserError
from desk.files import write_out
from desk.moments import parse_since
from desk.reader import reading
from desk.watchdays import begin_of

if TYPE_CHECKING:
    from desk.config.model import Config, Digest
    from desk.digest.contents import Contents, Period

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command(
    epilog=options.examples(
        "kenwatch digest",
        "kenwatch digest --every week --language kk --html week.html",
        "kenwatch digest --until 2026-11-20",
        "kenwatch digest --name morning",
    )
)
@click.option("--name", metavar="NAME", help="As this digest of the configuration file.")
@click.option("--every", type=click.Choice(["day", "week"]), help="Of a day (default) or a week.")
@click.option(
    "--until", metavar="WHEN", help="Up to: 24h (ago), a day (with all of it) or a time (Almaty)."
)
@click.option("--language", type=click.Choice(list(get_args(Language))), help="In this language.")
@click.option("--html", type=options.FILE, metavar="FILE", help="Write it to a file, laid out.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@sources_option
@options.db_option
def digest(
    html: Path | None, db: Path, sources_dir: Path, *, as_json: bool, **given: str | None
) -> None:
    """Show what happened in a day or a week, as it is sent by mail; nothing is sent.

    New stories by town, the gravest first; older ones with new reports; edits and removals;
    sources in trouble; and how far it can be relied on. Without --name it is of all stories and
    of the last 24 hours or 7 days. What counts is when kenwatch saw a text, not its own date.
    """
    config, now = options.chosen().settings, options.now()
    query, period = _meant(config, given, now)
    language = given["language"] or _language(config, given["name"])
    with reading(db) as archive:
        contents = gathering.gather(
            archive,
            query,
            period,
            now,
            name=given["name"] or "",
            sources=known_sources(sources_dir),
        )
    outline = told(contents, language)
    if html:
        write_out([page(outline).encode()], html)
        options.note(f"Written: {html}")
    if as_json:
        options.print_json(record(contents))
    else:
        click.echo(text(outline), nl=False)


def _meant(config: Config, given: dict[str, str | None], now: datetime) -> tuple[Query, Period]:
    """Which stories and which time the options mean; raises UserError where they mean none."""
    until = _until(given["until"], now) if given["until"] else now
    if given["name"] is None:
        return Query(), timing.up_to(until, given["every"] or "day")
    if given["every"]:
        raise UserError("--name and --every: the digest tells how often; give one", Exit.USAGE)
    named = _named(config, given["name"])
    return named, timing.period_of(named, until)


def _named(config: Config, name: str) -> Digest:
    known = {one.name: one for one in config.digests}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(known) or 'none'}"
    raise UserError(
        f"--name {name[:40]!r}: the configuration has no such digest; {hint}", Exit.USAGE
    )


def _language(config: Config, name: str | None) -> str:
    return config.language_of(_named(config, name)) if name else config.language


def _until(words: str, now: datetime) -> datetime:
    """The moment meant; a day is meant with all of it, today up to now."""
    moment = parse_since(words, now)
    if moment is None or moment > now:
        trouble = "is no time" if moment is None else "is still to come"
        raise UserError(
            f"--until {words[:40]!r}: {trouble}; write 2026-11-20, 2026-11-20T08:00 or 24h",
            Exit.USAGE,
        )
    if not _DAY.fullmatch(words.strip()):
        return moment
    return min(now, begin_of(date.fromisoformat(words.strip()) + timedelta(days=1)))


def record(contents: Contents) -> dict[str, Any]:
    """A digest as one JSON object, in no language."""
    found = asdict(contents) | {"is_empty": contents.is_empty, "texts": contents.texts}
    found["watch"]["is_whole"] = contents.watch.is_whole
    return {name: _value(value) for name, value in found.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _value(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
