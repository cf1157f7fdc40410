"""What may be shown of an address that holds tokens and passwords. Pure.

An address of apprise is a secret as a whole (``tgram://TOKEN/CHAT``); so is what a library makes
of it (``https://api.telegram.org/botTOKEN``). The kind of the address alone is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desk.config.model import Config

HIDDEN: Final = "…"
# of these the rest may be shown: pages of sites, files
_PLAIN: Final = frozenset({"http", "https", "file", "sqlite"})
_ADDRESS: Final = re.compile(
    r"\b([a-z][a-z0-9+.-]{0,30})://(\S*?)(?=[\"'»)\],.;:]*(?:\s|$))", re.IGNORECASE
)
_USER: Final = re.compile(r"^[^\s/]*@")
_PARAMETER: Final = re.compile(
    r"([?&;](?:access_|api_?|auth_?)?(?:token|key|secret|password|passwd|pass|pwd|sig)=)[^&;\s]+",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[/?&=,;#@]+")
_DOMAIN: Final = re.compile(
    r"(?:[a-z0-9-]+\.)+[a-z]{2,18}(?::\d+)?|localhost(?::\d+)?|[\d.]+:\d+|\d{1,3}(?:\.\d{1,3}){3}"
)
_WORD: Final = re.compile(r"[a-z]{1,12}|\d{1,5}")
_SHORTEST: Final = 6
_SHORTEST_PASSWORD: Final = 4
_QUOTABLE: Final = re.compile(r"[\w .,:+-]{1,40}")
_LONGEST_WORD, _LONGEST_CAPITALS, _LONGEST_MIXED, _MOST_DIGITS = 20, 8, 11, 8


def masked(address: str) -> str:
    """The kind of an address: "tgram://…"; "…" where it has none."""
    kind, found, _ = address.partition("://")
    return (
        f"{kind}://{HIDDEN}" if found and re.fullmatch(r"[A-Za-z][\w+.-]{0,30}", kind) else HIDDEN
    )


def telling_parts(address: str) -> frozenset[str]:
    """The strings of an address that give it away: itself, its password, its tokens.

    Host names, short numbers and plain words of a path stay, so that a message still tells which
    server did not answer.
    """
    rest = address.partition("://")[2] or address
    found = {address.strip(), rest.strip(), *_passwords(rest)}
    found |= {part for part in _PARTS.split(rest) if _is_token(part)}
    # telegram parts its token by a colon, which parts a password elsewhere
    found |= {part for one in _PARTS.split(rest) for part in one.split(":") if _is_token(part)}
    found |= {unquote(part) for part in found}
    return frozenset(part for part in found if len(part) >= _SHORTEST_PASSWORD)


def _passwords(rest: str) -> Iterator[str]:
    user, found, _ = rest.rpartition("@")
    if found:
        yield user
        name, parted, password = user.partition(":")
        yield password if parted else name


def _is_token(part: str) -> bool:
    plain = _DOMAIN.fullmatch(part.lower()) or _WORD.fullmatch(part)
    return len(part) >= _SHORTEST and plain is None


def quotable(words: str) -> bool:
    """Whether a wrong value may be shown in words of ours.

    So are hours, numbers, names and plain words. Whatever might be an address, a token or a
    password that was written into the wrong line is not.
    """
    return _QUOTABLE.fullmatch(words) is not None and not any(map(_might_be_token, words.split()))


def quoted(words: str) -> str:
    """A wrong value in quotes, or words in place of one that may not be shown."""
    return repr(words) if quotable(words) else "(not shown)"


def _might_be_token(word: str) -> bool:
    digits, letters = sum(map(str.isdigit, word)), sum(map(str.isalpha, word))
    longest = _LONGEST_CAPITALS if word.isupper() else _LONGEST_WORD
    has_capitals_within = not word.isupper() and word[1:] != word[1:].lower()
    is_mixed = bool(digits and letters) and len(word) > _LONGEST_MIXED
    is_long = digits > _MOST_DIGITS or (letters > 0 and len(word) > longest)
    return is_mixed or is_long or has_capitals_within


class Scrubber:
    """Takes secrets out of text: those it was given, and whatever looks like an address."""

    def __init__(self, addresses: Iterable[str] = ()) -> None:
        known = {part for address in addresses for part in telling_parts(address)}
        # the longest first: a part of a secret would leave the rest of it standing
        ordered = sorted(known, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        hidden = self._known.sub(HIDDEN, text) if self._known else text
        return _PARAMETER.sub(rf"\1{HIDDEN}", _ADDRESS.sub(_shown, hidden))


def _shown(found: re.Match[str]) -> str:
    kind, rest = found.groups()
    if kind.lower() not in _PLAIN:
        return f"{kind}://{HIDDEN}"
    return f"{kind}://{_USER.sub(f'{HIDDEN}@', rest)}"


def scrub(text: str, addresses: Iterable[str] = ()) -> str:
    """The text without the secrets of these addresses, and without any address of apprise."""
    return Scrubber(addresses)(text)


def addresses(config: Config) -> list[str]:
    """Every address of a configuration that must not be told."""
    ping = config.daemon.ping_url
    found = [*config.sinks.values(), *([ping] if ping else [])]
    return [secret.get_secret_value() for secret in found]
