"""Long answers on a terminal go through a pager; short ones, and what is piped, never do."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# quit where all fits, show colours, leave the text on the screen
_LESS: Final = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
# as other programs take it: a pager of this name asks for none
_NONE: Final = ("", "cat")


class _Terminal(io.TextIOWrapper):
    """Keeps what is printed, and is a terminal to whoever prints: with colours, as wide."""

    def isatty(self) -> bool:
        return True


@contextmanager
def paged(is_wanted: Callable[[], bool]) -> Iterator[None]:
    """Keep what is printed until the end, then show it, by a pager where it is long.

    Does nothing where stdout is no terminal. ``is_wanted`` is asked at the end, when all options
    are read.
    """
    screen = sys.stdout
    if not screen.isatty():
        yield
        return
    held = io.BytesIO()
    kept = _Terminal(held, encoding="utf-8", errors="replace", newline="")
    sys.stdout = kept
    try:
        yield
    finally:
        sys.stdout = screen
        kept.flush()
        text = held.getvalue().decode("utf-8", "replace")
        if not (is_wanted() and _is_long(text) and _show(text)):
            screen.write(text)
            screen.flush()


def _is_long(text: str) -> bool:
    return text.count("\n") >= shutil.get_terminal_size().lines


def pager(environment: Mapping[str, str]) -> list[str]:
    """The pager and its arguments, [] where none is wanted: KENWATCH_PAGER, PAGER, else less."""
    told = environment.get("KENWATCH_PAGER", environment.get("PAGER", "less"))
    try:
        found = shlex.split(told)
    except ValueError:
        # a quote that never ends is the name of no program
        return []
    return [] if told.strip() in _NONE else found


def _show(text: str) -> bool:
    """Show a text by the pager; False where it cannot be started."""
    command = pager(os.environ)
    if not command:
        return False
    try:
        shown = subprocess.Popen(  # noqa: S603 - the user's own pager
            command, stdin=subprocess.PIPE, env={**_LESS, **os.environ}
        )
    except OSError:
        return False
    # who leaves early has seen enough
    with suppress(OSError):
        assert shown.stdin is not None, "it was asked for"
        with shown.stdin as into:
            into.write(text.encode())
    _await(shown)
    return True


def _await(shown: subprocess.Popen[bytes]) -> None:
    # Ctrl-C is for the pager, which reads the same keys
    while shown.poll() is None:
        with suppress(KeyboardInterrupt):
            shown.wait()
