"""Hand-written pages of a site: linked by every build, whichever way it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from world import document, tree

CITED = "Quyết định số 05/2021/QĐ-UBND ngày 04/3/2021 của Ủy ban nhân dân Tỉnh mẫu"
PAGE = f"---\nvanban_co_quan: ubnd-mau\nvanban_ngay: 2022-01-01\n---\n\n# Trang\n\nTheo {CITED}.\n"
TARGET = "vb/tinh-mau/2021/q/index.html"


@pytest.fixture
def site(project: Any) -> Any:
    config = project.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "markdown_extensions:\n  - vanban\n", "utf-8")
    (project.root / "docs" / "trang.md").write_text(PAGE, "utf-8")
    home = PAGE.replace("# Trang", '# Kho thử\n\n<div id="vb-kho"></div>')
    (project.root / "docs" / "index.md").write_text(home, "utf-8")
    project.world.put("tinh-mau/2020/a.md", document())
    project.build("--khong-tim-kiem")
    return project


def page(project: Any, name: str = "trang.html") -> str:
    return str((project.site / name).read_text("utf-8"))


def arrives(project: Any, ngay: str = "2021-03-04") -> None:
    text = document(so_hieu="05/2021/QĐ-UBND", loai="Quyết định", co_quan="ubnd-mau", ngay=ngay)
    project.world.put("tinh-mau/2021/q.md", text)


def whole(project: Any, folder: Path) -> dict[str, bytes]:
    """The same project built anew, through MkDocs, somewhere else."""
    from vanban.site.build import BuildConfig
    from vanban.site.plugin import run_mkdocs

    wanted = BuildConfig(
        directives=project.world.directives, site_dir=folder / "site", root=project.root,
        cache=folder / "cache", search=False, jobs=1,
    )  # fmt: skip
    run_mkdocs(project.root / "mkdocs.yml", wanted)
    return tree(folder / "site")


def test_a_page_says_what_the_archive_does_not_hold(site: Any) -> None:
    assert 'vb-cite__dau--chua-co">kho chưa giữ</span>' in page(site)


def test_a_late_arrival_links_pages_without_mkdocs(site: Any, tmp_path: Path) -> None:
    arrives(site)
    site.build("--khong-tim-kiem")
    assert f'<a class="vb-cite" href="{TARGET}"' in page(site)
    assert f'<a class="vb-cite" href="{TARGET}"' in page(site, "index.html")
    assert tree(site.site) == whole(site, tmp_path / "anew")


def test_a_document_that_goes_unlinks_them(site: Any, tmp_path: Path) -> None:
    arrives(site)
    site.build("--khong-tim-kiem")
    site.world.remove("tinh-mau/2021/q.md")
    site.build("--khong-tim-kiem")
    assert TARGET not in page(site)
    assert TARGET not in page(site, "index.html")
    assert tree(site.site) == whole(site, tmp_path / "anew")


def test_a_changed_page_is_linked_though_no_document_changed(site: Any, tmp_path: Path) -> None:
    arrives(site)
    site.build("--khong-tim-kiem")
    more = PAGE + f"\nLại theo {CITED}.\n"
    (site.root / "docs" / "trang.md").write_text(more, "utf-8")
    site.build("--khong-tim-kiem")
    assert page(site).count(TARGET) == 2
    assert tree(site.site) == whole(site, tmp_path / "anew")


def test_nothing_to_do_leaves_everything(site: Any) -> None:
    arrives(site)
    site.build("--khong-tim-kiem")
    before = tree(site.site)
    assert "ghi 0" in site.build("--khong-tim-kiem").output
    assert tree(site.site) == before


def test_a_lost_cache_links_them_again(site: Any) -> None:
    arrives(site)
    site.build("--khong-tim-kiem")
    before = tree(site.site)
    for path in sorted(site.cache.rglob("*")):
        if path.is_file():
            path.write_bytes(b"x")
    site.build("--khong-tim-kiem")
    assert tree(site.site) == before


def test_a_page_may_stay_out(site: Any) -> None:
    arrives(site)
    quiet = PAGE.replace("---\n\n", "vanban: false\n---\n\n", 1)
    (site.root / "docs" / "trang.md").write_text(quiet, "utf-8")
    site.build("--khong-tim-kiem")
    assert "vb-cite" not in page(site)
    assert not {"\ue000", "\ue001"} & set(page(site))
