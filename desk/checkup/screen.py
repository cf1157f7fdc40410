"""Whether this screen shows Kazakh."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, TextIO

from desk.checkup.finding import Check

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS: Final = "ӘІҢҒҮҰҚӨҺәіңғүұқөһ→–«»"


def screen(environ: Mapping[str, str], stream: TextIO | None = None) -> Check:
    """Whether what is printed can hold the letters of Kazakh; which fonts there are, none tells."""
    encoding = (stream or sys.stdout).encoding or "ascii"
    try:
        _LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        found = f"writes {encoding}, which has no Kazakh letters: question marks stand for them"
        return Check("screen", "warn", found, "set LANG=C.UTF-8, or PYTHONUTF8=1")
    size = f", {environ['COLUMNS']} letters wide" if environ.get("COLUMNS") else ""
    return Check("screen", "ok", f"writes {encoding}{size}: {_LETTERS[:9]}")
