from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.relevance import judge_text


def test_mentions_carry_surface_field_and_span() -> None:
    title, text = "Казцинк в Риддере", "Добыто золото. Риддерцы рады."
    for mention in judge_text(title, text).mentions:
        field = title if mention.where == "title" else text
        assert field[slice(*mention.span)] == mention.surface


def test_towns_companies_and_commodities_are_named() -> None:
    made = judge_text("Казцинк в Риддере", "Добыто золото.")
    assert {(m.kind, m.entity_id) for m in made.mentions} == {
        ("company", "kazzinc"),
        ("town", "ridder"),
        ("commodity", "gold"),
    }


def test_a_homonym_stays_with_low_confidence_and_the_reason() -> None:
    (mention,) = judge_text("", "Проспект Абая закрыт.").mentions
    assert mention.confidence < 0.5
    assert mention.note


def test_a_metal_that_is_meant_otherwise_has_low_confidence() -> None:
    (mention,) = judge_text("", "Юниор завоевал золото на турнире.").mentions
    assert mention.confidence < 0.5
    assert "medals" in mention.note


def test_a_metal_within_a_company_name_is_no_commodity() -> None:
    kinds = {m.kind for m in judge_text("", "Актюбинская медная компания.").mentions}
    assert kinds == {"company"}


@given(
    st.lists(
        st.sampled_from(["Абай", "Риддер", "золото", "город", "Казцинк", ".", "в"]), max_size=12
    )
)
def test_mentions_are_in_order_and_unique(words: list[str]) -> None:
    made = judge_text("", " ".join(words)).mentions
    keys = [(m.where, m.span, m.entity_id) for m in made]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(0 <= m.confidence <= 1 for m in made)
