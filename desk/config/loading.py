"""The configuration: a TOML file, above it the environment, below it the defaults."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from desk.config import faults, references
from desk.config.environment import Given, from_environment, merged
from desk.config.errors import ConfigError
from desk.config.model import Config
from desk.config.secrecy import scrub

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.config.environment import Key

NAME: Final = "kenwatch.toml"
VARIABLE: Final = "KENWATCH_CONFIG"
# the daemon's children read a copy of the file, whose relative paths are those of the file
FOLDER: Final = "KENWATCH_CONFIG_FOLDER"
_PATHS: Final = (
    ("archive",), ("sources",), ("log", "file"), ("backup", "folder"), ("raw_pages", "folder"),
)  # fmt: skip
_LARGEST: Final = 1_000_000
_WHERE: Final = re.compile(r" \(at (line \d+), column \d+\)$| \(at (end of document)\)$")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration and where it comes from.

    ``written`` is what the file says, as it stands there, and ``content`` its bytes; ``given``
    what the environment says. ``missing``: the receivers whose address lies elsewhere and was not
    found there, by key, in words; the configuration is without them.
    """

    config: Config
    file: Path | None
    written: Mapping[str, Any]
    given: Given
    content: bytes = field(default=b"", repr=False)
    missing: Mapping[str, str] = field(default_factory=dict)

    def origin(self, key: Key) -> str:
        """Who says what a key is: "file", "environment: VARIABLE" or "default"."""
        for length in range(len(key), 0, -1):
            if variable := self.given.names.get(key[:length]):
                return f"environment: {variable}"
        return "file" if _says(self.written, key) else "default"


def load(
    path: Path | None = None, environ: Mapping[str, str] = os.environ, *, secrets: bool = True
) -> Config:
    """The configuration in force; raises ConfigError that names file, key and mend.

    ``path``: the file; without it the one that KENWATCH_CONFIG names (or that lies in the folder
    it names), else ``./kenwatch.toml`` if it is there, else the defaults. ``secrets`` False:
    addresses that lie in other files or variables are not looked up and mean nothing.
    """
    return read(path, environ, secrets=secrets).config


def read(
    path: Path | None = None, environ: Mapping[str, str] = os.environ, *, secrets: bool = True
) -> Loaded:
    """As ``load``, with the origin of each value."""
    file = path or find(environ)
    content = _content(file) if file else b""
    written = _table(file, content) if file else {}
    given = from_environment(environ)
    folder = folder_of(file, environ)
    values = merged(_placed(written, folder), _placed(given.values, Path()))
    problems: list[str] = []
    missing: dict[str, str] = {}
    resolve = references.reader(environ, folder) if secrets else references.unread
    complete = references.resolved(values, resolve, problems, missing)
    where = str(file) if file else "environment"
    told = [f"{where}: {scrub(problem, faults.secrets(values))}" for problem in problems]
    config = _without(missing, _checked(complete, given, where, told))
    lost = {key: f"{where}: {words}" for key, words in missing.items()}
    return Loaded(config, file, written, given, content, lost)


def folder_of(file: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that relative paths of the file are relative to."""
    named = environ.get(FOLDER, "").strip()
    return Path(named) if named else file.parent if file else Path()


def _without(missing: Mapping[str, str], config: Config) -> Config:
    """The configuration without these receivers: their messages are held, all else goes on."""
    if not missing:
        return config
    sinks = {name: one for name, one in config.sinks.items() if f"sinks.{name}" not in missing}
    heard = tuple(name for name in config.alarms.sinks if name in sinks)
    alarms = config.alarms.model_copy(update={"sinks": heard})
    return config.model_copy(update={"sinks": sinks, "alarms": alarms})


def _checked(values: Mapping[str, Any], given: Given, where: str, told: list[str]) -> Config:
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        told += faults.in_words(error.errors(), values, given.names, where)
        # pydantic's own words hold the values
        raise ConfigError(told) from None
    if told:
        raise ConfigError(told)
    return config


def find(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The configuration file that holds here, or None.

    KENWATCH_CONFIG may also name the folder of own sources: the file in it counts, if there.
    Raises ConfigError for a place that may not be looked into.
    """
    named = environ.get(VARIABLE, "").strip()
    if named and (named.endswith(".toml") or _is_there(Path(named), Path.is_file)):
        return Path(named)
    places = [Path(named) / NAME] if named else []
    return next((place for place in (*places, Path(NAME)) if _is_there(place, Path.exists)), None)


def _is_there(place: Path, asked: Callable[[Path], bool]) -> bool:
    try:
        return asked(place)
    except OSError as error:
        raise _unreadable(place, error) from error


def _unreadable(file: Path, error: OSError) -> ConfigError:
    return ConfigError([f"{file}: the configuration file cannot be read ({error.strerror})"])


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise _unreadable(file, error) from error
    if len(content) > _LARGEST:
        raise ConfigError([f"{file}: is too large for a configuration file"])
    return content


def _table(file: Path, content: bytes) -> dict[str, Any]:
    try:
        # editors of Windows put a mark in front
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError([f"{file}, line {line}: is not UTF-8; save the file as UTF-8"]) from None
    except tomllib.TOMLDecodeError as error:
        # raised anew, since its traceback holds the text of the file
        raise ConfigError([_syntax(file, str(error))]) from None


def _syntax(file: Path, message: str) -> str:
    found = _WHERE.search(message)
    where = next(filter(None, found.groups())) if found else "somewhere"
    words = scrub(_WHERE.sub("", message))
    hint = "; text belongs in quotes" if words == "Invalid value" else ""
    return f"{file}, {where}: is no TOML: {words[:1].lower()}{words[1:]}{hint}"


def _placed(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The settings with each path as seen from here; a relative one is of the folder."""
    changed = dict(values)
    for first, *rest in _PATHS:
        found = values.get(first)
        if rest and isinstance(found, dict) and isinstance(found.get(rest[0]), str):
            changed[first] = {**found, rest[0]: _path(found[rest[0]], folder)}
        elif not rest and isinstance(found, str):
            changed[first] = _path(found, folder)
    return changed


def _path(words: str, folder: Path) -> str:
    # os.path leaves a ~ without a home as it is, pathlib raises
    return str(folder / os.path.expanduser(words))  # noqa: PTH111 - see above


def _says(written: Any, key: Key) -> bool:
    for part in key:
        try:
            written = written[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True
