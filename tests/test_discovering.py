"""The command discover: its records, its inputs, its exit codes."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import discovery
from crawler.items import Discovery
from crawler.verdict import Exit
from desk import hubfiles
from desk.cli import cli
from desk.discoveries import record
from desk.discovering import HubReader
from tests.running import ROOT
from tests.sources_folder import folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.items import HubKind

HUBS = ROOT / "tests" / "data" / "hubs"
RSS = """<rss version="2.0"><channel><link>https://dala.kz/</link>
<item><title>Рудный: шахта</title><link>https://dala.kz/1</link>
<pubDate>Fri, 20 Nov 2026 10:15:00 +0500</pubDate></item>
<item><link>https://elsewhere.org/2</link></item><item><title>no link</title></item>
<item><link>/3</link></item></channel></rss>"""
FIELDS = ["path", "base", "kind", "source", "bytes", "problem", "candidates", "skipped", "hubs"]
CANDIDATE = [
    "url", "canonical_url", "title", "published_at", "modified_at", "language", "via", "editions",
]  # fmt: skip


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    return folder(tmp_path / "sources")


@pytest.fixture(name="discover")
def _discover(place: Path) -> Callable[..., Result]:
    def call(*words: str | Path, stdin: bytes | None = None) -> Result:
        env = {"KENWATCH_SOURCES": str(place), "COLUMNS": "80"}
        arguments = ["discover", *map(str, words)]
        return CliRunner().invoke(cli, arguments, env=env, input=stdin, catch_exceptions=False)

    return call


def records(result: Result, code: int = Exit.OK) -> list[dict[str, Any]]:
    assert result.exit_code == code, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def saved(tmp_path: Path, content: str | bytes = RSS, name: str = "rss.xml") -> Path:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_a_record_has_its_documented_fields(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    (record,) = records(discover("--json", "--base", "https://dala.kz/rss", saved(tmp_path)))
    assert list(record) == FIELDS
    assert (record["kind"], record["source"], record["problem"]) == ("feed", None, None)
    assert record["bytes"] == len(RSS.encode())
    first, second, third = record["candidates"]
    assert list(first) == CANDIDATE
    assert (first["title"], first["published_at"]) == ("Рудный: шахта", "2026-11-20T05:15:00+00:00")
    assert second["url"] == "https://elsewhere.org/2"
    assert third["canonical_url"] == "https://dala.kz/3"
    assert len(record["skipped"]) == 1


def test_the_record_is_the_one_that_the_page_describes(
    discover: Callable[..., Result],
) -> None:
    page = (ROOT / "docs" / "discover.md").read_text("utf-8")
    for name in (*FIELDS, *CANDIDATE, "entry", "reason"):
        assert f"`{name}`" in page
    for option in ("--base", "--kind", "--source", "--since", "--at", "--jsonl", "--json"):
        assert option in page
        assert option in discover("--help").stdout


EXAMPLES = (ROOT / "docs" / "discover.md").read_text("utf-8").split("```sh\n")[1].split("```")[0]


@pytest.mark.parametrize("example", EXAMPLES.splitlines())
def test_the_examples_of_the_page_run(
    discover: Callable[..., Result], example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words, stdin = shlex.split(example), None
    if "|" in words:
        stdin, words = words[1].encode(), words[words.index("|") + 1 :]
    if "<" in words:
        stdin, words = Path(words[-1]).read_bytes(), words[: words.index("<")]
    assert words[:2] == ["kenwatch", "discover"]
    result = discover(*words[2:], stdin=stdin)
    assert (result.exit_code, result.stderr) == (Exit.OK, "")
    assert "https://x.kz/" in result.stdout


def test_without_a_base_the_bytes_tell_it(discover: Callable[..., Result], tmp_path: Path) -> None:
    (record,) = records(discover("--json", saved(tmp_path)))
    assert record["base"] == "https://dala.kz/"
    assert len(record["candidates"]) == 3
    (lost,) = records(discover("--json", HUBS / "section.html"))
    assert lost["base"] == "https://unknown.invalid/"
    assert len(lost["candidates"]) == 4


def test_a_base_may_lack_its_scheme(discover: Callable[..., Result], tmp_path: Path) -> None:
    (record,) = records(discover("--json", "--base", "dala.kz/news", saved(tmp_path)))
    assert record["base"] == "https://dala.kz/news"


def test_hosts_that_stand_written_in_utf_16_are_in_scope_too(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    (record,) = records(discover("--json", saved(tmp_path, RSS.encode("utf-16"))))
    assert len(record["candidates"]) == 3


def test_links_on_a_host_of_another_alphabet_are_in_scope(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    feed = RSS.replace("https://elsewhere.org", "//қазақ.kz").replace("/3", "https:////дала.kz/3")
    (record,) = records(discover("--json", saved(tmp_path, feed)))
    assert len(record["candidates"]) >= 2
    assert not any("host" in one["reason"] for one in record["skipped"])


def test_a_section_page_is_read_within_its_site(discover: Callable[..., Result]) -> None:
    (record,) = records(discover("--json", "--base", "https://x.kz/news/", HUBS / "section.html"))
    assert record["kind"] == "listing"
    assert {one["via"] for one in record["candidates"]} == {"listing"}
    assert any("t.me" in one["entry"] for one in record["skipped"])
    assert {"feed", "listing"} == {hub["kind"] for hub in record["hubs"]}


def test_a_configured_source_lends_its_patterns(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    listed = "".join(
        f"<url><loc>https://rudny_news.kz{path}</loc></url>"
        for path in ("/news/1", "/news/2", "/about-us")
    )
    file = saved(tmp_path, f"<urlset>{listed}</urlset>", "sitemap.xml")
    (by_base,) = records(discover("--json", "--base", "https://rudny_news.kz/", file))
    (by_name,) = records(
        discover("--json", "--source", "rudny_news", "--base", "https://rudny_news.kz/", file)
    )
    assert by_base == by_name
    assert by_base["source"] == "rudny_news"
    assert [one["url"][-6:] for one in by_base["candidates"]] == ["news/1", "news/2"]
    assert "article_url_re" in by_base["skipped"][0]["reason"]


def test_a_source_that_the_base_tells_never_costs_what_its_own_domain_names(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    feed = "".join(f"<item><link>https://kaz.oblast.kz/{n}</link></item>" for n in range(3))
    call = ("--json", "--base", "https://oblast.kz/rss", saved(tmp_path, f"<rss>{feed}</rss>"))
    (by_base,) = records(discover(*call))
    assert (by_base["source"], len(by_base["candidates"])) == ("oblast", 3)
    (by_name,) = records(discover("--source", "oblast", *call))
    assert [one["reason"] for one in by_name["skipped"]] == [
        "host kaz.oblast.kz is not one of the source's"
    ] * 3
    odd = saved(tmp_path, "<rss><item><link>//қазақ.kz/1</link></item></rss>", "odd.xml")
    (wide,) = records(discover("--json", "--base", "https://oblast.kz/rss", odd))
    assert len(wide["candidates"]) == 1


def test_a_sitemap_of_a_thousand_hosts_names_them_all(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    listed = "".join(f"<url><loc>https://h{n}.kz/{n}</loc></url>" for n in range(1000))
    file = saved(tmp_path, f"<urlset>{listed}</urlset>", "sitemap.xml")
    (record,) = records(discover("--json", "--base", "https://x.kz/sitemap.xml", file))
    assert (len(record["candidates"]), record["skipped"]) == (1000, [])


def test_a_directory_gives_a_line_a_file_in_sorted_order(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    saved(tmp_path / "in", name="b.xml")
    saved(tmp_path / "in", gzip.compress(RSS.encode()), name="a.xml.gz")
    saved(tmp_path / "in" / "deep", b"", name="c.xml")
    found = records(discover("--json", tmp_path / "in"))
    assert [Path(one["path"]).name for one in found] == ["a.xml.gz", "b.xml", "c.xml"]
    assert found[0]["candidates"] == found[1]["candidates"]
    assert found[2]["problem"]


def test_standard_input_is_read(discover: Callable[..., Result]) -> None:
    (record,) = records(discover("--json", "-", stdin=RSS.encode()))
    assert (record["path"], len(record["candidates"])) == ("-", 3)


def test_a_list_names_files_with_what_is_known_of_each(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    file = saved(tmp_path)
    lines = [
        str(file),
        " ",
        json.dumps(str(file)),
        json.dumps({"path": "rss.xml", "base": "https://a.kz/x"}),
        json.dumps({"file": str(file), "url": "b.kz", "kind": "feed"}),
        json.dumps({"path": str(file), "base_url": "https://c.kz/", "source": "oblast"}),
    ]
    listing = saved(tmp_path, "\n".join(lines), "list.jsonl")
    found = records(discover("--json", "--base", "https://z.kz/", "--jsonl", listing))
    assert [one["base"] for one in found] == [
        "https://z.kz/", "https://z.kz/", "https://a.kz/x", "https://b.kz/", "https://c.kz/",
    ]  # fmt: skip
    assert found[4]["source"] == "oblast"
    over_stdin = records(discover("--json", "--jsonl", "-", stdin=str(file).encode()))
    assert over_stdin[0]["path"] == str(file)


def test_a_wrong_line_costs_no_other_line_its_answer(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    file = str(saved(tmp_path))
    lines: list[object] = [
        {"base": "https://a.kz/"}, {"path": "no\x00file"},
        {"path": str(tmp_path / "missing")}, {"path": file},
    ]  # fmt: skip
    text = "{broken\n" + "\n".join(map(json.dumps, lines))
    found = records(discover("--json", "--jsonl", saved(tmp_path, text, "l.jsonl")), Exit.ERROR)
    problems = [one["problem"] for one in found]
    for words, problem in zip(
        ("no JSON", 'names no "path"', "no such file", "no such file", None), problems, strict=True,
    ):  # fmt: skip
        assert (words in problem) if words else problem is None
    assert [one["bytes"] is None for one in found] == [True] * 4 + [False]


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ({"kind": "podcast"}, "podcast"),
        ({"kind": ["feed"], "base": "a.kz"}, None),
        ({"base": "javascript:x"}, "javascript:x"),
        ({"base": "file:///tmp/rss.xml"}, "file:///tmp/rss.xml"),
        ({"base": "tag:a.kz,2026:1"}, "tag:a.kz,2026:1"),
        ({"source": "nobody"}, "nobody"),
    ],
)
def test_a_wrong_hint_is_told_and_costs_no_file_its_answer(
    discover: Callable[..., Result], tmp_path: Path, hint: dict[str, object], told: str | None
) -> None:
    line = json.dumps({"path": str(saved(tmp_path)), **hint})
    (record,) = records(discover("--json", "--jsonl", "-", stdin=line.encode()))
    assert (len(record["candidates"]), record["problem"]) == (3, None)
    notes = [one["entry"] for one in record["skipped"] if "not used as" in one["reason"]]
    assert notes == ([told] if told else [])


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("rss", "feed"), ("Feed", "feed"), ("ATOM", "feed"), ("rdf", "feed"), ("json", "feed"),
        ("html", "listing"), ("page", "listing"), ("Home", "listing"), ("section", "listing"),
        ("robots.txt", "robots"), ("sitemap", "sitemap"), ("sitemap-index", "sitemap"),
        ("podcast", None), ("", None),
    ],
)  # fmt: skip
def test_kinds_have_the_names_that_people_give_them(word: str, kind: str | None) -> None:
    assert hubfiles.kind_called(word) == kind


def test_a_base_may_begin_with_two_slashes(discover: Callable[..., Result], tmp_path: Path) -> None:
    (record,) = records(discover("--json", "--base", "//dala.kz/a", saved(tmp_path)))
    assert record["base"] == "https://dala.kz/a"


def test_the_path_in_a_record_is_the_one_in_the_list(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    saved(tmp_path / "deep")
    listing = saved(tmp_path, '{"path": "deep/rss.xml"}\ndeep\n', "list.jsonl")
    found = records(discover("--json", "--jsonl", listing))
    assert [one["path"] for one in found] == ["deep/rss.xml", "deep/rss.xml"]
    assert all(one["candidates"] for one in found)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_line_of_the_list_ends_at_a_line_feed_only(
    discover: Callable[..., Result], tmp_path: Path, mark: str
) -> None:
    file = saved(tmp_path, name=f"a{mark}b.xml")
    lines = f"{file}\r\n{file}\n"
    found = records(discover("--json", "--jsonl", saved(tmp_path, lines, "l.jsonl")))
    assert [one["path"] for one in found] == [str(file)] * 2


def test_an_empty_file_holds_nothing_and_is_read(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    result = discover(saved(tmp_path, b""))
    assert result.exit_code == Exit.OK
    assert "Nothing in it: is empty" in result.stdout


def test_reasons_speak_of_a_source_only_where_one_is_used(
    discover: Callable[..., Result],
) -> None:
    (bare,) = records(discover("--json", "--base", "https://x.kz/news/", HUBS / "section.html"))
    assert "host t.me is not of this site" in {one["reason"] for one in bare["skipped"]}
    assert not any("source" in one["reason"] for one in bare["skipped"])


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    for number in range(40):
        saved(tmp_path, RSS.replace("/3", f"/{'x' * 1000}"), f"{number}.xml")
    command = f"{sys.executable} -m desk discover {tmp_path} | head -1; echo ${{PIPESTATUS[0]}}"
    bash = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=True)
    assert bash.stdout.split()[-1] == b"0"
    assert bash.stderr == b""


def test_what_cannot_be_read_is_a_line_and_an_exit_code(
    discover: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none").mkdir()
    file = saved(tmp_path)
    paths = (tmp_path / "missing.xml", tmp_path / "none", file)
    found = records(discover("--json", *paths), Exit.ERROR)
    assert [bool(one["problem"]) for one in found] == [True, True, False]
    monkeypatch.setattr(hubfiles, "MAX_BYTES", 100)
    (large,) = records(discover("--json", file), Exit.ERROR)
    (long,) = records(discover("--json", "-", stdin=RSS.encode()), Exit.ERROR)
    assert "is larger than" in large["problem"]
    assert "is larger than" in long["problem"]

    (odd,) = records(discover("--json", tmp_path / ("x" * 300)), Exit.ERROR)
    assert odd["problem"]


def test_a_page_that_is_no_feed_is_a_problem_and_no_failure(
    discover: Callable[..., Result],
) -> None:
    call = ("--json", "--base", "https://x.kz/rss", "--kind", "feed", HUBS / "section.html")
    (record,) = records(discover(*call))
    assert record["problem"]
    assert record["hubs"] == [{"url": "https://x.kz/rss.xml", "kind": "feed", "modified_at": None}]


def test_robots_name_sitemaps(discover: Callable[..., Result], tmp_path: Path) -> None:
    file = saved(tmp_path, "User-agent: *\nDisallow: /x\nSitemap: /s.xml\n", "robots.txt")
    call = ("--json", "--kind", "robots", "--base", "https://x.kz/robots.txt", file)
    (record,) = records(discover(*call))
    assert [(hub["url"], hub["kind"]) for hub in record["hubs"]] == [
        ("https://x.kz/s.xml", "sitemap")
    ]


def test_since_and_at_are_moments(discover: Callable[..., Result], tmp_path: Path) -> None:
    file = saved(tmp_path)
    (record,) = records(discover("--json", "--since", "2026-11-21", file))
    assert "https://dala.kz/1" not in [one["url"] for one in record["candidates"]]
    page = "<h2><a href='/news/na-rudnike-otkryli-novyj-ceh'>На руднике открыли новый цех</a></h2>"
    html = saved(tmp_path, f"<article>{page}<time>вчера, 10:00</time></article>", "p.html")
    (dated,) = records(discover("--json", "--base", "x.kz", "--at", "2026-03-05T12:00", html))
    (one,) = dated["candidates"]
    assert one["published_at"].startswith("2026-03-04")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "give PATHS or --jsonl"),
        (("--base", "mailto:a@b.kz", "x"), "--base"),
        (("--since", "soon", "x"), "--since"),
        (("--at", "soon", "x"), "--at"),
        (("--source", "nobody", "x"), "no source is called"),
        (("--kind", "podcast", "x"), "podcast"),
    ],
)
def test_wrong_options_are_told(
    discover: Callable[..., Result], words: tuple[str, ...], told: str
) -> None:
    result = discover(*words)
    assert (result.exit_code, told in result.stderr) == (Exit.USAGE, True)


def test_a_list_that_cannot_be_read_is_told(discover: Callable[..., Result]) -> None:
    for name in ("/nowhere/list", "a\x00b"):
        result = discover("--jsonl", name)
        assert (result.exit_code, len(result.stderr.splitlines())) == (Exit.ERROR, 1)


def test_a_fault_of_our_own_costs_no_other_file_its_answer(
    discover: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(body: bytes, *_: object, **__: object) -> Discovery:
        if b"rdf" in body:
            raise RecursionError
        return Discovery()

    monkeypatch.setattr(discovery, "discover", faulty)
    found = records(discover("--json", HUBS / "rdf.xml", HUBS / "atom.xml"))
    assert "by kenwatch itself" in found[0]["problem"]
    assert found[1]["problem"] is None


def test_people_see_a_table_within_eighty_columns(
    discover: Callable[..., Result], tmp_path: Path
) -> None:
    odd = RSS.replace(
        "</channel>", "".join(f"<item><link>ftp{n}:x</link></item>" for n in range(14))
    )
    result = discover(saved(tmp_path, odd), HUBS / "sitemap-index.xml", HUBS / "nope")
    assert result.exit_code == Exit.ERROR
    assert max(map(len, result.stdout.splitlines())) <= 80
    words = " ".join(result.stdout.split())
    assert "2026-11-20 10:15 Рудный: шахта https://dala.kz/1" in words
    assert "no date" in words
    assert "3 articles, 0 further hubs, 15 left out; --json shows all." in words
    assert "sitemap: https://x.kz/" in words
    assert "Not read: no such file" in words


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([None, *hubfiles.KINDS]),
    st.sampled_from([RSS.encode(), *(file.read_bytes() for file in sorted(HUBS.iterdir()) if file.is_file())]),
    st.tuples(st.integers(0, 3000), st.binary(max_size=20), st.integers(0, 3000)),
)  # fmt: skip
def test_any_bytes_give_a_record(
    tmp_path_factory: pytest.TempPathFactory,
    kind: HubKind | None,
    body: bytes,
    cut: tuple[int, bytes, int],
) -> None:
    start, spliced, end = cut
    file = tmp_path_factory.mktemp("hub") / "hub"
    file.write_bytes(body[:start] + spliced + body[end:])
    reader = HubReader({}, now=datetime(2026, 11, 22, tzinfo=UTC))
    (found,) = reader.read_all([hubfiles.HubFile(path=str(file), kind=kind)])
    assert found.size is not None
    assert "kenwatch itself" not in (found.discovery.problem or "")
    told = record(found)
    assert json.loads(json.dumps(told)) == told


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_no_list_of_files_raises(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    listing = tmp_path_factory.mktemp("list") / "files.jsonl"
    listing.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    told = hubfiles.HubFile(path="")
    for line in hubfiles._lines(str(listing)):
        # never a walk through the disk of whoever runs the tests
        assert hubfiles._of_line(line.strip() or "x", "x:1", told).path


def test_csv_has_a_row_an_article_and_one_for_what_cannot_be_read(tmp_path: Path) -> None:
    feed = Path(__file__).parent / "data" / "hubs" / "atom.xml"
    nothing = tmp_path / "empty.xml"
    nothing.write_bytes(b"")
    words = ["discover", str(feed), str(nothing), "--base", "https://news.example/", "--csv"]
    lines = list(csv.DictReader(io.StringIO(CliRunner().invoke(cli, words).stdout)))
    kinds = [(line["path"], line["what"]) for line in lines]
    assert (str(feed), "article") in kinds
    assert (str(nothing), "problem") in kinds
    assert all(line["reason"] for line in lines if line["what"] == "problem")
