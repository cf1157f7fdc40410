"""What is told of a text by its words alone, whether it comes from a page or from the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.language import identify
from pipelines.paragraphlanguages import is_mixed, main_language, paragraph_languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import BlockKind, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The joined text, its first paragraph that is no heading, its headings, its languages."""

    text: str
    first: str
    sections: tuple[str, ...]
    language: str
    script: Script
    languages: tuple[str, ...]
    is_mixed: bool


def tell(
    title: str, paragraphs: Sequence[str], kinds: Sequence[BlockKind], hint: str | None
) -> Told:
    """What ``paragraphs``, each of one of the ``kinds``, tell; ``hint`` is a language code."""
    text = "\n\n".join(paragraphs)
    language, script = identify(f"{title}\n{text}", hint)
    languages = paragraph_languages(paragraphs, language)
    headings = (line for line, kind in zip(paragraphs, kinds, strict=True) if kind == "heading")
    return Told(
        text=text,
        first=first_of(paragraphs, kinds),
        sections=tuple(headings),
        language=main_language(paragraphs, languages, language),
        script=script,
        languages=languages,
        is_mixed=is_mixed(paragraphs, languages),
    )


def first_of(paragraphs: Sequence[str], kinds: Sequence[BlockKind]) -> str:
    """The first paragraph that is no heading; of headings alone, the first."""
    texts = (line for line, kind in zip(paragraphs, kinds, strict=True) if kind != "heading")
    return next(texts, paragraphs[0])
