"""The way out when MkDocs ends: the same plugin builds under its maintained fork."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

from world import document, tree


def test_properdocs_builds_the_archive(new_project: Callable[[], Any]) -> None:
    one, other = new_project(), new_project()
    for project in (one, other):
        project.world.put("tinh-mau/2020/a.md", document())
    assert one.build().exit_code == 0
    words = [sys.executable, "-m", "properdocs", "build", "-f", "mkdocs.yml"]
    done = subprocess.run(
        [*words, "--site-dir", str(other.site)],
        cwd=other.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    a, b = tree(one.site), tree(other.site)
    ours = [k for k in a if k.startswith(("vb/", "duyet/", "tim/"))]
    assert "vb/tinh-mau/2020/a/index.html" in ours
    assert {k: article(b[k]) for k in ours} == {k: article(a[k]) for k in ours}


def article(page: bytes) -> bytes:
    """What the archive puts into a page; around it the fork writes its own name."""
    return page.partition(b"<article")[2].partition(b"</article>")[0] or page
