"""What points back to a document named above is a link though it is no mention."""

from __future__ import annotations

from itertools import pairwise

import pytest
from asking import REGISTRY, lookup, ref

from vanban.citations.find import find_mentions
from vanban.citations.linkable import followed, linkable
from vanban.citations.resolve import resolve_all
from vanban.model import Ambiguous, Citing, Resolved

ND13 = ref("cp/13", "13/2023/NĐ-CP", "Nghị định", "chinh-phu", "2023-04-17")
ND15 = ref("cp/15", "15/2020/NĐ-CP", "Nghị định", "chinh-phu", "2020-02-03")
CITING = Citing(id="x", co_quan="chinh-phu", ngay="2024-05-01")


def test_it_leads_to_the_document_and_its_clause() -> None:
    text = "Nghị định số 13/2023/NĐ-CP quy định. Theo khoản 2 Điều 5 Nghị định nêu trên thì"
    found = resolve_all(linkable(text), CITING, lookup([ND13]), REGISTRY)
    assert [c.outcome for c in found] == [
        Resolved(target="cp/13"), Resolved(target="cp/13", provision="dieu-5-khoan-2"),
    ]  # fmt: skip
    assert len(find_mentions(text)) == 1


@pytest.mark.parametrize(
    "above",
    ["nêu trên", "kể trên", "dẫn trên", "đã nêu\nở phía trên", "nói ở trên", "đã  dẫn phía trên"],
)
def test_ways_to_say_above(above: str) -> None:
    text = f"trên cơ sở Nghị định số 13/2023/NĐ-CP. Theo Nghị định {above}, việc trên và trênh"
    first, second = resolve_all(linkable(text), CITING, lookup([ND13]), REGISTRY)
    assert second.mention.surface == f"Nghị định {above}"
    assert first.outcome == second.outcome == Resolved(target="cp/13")


def test_after_two_it_is_open() -> None:
    text = "Nghị định số 13/2023/NĐ-CP, Nghị định số 15/2020/NĐ-CP. Theo Nghị định nói trên thì"
    found = resolve_all(linkable(text), CITING, lookup([ND13, ND15]), REGISTRY)
    assert isinstance(found[-1].outcome, Ambiguous)


@pytest.mark.parametrize(
    "text",
    [
        "các Nghị định nêu trên", "theo quy định nêu trên", "quyết định trên cơ sở đề nghị",
        "02 Thông tư nêu trên", "Nghị định số 13/2023/NĐ-CP nêu trên", "những Luật đã nêu trên",
    ],
)  # fmt: skip
def test_what_is_not_one_document(text: str) -> None:
    assert linkable(text) == find_mentions(text)


def test_spans_stay_disjoint_and_in_order() -> None:
    text = "Luật nêu trên, Luật Đất đai năm 2013, Thông tư\nđã nêu ở trên, Luật nói trên"
    found = linkable(text)
    assert [m.surface for m in found] == [
        "Luật nêu trên", "Luật Đất đai năm 2013", "Thông tư\nđã nêu ở trên", "Luật nói trên",
    ]  # fmt: skip
    assert all(text[m.start : m.end] == m.surface for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("khoản 2 Điều 5 Nghị định này và Nghị định này.", ["Nghị định này"]),
        ("theo Điều 8 của Quy chế này", ["Quy chế này"]),
        ("> “3. Thực hiện theo Điều 8 Luật này.”", []),
        ("sửa thành: “3. Thực hiện theo Điều 8 Luật này”. Theo Điều 9 Luật này", ["Luật này"]),
        ('thay bằng "theo Điều 8 Luật này"', []),
    ],
)
def test_the_text_itself_is_followed_to_its_clauses_outside_quotations(
    text: str, surfaces: list[str]
) -> None:
    assert [m.surface for m in followed(text, linkable(text))] == surfaces
