"""The certificates by which sites are told from impostors."""

from __future__ import annotations

import re
import ssl
from pathlib import Path

import certifi
import pytest

from desk.checkup import certificates

NONE = ssl.DefaultVerifyPaths(None, None, "SSL_CERT_FILE", "/none.pem", "SSL_CERT_DIR", "/none")  # type: ignore[arg-type]


def test_a_usual_file_is_counted() -> None:
    found = certificates.of_messages()
    assert (found.grade, int(found.found.split()[0]) > 50) == ("ok", True)
    assert certificates.of_sites({"SSL_CERT_FILE": certifi.where()}, NONE).grade == "ok"


@pytest.mark.parametrize("text", [None, "no certificate at all", ""])
def test_a_file_that_holds_none_is_told(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "ca.pem"
    if text is not None:
        file.write_text(text)
    found = certificates.of_sites({"SSL_CERT_FILE": str(file)}, NONE)
    assert (found.grade, str(file) in found.found) == ("fail", True)
    assert "ca-certificates" in found.mend


def test_a_handful_is_too_few(tmp_path: Path) -> None:
    blocks = re.findall(
        "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----",
        Path(certifi.where()).read_text("utf-8"),
        re.DOTALL,
    )
    (tmp_path / "ca.pem").write_text("\n".join(blocks[:3]))
    found = certificates.of_file("x", tmp_path / "ca.pem", "mend")
    assert (found.grade, "holds 3 only" in found.found) == ("warn", True)


def test_a_folder_of_certificates_serves_as_well(tmp_path: Path) -> None:
    (tmp_path / "1234abcd.0").touch()
    assert certificates.of_sites({}, NONE).grade == "fail"
    found = certificates.of_sites({"SSL_CERT_DIR": str(tmp_path)}, NONE)
    assert (found.grade, found.found) == ("ok", f"1 in {tmp_path}")
    bare = NONE._replace(capath=None)  # type: ignore[arg-type]
    assert certificates.of_sites({}, bare).grade == "fail"
