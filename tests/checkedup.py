"""A healthy archive with all that doctor looks at, to be harmed one way at a time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.checkup.rounds import CHECKS, examine
from desk.checkup.subject import Subject
from desk.config.chosen import Chosen
from pipelines.upkeep.rotation import backup_name
from tests.desk_archive import NOW, build

if TYPE_CHECKING:
    from pathlib import Path

    from desk.checkup.finding import Check

SOURCE = """
id = "azattyq"
name = "Азаттық"
country = "KZ"
languages = ["kk"]
group = "national"
hosts = ["azattyq.example"]
"""
AT = datetime.fromisoformat(NOW)


def healthy(folder: Path) -> Path:
    """An archive of which every check can be made, with its configuration and one backup."""
    archive = build(folder / "kenwatch.db")
    change(archive, "UPDATE run_source SET problem = NULL")
    (folder / "sources").mkdir()
    (folder / "sources" / "azattyq.toml").write_text(SOURCE, encoding="utf-8")
    backups = folder / "backups"
    backups.mkdir()
    (backups / backup_name("kenwatch", AT - timedelta(hours=3))).write_bytes(archive.read_bytes())
    configure(folder)
    return archive


def configure(folder: Path, more: str = "") -> None:
    """The configuration beside the archive."""
    (folder / "kenwatch.toml").write_text(
        f'archive = "{folder}/kenwatch.db"\nsources = "{folder}/sources"\ncontact = "a@b.example"\n'
        f'[backup]\nfolder = "{folder}/backups"\n{more}',
        encoding="utf-8",
    )


def change(archive: Path, *statements: str) -> None:
    """Change rows of an archive."""
    with closing(sqlite3.connect(archive)) as db, db:
        for statement in statements:
            db.execute(statement)


def subject(archive: Path, *, deep: bool = False, now: datetime = AT) -> Subject:
    """The archive to be looked at, by the configuration beside it."""
    file = archive.parent / "kenwatch.toml"
    chosen = Chosen(file if file.exists() else None)
    return Subject(path=archive, now=now, chosen=chosen, deep=deep, environ={})


# the same whatever the archive is, and slow when made again and again
OF_MACHINE = {"software", "certificates"}


def looked(archive: Path, *, deep: bool = False) -> dict[str, Check]:
    """What all checks find that look at the archive and what is around it, by their names."""
    checks = {name: look for name, look in CHECKS.items() if name not in OF_MACHINE}
    return {one.what: one for one in examine(subject(archive, deep=deep), checks)}
