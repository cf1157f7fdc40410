"""Call kenwatch as a user does: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

ROOT = Path(__file__).parent.parent


def environment(**extra: str) -> dict[str, str]:
    """The environment of a user at a terminal that is 100 letters wide."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("KENWATCH")}
    if "KENWATCH_CONFIG" in os.environ:
        # not the sources and switches of whoever runs the tests
        given["KENWATCH_CONFIG"] = os.environ["KENWATCH_CONFIG"]
    return {**given, "COLUMNS": "100", "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **extra}


def kenwatch(
    *arguments: object, stdin: str | None = None, cwd: Path = ROOT, timeout: float = 110, **env: str
) -> CompletedProcess[str]:
    """``kenwatch ARGUMENTS``, its output as text."""
    return subprocess.run(
        [sys.executable, "-m", "desk", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=timeout,
        check=False,
        env=environment(**env),
    )


def scrapy(*arguments: object, **env: str) -> CompletedProcess[str]:
    """``scrapy ARGUMENTS`` in the project."""
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=110,
        check=False,
        env=environment(**env),
    )
