"""The web desk over an archive, asked as a browser would, without a server."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from desk.web import site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def serving(path: Path, **options: Any) -> Iterator[Any]:
    """The site of an archive, everything closed at the end."""
    served = site.site(path, **options)
    try:
        yield served
    finally:
        for database in served.databases.values():
            database.close()
        served.executor.shutdown()


def get(served: Any, path: str, method: str = "GET", **options: Any) -> Any:
    """The answer to a request, redirects not followed."""
    return asyncio.run(served.client.request(method, path, **options))
