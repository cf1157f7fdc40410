"""What Datasette's pages are called."""

from __future__ import annotations

import pytest

from desk.schemanotes import notes
from desk.web import naming
from desk.wording.phrases import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_question_of_the_file_has_its_title(language: str) -> None:
    for group, entries in naming.metadata().items():
        for name, entry in entries.items():
            if not entry.get("hidden"):
                assert naming.title(name, language) != name, (group, name)
            if group == "queries":
                assert naming.about(name, language), name


def test_what_has_no_title_is_called_by_its_name() -> None:
    assert naming.title("latest", "en") == "latest"
    assert naming.about(None, "en") == naming.about("latest", "en") == ""


def test_datasette_gets_plain_words() -> None:
    assert naming.metadata()["tables"]["article"]["title"] == "Articles"


def test_the_file_names_only_what_is_there() -> None:
    assert set(naming.metadata()["tables"]) <= set(notes())
    assert naming.is_hidden("shingle")
    assert not naming.is_hidden("article")


def test_every_table_and_view_has_sql_to_begin_with() -> None:
    assert naming.example("article") == "SELECT * FROM article LIMIT 100"
    assert naming.example("latest").startswith("SELECT * FROM latest")
    assert naming.example('a "b"') == 'SELECT * FROM "a ""b""" LIMIT 100'
