"""Resolutions and conclusions called after the plenum or congress that passed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vanban.tables.rows import table, texts

Meeting = Literal["trung_uong", "dai_hoi"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDoc:
    """One document of a meeting. ``lan`` is the meeting's ordinal, ``khoa`` the term's.

    ``chu_de`` are words of its subject that tell it from the meeting's others; ``quen_goi``:
    the meeting's name alone usually means it. ``so_hieu`` may be empty, ``ngay`` is ISO.
    """

    hop: Meeting
    lan: int
    khoa: int
    loai: str
    so_hieu: str
    ngay: str
    chu_de: tuple[str, ...]
    quen_goi: bool
    nguon: str


@cache
def meeting_docs() -> tuple[MeetingDoc, ...]:
    """Every row, as listed."""
    return tuple(
        MeetingDoc(
            hop=row["hop"],
            lan=int(row["lan"]),
            khoa=int(row["khoa"]),
            loai=row["loai"],
            so_hieu=row.get("so_hieu", ""),
            ngay=row["ngay"],
            chu_de=texts(row, "chu_de"),
            quen_goi="quen_goi" in row,
            nguon=row["nguon"],
        )
        for row in table("hoi_nghi")
    )


@cache
def _by_meeting() -> Mapping[tuple[str, str, int, int], tuple[MeetingDoc, ...]]:
    found: dict[tuple[str, str, int, int], list[MeetingDoc]] = {}
    for doc in meeting_docs():
        found.setdefault((doc.loai, doc.hop, doc.lan, doc.khoa), []).append(doc)
    return {key: tuple(docs) for key, docs in found.items()}


def docs_of_meeting(loai: str, hop: Meeting, lan: int, khoa: int) -> tuple[MeetingDoc, ...]:
    """Documents of one type that a meeting passed; () when the table doesn't know it."""
    return _by_meeting().get((loai, hop, lan, khoa), ())
