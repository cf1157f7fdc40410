"""Sites drawn by script: what is drawn, and that nothing else is reachable through the browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.browser.rules import (
    CHROMIUM_MISSING,
    EXTRA_MISSING,
    MOST_PART_BYTES,
    MOST_PARTS,
    Part,
    Visit,
    answer_at_once,
    content_headers,
    context_options,
    executable,
    handed_in,
    is_installed,
    launch_options,
    part_refusal,
    request_meta,
    sent_headers,
    settings_for,
)
from tests.crawling import (
    ROOT,
    Crawl,
    Run,
    ask,
    assert_neighbours,
    neighbours,
    write_certificate,
    write_source,
)
from tests.crawling import make_source as source
from tests.faultsites import Site, article, faulty
from tests.loopback import Hit, LoopbackServer, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.loopback import Part as Sent

DRAWN = source("drawn", render="browser", wait_for="main")
NO_EXTRA = not is_installed()
NO_CHROMIUM = executable(os.environ) is None
needs_browser = pytest.mark.skipif(
    NO_EXTRA or NO_CHROMIUM,
    reason="the extra kenwatch[browser] is not installed" if NO_EXTRA else CHROMIUM_MISSING,
)


# --- what is judged without any browser -------------------------------------------------------


@pytest.mark.parametrize("kind", ["hub", "listing", "front page", "page"])
def test_section_and_article_pages_of_a_drawn_source_are_drawn(kind: str) -> None:
    assert request_meta(DRAWN, kind) == {"playwright": True, "wait_for": "main"}


@pytest.mark.parametrize("kind", ["feed", "sitemap", "robots"])
def test_feeds_sitemaps_and_robots_are_never_drawn(kind: str) -> None:
    assert request_meta(DRAWN, kind) == {}


def test_a_plain_source_is_never_drawn() -> None:
    assert request_meta(source("plain"), "page") == {}


def test_no_handler_of_a_browser_is_set_where_no_source_wants_one() -> None:
    assert settings_for([source("plain")]) == {}
    handlers = settings_for([source("plain"), DRAWN])["DOWNLOAD_HANDLERS"]
    assert set(handlers) == {"http", "https"}


def test_the_extra_is_told_by_its_package() -> None:
    assert is_installed(lambda name: name)
    assert not is_installed(lambda _: None)


def test_the_named_chromium_goes_before_those_on_the_path() -> None:
    def which(name: str) -> str | None:
        return f"/bin/{name}" if name in {"mine", "chromium-browser"} else None

    assert executable({"KENWATCH_CHROMIUM": "mine"}, which) == "/bin/mine"
    assert executable({"KENWATCH_CHROMIUM": " "}, which) == "/bin/chromium-browser"
    assert executable({"KENWATCH_CHROMIUM": "gone"}, which) is None
    assert executable({}, lambda _: None) is None


def test_chromium_starts_without_network_and_without_our_environment() -> None:
    options = launch_options("/bin/c", {"PATH": "/bin", "SECRET": "x"}, is_root=False)
    assert options["env"] == {"PATH": "/bin"}
    assert options["chromium_sandbox"] is True
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in options["args"]
    assert "--proxy-bypass-list=<-loopback>" in options["args"]
    assert launch_options("/bin/c", {}, is_root=True)["chromium_sandbox"] is False


def test_a_profile_takes_no_downloads_and_no_service_workers() -> None:
    options = context_options("kenwatch/1")
    assert options == {
        "user_agent": "kenwatch/1",
        "accept_downloads": False,
        "service_workers": "block",
    }


@pytest.mark.parametrize("kind", ["script", "xhr", "fetch"])
def test_scripts_and_data_are_fetched(kind: str) -> None:
    assert answer_at_once(Part("https://drawn.kz/x", kind)) is None


@pytest.mark.parametrize(
    "kind", ["image", "font", "media", "websocket", "eventsource", "ping", "manifest", "document"]
)
def test_what_no_text_needs_is_left_out(kind: str) -> None:
    assert answer_at_once(Part("https://drawn.kz/x", kind)) == "abort"


def test_a_style_sheet_is_answered_empty() -> None:
    assert answer_at_once(Part("https://drawn.kz/x.css", "stylesheet")) == "empty"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/x", "address is private (127.0.0.1)"),
        ("http://169.254.169.254/latest", "address is private (169.254.169.254)"),
        ("http://[::ffff:10.0.0.1]/x", "address is private (::ffff:a00:1)"),
        ("http://0x7f.1/x", "address is private (127.0.0.1)"),
        ("file:///etc/hostname", "address is not http or https but file:"),
        ("https://cdn.example:6379/", "port 6379 is not one of a web site"),
        ("https://pinned.kz/", "address belongs to another source"),
    ],
)
def test_a_part_at_no_public_address_is_refused_with_the_reason(url: str, reason: str) -> None:
    assert part_refusal(Part(url, "fetch"), DRAWN, {"pinned.kz": "10.0.0.9"}) == reason


@given(st.ip_addresses(v=4).filter(lambda address: address.is_private))
@settings(max_examples=100)
def test_no_private_address_is_a_part(address: object) -> None:
    assert part_refusal(Part(f"http://{address}/", "xhr"), DRAWN, {}) is not None


def test_a_source_reaches_its_own_pin() -> None:
    own = source("own", hosts=("own.kz",), pin={"own.kz": "10.0.0.9", "odd.kz": "no address"})
    assert part_refusal(Part("http://own.kz:9000/x", "fetch"), own, {"own.kz": "10.0.0.9"}) is None


def test_public_hosts_are_read_but_only_the_sources_own_are_written_to() -> None:
    assert part_refusal(Part("https://cdn.example/lib.js", "script"), DRAWN, {}) is None
    assert part_refusal(Part("https://api.drawn.kz/q", "fetch", "POST"), DRAWN, {}) is None
    assert part_refusal(Part("https://www.drawn.kz/q", "fetch", "POST"), DRAWN, {}) is None
    foreign = part_refusal(Part("https://counter.example/q", "fetch", "POST"), DRAWN, {})
    assert foreign == "POST to another site"
    assert part_refusal(Part("https://undrawn.kz/q", "fetch", "POST"), DRAWN, {}) is not None


@pytest.mark.parametrize("visit", [Visit(parts=MOST_PARTS), Visit(size=MOST_PART_BYTES)])
def test_a_page_may_not_ask_for_ever(visit: Visit) -> None:
    part = Part("https://drawn.kz/x.js", "script")
    assert part_refusal(part, DRAWN, {}, visit) == "page asks for too much"
    assert part_refusal(part, DRAWN, {}, Visit()) is None


def test_refusals_are_counted_by_reason() -> None:
    assert Visit().words == ""
    visit = Visit()
    for reason in ("b", "a", "b"):
        visit.refuse(reason)
    assert visit.words == "1 × a, 2 × b"


def test_a_part_is_asked_for_with_our_name_and_no_trace_of_the_reader() -> None:
    asked = {
        "User-Agent": "Mozilla", "cookie": "a=1", "Referer": "https://drawn.kz/", "x-api": "1",
        "Sec-Fetch-Mode": "cors", "origin": "https://drawn.kz",
    }  # fmt: skip
    assert sent_headers(asked, "kenwatch/1") == {
        "x-api": "1",
        "origin": "https://drawn.kz",
        "User-Agent": "kenwatch/1",
    }


def test_a_page_is_handed_no_cookies_and_no_packing() -> None:
    answer = {"Set-Cookie": "a=1", "Content-Encoding": "gzip", "access-control-allow-origin": "*"}
    assert handed_in(answer) == {"access-control-allow-origin": "*"}


def test_a_drawn_page_is_utf8_and_has_no_validators_of_its_empty_shell() -> None:
    sent = {"content-type": "text/html; charset=windows-1251", "ETag": '"1"', "X-Id": "7"}
    sent["Last-Modified"] = "Fri, 20 Nov 2026 10:00:00 GMT"
    assert content_headers(sent) == {"X-Id": "7", "Content-Type": "text/html; charset=utf-8"}


# --- with the handlers, in a process of its own -----------------------------------------------


def draw(
    sources: Path, requests: Sequence[dict[str, Any]], *, path: str = "", **given: str
) -> Crawl:
    """Fetch as ``tests.crawling.crawl`` does, with the drawing handlers where a source wants them.

    ``path`` goes before the project on the path of modules; ``given`` into the environment.
    """
    quick = {"DOWNLOAD_TIMEOUT": 8, "BACKOFF_SECONDS": 0.05, "LOG_LEVEL": "INFO"}
    plan = sources.parent / "plan.json"
    plan.write_text(json.dumps({"requests": list(requests), "settings": quick}), "utf-8")
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "KENWATCH_CHROMIUM")
        if name in os.environ
    }
    paths = os.pathsep.join(filter(None, (path, str(ROOT))))
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "draw_child.py"), str(plan)],
        capture_output=True,
        text=True,
        cwd=sources.parent,
        timeout=110,
        check=False,
        env={**kept, "PYTHONPATH": paths, "KENWATCH_SOURCES": str(sources), **given},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return Crawl([json.loads(line) for line in done.stdout.splitlines()], done.stderr)


def plain_and_drawn(tmp_path: Path) -> Path:
    sources = tmp_path / "sources"
    sources.mkdir()
    write_source(sources, "good")
    write_source(sources, "news", render="browser")
    return sources


def no_rules(hit: Hit) -> bytes:
    return reply(status=404) if hit.path == "/robots.txt" else reply(b"a good page")


def test_without_the_extra_a_drawn_source_says_what_to_install(tmp_path: Path) -> None:
    sources = plain_and_drawn(tmp_path)
    hidden = "import sys\nsys.modules['scrapy_playwright'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(hidden, "utf-8")
    with LoopbackServer(no_rules) as server:
        plan = [ask(server.port, "news", "/1"), *neighbours(server.port)]
        run = Run(draw(sources, plan, path=str(tmp_path)), server)
    assert run.reason("news.test", "/1") == EXTRA_MISSING
    assert "Traceback" not in run.crawl.log
    assert_neighbours(run)


@pytest.mark.skipif(NO_EXTRA, reason="the extra kenwatch[browser] is not installed")
def test_without_chromium_a_drawn_source_says_what_to_install(tmp_path: Path) -> None:
    sources = plain_and_drawn(tmp_path)
    with LoopbackServer(no_rules) as server:
        plan = [ask(server.port, "news", "/1"), *neighbours(server.port)]
        run = Run(draw(sources, plan, KENWATCH_CHROMIUM="/nowhere/chromium"), server)
    assert run.reason("news.test", "/1") == CHROMIUM_MISSING
    assert "Traceback" not in run.crawl.log
    assert_neighbours(run)


@pytest.mark.skipif(NO_EXTRA, reason="the extra kenwatch[browser] is not installed")
def test_a_program_that_is_no_chromium_is_told(tmp_path: Path) -> None:
    sources = plain_and_drawn(tmp_path)
    with LoopbackServer(no_rules) as server:
        plan = [ask(server.port, "news", "/1"), *neighbours(server.port)]
        run = Run(draw(sources, plan, KENWATCH_CHROMIUM="/bin/false"), server)
    assert run.reason("news.test", "/1") == "Chromium did not start"
    assert "Traceback" not in run.crawl.log
    assert_neighbours(run)


# --- with a real Chromium ---------------------------------------------------------------------

SHELL = (
    '<!doctype html><html><head><meta charset="windows-1251"><title>Жаңалық</title>'
    '<link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.png"></head>'
    '<body><main id="empty"></main><img src="/photo.jpg"><script src="/app.js"></script></body></html>'
)
APP = """
fetch("/api/story.json").then(answer => answer.json()).then(story => {
  document.body.innerHTML = `<article><h1>${story.title}</h1></article>` + navigator.userAgent;
});
"""
# each tries a way out, then all are given time and the page is marked as finished
WAYS_OUT = """
const inside = "{inside}", away = ["http://" + inside, "http://localhost:{port}",
  "http://[::1]:{port}", "http://2130706433:{port}", "http://169.254.169.254",
  "http://10.0.0.1", "http://good.test:{good}", "file:///etc/hostname"];
const ways = [];
const add = tag => Object.assign(document.body.appendChild(document.createElement(tag)));
for (const to of away) {{
  ways.push(() => fetch(to + "/secret-fetch", {{mode: "no-cors"}}).then(a => a.text()).then(tell));
  ways.push(() => {{ add("script").src = to + "/secret-script.js"; }});
  ways.push(() => {{ add("img").src = to + "/secret-image"; }});
  ways.push(() => {{ add("iframe").src = to + "/secret-frame"; }});
  ways.push(() => {{ add("object").data = to + "/secret-object"; }});
  ways.push(() => navigator.sendBeacon(to + "/secret-beacon", "x"));
  ways.push(() => new EventSource(to + "/secret-events"));
  ways.push(() => import(to + "/secret-module.js"));
}}
for (const rel of ["prefetch", "preload", "preconnect", "dns-prefetch", "modulepreload"])
  ways.push(() => {{ const l = add("link"); l.rel = rel; l.as = "fetch"; l.href = away[0] + "/secret-" + rel; }});
ways.push(() => new WebSocket("ws://" + inside + "/secret-socket"));
ways.push(() => new Worker(URL.createObjectURL(new Blob(
  ["importScripts('http://" + inside + "/secret-worker'); new WebSocket('ws://" + inside + "/secret-ws')"]))));
ways.push(() => new Worker(URL.createObjectURL(new Blob(
  ["fetch('http://" + inside + "/secret-worker-fetch')"]))));
ways.push(() => navigator.serviceWorker.register("/worker.js"));
ways.push(() => window.open("http://" + inside + "/secret-window"));
ways.push(() => fetch("/to-inside").then(a => a.text()).then(tell));
ways.push(() => fetch("/robbed.json").then(a => a.text()).then(tell));
ways.push(() => {{ const f = add("iframe"); const R = f.contentWindow.RTCPeerConnection;
  const peer = new R({{iceServers: [{{urls: "stun:127.0.0.1:{stun}"}}]}});
  peer.createDataChannel("x"); peer.createOffer().then(o => peer.setLocalDescription(o)); }});
function tell(text) {{ document.body.append("GOT " + text); }}
for (const way of ways) try {{ Promise.resolve(way()).catch(() => 0); }} catch {{}}
setTimeout(() => {{ document.body.append(document.createElement("main")); }}, 2500);
"""
STORAGE = """
document.body.append("kept:" + document.cookie + (localStorage.mark || ""));
document.cookie = "mark=1"; localStorage.mark = "1";
fetch("/api/echo").then(() => document.body.append(document.createElement("main")));
"""


NOWHERE = {"inside": 9, "server": 9, "stun": 9}


def script(text: str) -> bytes:
    return reply(f"<html><body><p>seen</p><script>{text}</script></body></html>".encode())


def site_answer(hit: Hit, ports: dict[str, int]) -> bytes | Sequence[Sent]:
    inside = f"127.0.0.1:{ports['inside']}"
    answers: dict[str, bytes | Sequence[Sent]] = {
        "/robots.txt": reply(b"User-agent: *\nDisallow: /robbed", content_type="text/plain"),
        "/app.js": reply(APP.encode(), content_type="text/javascript"),
        "/api/story.json": reply(
            '{"title": "Ең терең шахта"}'.encode(), content_type="application/json"
        ),
        "/api/echo": reply(b"{}", content_type="application/json", Set_Cookie="evil=1"),
        "/to-inside": redirect(f"http://{inside}/secret-redirect"),
        "/robbed.json": reply(b"robbed"),
        "/hang": script("while (true) {}"),
        "/huge": script("document.head.append('x'.repeat(17 * 1024 * 1024))"),
        "/gone": reply(b"<html>gone</html>", status=404),
        "/moved": redirect(f"http://{inside}/secret-moved"),
        "/leaves": script(f"location.href = 'http://{inside}/secret-leaves'"),
        "/forward": script("location.replace('/elsewhere')"),
        "/storage/1": script(STORAGE),
        "/storage/2": script(STORAGE),
        "/data.json": reply(b'{"a": 1}', content_type="application/json"),
        "/ways-out": script(
            WAYS_OUT.format(
                inside=inside, port=ports["inside"], good=ports["server"], stun=ports["stun"]
            )
        ),
    }
    if hit.host == "good.test":
        return no_rules(hit)
    shell = reply(SHELL.encode("cp1251", "xmlcharrefreplace"), content_type="text/html", ETag='"s"')
    return answers.get(hit.path, shell)


class Drawn(Run):
    """A crawl of drawn pages, with what came to the address inside."""

    inside: list[Hit]
    stun: int
    secure: int


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    sources = tmp_path_factory.mktemp("drawn") / "sources"
    sources.mkdir()
    write_source(sources, "good")
    write_source(sources, "news", render="browser", wait_for="article")
    write_source(sources, "quiet", render="browser")
    write_source(sources, "hostile", render="browser", wait_for="main")
    write_source(sources, "lax", render="browser", wait_for="article", verify_tls=False)
    tls = write_certificate(sources.parent / "server.pem", "lax.test")
    ports: dict[str, int] = {}

    def answer(hit: Hit) -> bytes | Sequence[Sent]:
        return site_answer(hit, ports)

    with (
        LoopbackServer(answer) as server,
        LoopbackServer(answer, tls) as secure,
        LoopbackServer(lambda _: reply(b"secret", Access_Control_Allow_Origin="*")) as inside,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stun,
    ):
        stun.bind(("127.0.0.1", 0))
        stun.setblocking(False)
        ports.update(server=server.port, inside=inside.port, stun=stun.getsockname()[1])
        paths = ["/hang", "/ways-out", "/storage/1", "/storage/2", "/leaves", "/moved", "/never"]
        plan = [ask(server.port, "hostile", path) for path in paths]
        plan += [ask(server.port, "news", path) for path in ("/1", "/2", "/gone", "/data.json")]
        plan += [ask(server.port, "quiet", path) for path in ("/1", "/huge", "/forward")]
        plan += [{"url": f"https://lax.test:{secure.port}/1", "source": "lax"}]
        run = Drawn(draw(sources, [*plan, *neighbours(server.port)]), server)
        run.inside, run.secure = inside.hits, secure.port
        try:
            run.stun = len(stun.recv(1))
        except BlockingIOError:
            run.stun = 0
        yield run


@needs_browser
def test_neighbours_of_drawn_sites_arrive(drawn: Drawn) -> None:
    assert_neighbours(drawn)
    assert "Traceback" not in drawn.crawl.log


@needs_browser
@pytest.mark.parametrize(("host", "path"), [("news", "/1"), ("news", "/2"), ("quiet", "/1")])
def test_a_page_that_is_empty_without_its_script_arrives_as_readers_see_it(
    drawn: Drawn, host: str, path: str
) -> None:
    assert "<article><h1>Ең терең шахта</h1></article>" in drawn.body(f"{host}.test", path)


@needs_browser
def test_a_drawn_page_is_told_as_utf8_without_a_mark_that_says_otherwise(drawn: Drawn) -> None:
    record = drawn.crawl.outcome(drawn.url("news.test", "/1"))
    assert record["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert "<title>Жаңалық</title>" in record["body"]
    assert "windows-1251" not in record["body"]
    assert "Etag" not in record["headers"]


@needs_browser
def test_pictures_and_styles_are_not_asked_for_and_a_script_is_once_a_source(drawn: Drawn) -> None:
    asked = drawn.server.paths("news.test")
    assert not {"/photo.jpg", "/style.css", "/icon.png", "/favicon.ico"} & set(asked)
    assert asked.count("/app.js") == 1
    assert asked.count("/api/story.json") == 2


@needs_browser
def test_every_request_of_a_drawn_page_bears_our_name_and_no_cookie(drawn: Drawn) -> None:
    names = {hit.headers.get("user-agent", "").partition("/")[0] for hit in drawn.server.hits}
    assert names == {"kenwatch"}
    assert "</article>kenwatch/" in drawn.body("news.test", "/1")
    assert not any("cookie" in hit.headers for hit in drawn.server.hits)


@needs_browser
def test_nothing_private_is_reachable_through_the_browser(drawn: Drawn) -> None:
    assert "<main></main>" in drawn.body("hostile.test", "/ways-out")
    assert "GOT s" not in drawn.body("hostile.test", "/ways-out")
    assert drawn.inside == []
    assert drawn.stun == 0
    assert not any(path.startswith("/secret") for path in drawn.server.paths("good.test"))


@needs_browser
def test_robots_rules_hold_for_what_scripts_ask_for(drawn: Drawn) -> None:
    assert "/robbed.json" not in drawn.server.paths("hostile.test")
    assert "1 × robots.txt forbids it" in drawn.crawl.log


@needs_browser
def test_nothing_is_kept_from_one_page_to_the_next(drawn: Drawn) -> None:
    for path in ("/storage/1", "/storage/2"):
        assert "kept:<main>" in drawn.body("hostile.test", path)


@needs_browser
def test_a_script_that_hangs_ends_at_the_deadline_with_a_reason(drawn: Drawn) -> None:
    record = drawn.crawl.outcome(drawn.url("hostile.test", "/hang"))
    assert record["reason"] == "page was not drawn within 8 s"
    assert record["retry"] is True


@needs_browser
def test_what_never_shows_is_named(drawn: Drawn) -> None:
    # the shell of another site: its script draws an article and no main
    assert drawn.reason("hostile.test", "/never") == "page never showed main"


@needs_browser
def test_a_page_that_grows_beyond_the_cap_is_refused(drawn: Drawn) -> None:
    assert drawn.reason("quiet.test", "/huge") == "larger than the cap"


@needs_browser
def test_a_redirect_goes_by_the_rules_of_the_crawl(drawn: Drawn) -> None:
    assert "private address" in drawn.reason("hostile.test", "/moved")


@needs_browser
def test_an_error_page_is_not_drawn(drawn: Drawn) -> None:
    assert drawn.reason("news.test", "/gone") == "answered 404"


@needs_browser
def test_what_is_no_html_arrives_as_it_is(drawn: Drawn) -> None:
    assert drawn.body("news.test", "/data.json") == '{"a": 1}'


@needs_browser
def test_a_page_cannot_send_the_browser_elsewhere(drawn: Drawn) -> None:
    assert "/elsewhere" not in drawn.server.paths("quiet.test")
    assert len(drawn.crawl.outcomes(drawn.url("quiet.test", "/forward"))) == 1
    assert len(drawn.crawl.outcomes(drawn.url("hostile.test", "/leaves"))) == 1


@needs_browser
def test_a_secure_page_and_its_parts_follow_the_sources_rule_for_certificates(drawn: Drawn) -> None:
    body = drawn.crawl.body(f"https://lax.test:{drawn.secure}/1")
    assert "<article>" in body


@needs_browser
def test_a_run_that_is_told_to_end_does_not_wait_for_a_script_that_hangs(tmp_path: Path) -> None:
    sources = plain_and_drawn(tmp_path)
    plan = tmp_path / "plan.json"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "KENWATCH_SOURCES": str(sources)}
    with LoopbackServer(lambda hit: site_answer(hit, NOWHERE)) as server:
        asked = [ask(server.port, "news", "/hang")]
        plan.write_text(json.dumps({"requests": asked, "settings": {"DOWNLOAD_TIMEOUT": 90}}))
        with subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "draw_child.py"), str(plan)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=env,
        ) as child:
            while "/hang" not in server.paths("news.test"):
                sleep(0.1)
            child.terminate()
            said, _ = child.communicate(timeout=45)
    first, *_ = map(json.loads, said.splitlines())
    assert first["reason"] == "run was ended before its turn"


# --- a whole crawl ----------------------------------------------------------------------------

PAINTER = """
fetch("/api" + location.pathname).then(answer => answer.json()).then(story => {
  document.title = story.title;
  document.body.innerHTML = story.html;
});
"""
STORIES = [f"/news/{number}-copper-mine-of-ridder" for number in range(4)]


def painted(title: str, html: str) -> bytes:
    return reply(json.dumps({"title": title, "html": html}).encode(), content_type="text/json")


def scripted_site() -> Site:
    """A site whose list and article pages are empty until their script has asked for the data."""
    empty = reply(b"<!doctype html><html><body><script src=/paint.js></script></body></html>")
    links = "".join(
        f'<div class="card"><a href="{path}">Copper mine of Ridder: report {number}, and more</a></div>'
        for number, path in enumerate(STORIES)
    )
    answers = {
        "/": empty,
        "/paint.js": reply(PAINTER.encode(), content_type="text/javascript"),
        "/api/": painted("Mines", f"<main>{links}</main>"),
    }
    for path in STORIES:
        page = article(path).decode()
        answers[path] = empty
        answers[f"/api{path}"] = painted(
            page.partition("<title>")[2].partition("</title>")[0],
            page.partition("<body>")[2].partition("</body>")[0],
        )
    fields = {
        "feeds": [],
        "listings": [{"url": "{origin}/", "status": "works"}],
        "article_url_re": [r"/news/\d+-"],
        "render": "browser",
        "wait_for": "h1, .card",
    }
    return Site("scripted", answers=answers, fields=fields)


@needs_browser
def test_a_site_drawn_by_script_is_found_and_stored_beside_its_neighbour(tmp_path: Path) -> None:
    for run in faulty([scripted_site()], tmp_path, DOWNLOAD_TIMEOUT=20):
        run.assert_neighbour()
        assert run.stored("scripted") == len(STORIES)
        for path in STORIES:
            assert run.state("scripted", path)[0] == "kept"
