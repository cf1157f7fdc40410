"""What the screen costs and lets through: ``python bench/screening.py [PAGES]``.

The mix is 200 made pages of about 170 kB, one in twenty of them relevant: menus with the names of
towns, sidebars and related blocks with headlines of mining on every other page, scripts, and an
article from the labelled texts of ``tests/data/judgement``. Forty more are off-topic pages of
regional sites, each way to set out headlines of mining beside an article once in Kazakh and once
in Russian. PAGES is a directory of ``*.html.gz``, whose pages stand in for the off-topic ones of
the mix. Printed are milliseconds of processor time a page, the share let through, and the
relevant pages lost, which each page judged in full tells: there must be none.
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
SHOWN = 37_000
ROUNDS = 5
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
MINES_RU = ("На шахте имени Костенко погиб горняк", "Казахмыс запустил новый рудник")
TOWNS_RU = ("В Экибастузе отключили отопление", "Житель Риддера спас ребёнка на реке")
MINES_KK = ("Шахтада апат болып, кенші қаза тапты", "Қазақмыс жаңа кеніш ашты")
TOWNS_KK = ("Теміртауда жылу өшті", "Риддерде өзен тасыды")
READING_RU = ("В области открыли читальный зал", tuple(REST[:2] * 2), MINES_RU + TOWNS_RU)
READING_KK = ("Облыста оқу залы ашылды", (REST[2],) * 4, MINES_KK + TOWNS_KK)
SCHOOL_RU = (
    "Школьники выиграли олимпиаду по физике",
    (
        "Команда областного центра привезла три медали: две серебряные и одну бронзовую.",
        "Участвовали двести учеников из четырнадцати областей, работы проверяли два дня.",
        "Задачи составляли преподаватели университетов столицы, сообщили в управлении образования.",
        "Победителей примут в вузы без экзаменов, следующий этап пройдёт после каникул в марте.",
    ),
    TOWNS_RU + MINES_RU,
)
SCHOOL_KK = (
    "Оқушылар физика олимпиадасында жеңіске жетті",
    (
        "Облыс орталығының командасы екі күміс және бір қола медаль әкелді.",
        "Олимпиадаға он төрт облыстан екі жүз оқушы қатысты, жұмыстар екі күн бойы тексерілді.",
        "Есептерді елордадағы университет оқытушылары құрастырды, деп хабарлады басқарма.",
        "Жеңімпаздар жоғары оқу орындарына емтихансыз қабылданады, келесі кезең наурызда өтеді.",
    ),
    TOWNS_KK + MINES_KK,
)
ARTICLES = (READING_RU, READING_KK, SCHOOL_RU, SCHOOL_KK)


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


def regional() -> list[Made]:
    """Off-topic articles of regional sites, with headlines of mining set out in each way."""
    made = []
    for number, (title, paragraphs, headlines) in enumerate(ARTICLES):
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        article = f"<h1>{title}</h1><div class=text>{body}</div>"
        head = f"<head><title>{title}</title><script>{script(number)}</script></head>"
        for before, behind in surroundings(headlines):
            html = f"<html>{head}<body>{before}{article}{behind}</body></html>"
            made.append(Made(html, is_relevant=False))
    return made


def surroundings(headlines: tuple[str, ...]) -> list[tuple[str, str]]:
    """What stands before and behind an article, in the ways sites write it."""
    linked = [f"<a href=/n/{number}>{line}</a>" for number, line in enumerate(headlines)]
    items = "".join(f"<li>{link}</li>" for link in linked)
    dated = "".join(f"<div class=row><span>21.11.2026, 12:30</span>{link}</div>" for link in linked)
    headed = "".join(f"<div class=card><h3>{link}</h3><p>{REST[0]}</p></div>" for link in linked)
    rows = "".join(f"<tr><td>{link}</td></tr>" for link in linked)
    quoted = "".join(f"<dd>{link}</dd>" for link in linked)
    titled = "".join(f"<div class=n><div class=t>{line}</div></div>" for line in headlines)
    ticker = " ".join(f"<span>{link}</span>" for link in linked)
    return [
        (f"<nav><ul>{items}</ul></nav>", ""),
        (f"<div class=top><ul>{items}</ul></div>", ""),
        (f"<div class=ticker>{ticker}</div>", ""),
        ("", f"<aside><h3>Новости</h3>{titled}</aside>"),
        ("", f"<div class=right><h3>Соңғы жаңалықтар</h3>{dated}</div>"),
        ("", f"<div class=more><h3>Читайте также</h3><ul>{items}</ul></div>"),
        ("", f"<section class=grid>{headed}</section>"),
        ("", f"<table class=last>{rows}</table>"),
        ("", f"<dl class=read>{quoted}</dl>"),
        ("", f"<footer><div>{titled}</div></footer>"),
    ]


def script(number: int) -> str:
    """Code that fills a page up to its size."""
    line = 'window.dataLayer=window.dataLayer||[];push({"event":"view","slot":%d,"open":true});'
    filled = line % number
    return filled * ((SIZE - SHOWN) // len(filled))


def read(directory: Path) -> list[str]:
    """The decoded pages of a directory."""
    packed = (path.read_bytes() for path in directory.glob("*.html.gz"))
    found = (decode(gzip.decompress(body), "text/html") for body in packed)
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
        started = time.process_time()
        is_kept = may_be_relevant(html)
        costs.append(1000 * (time.process_time() - started))
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
    started = time.process_time()
    search()
    print(f"compiled once a process in {time.process_time() - started:.2f} s")
    report("made", made := mix(*texts()))
    report("regional, off-topic", regional())
    if arguments.pages:
        real = [Made(html, is_relevant=False) for html in read(arguments.pages)]
        about = [one for one in made if one.is_relevant][: max(1, len(real) // (ONE_IN - 1))]
        report(f"real ({arguments.pages.name})", [*real, *about])


if __name__ == "__main__":
    main()
