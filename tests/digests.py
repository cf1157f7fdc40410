"""Contents of digests for tests: a full one, an empty one, and what a hostile site would write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from desk.digest.contents import (
    Contents,
    Edit,
    Event,
    Figure,
    FigureEdit,
    Headline,
    Name,
    Period,
    Removal,
    StoryNote,
    Trouble,
    Watch,
)

BEGIN = datetime(2026, 11, 22, 3, tzinfo=UTC)
END = datetime(2026, 11, 23, 3, tzinfo=UTC)
PERIOD = Period(begin=BEGIN, end=END, every="day")
RIDDER = Name(kk="Риддер", ru="Риддер", en="Ridder")
MINE = Name(kk="Костенко атындағы шахта", ru="шахта имени Костенко", en="Kostenko mine")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><b>bold</b>",
    "\u202eright to left\u2066\x1b[31m\x00 {{ 7 * 7 }} {% raw %}",
    "& &amp; ' \" `",
)


def note(number: int = 1, **given: Any) -> StoryNote:
    values = {
        "id": number,
        "headlines": (
            Headline(text="Шахтада төбе опырылды", language="kk", url="https://kk.example/1"),
            Headline(text="Roof fall at a mine", language="en", url="https://en.example/1"),
        ),
        "event": Event(
            kind="accident", place_id="ridder", place=RIDDER, asset=MINE, day=date(2026, 11, 22)
        ),
        "severity": "high",
        "figures": (Figure(role="dead", value=3.0, sources=("Қала", "Herald")),),
        "sources": 2,
        "articles": 2,
        "copies": 1,
        "new_articles": 1,
        "new_copies": 0,
        "publisher": "Қала",
        "at": datetime(2026, 11, 22, 4, 10, tzinfo=UTC),
        "precision": "minute",
    }
    return StoryNote(**{**values, **given})


def edit(**given: Any) -> Edit:
    values = {
        "title": "Обрушение на шахте",
        "language": "ru",
        "url": "https://ru.example/2",
        "source": "Вестник",
        "seen_at": datetime(2026, 11, 22, 9, tzinfo=UTC),
        "announced": False,
        "flags": ("figures", "headline"),
        "figures": (FigureEdit(kind="people", role="dead", before="двое", after="трое"),),
        "headline": ("Двое погибли", "Трое погибли"),
    }
    return Edit(**{**values, **given})


def removal(**given: Any) -> Removal:
    values = {
        "title": "Снятая заметка",
        "language": "ru",
        "url": "https://ru.example/3",
        "source": "Вестник",
        "gone_at": datetime(2026, 11, 22, 10, tzinfo=UTC),
        "why": "answered 404",
    }
    return Removal(**{**values, **given})


def trouble(**given: Any) -> Trouble:
    values = {
        "source": "Сосед",
        "state": "site down",
        "since": datetime(2026, 11, 22, 11, tzinfo=UTC),
        "until": None,
        "why": "no answer",
    }
    return Trouble(**{**values, **given})


WHOLE = Watch(followed=("Вестник", "Қала"), until=END, listed=12, towns=(), all_towns=27)


def contents(**given: Any) -> Contents:
    """Nothing but what is given, of sources that were watched without a gap."""
    values = {"name": "morning", "period": PERIOD, "topics": (), "limits": (), "watch": WHOLE}
    return Contents(**{**values, **given})


def full() -> Contents:
    """Something in each part."""
    grown = note(2, figures=(Figure(role="dead", value=4.0, sources=("Қала",), before=2.0),))
    disputed = Figure(
        role="injured", value=11.0, sources=("Қала",), others=((9.0, ("Herald", "Вестник")),)
    )
    return contents(
        limits=(("towns", ("Риддер",)), ("severity", ("medium",))),
        new=(note(1, figures=(disputed,)), note(5, event=Event(), severity="low", figures=())),
        grown=(grown,),
        late=(note(3, at=datetime(2024, 4, 2, 5, tzinfo=UTC)),),
        edits=(edit(),),
        extended=2,
        removals=(removal(),),
        troubles=(trouble(), trouble(source="", state="offline", until=END)),
        watch=Watch(
            followed=("Вестник",),
            gaps=(("Сосед", 2),),
            until=END,
            listed=1240,
            missing=3,
            towns=(RIDDER,),
            all_towns=27,
        ),
    )


def hostile() -> Contents:
    """As ``full``, with words and addresses of a site that means harm."""
    bad = " ".join(HOSTILE)
    links = ("javascript:alert(1)", "data:text/html,<b>", "http://a b/", "https://u:p@x.kz/", "//x")
    told = tuple(
        note(
            number,
            headlines=(Headline(text=bad, language="ru", url=url),),
            publisher=bad,
            event=Event(kind=bad),
        )
        for number, url in enumerate(links, 1)
    )
    changed = FigureEdit(kind="money", role="", before=bad, after=f"{bad}!")
    return contents(
        limits=(("words", (bad,)), ("sources", (bad,))),
        new=told,
        grown=told[:1],
        late=told[:1],
        edits=(
            edit(
                title=bad, source=bad, url="javascript:1", headline=(bad, bad), figures=(changed,),
                names_added=HOSTILE, names_removed=HOSTILE, blame=(bad, ""), language=bad,
                flags=("retracted", "reversed"),
            ),
        ),
        removals=(removal(title=bad, source=bad, url="vbscript:x", language=bad, why=bad),),
        troubles=(trouble(source=bad, state=bad, why=bad),),
        watch=Watch(gaps=tuple((one, 1) for one in HOSTILE), all_towns=27),
    )  # fmt: skip
