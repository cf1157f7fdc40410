"""Time and quality of quotations on the labelled texts of the tests.

Run from the project folder: `python bench/quotes.py`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.quotes.quotations import find_quotations
from tests.quotelabels import LANGUAGES, labelled, score

SIZE = 3_000
ROUNDS = 25
# plain sentences for each told one, by which 3 kB hold about three quotations
PLAINER = {"kk": 8, "ru": 8, "en": 28}
PLAIN = {
    "kk": "Биыл зауыт екі мың тонна мыс қорытты. Кеніште үш жаңа экскаватор жұмыс істейді.",
    "ru": "За год завод выплавил две тысячи тонн меди. На руднике работают три экскаватора.",
    "en": "The plant smelted two thousand tonnes of copper. Three shovels work in the pit.",
}


def main() -> None:
    """Print milliseconds of processor time for 3 kB of text, then the scores."""
    for language in LANGUAGES:
        dense = _text(language, plain=0)
        print(f"{language}: {_cost(dense):.2f} ms for 3 kB of nothing but quotations")
        for plain in (2, PLAINER[language]):
            text = _text(language, plain=plain)
            found = len(find_quotations(text, (), language=language))
            print(f"    {_cost(text):.2f} ms for 3 kB with {found} quotations")
    for part in ("fit", "check"):
        for language in LANGUAGES:
            chosen = [x for x in labelled(part) if x.language == language]
            told = score(chosen)
            print(
                f"{part} {language}: {len(chosen)} texts, P {told.precision:.3f}"
                f" R {told.recall:.3f} of {told.gold}"
            )


def _text(language: str, *, plain: int) -> str:
    """Whole labelled texts up to 3 kB in UTF-8, each with some plain sentences behind it."""
    chosen: list[str] = []
    for example in labelled("check") + labelled("fit"):
        if example.language == language and len("\n\n".join(chosen).encode()) < SIZE:
            chosen += [example.text, *[PLAIN[language]] * plain]
    return "\n\n".join(chosen)


def _cost(text: str) -> float:
    """The best of several rounds, in milliseconds scaled to 3 kB."""
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        find_quotations(text, ())
        times.append(time.process_time() - start)
    return min(times) * 1e3 * SIZE / len(text.encode())


if __name__ == "__main__":
    main()
