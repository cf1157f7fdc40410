"""How well an ingested archive holds its pages: ``python bench/stored.py ARCHIVE GROUND_TRUTH``.

ARCHIVE was made by ``kenwatch ingest --all-topics PAGES``; GROUND_TRUTH is as for
``bench/extraction.py``, and so are the figures: a page that was not stored counts as empty.
Without arguments nothing is measured: the pages with gold texts do not come with kenwatch.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.extraction import means, score

_WITH_ARGUMENTS = 3


def stored(archive: Path) -> dict[str, str]:
    """File name without ``.html.gz`` → the text that was stored of it, copies included."""
    connection = sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT p.url, coalesce(c.text, a.text) FROM page p JOIN article a ON a.id = p.article_id"
        " LEFT JOIN copy c ON c.article_id = a.id AND c.url = p.url"
    ).fetchall()
    connection.close()
    return {url.rsplit("/", 1)[-1].removesuffix(".html.gz"): text for url, text in rows}


def main() -> None:
    """Measure and print one line."""
    if len(sys.argv) != _WITH_ARGUMENTS:
        print("give ARCHIVE and GROUND_TRUTH; see the head of this file")
        return
    texts = stored(Path(sys.argv[1]))
    gold = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    scores = [score(texts.get(key, ""), entry["articleBody"]) for key, entry in gold.items()]
    precision, recall, f1, exact = means(scores)
    found = sum(key in texts for key in gold)
    print(
        f"{found} of {len(gold)} pages stored; 4-grams P {precision:.4f} R {recall:.4f}"
        f" F1 {f1:.4f}, exact {exact:.3f}"
    )


if __name__ == "__main__":
    main()
