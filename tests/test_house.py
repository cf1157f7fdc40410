"""The rules of the house that no linter knows: sizes, and what is named nowhere."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("crawler", "pipelines", "desk", "samples")
MODULES = [*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]


def functions(path: Path) -> list[tuple[int, str]]:
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return [
        (_lines(node), f"{path.name}:{node.name}")
        for node in found
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Length without the docstring: words for the reader are free."""
    body = node.body
    text = ast.get_docstring(node, clean=False)
    told = 0
    if text is not None:
        told = (body[0].end_lineno or 0) - body[0].lineno + 1
    return (node.end_lineno or 0) - node.lineno + 1 - told


def test_functions_are_short() -> None:
    sizes = [size for path in MODULES for size, _ in functions(path)]
    assert median(sizes) <= 8
    assert quantiles(sizes, n=10)[8] <= 25


def test_no_function_is_over_fifty_lines() -> None:
    assert [name for path in MODULES for size, name in functions(path) if size > 50] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_over_250_lines(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 250


def test_no_bag_of_helpers() -> None:
    bags = {"utils", "util", "helpers", "helper", "common", "misc", "lib"}
    assert [path for path in MODULES if path.stem in bags] == []


def test_every_data_file_is_shipped_with_its_package() -> None:
    import tomllib

    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    for room in ROOMS:
        patterns = shipped["package-data"].get(room, [])
        files = [
            p for p in (ROOT / room).rglob("*") if p.is_file() and p.suffix not in {".py", ".pyc"}
        ]
        kept = {found for pattern in patterns for found in (ROOT / room).glob(pattern)}
        assert [p.name for p in files if p not in kept] == []
