"""One pass over an article finds what each room of judgement finds by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.events import eventwords
from pipelines.judgingwords import find_words
from pipelines.quotes import quotewords
from pipelines.relevance import lexicon
from pipelines.text import fold_match

SENTENCES = (
    "Шахтёры вышли на забастовку на шахте имени Костенко.",
    "На руднике в Жезказгане погибли два горняка.",
    "Об этом сообщил аким города Рудный.",
    "Кен орнында өрт шықты.",
    "Шахтада екі кенші қаза тапты, деді министр.",
    "Miners at a copper mine in Ridder went on strike.",
    "He said the coal pit will be closed.",
    "Погода.",
    "",
)
some = st.lists(st.sampled_from(SENTENCES), max_size=3).map(" ".join)
languages = st.sampled_from(("kk", "ru", "en", "und"))


# the first example reads the lists
@settings(max_examples=60, deadline=None)
@given(some, some, some, languages)
def test_each_room_has_what_it_finds_by_itself(
    title: str, text: str, lead: str, language: str
) -> None:
    found = find_words(title, text, lead=lead, language=language)
    own_lead = "" if lead in text else lead
    below = f"{text}\n{title}\n{own_lead}"
    alone = eventwords.matcher().find(below, fold_match(below), language=language)
    assert found.events == alone
    assert found.quotes == quotewords.matcher().find(text, fold_match(text), language="kk")
    by_itself = lexicon.scan(title, text, lead=lead, language=language)
    assert (
        lexicon.scan(title, text, lead=lead, language=language, hits=found.relevance) == by_itself
    )


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_kazakh_stems_of_events_are_read_in_kazakh_text_only(language: str) -> None:
    text = "Рабочие вышли на смену и ждут ответа дирекции. " * 4 + "Қаза тапты."
    found = find_words("", text, lead="", language=language)
    assert ("death" in {hit.key for hit in found.events}) is (language == "kk")


def test_no_phrase_runs_from_one_part_to_the_next() -> None:
    text, title = "Компания начала добычу", "Угля хватит"
    words = {(hit.start, hit.end) for hit in find_words(title, text, lead="", language="ru").events}
    assert all(end <= len(text) or start > len(text) for start, end in words)
