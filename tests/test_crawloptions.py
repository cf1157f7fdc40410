from datetime import UTC, datetime

import pytest

from crawler.crawloptions import CrawlOptions

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_without_arguments_nothing_is_limited() -> None:
    assert CrawlOptions.of({}, NOW) == CrawlOptions()
    assert CrawlOptions().record() == {}


def test_all_arguments_are_read() -> None:
    given = {"sources": "a, b,", "since": "2d", "limit": "3", "budget": "9", "minutes": "5"}
    options = CrawlOptions.of({**given, "due": "1", "thorough": "Yes"}, NOW)
    assert options.record() == {
        "sources": ("a", "b"),
        "since": datetime(2026, 11, 20, tzinfo=UTC),
        "limit": 3,
        "budget": 9,
        "minutes": 5,
        "due": True,
        "thorough": True,
    }


def test_no_is_no() -> None:
    assert CrawlOptions.of({"due": "no", "thorough": "False"}, NOW) == CrawlOptions()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"limit": "many"}, "write limit=20"),
        ({"budget": "0"}, "budget must be 1 or more"),
        ({"since": "soon"}, "soon"),
        ({"due": "perhaps"}, "write due=1"),
    ],
)
def test_a_wrong_argument_is_told_with_what_would_be_right(
    arguments: dict[str, str], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        CrawlOptions.of(arguments, NOW)
