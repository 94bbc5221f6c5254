"""The judge of links is fair: right, wrong, missed and left open are told apart."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from generate import Truth, generate, load_rows, load_truth
from links import check_links, differences

Linker = Callable[[Truth], str | None]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kho")
    generate(out, 150, seed=7)
    return out


def _site(archive: Path, site: Path, linker: Linker) -> Path:
    """A site with nothing but the citations, each linked to what ``linker`` says."""
    texts: dict[str, list[str]] = {row.id: [] for row in load_rows(archive) if row.held}
    for cite in load_truth(archive):
        if cite.doc in texts:
            target = linker(cite)
            up = "../" * (cite.doc.count("/") + 1)
            texts[cite.doc].append(
                f'<a title="x > y" class="vb-cite" href="{up}{target}/index.html#dieu-2">'
                f"{html.escape(cite.surface)}</a>"
                if target
                else f'<span class="vb-cite vb-cite--mo">{cite.surface}<a class="vb-cite__dau" '
                'href="#vb-dc-1">?</a></span>'
            )
    for doc, parts in texts.items():
        page = site / "vb" / doc / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("\n".join(parts), encoding="utf-8")
    return site


def _held_truth(archive: Path) -> list[Truth]:
    held = {row.id for row in load_rows(archive) if row.held}
    return [cite for cite in load_truth(archive) if cite.doc in held]


def test_the_right_links_are_right(archive: Path, tmp_path: Path) -> None:
    truth = _held_truth(archive)
    found = check_links(_site(archive, tmp_path, lambda c: c.target), archive)
    assert found.right == sum(c.target is not None for c in truth) > 0
    assert found.right_ambiguous == sum(c.ambiguous and c.target is not None for c in truth) > 0
    assert (found.wrong, found.missed, found.pages_missing) == (0, 0, 0)


def test_no_links_are_misses_only_where_the_answer_is_knowable(
    archive: Path, tmp_path: Path
) -> None:
    truth = _held_truth(archive)
    found = check_links(_site(archive, tmp_path, lambda c: None), archive)
    assert found.missed == sum(c.target is not None and not c.ambiguous for c in truth)
    assert found.left_open == sum(c.target is not None and c.ambiguous for c in truth)
    assert (found.right, found.wrong) == (0, 0)
    assert found.examples


def test_a_link_elsewhere_is_wrong(archive: Path, tmp_path: Path) -> None:
    some = next(row.id for row in load_rows(archive) if row.held)
    truth = _held_truth(archive)
    found = check_links(_site(archive, tmp_path, lambda c: some), archive)
    assert found.wrong == sum(c.target != some and c.doc != some for c in truth) > 0
    assert found.examples[0].partition(": ")[2].startswith("sai")


def test_a_missing_page_is_told(archive: Path, tmp_path: Path) -> None:
    site = _site(archive, tmp_path, lambda c: c.target)
    next(site.rglob("index.html")).unlink()
    assert check_links(site, archive).pages_missing == 1


def test_differences_names_changed_and_lone_files(tmp_path: Path) -> None:
    for side in ("a", "b"):
        (tmp_path / side / "x").mkdir(parents=True)
        (tmp_path / side / "x" / "same").write_text("1", encoding="utf-8")
        (tmp_path / side / "changed").write_text(side, encoding="utf-8")
    (tmp_path / "b" / "lone").write_text("1", encoding="utf-8")
    assert differences(tmp_path / "a", tmp_path / "b") == ["changed", "lone"]
