"""What the archive's documents say of a person who signed them: offices, bodies, years."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.model import Signer
from vanban.site.markup import capacity, escape, scroll_table, shown_date
from vanban.site.surfaces import Kept, Lookup


def signer_facts(kept: Sequence[Kept], lookup: Lookup) -> str:
    """A table of the offices in which the person signed, the latest first."""
    offices: dict[tuple[str, str], list[str]] = {}
    for row in kept:
        tu_cach, chuc_vu, co_quan, ngay = row.data
        office = capacity(Signer(ten="", tu_cach=tu_cach, chuc_vu=chuc_vu))
        offices.setdefault((office, lookup.body_name(co_quan)), []).append(ngay)
    order = sorted(offices, key=lambda office: (max(offices[office]), office), reverse=True)
    rows = [
        [escape(office or "chưa ghi chức vụ"), escape(body), _span(offices[office, body]),
         str(len(offices[office, body]))]
        for office, body in order
    ]  # fmt: skip
    head = ("Chức vụ ghi trên văn bản", "Cơ quan ban hành", "Thời gian", "Số văn bản")
    return scroll_table("Chức vụ khi ký", head, rows)


def _span(days: Sequence[str]) -> str:
    """From the first to the last day known."""
    known = sorted(day for day in days if day[:4].isdigit())
    if not known:
        return "chưa rõ ngày"
    first, last = shown_date(known[0]), shown_date(known[-1])
    return first if first == last else f"{first} – {last}"
