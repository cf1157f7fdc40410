"""What is wrong with a configuration, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.verdict import Exit
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOLD = 3


class ConfigError(UserError):
    """A configuration that cannot be used; ``problems`` are sentences without any secret."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        rest = len(problems) - _TOLD
        more = f" (and {rest} more: see `kenwatch config check`)" if rest > 0 else ""
        super().__init__("; ".join(problems[:_TOLD]) + more, Exit.BAD_CONFIG)
