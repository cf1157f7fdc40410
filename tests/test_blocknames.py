from __future__ import annotations

from pipelines.markup.blocknames import block_names

SMALL = ("classes", "parts", "apart", "labels", "ids", "lookalikes")


def test_every_name_can_be_met_as_pages_are_read() -> None:
    known = block_names()
    for kind in SMALL:
        assert all(name and name == name.lower().strip() for name in getattr(known, kind))
    # these are compared with whole names that have - for _
    assert not any("_" in name for name in known.classes)
    # these with the words of names, which are nothing but letters
    words = known.parts | known.labels | known.comments.names | known.comments.unsure
    assert all(word.isascii() and word.isalpha() for word in words | known.comments.never)


def test_no_name_says_two_things() -> None:
    comments = block_names().comments
    assert not comments.names & comments.unsure
    assert comments.never.isdisjoint(comments.names | comments.unsure)


def test_the_file_is_read_once() -> None:
    assert block_names() is block_names()
