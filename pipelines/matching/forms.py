"""What the data files say of the words for something, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipelines.datafile import Record
from pipelines.matching.matching import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

Examples = Annotated[tuple[str, ...], Field(min_length=1)]


class Forms(Record):
    """The patterns of something in Kazakh, Russian and English, with its tests."""

    id: str
    kk: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    matches: Examples
    misses: Examples
    note: str = ""

    def entries(self, kind: str) -> Iterator[Entry]:
        """All patterns under the key ``kind:id``."""
        for language in ("kk", "ru", "en"):
            for pattern in getattr(self, language):
                yield Entry(f"{kind}:{self.id}", language, pattern)
