"""The stories of the sample sites: TOML files ``content/<site>/<slug>.toml`` read into records.

The files are the gold that the rest of the project is measured against, so a wrong one stops
everything with a StoryError that names the file.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

CONTENT = Path(__file__).parent / "content"

Kind = Literal["article", "teaser", "challenge", "soft404", "gallery", "video", "section"]
BlockKind = Literal["paragraph", "heading", "quote", "ad", "related", "photo"]

# A page of these kinds is served, but holds no article.
WITHOUT_TEXT: frozenset[Kind] = frozenset({"challenge", "soft404", "section"})
GOLD_BLOCKS: frozenset[BlockKind] = frozenset({"paragraph", "heading", "quote"})

_SIGNS: dict[str, BlockKind] = {"## ": "heading", "> ": "quote"}
_FURNITURE = re.compile(r"!(ad|related|photo) +(.+)")


class StoryError(Exception):
    """A story file is missing or wrong. Raised while loading; the text names file and mend."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page body: a gold block (text) or furniture (ad, related link, caption)."""

    kind: BlockKind
    text: str


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


class Story(BaseModel):
    """One page of a sample site with what is true of it.

    ``touched`` is when the site's machine last wrote the page; ``modified`` is what the page says
    of that. ``path`` may hold a query; ``published`` is aware, in the zone of its site. A
    ``copy_of`` without a body of its own is made from the original's text: ``replace`` is applied
    to each paragraph, ``drop_last`` paragraphs are cut from the end, ``prepend`` becomes the
    first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    site: str
    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+-[a-z0-9-]+$")]
    path: Annotated[str, Field(pattern=r"^/[^\s#]*$")]
    language: Literal["kk", "ru", "en"]
    title: Annotated[str, Field(min_length=1)]
    section: str = ""
    authors: tuple[str, ...] = ()
    published: AwareDatetime
    modified: Annotated[AwareDatetime | None, BeforeValidator(_blank_is_none)] = None
    touched: AwareDatetime | None = None
    kind: Kind = "article"
    topics: tuple[Literal["mining", "monotown"], ...] = ()
    towns: tuple[str, ...] = ()
    event: str = ""
    copy_of: str = ""
    dateline: str = ""
    body: str = ""
    prepend: str = ""
    drop_last: Annotated[int, Field(ge=0)] = 0
    replace: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> datetime:
        """When the page was last written, whatever it says itself."""
        return self.touched or self.modified or self.published

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body in pieces, furniture included."""
        return parse_blocks(self.body)

    @property
    def text(self) -> str:
        """The gold text: headings, quotes and paragraphs joined by one empty line."""
        if self.kind in WITHOUT_TEXT:
            return ""
        return gold_text(self.blocks)


def parse_blocks(body: str) -> tuple[Block, ...]:
    """Cut a body at empty and furniture lines; raises StoryError for an unknown ``!`` line."""
    blocks: list[Block] = []
    paragraph: list[str] = []
    for line in [*(line.strip() for line in body.splitlines()), ""]:
        if line and not line.startswith("!"):
            paragraph.append(line)
            continue
        if paragraph:
            blocks.append(_text_block(" ".join(paragraph)))
            paragraph = []
        if line:
            blocks.append(_furniture(line))
    return tuple(blocks)


def _text_block(text: str) -> Block:
    for sign, kind in _SIGNS.items():
        if text.startswith(sign):
            return Block(kind, text.removeprefix(sign).strip())
    return Block("paragraph", text)


def _furniture(line: str) -> Block:
    match = _FURNITURE.fullmatch(line)
    if match is None:
        raise StoryError(f"{line!r}: a line of furniture begins with !ad, !related or !photo")
    kinds: dict[str, BlockKind] = {"ad": "ad", "related": "related", "photo": "photo"}
    return Block(kinds[match[1]], match[2].strip())


def gold_text(blocks: Iterable[Block]) -> str:
    """The text of the gold blocks, joined by one empty line."""
    return "\n\n".join(block.text for block in blocks if block.kind in GOLD_BLOCKS)


def edited(copy: Story, original: Story) -> str:
    """The body of a repost; raises StoryError where an edit finds nothing to change."""
    body = [line for line in original.body.splitlines() if not line.startswith("!")]
    paragraphs = "\n".join(body).strip().split("\n\n")
    paragraphs = [part.strip() for part in paragraphs if part.strip()]
    paragraphs = paragraphs[: len(paragraphs) - copy.drop_last]
    text = "\n\n".join(paragraphs)
    for old, new in copy.replace:
        if old not in text:
            raise StoryError(f"{copy.id}: {old!r} does not occur in {original.id}; mend `replace`")
        text = text.replace(old, new)
    return f"{copy.prepend}\n\n{text}" if copy.prepend else text


def load_stories(directory: Path = CONTENT) -> tuple[Story, ...]:
    """All stories, newest first; raises StoryError on the first file that is wrong."""
    # An id is its site and file name, so no two files can share one.
    by_id = {story.id: story for story in map(_load, sorted(directory.glob("*/*.toml")))}
    whole = [_with_body(story, by_id) for story in by_id.values()]
    return tuple(sorted(whole, key=lambda story: (story.published, story.id), reverse=True))


@cache
def stories() -> tuple[Story, ...]:
    """The stories that come with the project, newest first."""
    return load_stories()


def _load(path: Path) -> Story:
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        story = Story.model_validate({"site": path.parent.name, **record})
        parse_blocks(story.body)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoryError(f"{path}: is not TOML in UTF-8: {error}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise StoryError(f"{path}: field {where!r}: {fault['msg']}") from error
    except StoryError as error:
        raise StoryError(f"{path}: {error}") from error
    if story.id != f"{story.site}-{path.stem}":
        raise StoryError(f"{path}: id is {story.id!r}; call it {story.site}-{path.stem}")
    return story


def _with_body(story: Story, by_id: Mapping[str, Story]) -> Story:
    if not story.copy_of:
        return story
    original = by_id.get(story.copy_of)
    if original is None:
        raise StoryError(f"{story.id}: no story has the id {story.copy_of!r}; mend `copy_of`")
    if story.body:
        return story
    return story.model_copy(update={"body": edited(story, original)})
