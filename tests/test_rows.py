"""Which columns the text of an article decides, and how much of a moment is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import DateClaim, Dated, Picture
from pipelines.moments import iso, moment_of
from pipelines.rows import article_row, date_claim, known_of, text_columns, update_article
from tests.builders import NOW, article, page
from tests.stocked import stock

if TYPE_CHECKING:
    from pathlib import Path

ALMATY = ZoneInfo("Asia/Almaty")
LATE = datetime(2026, 11, 20, 0, 30, tzinfo=ALMATY)
MOMENTS = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(ALMATY),
)


@settings(max_examples=50)
@given(MOMENTS, st.integers(-12, 14))
def test_a_known_moment_is_the_same_in_every_zone(at: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    dated = Dated(at, "second", "meta")
    told = datetime.fromisoformat(known_of(dated, zone))
    # in UTC: an hour that a change of the clock gives twice equals no other zone's
    assert told.astimezone(UTC) == at.astimezone(UTC)
    assert told.utcoffset() == timedelta(hours=hours)
    own = datetime.fromisoformat(known_of(dated))
    assert own.astimezone(UTC) == at.astimezone(UTC)
    assert own.utcoffset() == at.utcoffset()


def test_a_day_is_that_of_the_source_in_every_zone() -> None:
    day, month = Dated(LATE, "day", "meta"), Dated(LATE, "month", "meta")
    assert known_of(day) == known_of(day, UTC) == "2026-11-20"
    assert known_of(month) == known_of(month, UTC) == "2026-11"
    assert known_of(Dated(LATE, "minute", "meta"), UTC) == "2026-11-19T19:30:00+00:00"


@settings(max_examples=50)
@given(MOMENTS)
def test_a_moment_that_was_written_is_read_again(at: datetime) -> None:
    assert moment_of(iso(at)) == at.astimezone(UTC)
    assert iso(moment_of(None)) is None


def test_a_stated_date_is_told_in_utc_with_the_words_it_was_read_from() -> None:
    claim = DateClaim(Dated(LATE, "minute", "visible text", "20 қараша 00:30"), differs=True)
    assert date_claim(claim) == {
        "origin": "visible text",
        "at": "2026-11-19T19:30:00+00:00",
        "precision": "minute",
        "raw": "20 қараша 00:30",
        "differs": True,
    }


def test_the_text_columns_are_those_of_the_row_and_know_nothing_of_page_date_and_picture() -> None:
    bare = article(hour=None)
    full = article(
        published=Dated(LATE, "minute", "meta"),
        modified=Dated(LATE, "day", "meta"),
        picture=Picture("https://agency.kz/p.jpg", "Кен", "Сурет"),
        section="Ел",
        tags=("кен",),
        captions=("Кеніш",),
    )
    assert text_columns(bare) == text_columns(full)
    row = article_row(page(fetched_at=NOW), full)
    assert {name: row[name] for name in text_columns(full)} == text_columns(full)


def test_a_change_of_one_article_leaves_its_other_columns_and_all_other_articles(
    tmp_path: Path,
) -> None:
    archive = stock(tmp_path / "a.db", 2)
    query = "SELECT * FROM article ORDER BY id"
    before = [dict(one) for one in archive.connection.execute(query)]
    with archive.write() as db:
        update_article(db, 2, {"lead": "Басқа", "words": 7})
    after = [dict(one) for one in archive.connection.execute(query)]
    archive.close()
    assert after == [before[0], {**before[1], "lead": "Басқа", "words": 7}]
