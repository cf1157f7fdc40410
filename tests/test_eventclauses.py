import pytest

from pipelines.events.eventclauses import Clause, Part, read_clauses


def clauses(text: str, *named: tuple[str, tuple[int, int]]) -> list[Clause]:
    return read_clauses([Part(text, named)], "ru")[0]


def only(text: str, *, kazakh: bool = False, since: int = 2020) -> Clause:
    (clause,) = read_clauses([Part(text)], "kk" if kazakh else "und", since=since)[0]
    return clause


def test_a_sentence_holds_the_groups_of_its_own_words() -> None:
    text = "На шахте произошёл взрыв. Погиб горняк."
    first, second = clauses(text)
    assert "blast" in first.found
    assert "blast" not in second.found
    assert text[slice(*second.found["death"][0])] == "Погиб"


def test_names_stand_with_the_words() -> None:
    text = "Авария. Риддер замёрз."
    _, second = clauses(text, ("town", (8, 14)))
    assert second.found["town"] == [(8, 14)]


def test_parts_are_read_as_if_they_stood_one_below_the_other() -> None:
    text, title = "На шахте произошёл взрыв.", "Погиб горняк"
    parts = [Part(text), Part(title, [("town", (6, 12))])]
    (body,), (head,), none = read_clauses([*parts, Part("")], "ru")
    assert none == []
    assert body.found["blast"] == [(19, 24)]
    assert (head.start, head.found["death"]) == (26, [(26, 31)])
    assert head.found["town"] == [(32, 38)]


def test_words_of_two_parts_make_no_group_together() -> None:
    (body,), (head,) = read_clauses([Part("Дома остались без"), Part("тепла и света")], "ru")
    assert "without" not in body.found | head.found


def test_words_that_a_line_break_parts_belong_to_no_sentence() -> None:
    text = "Дома остались без\nтепла."
    assert all("without" not in clause.found for clause in clauses(text))


def test_a_name_behind_the_last_sentence_is_let_go() -> None:
    (clause,) = clauses("Авария.  ", ("town", (0, 6)), ("town", (8, 9)))
    assert clause.found["town"] == [(0, 6)]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Взрыва не было.", "blast"),
        ("Шахту не закроют.", "close"),
        ("Работа без аварий.", "crisis"),
        ("The mine will not close.", "close"),
        ("The accident was averted.", "crisis"),
        ("No explosion was heard.", "blast"),
    ],
)
def test_a_negation_beside_a_telling_word_takes_it_out(text: str, group: str) -> None:
    assert group not in only(text).found


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Шахта жабылмайды.", "close"),
        ("Жұмысшылар қысқартылмайды.", "reduce"),
        ("Апат болған жоқ.", "crisis"),
    ],
)
def test_a_kazakh_verb_that_denies_tells_nothing(text: str, group: str) -> None:
    assert group not in only(text, kazakh=True).found


def test_a_kazakh_verb_that_affirms_tells() -> None:
    assert "close" in only("Шахта жабылады.", kazakh=True).found


def test_a_negation_far_off_takes_nothing_out() -> None:
    assert "death" in only("Директор не сказал журналистам о том, как погиб горняк.").found
    assert "death" in only("Погиб горняк, о чём раньше ничего слышно не было.").found


def test_of_two_words_only_the_negated_one_is_taken_out() -> None:
    found = only("В первой смене не погиб никто, но горняк погиб во второй.").found
    assert len(found["death"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Взрыв в 1972 году.",
        "The mine opened in 1998.",
        "Шахта 1958 жылы ашылған.",
        "Забастовки: 1930-е годы.",
        "Strikes of the 1930s.",
        "1980-ші жылдары апат болды.",
    ],
)
def test_a_year_long_gone_makes_a_sentence_history(text: str) -> None:
    assert only(text, kazakh="жыл" in text).past


def test_how_far_the_past_reaches_is_told_by_the_day_of_the_article() -> None:
    assert only("Взрыв в 2023 году.", since=2025).past
    assert not only("Взрыв в 2025 году.", since=2025).past


@pytest.mark.parametrize(
    "text",
    [
        "Погиб горняк, с 1987 года рождения.",
        "Закроют цех 1963 года.",
        "Взрыв прогремел в 2026 году.",
        "Добыто 1972 тонны.",
        "На 70-м километре.",
    ],
)
def test_a_year_that_dates_no_event_is_no_history(text: str) -> None:
    assert not only(text).past


def test_kazakh_stems_are_not_read_in_other_texts() -> None:
    assert "blast" in only("Шахтада жарылыс болды.", kazakh=True).found
    assert "blast" not in only("Шахтада жарылыс болды.").found


def test_a_sentence_tells_a_group_only_where_nothing_takes_it_back() -> None:
    assert only("Прогремел взрыв.").tells(frozenset({"blast", "fire"}))
    assert not only("Взрыва не было.").tells(frozenset({"blast"}))
    assert not only("Прогремел взрыв.").tells(frozenset({"fire"}))


def test_what_a_sentence_may_hold_misses_nothing_that_it_holds() -> None:
    text = "Взрыва не было, горняк погиб. Риддер: авария на шахте."
    for clause in clauses(text, ("town", (30, 36))):
        assert set(clause.found) <= set(clause.groups)
