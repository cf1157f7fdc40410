"""What can go wrong in the keeping of the archive, in words for a person. Pure."""

from __future__ import annotations

from crawler.verdict import Exit


class UpkeepError(Exception):
    """A chore that could not be done; names the file or folder and what to do.

    The root of the errors below; raised throughout ``pipelines.upkeep``.
    """

    exit_code = Exit.ERROR


class NoRoomError(UpkeepError):
    """The disk that is to be written to has no room."""

    exit_code = Exit.NO_SPACE


class InUseError(UpkeepError):
    """Another process works with the archive."""

    exit_code = Exit.BUSY


class DamagedError(UpkeepError):
    """A file is no whole archive."""
