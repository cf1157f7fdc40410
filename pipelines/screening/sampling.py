"""Which pages that were screened out are judged in full all the same: the screen's own proof."""

from __future__ import annotations

import hashlib
from typing import Final

_BYTES: Final = 8
_ADDRESSES: Final = 1 << 8 * _BYTES


def is_sampled(canonical_url: str, share: float) -> bool:
    """Whether a page is one of the ``share`` (0 to 1) that are looked at twice.

    The same address always gets the same answer, in every process and in every run; what is
    sampled at a share is sampled at every larger one.
    """
    digest = hashlib.blake2b(canonical_url.encode("utf-8", "replace"), digest_size=_BYTES).digest()
    return int.from_bytes(digest) < share * _ADDRESSES
