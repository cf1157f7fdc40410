"""``kenwatch alerts`` as it is called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import time_machine
from click.testing import CliRunner, Result
from filelock import FileLock

from crawler.verdict import Exit
from desk.cli import cli
from desk.reader import reading
from pipelines import outbox
from pipelines.archive import Archive
from tests.desk_archive import build
from tests.outboxes import NOW, message, put, states
from tests.receivers import Hook, closed_port, hook, mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULES = """
[[rules]]
name = "coal"
towns = ["Karaganda"]
sinks = ["hook"]
max_age_days = 365
[[rules]]
name = "all"
"""


@pytest.fixture(name="well")
def _well() -> Iterator[Hook]:
    with hook() as taken:
        yield taken


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Path:
    return build(tmp_path / "kenwatch.db")


def alerts(db: Path, config: str, *words: str) -> Result:
    file = db.with_name("kenwatch.toml")
    file.write_text(config, "utf-8")
    file.chmod(0o600)
    options = ["--config", str(file)]
    if words[0] != "test":
        options += ["--db", str(db)]
    with time_machine.travel(NOW):
        return CliRunner().invoke(cli, ["alerts", *words, *options], catch_exceptions=False)


def sinks(**addresses: str) -> str:
    lines = [f'{name} = "{address}"' for name, address in addresses.items()]
    return "\n".join(["[sinks]", *lines, ""])


def test_a_call_without_a_command_names_the_commands() -> None:
    text = CliRunner().invoke(cli, ["alerts", "--help"]).output
    for name in ("list", "preview", "test", "send", "retry", "once"):
        assert f"\n  {name} " in text
    assert "cry" not in text


def test_list_shows_rules_and_what_waits(db: Path, well: Hook) -> None:
    put(db, [message(1), message(2, "gone")])
    result = alerts(db, sinks(hook=well.address("user:secret@")) + RULES, "list")
    assert result.exit_code == 0
    assert "coal: in Karaganda; at once, 3 updates at most, to hook, in English" in result.stdout
    assert "hook (json://…): 1 waiting since 2026-11-20 17:00; 0 sent" in result.stdout
    assert "gone (no longer in the configuration file" in result.stdout
    told = json.loads(alerts(db, sinks(hook=well.address()) + RULES, "list", "--json").stdout)
    assert [sink["waiting"] for sink in told["sinks"]] == [1, 1]
    assert [rule["name"] for rule in told["rules"]] == ["coal", "all"]


def test_list_works_before_the_first_crawl(tmp_path: Path) -> None:
    result = alerts(tmp_path / "none.db", sinks(hook="json://x"), "list")
    assert result.exit_code == 0
    assert "no archive yet" in result.stderr
    assert "hook (json://…): 0 waiting" in result.stdout


def test_preview_prints_what_would_be_sent_and_sends_and_writes_nothing(
    db: Path, well: Hook
) -> None:
    config = sinks(hook=well.address()) + RULES
    result = alerts(db, config, "preview", "--since", "2026-09-01")
    assert result.exit_code == 0, result.stderr
    assert "=== coal → hook, en ===" in result.stdout
    assert "=== all → nobody, en ===" in result.stdout
    assert "nothing was sent" in result.stderr
    chosen = alerts(
        db,
        config,
        "preview",
        "--rule",
        "coal",
        "--language",
        "kk",
        "--since",
        "2026-09-01",
        "--json",
    )
    (told,) = json.loads(chosen.stdout)
    assert (told["rule"], told["sink"], told["language"]) == ("coal", "hook", "kk")
    assert "Қарағанды" in told["title"]
    assert (well.payloads, states(db)) == ([], {})


def test_preview_knows_the_names_of_rules(db: Path) -> None:
    result = alerts(db, sinks(hook="json://x") + RULES, "preview", "--rule", "coall")
    assert result.exit_code == Exit.USAGE
    assert "did you mean 'coal'?" in result.stderr
    result = alerts(db, "", "preview", "--rule", "x")
    assert "no rule has this name (known: none)" in result.stderr


WRONG = (
    RULES
    + """
[[rules]]
name = "lost"
towns = ["Atlantis"]
"""
)


def test_a_rule_that_names_an_unknown_town_keeps_no_other_one_from_being_shown(db: Path) -> None:
    result = alerts(db, sinks(hook="json://x") + WRONG, "preview", "--since", "2026-09-01")
    assert result.exit_code == Exit.ERROR
    assert "=== coal → hook, en ===" in result.stdout
    assert "rule 'lost': towns: 'Atlantis'" in result.stderr


def test_the_list_marks_a_rule_that_tells_nothing(db: Path) -> None:
    config = sinks(hook="json://x") + WRONG
    result = alerts(db, config, "list")
    assert result.stdout.count("TELLS NOTHING: towns: 'Atlantis'") == 1
    rules = json.loads(alerts(db, config, "list", "--json").stdout)["rules"]
    assert [rule["name"] for rule in rules if rule["problem"]] == ["lost"]


def test_a_sink_whose_address_is_not_there_did_not_take_a_test(db: Path, well: Hook) -> None:
    config = sinks(hook=well.address()) + 'lost = { env = "KENWATCH_NO_SUCH_ADDRESS" }\n'
    result = alerts(db, config, "test", "--json")
    assert result.exit_code == Exit.ERROR
    told = {one["sink"]: one["taken"] for one in json.loads(result.stdout)}
    assert told == {"hook": True, "lost": False}
    assert "1 of 2 sinks did not take it" in result.stderr
    alone = alerts(db, config, "test", "--sink", "lost")
    assert alone.stdout == "lost (no address): its address is not there\n"
    assert (alone.exit_code, len(well.payloads)) == (Exit.ERROR, 1)


def test_what_is_sent_and_what_waits_is_one_json_value(db: Path, well: Hook) -> None:
    put(db, [message(1), message(2, "gone")])
    told = json.loads(alerts(db, sinks(hook=well.address()), "send", "--json").stdout)
    assert (told["sent"], told["held"]) == (1, 1)
    assert [(one["sink"], one["messages"]) for one in told["waiting"]] == [("gone", 1)]
    assert json.loads(alerts(db, "", "retry", "--json").stdout) == {"put_back": 0}


def test_a_test_message_goes_to_each_sink_and_each_result_is_told(db: Path, well: Hook) -> None:
    down = f"json://user:secret@127.0.0.1:{closed_port()}"
    with mailbox() as box:
        config = 'language = "kk"\n' + sinks(hook=well.address(), mail=box.address(), down=down)
        result = alerts(db, config, "test")
    assert result.exit_code == Exit.ERROR
    assert result.stdout.splitlines() == [
        "hook (json://…): took the message",
        "mail (mailto://…): took the message",
        "down (json://…): could not be reached, or gave no answer",
    ]
    assert "1 of 3 sinks did not take it" in result.stderr
    assert well.payloads[0]["title"] == box.mails[0]["Subject"] == "kenwatch: байланысты тексеру"
    assert states(db) == {}


def test_a_test_of_one_sink_asks_no_other(db: Path, well: Hook) -> None:
    config = sinks(hook=well.address(), other="nonsense")
    assert alerts(db, config, "test", "--sink", "hook").exit_code == 0
    result = alerts(db, config, "test", "--sink", "hok")
    assert (result.exit_code, len(well.payloads)) == (Exit.USAGE, 1)
    assert "did you mean 'hook'?" in result.stderr
    result = alerts(db, "", "test")
    assert result.exit_code == Exit.USAGE
    assert "there are no sinks" in result.stderr


def test_send_delivers_and_tells_what_came_of_it(db: Path, well: Hook) -> None:
    put(db, [message(1), message(2, "down"), message(3, "gone")])
    config = sinks(hook=well.address(), down=f"json://user:secret@127.0.0.1:{closed_port()}")
    result = alerts(db, config, "send")
    assert result.exit_code == 0
    left = [
        "down: 1 message waits until 2026-11-20 17:01 (Almaty): could not be reached, or gave no answer",
        "gone: 1 message waits until 2026-11-20 18:00 (Almaty): no sink of this name is in the configuration file",
    ]
    counts = "1 message sent, 1 failed for now, 1 without a sink."
    assert result.stderr.splitlines() == [counts, *left]
    again = alerts(db, config, "send")
    assert again.stderr.splitlines() == ["0 messages sent.", *left]
    assert well.keys == ["story:deadly:1:hook"]


def test_a_second_send_ends_well_and_says_so(db: Path) -> None:
    with FileLock(f"{db}.deliver.lock"):
        result = alerts(db, "", "send")
    assert result.exit_code == 0
    assert "Another delivery is under way" in result.stderr


def test_an_archive_that_stays_in_use_is_told_and_nothing_is_sent_twice(
    db: Path, well: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.alerts.delivery._LOOKS", 1)
    monkeypatch.setattr("desk.alerts.delivery._PATIENCE_SECONDS", 0.1)
    put(db, [message()])
    config = sinks(hook=well.address())
    with FileLock(f"{db}.lock"):
        result = alerts(db, config, "send")
    assert result.exit_code == 0
    assert "1 message dealt with; the archive is in use" in result.stderr
    assert "1 message sent" in alerts(db, config, "send").stderr
    assert len(well.payloads) == 1


def test_what_was_given_up_is_an_error_and_can_be_put_back(db: Path, well: Hook) -> None:
    put(db, [message()])
    archive = Archive(db)
    with archive.write() as connection:
        connection.execute("UPDATE outbox SET attempts = ?", (outbox.MAX_ATTEMPTS - 1,))
    archive.close()
    down = sinks(hook=f"json://127.0.0.1:{closed_port()}")
    result = alerts(db, down, "send")
    assert result.exit_code == Exit.ERROR
    assert "1 message given up after days of trials" in result.stderr
    assert alerts(db, down, "send").exit_code == 0
    up = sinks(hook=well.address())
    assert "1 message put back" in alerts(db, up, "retry", "--sink", "hook").stderr
    assert "0 messages put back" in alerts(db, up, "retry").stderr
    assert "1 message sent" in alerts(db, up, "send").stderr


def test_retry_says_when_the_archive_is_in_use_or_missing(db: Path, tmp_path: Path) -> None:
    archive = Archive(db)
    result = alerts(db, "", "retry")
    archive.close()
    assert result.exit_code == Exit.BUSY
    assert "another kenwatch is writing" in result.stderr
    assert "no archive yet" in alerts(tmp_path / "none.db", "", "retry").stderr
    assert not (tmp_path / "none.db").exists()


def test_a_cry_goes_to_the_sinks_of_alarms_without_an_archive(tmp_path: Path, well: Hook) -> None:
    path = tmp_path / "gone" / "none.db"
    path.parent.mkdir()
    config = (
        sinks(hook=well.address(), other="nonsense")
        + '[alarms]\nsinks = ["hook"]\nlanguage = "ru"\n'
    )
    result = alerts(path, config, "cry", "--problem", "the disk\nis full")
    assert result.exit_code == 0, result.stderr
    assert alerts(path, config, "cry", "--problem", "the disk is full", "--over").exit_code == 0
    cry, over = well.payloads
    assert cry["title"] == "kenwatch: неполадка, нужно вмешательство"
    assert "the disk is full" in cry["message"]
    assert over["title"] == "kenwatch снова работает"
    assert not path.exists()


def test_a_cry_that_nobody_is_to_hear_says_so(tmp_path: Path) -> None:
    result = alerts(tmp_path / "none.db", sinks(hook="json://x"), "cry", "--problem", "x")
    assert result.exit_code == 0
    assert "nobody was told" in result.stderr


def test_a_cry_that_fails_is_an_error(tmp_path: Path) -> None:
    config = sinks(hook="nonsense") + '[alarms]\nsinks = ["hook"]\n'
    result = alerts(tmp_path / "none.db", config, "cry", "--problem", "x")
    assert result.exit_code == Exit.ERROR
    assert "1 of 1 sink did not take it" in result.stderr


def test_nothing_is_composed_or_changed_by_reading(db: Path) -> None:
    before = db.stat().st_mtime_ns
    alerts(db, RULES.replace('sinks = ["hook"]', ""), "list")
    assert db.stat().st_mtime_ns == before
    with reading(db) as connection:
        assert outbox.tallies(connection) == []
