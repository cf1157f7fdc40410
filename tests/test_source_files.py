"""What holds for every bundled source file, and for all of them together.

Each test gathers what is wrong by source, so that a failure names the files to mend.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.sources import BUILTIN, load_sources
from crawler.urls import canonicalize, host_problem, is_article, safe_join, scope_problem
from pipelines.gazetteer.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.sources import Source

SOURCES = load_sources()
FILES = {path.stem: path for path in BUILTIN.rglob("*.toml") if path.stem in SOURCES}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
PATTERNED = [source for source in SOURCES.values() if source.article_url_re]
TOWNS = gazetteer().towns
LANGUAGES = {"kk", "ru", "en", "uz", "ky", "tg", "az", "uk", "zh"}
SCRIPTS = {"kk-Latn", "kk-Arab"}
ZONES = {
    "KZ": {
        "Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral", "Asia/Qostanay",
        "Asia/Qyzylorda",
    },
    "KG": {"Asia/Bishkek"}, "UZ": {"Asia/Tashkent"}, "TJ": {"Asia/Dushanbe"}, "AZ": {"Asia/Baku"},
    "RU": {"Europe/Moscow"}, "UA": {"Europe/Kyiv"}, "GB": {"Europe/London"},
    "DE": {"Europe/Berlin"}, "US": {"America/New_York"}, "CA": {"America/Vancouver"},
}  # fmt: skip
OBLAST_ZONES = {
    "Aktobe Region": "Asia/Aqtobe", "Atyrau Region": "Asia/Atyrau", "Kostanay Region": "Asia/Qostanay",
    "Kyzylorda Region": "Asia/Qyzylorda", "Mangystau Region": "Asia/Aqtau",
    "West Kazakhstan Region": "Asia/Oral",
}  # fmt: skip
# besides the oblasts with a mono-town
OTHER_REGIONS = {"Kyzylorda Region", "Almaty"}
REGION_PARTS = re.compile(r"\s*(?:—|/)\s*")
NO_ARTICLES = (
    "", "tag/x", "tag/zhezkazgan", "tags/gornaya-promyshlennost", "author/x", "author/ivan-ivanov",
    "authors/ivan-ivanov", "category/x", "category/gornoe-delo", "search?q=x", "search/?text=x",
    "page/2", "page/2/", "?page=2", "?PAGEN_1=2", "about", "contacts/", "o-nas", "reklama",
    "rss", "rss.xml", "feed/", "feed", "sitemap.xml", "sitemap_index.xml", "robots.txt",
    "wp-login.php", "login", "privacy-policy", "news", "news/", "news/page/2/", "ru/", "kz/news",
    "2024/08", "2024/08/", "2024/08/15", "2024/08/15/", "2024/08/page/", "2024/08/page/2/",
    "news/2024/08/15/", "2024-08-15/",
)  # fmt: skip
# about the site itself, its people, its advertising: below an edition or below a folder of it
ABOUT_THE_SITE = (
    "about-us-and-our-team", "about-the-project-and-its-authors", "our-team", "kto-est-kto",
    "terms-and-conditions-of-use", "terms-of-use-and-privacy-notice",
    "privacy-policy-and-personal-data", "advertising-on-our-web-site", "contact-us",
    "editorial-policy-and-standards", "subscribe-to-our-daily-newsletter",
    "pravila-ispolzovaniya-materialov", "pravila-ispolzovaniya-materialov-nashego-sajta",
    "politika-konfidencialnosti-i-obrabotki-dannyh", "polzovatelskoe-soglashenie-sajta-i-foruma",
    "o-kompanii", "o-proekte-i-ego-komande-za-rubezhom", "reklama-na-sajte-i-v-gazete",
    "razmeshchenie-reklamy-na-nashem-sajte", "razmeshhenie-reklamy-na-nashem-sajte",
    "kontakty.html", "o-nas.html", "team/ivan-ivanov", "team/123456-ivan-ivanov.html",
    "authors/412-ivan-ivanov", "author/ivan-ivanov-123456", "user/412-ivan",
)  # fmt: skip
NOT_NEWS = (
    "reklama/2026", "reklama/na-nashem-sajte-i-v-gazete", "reklama/1234567-price.html",
    "ads/rate-2026", "ads/rate-123456", "ads/1234567-rate.html", "ads/rate-for-the-year-2026/",
    "rate-2026", "itemlist/user/412-name", "news/itemlist/user/412-name",
    "itemlist/category/1234-news", "programmy/7-dnej", "programmy/712345-7-dnej",
    "programmy/item/712345-7-dnej", "vacancies/12345-reporter", "vacancies/1234567-reporter.html",
    "vacancies/reporter-wanted-in-our-office", "vakansii/reporter-v-redakciyu-sajta-12345",
    "tag/gornaya-promyshlennost-kazahstana-i-mira", "tags/1234567-med.html", "tag/med-123456/",
    "search?q=med", "search/?q=zhezkazgan&page=2", "page/123456/", "category/1234567-med.html",
)  # fmt: skip
# made up, one for each form that the samples do not show
OTHER_FORMS = {
    "24kz": ["https://24.kz/kz/zha-aly-tar/saraptama/item/123-shakhta"],
    "akipress": ["https://tazabek.akipress.org/news:123456", "https://24.akipress.org/news:1"],
    "azattyq": ["https://rus.azattyq.org/a/32552586.html?ltflags=mailer"],
    "caravan": [
        "https://www.caravan.kz/article/12345",
        "https://kaz.caravan.kz/zhanalyqtar/shakhtada-apat-123456/",
    ],
    "diapazon": ["https://diapazon.kz/aktobe/aktobe-news/12345-na-shahte.html"],
    "forbes": [
        "https://forbes.kz/blogs/blogsid_12345", "https://kz.forbes.kz/news/newsid_123456",
        "https://forbes.kz/process/chto_budet_s_medyu",
    ],
    "inbusiness": ["https://inbusiness.kz/ru/news/cena-medi"],
    "inform": ["https://www.inform.kz/kz/article/2874214", "https://inform.kz/eng/article/2874214"],
    "informburo": [
        "https://informburo.kz/novosti/cena-medi", "https://informburo.kz/intervyu/glava-kombinata",
        "https://informburo.kz/kaz/zhezqazghanda-zhana-shakhta-ashyldy",
    ],
    "kapital": [
        "https://kapital.kz/kz/economic/145210/mys-bagasy.html",
        "https://kapital.kz/real_estate/145210/cena-medi.html",
    ],
    "kazpravda": [
        "https://www.kazpravda.kz/articles/view/gorod-shahterov/",
        "https://www.kazpravda.kz/fresh/view/gorod-shahterov",
    ],
    "kursiv": ["https://kursiv.media/2026-07-23/cena-medi/"],
    "nur": ["https://www.nur.kz/1234567-cena-medi.html", "https://kaz.nur.kz/123456-mys.html"],
    "orda": ["https://orda.kz/chto-proishodit-na-shahtah-karagandy-segodnja/"],
    "primeminister": ["https://primeminister.kz/ru/news/all/v-pravitelstve-obsudili-dobychu-medi"],
    "sputnik": ["https://ru.sputnik.kz/society/20190617/10582525.html"],
    "stan_kz": ["https://stan.kz/zhezqazghanda-zhana-ken-orny-ashyldy/"],
    "tengrinews": [
        "https://tengrinews.kz/tv/novosti/obschestvo/1234/", "https://tengrinews.kz/opinion/1234/",
        "https://tengrinews.kz/conference/123/",
    ],
    "time_kz": ["https://time.kz/blogs/mnenie/2021/11/10/cena-medi"],
    "world_nuclear_news": [
        "https://www.world-nuclear-news.org/UF-Uranium-output-falls-0512174.html"
    ],
    "zakon": [
        "https://www.zakon.kz/4912345-cena-medi.html", "https://m.zakon.kz/12345-cena-medi.html",
    ],
}  # fmt: skip
GROUP = re.compile(r"\(\?:([^()]*)\)(\?)?")


def failing(sound: Callable[[Source], bool]) -> list[str]:
    """The sources that do not have a property."""
    return [source.id for source in SOURCES.values() if not sound(source)]


def taken_for_articles(source: Source, addresses: list[str]) -> list[str]:
    return [url for url in addresses if is_article(source, url)]


def roots(source: Source) -> list[str]:
    """Where the site and its editions begin; each ends in a slash."""
    hosts = [f"https://{host}/" for host in source.hosts]
    return [*hosts, *(f"{edition.url.rstrip('/')}/" for edition in source.editions)]


def further_pages(url: str) -> list[str]:
    """The addresses that the next page of a list may have."""
    bare, _, query = url.partition("?")
    by_query = f"{url}&page=2" if query else f"{bare}?page=2"
    return [by_query, f"{bare.rstrip('/')}/page/2/", f"{bare.rstrip('/')}/2/"]


def spellings(url: str) -> list[str]:
    """A sample as other pages may link to it, ready to fetch."""
    tracked = f"{url}{'&' if '?' in url else '?'}utm_source=telegram"
    written = (url, tracked, url.replace("https://", "http://", 1), f"{url}#comments")
    return [joined for text in written if (joined := safe_join("", text))]


def spelled_out(pattern: str) -> set[str]:
    """All texts of a pattern that is made of letters, ``\\.``, ``(?:a|b)`` and ``(?:a)?`` alone."""
    group = GROUP.search(pattern)
    if not group:
        return {pattern.replace(r"\.", ".")}
    options = group[1].split("|") + ([""] if group[2] else [])
    before, after = pattern[: group.start()], pattern[group.end() :]
    return {text for option in options for text in spelled_out(f"{before}{option}{after}")}


def named_hosts(source: Source) -> set[str]:
    """The hosts that the patterns of a source name, without ``www.``."""
    parts = [pattern.split("/", 3)[2] for pattern in source.article_url_re]
    return {host.removeprefix("www.") for part in parts for host in spelled_out(part)}


def names_of(host: str) -> set[str]:
    """A host as it stands and as it stands in an identity."""
    return {host, urlsplit(canonicalize(f"https://{host}/") or "").hostname or host}


def base_language(code: str) -> str:
    return code.partition("-")[0]


def region_parts(source: Source) -> list[str]:
    return REGION_PARTS.split(source.region) if source.region else []


def test_there_are_files_enough() -> None:
    assert len(FILES) == len(SOURCES) >= 110
    assert sum(source.enabled for source in SOURCES.values()) >= 110
    assert len(PATTERNED) >= 80
    assert sum(source.is_confirmed for source in SOURCES.values()) >= 25


def test_files_are_plain_text_that_begins_with_id_and_name() -> None:
    for name, text in TEXTS.items():
        assert text.endswith("\n"), name
        assert not set("\t\r") & set(text), name
        assert list(tomllib.loads(text))[:2] == ["id", "name"]


def test_a_file_states_the_status_of_each_road() -> None:
    for name, text in TEXTS.items():
        record = tomllib.loads(text)
        roads = [
            road for kind in ("feeds", "sitemaps", "listings") for road in record.get(kind, ())
        ]
        assert all("status" in road for road in roads), name


def test_a_host_belongs_to_one_source() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for source in SOURCES.values():
        for host in source.hosts:
            owners[host].add(source.id)
    assert {host: ids for host, ids in owners.items() if len(ids) > 1} == {}


def test_hosts_are_bare_names_in_small_letters() -> None:
    hosts = [host for source in SOURCES.values() for host in source.hosts]
    assert [host for host in hosts if host != host.lower() or host.startswith("www.")] == []
    assert [host for host in hosts if urlsplit(f"https://{host}/").hostname != host] == []


def test_addresses_are_sound_and_on_the_hosts_of_their_source() -> None:
    for source in SOURCES.values():
        roads = [road.url for road in source.roads]
        editions = [edition.url for edition in source.editions]
        for url in [*roads, *editions, *source.sample_urls, source.front_page]:
            assert host_problem(source, url) is None, url
            assert safe_join("", url) is not None, url
            assert url.isascii(), url


def test_roads_and_editions_are_named_once() -> None:
    for source in SOURCES.values():
        roads = Counter(road.url for road in source.roads)
        editions = Counter(edition.url.rstrip("/") for edition in source.editions)
        assert {url for counts in (roads, editions) for url in counts if counts[url] > 1} == set()


def test_what_is_said_of_a_road_is_dated_and_a_broken_one_explained() -> None:
    for source in SOURCES.values():
        assert source.as_of is not None, source.id
        for road in source.roads:
            assert road.as_of is None or road.as_of <= source.as_of, road.url
            assert road.note or road.status != "broken", road.url
            assert road.status != "sample", road.url


def test_editions_and_roads_keep_to_the_languages_of_their_source() -> None:
    for source in SOURCES.values():
        languages = set(source.languages)
        assert languages <= LANGUAGES, source.id
        assert len(languages) == len(source.languages), source.id
        codes = [edition.language for edition in source.editions]
        assert {base_language(code) for code in codes} <= languages, source.id
        assert {code for code in codes if "-" in code} <= SCRIPTS, source.id
        assert {road.language for road in source.roads} <= languages | {None}, source.id


def test_names_add_to_the_name_and_english_ones_are_in_latin_letters() -> None:
    for source in SOURCES.values():
        assert set(source.names) <= LANGUAGES, source.id
        assert source.name not in source.names.values(), source.id
        letters = [letter for letter in source.names.get("en", "") if letter.isalpha()]
        assert all(letter.isascii() for letter in letters), source.id


def test_a_zone_is_one_of_the_country_and_of_the_oblast() -> None:
    assert failing(lambda source: source.zone in ZONES[source.country]) == []
    regional = [source for source in SOURCES.values() if source.region]
    expected = {
        source.id: OBLAST_ZONES.get(region_parts(source)[0], "Asia/Almaty") for source in regional
    }
    assert {source.id: source.zone for source in regional} == expected


def test_a_regional_source_names_a_known_oblast_and_towns_in_it() -> None:
    known = {town.region for town in TOWNS.values()} | OTHER_REGIONS
    assert failing(lambda source: (source.group == "regional") == bool(source.region)) == []
    assert failing(lambda source: set(region_parts(source)[:1]) <= known) == []
    assert failing(lambda source: len(set(source.towns)) == len(source.towns)) == []
    for source in SOURCES.values():
        regions = {TOWNS[town].region for town in source.towns}
        assert not source.region or regions <= {region_parts(source)[0]}, source.id


def test_each_town_has_a_local_source() -> None:
    watched = {town for source in SOURCES.values() if source.enabled for town in source.towns}
    assert set(TOWNS) - watched == set()


def test_each_oblast_with_a_mono_town_has_a_source_of_its_own() -> None:
    enabled = [source for source in SOURCES.values() if source.enabled]
    covered = {part for source in enabled for part in region_parts(source)}
    assert {town.region for town in TOWNS.values()} <= covered


def test_a_source_that_is_switched_off_says_why() -> None:
    assert failing(lambda source: source.enabled or "Switched off:" in source.notes) == []


def test_politeness_is_kept() -> None:
    assert failing(lambda source: source.delay_seconds >= 5 and source.interval_minutes >= 30) == []
    assert failing(lambda source: source.verify_tls and not source.pin) == []


def test_patterns_are_anchored_to_the_hosts_of_their_source() -> None:
    for source in PATTERNED:
        for pattern in source.article_url_re:
            assert pattern.startswith("^https?://"), source.id
        elsewhere = "https://example.org/?u="
        assert taken_for_articles(source, [elsewhere + url for url in source.sample_urls]) == []


def test_the_hosts_that_patterns_name_are_those_of_their_source() -> None:
    named = {source.id: named_hosts(source) for source in PATTERNED}
    assert all(
        urlsplit(f"https://{host}/").hostname == host for host in set().union(*named.values())
    )
    foreign = {name: hosts - set(SOURCES[name].hosts) for name, hosts in named.items()}
    assert {name: hosts for name, hosts in foreign.items() if hosts} == {}


def test_each_host_of_a_source_with_patterns_is_named_by_one() -> None:
    # a pattern is asked about the identity too, and that has no "m." or "amp."
    unnamed = {
        source.id: missing
        for source in PATTERNED
        if (missing := {host for host in source.hosts if not named_hosts(source) & names_of(host)})
    }
    assert unnamed == {}


def test_each_pattern_is_shown_by_a_sample() -> None:
    for source in PATTERNED:
        texts = [text for url in source.sample_urls for text in (url, canonicalize(url) or url)]
        for pattern in source.article_url_re:
            assert any(re.search(pattern, text) for text in texts), (source.id, pattern)


def test_other_forms_of_articles_are_known_too() -> None:
    for name, urls in OTHER_FORMS.items():
        assert taken_for_articles(SOURCES[name], urls) == urls
        assert [url for url in urls if scope_problem(SOURCES[name], url)] == []


def test_samples_are_articles_in_all_their_spellings() -> None:
    for source in PATTERNED:
        for url in source.sample_urls:
            ways = spellings(url)
            assert taken_for_articles(source, ways) == ways
            assert [way for way in ways if scope_problem(source, way)] == []


def test_front_pages_tags_authors_and_searches_are_no_articles() -> None:
    for source in PATTERNED:
        addresses = [root + tail for root in roots(source) for tail in NO_ARTICLES]
        addresses += [root.rstrip("/") for root in roots(source)]
        assert taken_for_articles(source, addresses) == []


def test_pages_about_a_site_are_no_articles() -> None:
    for source in PATTERNED:
        addresses = [root + tail for root in roots(source) for tail in ABOUT_THE_SITE]
        addresses += [f"{url}/" for url in addresses if "." not in url.rpartition("/")[2]]
        assert taken_for_articles(source, addresses) == []


def test_adverts_programmes_vacancies_and_lists_are_no_articles() -> None:
    for source in PATTERNED:
        addresses = [root + tail for root in roots(source) for tail in NOT_NEWS]
        assert taken_for_articles(source, addresses) == []


def test_roads_and_their_further_pages_are_no_articles() -> None:
    for source in PATTERNED:
        addresses = [road.url for road in source.roads]
        addresses += [page for road in source.listings for page in further_pages(road.url)]
        assert taken_for_articles(source, addresses) == []


def test_the_articles_of_other_sources_are_none_of_a_source() -> None:
    samples = {source.id: list(source.sample_urls) for source in SOURCES.values()}
    for source in PATTERNED:
        strangers = [url for name in samples if name != source.id for url in samples[name]]
        assert taken_for_articles(source, strangers) == []


def test_what_is_left_out_by_pattern_is_no_sample_and_no_front_page() -> None:
    for source in SOURCES.values():
        addresses = [source.front_page, *source.sample_urls]
        assert [url for url in addresses if scope_problem(source, url)] == []
