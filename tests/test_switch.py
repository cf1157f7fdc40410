from scrapy.settings import Settings

from crawler.browser.switch import draw_where_wanted
from tests.builders import source


def test_the_browser_is_off_unless_a_source_asks_for_it() -> None:
    settings = Settings({"DOWNLOAD_HANDLERS": {"http": "plain", "ftp": None}})
    draw_where_wanted(settings, [source("a")], "spider")
    assert settings.getdict("DOWNLOAD_HANDLERS") == {"http": "plain", "ftp": None}


def test_where_a_source_asks_for_it_the_other_handlers_stay() -> None:
    settings = Settings({"DOWNLOAD_HANDLERS": {"http": "plain", "ftp": None}})
    draw_where_wanted(settings, [source("a"), source("b", render="browser")], "spider")
    handlers = settings.getdict("DOWNLOAD_HANDLERS")
    assert handlers["ftp"] is None
    assert "crawler.browser" in handlers["http"]
