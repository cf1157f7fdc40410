"""The settings hold what the README promises, and Scrapy knows each of their names."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawler import settings
from tests.crawling import ROOT


def test_each_setting_is_read_by_scrapy_or_by_us() -> None:
    names = {name for name in vars(settings) if name.isupper() and not name.startswith("_")}
    ours = names - set(dir(default_settings)) - {"BUILTIN"}
    rooms = [
        path for room in ("crawler", "pipelines", "desk") for path in (ROOT / room).rglob("*.py")
    ]
    code = "".join(path.read_text(encoding="utf-8") for path in rooms)
    assert [name for name in ours if f'"{name}"' not in code] == []


def test_all_middlewares_and_handlers_can_be_loaded() -> None:
    components = [*settings.DOWNLOADER_MIDDLEWARES, *settings.DOWNLOAD_HANDLERS.values()]
    for path in (*components, *settings.EXTENSIONS, settings.TWISTED_DNS_RESOLVER):
        assert path is None or load_object(path)


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("", "kenwatch/1.0"),
        ("mailto:desk@news.kz", "kenwatch/1.0 (+mailto:desk@news.kz)"),
        ("a@b.kz)\r\nX-Evil: 1", "kenwatch/1.0 (+a@b.kz)X-Evil: 1)"),
        ("қазақ", "kenwatch/1.0"),
    ],
)
def test_the_user_agent_names_the_contact_and_stays_one_line(contact: str, agent: str) -> None:
    assert settings.user_agent("1.0", contact) == agent


def test_the_environment_names_archive_sources_contact_and_proxy() -> None:
    code = (
        "from crawler import settings as s;"
        "print(s.ARCHIVE, s.SOURCES_DIR, s.USER_AGENT, s.PROXY, s.HTTPPROXY_ENABLED)"
    )
    environment = {
        "KENWATCH_DB": "a.db",
        "KENWATCH_SOURCES": "mine",
        "KENWATCH_CONTACT": "x@y.kz",
        "KENWATCH_PROXY": "p:1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    archive, directory, agent, contact, *proxy = done.stdout.split()
    assert (archive, directory, contact) == ("a.db", "mine", "(+x@y.kz)")
    assert agent.startswith("kenwatch/")
    assert proxy == ["http://p:1", "True"]
