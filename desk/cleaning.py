"""``kenwatch clean``: what recurs on every page of a site, taken out of the stored articles."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit, counted
from desk import options
from desk.errors import UserError
from desk.reader import NO_ARCHIVE
from desk.tables import plain, unwrapped
from pipelines import learnt
from pipelines.archive import Archive, ArchiveError
from pipelines.cleaning import SiteCleaned, clean_stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desk.options import Form

_SHOWN = 30
_COLUMNS = ("source", "texts", "articles", "copies", "restored", "off_topic", "lines")


@contextmanager
def writing(path: Path, *, dry_run: bool = False) -> Iterator[Archive]:
    """The archive for writing, closed at the end; raises UserError where it cannot be used."""
    if not path.exists():
        raise UserError(f"{path}: {NO_ARCHIVE}")
    try:
        archive = Archive(path, dry_run=dry_run)
        try:
            yield archive
        finally:
            archive.close()
    except ArchiveError as error:
        raise UserError(str(error), error.exit_code) from error


@click.command(
    epilog=options.examples(
        "kenwatch clean --dry-run",
        "kenwatch clean",
        "kenwatch clean --source tengrinews --source inform",
    )
)
@options.names_option
@click.option("--dry-run", is_flag=True, help="Only tell what would be taken out.")
@options.form_options
@options.db_option
def clean(names: tuple[str, ...], form: Form | None, db: Path, *, dry_run: bool) -> None:
    """Take what is learnt to be no part of the articles out of those already stored.

    Looks first which lines recur over the articles of each source. Of these, what is learnt or
    approved (see `kenwatch boilerplate list`) goes; each article that changes is judged anew, and
    its text so far stays in its history. New articles are cleaned when they are stored. Articles
    that lost a line which you decided to keep since then get it back.
    """
    with writing(db, dry_run=dry_run) as archive:
        wanted = _wanted(archive, names)
        now = options.now()
        for site in wanted:
            with archive.write() as connection:
                learnt.relearn(connection, site, now)
        done = clean_stored(archive, wanted, now, dry_run=dry_run)
    rows = [_record(site) for site in done]
    options.emit(form, rows, _COLUMNS, lambda _: unwrapped("\n".join(_told(done, dry_run=dry_run))))


def _wanted(archive: Archive, names: Sequence[str]) -> list[str]:
    known = learnt.sites(archive.connection)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UserError(
            f"--source {', '.join(unknown)}: the archive has no article of it; "
            "`kenwatch status` shows what it holds, `kenwatch sources list` the names",
            Exit.USAGE,
        )
    return [site for site in known if site in names or not names]


def _record(site: SiteCleaned) -> Mapping[str, Any]:
    return {
        "source": site.site,
        "texts": site.texts,
        "articles": site.articles,
        "copies": site.copies,
        "restored": site.restored,
        "off_topic": site.off_topic,
        "lines": [{"line": line, "texts": count} for line, count in site.lines.items()],
    }


def _told(done: Iterable[SiteCleaned], *, dry_run: bool) -> Iterator[str]:
    changed = [site for site in done if site.lines or site.restored]
    for site in changed:
        yield from _texts_told(site, dry_run=dry_run)
        shown = list(site.lines.items())
        for line, count in shown[:_SHOWN]:
            yield f"  {count:>5} × {plain(line)}"
        if len(shown) > _SHOWN:
            yield f"  and {len(shown) - _SHOWN} lines more; --json shows all"
        if site.off_topic:
            off_topic = counted(site.off_topic, "article")
            yield f"  {off_topic} no longer on a topic, kept all the same"
    if not changed:
        yield "Nothing to take out: no stored text holds a learnt or approved line."
    elif dry_run:
        yield "Dry run: nothing was changed."


def _texts_told(site: SiteCleaned, *, dry_run: bool) -> Iterator[str]:
    told = [counted(site.articles, "article")] if site.articles else []
    told += [counted(site.copies, "copy", "copies")] if site.copies else []
    if told:
        yield f"{site.site}: {' and '.join(told)} {'would change' if dry_run else 'changed'}"
    if site.restored:
        got = "would get" if dry_run else "got"
        yield f"{site.site}: {counted(site.restored, 'article')} {got} kept lines back"
