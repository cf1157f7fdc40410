"""What sites call the blocks of their pages, as ``data/blocks.toml`` lists it."""

from __future__ import annotations

from functools import cache

from pipelines.datafile import DATA, Record, read


class Comments(Record):
    """Names of and headings over readers' comments."""

    names: frozenset[str]
    unsure: frozenset[str]
    never: frozenset[str]
    headings: tuple[str, ...]


class Captions(Record):
    """Names of what stands under pictures, and how it begins."""

    pictures: tuple[str, ...]
    texts: tuple[str, ...]
    openings: tuple[str, ...]


class Titles(Record):
    """What sites say about themselves in a page's title."""

    hosts: tuple[str, ...]
    openings: tuple[str, ...]
    alone: tuple[str, ...]
    media: tuple[str, ...]


class BlockNames(Record):
    """The whole file; its own comments tell what each list means."""

    classes: frozenset[str]
    parts: frozenset[str]
    apart: tuple[str, ...]
    labels: frozenset[str]
    ids: tuple[str, ...]
    lookalikes: tuple[str, ...]
    comments: Comments
    captions: Captions
    titles: Titles


@cache
def block_names() -> BlockNames:
    """The data file, read once."""
    return read(DATA / "blocks.toml", BlockNames)
