"""A stored text that is looked at again: whatever the order of the looks, a good text is kept."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import Archive
from pipelines.store import Refined
from tests.builders import NOW, article, candidate, page
from tests.newsroom import sentence
from tests.snapshots import broken_links, snapshot
from tests.stocked import begun

if TYPE_CHECKING:
    from pathlib import Path

TEXT = [
    "На шахте имени Костенко погибли 4 горняка, сообщил департамент по ЧС.",
    *(sentence(f"line {number}", words=14) for number in range(7)),
]
OTHER = [sentence(f"other {number}", words=14) for number in range(3)]


class Desk:
    """An archive that looks at one page are given to."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)
        self.store = begun(self.archive)

    def look(self, hours: int, lines: list[str], *, truncated: bool = False, **told: Any) -> str:
        of = candidate("/a")
        text = "\n\n".join(lines)
        kinds = ("text",) * len(lines)
        made = article(of, text=text, lead=lines[0], kinds=kinds, **{"hour": 9, **told})
        seen = page(of, fetched_at=NOW + timedelta(hours=hours), truncated=truncated)
        outcome = self.store.save(Refined(seen, made))
        assert broken_links(self.archive) == []
        return outcome

    @property
    def text(self) -> list[str]:
        [text] = self.archive.connection.execute("SELECT text FROM article").fetchone()
        return str(text).split("\n\n")

    @property
    def kinds(self) -> list[str]:
        rows = self.archive.connection.execute("SELECT kind FROM revision ORDER BY seen_at")
        return [row["kind"] for row in rows]


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Any:
    desk = Desk(tmp_path / "a.db")
    yield desk
    desk.archive.close()


def test_a_changed_figure_is_a_revision_that_says_so(desk: Desk) -> None:
    desk.look(0, TEXT)
    assert desk.look(1, [TEXT[0].replace("4", "6"), *TEXT[1:]]) == "revised"
    row = desk.archive.connection.execute(
        "SELECT flags, changes FROM revision WHERE kind = 'changed'"
    ).fetchone()
    assert "figures" in json.loads(row["flags"])
    assert "6" in str(json.loads(row["changes"])["figures"])


def test_a_cosmetic_change_is_stored_and_counted_as_none(desk: Desk) -> None:
    desk.look(0, TEXT)
    changed = [f"{TEXT[0]} ", *TEXT[1:-1], TEXT[-1].replace(".", "…")]
    assert desk.look(1, changed) == "unchanged"
    assert desk.kinds == ["first", "cosmetic"]


@pytest.mark.parametrize("rest", [TEXT[:2], OTHER[:1]], ids=["what is left", "something else"])
def test_a_stump_never_replaces_a_good_text_and_is_an_issue(desk: Desk, rest: list[str]) -> None:
    desk.look(0, TEXT)
    assert desk.look(1, rest) == "unchanged"
    assert (desk.text, desk.kinds) == (TEXT, ["first", "stump"])
    [issue] = desk.archive.connection.execute("SELECT kind, url FROM issue").fetchall()
    assert tuple(issue) == ("page", "https://agency.kz/a")


def test_a_cut_answer_gives_way_to_a_whole_one_only(desk: Desk) -> None:
    desk.look(0, TEXT[:5], truncated=True)
    assert desk.text == TEXT[:5]
    desk.look(1, TEXT)
    desk.look(2, TEXT[:6], truncated=True)
    assert desk.text == TEXT
    assert desk.kinds == ["cut", "first", "cut"]


def test_a_text_that_comes_back_changed_twice(desk: Desk) -> None:
    for hour, lines in enumerate((TEXT, [*TEXT, OTHER[0]], TEXT)):
        desk.look(hour, lines)
    assert (desk.text, desk.kinds) == (TEXT, ["first", "changed", "changed"])


def test_what_is_told_later_joins_an_unchanged_text(desk: Desk) -> None:
    desk.look(0, TEXT)
    desk.look(1, TEXT, authors=("А. Ким",))
    desk.look(2, TEXT)
    [authors] = desk.archive.connection.execute("SELECT authors FROM article").fetchone()
    assert authors == '["А. Ким"]'


def test_a_date_once_known_stays(desk: Desk) -> None:
    desk.look(0, TEXT, hour=9)
    desk.look(1, [*TEXT, OTHER[0]], hour=11)
    desk.look(2, TEXT, hour=None)
    [at] = desk.archive.connection.execute("SELECT published_at FROM article").fetchone()
    assert at == "2026-11-20T09:00:00+00:00"


def test_a_look_that_comes_late_may_make_an_earlier_version_hold(desk: Desk) -> None:
    whole = [*TEXT, *(sentence(f"whole {number}", words=14) for number in range(4))]
    middle = [*OTHER, sentence("middle", words=14)]
    short = [TEXT[0], "Работы остановлены."]
    desk.look(3, middle)
    desk.look(5, short)
    assert (desk.text, desk.kinds) == (middle, ["first", "stump"])
    # seen before both: against it, the second is foreign and the third an edit
    assert desk.look(2, whole) == "revised"
    assert (desk.text, desk.kinds) == (short, ["first", "stump", "changed"])
    mentions = desk.archive.connection.execute("SELECT surface FROM mention WHERE field = 'text'")
    assert all(row["surface"] in "\n\n".join(short) for row in mentions)


def test_the_looks_in_any_order_tell_one_history(tmp_path: Path) -> None:
    looks = [
        (0, TEXT, False),
        (1, TEXT[:5], True),
        (2, [*TEXT, OTHER[0]], False),
        (3, TEXT[:2], False),
    ]
    found = []
    for number, order in enumerate(permutations(looks)):
        desk = Desk(tmp_path / f"{number}.db")
        for hours, lines, truncated in order:
            desk.look(hours, lines, truncated=truncated)
        found.append(snapshot(desk.archive))
        desk.archive.close()
    for one in found[1:]:
        for table, rows in found[0].items():
            assert one[table] == rows, table


KAZAKH = [
    "Қарағандыдағы шахтада 4 кенші қаза тапты, деп хабарлады төтенше жағдайлар департаменті.",
    "Құтқарушылар түнгі ауысымда жер астында қалған жұмысшыларды іздеп жатыр.",
    "Кәсіпорын өкілдері жұмыстың тоқтатылғанын айтты, себебі анықталуда.",
    "Әкімдік зардап шеккендердің отбасыларына көмек көрсетілетінін мәлімдеді.",
]
GARBLED = [re.sub("[әғқңөұүһі]", "?", line, flags=re.IGNORECASE) for line in KAZAKH]
EDITED = [KAZAKH[0].replace("4 кенші", "6 кенші"), *KAZAKH[1:]]
TITLE = "Шахтада төрт кенші қаза тапты, құтқарушылар жұмыс істеп жатыр"
BROKEN = re.sub("[әғқңөұүһі]", "?", TITLE)


def test_a_charset_that_breaks_and_heals_is_no_edit_but_an_issue(desk: Desk) -> None:
    desk.look(0, KAZAKH, title=TITLE, language="kk")
    assert desk.look(5, GARBLED, title=BROKEN, language="und") == "unchanged"
    assert desk.text == KAZAKH
    assert desk.look(9, KAZAKH, title=TITLE, language="kk") == "unchanged"
    assert desk.kinds == ["first", "garbled"]
    edits = desk.archive.connection.execute("SELECT count(*) FROM quiet_edits").fetchone()[0]
    [issue] = desk.archive.connection.execute("SELECT detail FROM issue WHERE kind = 'page'")
    assert (edits, issue["detail"]) == (
        0,
        "answers with the text in a broken charset; the legible text stays",
    )


def test_a_text_that_was_first_seen_garbled_becomes_legible_without_an_edit(desk: Desk) -> None:
    assert desk.look(0, GARBLED, title=BROKEN, language="ru") == "new"
    assert desk.look(5, KAZAKH, title=TITLE, language="kk") == "unchanged"
    assert (desk.text, desk.kinds) == (KAZAKH, ["garbled", "first"])
    row = desk.archive.connection.execute("SELECT title, language FROM article").fetchone()
    assert tuple(row) == (TITLE, "kk")


def test_garbled_looks_in_any_order_tell_one_history(tmp_path: Path) -> None:
    looks = [
        (0, GARBLED, BROKEN, "ru"),
        (1, KAZAKH, TITLE, "kk"),
        (2, GARBLED, BROKEN, "und"),
        (3, EDITED, TITLE, "kk"),
    ]
    found = []
    for number, order in enumerate(permutations(looks)):
        desk = Desk(tmp_path / f"{number}.db")
        for hours, lines, title, language in order:
            desk.look(hours, lines, title=title, language=language)
        assert (desk.text, desk.kinds) == (EDITED, ["garbled", "first", "changed"])
        found.append(snapshot(desk.archive))
        desk.archive.close()
    for one in found[1:]:
        for table, rows in found[0].items():
            assert one[table] == rows, table


def test_of_an_edit_in_a_slightly_garbled_answer_only_the_edit_is_told(desk: Desk) -> None:
    slightly = [*EDITED[:-1], EDITED[-1].replace("Әкімдік", "�кімдік")]
    desk.look(0, KAZAKH, title=TITLE, language="kk")
    assert desk.look(1, slightly, title=TITLE, language="kk") == "revised"
    [row] = desk.archive.connection.execute("SELECT flags, changes FROM quiet_edits")
    told = json.loads(row["changes"])
    assert json.loads(row["flags"]) == ["figures"]
    assert (told["words_added"], told["words_removed"]) == (1, 1)


def test_what_pages_state_besides_the_text_does_not_depend_on_the_order(tmp_path: Path) -> None:
    told: list[dict[str, Any]] = [
        {"authors": ("А. Ким",), "hour": None},
        {"section": "Экономика", "hour": 9, "tags": ("шахта",)},
        {"authors": ("Б. Ли",), "hour": 8, "editions": (("kk", "https://agency.kz/kk/a"),)},
        {"hour": None},
    ]
    found = []
    for number, order in enumerate(permutations(range(len(told)))):
        desk = Desk(tmp_path / f"{number}.db")
        for hours in order:
            desk.look(hours, TEXT if hours < 3 else [*TEXT, OTHER[0]], **told[hours])
        found.append(snapshot(desk.archive))
        row = desk.archive.connection.execute("SELECT * FROM article").fetchone()
        # the first date that was stated holds; the last version states no author
        assert (row["published_at"], row["authors"]) == ("2026-11-20T09:00:00+00:00", "[]")
        desk.archive.close()
    for one in found[1:]:
        for table, rows in found[0].items():
            assert one[table] == rows, table


def test_the_last_statement_of_each_thing_holds_and_none_is_forgotten(desk: Desk) -> None:
    desk.look(1, TEXT, authors=("Б. Ли",))
    desk.look(0, TEXT, authors=("А. Ким",), section="Экономика")
    desk.look(2, TEXT)
    row = desk.archive.connection.execute("SELECT authors, section FROM article").fetchone()
    assert tuple(row) == ('["Б. Ли"]', "Экономика")
    # said once however often
    [statements] = desk.archive.connection.execute("SELECT count(*) FROM statement").fetchone()
    desk.look(3, TEXT)
    assert desk.archive.connection.execute("SELECT count(*) FROM statement").fetchone()[0] == 3
    assert statements == 3
