"""What a page wrote, for chats: they make calls, links and mark-up of plain text. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipelines.outbox import Message

# a page may write @everyone into its title; a chat would wake all its members
_CALLS: Final = re.compile(r"@(?=everyone|here|channel|all\b)|<(?=[@!#&])", re.IGNORECASE)
# [words](address), [words][name], [name]: address, <address|words>: links under words of a page's
# choice, which many chats make of what they take for plain text
_LINKS: Final = re.compile(r"\](?=[(\[:])|<(?=[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_EMPTY_LINE: Final = re.compile(r"^$(?=\n)", re.MULTILINE)


def fitting(message: Message, longest: int) -> tuple[str, str]:
    """Title and text; a title that is too long for the service is whole in the text."""
    if not 0 < longest < len(message.title):
        return message.title, message.body
    return f"{message.title[: longest - 1]}…", f"{message.title}\n\n{message.body}"


def calm(text: str) -> str:
    """A text that calls nobody and hides no address under words; addresses by themselves stay."""
    return _LINKS.sub(_parted, _CALLS.sub(_parted, text))


def _parted(found: re.Match[str]) -> str:
    return f"{found[0]}\u2060"


def lined(text: str) -> str:
    """A text that keeps its empty lines on the way to the mark-up of Telegram."""
    # apprise drops an empty line there, an invisible letter it does not
    return _EMPTY_LINE.sub("\u2060", text)
