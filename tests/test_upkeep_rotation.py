from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.upkeep.rotation import backup_name, is_half_made, made_at, superfluous
from tests.builders import NOW

MINUTES = st.datetimes(
    datetime(1970, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)  # noqa: DTZ001 - made aware here
).map(lambda moment: moment.replace(second=0, microsecond=0))  # fmt: skip


@settings(max_examples=100)
@given(at=MINUTES, stem=st.text(min_size=1, max_size=20))
def test_a_name_tells_when_its_backup_was_made_and_of_which_archive(
    at: datetime, stem: str
) -> None:
    name = backup_name(stem, at)
    assert made_at(stem, name) == at
    assert made_at(f"{stem}x", name) is None


def test_a_name_is_in_utc_to_the_minute() -> None:
    at = datetime(2026, 11, 23, 2, 5, 59, tzinfo=UTC)
    assert backup_name("kenwatch", at) == "kenwatch-20261123T0205Z.db"


@pytest.mark.parametrize(
    "name",
    [
        "kenwatch.db",
        "kenwatch-20261123T0205Z.db.gz",
        "kenwatch-20261123T0205Z.db.part",
        "kenwatch-20261399T0205Z.db",
        "my-kenwatch-20261123T0205Z.db",
        "kenwatch-２０２６1123T0205Z.db",
        "kenwatch-20261123T0205Z.db\n",
    ],
)
def test_a_file_of_another_name_is_no_backup(name: str) -> None:
    assert made_at("kenwatch", name) is None


def test_what_a_backup_left_that_was_cut_off_is_known_by_its_name() -> None:
    whole = "kenwatch-20261123T0205Z.db"
    assert is_half_made("kenwatch", f"{whole}.part")
    assert is_half_made("kenwatch", f"{whole}.partab12-journal", "ab12")
    assert not is_half_made("kenwatch", f"{whole}.partab12", "cd34")
    assert is_half_made("kenwatch", f"{whole}.part-journal")
    assert not is_half_made("kenwatch", whole)
    assert not is_half_made("kenwatch", f"{whole}.partial")
    assert not is_half_made("kenwatch", "thesis.part")


def test_after_a_year_of_days_the_last_week_and_the_first_of_four_weeks_stay() -> None:
    kept: set[datetime] = set()
    for day in range(365):
        at = NOW + timedelta(days=day)
        kept.add(at)
        kept -= set(superfluous(kept, at, keep=7, keep_weekly=4))
    last = max(kept)
    assert sorted(kept)[-7:] == [last - timedelta(days=n) for n in range(6, -1, -1)]
    weekly = sorted(kept)[:-7]
    assert len(weekly) == 4
    assert {later - earlier for earlier, later in pairwise(weekly)} == {timedelta(days=7)}


def test_without_weekly_ones_the_last_alone_stay() -> None:
    days = [NOW + timedelta(days=n) for n in range(5)]
    assert superfluous(days, days[-1], keep=2, keep_weekly=0) == days[:3]


def test_one_made_by_a_clock_that_was_ahead_takes_nobody_s_place() -> None:
    days = [NOW + timedelta(days=n) for n in range(3)]
    ahead = NOW + timedelta(days=3650)
    assert superfluous([*days, ahead], days[-1], keep=3, keep_weekly=0) == []


@settings(max_examples=100)
@given(
    made=st.sets(MINUTES, max_size=40),
    newest=MINUTES,
    keep=st.integers(1, 10),
    keep_weekly=st.integers(0, 6),
)
def test_the_newest_always_stays_and_never_more_than_asked_for(
    made: set[datetime], newest: datetime, keep: int, keep_weekly: int
) -> None:
    gone = set(superfluous(made, newest, keep, keep_weekly))
    assert newest not in gone
    assert gone <= made
    known = {at for at in made if at <= newest} | {newest}
    assert len(known - gone) <= keep + keep_weekly
    assert len(known - gone) >= min(keep, len(known))
    assert set(sorted(known)[-keep:]).isdisjoint(gone)
    # a second time there is nothing more to do
    assert superfluous(made - gone, newest, keep, keep_weekly) == []
