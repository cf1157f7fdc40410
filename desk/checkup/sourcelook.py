"""The sources: their files, how they are, what they forbid, and which towns they leave out."""

from __future__ import annotations

import shlex
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from crawler.browser.rules import CHROMIUM_MISSING, EXTRA_MISSING, executable, is_installed
from crawler.ownsources import watched_sources
from crawler.sources import SourceError
from crawler.verdict import counted
from desk.checkup import archivecards
from desk.checkup.finding import Check, told
from desk.checkup.subject import CannotLookError
from desk.health.sheet import health_rows
from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from crawler.sources import Source
    from desk.checkup.subject import Subject
    from desk.sources.towncoverage import TownCoverage

_DAYS: Final = timedelta(days=30)
_WELL: Final = frozenset({"ok", "never run", "off"})


def watched(subject: Subject) -> Mapping[str, Source]:
    """The sources of the configuration; raises CannotLookError."""
    try:
        return watched_sources(subject.chosen.settings.sources)
    except SourceError as error:
        raise CannotLookError("the source files cannot be read") from error


def files(directory: Path) -> Check:
    """Whether all source files can be read."""
    try:
        loaded = watched_sources(directory)
    except SourceError as error:
        found, _, mend = str(error).partition("; ")
        return Check("sources", "fail", found, mend or "correct the file")
    enabled = sum(source.enabled for source in loaded.values())
    words = f"{counted(len(loaded), 'source file')}, {enabled} enabled"
    if not enabled:
        return Check("sources", "warn", words, "kenwatch sources enable ID")
    return Check("sources", "ok", words)


def health(subject: Subject) -> Check:
    """How the sources are, by what was learnt of them."""
    with subject.archive() as db:
        rows = health_rows(db, subject.now)
    ill = [row for row in rows if row["state"] not in _WELL]
    if not ill:
        return Check("health", "ok", f"{counted(len(rows), 'source')} without trouble")
    names = (f"{row['source'] or 'this machine'} ({row['state']})" for row in ill)
    found = f"{counted(len(ill), 'source')} in trouble: {told(names)}"
    return Check("health", "warn", found, "kenwatch health")


def never_asked(subject: Subject) -> Check:
    """Whether every enabled source was ever asked."""
    with subject.archive() as db:
        met = archivecards.met(db)
    known = watched(subject)
    missing = sorted(one.id for one in known.values() if one.enabled and one.id not in met)
    if not missing:
        return Check("never asked", "ok", "every enabled source was asked")
    many = counted(len(missing), "enabled source")
    return Check("never asked", "warn", f"{many}: {told(missing)}", "kenwatch crawl")


def robots(subject: Subject) -> Check:
    """Which sources forbid their pages or lists, by their stored answers."""
    since = (subject.now.astimezone(ALMATY) - _DAYS).date().isoformat()
    with subject.archive() as db:
        pages, roads = archivecards.forbidden(db, since), archivecards.closed_roads(db)
    if not pages and not roads:
        return Check("robots.txt", "ok", "no source forbade anything in 30 days")
    names = [
        *(f"{name} ({counted(count, 'list')})" for name, count in roads.items()),
        *(f"{name} ({counted(count, 'page')})" for name, count in pages.items()),
    ]
    found = f"forbade lists or pages in 30 days: {told(names)}"
    mend = "kept to; see kenwatch audit, and look for another way of the source"
    # single pages are a site's right, a closed list leaves nothing to read
    return Check("robots.txt", "warn" if roads else "ok", found, mend)


def towns(subject: Subject) -> Check:
    """Which mono-towns have no local source that this archive ever asked."""
    from desk.sources.towncoverage import asked_of, coverage, told_files
    from pipelines.gazetteer.gazetteer import gazetteer

    directory = subject.chosen.settings.sources
    known = watched(subject)
    with subject.archive() as db:
        met = archivecards.met(db)
    found = coverage(gazetteer().towns.values(), known.values())
    bare = [one.town.name_en for one in found if not _local(one)]
    idle = [one.town.name_en for one in found if _local(one) and not _local(one) & met]
    by = f"by {told_files(directory)} ({asked_of(known.values(), met)})"
    if bare:
        words = f"{counted(len(bare), 'mono-town')} of {len(found)} without a local source"
        mend = f"kenwatch sources coverage --sources-dir {shlex.quote(str(directory))}"
        return Check("towns", "warn", f"{words} {by}: {told(bare)}", mend)
    if idle:
        words = f"the local sources of {counted(len(idle), 'mono-town')} were never asked"
        return Check("towns", "warn", f"{words}, {by}: {told(idle)}", "kenwatch crawl")
    return Check("towns", "ok", f"every mono-town has a local source that was asked, {by}")


def _local(one: TownCoverage) -> set[str]:
    return {source.id for source in one.local if source.enabled}


def browser(
    subject: Subject,
    program: Callable[[Mapping[str, str]], str | None] = executable,
    installed: Callable[[], bool] = is_installed,
) -> Check:
    """Whether what draws pages is there, where a watched source needs it."""
    drawn = [one.id for one in watched(subject).values() if one.enabled and one.render == "browser"]
    if not drawn:
        return Check("browser", "ok", "no watched source needs one")
    found = program(subject.environ)
    lack = "" if installed() else EXTRA_MISSING
    if lack := lack or ("" if found else CHROMIUM_MISSING):
        words, _, mend = lack.partition(": ")
        return Check("browser", "fail", f"{told(drawn)}: {words}", mend)
    return Check("browser", "ok", f"{found}, for {told(drawn)}")


def look(subject: Subject) -> Iterator[Check]:
    """The check of the files; the others are taken one by one."""
    yield files(subject.chosen.settings.sources)
