"""What of the daemon's environment its children get. Pure.

A crawl meets what sites send and starts browsers: it gets no address of a receiver. Their names
stay, since rules name them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from desk.config.references import UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# a daemon has an end of its own to tell systemd about; a child must not speak for it
_NOT_FOR_CHILDREN: Final = frozenset({"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
_SINKS, _DAEMON, _PING = "KENWATCH_SINKS", "KENWATCH_DAEMON", "ping_url"
_KEPT: Final = frozenset({"PATH", "HOME", "LANG", "TMPDIR", "TZ", "USER"})


def environment_of(
    name: str, environ: Mapping[str, str], more: Mapping[str, str], secrets: Iterable[str]
) -> dict[str, str]:
    """The environment of a child by its name, with ``more`` in it.

    ``secrets``: the variables in which the configuration looks for addresses.
    """
    given = {key: value for key, value in environ.items() if key not in _NOT_FOR_CHILDREN}
    if name == "crawl":
        hidden = set(secrets) - _KEPT
        given = {key: _hushed(key, one) for key, one in given.items() if key not in hidden}
    return {**given, **more}


def _hushed(variable: str, value: str) -> str:
    key = variable.upper()
    if not value.strip():
        return value
    if key.startswith(f"{_SINKS}__") or key == f"{_DAEMON}__{_PING}".upper():
        return UNREAD
    if key == _SINKS:
        return json.dumps(dict.fromkeys(_table(value), UNREAD))
    if key == _DAEMON:
        return json.dumps({name: one for name, one in _table(value).items() if name != _PING})
    return value


def _table(value: str) -> dict[str, object]:
    # one that is none was refused when the daemon started
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
