"""Many small invented sites on one loopback port, which keep a book of every request.

``python -m samples.crowd --sites 300 --pages 100 --log FILE`` serves them until SIGTERM and then
writes one line a request: host, path, when it came and when it was answered (seconds).
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# every so many pages one is about mining
RELEVANT_EACH = 20
_MINING = (
    "На шахте «Кенжи-{site}» добыли {page} тысяч тонн угля за месяц",
    (
        "Горняки шахты «Кенжи-{site}» за месяц выдали {page} тысяч тонн угля. Об этом "
        "сообщила компания. Проходчики пятого участка сдали новый штрек на неделю раньше срока, "
        "а обогатительная фабрика перешла на круглосуточную работу. До конца года хотят "
        "увеличить добычу ещё на пять процентов и купить два очистных комбайна."
    ),
)
_OTHER = (
    "В районе {site} открыли библиотеку номер {page}",
    (
        "В новой библиотеке района {site} собрано {page} тысяч книг. Читальный зал рассчитан на "
        "сорок мест, для детей отведена отдельная комната с играми. Жители принесли сотни томов из "
        "домашних собраний, а школьники провели в день открытия чтения вслух и концерт."
    ),
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """``sites`` hosts named s0.test, s1.test …, each with ``pages`` articles in one sitemap."""

    sites: int
    pages: int
    delay: float = 0.05
    # articles do not change while they are looked at
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def hosts(self) -> list[str]:
        """The host names."""
        return [f"s{number}.test" for number in range(self.sites)]

    def body(self, host: str, path: str) -> tuple[str, bytes] | None:
        """Media type and bytes of a path, or None for one that is not there."""
        if path == "/sitemap.xml":
            return "application/xml", self._sitemap(host)
        name = path.removeprefix("/news/").removesuffix(".html")
        if name.isdigit() and int(name) < self.pages:
            return "text/html; charset=utf-8", _article(host, int(name))
        return None

    def _sitemap(self, host: str) -> bytes:
        rows = "".join(
            f"<url><loc>http://{host}/news/{page}.html</loc>"
            f"<lastmod>{self.now - timedelta(minutes=page):%Y-%m-%dT%H:%M:00Z}</lastmod></url>"
            for page in range(self.pages)
        )
        return (
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
        )

    def write_sources(self, directory: Path, port: int) -> None:
        """One source file a site, pinned to the loopback address."""
        directory.mkdir(parents=True, exist_ok=True)
        for number, host in enumerate(self.hosts()):
            (directory / f"s{number}.toml").write_text(
                f'id = "s{number}"\nname = "Site {number}"\ncountry = "KZ"\nlanguages = ["ru"]\n'
                f'group = "regional"\nhosts = ["{host}", "{host}:{port}"]\n'
                f"delay_seconds = {self.delay}\nmax_pages = 100000\n"
                f'[[sitemaps]]\nurl = "http://{host}:{port}/sitemap.xml"\nstatus = "sample"\n'
                f'[pin]\n"{host}" = "127.0.0.1"\n',
                encoding="utf-8",
            )


def _article(host: str, page: int) -> bytes:
    title, text = _MINING if page % RELEVANT_EACH == 0 else _OTHER
    site = host.removesuffix(".test")
    title, text = (words.format(site=site, page=page + 2) for words in (title, text))
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><nav><a href=/>Главная</a></nav><article><h1>{title}</h1><p>{text}</p>"
        f"<p>Подробности номера {page} читайте завтра, их готовит редакция {site}.</p></article>"
        "</body></html>"
    ).encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the host and path, when it came and when it was answered, in seconds."""

    host: str
    path: str
    began: float
    ended: float


class CrowdServer:
    """Serves a crowd; ``book`` holds the requests in the order of their answers."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.book: list[Asked] = []
        self.port = 0

    async def start(self, port: int = 0) -> asyncio.Server:
        """Listen on 127.0.0.1; the port is in ``port`` then."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", port, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        began = time.monotonic()
        first, *fields = head.split("\r\n")
        path = first.split()[1]
        named = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in fields}
        host = named.get("host", "").partition(":")[0]
        # a real site takes a moment, in which a second request would be seen
        await asyncio.sleep(0.005)
        writer.write(_packed(self.crowd.body(host, path), f"{host}:{self.port}"))
        await writer.drain()
        self.book.append(Asked(host, path, began, time.monotonic()))
        return named.get("connection", "").lower() != "close"


def _packed(found: tuple[str, bytes] | None, address: str) -> bytes:
    media, body = found or ("text/plain", b"not here")
    # the port is known to the server alone
    body = body.replace(
        b"http://" + address.partition(":")[0].encode(), f"http://{address}".encode()
    )
    status = "200 OK" if found else "404 Not Found"
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Date: {format_datetime(datetime.now(UTC), usegmt=True)}\r\n\r\n".encode() + body


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely the sites were asked: ``overlaps`` should be 0, ``shortest_gap`` the delay."""

    requests: int
    hosts: int
    overlaps: int
    shortest_gap: float


def manners(book: Iterable[Asked]) -> Manners:
    """Judge a book: overlapping requests of a host, the shortest time from one to the next."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for asked in book:
        by_host[asked.host].append(asked)
    overlaps, gaps = 0, [float("inf")]
    for asked_of_host in by_host.values():
        ordered = sorted(asked_of_host, key=lambda asked: asked.began)
        for former, later in pairwise(ordered):
            overlaps += later.began < former.ended
            gaps.append(later.began - former.began)
    return Manners(sum(map(len, by_host.values())), len(by_host), overlaps, min(gaps))


def write_book(path: Path, book: Iterable[Asked]) -> None:
    """One line a request, as ``read_book`` reads it."""
    lines = (f"{a.host} {a.path} {a.began:.4f} {a.ended:.4f}\n" for a in book)
    path.write_text("".join(lines), encoding="utf-8")


def read_book(path: Path) -> list[Asked]:
    """The book that a server wrote at its end."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return [Asked(host, target, float(began), float(ended)) for host, target, began, ended in rows]


async def _run(crowd: Crowd, log: Path) -> None:
    served, stopping = CrowdServer(crowd), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    server = await served.start()
    sys.stdout.write(f"{served.port}\n")
    sys.stdout.flush()
    await stopping.wait()
    server.close()
    write_book(log, served.book)


def main() -> None:
    """Serve in the foreground; the first line printed is the port."""
    parser = argparse.ArgumentParser(description="Many small sites on one loopback port.")
    parser.add_argument("--sites", type=int, default=300)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--log", type=Path, required=True, help="where the book is written")
    options = parser.parse_args()
    asyncio.run(_run(Crowd(options.sites, options.pages), options.log))


if __name__ == "__main__":
    main()
