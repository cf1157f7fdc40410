"""Time and quality of facts on the labelled texts of the tests.

Run from the project folder: `python bench/facts.py`.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.figures.facts import find_facts
from tests.factlabels import (
    LANGUAGES,
    Labelled,
    labelled,
    news,
    score_dates,
    score_facts,
    score_roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scores import Score

SIZE = 3_000
ROUNDS = 25
PUBLISHED = date(2025, 3, 14)
PEOPLE_AND_MONEY = frozenset({"money", "people"})
# of an article: paragraphs without a figure stand between those with some
PLAIN = {
    "en": "The company runs the mine, the plant and the power station, and most families of the "
    "town have somebody on its payroll. Residents say that the roads and the school need repair.",
    "kk": "Компания кенішті, зауытты және жылу орталығын ұстап отыр, қаладағы отбасылардың көбі "
    "соған қарап отыр. Тұрғындар жолдар мен мектепті жөндеу керек дейді.",
    "ru": "Компания держит рудник, завод и теплоцентраль, и у большинства семей города кто-то "
    "работает на ней. Жители говорят, что дороги и школа требуют ремонта.",
}


def main() -> None:
    """Print milliseconds of processor time for 3 kB of text, then the scores."""
    for language in LANGUAGES:
        for name, mixed in (("article", True), ("figures alone", False)):
            text = _text(language, mixed=mixed)
            count = len(find_facts(text, language=language, published=PUBLISHED))
            print(f"{language} {name}: {_cost(language, text):.2f} ms for 3 kB, {count} facts")
    for part in ("fit", "check"):
        for name, read in (("short", labelled), ("news", news)):
            for language in LANGUAGES:
                print(_scores(part, name, language, read))


def _text(language: str, *, mixed: bool) -> str:
    """Whole labelled texts of a language, up to 3 kB in UTF-8."""
    chosen: list[str] = []
    for example in news("fit") + news("check"):
        if example.language == language and len("\n\n".join(chosen).encode()) < SIZE:
            chosen += [example.text, PLAIN[language]] if mixed else [example.text]
    return "\n\n".join(chosen)


def _cost(language: str, text: str) -> float:
    """The median of several rounds, in milliseconds scaled to 3 kB."""
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        find_facts(text, language=language, published=PUBLISHED)
        times.append(time.process_time() - start)
    return median(times) * 1e3 * SIZE / len(text.encode())


def _scores(part: str, name: str, language: str, read: Callable[[str], list[Labelled]]) -> str:
    chosen = [example for example in read(part) if example.language == language]
    told = {
        "facts": score_facts(chosen),
        "money and people": score_facts(chosen, PEOPLE_AND_MONEY),
        "roles": score_roles(chosen),
    }
    if name == "news":
        told["dates"] = score_dates(chosen)
    figures = ", ".join(f"{what} {_shown(score)}" for what, score in told.items())
    return f"{part} {name} {language}: {len(chosen)} texts, {figures}"


def _shown(score: Score) -> str:
    return f"P {score.precision:.3f} R {score.recall:.3f} of {score.gold}"


if __name__ == "__main__":
    main()
