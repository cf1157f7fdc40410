import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.events.events import find_events
from pipelines.judgement import EventCard, Mention
from tests.factlabels import Labelled, events_of, labelled, score_events

EXPLOSION = "На шахте произошёл взрыв метана."


def mention(text: str, surface: str, kind: str = "town", confidence: float = 0.9) -> Mention:
    at = text.index(surface)
    return Mention(
        entity_id=surface.lower(),
        kind="town" if kind == "town" else "company",
        surface=surface,
        where="text",
        span=(at, at + len(surface)),
        confidence=confidence,
    )


def only(text: str, *mentions: Mention, title: str = "") -> EventCard:
    (card,) = find_events(text, mentions, title=title)
    return card


@pytest.mark.parametrize("example", labelled("fit"), ids=lambda example: example.text[:30])
def test_the_events_of_a_text_of_the_fit_part_are_found(example: Labelled) -> None:
    assert events_of(example) == example.events


def test_precision_and_recall_on_the_check_part_stay_above_their_floors() -> None:
    score = score_events(labelled("check"))
    assert score.gold > 40
    assert score.precision >= 0.97
    assert score.recall >= 0.97


def test_the_quote_is_the_sentence_that_says_so() -> None:
    text = f"Утро было тихим. {EXPLOSION} Ведётся проверка."
    card = only(text)
    assert card.quote == EXPLOSION
    assert text[slice(*card.span)] == EXPLOSION


def test_a_kind_has_one_card_from_its_first_sentence() -> None:
    text = f"{EXPLOSION} Взрыв на шахте прогремел ночью."
    assert only(text).span == (0, len(EXPLOSION))


def test_the_town_and_the_company_nearest_in_the_sentence_are_taken() -> None:
    text = "Взрыв метана в Абае на шахте Qarmet слышали в Сарани. В Риддере спокойно."
    named = [mention(text, town) for town in ("Абае", "Сарани", "Риддере")]
    card = only(text, *named, mention(text, "Qarmet", "company"))
    assert (card.town_id, card.company_id) == ("абае", "qarmet")


def test_the_only_town_of_the_article_is_taken_from_elsewhere() -> None:
    text = f"{EXPLOSION} Так сообщили в Абае."
    assert only(text, mention(text, "Абае")).town_id == "абае"


def test_of_several_towns_elsewhere_none_is_guessed() -> None:
    text = f"{EXPLOSION} Так сообщили в Абае и Сарани."
    assert only(text, mention(text, "Абае"), mention(text, "Сарани")).town_id is None


def test_an_unsure_mention_is_not_taken() -> None:
    text = f"{EXPLOSION} Так сообщили в Абае."
    assert only(text, mention(text, "Абае", confidence=0.3)).town_id is None


def test_what_only_the_title_says_is_quoted_from_the_first_sentence() -> None:
    text = "Трагедия случилась ночью. Идёт проверка."
    card = only(text, title=EXPLOSION)
    assert (card.kind, card.quote) == ("accident", "Трагедия случилась ночью.")


def test_a_title_without_text_gives_no_card() -> None:
    assert find_events("", (), title=EXPLOSION) == ()


def test_words_that_a_line_break_parts_say_nothing() -> None:
    assert find_events("Дома остались без\nтепла и уюта.", ()) == ()


def test_a_weak_word_needs_a_place_of_work_beside_it() -> None:
    assert find_events("На озере погибли двое рыбаков.", ()) == ()
    assert only("На заводе погибли двое рабочих.").kind == "accident"


@pytest.mark.parametrize(
    "text",
    [
        "На шахте прошли учения: условный взрыв метана.",
        "Взрыв метана на шахте в 1972 году помнят все.",
        "В пятидесятых на шахте произошёл взрыв метана.",
        "Взрыва на шахте удалось избежать.",
        "Цены на медь обрушились.",
        "Забастовки не будет.",
        "The blast furnace at the plant was lit.",
        "The miners held a fire drill at the plant.",
        "No accidents were recorded at the plant this year.",
        "Шахтада оқу-жаттығу өтті, шартты жарылыс болды.",
    ],
)
def test_drills_denials_and_history_are_no_event(text: str) -> None:
    assert find_events(text, ()) == ()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "взрыв",
                "метана",
                "на",
                "шахте",
                ".",
                "Забастовка",
                "laid",
                "off",
                "workers",
                "the",
                "mine",
                "1958",
                "учения",
                "\n",
                "без",
                "тепла",
                "жылусыз",
                "қалды",
                "лицензия",
                "берілді",
                "не",
            ]
        ),
        max_size=25,
    )
)
def test_cards_quote_the_text_in_order_and_no_kind_twice(words: list[str]) -> None:
    text = " ".join(words)
    cards = find_events(text, ())
    assert all(card.quote == text[slice(*card.span)] for card in cards)
    assert len({card.kind for card in cards}) == len(cards)
    assert [card.span for card in cards] == sorted(card.span for card in cards)


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=20))
def test_no_text_raises(text: str, title: str) -> None:
    assert isinstance(find_events(text, (), title=title), tuple)
