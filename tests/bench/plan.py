"""Which documents a generated archive has, and which cites which: facts first, words later."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Literal

Restart = Literal["khoa", "nam"]
DateForm = Literal["", "cham", "gach", "ngang", "chu"]

FIRST_DAY, LAST_DAY = date(2008, 1, 2), date(2025, 6, 20)
_CENTRAL_TERMS = (date(2011, 1, 20), date(2016, 1, 29), date(2021, 2, 2))
_PROVINCE_TERMS = (date(2010, 9, 29), date(2015, 10, 29), date(2020, 10, 28))
_NOT_HELD_FROM = 9_000
"""Numbers from here on are cited and never issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What one body issues under one code: ``pattern`` has ``{n}`` and perhaps ``{y}``."""

    co_quan: str
    noi: str
    """Whose documents may cite it: ``""`` for everybody, else the province."""
    ten_co_quan: str
    loai: str
    pattern: str
    series: str
    restart: Restart
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doc:
    """A planned document. ``held`` is False for one that is cited but arrives late or left."""

    id: str
    kind: int
    so_hieu: str
    series: str
    ngay: date
    held: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A planned citation. ``meant`` is the id, empty for a document that was never written."""

    meant: str
    so_hieu: str
    kind: int
    ngay: date
    date_form: DateForm
    listed: bool = False
    """A further member of the list its predecessor began."""


@dataclass(slots=True)
class _Pool:
    """Citable documents by place; only grows."""

    by_place: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_kind: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def _party(co_quan: str, noi: str, ten: str, unit: str, codes: str, weight: int) -> list[Kind]:
    names = {
        "CT": "Chỉ thị", "NQ": "Nghị quyết", "KL": "Kết luận", "QĐ": "Quy định", "KH": "Kế hoạch",
        "CTr": "Chương trình", "BC": "Báo cáo", "TB": "Thông báo", "HD": "Hướng dẫn",
    }  # fmt: skip
    return [
        Kind(
            co_quan=co_quan, noi=noi, ten_co_quan=ten, loai=names[code],
            pattern="{n:02d}-" + f"{code}/{unit}", series=f"{code}/{unit}@{noi}",
            restart="khoa", weight=weight,
        )
        for code in codes.split()
    ]  # fmt: skip


def _state(
    co_quan: str, noi: str, ten: str, loai: str, symbol: str, weight: int, *, year: bool = True
) -> Kind:
    return Kind(
        co_quan=co_quan, noi=noi, ten_co_quan=ten, loai=loai,
        pattern="{n:02d}/" + ("{y}/" if year else "") + symbol,
        series=f"{symbol}@{noi}{'' if year else '-ca-biet'}", restart="nam", weight=weight,
    )  # fmt: skip


def _province(slug: str, name: str, weight: int) -> list[Kind]:
    tinh_uy, ubnd, hdnd = f"tinh-uy-{slug}", f"ubnd-{slug}", f"hdnd-{slug}"
    ten_ubnd = f"Ủy ban nhân dân tỉnh {name}"
    return [
        *_party(tinh_uy, slug, f"Tỉnh ủy {name}", "TU", "CT NQ KL KH CTr BC TB", weight),
        _state(ubnd, slug, ten_ubnd, "Quyết định", "QĐ-UBND", 3 * weight),
        _state(ubnd, slug, ten_ubnd, "Kế hoạch", "KH-UBND", weight, year=False),
        _state(ubnd, slug, ten_ubnd, "Chỉ thị", "CT-UBND", weight, year=False),
        _state(hdnd, slug, f"Hội đồng nhân dân tỉnh {name}", "Nghị quyết", "NQ-HĐND", 2 * weight),
    ]


KINDS: tuple[Kind, ...] = (
    *_party("bo-chinh-tri", "", "Bộ Chính trị", "TW", "CT NQ KL QĐ", 2),
    *_party("ban-bi-thu", "", "Ban Bí thư", "TW", "CT KL QĐ HD", 2),
    _state("chinh-phu", "", "Chính phủ", "Nghị định", "NĐ-CP", 8),
    _state("chinh-phu", "", "Chính phủ", "Nghị quyết", "NQ-CP", 3, year=False),
    _state("thu-tuong", "", "Thủ tướng Chính phủ", "Quyết định", "QĐ-TTg", 6),
    _state("thu-tuong", "", "Thủ tướng Chính phủ", "Chỉ thị", "CT-TTg", 2, year=False),
    _state("bo-noi-vu", "", "Bộ Nội vụ", "Thông tư", "TT-BNV", 5),
    _state("bo-tai-chinh", "", "Bộ Tài chính", "Thông tư", "TT-BTC", 5),
    *_province("hai-duong", "Hải Dương", 4),
    *_province("quang-ninh", "Quảng Ninh", 2),
)


def plan(count: int, seed: int) -> tuple[list[Doc], dict[str, list[Cite]]]:
    """Documents in order of date and, by id, what each cites; time is linear in ``count``.

    A few documents that others cite are not ``held``: they arrive late (`mutate`).
    """
    docs = _issue(count, seed)
    pool = _Pool()
    cites: dict[str, list[Cite]] = {}
    for number, doc in enumerate(docs):
        cites[doc.id] = _cited(Random(f"cites-{seed}-{number}"), docs, pool, doc)
        pool.by_place[KINDS[doc.kind].noi].append(number)
        pool.by_kind[doc.kind].append(number)
    late = _late(docs, cites, max(3, count // 500))
    return [_absent(d) if d.id in late else d for d in docs], cites


def _absent(doc: Doc) -> Doc:
    return Doc(
        id=doc.id, kind=doc.kind, so_hieu=doc.so_hieu, series=doc.series, ngay=doc.ngay, held=False
    )


def _issue(count: int, seed: int) -> list[Doc]:
    rng = Random(f"issue-{seed}")
    weights = list(accumulate(kind.weight for kind in KINDS))
    span = (LAST_DAY - FIRST_DAY).days
    numbers: dict[tuple[str, int], int] = defaultdict(int)
    paths: dict[str, int] = defaultdict(int)
    docs = []
    for i, which in enumerate(rng.choices(range(len(KINDS)), cum_weights=weights, k=count)):
        kind, day = KINDS[which], FIRST_DAY + timedelta(days=span * i // count)
        period = day.year if kind.restart == "nam" else _term(kind, day)
        numbers[kind.series, period] += 1
        so_hieu = kind.pattern.format(n=numbers[kind.series, period], y=day.year)
        path = f"{kind.co_quan}/{day.year}/{ascii_slug(so_hieu)}"
        paths[path] += 1
        doc_id = path if paths[path] == 1 else f"{path}-{paths[path]}"
        docs.append(Doc(id=doc_id, kind=which, so_hieu=so_hieu, series=kind.series, ngay=day))
    return docs


def _term(kind: Kind, day: date) -> int:
    starts = _PROVINCE_TERMS if kind.noi else _CENTRAL_TERMS
    return sum(start <= day for start in starts)


def ascii_slug(so_hieu: str) -> str:
    return so_hieu.replace("Đ", "D").replace("/", "-").lower()


def _cited(rng: Random, docs: list[Doc], pool: _Pool, doc: Doc) -> list[Cite]:
    """About 5.5 citations; two different documents of one number never meet in one text."""
    wanted = rng.choice((2, 3, 4, 4, 5, 5, 5, 6, 7, 9))
    found: list[Cite] = []
    meant: dict[str, str] = {doc.so_hieu: doc.id}
    while wanted > 0:
        wanted -= 1
        target = _target(rng, docs, pool, KINDS[doc.kind].noi)
        if target is None or rng.random() < 0.05:
            found.append(_never_written(rng, doc))
            continue
        if meant.setdefault(target.so_hieu, target.id) != target.id:
            continue
        found.append(_cite(rng, target))
        if rng.random() < 0.1:
            found += _list_member(rng, docs, pool, target, meant)
    if found and rng.random() < 0.2:
        found.append(_again(rng.choice(found)))
    return found


def _target(rng: Random, docs: list[Doc], pool: _Pool, noi: str) -> Doc | None:
    """Half of all citations go to few old documents, half to any; own province or the centre."""
    places = [p for p in ("", noi) if pool.by_place[p]]
    if not places:
        return None
    numbers = pool.by_place[rng.choice(places)]
    share = rng.random()
    return docs[numbers[int(len(numbers) * (share**2 if rng.random() < 0.5 else share))]]


def _cite(rng: Random, target: Doc) -> Cite:
    """With a date nearly always where the number alone may mean several documents."""
    undated = 0.4 if "{y}" in KINDS[target.kind].pattern else 0.05
    form: DateForm = "" if rng.random() < undated else rng.choice(("cham", "gach", "ngang", "chu"))
    return Cite(
        meant=target.id, so_hieu=target.so_hieu, kind=target.kind, ngay=target.ngay, date_form=form
    )


def _list_member(
    rng: Random, docs: list[Doc], pool: _Pool, first: Doc, meant: dict[str, str]
) -> list[Cite]:
    second = docs[rng.choice(pool.by_kind[first.kind])]
    if second.id == first.id or meant.setdefault(second.so_hieu, second.id) != second.id:
        return []
    cite = _cite(rng, second)
    return [
        Cite(
            meant=cite.meant, so_hieu=cite.so_hieu, kind=cite.kind, ngay=cite.ngay,
            date_form=cite.date_form, listed=True,
        )
    ]  # fmt: skip


def _again(cite: Cite) -> Cite:
    """Later mentions go without a date, as Party practice prescribes."""
    return Cite(
        meant=cite.meant, so_hieu=cite.so_hieu, kind=cite.kind, ngay=cite.ngay, date_form=""
    )


def _never_written(rng: Random, doc: Doc) -> Cite:
    which = rng.choice([i for i, k in enumerate(KINDS) if k.noi in ("", KINDS[doc.kind].noi)])
    number = _NOT_HELD_FROM + rng.randrange(900)
    so_hieu = KINDS[which].pattern.format(n=number, y=doc.ngay.year)
    return Cite(meant="", so_hieu=so_hieu, kind=which, ngay=doc.ngay, date_form="gach")


def _late(docs: list[Doc], cites: dict[str, list[Cite]], wanted: int) -> set[str]:
    """Documents cited at least three times and always with a date, spread over the years."""
    counts, undated = cited_by(cites)
    able = [d.id for d in docs if counts[d.id] >= 3 and d.id not in undated]
    step = max(1, len(able) // wanted)
    return set(able[step // 2 :: step][:wanted])


def cited_by(cites: dict[str, list[Cite]]) -> tuple[dict[str, int], set[str]]:
    """How many citations each document gets, and which get one without a date."""
    counts: dict[str, int] = defaultdict(int)
    undated: set[str] = set()
    for row in cites.values():
        for cite in row:
            counts[cite.meant] += 1
            if not cite.date_form:
                undated.add(cite.meant)
    return counts, undated
