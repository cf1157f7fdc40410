"""Names of agencies that no list knows."""

from __future__ import annotations

import pytest

from pipelines.newsroom.agencylooks import named_by_looks
from pipelines.newsroom.dateline import split_dateline


@pytest.mark.parametrize(
    ("text", "city", "agency", "rest"),
    [
        ("ТЕМІРТАУ. MAIAK.KZ – Зауытта пеш іске қосылды.", "Теміртау", "MAIAK.KZ", "Зауытта пеш іске қосылды."),
        ("РИДДЕР, 3 ноября - Алтай-Информ. Рудник открыт.", "Риддер", "Алтай-Информ", "Рудник открыт."),
        ("RIDDER, November 3 – AltaiPress. The mine has reopened.", "Ridder", "AltaiPress", "The mine has reopened."),
        ("РИДДЕР. 3 ноября. Рудный Пресс. Рудник открыт.", "Риддер", "Рудный Пресс", "Рудник открыт."),
    ],
)  # fmt: skip
def test_a_desk_line_is_cut_whole_with_an_unknown_agency(
    text: str, city: str, agency: str, rest: str
) -> None:
    cut = split_dateline(text)
    assert cut.dateline is not None
    assert (cut.dateline.city, cut.dateline.agency, cut.rest) == (city, agency, rest)


@pytest.mark.parametrize(
    ("city", "text"),
    [
        ("РИДДЕР", "Авария. Погибли двое."),
        ("РИДДЕР", "ВНИМАНИЕ. Погибли двое."),
        ("РИДДЕР", "Усть-Каменогорск. Погибли двое."),
        ("РИДДЕР", "КарТАСС сообщает о росте"),
        ("Риддер", "КарТАСС. Рудник открыт."),
        ("", "КарТАСС. Рудник открыт."),
    ],
)
def test_words_that_begin_a_sentence_are_no_agency(city: str, text: str) -> None:
    assert named_by_looks(city, text, 0) is None
