"""Secrets that the file names but does not hold: ``{ env = "NAME" }`` and ``{ file = "PATH" }``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Resolve = Callable[[Any], str]

HOW: Final = 'write the address itself, { env = "NAME" } or { file = "PATH" }'
# an address of apprise is a line
_LARGEST: Final = 10_000
_UNREAD: Final = "unread://"


class NoAddressError(ValueError):
    """A reference that leads nowhere, in words."""


def resolved(values: Mapping[str, Any], resolve: Resolve, problems: list[str]) -> dict[str, Any]:
    """The settings with every address in its place.

    What cannot be resolved is left out and added to ``problems``.
    """

    def put(where: str, value: object) -> str | None:
        try:
            return resolve(value)
        except NoAddressError as fault:
            problems.append(f"{where} {fault}")
            return None

    changed = dict(values)
    sinks, daemon = values.get("sinks"), values.get("daemon")
    if isinstance(sinks, dict):
        # one that leads nowhere stays known by its name
        changed["sinks"] = {
            name: put(f"sinks.{name}", one) or _UNREAD for name, one in sinks.items()
        }
    if isinstance(daemon, dict) and "ping_url" in daemon:
        changed["daemon"] = {**daemon, "ping_url": put("daemon.ping_url", daemon["ping_url"])}
    return changed


def unread(value: object) -> str:
    """In place of the address, for commands that send nothing and may not even read it."""
    return value if isinstance(value, str) else _UNREAD


def reader(environ: Mapping[str, str], folder: Path) -> Resolve:
    """Reads what a reference names; a relative path is one of ``folder``."""

    def resolve(value: object) -> str:
        if isinstance(value, str):
            found, where = value, "is"
        elif isinstance(value, dict) and list(value) == ["env"]:
            where = f"is to be in the variable {value['env']}, which is"
            found = environ.get(str(value["env"]), "")
        elif isinstance(value, dict) and list(value) == ["file"]:
            path = folder / Path(str(value["file"])).expanduser()
            found, where = _line(path), f"is to be in {path}, which is"
        else:
            raise NoAddressError(f"is no address: {HOW}")
        if not found.strip():
            raise NoAddressError(f"{where} empty or not there: {HOW}")
        return found.strip()

    return resolve


def _line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(_LARGEST)
    except FileNotFoundError:
        return ""
    except OSError as error:
        reason = error.strerror
    except UnicodeDecodeError:
        reason = "it is not text in UTF-8"
    raise NoAddressError(f"is to be in {path}, which cannot be read ({reason})")
