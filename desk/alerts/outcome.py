"""What came of sending a message, in words that hold no address. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

# the message itself was not liked; any other trouble is one of the sink, and holds its others back
_OF_THE_MESSAGE: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``problem`` is empty where the message was taken; it is shown, stored and logged.

    ``is_refusal``: this message was refused, others to the same sink may still go.
    """

    problem: str = ""
    is_refusal: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has the message."""
        return not self.problem


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
    return Outcome(f"answered HTTP {code}{phrase}", code in _OF_THE_MESSAGE)


def of_silence(seconds: float) -> Outcome:
    """The outcome where a limit ran out; the receiver may still have the message."""
    return Outcome(f"gave no answer within {seconds:g} seconds")


def of_error(error: Exception) -> Outcome:
    """The outcome of an error that nobody foresaw: its kind only, its words may hold addresses."""
    return Outcome(f"could not be sent ({type(error).__name__})")
