"""The least delay of a host survives quick answers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.extensions.throttle import FloorThrottle


@pytest.fixture
def crawler() -> Any:
    settings = Settings({"AUTOTHROTTLE_ENABLED": True, "DOWNLOAD_DELAY": 5})
    named = {"own.kz": {"delay": 2}, "slow.kz": {"delay": 20}}
    downloader = SimpleNamespace(slots={}, per_slot_settings=named, _delay=0)
    engine = SimpleNamespace(downloader=downloader)
    return SimpleNamespace(settings=settings, signals=SignalManager(), engine=engine)


def delay_after_answer(crawler: Any, host: str, *, delay: float, latency: float) -> float:
    throttle = FloorThrottle(crawler)
    spider = Spider("any")
    throttle._spider_opened(spider)
    slot = Slot(1, delay, 0.0)
    crawler.engine.downloader.slots[host] = slot
    meta = {"download_slot": host, "download_latency": latency}
    request = Request(f"http://{host}/", meta=meta)
    throttle._response_downloaded(Response(request.url), request, spider)
    return slot.delay


@pytest.mark.parametrize(("host", "floor"), [("slow.kz", 20), ("own.kz", 2), ("new.kz", 5)])
def test_a_quick_answer_never_lowers_the_delay_below_the_hosts_own(
    crawler: Any, host: str, floor: float
) -> None:
    assert delay_after_answer(crawler, host, delay=floor, latency=0.01) == floor


def test_a_slow_answer_raises_the_delay_up_to_a_minute(crawler: Any) -> None:
    assert delay_after_answer(crawler, "own.kz", delay=2, latency=9.0) == 9.0
    assert delay_after_answer(crawler, "own.kz", delay=2, latency=900.0) == 60.0


def test_an_answer_without_a_slot_changes_nothing(crawler: Any) -> None:
    throttle = FloorThrottle(crawler)
    throttle._spider_opened(Spider("any"))
    request = Request("http://own.kz/")
    throttle._response_downloaded(Response(request.url), request, Spider("any"))
    assert crawler.engine.downloader.slots == {}
