from __future__ import annotations

from typing import Any

from desk.web.entitylists import by_kind, standing_alone, translations


def test_a_name_by_itself_begins_with_a_capital() -> None:
    assert standing_alone("шахта имени Костенко") == "Шахта имени Костенко"
    assert standing_alone("") == ""


def test_each_other_name_is_told_once_with_its_language() -> None:
    entity = {"name_kk": "Qarmet", "name_ru": "Qarmet", "name_en": "Qarmet Steel"}
    assert translations(entity, "Qarmet Steel") == [("kk", "Qarmet")]
    assert translations({**entity, "name_ru": ""}, "Qarmet") == [("en", "Qarmet Steel")]


def test_entities_are_listed_by_kind_with_their_pages_and_counts() -> None:
    rows: list[dict[str, Any]] = [
        {"id": "coal", "kind": "commodity", "name_en": "coal", "articles": 3},
        {"id": "ridder", "kind": "town", "name_en": "Ridder"},
    ]
    assert by_kind(rows, "en") == {
        "commodity": [("Coal", "/entity/coal", 3)],
        "town": [("Ridder", "/town/ridder", 0)],
    }
