"""Document types and the codes they write; which type a code means in which system."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vanban.model import DocType, He
from vanban.tables.rows import table, texts
from vanban.text import same_name


@cache
def doc_types() -> tuple[DocType, ...]:
    """All types in the table's order: the Party's 25 as in 399-QĐ/TW, then the State's."""
    return tuple(
        DocType(
            khoa=row["khoa"],
            ten=row["ten"],
            ma_dang=texts(row, "ma_dang"),
            ma_nha_nuoc=texts(row, "ma_nha_nuoc"),
            ten_khac=texts(row, "ten_khac"),
            nguon=row["nguon"],
        )
        for row in table("loai")
    )


@cache
def _by_name() -> Mapping[str, DocType]:
    return {same_name(name): t for t in doc_types() for name in (t.ten, *t.ten_khac)}


@cache
def _by_code(party: bool) -> Mapping[str, tuple[DocType, ...]]:
    """Types by exact code and by the code in upper case (``TTR`` is met for ``TTr``)."""
    found: dict[str, tuple[DocType, ...]] = {}
    for doc_type in doc_types():
        for code in doc_type.ma_dang if party else doc_type.ma_nha_nuoc:
            for spelling in {code, code.upper()}:
                found[spelling] = (*found.get(spelling, ()), doc_type)
    return found


def doc_type(name: str) -> DocType | None:
    """The type called ``name``, whatever its case and tone placement; None when unknown."""
    return _by_name().get(same_name(name))


def _in_system(code: str, party: bool) -> tuple[DocType, ...]:
    table_of = _by_code(party)
    return table_of.get(code) or table_of.get(code.upper()) or ()


def types_for_code(code: str, he: He) -> tuple[DocType, ...]:
    """Types the code may mean in a system; ``QĐ`` of the Party gives two, unknown gives ().

    The Front and mass organisations write the Party's types (``05/TT-MTTW-BTT`` is a Thông
    tri), and the State's where the Party has none. Ð, Đ and D are never mixed here: ``DA``
    is Dự án and ``ĐA`` is Đề án.
    """
    if he == "nha_nuoc":
        return _in_system(code, party=False)
    return _in_system(code, party=True) or (() if he == "dang" else _in_system(code, party=False))
