"""The dead-man ping: an address that is asked while all is well, and misses it when not."""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Final

from desk.daemon.aside import aside

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger("kenwatch.daemon")

SECONDS: Final = 10.0
_SCHEMES: Final = ("http://", "https://")


class Ping:
    """Asks the address; its failures are told once until it answers again, without the address."""

    def __init__(self, ask: Callable[[str], str] | None = None) -> None:
        self._ask = ask or why_not
        self._told = ""

    async def __call__(self, url: str) -> bool:
        """Ask once; whether it answered."""
        trouble = await aside(lambda: self._ask(url), "ping")
        if trouble and trouble != self._told:
            logger.warning("the dead-man ping failed: %s", trouble)
        if self._told and not trouble:
            logger.info("the dead-man ping is answered again")
        self._told = trouble
        return not trouble


def why_not(url: str) -> str:
    """Ask an address; "" where it answered well, else why not, without any part of it."""
    if not url.lower().startswith(_SCHEMES):
        return "ping_url is no http or https address"
    try:
        with urllib.request.urlopen(url, timeout=SECONDS):  # noqa: S310 - looked at above
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        return f"answered {error.code}"
    except TimeoutError:
        return f"no answer within {SECONDS:g} s"
    except Exception as error:  # noqa: BLE001 - of any kind; their texts hold the address
        return f"cannot be reached ({type(getattr(error, 'reason', error)).__name__})"
