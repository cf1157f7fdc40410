"""Source files for the sample sites, written for the port that their server listens on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crawler.sources import load_sources

if TYPE_CHECKING:
    from crawler.sources import Source

TEMPLATES = Path(__file__).parent / "sources"


def write_sources(directory: Path, port: int) -> dict[str, Source]:
    """Write one source file a site into a directory (made if need be); the sources by id.

    Raises OSError where the directory cannot be written, SourceError where other files in
    it are no sources.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for template in sorted(TEMPLATES.glob("*.toml")):
        text = template.read_text(encoding="utf-8").replace("{port}", str(port))
        (directory / template.name).write_text(text, encoding="utf-8")
    return load_sources(directory)
