"""``python -m samples.gallery``: docs/questions.md, the questions with their answers.

The answers are those of the archive that a crawl of the sample sites leaves, and of what
becomes of them after (``samples.aftermath``).
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desk.questions import load
from samples.aftermath import go_on
from samples.server import SampleServer
from samples.sources import write_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.questions import Question

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "questions.md"
_WIDEST: Final = 90
_TOPICS: Final = {
    "events": "What happened",
    "towns": "Towns",
    "companies": "Companies and mines",
    "figures": "Figures",
    "stories": "Stories",
    "edits": "Edits and removals",
    "people": "People",
    "volume": "How much is written",
    "sources": "Sources",
    "archive": "The archive itself",
    "search": "Search",
}
_HEAD: Final = """# Questions to ask the archive

<!-- Written by `make docs` from desk/questions.toml: change that. -->

{count} questions, each with SQL that works in plain `sqlite3`, `sqlite-utils`, Datasette and every
other program that reads SQLite (3.38 or newer), and with the answer of a sample archive: that of
`make demo` a little later, when a newsroom has changed figures, a page was taken away and a source
fell silent. [schema.md](schema.md) tells what the tables and views hold. Put your own town, company
or words in the place of those in quotes:

```sh
sqlite3 -box demo/kenwatch.db "SELECT day, event, quote FROM event_log WHERE town = 'Ridder'"
.venv/bin/sqlite-utils query --table demo/kenwatch.db "SELECT * FROM who_said LIMIT 3"
```

“The last year” and “the last month” end with the newest article of the archive. Names are English;
each town, company and mine has its Kazakh and Russian one too (`entity.name_kk`, `name_ru`).
"""


def answered(path: Path, questions: Iterable[Question]) -> str:
    """The whole page, with the answers of the archive at ``path``."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    asked = list(questions)
    parts = [_HEAD.format(count=len(asked))]
    for topic, some in groupby(asked, key=lambda one: one.topic):
        parts.append(f"## {_TOPICS[topic]}\n")
        parts += [_section(db, one) for one in some]
    db.close()
    return "\n".join(parts)


def _section(db: sqlite3.Connection, question: Question) -> str:
    cursor = db.execute(question.written())
    names = [one[0] for one in cursor.description]
    title = question.title
    return (
        f"### {title['en']}\n\n{title['ru']}<br>{title['kk']}\n\n"
        f"```sql\n{question.written()};\n```\n\n{table(names, cursor.fetchall())}\n"
    )


def table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Rows as a Markdown table; a sentence where there are none."""
    if not rows:
        return "*No rows: the sample archive has nothing of the kind.*\n"
    lines = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    """A value on one line, a long one cut; what would be markup is shown as it is."""
    if value is None:
        return ""
    text = f"{value:,.0f}".replace(",", " ") if _is_whole(value) else " ".join(str(value).split())
    text = f"{text[: _WIDEST - 1]}…" if len(text) > _WIDEST else text
    return "".join(f"\\{letter}" if letter in "|*_<`[" else letter for letter in text)


def _is_whole(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()


def sample_archive(folder: Path) -> Path:
    """Crawl the sample sites into a new archive and let things happen; its path."""
    path, sources = folder / "kenwatch.db", folder / "sources"
    with SampleServer() as server:
        known = write_sources(sources, server.port)
        words = ("crawl", "--no-progress", "--db", str(path), "--sources-dir", str(sources))
        subprocess.run([sys.executable, "-m", "desk", *words], check=True)  # noqa: S603 - our own command
        go_on(path, known, server.port)
    return path


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(answered(sample_archive(Path(folder)), load()), encoding="utf-8")
    print(f"wrote {PAGE}")  # noqa: T201 - a program of its own


if __name__ == "__main__":
    main()
