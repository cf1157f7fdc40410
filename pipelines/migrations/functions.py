"""Functions for the scripts: what SQL cannot say."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from pipelines.likeness.differences import differences
from pipelines.likeness.likeness import likeness
from pipelines.likeness.originals import first_at
from pipelines.likeness.reading import read
from pipelines.likeness.sketch import sketch
from pipelines.moments import iso, known_moment, moment_of
from pipelines.publications import OF_ITSELF
from pipelines.transliteration import search_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def sketch_of(text: str) -> str:
    """JSON array: the hashes by which a text is looked up."""
    return json.dumps(sketch(text))


def copy_of(title: str, text: str, copy_title: str, copy_text: str) -> str:
    """JSON object: how alike an article and its copy are, and what differs."""
    like = likeness(read(title, text), read(copy_title, copy_text))
    told = differences(text, copy_text)
    return json.dumps(
        {
            **like.shares,
            "why": like.why,
            "differs": asdict(told),
        },
        ensure_ascii=False,
    )


def published_by(
    published_at: str | None, precision: str | None, first_seen_at: str, group: str | None
) -> str:
    """No later than when a text was published."""
    seen = known_moment(first_seen_at)
    moment = first_at(moment_of(published_at), precision, seen, of_itself=group in OF_ITSELF)
    return iso(moment)


# name: number of arguments, function
FUNCTIONS: Final[Mapping[str, tuple[int, Callable[..., str]]]] = {
    "search_spelling": (4, search_spelling),
    "sketch_of": (1, sketch_of),
    "copy_of": (4, copy_of),
    "published_by": (4, published_by),
}
