import pytest

from pipelines.figures.momentwords import month_of, ordinals, shift_of, weekdays


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("мая", 5),
        ("may", 5),
        ("ноябрю", 11),
        ("қазанда", 10),
        ("қыркүйегінен", 9),
        ("сәуірге", 4),
        ("қазандық", 0),
        ("марш", 0),
        ("шахта", 0),
        ("جەلتوقسان", 12),
        ("", 0),
    ],
)
def test_a_month_is_known_with_its_cases(word: str, month: int) -> None:
    assert month_of(word) == month


def test_days_are_counted_from_the_day_of_publication() -> None:
    words = ("завтра", "бүгін", "вчера", "позавчера", "шахта", "вчерашний", "كەشە")
    assert [shift_of(word) for word in words] == [1, 0, -1, -2, None, None, -1]


def test_weekdays_start_on_monday_and_ordinals_at_one() -> None:
    assert (weekdays()["monday"], weekdays()["жексенбіде"]) == (0, 6)
    assert (ordinals()["первом"], ordinals()["iv"]) == (1, 4)
