"""A configuration in force, as TOML that tells where each value comes from. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, SecretStr

from desk.config.model import Hours
from desk.config.secrecy import masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.config.environment import Key
    from desk.config.loading import Loaded

_REMARK: Final = 48


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that holds: where it stands, what it is (None: not set), and who says so."""

    key: Key
    value: Any
    origin: str

    @property
    def name(self) -> str:
        """The key as one word: ``daemon.tick_seconds``, ``rules.0.name``."""
        return ".".join(map(str, self.key))


def settings(loaded: Loaded) -> list[Setting]:
    """Every value, in the order of the file; addresses are masked."""
    return [
        Setting(key, plain(value), loaded.origin(key)) for key, value in _walked(loaded.config, ())
    ]


def _walked(part: Any, above: Key) -> Iterator[tuple[Key, Any]]:
    if isinstance(part, BaseModel) and not isinstance(part, Hours):
        for name in type(part).model_fields:
            yield from _walked(getattr(part, name), (*above, name))
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _walked(value, (*above, name))
    elif isinstance(part, tuple) and part and isinstance(part[0], BaseModel):
        for number, value in enumerate(part):
            yield from _walked(value, (*above, number))
    else:
        yield above, part


def plain(value: Any) -> Any:
    """A value as JSON and TOML know it, a secret masked."""
    if isinstance(value, SecretStr):
        return masked(value.get_secret_value())
    if isinstance(value, Hours):
        return f"{value.begin:%H:%M}-{value.end:%H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def as_toml(found: Sequence[Setting], file: Path | None) -> str:
    """The settings as a file would hold them, each with its origin behind it."""
    head = f"# {file}" if file else "# no configuration file: see `kenwatch config example`"
    lines, section = [head], ""
    # what stands above the first [section] has to come first
    for setting in sorted(found, key=lambda one: len(one.key) > 1):
        if (header := _header(setting.key)) != section:
            section = header
            # the number only tells one rule from the next
            lines += ["", header.partition("#")[0]]
        lines.append(_line(setting))
    return "\n".join(lines) + "\n"


def _header(key: Key) -> str:
    if len(key) == 1:
        return ""
    return f"[[{key[0]}]]#{key[1]}" if isinstance(key[1], int) else f"[{key[0]}]"


def _line(setting: Setting) -> str:
    name = setting.key[-1]
    if setting.value is None:
        return f"# {name} is not set"
    if setting.value == [] and len(setting.key) == 1:
        # an empty list of rules here would forbid [[rules]] below
        return f"# no {name}"
    value = json.dumps(setting.value, ensure_ascii=False)
    return f"{f'{name} = {value}':<{_REMARK}}  # {setting.origin}"
