"""The styles, pictures and scripts of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import desk.web
from desk.web import staticfiles


def test_a_version_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.css").write_text("a{}")
    (tmp_path / "b.css").write_text("a{}")
    (tmp_path / "notes.txt").write_text("no")
    found = staticfiles.shelf(tmp_path)
    assert list(found) == ["b.css", "sub/a.css"]
    assert found["b.css"] == found["sub/a.css"]
    assert found["b.css"].media == "text/css; charset=utf-8"


def test_an_address_with_the_right_version_is_kept_for_ever() -> None:
    address = staticfiles.address("frame.css")
    assert re.fullmatch(r"/static/frame\.css\?v=[0-9a-f]{12}", address)
    file = staticfiles.shelf()["frame.css"]
    assert staticfiles.caching(file, address[-12:]) == staticfiles.FOR_EVER
    assert staticfiles.caching(file, "old") == staticfiles.caching(file, None) == "no-cache"


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(KeyError):
        staticfiles.address("none.css")


def test_no_template_holds_what_the_policy_forbids() -> None:
    """Inline scripts, styles and handlers would not run, and nobody would see why."""
    for path in Path(desk.web.__file__).with_name("templates").rglob("*.html"):
        text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), path


def test_styles_ask_nothing_of_other_sites() -> None:
    for name, file in staticfiles.shelf().items():
        if name.endswith(".css"):
            assert not re.search(rb"@import|url\(\s*['\"]?(https?:)?//", file.body), name
