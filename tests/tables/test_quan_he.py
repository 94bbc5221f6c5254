"""The relations are those of the model, each with two labels and an effect."""

from __future__ import annotations

from typing import get_args

import pytest

from vanban.model import QuanHe
from vanban.tables import load_registry, relation_kinds, relation_label


def test_kinds_are_those_of_the_model() -> None:
    assert set(relation_kinds()) == set(get_args(QuanHe))
    assert len(relation_kinds()) == 18


def test_order_runs_from_1_without_gap() -> None:
    assert [k.thu_tu for k in relation_kinds().values()] == list(range(1, 19))
    order = load_registry().relation_order
    assert [order(k) for k in relation_kinds()] == list(range(1, 19))


def test_labels_differ_from_each_other() -> None:
    labels = [x for k in relation_kinds().values() for x in (k.chu_dong, k.bi_dong)]
    assert len(set(labels)) == 36


@pytest.mark.parametrize(
    ("kind", "active", "inverse", "effect"),
    [
        ("thay_the", "thay thế", "bị thay thế bởi", "cham_dut"),
        ("sua_doi", "sửa đổi, bổ sung", "được sửa đổi, bổ sung bởi", "thay_noi_dung"),
        ("dinh_chi", "đình chỉ", "bị đình chỉ bởi", "tam_dung"),
        ("gia_han", "gia hạn hiệu lực", "được gia hạn hiệu lực bởi", "keo_dai"),
        ("can_cu", "căn cứ", "là căn cứ của", "khong"),
    ],
)
def test_labels_and_effects(kind: str, active: str, inverse: str, effect: str) -> None:
    assert relation_label(kind, inverse=False) == active
    assert relation_label(kind, inverse=True) == inverse
    assert relation_kinds()[kind].tac_dong == effect


def test_what_ends_validity() -> None:
    ends = {k for k, kind in relation_kinds().items() if kind.tac_dong == "cham_dut"}
    assert ends == {"thay_the", "bai_bo", "het_hieu_luc"}


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        relation_label("khong_co", inverse=False)
