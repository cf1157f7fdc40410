"""What it costs to look for the lines that recur over the articles of a source.

Run: python -m bench.recurrence
"""

from __future__ import annotations

import time

from pipelines.boilerplate.recurrence import recurring_lines
from tests.newsroom import sample

ARTICLES = (100, 200, 400)
PARAGRAPHS = 30
ROUNDS = 5


def main() -> None:
    """Print the CPU seconds by number of articles, best of some rounds, and what was found."""
    for count in ARTICLES:
        samples = [
            sample(
                number,
                own=PARAGRAPHS,
                words=30,
                language=("ru", "kk", "en")[number % 3],
                middle=["Advertisment"],
                tail=["Подписывайтесь на наш канал!", "Все новости"],
            )
            for number in range(count)
        ]
        seconds = []
        for _ in range(ROUNDS):
            started = time.process_time()
            found = recurring_lines(samples)
            seconds.append(time.process_time() - started)
        letters = sum(len(line) for one in samples for line in one.paragraphs) / count
        sure = sum(line.is_sure for line in found)
        print(
            f"{count} articles of {PARAGRAPHS} paragraphs, {letters:,.0f} letters each: "
            f"{min(seconds):.3f} s CPU, {len(found)} lines recur, {sure} sure"
        )


if __name__ == "__main__":
    main()
