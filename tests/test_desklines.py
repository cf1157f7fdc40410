"""What is read of a desk line, part by part."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.newsroom.desklines import Head, is_known_city, read_head


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("", Head(0)),
        ("слово дела", Head(0)),
        ("АСТАНА — Дело", Head(9, city="АСТАНА", dashed=True)),
        ("АСТАНА. Дело", Head(7, city="АСТАНА", closed=True)),
        ("Риддер. 9:05. Дело", Head(13, city="Риддер", has_clock=True, closed=True)),
        ("ASTANA (AP) - Deal", Head(14, city="ASTANA", agency="AP", dashed=True)),
        ("Город. 9:05. Дело", Head(5, city="Город")),
        (
            "АСТАНА, Казахстан, Азия, Земля, Мир, Свет, Луна, Дом, Сад — Дело",
            Head(47, city="АСТАНА"),
        ),
    ],
)
def test_each_part_is_read_where_it_stands(text: str, head: Head) -> None:
    assert read_head(text) == head


def test_cities_are_known_in_any_spelling() -> None:
    assert is_known_city("РИДДЕР")
    assert is_known_city("Қарағанды")
    assert not is_known_city("Шахта")


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_no_text_is_read_beyond_its_end(text: str) -> None:
    assert 0 <= read_head(text).end <= len(text)
