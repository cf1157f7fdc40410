"""The ways to run kenwatch say what the command understands, and keep to what they promise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml  # type: ignore[import-untyped]

from crawler.verdict import Exit
from desk.cli import COMMANDS, cli
from desk.config import environment, loading
from desk.config.model import Config, Digest, Rule

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "kenwatch.service").read_text(encoding="utf-8")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
CONFIG_PAGE = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
RUNNING_PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def unit(key: str) -> list[str]:
    return re.findall(rf"(?m)^{key}=(.*)$", UNIT)


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def parsed(words: list[str]) -> click.Context:
    """The words as kenwatch understands them; raises click.UsageError where it does not."""
    command = cli.get_command(click.Context(cli), words[0])
    assert command is not None
    return command.make_context(words[0], words[1:], resilient_parsing=False)


def lines_of_shell() -> list[str]:
    blocks = re.findall(r"```(?:sh|text)\n(.*?)```", RUNNING_PAGE, re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]


def test_the_unit_is_not_restarted_where_that_changes_nothing() -> None:
    codes = {int(code) for code in unit("RestartPreventExitStatus")[0].split()}
    assert codes == {Exit.USAGE, Exit.BAD_CONFIG, Exit.BUSY}


def test_the_unit_starts_the_daemon_with_settings_that_mean_something() -> None:
    (start,) = unit("ExecStart")
    assert start.split()[1:] == ["daemon"]
    given = dict(line.split("=", 1) for line in unit("Environment"))
    assert environment.unknown_variables(given) == []
    (state,) = unit("StateDirectory")
    folders = {f"/var/lib/{name}" for name in state.split()}
    assert str(environment.from_environment(given).values["backup"]["folder"]) in folders
    assert str(Path(given["KENWATCH_DB"]).parent) in folders


def test_the_unit_leaves_the_daemon_the_time_it_needs_to_end() -> None:
    # the daemon promises ten seconds
    assert unit("TimeoutStopSec") == ["20s"]
    assert unit("Type") == ["notify"]
    assert unit("OOMPolicy") == ["continue"]


def test_the_image_is_made_from_files_that_are_there_and_sent() -> None:
    sent = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    copied = [
        name
        for line in re.findall(r"(?m)^COPY (?!--from)(.*)$", DOCKERFILE)
        for name in line.split()[:-1]
    ]
    assert {"requirements.txt", "crawler", "pipelines", "desk", "scheduler.py"} <= set(copied)
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}\n" in sent


def test_the_image_holds_every_package_and_module_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    setuptools = project["tool"]["setuptools"]
    rooms = {name.rstrip("*") for name in setuptools["packages"]["find"]["include"]}
    for name in (*(f"{module}.py" for module in setuptools["py-modules"]), *(rooms - {"samples"})):
        assert re.search(rf"(?m)^COPY .*\b{re.escape(name)}", DOCKERFILE)


def test_the_image_is_installed_from_the_lock_with_hashes_and_runs_as_nobody_s_user() -> None:
    assert "--require-hashes -r requirements.txt" in DOCKERFILE
    assert re.search(r"(?m)^USER [1-9]\d+:[1-9]\d+$", DOCKERFILE)
    assert "://" not in DOCKERFILE


def test_the_variables_of_the_image_are_settings() -> None:
    given = dict(re.findall(r"(KENWATCH_\w+)=(\S+)", DOCKERFILE))
    assert environment.unknown_variables(given) == []
    assert environment.from_environment(given).values["archive"] == "/data/kenwatch.db"


@pytest.mark.parametrize("service", ["daemon", "web"])
def test_each_container_may_write_to_its_volume_and_nothing_else(service: str) -> None:
    found = compose()["services"][service]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in found["security_opt"]
    writable = [volume for volume in found["volumes"] if not volume.endswith(":ro")]
    assert writable == ["data:/data"]


def test_only_this_machine_comes_in() -> None:
    ports = [port for one in compose()["services"].values() for port in one.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_files_that_compose_names_are_there() -> None:
    services = compose()["services"]
    build = services["daemon"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
    mounted = [volume.split(":")[0] for one in services.values() for volume in one["volumes"]]
    assert {name for name in mounted if name.startswith("./")} == {"./kenwatch.toml"}
    assert (DEPLOY / "kenwatch.toml").is_file()


def test_kenwatch_understands_what_the_containers_call() -> None:
    called = [one["command"] for one in compose()["services"].values()]
    called.append(re.findall(r'"([^"]+)"', DOCKERFILE.partition("HEALTHCHECK")[2])[1:3])
    assert [words[0] for words in called] == ["daemon", "web", "daemon"]
    for words in called:
        parsed([*words, "--db", "/nowhere.db"])


def test_the_settings_of_a_service_load(tmp_path: Path) -> None:
    config = loading.load(DEPLOY / "kenwatch.toml", {})
    assert [rule.name for rule in config.rules] == ["accidents", "mono-towns"]
    # with the sink of systemd switched on, as its remark says
    text = (DEPLOY / "kenwatch.toml").read_text(encoding="utf-8")
    text = text.replace("#phone", "phone", 1).replace("#sinks", "sinks")
    secret = tmp_path / "phone-url"
    secret.write_text("tgram://a/b", encoding="utf-8")
    path = tmp_path / "kenwatch.toml"
    path.write_text(text.replace("/run/credentials/kenwatch.service/phone-url", str(secret)))
    assert loading.load(path, {}).rules[0].sinks == ("phone",)


@pytest.mark.parametrize(
    "key",
    sorted(
        {*Config.model_fields, *Rule.model_fields, *Digest.model_fields}
        | {
            name
            for section in ("daemon", "log", "backup", "raw_pages", "alarms")
            for name in type(getattr(Config(), section)).model_fields
        }
    ),
)
def test_every_key_is_on_the_page_of_the_configuration(key: str) -> None:
    assert re.search(rf"`\[*{key}\]*`", CONFIG_PAGE)


def test_the_defaults_on_the_page_are_those_of_the_model() -> None:
    config = Config()
    shown = {
        "tick_seconds": config.daemon.tick_seconds,
        "crawl_minutes": config.daemon.crawl_minutes,
        "crawl_limit_minutes": config.daemon.crawl_limit_minutes,
        "sources_per_crawl": config.daemon.sources_per_crawl,
        "tend_minutes": config.daemon.tend_minutes,
        "status_port": config.daemon.status_port,
        "every_hours": config.backup.every_hours,
        "again_hours": config.alarms.again_hours,
        "updates": Rule(name="x").updates,
        "max_age_days": Rule(name="x").max_age_days,
    }
    for key, value in shown.items():
        assert f"| `{key}` | {value:g} |" in CONFIG_PAGE
    for keys, values in {
        "`max_mb`, `keep`": (config.log.max_mb, config.log.keep),
        "`keep`, `keep_weekly`": (config.backup.keep, config.backup.keep_weekly),
        "`keep_days`, `max_gb`": (config.raw_pages.keep_days, config.raw_pages.max_gb),
    }.items():
        assert f"| {keys} | {values[0]:g}, {values[1]:g} |" in CONFIG_PAGE


def test_the_page_on_running_names_commands_and_files_that_are_there() -> None:
    lines = lines_of_shell()
    named = {name for line in lines for name in re.findall(r"\bkenwatch ([a-z]+)\b", line)}
    assert {"daemon", "config", "crawl"} <= named <= set(COMMANDS)
    for path in re.findall(r"\bdeploy/[\w.]+\w", RUNNING_PAGE):
        assert (ROOT / path).is_file()
