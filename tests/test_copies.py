"""A copy is measured against its article whichever of the two texts changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelines.copies import clean_copy, compare_copies
from pipelines.fingerprint import compare, content_hash
from tests.stocked import add, again, body, lines, stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

MEASURED = ("similarity", "own_share")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = stock(tmp_path / "a.db", 2)
    assert [add(again(archive), n, body(n), name="digest") for n in (0, 1)] == ["copy", "copy"]
    yield archive
    archive.close()


def copies(archive: Archive) -> list[dict[str, Any]]:
    found = archive.connection.execute("SELECT * FROM copy ORDER BY canonical_url")
    return [dict(one) for one in found]


def measured(original: list[str], text: str) -> dict[str, float]:
    like = compare("\n\n".join(original), text)
    return {"similarity": round(like.jaccard, 4), "own_share": round(like.own_share, 4)}


def test_a_cleaned_copy_changes_in_its_text_and_measures_alone(archive: Archive) -> None:
    first, second = copies(archive)
    text = "\n\n".join([*body(0)[:-1], "Кеніш тоқтаған жоқ, деді бас инженер кеше кешке."])
    with archive.write() as db:
        clean_copy(db, first["canonical_url"], text)
    expected = {
        **first,
        "text": text,
        "content_hash": content_hash(first["title"], text),
        **measured(lines(0), text),
    }
    assert expected["own_share"] > first["own_share"]
    assert copies(archive) == [expected, second]


def test_the_copies_of_an_article_alone_are_compared_with_its_new_text(archive: Archive) -> None:
    first, second = copies(archive)
    with archive.write() as db:
        compare_copies(db, first["article_id"], "\n\n".join(body(0)))
    assert copies(archive) == [{**first, "similarity": 1.0, "own_share": 0.0}, second]
    assert {name: first[name] for name in MEASURED} == measured(lines(0), first["text"])
