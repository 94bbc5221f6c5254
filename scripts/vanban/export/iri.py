"""Names of documents and clauses after the naming convention of Akoma Ntoso (AKN-NC 1.0).

A work is ``/akn/vn/<act or doc>/<type>/<body>/<day>/<number>``: what the printed document says
of itself, so that a reference to a document the archive doesn't hold can be named as well. A
clause of it is ``<work>/~<eId>``; an eId is the anchor's parts in the convention's words
(``dieu-5-khoan-2-diem-a`` → ``art_5__para_2__point_a``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from vanban.fragment import Record
from vanban.model import CHUA_RO, Level
from vanban.text import slug

Kind = Literal["act", "doc"]

ACTS = frozenset({
    "hien-phap", "bo-luat", "luat", "phap-lenh", "sac-lenh", "lenh", "nghi-quyet",
    "nghi-quyet-lien-tich", "nghi-dinh", "quyet-dinh", "thong-tu", "thong-tu-lien-tich",
    "chi-thi", "quy-dinh", "quy-che", "dieu-le", "van-ban-hop-nhat",
})  # fmt: skip
"""Types that set rules (Luật Ban hành văn bản quy phạm pháp luật, Party: Quy định 399-QĐ/TW);
the others are ``doc``."""

UNKNOWN = "khong-ro"
_ELEMENTS: dict[Level, tuple[str, str]] = {
    "phan": ("part", "part"), "chuong": ("chapter", "chp"), "muc": ("section", "sec"),
    "tieu_muc": ("subsection", "subsec"), "dieu": ("article", "art"),
    "khoan": ("paragraph", "para"), "diem": ("point", "point"),
    "phu_luc": ("hcontainer", "phu-luc"), "kem": ("hcontainer", "kem"),
}  # fmt: skip
_LEVELS = "phan|chuong|tieu-muc|muc|dieu|khoan|diem|phu-luc|mau|kem"
_SEGMENT = re.compile(rf"({_LEVELS})-(.+?)(?=-(?:{_LEVELS})-|\Z)")
_SHORT = {level.replace("_", "-"): short for level, (_, short) in _ELEMENTS.items()}
_YEAR = re.compile(r"/((?:19|20)\d\d)/")


def element_of(level: Level) -> str:
    """The element of a level of provision."""
    return _ELEMENTS[level][0]


def kind_of(loai: str) -> Kind:
    return "act" if slug(loai) in ACTS else "doc"


@lru_cache(maxsize=20_000)
def eid(anchor: str) -> str:
    """The eId of the clause at ``anchor``; other anchors keep their letters."""
    found = _SEGMENT.findall(anchor)
    if "-".join(f"{level}-{number}" for level, number in found) != anchor:
        return anchor
    return "__".join(f"{_SHORT.get(level, level)}_{number}" for level, number in found)


def work(loai: str, co_quan: str, ngay: str, so_hieu: str, name: str = "") -> str:
    """The name of a work; ``name`` stands where the number isn't known."""
    number = slug(so_hieu) if so_hieu and so_hieu != CHUA_RO else name
    year = _YEAR.search(so_hieu)
    day = ngay if ngay[:4].isdigit() else year[1] if year else UNKNOWN
    parts = (kind_of(loai), slug(loai) or UNKNOWN, co_quan if co_quan != CHUA_RO else "", day)
    return "/".join(("/akn/vn", *filter(None, parts), number or UNKNOWN))


def work_of(record: Record) -> str:
    return work(
        record.loai, record.co_quan, record.ngay, record.so_hieu, record.id.rpartition("/")[2]
    )


def clause(of: str, anchor: str) -> str:
    """A clause of the work ``of``, or all of it."""
    return f"{of}/~{eid(anchor)}" if anchor else of
