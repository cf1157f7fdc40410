from datetime import date

import pytest

from pipelines.events.events import find_events
from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.judgement import EventCard, Fact, Mention

SEATED = next(
    asset
    for asset in gazetteer().assets.values()
    if asset.town and asset.company and asset.role == "mining"
)
PLACED = next(asset for asset in gazetteer().assets.values() if asset.place and not asset.town)
EXPLOSION = "На шахте произошёл взрыв метана."


def named(
    text: str, *names: tuple[str, str], title: str = "", ids: dict[str, str] | None = None
) -> list[Mention]:
    return [
        Mention(
            entity_id=(ids or {}).get(surface, surface.lower()),
            kind=kind,  # type: ignore[arg-type]
            surface=surface,
            where="title" if surface in title else "text",
            span=(at := (title if surface in title else text).index(surface), at + len(surface)),
            confidence=0.9,
        )
        for surface, kind in names
    ]


def fact(text: str, words: str, kind: str, **told: object) -> Fact:
    at = text.index(words)
    return Fact(
        kind=kind,
        unit=str(told.pop("unit", "")),
        quote=words,
        span=(at, at + len(words)),
        **told,  # type: ignore[arg-type]
    )


def only(text: str, mentions: list[Mention], *facts: Fact, **told: object) -> EventCard:
    (card,) = find_events(text, mentions, facts=facts, **told)  # type: ignore[arg-type]
    return card


def test_the_names_nearest_in_the_sentence_are_taken() -> None:
    text = "Взрыв метана в Абае на шахте Qarmet слышали в Сарани. В Риддере спокойно."
    names = [("Абае", "town"), ("Сарани", "town"), ("Риддере", "town"), ("Qarmet", "company")]
    card = only(text, named(text, *names))
    assert (card.town_id, card.place_id, card.company_id) == ("абае", "абае", "qarmet")


def test_the_only_town_of_the_article_is_taken_from_elsewhere() -> None:
    text = f"{EXPLOSION} Так сообщили в Абае."
    assert only(text, named(text, ("Абае", "town"))).town_id == "абае"


def test_of_several_towns_elsewhere_none_is_guessed() -> None:
    text = f"{EXPLOSION} Так сообщили в Абае и Сарани."
    assert only(text, named(text, ("Абае", "town"), ("Сарани", "town"))).town_id is None


def test_the_town_of_the_title_is_the_scene() -> None:
    text = f"{EXPLOSION} Помощь идёт из Абая и Сарани."
    title = "Взрыв в Риддере"
    mentions = named(text, ("Риддере", "town"), ("Абая", "town"), ("Сарани", "town"), title=title)
    assert only(text, mentions, title=title).town_id == "риддере"


def test_the_town_of_the_first_sentence_is_the_scene() -> None:
    text = f"Утро в Риддере. {EXPLOSION} Помощь идёт из Абая."
    mentions = named(text, ("Риддере", "town"), ("Абая", "town"))
    assert only(text, mentions).town_id == "риддере"


def test_another_place_in_the_sentence_stands_before_the_town_of_the_scene() -> None:
    text = f"Утро в Риддере. {EXPLOSION[:-1]} под Семеем."
    card = only(text, named(text, ("Риддере", "town"), ("Семеем", "place")))
    assert (card.town_id, card.place_id) == (None, "семеем")


def test_a_region_is_the_place_where_nothing_nearer_is_named() -> None:
    text = f"{EXPLOSION} Это область Абай."
    card = only(text, named(text, ("Абай", "region")))
    assert (card.town_id, card.place_id) == (None, "абай")


def test_a_known_mine_tells_its_town_and_its_company() -> None:
    text = f"Так было на Объекте. {EXPLOSION}"
    mentions = named(text, ("Объекте", "asset"), ids={"Объекте": SEATED.id})
    card = only(text, mentions)
    assert (card.asset_id, card.town_id) == (SEATED.id, SEATED.town)
    assert card.company_id == SEATED.company


def test_a_known_mine_elsewhere_tells_its_place() -> None:
    text = f"Так было на Объекте. {EXPLOSION}"
    mentions = named(text, ("Объекте", "asset"), ids={"Объекте": PLACED.id})
    card = only(text, mentions)
    assert (card.town_id, card.place_id) == (None, PLACED.place)


def day(text: str, words: str, moment: str, role: str = "day") -> Fact:
    return fact(text, words, "date", unit="date", role=role, moment=moment)


def test_the_day_nearest_in_the_sentence_is_the_moment() -> None:
    text = "Взрыв на шахте произошёл 3 мая, хоронят 5 мая."
    card = only(text, [], day(text, "3 мая", "2026-05-03"), day(text, "5 мая", "2026-05-05"))
    assert card.moment == "2026-05-03"


@pytest.mark.parametrize("text", [f"Это было 3 мая. {EXPLOSION}", f"{EXPLOSION} Это было 3 мая."])
def test_a_day_of_the_sentence_beside_it_is_the_moment(text: str) -> None:
    assert only(text, [], day(text, "3 мая", "2026-05-03")).moment == "2026-05-03"


def test_a_deadline_or_no_day_leaves_the_moment_open() -> None:
    text = f"{EXPLOSION[:-1]}, проверят до 3 мая."
    assert only(text, [], day(text, "до 3 мая", "2026-05-03", "deadline")).moment == ""
    assert only(text, []).moment == ""


def test_what_happened_is_not_dated_behind_its_article() -> None:
    text = f"{EXPLOSION[:-1]}, хоронят 5 мая."
    funeral = day(text, "5 мая", "2026-05-05")
    assert only(text, [], funeral, published=date(2026, 5, 4)).moment == ""
    assert only(text, [], funeral, published=date(2026, 5, 6)).moment == "2026-05-05"


def test_what_is_planned_may_lie_ahead() -> None:
    text = "Завод построят 5 мая."
    card = only(text, [], day(text, "5 мая", "2027-05-05"), published=date(2026, 5, 4))
    assert (card.kind, card.moment) == ("investment", "2027-05-05")


def test_figures_are_those_that_tell_the_size() -> None:
    text = f"{EXPLOSION[:-1]}, погибли 5 человек, уголь стоит 20 долларов за тонну. Ранены 12."
    dead = fact(text, "5 человек", "people", unit="people", value=5.0, role="dead")
    price = fact(text, "20 долларов", "grade", unit="USD", value=20.0)
    hurt = fact(text, "12", "people", unit="people", value=12.0, role="injured")
    assert only(text, [], dead, price, hurt).figures == (dead, hurt)


def test_at_most_five_figures_are_kept_those_of_the_sentence_first() -> None:
    counts = " ".join(f"{number} человек" for number in range(11, 16))
    text = f"Было 99 человек. {EXPLOSION[:-1]} {counts}."
    facts = [
        fact(text, f"{number} человек", "people", unit="people", value=float(number))
        for number in (99, 11, 12, 13, 14, 15)
    ]
    assert only(text, [], *facts).figures == tuple(facts[1:])


def test_the_dead_count_wherever_the_news_tells_them() -> None:
    text = f"{EXPLOSION} Поднялись 240 человек. Штаб работает. Погибли двое, пятеро в больнице."
    up = fact(text, "240 человек", "people", unit="people", value=240.0)
    dead = fact(text, "двое", "people", unit="people", value=2.0, role="dead")
    hurt = fact(text, "пятеро", "people", unit="people", value=5.0, role="injured")
    assert only(text, [], up, dead, hurt).figures == (up, dead, hurt)


def test_figures_of_an_earlier_year_are_not_of_this_event() -> None:
    text = f"{EXPLOSION} В прошлом году здесь погибли 46 человек."
    old = fact(text, "46 человек", "people", unit="people", value=46.0, role="dead", moment="2025")
    assert only(text, [], old, published=date(2026, 5, 4)).figures == ()
    assert only(text, [], old).figures == (old,)


def test_a_figure_whose_role_is_of_another_kind_of_event_is_left_to_it() -> None:
    text = f"{EXPLOSION} Компания сократит 30 человек."
    cut = fact(text, "30 человек", "people", unit="people", value=30.0, role="laid off")
    accident, layoff = find_events(text, [], facts=(cut,))
    assert (accident.kind, accident.figures) == ("accident", ())
    assert (layoff.kind, layoff.figures) == ("layoff", (cut,))


def test_figures_of_a_sentence_about_a_year_long_gone_are_not_of_this_event() -> None:
    text = f"{EXPLOSION} В 1998 году здесь погибли 46 человек."
    old = fact(text, "46 человек", "people", unit="people", value=46.0, role="dead")
    assert only(text, [], old).figures == ()
