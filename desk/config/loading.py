"""The configuration: a TOML file, above it the environment, below it the defaults."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from desk.config import faults, references
from desk.config.environment import Given, from_environment, merged
from desk.config.errors import ConfigError
from desk.config.model import Config
from desk.config.secrecy import scrub

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.config.environment import Key

NAME: Final = "kenwatch.toml"
VARIABLE: Final = "KENWATCH_CONFIG"
_PATHS: Final = (
    ("archive",), ("sources",), ("log", "file"), ("backup", "folder"), ("raw_pages", "folder"),
)  # fmt: skip
_LARGEST: Final = 1_000_000
_WHERE: Final = re.compile(r" \(at (line \d+), column \d+\)$| \(at (end of document)\)$")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration and where it comes from.

    ``written`` is what the file says, as it stands there; ``given`` what the environment says.
    """

    config: Config
    file: Path | None
    written: Mapping[str, Any]
    given: Given

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
    written = _table(file) if file else {}
    given = from_environment(environ)
    folder = file.parent if file else Path()
    values = merged(_placed(written, folder), _placed(given.values, Path()))
    problems: list[str] = []
    resolve = references.reader(environ, folder) if secrets else references.unread
    complete = references.resolved(values, resolve, problems)
    where = str(file) if file else "environment"
    told = [f"{where}: {scrub(problem, faults.secrets(values))}" for problem in problems]
    config = _checked(complete, given, where, told)
    return Loaded(config, file, written, given)


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
    """
    named = environ.get(VARIABLE, "").strip()
    if named and (named.endswith(".toml") or Path(named).is_file()):
        return Path(named)
    places = [Path(named) / NAME] if named else []
    return next((place for place in (*places, Path(NAME)) if place.exists()), None)


def _table(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise ConfigError(
            [f"{file}: the configuration file cannot be read ({error.strerror})"]
        ) from error
    if len(content) > _LARGEST:
        raise ConfigError([f"{file}: is too large for a configuration file"])
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
