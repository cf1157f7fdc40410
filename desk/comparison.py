"""Two texts set against each other: copy or not, what differs, one story or not.

The record of ``kenwatch compare``, documented in docs/compare.md; a field may be added, none is
renamed or removed. It rests on the same rules as the archive.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from desk.moments import ALMATY
from pipelines.judging import judge
from pipelines.language import identify
from pipelines.likeness.differences import differences
from pipelines.likeness.likeness import likeness
from pipelines.likeness.reading import read
from pipelines.stories.likeness import features
from pipelines.stories.linking import WINDOW, anchored, link, probability, weights
from pipelines.stories.linking import why as reasons
from pipelines.stories.report import report_of

if TYPE_CHECKING:
    from pipelines.likeness.differences import Differences
    from pipelines.likeness.likeness import Likeness
    from pipelines.stories.report import Report

Record = dict[str, Any]
_MONTH: Final = re.compile(r"\d{4}(-\d{2})?")
_CODE: Final = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]+)*")
# one text is often compared with several
_KEPT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text to compare: paragraphs are lines, ``at`` is aware, ``day`` dates «вчера».

    ``published`` is the time that it bears, in ISO 8601, "" for none.
    """

    title: str
    text: str
    language: str
    at: datetime | None = None
    day: date | None = None
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What ``second`` is to ``first``, shares from 0 to 1.

    ``own_share`` is of the second text. ``first`` is the one that was published first, a or b;
    None where that is not known. ``story_score`` tells how likely both report one event: 1
    for a copy, None where they have nothing in common by which that could be told.
    """

    likeness: Likeness
    differs: Differences
    same_story: bool
    story_score: float | None
    story_why: str
    first: str | None = None

    def as_record(self) -> Record:
        """For JSON."""
        like = self.likeness
        return {
            "copy": like.is_copy,
            **like.shares,
            "why": like.why,
            "differs": {name: [*map(_listed, told)] for name, told in asdict(self.differs).items()},
            "same_story": self.same_story,
            "story_score": None if self.story_score is None else round(self.story_score, 2),
            "story_why": self.story_why,
            "first": self.first,
        }


def _listed(told: str | tuple[str, str]) -> str | list[str]:
    return told if isinstance(told, str) else list(told)


def compare(first: Text, second: Text) -> Comparison:
    """What ``second`` is to ``first``; what either has to the other but shares does not change."""
    like = likeness(read(first.title, first.text), read(second.title, second.text))
    same_story, score, why = _story(first, second, is_copy=like.is_copy)
    return Comparison(
        likeness=like,
        differs=differences(first.text, second.text),
        same_story=same_story,
        story_score=score,
        story_why=why,
        first=_first(first, second),
    )


def _first(first: Text, second: Text) -> str | None:
    """Which text was published first; a day without an hour is told from other days only."""
    known = [(one.published, *published(one.published, "published")) for one in (first, second)]
    (words, at, day), (other_words, other_at, other_day) = known
    if at is None or other_at is None:
        return None
    has_hours = "T" in words.upper() and "T" in other_words.upper()
    if at == other_at or (day == other_day and not has_hours):
        return None
    return "a" if at < other_at else "b"


def _story(first: Text, second: Text, *, is_copy: bool) -> tuple[bool, float | None, str]:
    """Whether both report one event, how likely that is, and why."""
    if is_copy:
        return True, 1.0, "one is a copy of the other"
    reports = _report(first), _report(second)
    made = link(*reports)
    if made is not None:
        return True, made.score, made.why
    return False, *_unlinked(*reports)


def _unlinked(first: Report, second: Report) -> tuple[float | None, str]:
    if first.at and second.at and abs(first.at - second.at) > WINDOW:
        return None, f"published more than {WINDOW.days} days apart"
    if first.is_template or second.is_template:
        return None, "a daily report of rates, prices or weather with other figures"
    fitted = weights()
    found = features(first, second, fitted.rarity)
    if not anchored(found):
        return None, "too few places, names and figures in common"
    score = probability(found, fitted)
    enough = f"not enough in common: {score:.2f} of {fitted.threshold:g} needed"
    return score, f"{enough} ({reasons(first, second, found)})"


@lru_cache(_KEPT)
def _report(text: Text) -> Report:
    judgement = judge(text.title, text.text, text.language, published=text.day)
    return report_of(text.title, text.text, judgement, at=text.at, language=text.language)


def text_of(given: object, name: str) -> Text:
    """The text in a JSON object; raises ValueError that names the field and what it has to be.

    ``title`` and ``text`` are strings, ``language`` (a code) and ``published`` (ISO 8601) may be
    null or missing: the language is then told by the words.
    """
    if not isinstance(given, dict):
        raise ValueError(f'{name} has to be an object {{"title": …, "text": …}}')  # noqa: TRY004 - told as bad input
    title, text = (_words(given, key, name) for key in ("title", "text"))
    when = _optional(given, "published", name)
    at, day = published(when, f"{name}.published")
    language = _language(_optional(given, "language", name), f"{name}.language")
    told = language or identify(f"{title}\n{text}")[0]
    return Text(title=title, text=text, language=told, at=at, day=day, published=when)


def _words(given: Record, key: str, name: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        trouble = "is missing" if key not in given else "has to be a string"
        raise ValueError(f'{name}.{key} {trouble}; write "" for none')  # noqa: TRY004 - told as bad input
    return value


def _optional(given: Record, key: str, name: str) -> str:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name}.{key} has to be a string or null")
    return value or ""


def _language(code: str, name: str) -> str:
    found = _CODE.fullmatch(code)
    if code and found is None:
        raise ValueError(f"{name} {code[:20]!r} is no language code; write kk, ru or en")
    return found[1].lower() if found else ""


def published(words: str, name: str) -> tuple[datetime | None, date | None]:
    """A time as an aware moment and as its day in Almaty, where a day is at least known.

    Raises ValueError that names the field where the words are no ISO 8601.
    """
    if not words or _MONTH.fullmatch(words):
        return None, None
    try:
        moment = datetime.fromisoformat(words)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)
        return aware, aware.astimezone(ALMATY).date()
    except (ValueError, OverflowError):
        told = f"{name} {words[:40]!r} is no date; write it like 2026-11-20T09:30+05:00"
        raise ValueError(told) from None
