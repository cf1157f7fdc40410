from __future__ import annotations

from crawler import settings as project
from crawler.survey.probing import _settings
from tests.crawling import make_source


def test_a_check_keeps_the_safety_of_a_crawl_and_leaves_out_the_archive() -> None:
    settings = _settings("/nowhere", [make_source("x", delay_seconds=7)])
    assert settings.getdict("ITEM_PIPELINES") == {}
    extensions = settings.getdict("EXTENSIONS")
    writers = [
        name
        for name in project.EXTENSIONS
        if name.rpartition(".")[2] in {"RunLog", "Progress", "WarcWriter"}
    ]
    assert [extensions[name] for name in writers] == [None] * 3
    for name in ("DOWNLOADER_MIDDLEWARES", "DOWNLOAD_HANDLERS"):
        assert settings.getdict(name) == getattr(project, name)
    for name in (
        "TWISTED_DNS_RESOLVER",
        "ROBOTSTXT_OBEY",
        "CONCURRENT_REQUESTS_PER_DOMAIN",
        "USER_AGENT",
    ):
        assert settings.get(name) == getattr(project, name)


def test_of_sources_that_share_a_host_the_longer_delay_holds() -> None:
    slow = make_source("y", hosts=("x.kz",), delay_seconds=30)
    settings = _settings("/nowhere", [make_source("x", delay_seconds=7), slow])
    assert settings.getdict("DOWNLOAD_SLOTS")["x.kz"]["delay"] == 30
