"""All checks, one after the other: one that breaks down never stops the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.checkup import (
    archivefile,
    certificates,
    filesystem,
    keeping,
    keptup,
    network,
    screen,
    software,
    sourcelook,
    times,
)
from desk.checkup.finding import Check
from desk.checkup.subject import CannotLookError
from desk.config.errors import ConfigError
from desk.errors import UserError
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from desk.checkup.subject import Subject

    Look = Callable[[Subject], Check | Iterable[Check]]

CHECKS: Final[Mapping[str, Look]] = {
    "software": software.look,
    "archive": archivefile.archive,
    "search index": archivefile.search_index,
    "references": archivefile.references,
    "triggers and views": keptup.shape,
    "days": keptup.days,
    "log": archivefile.log,
    "writer": archivefile.writer,
    "disk": filesystem.look,
    "times": times.look,
    "certificates": certificates.look,
    "network": network.look,
    "sources": sourcelook.look,
    "health": sourcelook.health,
    "never asked": sourcelook.never_asked,
    "robots.txt": sourcelook.robots,
    "towns": sourcelook.towns,
    "browser": sourcelook.browser,
    "configuration": keeping.configuration,
    "daemon": keeping.daemon,
    "messages": keeping.messages,
    "backups": keeping.backups,
    "screen": lambda subject: screen.screen(subject.environ),
}


def examine(subject: Subject, checks: Mapping[str, Look] = CHECKS) -> list[Check]:
    """All findings, in the order in which they are shown."""
    return [found for name, look in checks.items() for found in _looked(name, look, subject)]


def _looked(name: str, look: Look, subject: Subject) -> Iterator[Check]:
    try:
        found = look(subject)
        yield from [found] if isinstance(found, Check) else found
    except ConfigError:
        # told in full by the check of the configuration itself
        yield Check(name, "skip", "not looked at: the configuration cannot be read")
    except CannotLookError as error:
        yield Check(name, "skip", f"not looked at: {error}")
    except UserError as error:
        yield Check(name, "fail", plain(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other checks are made
        words = f"could not be looked at ({type(error).__name__}: {plain(error)[:200]})"
        yield Check(name, "fail", words, "tell the makers of kenwatch")
