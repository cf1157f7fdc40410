"""What the screen costs and lets through: ``python bench/screening.py [PAGES]``.

The mix is 200 made pages of about 170 kB, one in twenty of them relevant: menus with the names of
towns, sidebars and related blocks with headlines of mining on every other page, scripts, and an
article from the labelled texts of ``tests/data/judgement``. PAGES is a directory of
``*.html.gz``, whose pages stand in for the off-topic ones of the mix. Printed are milliseconds a
page, the share let through, and the relevant pages lost, which each page judged in full tells:
there must be none.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipelines.disk import DISK, page_of
from pipelines.drafting import draft
from pipelines.judging import judge_draft
from pipelines.model import Rejection
from pipelines.parsing.decode import decode
from pipelines.screening.screen import may_be_relevant
from pipelines.screening.search import search

LABELLED = Path(__file__).parent.parent / "tests" / "data" / "judgement"
PAGES = 200
ONE_IN = 20
SIZE = 170_000
ROUNDS = 3
TOWNS = ("Жезказган", "Экибастуз", "Риддер", "Темиртау", "Рудный", "Балхаш", "Хромтау", "Кентау")
HEADLINES = (
    "На шахте имени Костенко погиб горняк",
    "Казахмыс запустил новый рудник",
    "Теміртауда жылу өшті",
    "Kazatomprom raises uranium output guidance",
    "В Экибастузе отключили отопление",
)
REST = """\
В управлении культуры рассказали, что читальный зал будет работать без выходных до вечера.
Книги для него собирали всем районом: жители принесли больше четырёх тысяч томов.
Оқу залы демалыссыз жұмыс істейді. Кітаптарды аудан тұрғындары жинады, олар төрт мың том әкелді.
The reading room will be open every day from nine to eight, and entry is free for everybody.
Residents of the district brought more than four thousand books, and publishers gave another.
""".splitlines()


@dataclass(frozen=True, slots=True)
class Made:
    """A page of the mix, and whether it is one of the relevant ones."""

    html: str
    is_relevant: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's cost in milliseconds and whether it was let through."""

    cost: float
    is_kept: bool


def texts() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The labelled texts: those of a topic, and those of none that hold no word of it either."""
    rows = [
        json.loads(line)
        for path in sorted(LABELLED.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    about = [(row["title"], row["text"]) for row in rows if row["mining"] or row["monotown"]]
    other = [(row["title"], row["text"]) for row in rows if not row["mining"] | row["monotown"]]
    bare = [pair for pair in other if not may_be_relevant("\n".join(map(escape, pair)))]
    return about, bare


def mix(relevant: list[tuple[str, str]], other: list[tuple[str, str]]) -> list[Made]:
    """Made pages, every twentieth with a relevant article."""
    chance = random.Random(5)
    made = []
    for number in range(PAGES):
        is_relevant = number % ONE_IN == 0
        lead = chance.choice(relevant if is_relevant else other)
        made.append(Made(page(lead[0], [lead[1], *REST], number), is_relevant))
    return made


def page(title: str, paragraphs: list[str], number: int) -> str:
    """An article on a page as regional sites make them."""
    menu = "".join(f'<li><a href="/r/{town}">{town}</a></li>' for town in TOWNS)
    news = "".join(
        f'<div class="item"><a href="/n/{n}">{HEADLINES[n % len(HEADLINES)]}</a>'
        f"<span>12:{n:02}</span></div>"
        for n in range(20 if number % 2 else 0)
    )
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    tiles = "".join(
        f'<div class="tile tile--{n}"><a href="/p/{n}" data-id="{n}"><img src="/i/{n}.webp" alt="">'
        f"</a><span>Новость {n}</span></div>"
        for n in range(250)
    )
    top = f"<title>{escape(title)}</title><script>{script(number)}</script>"
    main = f"<h1>{escape(title)}</h1><time>20.11.2026</time>{body}"
    return (
        f"<!doctype html><html><head><meta charset=utf-8>{top}</head><body><header><ul class=menu>"
        f"{menu}</ul></header><div class=wrap><article>{main}</article><div class=side>{news}</div>"
        f"</div><div class=tiles>{tiles}</div><footer><p>г. Риддер</p></footer></body></html>"
    )


def script(number: int) -> str:
    """Code that fills a page up to its size."""
    line = 'window.dataLayer=window.dataLayer||[];push({"event":"view","slot":%d,"open":true});'
    filled = line % number
    return filled * ((SIZE - 60_000) // len(filled))


def read(directory: Path) -> list[str]:
    """The decoded pages of a directory."""
    found = (
        decode(gzip.decompress(path.read_bytes()), "text/html")
        for path in directory.glob("*.html.gz")
    )
    return [html for html in found if isinstance(html, str)]


def judged(html: str) -> bool:
    """Whether a page is relevant by all stages."""
    url = "https://agency.kz/news/1"
    fetched = page_of(html.encode(), name="page.html", url=url, now=datetime.now(UTC))
    drafted = draft(html, fetched, DISK, {})
    return not isinstance(drafted, Rejection) and judge_draft(drafted).relevant


def measure(html: str) -> Measured:
    """The best of some rounds: what else the machine does is not the screen's cost."""
    costs, is_kept = [], False
    for _ in range(ROUNDS):
        started = time.perf_counter()
        is_kept = may_be_relevant(html)
        costs.append(1000 * (time.perf_counter() - started))
    return Measured(min(costs), is_kept)


def report(name: str, pages: list[Made]) -> None:
    """Print what the screen does with a mix."""
    found = [measure(one.html) for one in pages]
    size = statistics.mean(len(one.html.encode()) for one in pages) / 1000
    costs = [one.cost for one in found]
    kept = sum(one.is_kept for one in found)
    lost = [one.html for one, seen in zip(pages, found, strict=True) if not seen.is_kept]
    print(
        f"{name}: {len(pages)} pages of {size:.0f} kB, {sum(p.is_relevant for p in pages)} relevant"
        f" · {statistics.mean(costs):.2f} ms a page (median {statistics.median(costs):.2f})"
        f" · {kept / len(pages):.1%} let through · {sum(map(judged, lost))} lost"
    )


def main() -> None:
    """Measure the made mix and, where a directory is given, its pages among relevant ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=Path, help="a directory of *.html.gz")
    arguments = parser.parse_args()
    started = time.perf_counter()
    search()
    print(f"compiled once a process in {time.perf_counter() - started:.2f} s")
    made = mix(*texts())
    report("made", made)
    if arguments.pages:
        real = [Made(html, is_relevant=False) for html in read(arguments.pages)]
        about = [one for one in made if one.is_relevant][: max(1, len(real) // (ONE_IN - 1))]
        report(f"real ({arguments.pages.name})", [*real, *about])


if __name__ == "__main__":
    main()
