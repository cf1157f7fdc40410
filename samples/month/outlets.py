"""The newsrooms of the simulated month: how much each publishes, and on which roads it lists it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Layout = Literal["plain", "rich", "portal"]
RoadKind = Literal["rss", "atom", "listing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A site. ``a_day``: texts beside the reports of events, on workdays and at weekends.

    ``eager``: how readily it reports an event (0 to 1). ``has_dated_paths``: whether the day
    stands in the addresses of its pages, where it survives a broken clock of the site.
    """

    id: str
    name: str
    language: Literal["kk", "ru", "en"]
    roads: tuple[RoadKind, ...] = ("rss",)
    layout: Layout = "plain"
    a_day: tuple[float, float] = (3, 2)
    eager: float = 0.8
    author: str = ""
    has_dated_paths: bool = True

    @property
    def host(self) -> str:
        """Its host name; the names of the month all end in .test."""
        return f"{self.id}.test"

    def path(self, road: RoadKind) -> str:
        """Where a road of it is."""
        return {"rss": "/rss.xml", "atom": "/atom.xml", "listing": "/news/"}[road]


_OUTLETS = (
    # nothing ever goes wrong with these
    Outlet(id="ertis", name="Ертіс-Вестник", language="ru", layout="rich", author="Арман Сеитов"),
    Outlet(id="dala", name="Дала үні", language="kk", roads=("atom",), author="Гүлназ Әміржан"),
    Outlet(id="steppe", name="Steppe Wire", language="en", layout="rich", author="Jane Oldroyd"),
    Outlet(
        id="zaboi", name="Забой", language="ru", roads=("listing",), layout="portal",
        author="Олег Раков",
    ),
    # publishes little, and not at weekends: its silence of days is no trouble
    Outlet(
        id="apta", name="Апта", language="ru", a_day=(0.2, 0), eager=0.02, author="Салтанат Бек"
    ),
    Outlet(
        id="kense", name="Кеңсе", language="ru", layout="portal", a_day=(4, 0), eager=0.5,
        author="Пресс-служба",
    ),
    # each of these fails once
    Outlet(id="tynys", name="Тыныс", language="ru", layout="rich", author="Вера Ким"),
    Outlet(id="qamal", name="Қамал", language="ru", layout="portal", author="Ильяс Жан"),
    Outlet(id="kuzet", name="Күзет", language="kk", layout="rich", author="Дина Сапар"),
    Outlet(id="koshim", name="Көшім", language="ru", layout="plain", author="Нина Гордеева"),
    Outlet(id="janarga", name="Жаңарға", language="ru", layout="rich", author="Ася Темир"),
    Outlet(
        id="muzart", name="Музарт", language="ru", roads=("rss", "listing"), layout="portal",
        author="Роман Лим",
    ),
    Outlet(
        id="merzim", name="Мерзім", language="ru", layout="plain", author="Лаура Мадин",
        has_dated_paths=False,
    ),
    Outlet(id="arip", name="Әріп", language="kk", layout="portal", author="Қанат Сұлтан"),
    Outlet(id="juldyz", name="Zhuldyz Daily", language="en", layout="plain", author="Tom Hale"),
    Outlet(
        id="sirek", name="Сирек", language="ru", layout="plain", a_day=(9, 7),
        author="Инна Шу",
    ),
)  # fmt: skip
OUTLETS: Final = {outlet.id: outlet for outlet in _OUTLETS}
