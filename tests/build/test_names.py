"""Hostile names of files, ids, attachments and values: nothing leaves its folder or overwrites another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from world import World, document, tree

from vanban.corpus.readers import DEVICES, bad_topic
from vanban.publish.tree import refuse_clashes, site_files
from vanban.site.build import BuildReport

Build = Callable[..., BuildReport]

FILES = (
    "tinh-mau/2020/CON.md", "tinh-mau/2020/con.md", "tinh-mau/2020/nul.md", "tinh-mau/2020/aux.md",
    "tinh-mau/2020/com1.md", "tinh-mau/2020/lpt9.md", "tinh-mau/prn/a.md", "AUX/2020/a.md",
    "tinh-mau/2020/A.md", "tinh-mau/2020/...md", "tinh-mau/2020/..a.md", "tinh-mau/2020/a..md",
    "tinh-mau/2020/a b.md", "tinh-mau/2020/a\\..\\b.md", "tinh-mau/2020/a:b.md", "tinh-mau/2020/a\nb.md",
    "tinh-mau/2020/<script>alert(1)<.md", "tinh-mau/2020/a\u202eb.md", "tinh-mau/2020/ａ.md",
    "tinh-mau/2020/%2e%2e%2fx.md", "tinh-mau/2020/a?x=1.md", "tinh-mau/2020/a#b.md", "tinh-mau/2020/~.md",
    "tinh-mau/2020/$(id).md", "tinh-mau/2020/a;b.md", "tinh-mau/2020/a'b.md", 'tinh-mau/2020/a"b.md',
    f"tinh-mau/2020/{'x' * 81}.md", f"tinh-mau/2020/{'x' * 240}.md", "a.md", "a/b/c/d/e/f.md",
    "tinh-mau/2020/index.html.md", "..a/2020/a.md", "tinh-mau/2020./a.md", "tinh-mau/2020 /a.md",
)  # fmt: skip
"""Names of files that aren't ids; each is told and left out."""

ORIGINALS = (
    "../x.goc.pdf", "../../../x.goc.pdf", "/etc/x.goc.pdf", "C:\\x.goc.pdf", "C:x.goc.pdf", "\\\\may\\x.goc.pdf",
    "a/x.goc.pdf", "a\\x.goc.pdf", "CON.goc.pdf", "nul.goc.pdf", "aux.goc.", "com1.goc.txt", ".goc.pdf", "..goc.pdf",
    "x.goc.pdf.", "x.goc.p?f", "x.goc.<b>", "x.goc.pdf:stream", "x\u0007.goc.pdf", "index.html",
    "x.pdf", f"{'x' * 230}.goc.pdf", "x|y.goc.pdf", '"x".goc.pdf', "*.goc.pdf",
)  # fmt: skip

IDS = (
    "../../../x", "/etc/passwd", "tinh-mau/../../x", "..", ".", "con/2020/a", "tinh-mau/2020/NUL", "C:/x/y",
    "a\\b", "tinh-mau//a", "tinh-mau/2020/a/", "tinh-mau/2020/a.html", "javascript:alert(1)", "tinh-mau/2020/01-ct-tu",
    f"tinh-mau/2020/{'y' * 200}", "vb/../../x", "%2e%2e/x/y", "tinh-mau/2020/a?b", "tinh-mau/2020/a#b",
)  # fmt: skip
"""Old ids: the site has a page at each that leads to the new one."""

VALUES = (
    "..", ".", "/", "../../x", "CON", "con", "Con", "nul", "A", "a", "Á", "à", "A.", "a b", "a/b", "a\\b", "C:",
    "index", "index.html", "x" * 300, "\u202ea", "<script>", "%2e%2e", "__proto__", "moi", "404", "😀", "ａ",
)  # fmt: skip
"""Topics and signers: each has a page of its own."""


def hostile(root: Path) -> World:
    world = World(root=root).start()
    world.put("tinh-mau/2020/01-ct-tu.md", document())
    for path in FILES:
        world.put(path, document(so_hieu="99-CT/TU", trich_yeu="khongdung"))
    for n, name in enumerate(ORIGINALS):
        told = json.dumps(name, ensure_ascii=False)
        extra = f"goc: [{{tep: {told}, sha256: {hashlib.sha256(b'x').hexdigest()}}}]"
        world.put(f"tinh-mau/2021/g-{n}.md", document(so_hieu=f"{n + 100}-CT/TU", extra=extra))
    for n, name in enumerate(IDS):
        extra = f"id_cu: [{json.dumps(name, ensure_ascii=False)}]"
        world.put(f"tinh-mau/2022/i-{n}.md", document(so_hieu=f"{n + 200}-CT/TU", extra=extra))
    for n, name in enumerate(VALUES):
        told = json.dumps(name, ensure_ascii=False)
        extra = f"linh_vuc: [{told}]\nnguoi_ky: {{ten: {told}}}\nkhoa: {told}"
        world.put(f"tinh-mau/2023/v-{n}.md", document(so_hieu=f"{n + 300}-CT/TU", extra=extra))
    return world


@pytest.fixture(scope="module")
def built(
    build: Build, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, BuildReport, set[Path]]:
    """The site, what was told, and every file that was there before it was built."""
    root = tmp_path_factory.mktemp("ten")
    inner = root / "a" / "b"  # room above for what climbs
    world = hostile(inner)
    before = {path for path in root.rglob("*") if path.is_file()}
    report = build(world, inner / "site", inner / "cache")
    return inner / "site", report, before


def test_nothing_is_written_outside_the_site_and_the_cache(
    built: tuple[Path, BuildReport, set[Path]],
) -> None:
    site, _, before = built
    root = site.parents[2]
    now = {path for path in root.rglob("*") if path.is_file()}
    strange = [p for p in now - before if site not in p.parents and site.parent / "cache" not in p.parents]  # fmt: skip
    assert strange == []
    assert before <= now


def test_every_name_that_is_none_is_told_and_left_out(
    built: tuple[Path, BuildReport, set[Path]],
) -> None:
    site, report, _ = built
    told = {issue.path for issue in report.issues if issue.severity == "loi"}
    for path in FILES:
        if any(part.startswith(".") for part in path.split("/")):
            continue  # hidden files aren't documents
        above = {path.rsplit("/", n)[0] for n in range(1, path.count("/") + 1)}
        assert path in told or above & told, path
    assert [n for n, data in tree(site).items() if b"khongdung" in data] == []
    for n, name in enumerate(ORIGINALS):
        assert f"tinh-mau/2021/g-{n}.md" in told, name
    for issue in report.issues:
        assert issue.message
        assert issue.remedy, issue


def test_addresses_can_lie_on_any_system_and_none_takes_anothers_place(
    built: tuple[Path, BuildReport, set[Path]],
) -> None:
    site, _, _ = built
    paths = list(site_files(site))
    refuse_clashes(paths)
    for path in paths:
        for part in path.split("/"):
            assert part.split(".")[0].lower() not in DEVICES, path
            assert len(part.encode()) <= 200, path
            assert part == part.strip(" ."), path
            assert not set(part) & set('<>:"\\|?*'), path
            assert part.isascii(), path
    pages = [p for p in paths if p.startswith("vb/tinh-mau/2023/") and p.endswith("index.html")]
    refused = [n for n, name in enumerate(VALUES) if bad_topic(name)]
    assert len(refused) == 9
    assert len(pages) == len(VALUES) - len(refused)
    page = (site / "vb/tinh-mau/2020/01-ct-tu/index.html").read_text("utf-8")
    assert "Việc thử nghiệm" in page  # an old id doesn't take the page of a document
