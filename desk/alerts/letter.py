"""A message as an e-mail, with what lets a receiver file it and drop a second copy. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pipelines.outbox import Message

KEY_HEADER: Final = "X-Kenwatch-Key"
# base64 or quoted-printable where a text is not plain ASCII: not every server takes eight bits
_POLICY: Final = SMTP.clone(cte_type="7bit")
_OWN: Final = frozenset(
    {
        "subject", "from", "to", "cc", "reply-to", "date", "message-id", "references",
        "auto-submitted", "content-language", "content-type", "content-transfer-encoding",
        "mime-version", KEY_HEADER.lower(),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a mail address; ``name`` may be empty."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom; ``headers`` are those that the address of the sink asks for."""

    sender: Person
    recipient: Person
    cc: tuple[Person, ...] = ()
    reply_to: tuple[Person, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def letter(message: Message, envelope: Envelope, now: datetime) -> EmailMessage:
    """The mail: the text, and where the message has one its layout as the richer alternative.

    The same message gets the same Message-ID each time it is sent, and all messages of one
    alert name one thread (RFC 5322, 3.6.4). Raises ValueError for an address that is none.
    """
    mail = EmailMessage(policy=_POLICY)
    for name, value in _headers(message, envelope, now).items():
        mail[name] = value
    _write_subject(mail, plain(message.title))
    for name, value in envelope.headers:
        if name.lower() not in _OWN:
            mail[plain(name)] = plain(value)
    mail.set_content(message.body.rstrip("\n") + "\n")
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    # last: setting the content clears what is said of it
    mail["Content-Language"] = message.language
    return mail


def _headers(message: Message, envelope: Envelope, now: datetime) -> Mapping[str, object]:
    domain = envelope.sender.domain
    headers: dict[str, object] = {
        "From": _address(envelope.sender),
        "To": _address(envelope.recipient),
        "Date": format_datetime(now),
        "Message-ID": f"<{_digest(message.key, envelope.recipient.address)}@{domain}>",
        KEY_HEADER: plain(message.key),
        # no answering machine should answer (RFC 3834)
        "Auto-Submitted": "auto-generated",
    }
    if message.alert_id is not None:
        headers["References"] = f"<{_digest('alert', message.rule, message.alert_id)}@{domain}>"
    for name, people in (("Cc", envelope.cc), ("Reply-To", envelope.reply_to)):
        if people:
            headers[name] = tuple(map(_address, people))
    return headers


def _write_subject(mail: EmailMessage, title: str) -> None:
    if title.isascii() and "=?" not in title:
        mail["Subject"] = title
        return
    # encoded as a whole it is read as it was typed: the parser of the standard library would decode
    # what looks like an encoded word (RFC 2047) before it is sent, and its folding loses blanks
    # between words that are encoded and words that are not
    mail.set_raw("Subject", Header(title, "utf-8", header_name="Subject").encode())


def _address(person: Person) -> Address:
    return Address(plain(person.name), addr_spec=person.address)


def _digest(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]
