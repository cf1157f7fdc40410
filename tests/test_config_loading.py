from __future__ import annotations

import json
import os
import string
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.sources import BUILTIN
from crawler.verdict import Exit
from desk.config import loading
from desk.config.errors import ConfigError
from desk.config.model import Config, Hours

SECRETS = st.text(string.ascii_letters + string.digits + "-_:", min_size=12, max_size=30)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, text: str, name: str = "kenwatch.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def trouble(path: Path | None = None, **environ: str) -> str:
    with pytest.raises(ConfigError) as found:
        loading.load(path, environ)
    assert found.value.code == Exit.BAD_CONFIG
    return str(found.value)


def test_without_a_file_the_defaults_hold(folder: Path) -> None:
    assert loading.find({}) is None
    assert loading.load(None, {}) == Config()
    assert list(folder.iterdir()) == []


def test_the_file_of_this_folder_holds_and_a_named_one_before_it(folder: Path) -> None:
    written(folder, 'contact = "here"')
    named = written(folder, 'contact = "named"', "named.toml")
    other = written(folder, 'contact = "other"', "other")
    assert loading.load(None, {}).contact == "here"
    assert loading.load(None, {"KENWATCH_CONFIG": str(named)}).contact == "named"
    assert loading.load(None, {"KENWATCH_CONFIG": str(other)}).contact == "other"
    assert loading.load(other, {"KENWATCH_CONFIG": str(named)}).contact == "other"


def test_the_folder_of_own_sources_may_hold_the_file(folder: Path) -> None:
    own = folder / "own"
    own.mkdir()
    written(folder, 'contact = "here"')
    assert loading.find({"KENWATCH_CONFIG": str(own)}) == Path("kenwatch.toml")
    written(own, 'contact = "own"')
    assert loading.load(None, {"KENWATCH_CONFIG": str(own)}).contact == "own"


def test_a_named_file_has_to_be_there(folder: Path) -> None:
    words = "nowhere.toml: the configuration file cannot be read (No such file or directory)"
    assert trouble(Path("nowhere.toml")) == words
    assert trouble(KENWATCH_CONFIG="nowhere.toml") == words
    assert "Is a directory" in trouble(folder)


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(folder: Path) -> None:
    path = written(folder, "[daemon]\ntick_seconds = 7\ncrawl_minutes = 8")
    daemon = loading.load(path, {"KENWATCH_DAEMON__TICK_SECONDS": "9"}).daemon
    assert (daemon.tick_seconds, daemon.crawl_minutes, daemon.tend_minutes) == (9, 8, 5)


def test_the_variables_of_old_go_on_working(folder: Path) -> None:
    written(folder, 'archive = "a.db"\nsources = "s"\ncontact = "c"')
    config = loading.load(
        None, {"KENWATCH_DB": "b.db", "KENWATCH_SOURCES": "t", "KENWATCH_CONTACT": "d"}
    )
    assert (config.archive, config.sources, config.contact) == (Path("b.db"), Path("t"), "d")


def test_paths_of_the_file_are_relative_to_it(folder: Path) -> None:
    deep = folder / "deep"
    deep.mkdir()
    text = 'archive = "a.db"\n[log]\nfile = "~/x.log"\n[backup]\nfolder = "/b"\n[raw_pages]\nfolder="p"'
    path = written(deep, text)
    config = loading.load(path, {"KENWATCH_DB": ""})
    assert config.archive == deep / "a.db"
    assert config.sources == BUILTIN
    assert config.log.file == Path("~/x.log").expanduser()
    assert (config.backup.folder, config.raw_pages.folder) == (Path("/b"), deep / "p")
    assert loading.load(path, {"KENWATCH_DB": "z.db"}).archive == Path("z.db")


def test_a_path_that_is_none_is_told(folder: Path) -> None:
    assert "log.file must be a path in quotes" in trouble(written(folder, "[log]\nfile = 5"))


def test_everything_of_a_rule_is_read(folder: Path) -> None:
    path = written(
        folder,
        '[sinks]\nphone = "tgram://a/b"\n[alarms]\nsinks = ["phone"]\n[[rules]]\nname = "fires"\n'
        'towns = ["Риддер"]\nquiet = "22:00 - 7:00"\nlanguage = "kk"\n[[digests]]\nname = "d"\n'
        "at = 07:30:00\n",
    )
    config = loading.load(path, {})
    assert config.rules[0].towns == ("Риддер",)
    assert config.rules[0].quiet == Hours(begin=time(22), end=time(7))
    assert config.digests[0].at == time(7, 30)
    assert config.language_of(config.rules[0]) == "kk"
    assert config.language_of(config.digests[0]) == "en"
    assert config.sinks["phone"].get_secret_value() == "tgram://a/b"


def test_a_broken_file_is_told_with_its_line(folder: Path) -> None:
    assert trouble(written(folder, "[sinks]\nphone = tgram://TOKEN/1")) == (
        f"{folder}/kenwatch.toml, line 2: is no TOML: invalid value; text belongs in quotes"
    )
    assert "end of document: is no TOML" in trouble(written(folder, "a = ["))
    twice = trouble(written(folder, '["tgram://T/1 "]\n["tgram://T/1 "]'))
    assert "line 2: is no TOML: cannot declare" in twice
    assert "T/1" not in twice


def test_a_message_of_another_python_is_passed_on_without_a_line() -> None:
    assert (
        loading._syntax(Path("k.toml"), "Odd thing") == "k.toml, somewhere: is no TOML: odd thing"
    )


def test_a_file_in_another_encoding_is_told_with_its_line(folder: Path) -> None:
    path = folder / "kenwatch.toml"
    path.write_bytes(b"# ok\ncontact = '" + "Алматы'\n# Риддер".encode("cp1251"))
    assert trouble(path) == f"{path}, line 2: is not UTF-8; save the file as UTF-8"


def test_a_mark_of_windows_in_front_is_no_trouble(folder: Path) -> None:
    path = folder / "kenwatch.toml"
    path.write_bytes(b'\xef\xbb\xbfcontact = "x"\r\n')
    assert loading.load(path, {}).contact == "x"


def test_a_huge_file_is_refused(folder: Path) -> None:
    assert "too large" in trouble(written(folder, "#" * 1_000_001))


def test_many_troubles_are_counted(folder: Path) -> None:
    words = trouble(written(folder, "a = 1\nb = 1\nc = 1\nd = 1\ne = 1"))
    assert words.endswith("(and 2 more: see `kenwatch config check`)")


def test_a_secret_elsewhere_is_read_only_where_it_is_needed(folder: Path) -> None:
    path = written(
        folder, '[sinks]\nphone = { env = "PHONE" }\n[[rules]]\nname = "a"\nsinks = ["phone"]'
    )
    lacking = loading.read(path, {})
    assert lacking.missing == {
        "sinks.phone": (
            f"{path}: sinks.phone is to be in the variable PHONE, which is empty or not there: "
            'write the address itself, { env = "NAME" } or { file = "PATH" }'
        )
    }
    assert lacking.config.sinks == {}
    assert lacking.config.rules[0].sinks == ("phone",)
    assert loading.load(path, {}, secrets=False).rules[0].sinks == ("phone",)
    config = loading.load(path, {"PHONE": "tgram://a"})
    assert config.sinks["phone"].get_secret_value() == "tgram://a"


def test_a_file_of_a_secret_is_relative_to_the_configuration(folder: Path) -> None:
    deep = folder / "deep"
    deep.mkdir()
    (deep / "phone").write_text("tgram://deep\n", encoding="utf-8")
    path = written(deep, '[sinks]\nphone = { file = "phone" }')
    assert loading.load(path, {}).sinks["phone"].get_secret_value() == "tgram://deep"


def test_the_origin_of_each_value_is_known(folder: Path) -> None:
    path = written(folder, '[log]\nkeep = 1\nform = "json"\n[[rules]]\nname = "a"')
    loaded = loading.read(
        path, {"KENWATCH_LOG__FORM": "text", "KENWATCH_DIGESTS": '[{"name":"d"}]'}
    )
    assert loaded.origin(("log", "keep")) == "file"
    assert loaded.origin(("log", "form")) == "environment: KENWATCH_LOG__FORM"
    assert loaded.origin(("log", "level")) == "default"
    assert loaded.origin(("rules", 0, "name")) == "file"
    assert loaded.origin(("rules", 0, "updates")) == "default"
    assert loaded.origin(("digests", 0, "name")) == "environment: KENWATCH_DIGESTS"


def test_a_receiver_without_an_address_alone_is_a_trouble(folder: Path) -> None:
    words = trouble(written(folder, "[sinks]\nphone = []"))
    assert words.startswith(f"{folder / 'kenwatch.toml'}: sinks.phone is no address: write")


@given(secret=SECRETS, place=st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_no_trouble_ever_tells_a_secret(
    secret: str, place: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    quoted = json.dumps(secret)
    text = (
        f"[sinks]\nphone = {quoted}\n[daemon]\nping_url = {quoted}\ntick_seconds = 0",
        f"[sinks]\nphone = {quoted}\nmail = tgram://{secret}",
        f"[sinks]\nphone = [{quoted}]",
        f"[sinks]\nphone = {{ env = 'A', url = {quoted} }}",
        f"[sinks]\n'tgram://{secret}/1' = 'phone'",
        f"[sinks]\nphone = {quoted}\n[[rules]]\nname = 'a'\nsinks = ['tgram://{secret}']",
        f"[sinks]\nphone = {quoted}\n[[rules]]\nname = {quoted}\nseverity = {quoted}",
        f"language = 'json://{secret}'",
        f"[daemon]\nping_url = [{quoted}]\n[daemon]\n",
        f"[sinks]\nPHONE = {quoted}\n[alarms]\nquiet = {quoted}",
    )[place]
    path = written(tmp_path_factory.mktemp("secret"), text)
    with pytest.raises(ConfigError) as found:
        loading.load(path, {"KENWATCH_ALARMS__SINKS": f"tgram://{secret}"})
    assert not [words for words in (*found.value.problems, str(found.value)) if secret in words]
    assert found.value.__cause__ is None


def test_a_secret_of_the_environment_is_not_told_either() -> None:
    words = trouble(
        KENWATCH_SINKS__PHONE="tgram://SECRETTOKEN/1", KENWATCH_ALARMS__SINKS="SECRETTOKEN"
    )
    assert words == "environment: alarms: sinks entry 1 is the name of no sink (known: phone)"


def test_the_process_s_own_environment_is_read_by_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KENWATCH_LANGUAGE", "kk")
    assert loading.load().language == "kk"
    assert os.environ["KENWATCH_LANGUAGE"] == "kk"


def test_a_secret_that_is_missing_costs_its_receiver_alone(folder: Path) -> None:
    text = (
        '[sinks]\nphone = { env = "PHONE" }\nmail = "mailto://a"\n'
        '[alarms]\nsinks = ["phone", "mail"]\n[daemon]\nping_url = { file = "ping" }'
    )
    found = loading.read(written(folder, text), {})
    assert list(found.missing) == ["sinks.phone", "daemon.ping_url"]
    assert (list(found.config.sinks), found.config.alarms.sinks) == (["mail"], ("mail",))
    assert found.config.daemon.ping_url is None


def test_a_copy_of_the_file_means_the_paths_of_the_original(folder: Path) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "phone").write_text("tgram://deep", encoding="utf-8")
    path = written(folder, 'archive = "a.db"\n[sinks]\nphone = { file = "phone" }')
    config = loading.load(path, {"KENWATCH_CONFIG_FOLDER": str(folder / "own")})
    assert config.archive == folder / "own" / "a.db"
    assert config.sinks["phone"].get_secret_value() == "tgram://deep"


def test_a_place_that_may_not_be_looked_into_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    for name in ("is_file", "exists"):
        monkeypatch.setattr(Path, name, refuse)
        words = trouble(KENWATCH_CONFIG="/closed/own")
        assert "the configuration file cannot be read (Permission denied)" in words
        monkeypatch.undo()


ADDRESS = "https://hooks.example/services/T00000000/B11111111/XXXXSECRETXXXX"


@pytest.mark.parametrize("value", [ADDRESS, "xoxb-SECRET-123456-abcdef", "0123456789SECRET"])
@pytest.mark.parametrize(
    "text",
    [
        "[alarms]\nsinks = [{}]", "[[rules]]\nname = 'a'\nsinks = [{}]", "[[rules]]\nname = {}",
        "[alarms]\nquiet = {}", "[[digests]]\nname = 'd'\nat = {}", "language = {}",
        "[[rules]]\nname = {}\nseverity = 'x'", "[daemon]\nstatus_port = {}", "{} = 1",
        "[sinks]\n{} = 'phone'", "[log]\nfile = [{}]", "[[rules]]\nname = 'a'\ntowns = {}",
    ],
)  # fmt: skip
def test_an_address_or_token_in_the_wrong_line_is_never_told(
    text: str, value: str, folder: Path
) -> None:
    words = trouble(written(folder, text.replace("{}", json.dumps(value))))
    assert "SECRET" not in words
    assert "T00000000" not in words
