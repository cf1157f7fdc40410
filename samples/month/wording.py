"""Parts of sentences: names, and numbers with the form of their word. Pure but for a file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDING: Final = Path(__file__).parent / "wording.toml"
LANGUAGES: Final = ("ru", "kk", "en")
KINDS: Final = (
    "accident", "strike", "licence", "layoff", "pollution", "outage", "investment", "crime",
)  # fmt: skip


class Count(int):
    """A number of a text. ``{n:день|дня|дней}`` adds the form, ``{n:~был|были|были}`` is it alone.

    Three forms follow the Russian rule, two the English one, one stands for all.
    """

    def __format__(self, spec: str) -> str:
        if not spec:
            return str(int(self))
        forms = spec.removeprefix("~").split("|")
        form = forms[min(_plural(self, len(forms)), len(forms) - 1)]
        return form if spec.startswith("~") else f"{int(self)} {form}"


def _plural(number: int, forms: int) -> int:
    """CLDR: which of the forms a whole number takes, ``one, few, many`` or ``one, other``."""
    if forms < 3:  # noqa: PLR2004 - one, other
        return int(number != 1)
    last, teens = number % 10, number % 100 // 10 == 1
    if last == 1 and not teens:
        return 0
    return 1 if last in (2, 3, 4) and not teens else 2


@cache
def parts() -> Mapping[str, Any]:
    """The parts by kind and language, as ``wording.toml`` holds them."""
    return tomllib.loads(WORDING.read_text(encoding="utf-8"))
