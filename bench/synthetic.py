"""Made-up articles for the growth of an archive: article ``n`` is the same in every process.

Words are drawn by Zipf's law from those of the labelled texts, with what recurs in the trade:
set phrases, closing paragraphs of a newsroom, weekly forms with other figures. Of a hundred
articles ten are copies of others with small edits, of each `RELEASE` a further `REPEATS`
repeat one press release, four are forms, and eight report an event together with another one.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

DATA: Final = Path(__file__).resolve().parents[1] / "tests" / "data"
END: Final = datetime(2026, 11, 1, tzinfo=UTC)
PER_DAY: Final = 200
SEEN_AFTER: Final = timedelta(minutes=15)
RELEASE: Final = 5000
REPEATS: Final = 120
SITES: Final = tuple(f"site{number:02}" for number in range(30))
LANGUAGES: Final = ("ru",) * 11 + ("kk",) * 6 + ("en",) * 3
_FORMS: Final = 40
_FORM_EVERY: Final = 25
_CUT: Final = 0.3
_PHRASES: Final = {
    "ru": (
        "сообщает пресс-служба акимата области",
        "передаёт корреспондент со ссылкой на пресс-службу компании",
        "об этом сообщили в департаменте по чрезвычайным ситуациям",
        "по данным министерства промышленности и строительства",
        "возбуждено уголовное дело по статье нарушение правил",
        "на брифинге в Службе центральных коммуникаций",
        "в рамках исполнения поручения главы государства",
        "ведётся досудебное расследование обстоятельства происшествия устанавливаются",
    ),
    "kk": (
        "деп хабарлайды облыс әкімдігінің баспасөз қызметі",
        "бұл туралы төтенше жағдайлар департаментінен хабарлады",
        "Өнеркәсіп және құрылыс министрлігінің мәліметінше",
        "Орталық коммуникациялар қызметінде өткен брифингте",
        "Мемлекет басшысының тапсырмасын орындау аясында",
        "сотқа дейінгі тергеп-тексеру басталды оқиғаның мән-жайы анықталуда",
    ),
    "en": (
        "the press service of the regional administration said",
        "according to the ministry of industry and construction",
        "told a briefing at the Central Communications Service",
        "a pre-trial investigation has been launched into the accident",
        "on the instructions of the head of state",
    ),
}


class Row(NamedTuple):
    """A labelled text."""

    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up article; ``copy_of`` is the number of its original, ``event`` what it reports."""

    number: int
    site: str
    language: str
    title: str
    text: str
    at: datetime
    copy_of: int | None
    event: int

    @property
    def url(self) -> str:
        """Its address, which is its identity."""
        return f"https://{self.site}.kz/news/{self.number}"


class Language(NamedTuple):
    """Words and phrases with the sums of their frequencies, the most frequent first."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    phrases: tuple[str, ...]
    phrase_weights: tuple[float, ...]


@cache
def labelled() -> tuple[Row, ...]:
    """Titles and texts of the labelled sets that have whole reports."""
    paths = [*sorted((DATA / "unseen").glob("*.jsonl")), *(DATA / "stories").glob("*.jsonl")]
    rows = (json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines())
    return tuple(Row(row["language"], row["title"], row["text"]) for row in rows)


@cache
def language(name: str) -> Language:
    """The words of a language by frequency, and the phrases that recur in it."""
    texts = [row.text.split() for row in labelled() if row.language == name]
    counted = Counter(word.strip('«»"“”().,:;!?—–-').lower() for text in texts for word in text)
    words = [word for word, _ in counted.most_common() if word.isalpha()]
    draw = random.Random(name)
    runs = [" ".join(text[at : at + 5]) for text in texts for at in range(0, len(text) - 5, 3)]
    phrases = (*_PHRASES[name], *draw.sample(runs, min(2000, len(runs))))
    return Language(
        tuple(words),
        tuple(accumulate(1 / (rank + 2.7) for rank in range(len(words)))),
        phrases,
        tuple(accumulate(1 / (rank + 2.0) for rank in range(len(phrases)))),
    )


def begin(count: int) -> datetime:
    """When the first of so many articles is published."""
    return END - timedelta(days=count / PER_DAY)


def made(number: int, count: int) -> Made:
    """Article ``number`` of an archive of ``count``."""
    draw = random.Random(f"article {number}")
    site = SITES[draw.randrange(len(SITES))]
    at = begin(count) + timedelta(days=number / PER_DAY, seconds=draw.randrange(1800))
    original = original_of(number)
    if original is not None:
        first = made(original, count)
        title, text = edited(first.title, first.text, draw)
        at = max(at, first.at + timedelta(minutes=5))
        return Made(number, site, first.language, title, text, at, original, first.event)
    told = LANGUAGES[draw.randrange(len(LANGUAGES))]
    is_form = number % _FORM_EVERY == 7
    title, text = form(number // _FORM_EVERY % _FORMS, draw) if is_form else prose(told, site, draw)
    told = "ru" if is_form else told
    # eight of a hundred report the event of the article eight before them
    is_second = number % 25 in (12, 18) and original_of(number - 8) is None
    event = number - 8 if is_second else number
    return Made(number, site, told, title, text, at.replace(microsecond=0), None, event)


def original_of(number: int) -> int | None:
    """The number of the article that an article copies; None where it is its own."""
    place = number % RELEASE
    if 0 < place <= 5 * REPEATS and place % 5 == 0:
        return number - place
    if number % 10 == 3 and number > 10:
        return number - 2 if number % 20 == 3 else number - 9
    return None


def edited(title: str, text: str, draw: random.Random) -> tuple[str, str]:
    """A copy with small edits: as it was, cut, with an added paragraph or some other words."""
    paragraphs = text.split("\n\n")
    way = draw.randrange(4)
    if way == 1 and len(paragraphs) > 3:
        paragraphs = paragraphs[: -max(1, int(len(paragraphs) * _CUT))]
    if way == 2:
        paragraphs = [*paragraphs, sentence("ru", draw)]
    if way == 3:
        words = [
            f"{word[:-1]}а" if draw.random() < 0.05 and word.isalpha() else word
            for word in text.split(" ")
        ]
        return title, " ".join(words)
    return title, "\n\n".join(paragraphs)


def prose(told: str, site: str, draw: random.Random) -> tuple[str, str]:
    """Title and text of an article of 150 to 400 words."""
    length, paragraphs = draw.randint(150, 400), []
    size = 0
    while size < length:
        paragraph = " ".join(sentence(told, draw) for _ in range(draw.randint(1, 3)))
        paragraphs.append(paragraph)
        size += paragraph.count(" ") + 1
    if draw.random() < 0.3:
        closing = random.Random(f"closing {site} {told}")
        paragraphs.append(" ".join(sentence(told, closing) for _ in range(2)))
    return headline(told, draw), "\n\n".join(paragraphs)


def headline(told: str, draw: random.Random) -> str:
    """Five to nine words."""
    held = language(told)
    words = draw.choices(held.words, cum_weights=held.weights, k=draw.randint(5, 9))
    return " ".join(words).capitalize()


def sentence(told: str, draw: random.Random) -> str:
    """8 to 20 words, of which some are figures, and often a phrase of the trade."""
    held = language(told)
    words = draw.choices(held.words, cum_weights=held.weights, k=draw.randint(8, 20))
    for at in range(len(words)):
        if draw.random() < 0.05:
            words[at] = str(draw.randint(2, 3000))
    if draw.random() < 0.3:
        [phrase] = draw.choices(held.phrases, cum_weights=held.phrase_weights)
        words.insert(draw.randrange(len(words)), phrase)
    return f"{' '.join(words).capitalize()}."


def form(number: int, draw: random.Random) -> tuple[str, str]:
    """A form that a newsroom fills in each week with other figures and dates."""
    fixed = random.Random(f"form {number}")
    lines = [sentence("ru", fixed).split() for _ in range(14)]
    for line in lines:
        line[len(line) // 2] = str(draw.randint(2, 3000))
    day = f"{draw.randint(1, 28)} {draw.choice(('января', 'марта', 'июня', 'октября'))}"
    title = f"{headline('ru', fixed)} на {day}"
    return title, "\n\n".join(f"На {day} {' '.join(line)}" for line in lines)
