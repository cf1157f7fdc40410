from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from desk.checkup.finding import Check
from desk.config import checking
from desk.config.environment import Given
from desk.config.loading import Loaded, read
from desk.config.model import Config

if TYPE_CHECKING:
    from pathlib import Path


def found(config: Config | dict[str, Any], **environ: str) -> dict[str, list[Check]]:
    made = config if isinstance(config, Config) else Config.model_validate(config)
    by_what: dict[str, list[Check]] = {}
    for check in checking.examine(Loaded(made, None, {}, Given()), environ):
        by_what.setdefault(check.what, []).append(check)
    return by_what


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("json://localhost/x", True),
        ("tgram://123456789:abcdefghijklmnopqrstuvwxyzabcdefghijk/12345", True),
        ("mailtos://me:word@mail.example", True),
        ("nonsense://x", False),
        ("https://plain.example/", False),
        ("words", False),
    ],
)
def test_an_address_is_one_that_apprise_knows(address: str, known: bool) -> None:  # noqa: FBT001 - a case
    assert checking.is_address(address) is known


def test_a_sink_that_is_none_fails_without_telling_its_address() -> None:
    checks = found({"sinks": {"phone": "tgrm://SECRET/1"}, "alarms": {"sinks": ["phone"]}})
    assert [(one.grade, one.found) for one in checks["sink"]] == [
        ("fail", "phone (tgrm://…): no address that apprise knows")
    ]


def test_a_sink_that_nobody_uses_and_alarms_that_nobody_hears_are_told() -> None:
    checks = found({"sinks": {"phone": "json://localhost/"}})
    assert [one.grade for one in checks["sink"]] == ["ok", "warn"]
    assert checks["alarms"][0].grade == "warn"


def test_a_rule_without_sinks_is_a_feed_and_no_fault() -> None:
    checks = found({"rules": [{"name": "a"}, {"name": "b"}]})
    assert checks["rules"] == [Check("rules", "ok", "without sinks, and so feeds only: a, b")]


def test_names_in_any_language_and_ids_are_known() -> None:
    rule = {
        "name": "a",
        "towns": ["Риддер", "ridder", "Теміртау"],
        "companies": ["«Казцинк»", "Qarmet"],
        "sources": ["tengrinews"],
        "languages": ["kk", "RU"],
        "words": "шахта",
    }
    assert found({"rules": [rule]})["rules"][0] == Check("rules", "ok", "what they name is known")


def test_a_name_that_nobody_knows_is_told_with_those_that_come_near() -> None:
    rule = {
        "name": "a",
        "towns": ["Ридер", "Казцинк"],
        "companies": ["Zzzzzzz"],
        "sources": ["tengrinewz", "zzzzzzzz"],
        "languages": ["kz", "казахский"],
        "words": "-шахта",
    }
    checks = found({"digests": [rule]})["rules"]
    assert [(one.grade, one.found) for one in checks] == [
        ("fail", "a: towns: 'Ридер' is unknown"),
        ("fail", "a: towns: 'Казцинк' is a company"),
        ("fail", "a: companies: 'Zzzzzzz' is unknown"),
        ("fail", "a: sources: 'tengrinewz' is unknown"),
        ("fail", "a: sources: 'zzzzzzzz' is unknown"),
        ("fail", "a: languages: 'казахский' is no code"),
        ("fail", "a: languages: 'kz' is the country"),
        ("fail", "a: words: '-шахта' holds no word to look for"),
    ]
    assert checks[0].mend.startswith("did you mean Ridder")
    assert checks[2].mend == "`kenwatch entity NAME` finds one"
    assert checks[3].mend.startswith("did you mean tengrinews")
    assert checks[4].mend == "`kenwatch sources list` knows them"


def test_a_field_of_the_search_line_is_no_word_of_a_rule() -> None:
    rule = {"name": "a", "words": "шахта town:Ridder"}
    check, *_ = found({"rules": [rule]})["rules"]
    assert (check.grade, check.found) == ("fail", "a: words: town: is for `kenwatch search`")


def test_sources_that_cannot_be_read_make_every_source_unknown(tmp_path: Path) -> None:
    config = {"sources": str(tmp_path / "none"), "rules": [{"name": "a", "sources": ["x"]}]}
    assert found(config)["rules"][0].grade == "fail"


@pytest.mark.parametrize(("url", "wrong"), [("https://p.example/1", False), ("tgram://1/2", True)])
def test_a_ping_is_a_page_of_the_web(url: str, wrong: bool) -> None:  # noqa: FBT001 - a case
    assert ("ping" in found({"daemon": {"ping_url": url}})) is wrong


def test_folders_have_to_be_there_and_writable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {
        "archive": str(tmp_path / "a.db"),
        "log": {"file": str(tmp_path / "no" / "x.log")},
        "backup": {"folder": str(tmp_path)},
    }
    grades = {what: checks[0].grade for what, checks in found(config).items()}
    assert (grades["archive"], grades["log.file"], grades["backup.folder"]) == ("ok", "fail", "ok")
    # the superuser may write anywhere
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found(config)["archive"][0].found == f"{tmp_path}: cannot be written to"


def test_no_backup_and_no_contact_are_told() -> None:
    checks = found({})
    assert [checks[what][0].grade for what in ("file", "backup", "contact")] == [
        "ok",
        "warn",
        "warn",
    ]
    assert "contact" not in found({"contact": "me@example.org"})


def test_variables_that_set_nothing_are_told() -> None:
    assert found({}, KENWATCH_CONTCT="x")["environment"][0].found == "KENWATCH_CONTCT sets nothing"


@pytest.mark.parametrize(
    ("text", "mode", "warned"),
    [
        ('[sinks]\nphone = "json://localhost/"', 0o644, True),
        ('[sinks]\nphone = "json://localhost/"', 0o640, False),
        ('[sinks]\nphone = { env = "PHONE" }', 0o644, False),
        ('[daemon]\nping_url = "https://p.example/1"', 0o604, True),
        ("", 0o644, False),
    ],
)
def test_a_file_with_secrets_that_all_can_read_is_warned_of(
    tmp_path: Path,
    text: str,
    mode: int,
    warned: bool,  # noqa: FBT001 - a case
) -> None:
    path = tmp_path / "k.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    checks = checking.examine(read(path, {"PHONE": "json://localhost/"}), {})
    assert ("rights" in {one.what for one in checks}) is warned
