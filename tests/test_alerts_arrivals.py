"""Every story is told exactly once a rule, in whatever order its texts come and rules are asked."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory, mkdtemp

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.alerts.composing import compose
from pipelines.archive import Archive
from pipelines.entities import save_entities
from pipelines.judging import judge
from pipelines.model import Dated
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from tests.alertstories import config, queued
from tests.builders import NOW, article, candidate, page, source
from tests.newsroom import sentence

SITES = ("agency", "portal", "daily", "world")
MINE = (
    "На шахте имени Костенко в Караганде погибли четыре горняка, сообщила компания Qarmet.",
    "Авария произошла в ночь на 20 ноября на глубине 680 метров, работы остановлены.",
    *(sentence(f"release {n}", words=14) for n in range(5)),
)
MINE_KK = (
    "Қарағандыдағы Костенко атындағы шахтада төрт кенші қаза тапты, деп хабарлады Qarmet компаниясы.",
    "Апат 20 қарашаға қараған түні 680 метр тереңдікте болды, жұмыс тоқтатылды.",
)
MINE_EN = (
    "Four miners have died at the Kostenko mine in Karaganda, Qarmet said on November 20.",
    "The accident happened overnight at a depth of 680 metres and work was halted.",
)
STRIKE = (
    "В Риддере рабочие металлургического комплекса третий день не спускаются в забой.",
    "Зарплату задерживают с сентября, долг превысил 120 миллионов тенге.",
    *(sentence(f"other {n}", words=14) for n in range(5)),
)
PLANT = (
    "Kazzinc will invest 300 million dollars in a new zinc plant in Altai, the company said.",
    "The plant is to open in 2029 and will employ 450 people.",
    *(sentence(f"plant {n}", "en", words=14) for n in range(3)),
)
# (site, path, language, title, paragraphs, hour of publication)
TEXTS = (
    ("agency", "/1", "ru", "Четыре горняка погибли на шахте Костенко", MINE, 6),
    ("portal", "/1", "ru", "Четыре горняка погибли на шахте Костенко", (*MINE, sentence("own", words=9)), 5),
    ("daily", "/1", "ru", "На шахте погибли горняки", MINE[:5], 9),
    ("daily", "/2", "kk", "Костенко шахтасында төрт кенші қаза тапты", MINE_KK, 8),
    ("world", "/1", "en", "Four miners die at Kostenko mine in Karaganda", MINE_EN, 7),
    ("agency", "/2", "ru", "Забастовка в Риддере", STRIKE, 7),
    ("daily", "/3", "ru", "Забастовка в Риддере", STRIKE[1:], 5),
    ("world", "/2", "en", "Kazzinc to build a zinc plant", PLANT, 6),
)  # fmt: skip
RULES = config(
    {}, {"severity": "high"}, {"languages": ["kk"]}, {"topics": ["monotown"], "events": ["strike"]}
)
NEXT_DAY = NOW.replace(day=21)


@cache
def texts() -> tuple[Refined, ...]:
    made = []
    for name, path, language, title, paragraphs, hour in TEXTS:
        of, text = candidate(path, name), "\n\n".join(paragraphs)
        judgement = judge(title, text, language, lead=paragraphs[0], published=NOW.date())
        made.append(
            Refined(
                page(of, fetched_at=NOW.replace(day=20, hour=hour + 3)),
                article(
                    of,
                    title=title,
                    text=text,
                    lead=paragraphs[0],
                    published=Dated(NOW.replace(day=20, hour=hour), "minute", "meta"),
                    hour=None,
                    language=language,
                    kinds=("text",) * len(paragraphs),
                    languages=(language,) * len(paragraphs),
                    judgement=judgement,
                ),
            )
        )
    return tuple(made)


@cache
def begun() -> Path:
    """An archive that knows the names and holds no text."""
    path = Path(mkdtemp()) / "begun.db"
    archive = Archive(path)
    with archive.write() as db:
        save_entities(db)
    archive.close()
    return path


@given(
    order=st.permutations(range(len(TEXTS))),
    asked=st.sets(st.integers(0, len(TEXTS) - 1)),
    times=st.integers(1, 2),
)
@settings(max_examples=15, deadline=None)
def test_each_story_is_told_exactly_once_a_rule(
    order: list[int], asked: set[int], times: int
) -> None:
    with TemporaryDirectory() as folder:
        archive = Archive(Path(copyfile(begun(), Path(folder) / "a.db")))
        book = RunBook(archive, lambda: NOW)
        store = Store(archive, book, lambda: NOW)
        book.begin("crawl", [source(name) for name in SITES], {})
        for place, number in enumerate(order):
            store.save(texts()[number])
            if place in asked:
                compose(archive, RULES, NEXT_DAY + place * timedelta(hours=1))
        for again in range(times):
            compose(archive, RULES, NEXT_DAY + timedelta(hours=20 + again))
        told = Counter((row["kind"], row["rule"]) for row in queued(archive.connection))
        stories = archive.connection.execute("SELECT count(*) FROM story").fetchone()[0]
        archive.close()
    assert stories == 3
    assert told == {
        ("story", "rule-0"): 3,
        ("story", "rule-1"): 1,
        ("story", "rule-2"): 1,
        ("story", "rule-3"): 1,
    }
