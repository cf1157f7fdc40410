"""The certificates by which sites are told from impostors."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Final

import certifi

from desk.checkup.finding import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desk.checkup.subject import Subject

# fewer are those of one company
_FEW: Final = 20
_MEND: Final = "install the package ca-certificates, or correct SSL_CERT_FILE"


def of_sites(environ: Mapping[str, str], paths: ssl.DefaultVerifyPaths | None = None) -> Check:
    """Those of crawls: the system's, or what SSL_CERT_FILE names. Expired ones do no harm."""
    usual = paths or ssl.get_default_verify_paths()
    named = environ.get("SSL_CERT_FILE") or usual.cafile or usual.openssl_cafile
    folder = environ.get("SSL_CERT_DIR") or usual.capath
    if not Path(named).is_file() and "SSL_CERT_FILE" not in environ and _hashed(folder):
        found = f"{len(_hashed(folder))} in {folder}"
        return Check("certificates", "ok", found)
    return of_file("certificates", Path(named), _MEND)


def _hashed(folder: str | None) -> list[Path]:
    """The certificates of a folder, by the names under which OpenSSL looks for them."""
    return sorted(Path(folder).glob("*.[0-9]")) if folder else []


def of_messages() -> Check:
    """Those of mail, chat and webhooks, which come with a package."""
    return of_file("certifi", Path(certifi.where()), "install certifi again")


def of_file(what: str, path: Path, mend: str) -> Check:
    """Whether a file of certificates is there, can be read, and holds a usual number."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(path)
    except OSError as error:
        # one of SSL, too: "no certificate or crl found"
        why = error.strerror or str(error)
        return Check(what, "fail", f"{path}: cannot be read ({why}): no site can be trusted", mend)
    count = len(context.get_ca_certs())
    if count < _FEW:
        found = f"{path}: holds {count} only: most sites cannot be trusted"
        return Check(what, "warn", found, mend)
    return Check(what, "ok", f"{count} in {path}")


def look(subject: Subject) -> Iterator[Check]:
    """All of these checks."""
    yield of_sites(subject.environ)
    yield of_messages()
