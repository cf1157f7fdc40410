"""``kenwatch rejudge``: what is stored, judged anew by the words and rules of today."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Group
from rich.progress import Progress

from crawler.verdict import Exit, counted
from desk import options, tables
from desk.cleaning import writing
from desk.queries import TOPICS
from pipelines.rejudging import Rejudged, prepare, rejudge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from desk.options import Form
    from pipelines.archive import Archive

_SHOWN: Final = 10
_COLUMNS: Final = ("article_id", "title", "was", "is_now")


@dataclass(slots=True)
class Tally:
    """What judging anew came to so far; ``of`` articles are to be judged."""

    of: int
    done: list[Rejudged] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """Articles of which anything changed."""
        return sum(one.changed for one in self.done)

    @property
    def off_topic(self) -> list[Rejudged]:
        """Articles that were on a topic and are on none any more."""
        return [one for one in self.done if one.was and not one.is_now]

    def gained(self, topic: str) -> list[Rejudged]:
        """Articles that are newly on a topic."""
        return [one for one in self.done if topic in one.is_now - one.was]

    def lost(self, topic: str) -> list[Rejudged]:
        """Articles that are no longer on a topic."""
        return [one for one in self.done if topic in one.was - one.is_now]

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many mentions, facts, events and quotations there were, and are."""
        names = dict.fromkeys(name for one in self.done for name in one.before)
        return {
            name: (
                sum(one.before[name] for one in self.done),
                sum(one.after[name] for one in self.done),
            )
            for name in names
        }


@click.command(
    name="rejudge",
    epilog=options.examples(
        "kenwatch rejudge --dry-run",
        "kenwatch rejudge",
        "kenwatch rejudge --since 30d",
    ),
)
@click.option("--since", metavar="WHEN", help="Published since: 24h, 7d, 2w or 2026-11-01.")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@options.form_options
@options.db_option
@click.pass_context
def rejudge_stored(
    ctx: click.Context, since: str | None, form: Form | None, db: Path, *, dry_run: bool
) -> None:
    """Judge the stored articles anew, after an update of kenwatch.

    Topics, names, figures, events and quotations are told again by the words, the gazetteer and
    the rules of today; the texts stay as they are. An article that is on no topic any more stays,
    but is listed under none. Stopped half-way, what is done stays done. --csv has a line for each
    article whose topics changed.
    """
    moment = options.since_moment(since)
    with writing(db, dry_run=dry_run) as archive:
        tally = _judged(archive, prepare(archive, moment))
    options.tell(
        form,
        _record(tally, dry_run=dry_run),
        [*_turned(tally)],
        _COLUMNS,
        lambda _: Group(*_told(tally, dry_run=dry_run)),
    )
    if len(tally.done) < tally.of:
        ctx.exit(Exit.INTERRUPTED)


def _judged(archive: Archive, ids: Sequence[int]) -> Tally:
    """Judge these articles; when interrupted, those so far."""
    tally = Tally(len(ids))
    screen = tables.console(sys.stderr)
    try:
        with Progress(console=screen, transient=True, disable=not screen.is_terminal) as bar:
            for article_id in bar.track(ids, description="Judging"):
                tally.done.append(rejudge(archive, article_id))
    except KeyboardInterrupt:
        pass
    return tally


def _record(tally: Tally, *, dry_run: bool) -> dict[str, Any]:
    return {
        "articles": len(tally.done),
        "of": tally.of,
        "changed": tally.changed,
        "topics": {
            topic: {"gained": _ids(tally.gained(topic)), "lost": _ids(tally.lost(topic))}
            for topic in TOPICS
        },
        "off_topic": _ids(tally.off_topic),
        "counts": {
            name: {"before": before, "after": after}
            for name, (before, after) in tally.counts().items()
        },
        "dry_run": dry_run,
    }


def _turned(tally: Tally) -> Iterator[dict[str, Any]]:
    """A row an article that came to a topic or went from one."""
    for one in tally.done:
        if one.was != one.is_now:
            values = (one.article_id, one.title, sorted(one.was), sorted(one.is_now))
            yield dict(zip(_COLUMNS, values, strict=True))


def _ids(articles: Sequence[Rejudged]) -> list[int]:
    return [one.article_id for one in articles]


def _told(tally: Tally, *, dry_run: bool) -> Iterator[RenderableType]:
    """What came of it; --csv tells which articles turned."""
    would = "would change" if dry_run else "changed"
    yield f"{counted(len(tally.done), 'article')} judged anew: {tally.changed} {would}."
    for topic, name in TOPICS.items():
        yield from _listed(f"newly on {name}", tally.gained(topic))
        yield from _listed(f"no longer on {name}", tally.lost(topic))
    if tally.off_topic:
        yield f"{counted(len(tally.off_topic), 'article')} on no topic any more, kept all the same."
    if tally.changed:
        yield _counts(tally)
    if len(tally.done) < tally.of:
        yield f"Interrupted: {len(tally.done)} of {tally.of} were judged; run it again for all."
    if dry_run:
        yield "Dry run: nothing was changed."


def _listed(heading: str, articles: Sequence[Rejudged]) -> Iterator[str]:
    if articles:
        yield f"{counted(len(articles), 'article')} {heading}:"
    for one in articles[:_SHOWN]:
        yield f"  {one.article_id:>5}  {tables.plain(one.title)}"
    if len(articles) > _SHOWN:
        yield f"  … and {len(articles) - _SHOWN} more, --json has all"


def _counts(tally: Tally) -> RenderableType:
    columns = [
        tables.Column("name", "in all"),
        tables.Column("before", "before", "right"),
        tables.Column("after", "now", "right"),
    ]
    return tables.table(
        columns,
        (
            {"name": name, "before": f"{before:,}", "after": f"{after:,}"}
            for name, (before, after) in tally.counts().items()
        ),
    )
