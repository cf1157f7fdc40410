"""Settings from the environment: ``KENWATCH_DAEMON__TICK_SECONDS=5``. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, get_origin

from pydantic import BaseModel

from desk.config.errors import ConfigError
from desk.config.model import Config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Key = tuple[str | int, ...]
PREFIX: Final = "KENWATCH_"
PARTED: Final = "__"
# older than the configuration file, and read by Scrapy's settings too
ARCHIVE: Final = "KENWATCH_DB"
# about kenwatch, and no setting of the file
OTHERS: Final = frozenset(
    {
        "KENWATCH_CONFIG",
        "KENWATCH_CONFIG_FOLDER",
        "KENWATCH_PROXY",
        "KENWATCH_CHROMIUM",
        "KENWATCH_ALERTS",
    }
)


@dataclass(frozen=True, slots=True)
class Given:
    """Settings of the environment, nested as in the file, and the variable of each key."""

    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[Key, str] = field(default_factory=dict)


def from_environment(environ: Mapping[str, str]) -> Given:
    """The settings that the environment gives; raises ConfigError for a name that means nothing.

    Empty variables count as not set. Names of sinks are in small letters.
    """
    values: dict[str, Any] = {}
    names: dict[Key, str] = {}
    problems = []
    # the older name last: where both are set it holds, as in every command
    for variable in sorted(environ, key=lambda name: name == ARCHIVE):
        if not variable.startswith(PREFIX) or variable in OTHERS or not environ[variable].strip():
            continue
        if (problem := _unknown(variable)) is not None:
            problems.append(problem)
            continue
        found = _read(variable, environ[variable])
        values = merged(values, found)
        names.update(dict.fromkeys(_leaves(found), variable))
    if problems:
        raise ConfigError(problems)
    return Given(values, names)


def unknown_variables(environ: Mapping[str, str]) -> list[str]:
    """Variables that begin like ours and set nothing."""
    known = {ARCHIVE, *OTHERS, *(f"{PREFIX}{name}".upper() for name in Config.model_fields)}
    return sorted(name for name in environ if _is_ours(name) and name not in known)


def _is_ours(variable: str) -> bool:
    return variable.startswith(PREFIX) and PARTED not in variable


def _unknown(variable: str) -> str | None:
    head, nested, rest = variable.removeprefix(PREFIX).partition(PARTED)
    section = Config.model_fields.get(head.lower())
    if not nested or (section is not None and _has_parts(section.annotation)):
        return None
    if section is not None:
        return f"{variable}: there is no such setting; {PREFIX}{head} has no parts"
    near = get_close_matches(head.lower(), Config.model_fields, n=1)
    meant = f"; did you mean {PREFIX}{near[0].upper()}{PARTED}{rest}?" if near else ""
    return f"{variable}: there is no such setting{meant}"


def _has_parts(kind: Any) -> bool:
    return get_origin(kind) is dict or (isinstance(kind, type) and issubclass(kind, BaseModel))


def _read(variable: str, value: str) -> dict[str, Any]:
    if variable == ARCHIVE:
        return {"archive": value}
    from desk.config.envsource import settings_of

    try:
        return settings_of({variable: value}, PREFIX, PARTED)
    except ValueError as error:
        # json.JSONDecodeError tells the place only in its message, never the value
        raise ConfigError([f"{variable}: is not the JSON that it begins as"]) from error


def decoded(value: str, kind: Any) -> Any:
    """A list or table as JSON, or a list as words parted by commas; raises ValueError.

    ``kind`` is the type that the setting has in the model.
    """
    if value.lstrip()[:1] in ("[", "{"):
        return json.loads(value)
    if get_origin(kind) is tuple:
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two nested tables as one; where both say something, ``above`` holds."""
    both = {
        key: merged(below[key], above[key])
        for key in below.keys() & above.keys()
        if isinstance(below[key], dict) and isinstance(above[key], dict)
    }
    return {**below, **above, **both}


def _leaves(values: Mapping[str, Any], above: Key = ()) -> Iterator[Key]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key)
