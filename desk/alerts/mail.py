"""Sends mail over SMTP to where an apprise address of mail points.

apprise reads the address (servers of known providers, ports, names), but is not left to send: it
makes the plain part of a laid out mail out of its HTML, and gives each copy a new Message-ID.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desk.alerts.letter import Envelope, Person, letter
from desk.alerts.outcome import TAKEN, UNREACHABLE, Outcome, mark, of_recipients

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from email.message import EmailMessage

    from pipelines.outbox import Message

_PERMANENT: Final = 500
_NAME: Final = "kenwatch"
# the first that fits: each is a kind of one further down
_PROBLEMS: Final = (
    (ssl.SSLError, "the connection to the mail server could not be made secure"),
    (smtplib.SMTPAuthenticationError, "the mail server did not accept user name and password"),
    (smtplib.SMTPNotSupportedError, "the mail server offers no encryption or no login"),
    (smtplib.SMTPSenderRefused, "the mail server refused the sender"),
)


class _Copy(NamedTuple):
    """A letter and who is still to get it: addresses by their marks."""

    envelope: Envelope
    addresses: Mapping[str, str]


def send(
    service: Any, message: Message, now: datetime, seconds: float, before: frozenset[str]
) -> Outcome:
    """Send to each recipient of apprise's mail ``service``; ``seconds`` bounds each exchange.

    Every recipient is tried but for those whose marks are in ``before``: they have it.
    """
    copies = list(_copies(service, message.key, before))
    results: dict[str, Outcome] = {}
    try:
        with _session(service, seconds) as server:
            for copy in copies:
                mail = letter(message, copy.envelope, now)
                results |= _hand_over(server, mail, service.from_addr[1], copy.addresses)
    except (OSError, smtplib.SMTPException) as error:
        trouble = _of_smtp(error)
        untold = (name for copy in copies for name in copy.addresses if name not in results)
        results |= dict.fromkeys(untold, trouble)
    return of_recipients(results, before)


def _copies(service: Any, key: str, before: frozenset[str]) -> Iterator[_Copy]:
    for envelope in _envelopes(service):
        # one letter each: who gets a blind copy is in the envelope only
        others = [person.address for person in envelope.cc] + sorted(service.bcc)
        to = envelope.recipient.address
        addresses = {mark(key, to, address): address for address in (to, *others)}
        left = {name: address for name, address in addresses.items() if name not in before}
        if left:
            yield _Copy(envelope, left)


def _hand_over(
    server: smtplib.SMTP, mail: EmailMessage, sender: str, addresses: Mapping[str, str]
) -> dict[str, Outcome]:
    """What came of a letter by the marks of its recipients; raises where the server is ill."""
    refused: Mapping[str, tuple[int, bytes]]
    try:
        refused = server.send_message(mail, sender, list(addresses.values()))
    except smtplib.SMTPRecipientsRefused as error:
        # where the server broke off, it was not asked about the others
        refused = dict.fromkeys(addresses.values(), (0, b"")) | error.recipients
    except smtplib.SMTPDataError as error:
        return dict.fromkeys(addresses, _of_smtp(error))
    return {
        name: _of_refusal(refused[address][0]) if address in refused else TAKEN
        for name, address in addresses.items()
    }


def _of_refusal(code: int) -> Outcome:
    return Outcome("the mail server refused a recipient", is_final=code >= _PERMANENT)


def _envelopes(service: Any) -> Iterator[Envelope]:
    for name, address in service.targets:
        yield Envelope(
            Person(service.from_addr[1], service.from_addr[0] or _NAME),
            Person(address, name or ""),
            tuple(_person(service, other) for other in sorted(service.cc - {address})),
            tuple(_person(service, other) for other in sorted(service.reply_to)),
            tuple(service.headers.items()),
        )


def _person(service: Any, address: str) -> Person:
    return Person(address, service.names.get(address) or "")


@contextmanager
def _session(service: Any, seconds: float) -> Iterator[smtplib.SMTP]:
    trust = ssl.create_default_context()
    if not service.verify_certificate:
        # "verify=no" in the address, for a server with a certificate of its own
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE
    where = (service.smtp_host, service.port)
    server: smtplib.SMTP
    if service.secure_mode == "ssl":
        server = smtplib.SMTP_SSL(*where, timeout=seconds, context=trust)
    else:
        server = smtplib.SMTP(*where, timeout=seconds)
    try:
        if service.secure_mode == "starttls":
            server.starttls(context=trust)
        if service.user and service.password:
            server.login(service.user, service.password)
        yield server
        _part(server)
    finally:
        server.close()


def _part(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        # it has the mail; how it says goodbye does not matter
        return


def _of_smtp(error: Exception) -> Outcome:
    words = next((words for kind, words in _PROBLEMS if isinstance(error, kind)), "")
    if words:
        return Outcome(words)
    if isinstance(error, smtplib.SMTPDataError):
        is_final = error.smtp_code >= _PERMANENT
        words = f"the mail server did not take the mail ({error.smtp_code})"
        return Outcome(words, is_refusal=is_final, is_final=is_final)
    return UNREACHABLE
