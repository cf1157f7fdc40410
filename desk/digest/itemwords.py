"""Stories, edits and removals in the words of a language. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desk.digest.lines import code, link, name, names, short_day, title, tongue
from desk.digest.outline import Change, Item
from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.digest.contents import Edit, Figure, Removal, StoryNote
    from desk.wording.phrases import Phrases

_TELLERS: Final = 3
_NAMES: Final = 6
_NOON: Final = timedelta(hours=12)
# a large investment is grave news too, but no bad one
_HARMFUL: Final = frozenset(("accident", "strike", "layoff", "outage", "pollution", "crime"))
_ADDITIONS: Final = ("retracted", "reversed")


def new(one: StoryNote, phrases: Phrases, year: int) -> Item:
    """A new story below the name of its place; days of ``year`` are told without it."""
    return _story(one, phrases, meta=(*_scene(one, phrases, year), *_origin(one, phrases, year)))


def late(one: StoryNote, phrases: Phrases, year: int) -> Item:
    """A new story of old events, with its place."""
    meta = (*_where(one, phrases), *_scene(one, phrases, year), *_origin(one, phrases, year))
    return _story(one, phrases, meta=meta)


def grown(one: StoryNote, phrases: Phrases, year: int) -> Item:
    """An older story with what came in the period, and the figures that changed."""
    fresh = {"new_articles": one.new_articles, "new_copies": one.new_copies}
    notes = ", ".join(phrases(key, count) for key, count in fresh.items() if count)
    meta = (*_where(one, phrases), *_scene(one, phrases, year), *_origin(one, phrases, year))
    return _story(
        one, phrases, meta=meta, notes=(notes,) if notes else (), changes=(*_changed(one, phrases),)
    )


def _story(
    one: StoryNote,
    phrases: Phrases,
    *,
    meta: tuple[str, ...],
    notes: tuple[str, ...] = (),
    changes: tuple[Change, ...] = (),
) -> Item:
    """With its headline in the language of the digest where it has one, else the first."""
    spoken = next((h for h in one.headlines if h.language == phrases.language), one.headlines[0])
    return Item(
        title=_title(spoken.text, spoken.url),
        url=link(spoken.url),
        tag=_called(f"event_{one.event.kind}", one.event.kind, phrases),
        is_grave=one.severity == "high" and one.event.kind in _HARMFUL,
        language=code(spoken.language),
        mark=_mark(spoken.language, phrases),
        facts=tuple(_fact(figure, phrases) for figure in one.figures),
        doubts=tuple(_doubt(figure, phrases) for figure in one.figures if figure.others),
        changes=changes,
        notes=notes,
        meta=(*meta, phrases("number", id=one.id)),
    )


def _title(text: str, url: str) -> str:
    """A headline; of a text without one its address."""
    return title(text) or title(url) or "…"


def _mark(language: str, phrases: Phrases) -> str:
    return "" if language == phrases.language else tongue(language, phrases.language)


def _called(key: str, otherwise: str, phrases: Phrases) -> str:
    """A phrase, or the word itself where a newer archive has one that is not known here."""
    return phrases(key) if key in phrases else name(otherwise)


def _where(one: StoryNote, phrases: Phrases) -> Iterator[str]:
    if one.event.place:
        yield name(one.event.place.of(phrases.language))


def _scene(one: StoryNote, phrases: Phrases, year: int) -> Iterator[str]:
    if one.event.asset:
        yield name(one.event.asset.of(phrases.language))
    if one.event.day:
        yield phrases("happened", day=short_day(one.event.day, phrases, year))


def _origin(one: StoryNote, phrases: Phrases, year: int) -> Iterator[str]:
    yield phrases("first", source=name(one.publisher), at=_at(one, phrases, year))
    texts = {"articles": one.articles, "copies": one.copies}
    if one.articles + one.copies == 1:
        yield phrases("one_source")
        return
    counted = ", ".join(phrases(key, count) for key, count in texts.items() if count)
    yield f"{phrases('told_by', one.sources)}: {counted}"


def _at(one: StoryNote, phrases: Phrases, year: int) -> str:
    # a day is stored as its midnight in the zone of the source; its noon is that day in Almaty too
    is_coarse = one.precision in {"day", "month"}
    there = (one.at + _NOON if is_coarse else one.at).astimezone(ALMATY)
    if is_coarse or there.year != year:
        return short_day(there.date(), phrases, year)
    return phrases.moment(one.at)


def _fact(figure: Figure, phrases: Phrases) -> str:
    told = phrases("told_by", len(figure.sources))
    return f"{_people(figure.role, figure.value, phrases)} ({told})"


def _people(role: str, value: float, phrases: Phrases) -> str:
    return phrases(f"people_{role}", round(value))


def _doubt(figure: Figure, phrases: Phrases) -> str:
    said = [(figure.value, figure.sources), *figure.others]
    parts = [
        f"{_people(figure.role, value, phrases)} ({names(tellers, phrases, _TELLERS)})"
        for value, tellers in said
    ]
    return phrases("disputed", figures="; ".join(parts))


def _changed(one: StoryNote, phrases: Phrases) -> Iterator[Change]:
    for figure in one.figures:
        if figure.before is not None:
            what = phrases(f"figure_{figure.role}")
            yield Change(what, phrases.number(figure.before), phrases.number(figure.value))


def edit(one: Edit, phrases: Phrases) -> Item:
    """What a site changed in a text, each change with what was before."""
    at = phrases("seen", at=phrases.moment(one.seen_at))
    word = phrases("announced" if one.announced else "quiet")
    return Item(
        title=_title(one.title, one.url),
        url=link(one.url),
        language=code(one.language),
        mark=_mark(one.language, phrases),
        changes=(*_edits(one, phrases),),
        notes=tuple(phrases(f"edit_{flag}") for flag in _ADDITIONS if flag in one.flags),
        meta=(name(one.source), at, word),
    )


def _edits(one: Edit, phrases: Phrases) -> Iterator[Change]:
    for figure in one.figures:
        what = _figure_name(figure.kind, figure.role, phrases)
        yield _change(what, figure.before, figure.after, phrases)
    if one.headline:
        yield _change(phrases("edit_headline"), *one.headline, phrases)
    if one.names_added:
        yield Change(phrases("edit_named"), "", names(one.names_added, phrases, _NAMES))
    if one.names_removed:
        yield Change(phrases("edit_unnamed"), "", names(one.names_removed, phrases, _NAMES))
    if one.blame:
        yield _change(phrases("edit_blame"), *one.blame, phrases)


def _change(what: str, before: str, after: str, phrases: Phrases) -> Change:
    """From one to the other; what was only put in, or taken out, is told as such."""
    if before and after:
        return Change(what, title(before), title(after))
    word = phrases("added" if after else "taken_out")
    return Change(f"{what} ({word})", "", title(after or before))


def _figure_name(kind: str, role: str, phrases: Phrases) -> str:
    keys = (f"figure_{role}", f"figure_{kind}", "figure_number")
    return phrases(next(key for key in keys if key in phrases))


def removal(one: Removal, phrases: Phrases) -> Item:
    """A text that is there no more."""
    return Item(
        title=_title(one.title, one.url),
        url=link(one.url),
        language=code(one.language),
        mark=_mark(one.language, phrases),
        meta=(name(one.source), phrases("gone", at=phrases.moment(one.gone_at))),
    )
