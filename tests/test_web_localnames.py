"""Names of countries, languages and days in the language of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

from desk.web.localnames import country, moment, short_day, tongue


def test_names_are_those_of_the_language() -> None:
    assert (country("KZ", "kk"), country("KZ", "ru")) == ("Қазақстан", "Казахстан")
    assert (tongue("ru", "en"), tongue("kk", "ru")) == ("Russian", "казахский")
    assert short_day(date(2026, 11, 3), "en") == "3 Nov"


def test_a_code_that_nobody_knows_stays_as_it_is() -> None:
    assert (country("QQ", "en"), tongue("xx", "kk")) == ("QQ", "xx")


def test_a_moment_has_its_year_where_it_is_another_one() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert moment(datetime(2026, 2, 3, 20, tzinfo=UTC), now, "en") == "4 Feb, 01:00"
    assert moment(datetime(2024, 2, 3, 20, tzinfo=UTC), now, "en") == "4 Feb 2024, 02:00"
