"""A text cut where marked words begin and end, so that a template can show them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.snippets import Snippet


def parts(piece: Snippet) -> Iterator[tuple[str, bool]]:
    """(words, whether they are marked), letter by letter the text of the piece.

    Marks that lie within an earlier one or beyond the text are cut to what is left.
    """
    at = 0
    for start, end in sorted(piece.marks):
        begin = max(start, at)
        if begin >= min(end, len(piece.text)):
            continue
        if piece.text[at:begin]:
            yield piece.text[at:begin], False
        yield piece.text[begin:end], True
        at = min(end, len(piece.text))
    if piece.text[at:]:
        yield piece.text[at:], False
