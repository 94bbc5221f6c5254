"""References a person must look at: contradictions, ambiguity, clauses that aren't there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vanban.citations.contradictions import Slip, of_kind, of_year
from vanban.citations.narrow import STATUTES, Number, full_date, read_number, series_bodies
from vanban.citations.pinpoint import label_of
from vanban.citations.reasons import DATE_CLASH, PLANNED, TYPE_CLASH, shown
from vanban.clauses import Clauses
from vanban.facts import Facts
from vanban.fragment import Record, mention_of
from vanban.model import Citing, Issue, Mention, Severity
from vanban.stating import OutcomeRow
from vanban.tables import Registry
from vanban.text import fold, viet_date

_COMPARE = "Đối chiếu bản gốc; nếu nguồn in sai thì ghi chú, đừng sửa lời văn."


def link_issues(facts: Facts, records: Sequence[Record]) -> Iterable[Issue]:
    """Every fault of references and stated relations, document by document."""
    clauses = Clauses(facts)
    for record in records:
        rows = facts.outcomes(record.id)
        mentions = [mention_of(row) for row in record.mentions]
        for n, mention in enumerate(mentions):
            yield from _of_mention(facts, clauses, record, n, mention, rows[n])
        yield from _two_dates(record, mentions, facts.registry)
        written = (*record.stated, *record.dropped)
        for row, relation in zip(rows[len(mentions) :], written, strict=True):
            if row[0] in ("a", "u"):
                told = row[2] if row[0] == "a" else row[1]
                yield Issue(
                    code="quan-he-chua-ro", severity="canh_bao", path=record.path,
                    message=f"Quan hệ tới «{relation[1]}»: {told}",
                    remedy="Ghi mã văn bản (đường dẫn trong kho) thay cho số hiệu.",
                )  # fmt: skip


def _of_mention(
    facts: Facts, clauses: Clauses, record: Record, n: int, mention: Mention, row: OutcomeRow
) -> Iterable[Issue]:
    kind = row[0]
    if mention.ghi_chu:
        yield _issue(record, n, mention, Slip("bat-thuong", mention.ghi_chu), "goi_y")
    if kind == "r":
        yield from _of_resolved(facts, clauses, record, n, mention, row[1])
        return
    slip = of_year(mention)
    if slip is not None:
        yield _issue(record, n, mention, slip)
    elif kind == "u" and row[2] != PLANNED:
        code = row[2] if row[2] in (DATE_CLASH, TYPE_CLASH) else "chua-ro"
        yield _issue(record, n, mention, Slip(code, row[1]))
    elif kind == "a":
        told = f"có thể là {len(row[1])} văn bản: {', '.join(row[1])}. {row[2]}"
        remedy = "Ghi thêm ngày ban hành trong lời văn hoặc khai báo trong «quan_he»."
        yield _issue(record, n, mention, Slip("mo-ho", told), "goi_y", remedy)


def _of_resolved(
    facts: Facts, clauses: Clauses, record: Record, n: int, mention: Mention, target: str
) -> Iterable[Issue]:
    slip = of_kind(mention, facts.need(target).loai)
    if slip is not None:
        yield _issue(record, n, mention, slip, "goi_y")
    for place in clauses.places(record, n, target):
        if place.missing:
            yield _missing(clauses, record, n, mention, target, place.missing)


def _missing(
    clauses: Clauses, record: Record, n: int, mention: Mention, target: str, missing: str
) -> Issue:
    """A clause the held text lacks: a slip, unless the text is known to have been amended."""
    told = f"văn bản {target} trong kho không có {label_of(missing)}."
    added = clauses.added(target, missing)
    if added.by:
        told += f" Phần này được bổ sung bởi {', '.join(added.by)}."
        return _issue(record, n, mention, Slip("dieu-bo-sung", told), "goi_y", _CONSOLIDATE)
    if added.amended:
        told += f" Văn bản đã được sửa đổi hoặc hợp nhất tại {', '.join(added.amended)}."
        return _issue(record, n, mention, Slip("dieu-khong-co", told), "goi_y", _CONSOLIDATE)
    return _issue(record, n, mention, Slip("dieu-khong-co", told))


_CONSOLIDATE = "Thêm văn bản hợp nhất vào kho nếu có."


def _two_dates(record: Record, mentions: Sequence[Mention], registry: Registry) -> Iterable[Issue]:
    """One document, told by its symbol, with another date than elsewhere in the text.

    Told once for each odd date; a date that contradicts the symbol's own year is told already.
    """
    dates: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for n, mention in enumerate(mentions):
        number = read_number(mention.so_hieu) if full_date(mention.ngay) else None
        if number is not None and number.unique and of_year(mention) is None:
            one = _one_document(number, mention, record.citing, registry)
            dates.setdefault(one, {}).setdefault(mention.ngay, []).append(n)
    for found in dates.values():
        if len(found) < 2:
            continue
        usual = max(found, key=lambda day: len(found[day]))
        for day, places in found.items():
            if day != usual:
                told = f"câu này ghi ngày {viet_date(day)}, chỗ khác ghi ngày {viet_date(usual)}."
                yield _issue(record, places[0], mentions[places[0]], Slip("hai-ngay", told))


def _one_document(
    number: Number, mention: Mention, citing: Citing, registry: Registry
) -> tuple[str, ...]:
    """What two mentions share that can only mean one document: beside the key the type where the
    National Assembly numbers laws and resolutions apart, the body where every place writes the
    code (as printed, when it is of a place we don't know)."""
    if number.symbol.legislature:
        return (number.key, "Luật" if mention.loai in STATUTES else mention.loai)
    bodies = series_bodies(number, mention, citing, registry)
    if bodies is None:
        return (number.key,)
    known = registry.body_by_name(mention.co_quan, mention.ngay) if mention.co_quan else None
    if known is None and mention.co_quan.split(" ")[-1].istitle():
        return (number.key, fold(mention.co_quan))
    return (number.key, *(body.khoa for body in bodies))


def _issue(
    record: Record, n: int, mention: Mention, slip: Slip, severity: Severity = "canh_bao",
    remedy: str = _COMPARE,
) -> Issue:  # fmt: skip
    line, column = record.lines[n]
    return Issue(
        code=f"dan-chieu-{slip.code}", severity=severity, path=record.path, line=line,
        column=column, message=f"«{shown(mention)}»: {slip.told}", remedy=remedy,
    )  # fmt: skip
