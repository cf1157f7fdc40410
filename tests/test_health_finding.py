"""Findings, their words in three languages, and what the archive keeps of them."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import desk.wording
from desk.health import signs
from desk.health.finding import ORDER, QUIET_STATES, Cause, Finding, cause_in

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TABLE: dict[str, Any] = tomllib.loads(
    (Path(desk.wording.__file__).parent / "health.toml").read_text("utf-8")
)
# what the causes of states are filled in with
VALUES: dict[str, Any] = {
    "status": "503", "host": "other.kz", "words": "x", "share": 12, "of": 1200, "usual": 2.5,
    "day": "2026-11-20", "seen": 3, "language": "kk",
}  # fmt: skip


def fits(key: str) -> dict[str, Any]:
    return {name: value for name, value in VALUES.items() if f"{{{name}}}" in str(TABLE[key])}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("key", [key for key in TABLE if key.startswith("why_")])
@pytest.mark.parametrize("count", [1, 2, 5, 21])
def test_every_cause_has_words_in_every_language(language: str, key: str, count: int) -> None:
    words = Cause(key.removeprefix("why_"), fits(key), count).words(language)
    assert words or key == "why_none"
    assert "{" not in words


def test_every_sign_has_a_cause_with_words() -> None:
    known = [*signs._WORDS.values(), *(sign for _, sign in signs._STARTS)]
    causes = {sign.cause for sign in known if sign.kind != "fine"} | {"moved_to", "answered"}
    assert {f"why_{cause}" for cause in causes} <= set(TABLE)


def test_every_state_has_a_name_in_every_language() -> None:
    for state in ORDER:
        names = TABLE[f"state_{state.replace(' ', '_')}"]
        assert set(names) == {"kk", "ru", "en"}


def test_numbers_days_and_languages_are_written_as_the_language_does() -> None:
    silence = Cause("silence", {"usual": 2.5}, 3)
    assert silence.words("en") == "nothing new for 3 days; usually 2.5 a day"
    assert silence.words("ru") == "ничего нового уже 3 дня; обычно в день — 2,5"
    assert silence.words("kk") == "3 күннен бері жаңа материал жоқ; әдетте күніне 2,5"
    assert "20 ноября 2026" in Cause("frozen", {"day": "2026-11-20"}).words("ru")
    gone = Cause("language_gone", {"language": "kk", "of": 30, "usual": 50})
    assert "казахский" in gone.words("ru")
    assert "қазақ" in gone.words("kk")


def test_the_evidence_holds_the_state_the_words_the_cause_and_the_figures() -> None:
    cause = Cause("answered", {"status": "403"})
    found = Finding("blocked", NOW, cause, {"crawls": 2})
    assert found.is_trouble
    assert found.evidence() == {
        "state": "blocked",
        "why": "it answers with error 403",
        "cause": {"key": "answered", "values": {"status": "403"}, "count": None},
        "crawls": 2,
    }
    assert cause_in(found.evidence()) == cause


def test_what_is_well_is_no_trouble() -> None:
    assert not any(Finding(state).is_trouble for state in QUIET_STATES)  # type: ignore[arg-type]
    assert Finding("ok").why == ""
    assert Finding("ok").evidence()["why"] == ""


@pytest.mark.parametrize("evidence", [{}, {"cause": "x"}, {"cause": {"key": 3}}])
def test_evidence_of_another_hand_has_no_cause(evidence: dict[str, Any]) -> None:
    assert cause_in(evidence) is None
