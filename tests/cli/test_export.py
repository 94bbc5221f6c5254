"""``vanban export``: whole sets, one level, the same bytes each time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from exporting import SECRET, fill
from world import World, tree

KINDS = ["csv", "json", "jsonld", "sqlite", "akn", "postgres", "opensearch"]
FILES = {
    "csv": {"van-ban.csv", "quan-he.csv", "dan-chieu.csv"}, "json": {"van-ban.jsonl", "kho.json"},
    "jsonld": {"kho.jsonld"}, "sqlite": {"kho.sqlite", "metadata.json"},
    "postgres": {
        f"postgres/{name}"
        for name in (
            "luoc-do.sql", "nap.sql", "documents.copy", "provisions.copy", "relations.copy",
            "citations.copy", "topics.copy", "names.copy", "archive.copy", "columns.copy",
            "words.copy",
        )
    },
    "opensearch": {
        "opensearch/chi-muc.json", "opensearch/chi-muc-tu.json", "opensearch/chi-muc-cot.json",
        "opensearch/nap-0001.ndjson",
    },
    "akn": {
        "akn/tinh-mau/2020/01-ct-tu.akn.xml", "akn/tinh-mau/2021/05-qd-ubnd.akn.xml",
        "akn/tinh-mau/2022/khong-so.akn.xml", "akn/tinh-mau/2022/la.akn.xml",
    },
}  # fmt: skip

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return fill(World(root=tmp_path_factory.mktemp("xuat")).start())


@pytest.mark.parametrize("kind", KINDS)
def test_a_public_set_is_whole_and_the_same_again(
    kind: str, world: World, command: Run, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        done = command(
            "export", kind, f"--directives={world.directives}", f"--to={tmp_path / name}",
            "--muc=cong_khai",
        )  # fmt: skip
        assert done.exit_code == 0
        assert "4 văn bản, mức công khai" in done.output
    made = tree(tmp_path / "a")
    assert set(made) == FILES[kind]
    assert made == tree(tmp_path / "b")
    assert [n for n, data in made.items() if SECRET.encode() in data or b"77-Q" in data] == []


def test_the_inner_set_has_the_inner_document(world: World, command: Run, tmp_path: Path) -> None:
    done = command("export", "csv", f"--directives={world.directives}", f"--to={tmp_path}")
    assert "5 văn bản, mức nội bộ" in done.output
    assert SECRET in (tmp_path / "van-ban.csv").read_text("utf-8-sig")


def test_json_has_the_text_clause_by_clause(world: World, command: Run, tmp_path: Path) -> None:
    command("export", "json", f"--directives={world.directives}", f"--to={tmp_path}")
    lines = (tmp_path / "van-ban.jsonl").read_text("utf-8").splitlines()
    held: dict[str, dict[str, Any]] = {data["id"]: data for data in map(json.loads, lines)}
    assert sorted(held) == json.loads((tmp_path / "kho.json").read_text("utf-8"))["id"]
    text = held["tinh-mau/2021/05-qd-ubnd"]["noi_dung"]
    assert [part["neo"] for part in text][:3] == ["", "chuong-1", "dieu-1"]


def test_tables_open_without_the_mark_when_asked(
    world: World, command: Run, tmp_path: Path
) -> None:
    places = (f"--directives={world.directives}", f"--to={tmp_path}")
    command("export", "csv", *places)
    assert (tmp_path / "van-ban.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    command("export", "csv", "--khong-bom", *places)
    with (tmp_path / "quan-he.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(r["loai"], r["dich"]) for r in rows} >= {("sua_doi", "tinh-mau/2020/01-ct-tu")}


def test_linked_data_knows_the_address_it_is_given(
    world: World, command: Run, tmp_path: Path
) -> None:
    places = (f"--directives={world.directives}", f"--to={tmp_path}")
    command("export", "jsonld", "--trang=https://kho.example/", *places)
    graph = json.loads((tmp_path / "kho.jsonld").read_text("utf-8"))["@graph"]
    assert len(graph) == 5
    assert all(node["@id"].startswith("https://kho.example/vb/") for node in graph)


def test_a_document_that_went_leaves_no_file(command: Run, tmp_path: Path) -> None:
    world = fill(World(root=tmp_path).start())
    places = (f"--directives={world.directives}", f"--to={tmp_path / 'x'}", "--muc=cong_khai")
    command("export", "akn", *places)
    assert "tinh-mau/2022/la.akn.xml" in tree(tmp_path / "x" / "akn")
    world.remove("tinh-mau/2022/la.md")
    command("export", "akn", *places)
    assert "tinh-mau/2022/la.akn.xml" not in tree(tmp_path / "x" / "akn")


def test_no_archive_is_told_in_a_line(command: Run, tmp_path: Path) -> None:
    done = command("export", "csv", f"--directives={tmp_path / 'khong'}", f"--to={tmp_path / 'x'}")
    assert done.exit_code == 2
    assert "Không thấy thư mục văn bản" in done.output
    assert not (tmp_path / "x").exists()
