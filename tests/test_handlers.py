"""Which hosts are asked without a certificate check."""

from __future__ import annotations

import logging

from crawler.handlers import CertificatePolicy, _is_told_elsewhere, unverified_hosts
from tests.crawling import make_source as source


class Named:
    def __init__(self, name: str) -> None:
        self.name = name

    def creatorForNetloc(self, hostname: bytes, port: int) -> str:  # noqa: N802 - Twisted's name
        return f"{self.name} {hostname.decode()}:{port}"


def test_only_hosts_of_a_source_that_opts_out_go_unchecked() -> None:
    hosts = unverified_hosts([source("one", verify_tls=False), source("two")])
    policy = CertificatePolicy(Named("strict"), Named("lenient"), hosts)
    assert policy.creatorForNetloc(b"ONE.kz", 443) == "lenient ONE.kz:443"
    assert policy.creatorForNetloc(b"two.kz", 443) == "strict two.kz:443"
    assert policy.creatorForNetloc(b"sub.one.kz", 443) == "strict sub.one.kz:443"


def test_only_the_traceback_of_a_certificate_is_kept_from_the_log() -> None:
    def record(message: str) -> logging.LogRecord:
        return logging.LogRecord("twisted", logging.ERROR, "", 0, message, (), None)

    assert not _is_told_elsewhere(record("while verifying certificate"))
    assert _is_told_elsewhere(record("Unhandled error"))
