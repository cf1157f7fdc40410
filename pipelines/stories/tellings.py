"""A figure as a report of a story tells it: whose it is, when it was told, what it is a part of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

# people that an event counts once, whatever the words: two reports of it mean the same ones
COUNTED: Final = frozenset(
    ("dead", "injured", "missing", "trapped", "rescued", "evacuated", "laid off", "on strike")
)
_MONTH: Final = 7  # letters of a month in ISO 8601
# a sentence that counts some of those that an event befell: by name of the whole, or by their home
_PART: Final = re.compile(
    r"\b(?:среди|из них|из числа|в том числе|включая|граждан\w*|подданн\w*|урожен\w*|иностран\w*"
    r"|(?:кыргыз|узбек|таджик|туркмен|казах)стан(?:ец|ц\w+)|россиян\w*|китайц\w*|кита[её]ц"
    r"|арасында|ішінде|азамат(?:ы|тар|ша)\w*|тумасы|шетелдік\w*"
    r"|among|of (?:them|whom|those)|including|citizens?|nationals?|natives?|foreign\w*)\b",
    re.IGNORECASE,
)
# a sentence that sets the event beside one of other years
_ELSEWHEN: Final = re.compile(
    r"\b(?:(?:years?|months?|decades?) (?:after|since|before|on from)|since (?:19|20)\d\d"
    r"|(?:лет|года?|месяц\w*) (?:после|спустя)|спустя \w+ (?:лет|года?)"
    r"|(?:жылдан|айдан) (?:кейін|соң))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as a report tells it; the first fields are those of `pipelines.judgement.Fact`.

    ``value`` is normalised (KZT, USD, %, people, t). ``sentence`` is the one that it stands in.
    ``is_of_event``: the card of the event has it. ``edited_at``: when the version was seen (aware)
    that brought it into its report; ``is_withdrawn``: a later version has it no more.
    """

    kind: str
    value: float
    unit: str
    role: str = ""
    per: str = ""
    moment: str = ""
    subject: str = ""
    quote: str = ""
    bound: str = ""
    sentence: str = ""
    is_of_event: bool = False
    edited_at: datetime | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A report of a story: its label, its time (aware), its figures, and whose it is.

    Without a ``source`` the label tells whose.
    """

    label: str
    at: datetime | None
    figures: tuple[Figure, ...]
    publisher: str = ""

    @property
    def source(self) -> str:
        """Whose report it is."""
        return self.publisher or self.label


class Saying(NamedTuple):
    """Who tells a figure, when, and in which words; ``version`` is edited or withdrawn, or ""."""

    label: str
    at: datetime | None
    value: float
    quote: str
    version: str = ""


def saying(report: Told, figure: Figure) -> Saying:
    """A figure with the time at which its report came to tell it."""
    version = "withdrawn" if figure.is_withdrawn else "edited" if figure.edited_at else ""
    at = figure.edited_at or report.at
    return Saying(report.label, at, figure.value, figure.quote, version)


def time_of(at: datetime | None) -> float:
    """For sorting; what has no time stands first: nothing says that it is the latest."""
    return at.timestamp() if at else float("-inf")


def moment_of(figure: Figure, at: datetime | None) -> str:
    """The time that a figure is of, "" where that is the news itself: a time of the same month."""
    is_now = at is not None and figure.moment[:_MONTH] == at.strftime("%Y-%m")
    return "" if is_now else figure.moment


def is_part(figure: Figure) -> bool:
    """Whether its sentence says that it counts some of those whom the event befell."""
    return bool(_PART.search(figure.sentence))


def is_of_other_times(figure: Figure) -> bool:
    """Whether its sentence compares the event with an earlier one."""
    return bool(_ELSEWHEN.search(figure.sentence))
