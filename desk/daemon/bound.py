"""Becomes another program that ends with its parent: ``python bound.py PARENT PROGRAM WORDS``.

A daemon killed with -9 cannot end its children; Linux does it (prctl(2), PR_SET_PDEATHSIG). The
wish outlasts exec, and asked for here it needs no Python between fork and exec of the daemon,
which has threads. On other systems a child runs to its end.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1
# the code of a crawl that was interrupted; nothing of kenwatch is imported here
_INTERRUPTED = 11


def main(arguments: Sequence[str]) -> None:
    """Ask for SIGTERM at the parent's death, then be the program."""
    parent, *program = arguments
    if sys.platform.startswith("linux"):
        _ask()
        if os.getppid() != int(parent):
            # the parent was gone before the call
            sys.exit(_INTERRUPTED)
    os.execv(program[0], program)  # noqa: S606 - the daemon's own words, and no shell


def _ask() -> None:
    # where memory may not be made executable ctypes may not load; systemd then ends the children
    with contextlib.suppress(ImportError, OSError, MemoryError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
