from __future__ import annotations

import pytest

from desk.config import environment
from desk.config.errors import ConfigError


def problems(**variables: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as found:
        environment.from_environment(variables)
    return found.value.problems


def test_a_variable_is_a_setting_of_its_section() -> None:
    given = environment.from_environment(
        {"KENWATCH_DAEMON__TICK_SECONDS": "5", "KENWATCH_SINKS__PHONE": "tgram://a/b", "HOME": "/"}
    )
    assert given.values == {"daemon": {"tick_seconds": "5"}, "sinks": {"phone": "tgram://a/b"}}
    assert given.names == {
        ("daemon", "tick_seconds"): "KENWATCH_DAEMON__TICK_SECONDS",
        ("sinks", "phone"): "KENWATCH_SINKS__PHONE",
    }


def test_variables_of_one_section_come_together() -> None:
    given = environment.from_environment(
        {"KENWATCH_LOG": '{"keep": 2, "form": "text"}', "KENWATCH_LOG__FORM": "json"}
    )
    assert given.values == {"log": {"keep": 2, "form": "json"}}


@pytest.mark.parametrize("value", ["phone, mail", '["phone", "mail"]'])
def test_a_list_is_words_with_commas_or_json(value: str) -> None:
    given = environment.from_environment({"KENWATCH_ALARMS__SINKS": value})
    assert given.values == {"alarms": {"sinks": ["phone", "mail"]}}


def test_hours_and_tables_come_as_they_are_written() -> None:
    given = environment.from_environment(
        {"KENWATCH_ALARMS__QUIET": "22:00-07:00", "KENWATCH_RULES": '[{"name": "a"}]'}
    )
    assert given.values == {"alarms": {"quiet": "22:00-07:00"}, "rules": [{"name": "a"}]}


def test_the_variable_of_every_command_wins_over_the_later_name() -> None:
    given = environment.from_environment({"KENWATCH_DB": "/a.db", "KENWATCH_ARCHIVE": "/b.db"})
    assert given.values == {"archive": "/a.db"}
    assert given.names == {("archive",): "KENWATCH_DB"}


def test_empty_variables_and_those_of_other_purpose_set_nothing() -> None:
    environ = {"KENWATCH_DB": " ", "KENWATCH_PROXY": "x", "KENWATCH_CONFIG": "y", "OTHER": "z"}
    assert environment.from_environment(environ) == environment.Given()


def test_an_unknown_section_is_an_error_with_what_may_be_meant() -> None:
    assert problems(KENWATCH_DEAMON__TICK_SECONDS="5") == (
        (
            "KENWATCH_DEAMON__TICK_SECONDS: there is no such setting; "
            "did you mean KENWATCH_DAEMON__TICK_SECONDS?"
        ),
    )
    assert problems(KENWATCH_ZZZZ__A="5") == ("KENWATCH_ZZZZ__A: there is no such setting",)
    assert problems(KENWATCH_CONTACT__A="5") == (
        "KENWATCH_CONTACT__A: there is no such setting; KENWATCH_CONTACT has no parts",
    )


def test_json_that_is_none_is_an_error_that_does_not_show_it() -> None:
    assert problems(KENWATCH_SINKS='{"phone": "tgram://SECRET') == (
        "KENWATCH_SINKS: is not the JSON that it begins as",
    )


def test_variables_that_set_nothing_are_found() -> None:
    environ = {
        "KENWATCH_DB": "",
        "KENWATCH_CONTACT": "",
        "KENWATCH_DAEMON__X": "",
        "KENWATCH_CONTCT": "",
        "X": "",
    }
    assert environment.unknown_variables(environ) == ["KENWATCH_CONTCT"]
