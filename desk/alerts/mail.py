"""Sends mail over SMTP to where an apprise address of mail points.

apprise reads the address (servers of known providers, ports, names), but is not left to send: it
makes the plain part of a laid out mail out of its HTML, and gives each copy a new Message-ID.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.letter import Envelope, Person, letter
from desk.alerts.outcome import TAKEN, UNREACHABLE, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipelines.outbox import Message

_PERMANENT: Final = 500
_NAME: Final = "kenwatch"
# the first that fits: each is a kind of one further down
_PROBLEMS: Final = (
    (ssl.SSLError, "the connection to the mail server could not be made secure"),
    (smtplib.SMTPAuthenticationError, "the mail server did not accept user name and password"),
    (smtplib.SMTPNotSupportedError, "the mail server offers no encryption or no login"),
    (smtplib.SMTPSenderRefused, "the mail server refused the sender"),
    (smtplib.SMTPRecipientsRefused, "the mail server refused a recipient"),
)


def send(service: Any, message: Message, now: datetime, seconds: float) -> Outcome:
    """Send to each recipient of apprise's mail ``service``; ``seconds`` bounds each exchange."""
    try:
        with _session(service, seconds) as server:
            for envelope in _envelopes(service):
                mail = letter(message, envelope, now)
                # one letter each: who gets a blind copy is in the envelope only
                copies = [person.address for person in envelope.cc] + sorted(service.bcc)
                refused = server.send_message(
                    mail, service.from_addr[1], [envelope.recipient.address, *copies]
                )
                if refused:
                    return Outcome("the mail server refused a recipient")
    except (OSError, smtplib.SMTPException) as error:
        return _of_smtp(error)
    return TAKEN


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
        return Outcome(f"the mail server did not take the mail ({error.smtp_code})", is_final)
    return UNREACHABLE
