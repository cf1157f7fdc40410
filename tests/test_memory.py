from pathlib import Path

from crawler.extensions.memory import resident

STATUS = "Name:\tpython\nVmHWM:\t  400000 kB\nVmRSS:\t  120000 kB\n"


def test_the_memory_held_now_is_told_apart_from_the_highest(tmp_path: Path) -> None:
    (tmp_path / "status").write_text(STATUS)
    assert resident(tmp_path / "status", "VmRSS") == 120_000 * 1024
    assert resident(tmp_path / "status", "VmHWM") == 400_000 * 1024


def test_a_system_without_the_file_or_the_field_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "status").write_text("Name:\tpython\n")
    assert resident(tmp_path / "status", "VmRSS") is None
    assert resident(tmp_path / "none", "VmRSS") is None
