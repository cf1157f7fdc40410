from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.upkeep.rawpages import RawFile, began_at, outdated
from tests.builders import NOW

DAY = timedelta(days=1)
FILES = st.lists(
    st.builds(
        lambda days, length, size, number: raw(days, size, number, length=length),
        st.integers(0, 400), st.integers(0, 30), st.integers(0, 1000), st.integers(0, 10_000),
    ),
    max_size=30, unique_by=lambda file: file.name,
)  # fmt: skip


def raw(days_ago: float, size: int = 10, number: int = 0, *, length: float = 0) -> RawFile:
    at = NOW - days_ago * DAY
    return RawFile(f"{at:%Y%m%dT%H%M%SZ}.{number}", at, at + length * DAY, size)


def gone(files: list[RawFile], days: int | None = 90, most: int = 10**9) -> list[RawFile]:
    return outdated(files, NOW, keep_days=days, max_bytes=most)


def test_the_name_of_a_file_tells_when_its_crawl_began() -> None:
    began = datetime.fromisoformat("2026-11-23T15:51:16+00:00")
    assert began_at("20261123T155116Z.warc.gz") == began


@pytest.mark.parametrize(
    "name",
    ["CC-NEWS-20261123155116-00001.warc.gz", "pages.warc.gz", "20261399T155116Z.warc.gz",
     "2019-05-01_12-30.warc.gz", "20190501T123000Z-00001.warc.gz", "20190501-123000.warc.gz", "20190501T123000.warc.gz",
     "2026-11-23T15-51-16Z.warc.gz",
     "20261123T155116Z.warc", "20261123T155116Z.warc.gz.txt", "x20261123T155116Z.warc.gz"],
)  # fmt: skip
def test_files_of_others_are_none_of_ours(name: str) -> None:
    assert began_at(name) is None


def test_what_is_older_than_was_asked_for_goes_oldest_first() -> None:
    files = [raw(1), raw(91), raw(200), raw(89)]
    assert gone(files) == [files[2], files[1]]


def test_a_file_is_as_old_as_what_was_written_to_it_last() -> None:
    assert gone([raw(1), raw(100, length=20)]) == []


def test_what_does_not_fit_goes_oldest_first_until_the_rest_fits() -> None:
    files = [raw(1, 40), raw(3, 40), raw(2, 40)]
    assert gone(files, most=80) == [files[1]]
    assert gone(files, most=79) == [files[1], files[2]]


def test_without_an_age_only_what_does_not_fit_goes() -> None:
    files = [raw(1, 40), raw(300, 40), raw(200, 40)]
    assert gone(files, None) == []
    assert gone(files, None, most=80) == [files[1]]


def test_the_newest_file_stays_however_old_and_large() -> None:
    assert gone([raw(300, 1000)], most=1) == []


def test_a_file_that_a_crawl_may_still_write_to_stays() -> None:
    at_work = RawFile("x", NOW - 200 * DAY, NOW - timedelta(minutes=5), 1000)
    assert gone([at_work, raw(0)], most=1) == []


def test_a_file_written_by_a_clock_that_was_ahead_is_not_at_work_for_years() -> None:
    ahead = RawFile("x", NOW - 200 * DAY, NOW + 100 * DAY, 1000)
    assert gone([ahead, raw(0)], most=1) == [ahead]


@settings(max_examples=100)
@given(files=FILES, days=st.integers(1, 300), most=st.integers(0, 5000))
def test_what_stays_fits_and_is_young_but_for_the_newest_and_what_is_written(
    files: list[RawFile], days: int, most: int
) -> None:
    out = gone(files, days, most)
    newest = max(files, key=lambda file: (file.began_at, file.name), default=None)
    stays = [
        file
        for file in files
        if file not in out and file != newest and not NOW - DAY / 24 < file.written_at <= NOW
    ]
    assert newest not in out
    assert all(max(f.began_at, f.written_at) >= NOW - days * DAY for f in stays)
    if stays:
        assert sum(file.size for file in files if file not in out) <= most
