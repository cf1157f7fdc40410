"""What the fork server loads before it makes workers."""

from __future__ import annotations

from pipelines.model import Article
from pipelines.workerwarmth import warm


def test_each_page_is_read_and_judged_to_its_end() -> None:
    read = [result for result in warm() if isinstance(result, Article)]
    assert [article.draft.language for article in read] == ["kk", "ru", "en"]
    # names, figures, events and quotations were all looked for, and found
    assert all(article.judgement.mentions for article in read)
    assert all(article.judgement.facts for article in read)
