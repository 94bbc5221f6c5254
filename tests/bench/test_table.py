"""The table of builds made in parts: own cells replaced, others left, whole ones passed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import run as bench
from measure import Cost
from run import Contender


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tools that cost a second each; the names of those that were run, in order."""
    names: list[str] = []

    def contenders(options: Any, wanted: list[str], archive: Path, work: Path) -> list[Contender]:
        found = []
        for name in wanted:
            (work / name / "site").mkdir(parents=True)
            (work / name / "site" / "a.html").write_text("abc", encoding="utf-8")
            found.append(Contender(
                name=name, label=name, project=work / name, site=work / name / "site",
                commands=[[name]], clean=lambda: None, follow=lambda row: None, rounds=options.rounds,
            ))  # fmt: skip
        return found

    def run(commands: list[list[str]], *_: Any) -> Cost:
        names.append(commands[0][0])
        return Cost(cpu=1.0 if commands[0][0] == "van-ban" else 2.0, wall=1.0, rss=1, pss=1)

    monkeypatch.setattr(bench, "contenders", contenders)
    monkeypatch.setattr(bench, "run", run)
    monkeypatch.setattr(bench.peers, "environment", Path)
    monkeypatch.setattr(bench.peers, "versions", lambda _: {"hugo": "0"})
    return names


def part(tmp_path: Path, *arguments: str) -> dict[str, Any]:
    out = tmp_path / "build.md"
    given = [*arguments, "--sizes", "60", "--rounds", "1", "--check-up-to", "0", "--out", str(out)]
    assert bench.main([*given, "--work", str(tmp_path)]) == 0
    made: dict[str, Any] = json.loads(out.with_suffix(".json").read_text("utf-8"))
    return made


def test_a_table_is_made_in_parts(tmp_path: Path, measured: list[str]) -> None:
    first = part(tmp_path, "--only", "van-ban,hugo")["sizes"]["60"]
    assert list(first["costs"]) == ["van-ban", "hugo"]
    assert list(first["costs"]["van-ban"]) == [
        "cold", "none", "body", "title", "number", "delete", "add"
    ]  # fmt: skip
    assert list(first["costs"]["hugo"]) == ["cold", "none", "body"]
    page = (tmp_path / "build.md").read_text("utf-8")
    assert "| 60 | Hugo | từ đầu | 0.500 |" in page
    then = part(tmp_path, "--only", "zensical", "--write")["sizes"]["60"]
    assert then["costs"]["hugo"] == first["costs"]["hugo"]
    assert set(then["sites"]) == {"van-ban", "hugo", "zensical"}
    assert all(told["whole"] for told in then["told"].values())
    assert then["told"]["zensical"]["command"].endswith(f"--work {tmp_path}")
    page = (tmp_path / "build.md").read_text("utf-8")
    assert page.index("| 60 | Hugo |") < page.index("| 60 | Zensical")
    assert page.count("- 60 văn bản, ") == 2


def test_what_is_whole_is_passed_over_and_what_was_cut_is_not(
    tmp_path: Path, measured: list[str]
) -> None:
    part(tmp_path, "--only", "van-ban,hugo")
    path = tmp_path / "build.json"
    held = json.loads(path.read_text("utf-8"))
    held["sizes"]["60"]["told"]["hugo"]["whole"] = False
    held["sizes"]["60"]["sites"].pop("hugo")
    path.write_text(json.dumps(held), encoding="utf-8")
    measured.clear()
    part(tmp_path, "--only", "van-ban,hugo,zensical", "--resume")
    assert set(measured) == {"hugo", "zensical"}
    measured.clear()
    part(tmp_path, "--only", "van-ban,hugo,zensical", "--resume")
    assert measured == []


def test_a_table_of_before_there_were_parts_is_read(tmp_path: Path, measured: list[str]) -> None:
    part(tmp_path, "--only", "van-ban")
    path = tmp_path / "build.json"
    held = json.loads(path.read_text("utf-8"))
    del held["sizes"]["60"]["told"]
    held["date"] = "2020-01-02T03:04+00:00"
    path.write_text(json.dumps(held), encoding="utf-8")
    made = part(tmp_path, "--only", "hugo", "--write")
    assert made["sizes"]["60"]["told"]["van-ban"]["date"] == "2020-01-02T03:04+00:00"
    page = (tmp_path / "build.md").read_text("utf-8")
    assert "0.500 *" in page
    assert "Văn Bản: 2020-01-02T03:04+00:00" in page


def test_an_unknown_tool_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--only", "jekyll"])
    assert "jekyll" in capsys.readouterr().err
