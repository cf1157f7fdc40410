"""What goes wrong in words a person can act on."""

from __future__ import annotations

from crawler.verdict import Exit


class UserError(Exception):
    """An error for the person at the screen: names the file, source or URL, and what to do.

    Raised anywhere in the desk; the command line prints it as one line and ends with ``code``.
    """

    def __init__(self, message: str, code: int = Exit.ERROR) -> None:
        super().__init__(message)
        self.code = int(code)
