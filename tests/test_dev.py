"""``scripts/dev.py``: the first thing a newcomer runs answers in words, never with a traceback."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
DEV = ROOT / "scripts" / "dev.py"
LOCKS = ("requirements.lock", "tests/requirements.lock")


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """The module, with a project folder of its own and nothing that reaches outside."""
    spec = importlib.util.spec_from_file_location("dev_under_test", DEV)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for lock in LOCKS:
        (tmp_path / lock).parent.mkdir(exist_ok=True)
        (tmp_path / lock).write_text(f"# {lock}\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    bin_ = tmp_path / ".venv" / "bin"
    places = {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "BIN": bin_, "PYTHON": bin_ / "python"}
    for name, value in places.items():
        monkeypatch.setattr(module, name, value)
    return module


class Calls:
    """Stands in for ``subprocess.run``: remembers commands, answers with ``codes`` by a word."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType, **codes: int) -> None:
        self.made: list[list[str]] = []
        self.codes = codes
        self.python = module.PYTHON
        monkeypatch.setattr(module.subprocess, "run", self)

    def __call__(self, words: list[str], **_: Any) -> Any:
        self.made.append(list(words))
        code = next((c for word, c in self.codes.items() if word in words), 0)
        if "venv" in words and code == 0:
            self.python.parent.mkdir(parents=True, exist_ok=True)
            self.python.touch()
        return subprocess.CompletedProcess(words, code, "", "")

    def said(self, word: str) -> list[list[str]]:
        return [words for words in self.made if word in words]


def test_an_old_python_can_still_read_it() -> None:
    """The message about an old Python must reach the old Python: 3.8's grammar, no new imports."""
    tree = ast.parse(DEV.read_text("utf-8"), feature_version=(3, 8))
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {(n.module or "").split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names) - {"tomllib"}
    first = next(n for n in tree.body if isinstance(n, ast.ImportFrom))
    assert first.module == "__future__"  # annotations are text: ``X | Y`` is never evaluated


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 14)])
def test_too_old(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any, version: tuple[int, ...]
) -> None:
    calls = Calls(monkeypatch, dev)
    monkeypatch.setattr(dev.sys, "version_info", version)
    monkeypatch.setattr(dev.sys, "version", ".".join(map(str, version)) + " (main)")
    assert dev.main(["serve"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("dev.py serve: Cần Python 3.11 trở lên, đang là 3.")
    assert "python.org" in told
    assert calls.made == []


def test_venv_is_missing(dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    Calls(monkeypatch, dev, venv=1)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    (dev.VENV / "half").mkdir(parents=True)
    assert dev.main(["setup"]) == 2
    told = capsys.readouterr().err
    assert "Python thiếu mô-đun venv" in told
    assert f"python3.{sys.version_info[1]}-venv" in told
    assert not dev.VENV.exists()


def test_root_installs_venv_itself(dev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch, dev, venv=1)
    monkeypatch.setattr(dev, "is_root", lambda: True)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")

    def install(package: str) -> bool:
        calls.codes.clear()
        return package == f"python3.{sys.version_info[1]}-venv"

    monkeypatch.setattr(dev, "install", install)
    assert dev.main(["setup"]) == 0
    assert len(calls.said("venv")) == 2


def test_the_environment_is_made_once(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    calls = Calls(monkeypatch, dev)
    assert dev.main(["setup"]) == 0
    assert [w for w in calls.said("--require-hashes")[0] if w.endswith("requirements.lock")]
    assert calls.said("--no-deps")
    done = len(calls.made)
    assert dev.main(["setup"]) == 0
    assert len(calls.made) == done
    (dev.ROOT / "requirements.lock").write_text("other")
    assert dev.main(["setup"]) == 0
    assert len(calls.made) == done + 2
    assert "Môi trường sẵn sàng" in capsys.readouterr().out


def test_packages_that_cannot_be_had(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    calls = Calls(monkeypatch, dev, pip=1)
    assert dev.main(["build"]) == 2
    assert "Không cài được các gói" in capsys.readouterr().err
    calls.codes.clear()
    assert dev.main(["build"]) == 0, "a half-made environment is made good"


def test_a_taken_port_is_told_before_anything_is_made(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    calls = Calls(monkeypatch, dev)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert dev.main(["serve", "--cong", str(port)]) == 2
        assert dev.main(["serve", f"--cong={port}"]) == 2
    told = capsys.readouterr().err
    assert told.count(f"Cổng {port} đang được chương trình khác dùng") == 2
    assert "dev.py serve --cong " in told
    assert calls.made == []


@pytest.mark.parametrize("port", ["abc", "70000", "-1", ""])
def test_no_port_at_all(dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any, port: str) -> None:
    Calls(monkeypatch, dev)
    assert dev.main(["serve", "--cong", port]) == 2
    assert "không phải số cổng" in capsys.readouterr().err


def test_a_free_port_is_handed_on(dev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch, dev)
    assert dev.main(["serve", "--cong", "0"]) == 0
    assert calls.made[-1][1:] == ["serve", "--cong", "0"]


def test_no_browser_says_what_to_install(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    Calls(monkeypatch, dev, playwright=1)
    monkeypatch.delenv("VANBAN_CHROMIUM", raising=False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    assert dev.main(["test"]) == 2
    assert "apt install chromium" in capsys.readouterr().err


def test_a_failing_step_ends_the_tests(dev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(monkeypatch, dev, mypy=3)
    monkeypatch.setenv("VANBAN_CHROMIUM", "/x/chromium")
    assert dev.main(["test"]) == 3
    assert calls.said("ruff")
    assert not calls.said("pytest")
    assert dev.main(["test", "tests/floor"]) == 0
    assert calls.made[-1][-2:] == ["pytest", "tests/floor"]


def test_corpora_that_are_not_there(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path
) -> None:
    Calls(monkeypatch, dev)
    monkeypatch.setenv("VANBAN_SHARED", str(tmp_path / "none"))
    assert dev.main(["corpora"]) == 2
    assert "VANBAN_SHARED" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"), [([], 0), (["help"], 0), (["--help"], 0), (["nope"], 2)]
)
def test_help(dev: Any, capsys: Any, words: list[str], code: int) -> None:
    assert dev.main(words) == code
    out = capsys.readouterr().out
    assert all(name in out for name in dev.TASKS)


def test_ctrl_c_is_no_traceback(dev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(dev.TASKS, "check", interrupted)
    assert dev.main(["check"]) == 130


def requirements(path: str) -> list[str]:
    """Each requirement of a lock file with its hashes, on one line."""
    text = (ROOT / path).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("path", LOCKS)
def test_everything_is_pinned_with_hashes(path: str) -> None:
    lines = requirements(path)
    assert len(lines) > 20
    for line in lines:
        assert re.match(r"[A-Za-z0-9_.-]+==[^\s;]+( ;[^#]*)?\s+--hash=sha256:[0-9a-f]{64}", line), (
            line
        )
        assert "://" not in line


def test_the_tests_lock_holds_the_other() -> None:
    """One environment serves both: what the site is built with is what the tests see."""

    def pins(path: str) -> set[str]:
        return {line.split()[0] for line in requirements(path)}

    assert pins(LOCKS[0]) <= pins(LOCKS[1])


@pytest.mark.parametrize(
    "source", ["pyproject.toml", "tests/requirements.in", "tests/build-requirements.in"]
)
def test_what_is_asked_for_is_locked(source: str) -> None:
    text = re.sub("^#.*", "", (ROOT / source).read_text("utf-8"), flags=re.M)
    if source.endswith(".toml"):
        text = "\n".join(
            re.findall(
                r'^    "([^"]+)",$', text.partition("dependencies = [")[2].partition("]")[0], re.M
            )
        )
    names = {re.split(r"[=<>;\[ ]", line)[0].lower() for line in text.split() if line[0].isalpha()}
    held = {line.split("==")[0] for line in requirements(LOCKS[1])}
    assert names
    assert names <= held


def test_the_readmes_commands_are_tasks(dev: Any) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    asked = set(re.findall(r"python3 scripts/dev\.py ([a-z]+)", readme))
    assert {"serve", "test"} <= asked
    assert asked <= dev.TASKS.keys()


def test_every_task_is_in_the_help(dev: Any) -> None:
    told = re.findall(r"^([a-z]+) {2,}", dev.__doc__, re.M)
    assert set(told) == set(dev.TASKS)


def test_ci_runs_the_readmes_own_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "python3 scripts/dev.py test" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_list_of_what_is_installed_is_that_of_the_lock_file() -> None:
    """``dev.py sbom`` writes it; what only other systems need may be missing."""
    root = Path(__file__).resolve().parents[1]
    listed = json.loads((root / "docs" / "sbom.cdx.json").read_text("utf-8"))
    held = {(re.sub(r"[._]", "-", c["name"].lower()), c["version"]) for c in listed["components"]}
    lock = (root / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", lock, re.MULTILINE))
    assert held <= locked  # one package may have a version for each Python
    windows = r"^([a-z0-9-]+)==[^ ]+ ; [^\n]*(?:win32|Windows)"
    elsewhere = set(re.findall(windows, lock, re.MULTILINE))
    assert {n for n, _ in locked} - {n for n, _ in held} <= elsewhere
