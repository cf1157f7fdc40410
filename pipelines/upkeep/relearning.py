"""The recurring lines of every site, looked at anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.verdict import counted
from pipelines import learnt

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.archive import Archive


def relearn_all(archive: Archive, now: datetime) -> str:
    """Learn the lines of each site as at the end of a run; raises ArchiveError.

    A run that was killed learns nothing, and what a person decided may ask for another look. One
    site, one transaction: a kill keeps the sites before it.
    """
    sites = learnt.sites(archive.connection)
    lines = 0
    for site in sites:
        with archive.write() as db:
            lines += learnt.relearn(db, site, now)
    return f"{counted(len(sites), 'site')} looked at, {counted(lines, 'line')} newly learnt"
