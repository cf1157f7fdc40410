"""Articles as sources to cite: a list to paste, in three languages. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from babel.dates import format_skeleton

from desk.moments import ALMATY, from_archive
from desk.tables import plain
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

_ENDS: Final = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedArticle:
    """What a citation tells of an article; times are as stored.

    ``published_at`` is the day alone where no more is known. The text that is kept is the last of
    ``versions``, seen first at ``version_at``.
    """

    id: int
    title: str
    authors: tuple[str, ...]
    source: str
    source_id: str
    language: str
    url: str
    published_at: str | None
    precision: str | None
    first_seen_at: str
    version_at: str | None = None
    versions: int = 1
    gone_at: str | None = None

    @property
    def parts_of_date(self) -> tuple[int, ...]:
        """Year, month and day of publication in Almaty, as far as they are known."""
        moment = _local(self.published_at)
        if moment is None:
            return ()
        parts = (moment.year, moment.month, moment.day)
        return parts[:2] if self.precision == "month" else parts

    @property
    def seen_on(self) -> date:
        """The day of Almaty on which the article was archived."""
        moment = _local(self.first_seen_at)
        assert moment is not None, "the archive tells of each article when it was seen"
        return moment.date()


def _local(stored: str | None) -> datetime | None:
    moment = from_archive(stored)
    if moment is None or stored is None:
        return None
    # a day alone is one already
    return moment if len(stored) <= len("2026-11-19") else moment.astimezone(ALMATY)


@cache
def _phrases(language: str) -> Phrases:
    return Phrases("citation", language)


def citations(articles: Iterable[CitedArticle], language: str) -> Iterator[bytes]:
    """A list in UTF-8, a line an article; ``language`` kk, ru or en is that of the words around."""
    for one in articles:
        yield f"{citation(one, language)}\n".encode("utf-8", "replace")


def citation(one: CitedArticle, language: str) -> str:
    """One line to paste."""
    t = _phrases(language)
    title = plain(one.title) or plain(one.url)
    if language == "en" and not title.endswith(_ENDS):
        title += "."
    told = t(
        "entry",
        authors=_authors(one),
        title=title,
        source=plain(one.source),
        date=published(one, language),
        url=plain(one.url),
        archived=archived(one, language),
    )
    return " ".join(told.split())


def archived(one: CitedArticle, language: str) -> str:
    """When it was archived, which version is kept, and whether the site still shows it."""
    t = _phrases(language)
    seen, version, gone = t.day(one.seen_on), _local(one.version_at), _local(one.gone_at)
    if one.versions > 1 and version:
        told = t("archived_version", day=seen, seen=t.day(version.date()),
                 number=one.versions, count=one.versions)  # fmt: skip
    else:
        told = t("archived", day=seen)
    if gone:
        told = f"{_closed(told)} {_closed(t('gone', day=t.day(gone.date())))}"
    return _closed(told)


def _closed(sentence: str) -> str:
    # «2026 г.» brings its own
    return sentence if sentence.endswith(".") else f"{sentence}."


def published(one: CitedArticle, language: str) -> str:
    """When it was published, no finer than it is known."""
    t = _phrases(language)
    parts = one.parts_of_date
    if not parts:
        return t("no_date")
    if len(parts) == 2:  # noqa: PLR2004 - year and month
        month = str(format_skeleton("yMMMM", date(*parts, 1), locale=t.language))
        return month.removesuffix(".")
    day = t.day(date(*parts))
    moment = _local(one.published_at)
    if moment is None or one.precision not in {"second", "minute"}:
        # the full stop of «2026 г.» is that of the entry, too
        return day.removesuffix(".")
    return t("at_time", day=day, time=f"{moment:%H:%M}")


def _authors(one: CitedArticle) -> str:
    names = ", ".join(filter(None, (plain(name) for name in one.authors)))
    return f"{names.removesuffix('.')}. " if names else ""
