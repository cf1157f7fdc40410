from pathlib import Path

import pytest

from crawler.verdict import Exit
from pipelines.upkeep.room import free_bytes, in_words, make_sure_of_room
from pipelines.upkeep.trouble import NoRoomError, UpkeepError


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (3_400_000, "3.4 MB"),
     (20 * 10**9, "20.0 GB"), (5 * 10**15, "5000.0 TB")],
)  # fmt: skip
def test_sizes_are_told_in_powers_of_a_thousand(count: int, words: str) -> None:
    assert in_words(count) == words


def test_a_tenth_more_than_the_size_must_be_free(tmp_path: Path) -> None:
    make_sure_of_room(tmp_path, 1000, lambda _: 1100)
    with pytest.raises(NoRoomError, match=r"1\.1 kB are needed and 1\.1 kB are free") as caught:
        make_sure_of_room(tmp_path, 1000, lambda _: 1099)
    assert caught.value.exit_code is Exit.NO_SPACE


def test_a_disk_that_cannot_be_asked_is_told(tmp_path: Path) -> None:
    with pytest.raises(UpkeepError, match=r"none: cannot be looked into \(No such file"):
        make_sure_of_room(tmp_path / "none", 1, free_bytes)
    make_sure_of_room(tmp_path, 1, free_bytes)
