"""``kenwatch digest``: what happened in a day or a week."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from pathlib import Path  # noqa: TC003 - click reads the signature
from typing import TYPE_CHECKING, Any, get_args

import click

from crawler.verdict import Exit
from desk import options
from desk.config.model import Language, Query
from desk.crawling import sources_option
from desk.digest import gathering, timing
from desk.digest.composing import known_sources
from desk.digest.page import page
from desk.digest.plain import text
from desk.digest.rows import ROW, rows
from desk.digest.telling import told
from desk.errors import UserError
from desk.files import write_out
from desk.reader import reading

if TYPE_CHECKING:
    from datetime import datetime

    from desk.config.model import Config, Digest
    from desk.digest.contents import Contents, Period
    from desk.options import Form


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
@options.form_options
@sources_option
@options.db_option
def digest(
    html: Path | None, form: Form | None, db: Path, sources_dir: Path, **given: str | None
) -> None:
    """Show what happened in a day or a week, as it is sent by mail; nothing is sent.

    New stories by town, the gravest first; older ones with new reports; edits and removals;
    sources in trouble; and how far it can be relied on. Without --name it is of all stories and
    of the last 24 hours or 7 days. What counts is when kenwatch saw a text, not its own date.
    --csv has a line for each story, edit, removal and trouble.
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
    if form is None:
        click.echo(text(outline), nl=False)
    else:
        options.tell(form, record(contents), [*rows(contents)], ROW, lambda _: None)


def _meant(config: Config, given: dict[str, str | None], now: datetime) -> tuple[Query, Period]:
    """Which stories and which time the options mean; raises UserError where they mean none."""
    until = options.until_moment(given["until"]) or now
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
