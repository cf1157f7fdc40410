from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.quotes import reported
from pipelines.quotes.reported import reported_speech
from pipelines.quotes.sayings import Article

if TYPE_CHECKING:
    import pytest

    from pipelines.matching.matching import Hit

TEXT = "Аким сказал, что тепло вернут. The minister said the mine would close. Ол жұмыс басталғанын айтты."


def test_each_verb_is_read_by_the_grammar_of_its_language() -> None:
    found = reported_speech(Article(TEXT, ()))
    assert [TEXT[slice(*said.spans[0])] for said in found] == [
        "тепло вернут",
        "the mine would close",
        "жұмыс басталғанын",
    ]
    assert not any(said.is_direct for said in found)


def test_a_verb_that_direct_speech_has_used_or_hidden_is_left_out() -> None:
    used, hidden = Article(TEXT, ()), Article(TEXT, ())
    used.used.update(hit.start for hit in used.hits)
    hidden.hide([(0, len(TEXT))])
    assert reported_speech(used) == reported_speech(hidden) == []


def test_a_sentence_is_told_once_by_its_first_verb() -> None:
    text = "Аким сказал, что директор отметил, что тепло вернут."
    (said,) = reported_speech(Article(text, ()))
    assert text[slice(*said.spans[0])] == "директор отметил, что тепло вернут"


def test_a_verb_over_two_lines_is_none() -> None:
    assert reported_speech(Article("Министр баса\nайтты", ())) == []


def test_of_a_long_row_of_verbs_only_the_first_of_each_stretch_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def nothing(_: Article, hit: Hit, __: int, ___: int) -> None:
        read.append(hit.start)

    monkeypatch.setitem(reported._READERS, "kk", nothing)
    text = "деді " * 4000
    assert reported.reported_speech(Article(text, ())) == []
    assert len(read) <= 8 * (len(text) // 1000 + 1)
    assert read[-1] > len(text) - 1000


def test_what_is_told_behind_a_long_row_of_verbs_is_still_found() -> None:
    text = "деді " * 1000 + "\n" + TEXT
    found = [text[slice(*said.spans[0])] for said in reported_speech(Article(text, ()))]
    assert found[-3:] == ["тепло вернут", "the mine would close", "жұмыс басталғанын"]
