"""What came of sending a message, in words that hold no address. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# the message itself was not liked; any other trouble is one of the sink, and holds its others back
_OF_THE_MESSAGE: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
# of the answers 4xx those that may be another one later
_FOR_NOW: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``problem`` is empty where the message was taken; it is shown, stored and logged.

    ``is_refusal``: this message was refused, others to the same sink may still go. ``is_final``:
    asking again will not help. ``is_tried`` is False where nothing was sent. ``reached``: marks
    of those who have the message where others have not; ``note``: what is to be told of a
    message that was taken.
    """

    problem: str = ""
    is_refusal: bool = False
    is_final: bool = False
    is_tried: bool = True
    reached: frozenset[str] = frozenset()
    note: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has the message."""
        return not self.problem

    @property
    def words(self) -> str:
        """What came of it, for people."""
        note = f"; {self.note}" if self.note else ""
        return self.problem or f"took the message{note}"


TAKEN: Final = Outcome()
UNREACHABLE: Final = Outcome("could not be reached, or gave no answer")
NOT_TAKEN: Final = Outcome("did not take the message")
NO_ADDRESS: Final = Outcome("its address is none that a message can be sent to")
NO_SINK: Final = Outcome("no sink of this name is in the configuration file")


def of_status(code: int) -> Outcome:
    """The outcome of an HTTP answer: 2xx is taken, some 4xx refuse the message alone."""
    if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
        return TAKEN
    known = {status.value: status.phrase for status in HTTPStatus}
    phrase = f" ({known[code]})" if code in known else ""
    client = HTTPStatus.BAD_REQUEST <= code < HTTPStatus.INTERNAL_SERVER_ERROR
    is_final = client and code not in _FOR_NOW
    return Outcome(f"answered HTTP {code}{phrase}", code in _OF_THE_MESSAGE, is_final)


def of_silence(seconds: float) -> Outcome:
    """The outcome where a limit ran out; the receiver may still have the message."""
    return Outcome(f"gave no answer within {seconds:g} seconds")


def of_error(error: Exception) -> Outcome:
    """The outcome of an error that nobody foresaw: its kind only, its words may hold addresses."""
    return Outcome(f"could not be sent ({type(error).__name__})")


def of_fault(words: str) -> Outcome:
    """The outcome where nothing was sent, as it could not have been noted that it was."""
    return Outcome(f"not tried: what comes of it could not be noted ({words})", is_tried=False)


def mark(*parts: object) -> str:
    """What stands for a recipient, or for anything else, where it is not to be told."""
    return sha256("\0".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:16]


def of_recipients(results: Mapping[str, Outcome], before: frozenset[str]) -> Outcome:
    """What came of a message to several: of those tried now by their marks, and of others before.

    It is taken where all have it, or some have it and the others never will. Where others may
    have it later, it is to go to them alone; a sink of which one has it is in no trouble.
    """
    left = [one for one in results.values() if not one.is_taken]
    reached = before | {name for name, one in results.items() if one.is_taken}
    if not left:
        return TAKEN
    if not reached:
        return left[0]
    words = f"{len(left)} of {len(reached) + len(left)} recipients did not take it"
    if all(one.is_final for one in left):
        return Outcome(note=f"{words}: {left[0].problem}")
    problem = next(one.problem for one in left if not one.is_final)
    return Outcome(f"{words}: {problem}", is_refusal=True, reached=reached)
