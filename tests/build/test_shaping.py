"""Status looks at some kinds of relation only: those that ``facts`` gives it."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from vanban.facts import SHAPING
from vanban.graph.validity import validity
from vanban.model import Claim, QuanHe, Relation

DAYS = ["", "2019-05-01", "2020-01-02", "2021-05-06", "2027-01-01", "2021", "chua_ro"]

stated = st.builds(
    Relation,
    quan_he=st.sampled_from(get_args(QuanHe)), source=st.sampled_from(["b", "c"]),
    target=st.just("a"), target_provision=st.sampled_from(["", "dieu-1"]),
    tu_ngay=st.sampled_from(["", "2020-06-01", "2026-01-01", "2027-02-03"]),
    evidence=st.sampled_from(["", "x"]), confirmed=st.booleans(),
    tru=st.sampled_from([(), ("dieu-2",)]), den_ngay=st.sampled_from(["", "2026-12-31"]),
)  # fmt: skip


@given(
    incoming=st.lists(stated, max_size=6), begin=st.sampled_from(DAYS), end=st.sampled_from(DAYS),
    day=st.sampled_from(DAYS),
)  # fmt: skip
def test_other_relations_say_nothing_of_the_status(
    incoming: list[Relation], begin: str, end: str, day: str
) -> None:
    dates = {"hieu_luc_tu": begin, "hieu_luc_den": end, "ngay": day, "on": "2026-09-21"}
    telling = [r for r in incoming if r.quan_he in SHAPING]
    assert validity(incoming=telling, **dates) == validity(incoming=incoming, **dates)


def test_rows_of_claims_lie_in_the_order_they_are_read() -> None:
    order = (
        "quan_he", "mention", "active", "source", "provision", "tu_ngay", "evidence", "tru", "den_ngay",
    )  # fmt: skip
    assert Claim.__slots__ == order
