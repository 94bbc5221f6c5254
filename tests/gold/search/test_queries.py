"""The judged queries themselves: well formed, many, over every point, and true of the archives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import derive
import expect
import judge
import oracle
import pytest
from archives import OWN
from expect import Row

KINDS = {
    "so-hieu", "loai-so", "viet-tat", "ten-luat", "khong-dau", "dau", "cum-tu", "loai-tru", "loc",
    "facet", "duyet", "sap-xep", "ngay", "go-y", "go-sai", "dieu-khoan", "tim-trong", "ba-am-tiet",
    "co-quan", "nguoi", "trich-yeu", "than-bai", "xep-hang", "hai-buoc", "moi-noi", "tu-nhien",
    "thu-nghich",
}  # fmt: skip
NAMING = ("first", "any", "each", "jump", "chooser", "before")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [row for name in judge.ARCHIVES for row in judge.load(name)]


@pytest.fixture(scope="module")
def kho() -> oracle.Kho:
    return oracle.load(OWN)


def test_ids_name_the_archive_and_the_kind_and_are_unique(rows: list[Row]) -> None:
    assert [i for i, n in Counter(r.id for r in rows).items() if n > 1] == []
    assert all(r.id.startswith(f"{r.archive}-{r.kind}-") for r in rows)


def test_every_point_has_queries_in_both_halves(rows: list[Row]) -> None:
    assert {r.kind for r in rows} == KINDS
    halves = Counter(judge.half(r.id) for r in rows)
    assert len(rows) >= 400
    assert min(halves.values()) > 0.4 * len(rows)


def test_only_known_expectations(rows: list[Row], kho: oracle.Kho) -> None:
    """Judging nothing against each raises for a misspelt one, and finds each unfulfilled."""
    for row in rows:
        if row.archive == "thu":
            faults = expect.judge(row, expect.Answer(hits=[], ms=1e9), kho)
            assert faults or row.want in ({"jump": None}, {"none": True}), row.id


def test_documents_named_exist(kho: oracle.Kho) -> None:
    known = [{"id": d.id, "so_hieu": d.so_hieu, "ngay": d.ngay} for d in kho.docs.values()]
    for row in judge.load("thu"):
        for word in NAMING:
            value = row.want.get(word) or []
            for name in value if isinstance(value, list) else [value]:
                assert any(expect.is_it(doc, name) for doc in known), (row.id, name)


def test_generated_queries_are_those_of_the_generator(tmp_path: Path) -> None:
    derive.generate(tmp_path, 1000, 1)
    made = [Row(**row) for row in derive.rows(tmp_path / "directives", 1000)]
    assert made == judge.load("gen1000")
