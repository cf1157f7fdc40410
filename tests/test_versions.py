from pipelines.likeness.versions import content_hash


def test_the_content_hash_ignores_white_space_only() -> None:
    assert content_hash("a  b", "c\n\nd") == content_hash("a b", "c d")
    assert content_hash("a", "b") != content_hash("a b", "")
    assert content_hash("a", "b") != content_hash("A", "b")
