"""Scrapy settings. Each line that differs from Scrapy 2.19 tells the default and the reason.

Environment: ``KENWATCH_DB`` (the archive), ``KENWATCH_SOURCES`` (directory of source files),
``KENWATCH_CONTACT`` (address told to the sites), ``KENWATCH_PROXY`` (a proxy, on purpose only).
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version

from crawler.sources import BUILTIN

try:
    _VERSION = version("kenwatch")
except PackageNotFoundError:  # run from a checkout that is not installed
    _VERSION = "0"


def user_agent(release: str, contact: str) -> str:
    """The name told to the sites; a contact with letters that no header may hold is cleaned."""
    clean = "".join(letter for letter in contact if " " <= letter <= "~").strip(" ()")
    return f"kenwatch/{release} (+{clean})" if clean else f"kenwatch/{release}"


def proxy_url(text: str) -> str:
    """A proxy as a URL: ``host:port`` is taken for an http proxy; empty stays empty."""
    text = text.strip()
    return text if not text or "://" in text else f"http://{text}"


# --- who we are and where things are ---------------------------------------------------------

BOT_NAME = "kenwatch"
SPIDER_MODULES = ["crawler.spiders"]
SPIDER_LOADER_CLASS = "crawler.spiderloader.SourceSpiderLoader"  # each source is listed as a spider
COMMANDS_MODULE = "crawler.commands"

# default: the name of Scrapy. A site should see who asks and whom to write to.
USER_AGENT = user_agent(_VERSION, os.environ.get("KENWATCH_CONTACT", ""))

# default: English only. Where a site chooses by language it should choose one that we read.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "kk, ru;q=0.9, en;q=0.8",
}

FRONTIER = "pipelines.stages.frontier"
ARCHIVE = os.environ.get("KENWATCH_DB") or "kenwatch.db"
SOURCES_DIR = os.environ.get("KENWATCH_SOURCES") or str(BUILTIN)

ITEM_PIPELINES = {"pipelines.stages.Refine": 300, "pipelines.stages.Store": 800}

# --- safety -----------------------------------------------------------------------------------

# default: also data:, file:, ftp:, s3:. A feed must not make us read local files.
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "crawler.handlers.HTTPDownloadHandler",
    "https": "crawler.handlers.HTTPSDownloadHandler",
}

# default: any address. The answer that the socket gets is judged, so redirects and names
# that change their address are covered; sources may pin a host to a private address.
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"
DNS_TIMEOUT = 10  # default 60: a dead name server would hold the resolver's few threads
REACTOR_THREADPOOL_MAXSIZE = 20  # default 10: names of all sources are looked up in these

# default False: any certificate is taken. A source may opt out with verify_tls = false.
DOWNLOAD_VERIFY_CERTIFICATES = True

# default 1 GiB. The cap holds for the bytes sent and for the bytes unpacked; the longest
# sitemaps are about this long, a news page is a hundredth of it.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30  # default 180, in seconds for the whole answer, and each try has its own

TELNETCONSOLE_ENABLED = False  # default True: a port that runs what it is told
REMOTE_CONTROL_ENABLED = False  # default True: the same over HTTP
COOKIES_ENABLED = False  # default True. Not needed, and the first cookie loads a list from the net
METAREFRESH_ENABLED = False  # default True: a page must not send us elsewhere; servers redirect

# default True and the environment's proxies. A proxy hides the address that is fetched from
# the guard, so only one that is named for this program is used.
PROXY = proxy_url(os.environ.get("KENWATCH_PROXY", ""))
HTTPPROXY_ENABLED = bool(PROXY)

REFERER_ENABLED = False  # default True: no site needs to know where we found its page
URLLENGTH_LIMIT = 0  # default 2083, dropped without telling; the address guard has the same limit
DEPTH_LIMIT = (
    1000000  # default none, and drops without telling; the depth of hubs is the spider’s own rule
)
MEMUSAGE_LIMIT_MB = 1024  # default none; a crawl needs about 150 MB
CLOSESPIDER_TIMEOUT = (
    4 * 3600
)  # default none, in seconds: a run that goes on for ever hides trouble

# --- politeness -------------------------------------------------------------------------------

ROBOTSTXT_OBEY = True  # default False; read for the user agent "kenwatch"

# default 8: one request at a time for a host, however many sources it serves
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# default 16. Requests that wait for their host or its robots.txt count too, and a few dead hosts
# must not stop the others; what is under way at a time is one request a host in any case.
CONCURRENT_REQUESTS = 200
# default 0, in seconds, for hosts without a source's own delay (see crawler.politeness.slots)
DOWNLOAD_DELAY = 5.0
DOWNLOAD_DELAY_JITTER = 0.0  # default 0.5: half of the waits would be shorter than was promised

AUTOTHROTTLE_ENABLED = True  # default False: a slow site is asked more slowly
AUTOTHROTTLE_MAX_DELAY = 60.0  # the default, named because Crawl-delay has the same cap

REDIRECT_MAX_TIMES = 5  # default 20

# default 2 tries of their own without any pause; these are the tries after the pauses below
RETRY_TIMES = 2
BACKOFF_SECONDS = 2.0  # ours: the first pause, doubled with each try
BACKOFF_LIMIT = 120.0  # ours: seconds that a run spends on the pauses of one host

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    # drops requests without telling anybody; the address guard takes its place
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.address.AddressMiddleware": 10,
    # lets requests through before the rules are there; reads error pages as rules
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.conditional.ConditionalMiddleware": 510,
    # asks again at once, whatever Retry-After says
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.middlewares.backoff.BackoffMiddleware": 550,
    # hands on half pages unmarked, and bytes it cannot unpack
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.compression.CompressionMiddleware": 590,
    # loses redirects to the same page and to other hosts
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirects.RedirectMiddleware": 600,
    "crawler.middlewares.address.ResolvedAddressMiddleware": 960,
}

EXTENSIONS: dict[str, int | None] = {
    # goes below the delays of the sources
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.extensions.throttle.FloorThrottle": 0,
    # ends a crawl for memory that another process once held
    "scrapy.extensions.memusage.MemoryUsage": None,
    "crawler.extensions.memory.CurrentMemory": 0,
    "crawler.extensions.shutdown.PromptShutdown": 10,
    "crawler.extensions.runlog.RunLog": 100,
    "crawler.extensions.progress.Progress": 200,
    "crawler.extensions.warc.WarcWriter": 300,
}

SPIDER_MIDDLEWARES = {"crawler.middlewares.faults.FaultMiddleware": 10}

PROGRESS = "auto"  # ours: "live" table, "plain" lines, "none", or by whether there is a terminal
WARC = ""  # ours: a file to append fetched pages to
DRY_RUN = False  # ours: work on a temporary copy of the archive
ALL_TOPICS = False  # ours: store pages on any subject

LOG_LEVEL = "INFO"  # default DEBUG: a line for each request
