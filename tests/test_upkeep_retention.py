import os
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.upkeep.retention import sweep
from pipelines.upkeep.trouble import UpkeepError
from tests.builders import NOW


def write(folder: Path, days_ago: int, size: int = 1000) -> Path:
    at = NOW - timedelta(days=days_ago)
    path = folder / f"{at:%Y%m%dT%H%M%SZ}.warc.gz"
    path.write_bytes(b"x" * size)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_old_files_of_ours_are_deleted_and_counted_with_their_size(tmp_path: Path) -> None:
    old, young = write(tmp_path, 100), write(tmp_path, 10, 2500)
    swept = sweep(tmp_path, NOW, keep_days=90, max_bytes=10**9)
    assert (old.exists(), young.exists()) == (False, True)
    assert str(swept) == ("1 file of raw pages (1.0 kB) deleted, 1 file of raw pages (2.5 kB) kept")


def test_files_of_others_folders_and_links_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "CC-NEWS-20200101000000-00001.warc.gz"
    other.write_bytes(b"x")
    folder = tmp_path / "20200101T000000Z.warc.gz"
    folder.mkdir()
    target = tmp_path / "precious"
    target.write_bytes(b"x")
    link = tmp_path / "20200102T000000Z.warc.gz"
    link.symlink_to(target)
    write(tmp_path, 1)
    assert not sweep(tmp_path, NOW, keep_days=1, max_bytes=1).deleted
    assert all(path.exists() for path in (other, folder, link, target))


def test_a_folder_that_is_not_there_yet_holds_nothing_to_delete(tmp_path: Path) -> None:
    swept = sweep(tmp_path / "none", NOW, keep_days=1, max_bytes=1)
    assert str(swept).startswith("0 files of raw pages (0 bytes) deleted")


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(UpkeepError, match=r"file: cannot be read \(Not a directory\)"):
        sweep(file, NOW, keep_days=1, max_bytes=1)


def test_files_that_cannot_be_deleted_are_told_and_the_others_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = {write(tmp_path, 300).name, write(tmp_path, 301).name}
    loose = write(tmp_path, 200)
    write(tmp_path, 1)
    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as pathlib has it
        if self.name in stuck:
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(UpkeepError, match=r"\.warc\.gz: cannot be deleted .* and 1 more: check"):
        sweep(tmp_path, NOW, keep_days=90, max_bytes=10**9)
    assert not loose.exists()


def test_old_files_that_others_named_for_a_time_stay(tmp_path: Path) -> None:
    others = ["2019-05-01_12-30.warc.gz", "20190501T123000Z-00001.warc.gz"]
    for name in [*others, "20190501T123000Z.warc.gz", "20190502T123000Z.warc.gz"]:
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_550_000_000, 1_550_000_000))
    swept = sweep(tmp_path, NOW, keep_days=90, max_bytes=10**9)
    assert [file.name for file in swept.deleted] == ["20190501T123000Z.warc.gz"]
    assert {*others} <= {path.name for path in tmp_path.iterdir()}
