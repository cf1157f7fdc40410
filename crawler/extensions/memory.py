"""The memory limit of a crawl, on what it holds now.

Scrapy takes the highest value ever (``ru_maxrss``), which never falls again and, on Linux, is
inherited from the process that started this one: a crawl started by a large program would end
at once.
"""

from __future__ import annotations

from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATUS = Path("/proc/self/status")


class CurrentMemory(MemoryUsage):
    """Scrapy's extension, with another measure."""

    def get_virtual_size(self) -> int:
        """Bytes of memory that the process holds now; Scrapy's own measure beyond Linux."""
        return resident(_STATUS, "VmRSS") or int(super().get_virtual_size())


def resident(status: Path, field: str) -> int | None:
    """Bytes of a field of ``/proc/PID/status``, None where the file or the field is missing."""
    try:
        lines = status.read_text().splitlines()
    except OSError:
        return None
    found = (line.split()[1] for line in lines if line.startswith(f"{field}:"))
    return next((int(kilobytes) * 1024 for kilobytes in found), None)
