from pipelines.figures.facts import find_facts
from pipelines.histories.figurechanges import FigureChange, figure_changes, figures_in


def changes(before: str, after: str, language: str = "ru") -> list[FigureChange]:
    told = [
        figures_in(one, find_facts(one, language=language), language) for one in (before, after)
    ]
    return list(figure_changes(*told))


def from_to(before: str, after: str, language: str = "ru") -> list[tuple[str, str, str]]:
    return [(one.kind, one.before, one.after) for one in changes(before, after, language)]


def test_another_number_of_the_same_is_one_change() -> None:
    (found,) = changes("Two miners died.", "Five miners died.", "en")
    assert (found.role, found.unit) == ("dead", "people")
    assert (found.before_value, found.after_value) == (2, 5)
    assert found.as_record()["after"] == "Five miners"


def test_the_subject_tells_which_of_two_figures_changed() -> None:
    before = "Добыча руды составила 500 тонн. Добыча угля составила 700 тонн."
    after = "Добыча угля составила 750 тонн. Добыча руды составила 550 тонн."
    assert sorted((one.before, one.after) for one in changes(before, after)) == [
        ("500 тонн", "550 тонн"),
        ("700 тонн", "750 тонн"),
    ]


def test_a_figure_told_in_another_way_is_no_change() -> None:
    assert (
        from_to("Добыто 1 150 тонн на 28,7 млрд тенге.", "28,7 миллиарда тенге, 1,150 тонн.") == []
    )


def test_other_number_words_of_kazakh_are_a_change() -> None:
    assert from_to("Жиырма адам жараланды.", "Отыз адам жараланды.", "kk") == [
        ("people", "Жиырма адам", "Отыз адам")
    ]


def test_figures_are_added_and_taken_out() -> None:
    one = "Добыто 500 тонн."
    assert from_to(one, f"{one} Потрачено 3 млн тенге.") == [("money", "", "3 млн тенге")]
    assert from_to(f"{one} Потрачено 3 млн тенге.", one) == [("money", "3 млн тенге", "")]


def test_a_figure_told_twice_is_one_change() -> None:
    before = "Погибли два горняка. Два горняка погибли ночью."
    assert len(changes(before, before.replace("два", "три").replace("Два", "Три"))) == 1


def test_a_number_of_nothing_known_changes_too() -> None:
    assert from_to("Выехал автобус 42.", "Выехал автобус 43.") == [("number", "42", "43")]
    assert from_to("Выехал автобус.", "Выехал автобус 43, рейс 8.") == [
        ("number", "", "43"),
        ("number", "", "8"),
    ]
    assert from_to("Рейс 8.", "Рейс.") == [("number", "8", "")]


def test_one_as_an_article_is_no_figure() -> None:
    assert from_to("Остался рудник.", "Остался один рудник.") == []


def test_a_date_told_more_exactly_is_the_same_and_another_day_is_not() -> None:
    assert from_to("Откроют в мае 2027 года.", "Откроют 14 мая 2027 года.") == []
    assert from_to("Откроют 14 мая 2027 года.", "Откроют 16 мая 2027 года.")[0][0] == "date"
    assert "date" in {kind for kind, *_ in from_to("Добыто 5 тонн.", "Добыто 5 тонн в 2025 году.")}
