"""The user's own source files and switches, beside the sources that kenwatch brings along.

The own directory is ``$KENWATCH_CONFIG`` (or that of the file which it names), else
``$XDG_CONFIG_HOME/kenwatch``, else ``~/.config/kenwatch`` (``.kenwatch`` here for a user without
home); it holds ``sources/*.toml`` and ``switches.toml``::

    [enabled]
    tengrinews = false

A directory of sources that is not the built-in one stands for itself: no own sources are added
to it, and its switches lie in it.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from crawler.sources import BUILTIN, SWITCHES, SourceError, read_sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sources import Source


# a source of this id would lie in the file of switches
RESERVED_ID = SWITCHES.removesuffix(".toml")


def own_directory(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the user keeps own sources and switches; it need not exist."""
    if own := environ.get("KENWATCH_CONFIG"):
        # the variable may as well name the configuration file in the directory
        path = Path(own)
        return path.parent if path.suffix == ".toml" or path.is_file() else path
    if config := environ.get("XDG_CONFIG_HOME"):
        return Path(config) / "kenwatch"
    try:
        return Path.home() / ".config" / "kenwatch"
    except RuntimeError:
        # a service under a number without a name has no home
        return Path(".kenwatch").absolute()


def watched_sources(directory: Path = BUILTIN) -> dict[str, Source]:
    """The sources of a directory, by id, with the user's own ones and switches applied.

    Own files are added to the built-in directory only; one with the id of a built-in source
    stands in its place. Raises SourceError that names the file and the mend.
    """
    found, faults = _read(directory)
    if faults:
        raise next(iter(faults.values()))
    return found


def readable_sources(directory: Path = BUILTIN) -> tuple[dict[str, Source], dict[Path, str]]:
    """The same where a wrong file costs its own source alone; and what is wrong, by file.

    Raises SourceError where no file is right, or a directory or the switches cannot be read: what
    was switched off must stay so.
    """
    found, faults = _read(directory)
    if not found:
        raise next(iter(faults.values()))
    return found, {path: str(fault) for path, fault in faults.items()}


def _read(directory: Path) -> tuple[dict[str, Source], dict[Path, SourceError]]:
    found, faults = read_sources(directory)
    own = place_of_new(directory)
    if own != directory and _holds_files(own):
        more, wrong = read_sources(own)
        # what the user meant to replace does not come back by a slip of the pen
        hidden = {path.stem for path in wrong}
        found = {name: one for name, one in found.items() if name not in hidden} | more
        faults |= wrong
    switches = read_switches(switches_file(directory))
    return {name: _switched(source, switches) for name, source in found.items()}, faults


def holds_sources(directory: Path) -> bool:
    """Whether there is a source file below a directory, which need not exist.

    Raises SourceError for one that cannot be read.
    """
    return _holds_files(directory) and any(
        path.name != SWITCHES for path in directory.rglob("*.toml")
    )


def place_of_new(directory: Path) -> Path:
    """The directory into which new source files for ``directory`` belong."""
    return own_directory() / "sources" if _is_builtin(directory) else directory


def switches_file(directory: Path) -> Path:
    """The file of switches that counts for a directory of sources."""
    return (own_directory() if _is_builtin(directory) else directory) / SWITCHES


def source_file(directory: Path, source_id: str) -> Path | None:
    """The file that defines a source: the user's own one before the built-in one."""
    for place in dict.fromkeys((place_of_new(directory), directory)):
        found = sorted(place.rglob(f"{source_id}.toml"))
        if found:
            return found[0]
    return None


def _is_builtin(directory: Path) -> bool:
    return directory.absolute() == BUILTIN.absolute()


def _holds_files(directory: Path) -> bool:
    try:
        # rglob would pass over a directory that it may not read
        found = any(directory.iterdir())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SourceError(
            f"{directory}: cannot be read ({error.strerror}); check the path and its rights"
        ) from error
    return found and any(directory.rglob("*.toml"))


def _switched(source: Source, switches: Mapping[str, bool]) -> Source:
    wanted = switches.get(source.id, source.enabled)
    return source if wanted == source.enabled else source.model_copy(update={"enabled": wanted})


def read_switches(path: Path) -> dict[str, bool]:
    """Which sources the user switched on (True) or off, by id; empty where there is no file.

    Raises SourceError for a file that cannot be read or holds anything else.
    """
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check its rights") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: is not TOML in UTF-8: {error}") from error
    switches = record.get("enabled", {})
    sound = isinstance(switches, dict) and all(isinstance(v, bool) for v in switches.values())
    if not sound or record.keys() - {"enabled"}:
        raise SourceError(f"{path}: holds more than [enabled] with lines like tengrinews = false")
    return dict(switches)


def save_switches(path: Path, switches: Mapping[str, bool]) -> None:
    """Write the file of switches whole or not at all; raises SourceError where that cannot be."""
    lines = [f"{json.dumps(name)} = {str(on).lower()}" for name, on in sorted(switches.items())]
    head = "# Written by `kenwatch sources enable` and `disable`.\n[enabled]\n"
    _save(path, head + "".join(f"{line}\n" for line in lines), replace=True)


def save_new(path: Path, text: str) -> None:
    """Write a new file whole or not at all.

    Raises SourceError where there is a file already, or where it cannot be written.
    """
    _save(path, text, replace=False)


def _save(path: Path, text: str, *, replace: bool) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            part = Path(file.name)
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                _put(part, path, replace=replace)
            finally:
                part.unlink(missing_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise SourceError(
            f"{path}: cannot be written: {path.parent} is no directory; choose another place"
        ) from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be written ({error.strerror}); check rights") from error


def _put(part: Path, path: Path, *, replace: bool) -> None:
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
    if replace:
        part.replace(path)
        return
    try:
        # unlike a rename, a link never takes the place of a file that is there
        path.hardlink_to(part)
    except FileExistsError as error:
        raise SourceError(
            f"{path}: is there already and is left as it is; choose another name"
        ) from error
