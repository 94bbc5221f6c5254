"""Issuing bodies: central ones as listed, provincial ones expanded from templates and places.

A template is valid where its own interval and the place's meet; its succession follows the
place's when the place ends, its own (``BTGTU`` to ``BTGDVTU``) when the organ ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from vanban.model import Body
from vanban.tables.dia_phuong import Place, places
from vanban.tables.rows import table, texts

_WORDS = {"tinh": ("tinh", "Tỉnh", "tỉnh"), "thanh_pho": ("thanh", "Thành", "thành phố")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeCode:
    """A code every place has; ``den`` is the last day it was used, empty when it still is."""

    ma: str
    ten: str
    cap: str
    den: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyTable:
    """``series``: key of the body whose numbers it shares; ``terms``: its series of terms."""

    bodies: tuple[Body, ...]
    series: Mapping[str, str]
    terms: Mapping[str, str]
    relative: Mapping[str, RelativeCode]
    shared_prefixes: tuple[str, ...]


@cache
def body_table() -> BodyTable:
    """Everything ``co_quan.yml`` and ``dia_phuong.yml`` say together."""
    data = table("co_quan")
    listed = [body_from(row) for row in data["co_quan"]]
    series = {row["khoa"]: row["day"] for row in data["co_quan"] if "day" in row}
    terms = {row["khoa"]: row["nhiem_ky"] for row in data["co_quan"] if "nhiem_ky" in row}
    local: list[Body] = []
    for body, shared, term in _expanded(data["mau"]):
        local.append(body)
        if shared:
            series[body.khoa] = shared
        if term:
            terms[body.khoa] = term
    relative = [
        RelativeCode(ma=r["ma"], ten=r["ten"], cap=r["cap"], den=r.get("den", ""))
        for r in data["tuong_doi"]
    ]
    return BodyTable(
        bodies=(*listed, *_with_predecessors(local)),
        series=series,
        terms=terms,
        relative={m: code for code in relative for m in (code.ma, code.ma.upper())},
        shared_prefixes=texts(data, "chung_day_voi_cap_tren"),
    )


def body_from(row: Mapping[str, Any]) -> Body:
    """A body as its checked row says it."""
    return Body(
        khoa=row["khoa"],
        ten=row["ten"],
        he=row["he"],
        cap=row["cap"],
        ma=texts(row, "ma"),
        ten_khac=texts(row, "ten_khac"),
        noi=row.get("noi", ""),
        cap_tren=row.get("cap_tren", ""),
        tu=row.get("tu", ""),
        den=row.get("den", ""),
        tien_than=texts(row, "tien_than"),
        ke_tuc=texts(row, "ke_tuc"),
        nguon=row.get("nguon", ""),
    )


def _words(place: Place, name: str) -> dict[str, str]:
    low, high, kind = _WORDS[place.loai]
    # "Thành phố Hồ Chí Minh" holds its kind already
    has_kind = name.split(" ")[0] in ("Thành", "TP", "TP.") or name.startswith("TP.")
    return {
        "noi": place.khoa,
        "ten": name,
        "cap": low,
        "Cap": high,
        "dia_phuong": name if has_kind else f"{kind} {name}",
    }


def _expanded(templates: list[dict[str, Any]]) -> Iterator[tuple[Body, str, str]]:
    """Each template at each place: the body, its series key, its term series (or empty)."""
    by_name = {row["mau"]: row for row in templates}
    for place in places().values():
        words = _words(place, place.ten)
        others = [_words(place, name) for name in place.ten_khac]
        for row in templates:
            tu, den = _span(place, row)
            if tu and den and tu > den:
                continue
            yield (
                Body(
                    khoa=row["khoa"].format_map(words),
                    ten=row["ten"].format_map(words),
                    he=row["he"],
                    cap="tinh",
                    ma=texts(row, "ma"),
                    ten_khac=_other_names(row, words, others),
                    noi=place.khoa,
                    cap_tren=row.get("cap_tren", "").format_map(words),
                    tu=tu,
                    den=den,
                    ke_tuc=_successors(row, place, den, by_name),
                    nguon=row["nguon"],
                ),
                row.get("day", "").format_map(words),
                row.get("nhiem_ky", "").format_map(words),
            )


def _other_names(
    row: Mapping[str, Any], words: dict[str, str], others: list[dict[str, str]]
) -> tuple[str, ...]:
    more = texts(row, "ten_khac")
    names = [name.format_map(words) for name in more]
    names += [name.format_map(other) for other in others for name in (row["ten"], *more)]
    return tuple(dict.fromkeys(names))


def _span(place: Place, row: Mapping[str, Any]) -> tuple[str, str]:
    """Where the intervals of place and template meet; begins after it ends when nowhere."""
    den = min(filter(None, (place.den, row.get("den", ""))), default="")
    return max(place.tu, row.get("tu", "")), den


def _successors(
    row: Mapping[str, Any], place: Place, den: str, by_name: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...]:
    if not den:
        return ()
    if den != place.den:  # the organ ended, its place went on
        words = _words(place, place.ten)
        return tuple(by_name[name]["khoa"].format_map(words) for name in texts(row, "ke_tuc"))
    heirs = []
    for key in place.ke_tuc:
        heir = places()[key]
        tu, end = _span(heir, row)
        if not (tu and end and tu > end):
            heirs.append(row["khoa"].format_map(_words(heir, heir.ten)))
    return tuple(heirs)


def _with_predecessors(bodies: list[Body]) -> list[Body]:
    """``tien_than`` from ``ke_tuc``: written once, true both ways."""
    before: dict[str, tuple[str, ...]] = {}
    for body in bodies:
        for key in body.ke_tuc:
            before[key] = (*before.get(key, ()), body.khoa)
    return [replace(b, tien_than=before[b.khoa]) if b.khoa in before else b for b in bodies]
