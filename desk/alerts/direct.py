"""Messages that go straight to a sink, past the archive: tests, and cries for attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from desk.alerts.couriers import carry
from desk.tables import plain
from desk.wording.phrases import Phrases
from pipelines.outbox import Kind, Parcel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from pydantic import SecretStr

    from desk.alerts.couriers import Delivered
    from desk.alerts.outcome import Outcome
    from desk.alerts.posting import Send

_WORDS: Final = "delivery"


class Told(NamedTuple):
    """What came of a message to a sink."""

    sink: str
    outcome: Outcome


def tests(sinks: Sequence[str], language: str, now: datetime) -> list[Parcel]:
    """One test message for each sink, in kk, ru or en. Pure."""
    say = Phrases(_WORDS, language)
    return [
        _parcel("test", sink, now, say, say("test_title"), say("test_body", sink=plain(sink)))
        for sink in sinks
    ]


def cries(
    sinks: Sequence[str],
    language: str,
    now: datetime,
    *,
    problem: str,
    archive: Path,
    host: str,
    is_over: bool = False,
) -> list[Parcel]:
    """The message that kenwatch itself is in trouble, or no longer, for each sink. Pure."""
    say = Phrases(_WORDS, language)
    part = "over" if is_over else "cry"
    body = say(f"{part}_body", problem=plain(problem), archive=plain(archive), host=plain(host))
    return [_parcel("alarm", sink, now, say, say(f"{part}_title"), body) for sink in sinks]


def _parcel(  # noqa: PLR0917 - the parts of a message
    kind: Kind, sink: str, now: datetime, say: Phrases, title: str, body: str
) -> Parcel:
    return Parcel(
        id=0,
        attempts=0,
        key=f"{kind}:{now.isoformat()}:{sink}",
        kind=kind,
        rule="",
        sink=sink,
        language=say.language,
        title=title,
        body=body.strip(),
    )


def send_now(
    parcels: Sequence[Parcel], sinks: Mapping[str, SecretStr], send: Send, seconds: float
) -> list[Told]:
    """Send each message, all sinks at a time; what came of them, in the order given."""
    found: dict[str, Outcome] = {}

    def tell(result: Delivered) -> None:
        found[result.parcel.sink] = result.outcome

    carry(
        [[parcel] for parcel in parcels],
        lambda parcel: send(sinks[parcel.sink].get_secret_value(), parcel),
        lambda _: seconds,
        tell,
    )
    return [Told(parcel.sink, found[parcel.sink]) for parcel in parcels]
