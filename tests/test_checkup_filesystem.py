"""The disk of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.checkup import archivefile, filesystem
from tests.checkedup import subject

if TYPE_CHECKING:
    from pathlib import Path

MOUNTS = r"""21 26 0:20 / /sys rw - sysfs sysfs rw
26 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 26 0:40 / /mnt/news\040share rw - nfs4 server:/news rw
41 26 0:41 / /mnt/news rw - xfs /dev/sdb1 rw
42 41 0:42 / /mnt/news/fast rw master:3 propagate_from:2 - tmpfs tmpfs rw
43 26 0:43 / /mnt rw - autofs auto rw
44 26 0:44 / /mnt rw - cifs //server/mnt rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/mnt/news share/a", "nfs4"),
        ("/mnt/news", "xfs"),
        ("/mnt/newspaper", "cifs"),
        ("/mnt/news/fast/x", "tmpfs"),
        ("relative", ""),
    ],
)
def test_the_nearest_mount_above_a_folder_holds(folder: str, kind: str) -> None:
    assert filesystem.kind_of(folder, MOUNTS) == kind


@settings(max_examples=60)
@given(st.text(), st.text())
def test_no_list_of_mounts_breaks_it(folder: str, told: str) -> None:
    assert isinstance(filesystem.kind_of(folder, told), str)


@pytest.mark.parametrize(
    ("kind", "grade"), [("nfs4", "fail"), ("tmpfs", "warn"), ("ext4", "ok"), ("btrfs", "ok")]
)
def test_a_network_folder_is_no_place_for_an_archive(tmp_path: Path, kind: str, grade: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"26 1 8:1 / / rw - {kind} x rw\n")
    assert filesystem.kind(tmp_path / "a.db", mounts).grade == grade
    assert filesystem.kind(tmp_path / "a.db", tmp_path / "none").grade == "skip"


@pytest.mark.parametrize(("free", "grade"), [(5 * 10**9, "ok"), (5 * 10**8, "warn"), (10, "fail")])
def test_little_room_on_the_disk_is_told(tmp_path: Path, free: int, grade: str) -> None:
    assert filesystem.disk(tmp_path / "a.db", lambda _: free).grade == grade


def test_the_disk_of_the_archive_is_measured(tmp_path: Path) -> None:
    assert "free at" in filesystem.disk(tmp_path / "a.db").found
    assert filesystem.disk(tmp_path / "none" / "a.db").grade == "fail"


def test_what_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    archive.touch()
    assert filesystem.rights(archive).grade == "ok"
    closed = filesystem.rights(archive, lambda path, _: path != archive)
    assert (closed.grade, closed.found) == ("warn", f"cannot be written to: {archive}")
    folder = filesystem.rights(archive, lambda path, _: path != tmp_path)
    assert folder.found == f"cannot be written to: {tmp_path}"
    assert filesystem.rights(tmp_path / "none" / "a.db").grade == "skip"


def test_a_log_that_has_grown_is_told(tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    assert archivefile.log(subject(archive)).grade == "ok"
    with (tmp_path / "a.db-wal").open("wb") as log:
        log.truncate(300_000_000)
    found = archivefile.log(subject(archive))
    assert (found.grade, "300.0 MB" in found.found) == ("warn", True)
