"""The versions of what kenwatch stands on."""

from __future__ import annotations

import sqlite3
from importlib.metadata import PackageNotFoundError
from typing import NoReturn

import pytest

from desk.checkup import software


@pytest.mark.parametrize(("number", "grade"), [((3, 10, 9), "fail"), ((3, 11, 0), "ok")])
def test_an_old_python_is_told(number: tuple[int, ...], grade: str) -> None:
    assert software.python(number).grade == grade


def test_the_packages_are_all_there_in_the_versions_needed() -> None:
    found = software.packages()
    assert (found.grade, "scrapy 2.19" in found.found) == ("ok", True)
    # what is needed for one extra only is not asked for
    assert "scrapy-playwright" not in found.found


def test_a_package_that_is_missing_or_of_another_version_is_named() -> None:
    found = software.packages(["no-such-package>=1", "click>=999", "rich"])
    assert found.grade == "fail"
    assert found.found.startswith("no-such-package is missing; click ")
    assert found.found.endswith("is not >=999")


def test_a_checkout_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> NoReturn:
        raise PackageNotFoundError

    monkeypatch.setattr(software, "requires", missing)
    assert software.packages().grade == "warn"


@pytest.mark.parametrize(
    ("version", "grade"),
    [((3, 37, 2), "fail"), ((3, 40, 1), "warn"), ((3, 51, 2), "warn"), ((3, 51, 3), "ok")],
)
def test_the_wal_reset_bug_is_told(version: tuple[int, ...], grade: str) -> None:
    found = software.sqlite_library(version)
    assert found.grade == grade
    assert ("WAL-reset" in found.found) == (grade == "warn")


def test_an_sqlite_without_search_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare(sqlite3.Connection):
        def execute(self, *_: object) -> NoReturn:
            raise sqlite3.OperationalError("no such module: fts5")

    def connect(_: str) -> sqlite3.Connection:
        return Bare(":memory:")

    monkeypatch.setattr("desk.checkup.software.sqlite3.connect", connect)
    assert "FTS5" in software.sqlite_library((3, 51, 3)).found
