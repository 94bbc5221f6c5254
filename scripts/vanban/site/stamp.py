"""What a build was made of: ``ban-dung.json`` at the site's root.

The commit is read from git's own files: starting git costs more than a build that has nothing
to do. No time of day stands in it, so that two builds of one commit are the same bytes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

STAMP = "ban-dung.json"
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def stamp_bytes(*, commit: str, on: str, muc: str, total: int) -> bytes:
    """Commit of the archive ('' outside git), day it is up to date with, level, documents."""
    stamp = {"commit": commit, "cap_nhat_den": on, "muc": muc, "van_ban": total}
    return (json.dumps(stamp, ensure_ascii=False, indent=1) + "\n").encode()


def commit_of(folder: Path) -> str:
    """The commit checked out where ``folder`` lies; '' when that can't be told."""
    place = folder.resolve()
    for parent in (place, *place.parents):
        if (parent / ".git").exists():
            try:
                return _head(_git_folder(parent / ".git"))
            except OSError:
                return ""
    return ""


def _git_folder(git: Path) -> Path:
    """``.git`` itself, or where the file of that name in a work tree leads."""
    if git.is_dir():
        return git
    return (git.parent / git.read_text("utf-8").removeprefix("gitdir:").strip()).resolve()


def _head(git: Path) -> str:
    head = (git / "HEAD").read_text("utf-8").strip()
    if not head.startswith("ref:"):
        return head if _HASH.fullmatch(head) else ""
    name = head.removeprefix("ref:").strip()
    common = git / "commondir"
    places = [git, (git / common.read_text("utf-8").strip()) if common.exists() else git]
    for place in places:
        if (place / name).is_file():
            return (place / name).read_text("utf-8").strip()
    packed = places[-1] / "packed-refs"
    rows = packed.read_text("utf-8").splitlines() if packed.exists() else []
    return next((row[: -len(name) - 1] for row in rows if row.endswith(f" {name}")), "")
