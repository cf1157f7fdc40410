import pytest

from pipelines.relevance.background import is_behind, is_hardly_told, is_touched, opening_of
from pipelines.relevance.lexicon import scan
from pipelines.relevance.relevance import judge_text
from pipelines.relevance.scans import Scan

ORDINARY = (
    "Построили школу. В ней учатся дети. Двор озеленили. Крышу починили. Учителя довольны. "
    "Родители пришли на праздник. Директор поблагодарил всех. Концерт длился час. "
    "Гостей угостили чаем. Осенью откроют кружки. Потом будет каток."
)


def article(text: str = ORDINARY, *, lead: str = "") -> Scan:
    return scan("Заголовок", text, lead=lead)


def sentences(found: Scan, *numbers: int) -> set[int]:
    """The numbers of sentences counted from the first of the text."""
    return {opening_of(found).start + number for number in numbers}


def mining(text: str, title: str = "Новая школа", lead: str = "") -> bool:
    return judge_text(title, text, lead=lead).verdicts[0].relevant


@pytest.mark.parametrize(
    ("told", "behind"),
    [((5,), True), ((3, 9), True), ((0,), False), ((2,), False), ((3, 4, 5, 6, 7), False)],
)
def test_a_subject_named_seldom_and_never_in_the_opening_stands_behind_the_news(
    told: tuple[int, ...], *, behind: bool
) -> None:
    found = article()
    assert is_behind(found, sentences(found, *told)) is behind


def test_title_and_lead_are_the_opening_too() -> None:
    found = article(lead="Вводка.")
    assert not is_behind(found, {0})
    assert not is_touched(found, {found.sentence(found.lead_start)})


def test_a_short_piece_has_no_background() -> None:
    found = article("Раз. Два. Три. Четыре. Пять.")
    assert not is_behind(found, sentences(found, 4))
    assert not is_touched(found, sentences(found, 0))
    assert not is_hardly_told(found, sentences(found, 0))


@pytest.mark.parametrize(
    ("told", "touched"), [((0,), True), ((1, 9), True), ((0, 1), False), ((0, 5, 6), False)]
)
def test_one_sentence_of_the_opening_is_not_what_a_long_article_is_about(
    told: tuple[int, ...], *, touched: bool
) -> None:
    found = article()
    assert is_touched(found, sentences(found, *told)) is touched


def test_nothing_told_is_neither_behind_nor_touched() -> None:
    found = article()
    assert not is_behind(found, set())
    assert not is_touched(found, set())
    assert is_hardly_told(found, set())


@pytest.mark.parametrize(
    "sentence",
    [
        "Деньги дала компания «Казцинк».",
        "Город вырос вокруг рудника.",
        "Раньше здесь жили шахтёры.",
    ],
)
def test_sponsors_and_the_past_of_a_town_make_no_article_about_mining(sentence: str) -> None:
    assert not mining(f"{ORDINARY} {sentence}")
    assert not mining(f"{sentence} {ORDINARY}")


@pytest.mark.parametrize(
    "text",
    [
        f"Трое погибли на шахте. Рабочих рудника подняли на поверхность. {ORDINARY}",
        f"На руднике обрушилась кровля. {ORDINARY} Шахтёров ищут. В забое остались двое.",
    ],
)
def test_what_a_long_article_opens_with_and_returns_to_is_its_subject(text: str) -> None:
    assert mining(text, "Трое погибших")


def test_a_calling_in_the_title_makes_no_article_about_mining() -> None:
    assert not mining(ORDINARY, "Памятник геологу открыли в парке")
    assert mining(f"Геологи нашли медь. {ORDINARY} Руду изучат геологи.", "Геологи нашли медь")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Полиция нашла склад", "Товар лежал в здании заброшенного рудника."),
        ("Police find a store", "The goods lay in a disused copper mine."),
        ("Drug dealers hid goods in a disused mine", "They were caught."),
        ("Жол салынды", "Ол жабылған кеніштің жанынан өтеді."),
        ("A trail is opened", "It follows the mine road."),
    ],
)
def test_a_mine_of_old_tells_where_something_is(title: str, place: str) -> None:
    assert not mining(f"{place} {ORDINARY}", title)
    assert not mining(
        f"{place} Пришли гости. Было шумно. Все рады. Стало поздно. Разошлись.", title
    )


def test_a_mine_of_old_is_the_subject_where_more_is_told_of_mining() -> None:
    text = f"Рудник откачают. Руду повезут на фабрику. Шахтёров наймут. {ORDINARY}"
    assert mining(text, "Заброшенный рудник откроют снова")


def test_weak_words_of_a_background_make_no_article_about_mining() -> None:
    text = f"В Саране построят мост. {ORDINARY} Прежде город жил углём, а завод делает шины."
    assert not mining(text, "В Саране построят мост у завода")


def test_a_mineral_in_the_title_is_the_subject_of_a_company_named_once() -> None:
    news = "It will be cold. Snow is near. Roads are icy. Schools are shut. All is calm. " * 2
    text = f"Kostanay Minerals will halt a shop. {news}"
    assert mining(text, "Chrysotile maker cuts a shift")
    assert not mining(text, "Maker cuts a shift")


def test_what_a_page_puts_far_behind_makes_an_article_no_smaller() -> None:
    behind = " ".join(f"Поезд номер {n} ходит по расписанию." for n in range(2_000))
    opening = " ".join(f"Горняки рудника выдали {n} тысяч тонн." for n in range(100, 106))
    found = article(f"{opening} {behind}")
    assert not is_touched(found, sentences(found, 0, 3, 4, 5, 6, 7))
    assert mining(f"{opening} {behind}", title="Итоги")
