"""Sends one message to one address, by apprise; no word of an address gets out.

An address is a secret: it holds tokens and passwords. Whatever apprise, or what it stands on,
says about it in logs and errors stops here.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import quote

from desk.alerts import chatwords, mail
from desk.alerts.letter import KEY_HEADER
from desk.alerts.outcome import (
    NO_ADDRESS,
    NOT_TAKEN,
    TAKEN,
    UNREACHABLE,
    Outcome,
    mark,
    of_error,
    of_recipients,
    of_status,
)
from desk.tables import plain
from pipelines.outbox import Parcel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.outbox import Message

SECONDS: Final = 20.0
_PAYLOAD_KEY: Final = "kenwatch_key"
# of the whole limit, so that an error in words comes before it runs out
_SHARE: Final = 0.7
_MOST_PARTS: Final = 20
_KIND: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,19})://")
_CODE: Final = re.compile(r"\berror=(\d{3})\b")
_LOUD: Final = ("apprise", "urllib3", "requests", "httpx", "httpcore", "paho", "slixmpp")
_loading = threading.Lock()
_heard = threading.local()


class Send(Protocol):
    """Sends a message to an address; tells what came of it and raises nothing."""

    def __call__(self, address: str, message: Message, /) -> Outcome:
        """Send one message."""


def kind_of(address: str) -> str:
    """What may be shown of an address: "tgram://…", or "…" where it has no kind."""
    found = _KIND.match(address.strip())
    return f"{found[1].lower()}://…" if found else "…"


def post(address: str, message: Message, seconds: float = SECONDS) -> Outcome:
    """Send a message; mail with its layout, anything else as plain text.

    ``seconds`` bounds each exchange on the wire; whoever calls bounds the whole.
    """
    try:
        service = _service(address.strip(), message)
        if service is None:
            return NO_ADDRESS
        if _is_mail(service):
            now, before = datetime.now(UTC), _reached(message)
            return mail.send(service, message, now, seconds * _SHARE, before)
        return _notify_each(service, address, message, seconds * _SHARE)
    except Exception as error:  # noqa: BLE001 - a hundred services; none may cost the others theirs
        return of_error(error)


def parts(address: str, message: Message) -> int:
    """How many messages this one is for the service behind an address, about: parts, recipients."""
    try:
        service = _service(address.strip(), message)
        if service is None:
            return 1
        if _is_mail(service):
            return min(_MOST_PARTS, max(1, len(service.targets)))
        letters = len(message.title) + len(message.body)
        pieces = 1 + letters // max(int(service.body_maxlen), 1)
        return min(_MOST_PARTS, pieces * max(1, len(_recipients(service)[1])))
    except Exception:  # noqa: BLE001 - sending will tell what is wrong
        return 1


def _service(address: str, message: Message) -> Any | None:
    """The service of apprise for an address, the key of the message added where it carries one."""
    bare = _instance(address)
    if bare is None:
        return None
    added = _key_parameters(bare, message.key)
    if "overflow=" not in address:
        # else a text that is too long for the service is refused, or cut by it
        added.append("overflow=split")
    return _instance(f"{address}{'&' if '?' in address else '?'}{'&'.join(added)}")


def _instance(address: str) -> Any | None:
    apprise = _apprise()
    # without a limit of its own it works in this thread; others could not be written off
    asset = apprise.AppriseAsset(
        app_id="kenwatch", app_desc="kenwatch", app_url="", async_mode=False, service_timeout=0
    )
    # it takes a text without any service for a path of its own
    return apprise.Apprise.instantiate(address, asset=asset) if _KIND.match(address) else None


def _key_parameters(service: Any, key: str) -> list[str]:
    # apprise itself says which services take headers ("+name") and fields (":name")
    taken = {one.get("prefix"): True for one in service.template_kwargs.values()}
    names = [name for name, prefix in ((f"+{KEY_HEADER}", "+"), (f":{_PAYLOAD_KEY}", ":"))
             if prefix in taken]  # fmt: skip
    return [f"{name}={quote(plain(key), safe='')}" for name in names]


def _is_mail(service: Any) -> bool:
    from apprise.plugins.email import NotifyEmail

    # a mail that is signed or encrypted is left to apprise
    return type(service) is NotifyEmail and service.pgp_mode == "no"


def _reached(message: Message) -> frozenset[str]:
    return message.reached if isinstance(message, Parcel) else frozenset()


def _recipients(service: Any) -> tuple[str, list[Any]]:
    """The recipients of a service that has several and asks for each by itself, and their name."""
    for name in ("targets", "channels", "rooms"):
        found = getattr(service, name, None)
        if isinstance(found, list) and len(found) == len(service) > 1:
            return name, list(found)
    return "", []


def _notify_each(service: Any, address: str, message: Message, seconds: float) -> Outcome:
    name, recipients = _recipients(service)
    if not recipients:
        return _notify(service, address, message, seconds)
    before = _reached(message)
    results: dict[str, Outcome] = {}
    for recipient in recipients:
        known = mark(message.key, recipient)
        if known not in before:
            # one at a time: apprise does not tell which of several took it
            setattr(service, name, [recipient])
            results[known] = _notify_one(service, address, message, seconds)
    return of_recipients(results, before)


def _notify_one(service: Any, address: str, message: Message, seconds: float) -> Outcome:
    try:
        return _notify(service, address, message, seconds)
    except Exception as error:  # noqa: BLE001 - it must not cost the next recipient the message
        return of_error(error)


def _notify(service: Any, address: str, message: Message, seconds: float) -> Outcome:
    apprise = _apprise()
    if "rto=" not in address:
        service.socket_read_timeout = seconds
    # "optional=yes" in an address would have a failure told as a success
    service.optional = False
    title, body = chatwords.fitting(message, int(service.title_maxlen))
    if service.resolve_format(apprise.NotifyFormat.TEXT) == apprise.NotifyFormat.HTML:
        body = chatwords.lined(body)
    post = apprise.Apprise(asset=service.asset)
    post.add(service)
    with _listening() as said:
        taken = post.notify(
            title=chatwords.calm(title),
            body=chatwords.calm(body),
            body_format=apprise.NotifyFormat.TEXT,
        )
    return TAKEN if taken else _of_log(said)


def _of_log(said: list[str]) -> Outcome:
    """What apprise's log says of a failure, which it tells nowhere else; only kinds are kept."""
    codes = [int(code[1]) for line in said if (code := _CODE.search(line))]
    if codes:
        outcome = of_status(codes[-1])
        return outcome if outcome.problem else NOT_TAKEN
    if any("onnection error" in line for line in said):
        return UNREACHABLE
    return NOT_TAKEN


class _Ear(logging.Handler):
    """Keeps for each thread what was said in it."""

    def emit(self, record: logging.LogRecord) -> None:
        said = getattr(_heard, "said", None)
        if said is not None:
            said.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    said: list[str] = []
    _heard.said = said
    try:
        yield said
    finally:
        _heard.said = None


def _apprise() -> Any:
    with _loading:
        loaded = _loaded()
    # what it says is the only word on why a message did not go: heard here, whatever the log is
    told = logging.getLogger("apprise")
    told.disabled = False
    told.setLevel(logging.DEBUG)
    return loaded


@cache
def _loaded() -> Any:
    for name in _LOUD:
        # their lines hold addresses: none goes on to the log of kenwatch
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.handlers = [_Ear() if name == "apprise" else logging.NullHandler()]
    with warnings.catch_warnings():
        # it loads its services late, and one imports a module that Python 3.11 calls deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise

        logging.getLogger("apprise").handlers = [_Ear()]
        apprise.Apprise.instantiate("json://localhost")
    return apprise
