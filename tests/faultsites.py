"""Whole crawls of sites that misbehave, beside a healthy neighbour, and what the archive holds.

A ``Site`` is a host with a feed and with answers for some of its paths; every other path is a
good article of its own. ``faulty`` crawls sites with the real spider in a child process, and
``FaultRun`` answers what became of each page, hub and source.
"""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any

from tests.loopback import Hit, LoopbackServer, reply
from tests.running import scrapy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from subprocess import CompletedProcess

    from tests.loopback import Part

    Answer = bytes | Sequence[Part]
    Answers = Mapping[str, Answer | Callable[[Hit], Answer]]

NEIGHBOUR = "neighbour"
STORED = 3

_PLACES = (
    "Ridder",
    "Zhezkazgan",
    "Satpayev",
    "Khromtau",
    "Ekibastuz",
    "Rudny",
    "Temirtau",
    "Stepnogorsk",
)
_THINGS = ("copper", "zinc", "coal", "chromite", "iron ore", "gold", "lead", "uranium")
_SENTENCES = (
    "The {thing} mine in {place} raised {number} thousand tonnes of ore in the last quarter.",
    "Miners of the night shift in {place} were brought to the surface after a power cut.",
    "The concentrator will be mended for {number} million tenge, its director said.",
    "Trade unions in {place} ask for wages that are {number} per cent higher.",
    "A new shaft reaches {number} metres and is to open next autumn.",
    "Geologists found {thing} in a field that had been given up {number} years ago.",
    "The regional court ordered the owner to pay {number} million tenge for the polluted river.",
    "The town's akim promised {number} flats for families of the {thing} workers.",
    "Output of {thing} fell by {number} per cent after the conveyor had stopped.",
    "An inspector closed the old pit near {place} because of {number} breaches of the rules.",
    "The smelter signed a contract for {number} thousand tonnes of {thing} a year.",
    "Rescue workers of {place} trained for a fire at {number} metres under ground.",
)  # fmt: skip


def article(seed: str, *, sentences: int = 9) -> bytes:
    """A page on mining that is like no other seed's."""
    draw = random.Random(seed)
    chosen = [
        draw.choice(_SENTENCES).format(
            place=draw.choice(_PLACES), thing=draw.choice(_THINGS), number=draw.randint(11, 9999)
        )
        for _ in range(sentences)
    ]
    title = (
        f"{draw.choice(_PLACES)}: {draw.choice(_THINGS)} mine, report {draw.randint(100, 99999)}"
    )
    text = "".join(f"<p>{sentence}</p>" for sentence in chosen)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{text}</article></body></html>"
    ).encode()


def feed(origin: str, paths: Sequence[str], *, hours_ago: float = 1.0) -> bytes:
    """An RSS feed of pages that were published an hour ago, the first one last."""
    newest = datetime.now(UTC) - timedelta(hours=hours_ago)
    items = "".join(
        f"<item><title>Mine {number}</title><link>{escape(origin + path)}</link>"
        f"<pubDate>{format_datetime(newest - timedelta(minutes=number))}</pubDate></item>"
        for number, path in enumerate(paths)
    )
    return f'<rss version="2.0"><channel><title>Mines</title>{items}</channel></rss>'.encode()


@dataclass(frozen=True)
class Site:
    """A site by the name of its source; ``pages`` are listed in its feed in this order.

    ``answers``: by path, "/robots.txt" and "/feed" among them; parts of an answer as of
    ``LoopbackServer``. ``fields`` go into the source file; there ``{origin}`` is the site's.
    """

    name: str
    pages: Sequence[str] = ()
    answers: Answers = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"{self.name}.test"

    def answer(self, hit: Hit, port: int) -> Answer:
        own = self.answers.get(hit.path)
        if own is not None:
            return own(hit) if callable(own) else own
        if hit.path == "/feed":
            return reply(feed(self.origin(port), self.pages), content_type="application/rss+xml")
        if hit.path in ("/robots.txt", "/"):
            return reply(status=404)
        return reply(article(self.name + hit.path))

    def origin(self, port: int) -> str:
        return f"http://{self.host}:{port}"

    def source_file(self, port: int) -> str:
        fields = {
            "id": self.name,
            "name": self.name,
            "country": "KZ",
            "languages": ["en"],
            "group": "regional",
            "hosts": [self.host],
            "home": "{origin}/",
            "delay_seconds": 0,
            "feeds": [{"url": "{origin}/feed", "status": "works"}],
            "pin": {self.host: "127.0.0.1"},
            **self.fields,
        }
        lines = [f"{name} = {_toml(value)}" for name, value in fields.items()]
        return "\n".join(lines).replace("{origin}", self.origin(port))


HEALTHY = Site(NEIGHBOUR, [f"/news/{number}" for number in range(STORED)])


def _toml(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return '"' + str(value).replace("\\", "\\\\") + '"'


@dataclass
class FaultRun:
    """The archive after one or more crawls, with the server they went to."""

    db: Path
    sources: Path
    server: LoopbackServer
    done: CompletedProcess[str] | None = None

    def crawl(self, *arguments: str, **settings: object) -> None:
        """One more crawl of all sites; ``arguments`` of the spider as "name=value"."""
        quick = {"DOWNLOAD_TIMEOUT": 1.5, "BACKOFF_SECONDS": 0.05, "PROGRESS": "none", **settings}
        options = [part for name, value in quick.items() for part in ("-s", f"{name}={value}")]
        options += [part for argument in arguments for part in ("-a", argument)]
        self.done = scrapy(
            "crawl",
            "news",
            *options,
            KENWATCH_SOURCES=str(self.sources),
            KENWATCH_DB=str(self.db),
            # a proxy of the environment is not ours: nothing listens there
            http_proxy="http://127.0.0.1:9",
            https_proxy="http://127.0.0.1:9",
        )

    def let_pass(self, span: timedelta) -> None:
        """Let time pass: all that the archive noted lies further back."""
        connection = sqlite3.connect(self.db)
        # the other tables tell nothing of when what is asked
        for table in ("source", "hub", "page", "article", "copy", "visit", "revision"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for name in columns:
                if name.endswith(("_at", "_hint")) or name in ("at", "closed_until"):
                    connection.execute(
                        f"UPDATE {table} SET {name} = strftime('%Y-%m-%dT%H:%M:%f', {name}, ?)"
                        f" || '000+00:00' WHERE {name} GLOB '????-??-??T*'",
                        (f"-{span.total_seconds()} seconds",),
                    )
        connection.commit()
        connection.close()

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        connection = sqlite3.connect(self.db)
        connection.row_factory = sqlite3.Row
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def page(self, name: str, path: str) -> sqlite3.Row:
        """The row of a page; fails where the crawl never heard of it."""
        url = f"http://{name}.test:{self.server.port}{path}"
        found = self.rows("SELECT * FROM page WHERE url = ? AND source_id = ?", url, name)
        known = self.rows("SELECT url FROM page WHERE source_id = ? LIMIT 20", name)
        assert len(found) == 1, (url, [row["url"] for row in known])
        return found[0]

    def state(self, name: str, path: str) -> tuple[str, str]:
        row = self.page(name, path)
        return row["state"], row["reason"]

    def stored(self, name: str) -> int:
        """How many articles of a source are in the archive."""
        return int(self.rows("SELECT count(*) FROM article WHERE source_id = ?", name)[0][0])

    def problem(self, name: str) -> str | None:
        """What the last run says of the source."""
        query = "SELECT problem FROM run_source WHERE source_id = ? ORDER BY run_id DESC LIMIT 1"
        return str(self.rows(query, name)[0]["problem"] or "")

    def issues(self, name: str, kind: str = "hub") -> list[str]:
        query = "SELECT detail FROM issue WHERE source_id = ? AND kind = ?"
        return [row["detail"] for row in self.rows(query, name, kind)]

    def skipped(self, name: str) -> dict[str, int]:
        """Reasons of the entries that hubs of the source left out."""
        query = (
            "SELECT reason, count(*) AS entries FROM refusal WHERE source_id = ? GROUP BY reason"
        )
        return {row["reason"]: row["entries"] for row in self.rows(query, name)}

    def asked(self, name: str) -> list[str]:
        return self.server.paths(f"{name}.test")

    def assert_neighbour(self) -> None:
        """The healthy neighbour was stored, the run came to its end and no traceback was shown."""
        assert self.done is not None
        assert self.stored(NEIGHBOUR) == STORED, self.done.stderr[-3000:]
        assert "Traceback" not in self.done.stderr, self.done.stderr[-3000:]
        [run] = self.rows("SELECT finish_reason FROM run ORDER BY id DESC LIMIT 1")
        assert run["finish_reason"] == "finished"


def serve(sites: Sequence[Site], folder: Path) -> Iterator[FaultRun]:
    """Serve the sites and the healthy neighbour; nothing is crawled yet."""
    by_host = {site.host: site for site in (*sites, HEALTHY)}
    sources = folder / "sources"
    sources.mkdir(parents=True)

    def answer(hit: Hit) -> Answer:
        return by_host[hit.host].answer(hit, server.port)

    with LoopbackServer(answer) as server:
        for site in by_host.values():
            (sources / f"{site.name}.toml").write_text(site.source_file(server.port), "utf-8")
        yield FaultRun(folder / "archive.db", sources, server)


def faulty(sites: Sequence[Site], folder: Path, **settings: object) -> Iterator[FaultRun]:
    """Crawl the sites and the healthy neighbour once."""
    for run in serve(sites, folder):
        run.crawl(**settings)
        yield run
