from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.boilerplate.evidence import Corpus, Gap, Line, place_of
from pipelines.boilerplate.traits import traits
from tests.newsroom import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.boilerplate.distinct import Sample


def corpus(samples: Sequence[Sample], *keys: str) -> Corpus:
    rows = [[paragraph.casefold() for paragraph in one.paragraphs] for one in samples]
    lines = {key: Line(key, key, traits(key)) for key in keys}
    for at, row in enumerate(rows):
        for position, key in enumerate(row):
            if key in lines:
                lines[key].add(at, position, at)
    return Corpus(samples, rows, range(len(samples)), lines, frozenset())


def test_gaps_count_the_lines_of_the_article_alone() -> None:
    one = sample(1, own=4, middle=["а"], tail=["ә", "Айгүл Сейіт"])
    found = corpus([one], "а", "ә")
    assert found.gaps([]) == {"а": [Gap(2, 3)], "ә": [Gap(5, 0)]}
    assert found.gaps(["ә"])["а"] == [Gap(2, 2)]
    assert found.gaps(["а", "ә"])["ә"] == [Gap(4, 0)]


def test_places_are_told_by_long_articles_where_there_are_some() -> None:
    line = Line("а", "а", traits("а"))
    assert place_of(line, [Gap(0, 2), Gap(1, 1)]) == "within"
    assert place_of(line, [Gap(0, 2), *[Gap(9, 0)] * 3]) == "tail"
    assert place_of(line, [Gap(0, 9)] * 3) == "head"
    assert place_of(line, [Gap(9, 0), Gap(5, 5), Gap(0, 9)]) == "within"
    assert place_of(Line("а.", "А.", traits("А.")), [Gap(1, 1)]) == "tail"


def test_two_words_that_most_titles_share_are_one_subject() -> None:
    titles = ["Взрыв на шахте Костенко", "Шахта Костенко: что известно", "Семьи шахты Костенко"]
    alike = corpus([sample(n, title=title, tail=["а"]) for n, title in enumerate(titles)], "а")
    assert not alike.subjects_differ(alike.lines["а"])
    other = corpus([sample(n, tail=["а"]) for n in range(3)], "а")
    assert other.subjects_differ(other.lines["а"])


def test_a_line_is_kin_to_articles_that_use_its_words() -> None:
    own = "Комиссия назвала причины взрыва в забое."
    line = "причины взрыва назвала комиссия."
    found = corpus([sample(n, head=[own], tail=[line]) for n in range(3)], line)
    assert found.is_kin(found.lines[line])
    strange = corpus([sample(n, tail=[line, "на"]) for n in range(3)], line, "на")
    assert not strange.is_kin(strange.lines[line])
    # a line without a longer word tells nothing
    assert not strange.is_kin(strange.lines["на"])


def test_chains_are_runs_that_nearly_always_stand_in_this_order() -> None:
    found = corpus([sample(n, tail=["а", "ә", "б"]) for n in range(4)], "а", "ә", "б")
    assert found.chains(["а", "ә", "б"]) == [["а", "ә", "б"]]
    mixed = corpus([sample(n, tail=["а", "ә"][:: n % 2 * 2 - 1]) for n in range(4)], "а", "ә")
    assert mixed.chains(["а", "ә"]) == [["а"], ["ә"]]
