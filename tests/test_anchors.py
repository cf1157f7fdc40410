from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pipelines.likeness.anchors import Meeting, find_anchors, meet
from pipelines.likeness.words import read_words

PIECES = ["цена", "5", "7", "тенге", "2", "мая", "до", "Актау"]


def met(first: str, second: str) -> Meeting:
    return meet(find_anchors(read_words(first)), find_anchors(read_words(second)))


def changed(first: str, second: str) -> list[tuple[str, str]]:
    return [(one.written, other.written) for one, other in met(first, second).changed]


def same(first: str, second: str) -> list[str]:
    return [one.written for one in met(first, second).same]


def test_a_figure_in_the_place_of_another_is_changed() -> None:
    assert changed("у шахты погибли 3 человека там", "в реке утонули 5 человек тут") == []
    assert changed("на шахте погибли 3 горняка", "на шахте погибли 5 горняков") == [("3", "5")]


def test_anchors_in_a_place_are_told_by_kind() -> None:
    assert changed("от 5 до 7 градусов", "от 2 до 4 градусов") == [("5", "2"), ("7", "4")]


def test_equal_anchors_are_taken_before_changed_ones() -> None:
    assert changed("цена 5 тенге, цена 7 тенге", "цена 7 тенге, цена 9 тенге") == [("5", "9")]
    assert same("цена 5 тенге, цена 7 тенге", "цена 7 тенге, цена 9 тенге") == ["7"]


def test_a_figure_that_is_gone_or_stands_elsewhere_is_no_change() -> None:
    assert met("завод дал 40 тонн меди", "завод дал много меди") == Meeting((), ())
    assert changed("завод дал 40 тонн меди", "в школе 12 учителей") == []


def test_a_telling_anchor_is_the_same_wherever_it_stands() -> None:
    assert same("завод дал 4 150 тонн", "рекорд: выплавка 4150 слитков") == ["4 150"]
    assert same("завод дал 41 тонну", "рекорд: выплавка 41 слитка") == []


def test_an_inflected_name_is_the_same() -> None:
    assert same("пришёл из Караганды поезд", "пришёл из Караганду поезд") == ["Караганды"]
    assert changed("поезд из Актау пришёл", "поезд из Семея пришёл") == [("Актау", "Семея")]


def test_texts_without_anchors_have_nothing_to_meet() -> None:
    assert met("", "цена 5 тенге") == met("цена 5 тенге", "") == Meeting((), ())


@limits(max_examples=60)
@given(*[st.lists(st.sampled_from(PIECES), max_size=30)] * 2)
def test_each_anchor_is_counted_once_and_in_either_order(a: list[str], b: list[str]) -> None:
    there, back = met(" ".join(a), " ".join(b)), met(" ".join(b), " ".join(a))
    assert (len(there.same), len(there.changed)) == (len(back.same), len(back.changed))
    fewer = min(len(find_anchors(read_words(" ".join(text)))) for text in (a, b))
    assert len(there.same) + len(there.changed) <= fewer
