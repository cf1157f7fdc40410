"""The kinds of page that are no article: what is known of each, read from its data file."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from pipelines.datafile import DATA, Record, read
from pipelines.text import fold_match

_EDGES: Final = " \t.,:;!?*>|-•·…→←\"'()[]"
_NOTHING: Final = re.compile(r"(?!)")

Sign = Literal[
    "password",
    "consent",
    "form",
    "numbers",
    "pictures",
    "video",
    "document",
    "links",
    "teasers",
    "dated",
    "front",
    "labels",
]


def _either(forms: object) -> object:
    """A list of forms as one pattern, which is many times quicker than each alone."""
    return "|".join(f"(?:{form})" for form in forms) if isinstance(forms, list) else forms


Forms = Annotated[re.Pattern[str], BeforeValidator(_either)]


class PageKind(Record):
    """One kind of page; the head of the data file tells what each field means."""

    name: str
    reason: Literal["CHALLENGE", "SOFT_404", "CONSENT", "NO_TEXT", "NO_ARTICLE"]
    needs: int = 2
    longest: int = 10_000_000
    share: float = 0.5
    heads: Forms = _NOTHING
    says: Forms = _NOTHING
    marks: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    paths: Forms = _NOTHING
    statuses: frozenset[int] = frozenset()
    signs: dict[Sign, int] = Field(default_factory=dict)
    firm: bool = False
    prose: bool = False
    claimed: bool = False
    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


class _File(Record):
    kind: tuple[PageKind, ...]


@cache
def page_kinds() -> tuple[PageKind, ...]:
    """All kinds in order; raises datafile.DataError."""
    return read(DATA / "pagekinds.toml", _File).kind


def folded(line: str) -> str:
    """A line in the spelling of the forms, its edges as they are."""
    return " ".join(fold_match(line).split())


def plain(line: str) -> str:
    """A line in the spelling that forms are written in: folded, with bare edges."""
    return folded(line).strip(_EDGES)
