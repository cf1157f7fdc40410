from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk.config import references


def told(value: Any, folder: Path, **environ: str) -> tuple[Any, list[str]]:
    problems: list[str] = []
    missing: dict[str, str] = {}
    values = references.resolved(
        {"sinks": {"phone": value}}, references.reader(environ, folder), problems, missing
    )
    assert missing.keys() <= {"sinks.phone"}
    return values["sinks"]["phone"], [*problems, *missing.values()]


def test_an_address_stands_in_the_file_in_a_variable_or_in_a_file_of_its_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret").write_text("tgram://c \n", encoding="utf-8")
    assert told("tgram://a", tmp_path) == ("tgram://a", [])
    assert told({"env": "PHONE"}, tmp_path, PHONE=" tgram://b") == ("tgram://b", [])
    assert told({"file": "secret"}, tmp_path) == ("tgram://c", [])
    assert told({"file": str(tmp_path / "secret")}, Path("/")) == ("tgram://c", [])


@pytest.mark.parametrize("value", [5, {}, {"path": "x"}, {"env": "A", "file": "b"}, ["tgram://"]])
def test_what_is_no_address_is_told_with_how_to_write_one(value: Any, tmp_path: Path) -> None:
    address, problems = told(value, tmp_path)
    assert problems == [f"sinks.phone is no address: {references.HOW}"]
    # its name stays known, so that rules which name it are not blamed as well
    assert address


def test_a_reference_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\xff")
    assert told(" ", tmp_path)[1] == [f"sinks.phone is empty: {references.HOW}"]
    assert (
        "the variable PHONE, which is empty or not there" in told({"env": "PHONE"}, tmp_path)[1][0]
    )
    for name in ("nowhere", "empty"):
        assert f"{name}, which is empty or not there" in told({"file": name}, tmp_path)[1][0]
    assert "cannot be read (it is not text in UTF-8)" in told({"file": "binary"}, tmp_path)[1][0]
    assert "cannot be read (Is a directory)" in told({"file": "."}, tmp_path)[1][0]


def test_the_address_of_the_ping_may_lie_elsewhere_too(tmp_path: Path) -> None:
    problems: list[str] = []
    missing: dict[str, str] = {}
    values: dict[str, Any] = {"daemon": {"tick_seconds": 1, "ping_url": {"env": "PING"}}}
    found = references.resolved(
        values, references.reader({"PING": "https://p.example"}, tmp_path), problems, missing
    )
    assert found["daemon"] == {"tick_seconds": 1, "ping_url": "https://p.example"}
    found = references.resolved(values, references.reader({}, tmp_path), problems, missing)
    assert found["daemon"] == {"tick_seconds": 1, "ping_url": None}
    assert (problems, list(missing)) == ([], ["daemon.ping_url"])


@pytest.mark.parametrize("values", [{}, {"sinks": 5}, {"daemon": 3}, {"daemon": {"a": 1}}])
def test_settings_without_addresses_stay_as_they_are(values: dict[str, Any]) -> None:
    assert references.resolved(values, references.reader({}, Path()), [], {}) == values


def test_what_sends_nothing_needs_no_secret() -> None:
    values = {"sinks": {"phone": {"file": "/nowhere"}, "mail": "mailto://x"}}
    found = references.resolved(values, references.unread, [], {})
    assert found["sinks"] == {"phone": "unread://", "mail": "mailto://x"}


ADDRESS = "https://hooks.example/services/T00000000/XXXXSECRETXXXX"


@pytest.mark.parametrize("value", [ADDRESS, "xoxb-SECRET-123456-abcdef", "SECRETTOKEN1234567890"])
@pytest.mark.parametrize("key", ["env", "file"])
def test_an_address_where_the_name_of_its_place_belongs_is_not_told(
    key: str, value: str, tmp_path: Path
) -> None:
    (words,) = told({key: value}, tmp_path)[1]
    assert "SECRET" not in words
    assert "that stands there, which is empty or not there" in words


def test_an_address_in_place_of_a_name_is_not_told(tmp_path: Path) -> None:
    problems: list[str] = []
    references.resolved(
        {"sinks": {"a": "x://", ADDRESS: 5}}, references.reader({}, tmp_path), problems, {}
    )
    assert problems == [f"sinks entry 2 is no address: {references.HOW}"]


@pytest.mark.parametrize("name", ["~nobody-of-this-name/a", "a\0b", "file/a"])
def test_a_path_of_any_kind_leads_nowhere_in_words(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (words,) = told({"file": name}, tmp_path)[1]
    assert words.startswith("sinks.phone is to be in ")
