"""The feed command: filters, rules, forms, and the list of own feeds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from crawler.verdict import Exit
from desk.cli import cli
from tests.desk_archive import build, empty

if TYPE_CHECKING:
    from pathlib import Path

NS = {"a": "http://www.w3.org/2005/Atom"}
RULES = """
[[rules]]
name = "mining-in-russian"
topics = ["mining"]
languages = ["ru"]

[[digests]]
name = "morning"
"""


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("atom") / "kenwatch.db")


@pytest.fixture(name="config")
def _config(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


def kenwatch(db: Path, *words: str, config: Path | None = None) -> Result:
    first = ["--config", str(config)] if config else []
    return CliRunner().invoke(
        cli, [*first, "feed", "--db", str(db), *words], catch_exceptions=False
    )


def texts(feed: bytes, path: str) -> list[str]:
    found = etree.fromstring(feed).xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [str(getattr(item, "text", item)) for item in found]


def test_the_command_writes_the_newest_first_and_obeys_filters(db: Path) -> None:
    feed = kenwatch(db, "--topic", "mining", "--limit", "2").stdout.encode()
    assert texts(feed, "//a:entry/a:link/@href") == [
        "https://news.example/5",
        "https://news.example/1",
    ]
    assert texts(feed, "/a:feed/a:title") == ["kenwatch: mining"]


def test_the_command_answers_a_search_newest_first(db: Path) -> None:
    feed = kenwatch(db, "--words", "караганды", "--title", "Караганда", "--self-url", "https://f/x")
    hrefs = texts(feed.stdout.encode(), "//a:entry/a:link/@href")
    assert hrefs == [f"https://news.example/{number}" for number in (1, 2, 4)]
    assert texts(feed.stdout.encode(), "/a:feed/a:link/@href") == ["https://f/x"]
    assert kenwatch(db, "--words", "-").exit_code == Exit.USAGE


def test_two_questions_are_two_feeds(db: Path) -> None:
    first, second = (
        texts(kenwatch(db, *words).stdout.encode(), "/a:feed/a:id")
        for words in (("--town", "Ridder"), ("--topic", "mining"))
    )
    assert first != second


def test_the_command_writes_a_file(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "feed.xml"
    assert kenwatch(db, "--out", str(target)).stdout == ""
    assert len(texts(target.read_bytes(), "//a:entry")) == 5


def test_an_empty_archive_gives_an_empty_feed(tmp_path: Path) -> None:
    feed = kenwatch(empty(tmp_path / "e.db")).stdout.encode()
    assert texts(feed, "//a:entry") == []


def test_a_json_feed_holds_the_same_entries_as_the_atom_feed(db: Path) -> None:
    told = json.loads(kenwatch(db, "--form", "json", "--topic", "mining").stdout)
    feed = kenwatch(db, "--topic", "mining").stdout.encode()
    assert [item["id"] for item in told["items"]] == texts(feed, "//a:entry/a:id")
    assert [item["url"] for item in told["items"]] == texts(feed, "//a:entry/a:link/@href")


def test_the_feed_of_a_rule_holds_what_the_rule_is_about(db: Path, config: Path) -> None:
    feed = kenwatch(db, "--rule", "mining-in-russian", config=config).stdout.encode()
    languages = set(texts(feed, "//a:entry/a:title/@xml:lang"))
    assert languages == {"ru"}
    assert texts(feed, "/a:feed/a:title") == ["kenwatch: mining-in-russian"]


def test_a_rule_that_is_not_there_is_told_with_names_that_come_near(db: Path, config: Path) -> None:
    answer = kenwatch(db, "--rule", "mornin", config=config)
    assert answer.exit_code == Exit.USAGE
    assert "did you mean morning?" in answer.stderr


def test_a_rule_and_filters_are_two_questions(db: Path, config: Path) -> None:
    answer = kenwatch(db, "--rule", "morning", "--topic", "mining", config=config)
    assert answer.exit_code == Exit.USAGE


def test_the_list_names_the_feed_of_every_rule_and_digest(db: Path, config: Path) -> None:
    told = kenwatch(db, "--opml", "--base", "https://k.example/", config=config).stdout.encode()
    addresses = texts(told, "//outline/@xmlUrl")
    assert addresses[0] == "https://k.example/feeds/latest.atom"
    assert addresses[-2:] == [
        "https://k.example/feeds/rules/mining-in-russian.atom",
        "https://k.example/feeds/rules/morning.atom",
    ]
