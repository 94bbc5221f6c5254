"""The generator keeps its promises: repeatable, readable, and its answers point at the text."""

from __future__ import annotations

import hashlib
from pathlib import Path
from statistics import mean

import pytest
import yaml
from generate import MUTATIONS, body_of, generate, load_rows, load_truth, mutate, settle
from plan import KINDS, plan

from vanban.tables import load_registry

COUNT = 150


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kho")
    generate(out, COUNT, seed=7)
    return out


def _bytes(out: Path) -> dict[str, str]:
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def test_equal_seed_gives_equal_bytes(archive: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", COUNT, seed=7)
    generate(tmp_path / "other", COUNT, seed=8)
    assert _bytes(tmp_path / "again") == _bytes(archive)
    assert _bytes(tmp_path / "other") != _bytes(archive)


def test_offsets_point_at_surfaces(archive: Path) -> None:
    held = {row.id: row.held for row in load_rows(archive)}
    texts = {doc: body_of(archive, doc, held=is_held) for doc, is_held in held.items()}
    truth = load_truth(archive)
    assert truth
    for cite in truth:
        assert texts[cite.doc][cite.start : cite.start + len(cite.surface)] == cite.surface


def test_front_matter_is_yaml_and_agrees_with_the_plan(archive: Path) -> None:
    rows = {row.id: row for row in load_rows(archive)}
    assert _ids(archive) == {row.id for row in rows.values() if row.held}
    for doc in _ids(archive):
        path = archive / "directives" / f"{doc}.md"
        head = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        assert head["so_hieu"] == rows[doc].so_hieu
        assert head["trich_yeu"] == rows[doc].title
        assert head["ngay"].isoformat() == rows[doc].ngay
        assert head["luu_hanh"] == "cong_khai"


def test_bodies_and_types_are_those_of_the_tables() -> None:
    registry = load_registry()
    for kind in KINDS:
        body = registry.body(kind.co_quan)
        assert body is not None and body.ten == kind.ten_co_quan
        assert registry.doc_type(kind.loai) is not None


def test_size_and_citations_are_like_real_ones(tmp_path: Path) -> None:
    generate(tmp_path, 600, seed=1)
    sizes = [path.stat().st_size for path in (tmp_path / "directives").rglob("*.md")]
    assert 7_900 < mean(sizes) < 8_800
    assert 5.2 < len(load_truth(tmp_path)) / 600 < 5.8


def test_only_earlier_documents_are_cited(archive: Path) -> None:
    dates = {row.id: row.ngay for row in load_rows(archive)}
    assert all(dates[c.meant] <= dates[c.doc] for c in load_truth(archive) if c.meant)


def test_there_are_ambiguous_late_and_never_written_ones(archive: Path) -> None:
    truth = load_truth(archive)
    waiting = {row.id for row in load_rows(archive) if not row.held}
    assert any(c.ambiguous for c in truth)
    assert any(c.meant in waiting and c.target is None for c in truth)
    assert any(not c.meant for c in truth)
    assert not any(c.ambiguous for c in truth if c.dated)


def test_a_number_means_one_document_within_a_text() -> None:
    _, cites = plan(800, seed=3)
    for row in cites.values():
        meant: dict[str, str] = {}
        for cite in row:
            assert meant.setdefault(cite.so_hieu, cite.meant) == cite.meant


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_mutation_changes_one_document_and_keeps_the_answers_true(
    kind: str, tmp_path: Path
) -> None:
    generate(tmp_path, COUNT, seed=7)
    before = _bytes(tmp_path / "directives")
    rows = {row.id: row for row in load_rows(tmp_path)}
    done = mutate(tmp_path, kind, seed=5)  # type: ignore[arg-type]
    after = _bytes(tmp_path / "directives")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {f"{done.id}.md"}
    new_rows, truth = load_rows(tmp_path), load_truth(tmp_path)
    assert settle(new_rows, truth) == truth
    now = {row.id: row for row in new_rows}[done.id]
    about = [c for c in truth if c.meant == done.id]
    assert len({c.doc for c in about}) >= 2
    if kind == "add":
        assert now.held and not rows[done.id].held
        assert all(c.target == done.id for c in about)
    elif kind in ("delete", "number"):
        assert all(c.target is None and not c.ambiguous for c in about)
    else:
        assert now.held
        text = body_of(tmp_path, done.id)
        own = [c for c in truth if c.doc == done.id]
        assert all(text[c.start : c.start + len(c.surface)] == c.surface for c in own)


def test_mutations_follow_one_another(tmp_path: Path) -> None:
    generate(tmp_path, COUNT, seed=7)
    for seed in range(3):
        for kind in MUTATIONS:
            mutate(tmp_path, kind, seed)
    rows, truth = load_rows(tmp_path), load_truth(tmp_path)
    assert {row.id for row in rows if row.held} == _ids(tmp_path)
    assert settle(rows, truth) == truth


def _ids(out: Path) -> set[str]:
    top = out / "directives"
    return {path.relative_to(top).with_suffix("").as_posix() for path in top.rglob("*.md")}
