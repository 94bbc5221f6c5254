"""Files of the site: written when they differ, found, removed with the folders left empty."""

from __future__ import annotations

from pathlib import Path

from vanban.site.files import files_below, files_in, remove_file, write_page


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = str(tmp_path / "a" / "b" / "index.html")
    assert write_page(path, b"one")
    assert not write_page(path, b"one")
    for data in (b"two", b"longer", b"less", b""):
        assert write_page(path, data)
        assert Path(path).read_bytes() == data


def test_files_are_found_in_a_folder_or_below_it(tmp_path: Path) -> None:
    for name in ("vb/x/index.html", "vb/x/y/index.html", "duyet/index.html"):
        write_page(str(tmp_path / name), b"x")
    assert sorted(files_below(tmp_path, ["vb", "tim"])) == ["vb/x/index.html", "vb/x/y/index.html"]
    assert files_in(tmp_path, "vb/x") == ["vb/x/index.html"]
    assert files_in(tmp_path, "vb/none") == []


def test_a_removed_file_takes_its_empty_folders_along(tmp_path: Path) -> None:
    for name in ("vb/x/index.html", "vb/x/y/index.html"):
        write_page(str(tmp_path / name), b"x")
    remove_file(tmp_path, "vb/x/y/index.html")
    assert not (tmp_path / "vb/x/y").exists()
    assert (tmp_path / "vb/x/index.html").exists()
    remove_file(tmp_path, "vb/x/index.html")
    assert list(tmp_path.iterdir()) == []
