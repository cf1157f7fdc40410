"""``scrapy crawl`` as Scrapy has it, but with a verdict at the end and a truthful exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.process import run_crawl

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCrawl):
    """Run a spider of the project, by name."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider; the exit code is the verdict's."""
        if len(args) != 1:
            raise UsageError("name one spider: `scrapy list` shows them, news is all sources")
        end = run_crawl(self.crawler_process, args[0], opts.spargs)
        sys.stderr.write(f"{end.verdict.line}\n")
        self.exitcode = int(end.verdict.exit_code)
