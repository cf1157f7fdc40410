"""Secrets that the file names but does not hold: ``{ env = "NAME" }`` and ``{ file = "PATH" }``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desk.config.secrecy import quotable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Resolve = Callable[[Any], str]

HOW: Final = 'write the address itself, { env = "NAME" } or { file = "PATH" }'
# an address of apprise is a line
_LARGEST: Final = 10_000
UNREAD: Final = "unread://"
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]{0,59}")
_MOST_DIGITS: Final = 5


class NoAddressError(ValueError):
    """What is no address, in words."""


class NowhereError(NoAddressError):
    """A reference to a variable or file that is not there, or empty, or cannot be read."""


def resolved(
    values: Mapping[str, Any], resolve: Resolve, problems: list[str], missing: dict[str, str]
) -> dict[str, Any]:
    """The settings with every address in its place.

    What is no address is added to ``problems``. What lies elsewhere and is not to be had there
    (it may be later) is added to ``missing`` by its key, in words.
    """

    def put(where: str, value: object) -> str | None:
        try:
            return resolve(value)
        except NowhereError as fault:
            missing[where] = f"{where} {fault}"
        except NoAddressError as fault:
            problems.append(f"{where} {fault}")
        return None

    changed = dict(values)
    sinks, daemon = values.get("sinks"), values.get("daemon")
    if isinstance(sinks, dict):
        # one that leads nowhere stays known by its name
        changed["sinks"] = {
            name: put(_key(name, number), one) or UNREAD
            for number, (name, one) in enumerate(sinks.items(), 1)
        }
    if isinstance(daemon, dict) and "ping_url" in daemon:
        changed["daemon"] = {**daemon, "ping_url": put("daemon.ping_url", daemon["ping_url"])}
    return changed


def unread(value: object) -> str:
    """In place of the address, for commands that send nothing and may not even read it."""
    return value if isinstance(value, str) else UNREAD


def _key(name: str, number: int) -> str:
    # a name that is none may be the address itself
    return f"sinks.{name}" if quotable(name) else f"sinks entry {number}"


def reader(environ: Mapping[str, str], folder: Path) -> Resolve:
    """Reads what a reference names; a relative path is one of ``folder``."""

    def resolve(value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value.strip()
        match value:
            case {"env": name, **rest} if not rest:
                found, where = environ.get(str(name), ""), _variable(str(name))
            case {"file": name, **rest} if not rest:
                found, where = _line(folder, str(name)), _file(folder, str(name))
            case _:
                empty = "is empty" if isinstance(value, str) else "is no address"
                raise NoAddressError(f"{empty}: {HOW}")
        if not found.strip():
            raise NowhereError(f"is to be in {where}, which is empty or not there: {HOW}")
        return found.strip()

    return resolve


def _variable(name: str) -> str:
    """The variable as it may be told: what stands there may be the address itself."""
    digits = sum(map(str.isdigit, name))
    is_name = _VARIABLE.fullmatch(name) and digits <= _MOST_DIGITS
    return f"the variable {name}" if is_name else "the variable that stands there"


def _file(folder: Path, name: str) -> str:
    """The file as it may be told, as for a variable."""
    path, words = _path(folder, name), Path(name).name.split(".")
    is_name = "://" not in name and all(quotable(word) for word in words if word)
    return str(path) if is_name and path.parent.is_dir() else "the file that stands there"


def _path(folder: Path, name: str) -> Path:
    try:
        return folder / Path(name).expanduser()
    except RuntimeError:
        # ~nobody
        return folder / name


def _line(folder: Path, name: str) -> str:
    path = _path(folder, name)
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(_LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        reason = error.strerror
    except UnicodeDecodeError:
        reason = "it is not text in UTF-8"
    except ValueError:
        # a NUL
        reason = "it is no path"
    raise NowhereError(f"is to be in {_file(folder, name)}, which cannot be read ({reason})")
