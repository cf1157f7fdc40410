"""What a Tab may fill in: names, ids and codes, from the archive where there is one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from click.core import ParameterSource
from click.shell_completion import CompletionItem

from desk.config.chosen import of_call
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

    Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_MOST: Final = 50
_PATIENCE_SECONDS: Final = 0.5
_LANGUAGES: Final = {"kk": "Kazakh", "ru": "Russian", "en": "English"}
_TOWNS: Final = "SELECT id, name_en, name_ru, name_kk, region FROM entity WHERE kind = 'town'"
_ENTITIES: Final = "SELECT id, name_en, name_ru, name_kk, kind FROM entity"
_SOURCES: Final = "SELECT id, id, id, id, name FROM source"
_STORIES: Final = (
    "SELECT s.id, a.title FROM article a JOIN story_article o ON o.article_id = a.id"
    " JOIN story s ON s.id = o.story_id AND s.lead_article_id = a.id"
    " ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC LIMIT 50"
)
_ARTICLES: Final = (
    "SELECT id, title FROM article"
    " ORDER BY coalesce(published_at, first_seen_at) DESC, id DESC LIMIT 50"
)


def towns(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Towns, in the language in which the name is begun."""
    return _named(_rows(ctx, _TOWNS), incomplete)


def entities(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Towns, companies, mines, persons and the like."""
    return _named(_rows(ctx, _ENTITIES), incomplete)


def sources(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Sources of the archive, and the built-in ones."""
    from crawler.sources import BUILTIN

    known = {row[0]: row for row in _rows(ctx, _SOURCES)}
    for file in BUILTIN.rglob("*.toml"):
        known.setdefault(file.stem, (file.stem,) * 4 + ("",))
    return _named(sorted(known.values()), incomplete)


def languages(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The three languages of the archive."""
    return [
        CompletionItem(code, help=name)
        for code, name in _LANGUAGES.items()
        if code.startswith(incomplete.lower())
    ]


def stories(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Numbers of the newest stories, with their headlines."""
    return _numbered(_rows(ctx, _STORIES), incomplete)


def articles(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Numbers of the newest articles, with their titles."""
    return _numbered(_rows(ctx, _ARTICLES), incomplete)


def _named(rows: Iterable[tuple[str, ...]], incomplete: str) -> list[CompletionItem]:
    """The first name of each that begins so; an id where a name has blanks, which shells part."""
    begin = incomplete.casefold()
    found: dict[str, str] = {}
    for key, english, russian, kazakh, about in rows:
        for name in (english, russian, kazakh, key):
            if name.casefold().startswith(begin):
                found.setdefault(key if " " in name else name, about or "")
                break
    return [CompletionItem(name, help=_line(found[name])) for name in sorted(found)[:_MOST]]


def _numbered(rows: Iterable[tuple[int, str]], incomplete: str) -> list[CompletionItem]:
    return [
        CompletionItem(str(number), help=_line(title))
        for number, title in rows
        if str(number).startswith(incomplete)
    ]


def _line(words: str) -> str:
    # a shell prints it beside the value: what sites wrote must steer no terminal
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())[:60]


def _rows(ctx: click.Context, sql: str) -> list[tuple[Any, ...]]:
    """The rows of an archive that may be missing, locked or none: a Tab never complains."""
    try:
        path = _archive(ctx)
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE_SECONDS)) as db:
            return list(db.execute(sql))
    except (sqlite3.Error, UserError, OSError, ValueError):
        return []


def _archive(ctx: click.Context) -> Path:
    is_behind = ctx.get_parameter_source("db") is ParameterSource.COMMANDLINE
    given = ctx.params["db"] if is_behind else ctx.find_root().params.get("db")
    named = given or os.environ.get("KENWATCH_DB")
    return Path(named) if named else of_call().settings.archive
