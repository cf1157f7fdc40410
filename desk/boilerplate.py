"""``kenwatch boilerplate``: the lines that recur on the pages of a site, and whether they go."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Literal

import click
from rich.console import Group
from rich.text import Text

from crawler.verdict import Exit
from desk import completing, ledger, options
from desk.cleaning import writing
from desk.errors import UserError
from desk.lazygroup import LazyGroup
from desk.reader import reading
from desk.tables import Column, plain, table
from pipelines import learnt
from pipelines.boilerplate.rulebook import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from desk.options import Form
    from pipelines.learnt import KnownLine

TABLE: Mapping[str, tuple[str, str]] = {
    "list": ("desk.boilerplate:list_lines", "List the lines that recur, and what becomes of each."),
    "approve": ("desk.boilerplate:approve", "Take a line out of the articles from now on."),
    "keep": ("desk.boilerplate:keep", "Leave a line in the articles from now on."),
}
_STATES = ("learnt", "proposed", "approved", "kept")
_COLUMNS = [
    "source", "number", "state", "place", "articles", "of_articles", "example", "why", "urls",
    "line", "first_seen_at", "last_seen_at",
]  # fmt: skip
_STYLES = {"learnt": "green", "approved": "green", "proposed": "yellow", "kept": "dim"}


@click.group(
    cls=LazyGroup,
    table=TABLE,
    epilog=options.examples(
        "kenwatch boilerplate list --state proposed",
        "kenwatch boilerplate approve tengrinews 4",
        'kenwatch boilerplate keep inform "Справка"',
    ),
)
def boilerplate() -> None:
    """List the lines that recur on a site, and decide which are no part of its articles.

    Learnt lines are taken out on the evidence, proposed ones stay until you approve them; what
    you approve or keep is never changed again by what kenwatch sees.
    """


@click.command(
    "list",
    epilog=options.examples(
        "kenwatch boilerplate list --state proposed",
        "kenwatch boilerplate list --source inform --csv > lines.csv",
    ),
)
@click.option(
    "--source",
    "site",
    metavar="ID",
    shell_complete=completing.sources,
    help="Only the lines of this source.",
)
@click.option("--state", type=click.Choice(_STATES), help="Only lines in this state.")
@options.form_options
@options.db_option
def list_lines(form: Form | None, db: Path, *, site: str | None, state: str | None) -> None:
    """List the lines that recur over the articles of each source.

    learnt: taken out, on the evidence. proposed: recurs, but may be the articles' own, and stays
    until you decide. approved: taken out, kept: stays, as you decided. The number in front of a
    line is its name for `approve` and `keep`.
    """
    with reading(db) as archive:
        if site is not None:
            ledger.require_source(archive, site)
        known = learnt.known_lines(archive, site, state)
    if not known:
        options.note("No such line is known; `kenwatch clean` looks for them in what is stored.")
    rows = [_record(line) for line in known]
    options.emit(form, rows, _COLUMNS, lambda _: Group(*_tables(known)) if known else None)


def _record(line: KnownLine) -> dict[str, Any]:
    given = {"source": line.site, **asdict(line)}
    return {name: given[name] for name in _COLUMNS}


def _tables(known: Sequence[KnownLine]) -> Iterator[RenderableType]:
    columns = (
        Column("number", "no", "right", style="cyan"),
        Column("state", "state"),
        Column("count", "articles", "right"),
        Column("place", "place"),
        Column("line", "line", flexible=True),
    )
    for site in dict.fromkeys(line.site for line in known):
        yield Text(plain(site), style="bold")
        yield table(
            columns,
            (
                {
                    "number": str(line.number),
                    "state": Text(line.state, style=_STYLES[line.state]),
                    "count": f"{line.articles} of {line.of_articles}",
                    "place": line.place,
                    "line": Group(
                        Text(plain(line.example)), Text(f"why: {plain(line.why)}", style="dim")
                    ),
                }
                for line in known
                if line.site == site
            ),
        )


_SOURCE = click.argument("site", metavar="SOURCE", shell_complete=completing.sources)
_LINE = click.argument("line", metavar="LINE")


@click.command(epilog=options.examples("kenwatch boilerplate approve tengrinews 4"))
@_SOURCE
@_LINE
@options.form_options
@options.db_option
def approve(site: str, line: str, form: Form | None, db: Path) -> None:
    """Take a line out of the articles of a source from now on.

    LINE is its number in `kenwatch boilerplate list`, or its words.
    """
    found = _decide(site, line, db, "approved")
    _tell(form, found, f"{site}: taken out from now on: {plain(found.example)}")
    options.note(f"`kenwatch clean --source {site}` takes it out of what is stored, too.")


@click.command(epilog=options.examples('kenwatch boilerplate keep inform "Справка"'))
@_SOURCE
@_LINE
@options.form_options
@options.db_option
def keep(site: str, line: str, form: Form | None, db: Path) -> None:
    """Leave a line in the articles of a source from now on.

    LINE is its number in `kenwatch boilerplate list`, or its words. Articles that lost it when
    `kenwatch clean` ran get it back when that runs again, others when their page is read again.
    """
    found = _decide(site, line, db, "kept")
    _tell(form, found, f"{site}: stays from now on: {plain(found.example)}")
    options.note(f"`kenwatch clean --source {site}` brings it back where it was taken out.")


def _tell(form: Form | None, line: KnownLine, words: str) -> None:
    record = _record(line)
    options.tell(form, record, [record], _COLUMNS, lambda _: plain(words))


def _decide(site: str, line: str, db: Path, state: Literal["approved", "kept"]) -> KnownLine:
    with writing(db) as archive:
        found = _meant(learnt.known_lines(archive.connection, site), site, line)
        with archive.write() as connection:
            learnt.decide(connection, site, found.line, state, options.now())
    return replace(found, state=state)


def _meant(known: Sequence[KnownLine], site: str, words: str) -> KnownLine:
    """The line of a number, or else of these words; raises UserError where there is none."""
    if not known:
        raise UserError(
            f"{site}: no recurring line of it is known; `kenwatch boilerplate list` shows "
            "the sources that have some",
            Exit.USAGE,
        )
    wanted = normalized(words)
    for found in known:
        if wanted == found.line or words.strip() == str(found.number):
            return found
    raise UserError(
        f"{site}: no recurring line is {words[:60]!r}; `kenwatch boilerplate list --source {site}` "
        "shows them, give the number or the whole line",
        Exit.USAGE,
    )
