"""The stamp of a build names its commit, however git keeps it; no time of day."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from vanban.site.stamp import commit_of, stamp_bytes

WHO = ["-c", "user.name=Thử", "-c", "user.email=thu@tinh-mau.example"]


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *WHO, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "mot")
    (tmp_path / "directives").mkdir()
    return tmp_path


def test_a_branch(repository: Path) -> None:
    assert commit_of(repository / "directives") == git(repository, "rev-parse", "HEAD")


def test_packed_and_detached(repository: Path) -> None:
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "pack-refs", "--all")
    assert commit_of(repository / "directives") == head
    git(repository, "checkout", "-q", "--detach")
    assert commit_of(repository / "directives") == head


def test_a_second_work_tree(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "cay-hai"
    git(repository, "worktree", "add", "-q", "-b", "hai", str(other))
    git(other, "commit", "-q", "--allow-empty", "-m", "hai")
    assert commit_of(other) == git(other, "rev-parse", "HEAD")
    assert commit_of(other) != commit_of(repository)


def test_no_repository_and_a_broken_one(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == ""
    (tmp_path / ".git").mkdir()
    assert commit_of(tmp_path) == ""


def test_the_stamp() -> None:
    stamp = stamp_bytes(commit="ab" * 20, on="2026-09-21", muc="noi_bo", total=3)
    assert json.loads(stamp) == {
        "commit": "ab" * 20, "cap_nhat_den": "2026-09-21", "muc": "noi_bo", "van_ban": 3
    }  # fmt: skip
