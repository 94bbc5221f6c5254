"""Pages survive MkDocs' cleaning, and a build that died in between."""

from __future__ import annotations

from pathlib import Path

from mkdocs.utils import clean_directory

from vanban.site.aside import ARCHIVE_FOLDERS, bring_back, set_aside


def page(site: Path, folder: str, text: str) -> Path:
    path = site / folder / "a" / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_pages_survive_a_cleaning_as_they_were(tmp_path: Path) -> None:
    pages = [page(tmp_path, folder, folder) for folder in ARCHIVE_FOLDERS]
    gone = page(tmp_path, "khac", "x")
    before = [path.stat().st_ino for path in pages]
    set_aside(tmp_path)
    clean_directory(str(tmp_path))
    bring_back(tmp_path)
    assert [path.stat().st_ino for path in pages] == before
    assert not gone.exists()


def test_a_build_that_died_after_setting_aside_is_taken_up(tmp_path: Path) -> None:
    kept = page(tmp_path, "vb", "cũ")
    set_aside(tmp_path)
    clean_directory(str(tmp_path))
    # here the process died; the next build begins
    set_aside(tmp_path)
    clean_directory(str(tmp_path))
    bring_back(tmp_path)
    assert kept.read_text("utf-8") == "cũ"


def test_newer_pages_win_over_forgotten_hidden_ones(tmp_path: Path) -> None:
    page(tmp_path, "vb", "cũ")
    set_aside(tmp_path)
    newer = page(tmp_path, "vb", "mới")
    set_aside(tmp_path)
    bring_back(tmp_path)
    assert newer.read_text("utf-8") == "mới"
    assert [p.name for p in tmp_path.iterdir()] == ["vb"]


def test_what_mkdocs_wrote_under_our_name_gives_way(tmp_path: Path) -> None:
    kept = page(tmp_path, "vb", "của kho")
    set_aside(tmp_path)
    page(tmp_path, "vb", "của MkDocs")
    bring_back(tmp_path)
    assert kept.read_text("utf-8") == "của kho"


def test_an_empty_site_is_fine(tmp_path: Path) -> None:
    set_aside(tmp_path)
    bring_back(tmp_path)
    assert not list(tmp_path.iterdir())
