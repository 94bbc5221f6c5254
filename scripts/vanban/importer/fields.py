"""All facts of a document from its blocks: head, title, ending, and what a portal said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vanban.importer.bases import read_bases
from vanban.importer.field_displaced import read_displaced
from vanban.importer.field_doubts import cast_doubts, doubt, own_number
from vanban.importer.field_head import read_head
from vanban.importer.field_tail import read_passed, read_recipients, read_signers, tail_start
from vanban.importer.labels import is_caps
from vanban.importer.letterhead import MOTTO, Head, bare_line
from vanban.importer.model import Block, Extract, Field, Fields, Removed
from vanban.model import CHUA_RO
from vanban.so_hieu import InvalidSoHieu, parse_so_hieu
from vanban.tables import types_for_code
from vanban.text import parse_date, same_name

_EFFECTIVE = re.compile(
    r"^(?:\d{1,2}\.\s*)?[^“\"]{0,60}?\bnày\s+có hiệu lực(?:\s+thi hành)?(?:\s+kể)?\s+từ\s+"
    r"(?:(?P<signed>ngày ký)|ngày\s+(?P<date>\d{1,2}\s*(?:tháng|/|-)\s*\d{1,2}\s*(?:năm|/|-)\s*\d{4}))",
    re.IGNORECASE,
)
_PORTAL_EFFECTIVE = re.compile(r"^Ngày có hiệu lực\s*:\s*(\d{1,2}/\d{1,2}/\d{4})")
_PORTAL_TITLE = re.compile(
    r"^(?:[^\d\s]+\s+){1,5}?(?:số\s*:?\s*)?"
    r"(\d[\w.]*(?:\s*/\s*\d{4})?\s*[/-]\s*[\wĐđ&./-]+)",
    re.IGNORECASE,
)


def read_fields(
    extract: Extract, blocks: Sequence[Block], file_name: str
) -> tuple[Fields, set[int]]:
    """The facts, and the indices of blocks that hold nothing else (the letterhead and title)."""
    head = read_head(blocks)
    read_displaced(blocks, head)
    start = tail_start(blocks, head.type_at)
    passed = read_passed(blocks)
    if passed is not None:
        head.put(passed.name, passed.value, passed.confidence, passed.where)
    _portal(head, extract.removed)
    _effective(head, blocks)
    _type_from_number(head)
    _consolidated(head)
    _title_from_text(head, blocks)
    cast_doubts(head, blocks)
    signers, sure, signed = read_signers(blocks, start)
    for signer in signers[:1]:
        head.put("nguoi_ky", signer.ten, sure, "phần ký cuối văn bản")
    recipients = read_recipients(blocks, start, signed)
    if recipients:
        lines = "; ".join(r.rstrip(" ;,.") for r in recipients)
        head.put("noi_nhan", lines, "chac" if signed else "ngo", "Nơi nhận")
    bases, certain = read_bases(blocks, head.type_at)
    if bases:
        head.put("can_cu", " ".join(b.trich for b in bases), certain, bases[0].trich)
    if head.issuers:
        sure = "chac" if head.type_at >= 0 or head.has("so_hieu") else "ngo"  # no letterhead else
        head.put("co_quan", " / ".join(head.issuers), sure, "góc trái phần đầu")
    _fill(head, blocks, file_name)
    items = tuple(head.fields)
    return Fields(items=items, signers=signers, recipients=recipients, bases=bases), head.used


def _portal(head: Head, removed: Sequence[Removed]) -> None:
    """What the legal database's own frame says of the document, as a doubt."""
    for item in removed:
        if item.reason != "khung trang web":
            continue
        effective = _PORTAL_EFFECTIVE.match(item.text)
        if effective:
            head.put("hieu_luc_tu", parse_date(effective[1]), "ngo", item.text)
        title = _PORTAL_TITLE.match(item.text)
        if title and len(item.text) < 2_000:
            _portal_number(head, title[1], item.text)
            _portal_subject(head, item.text[title.end() :])


def _portal_number(head: Head, printed: str, where: str) -> None:
    """The number in the portal's title: a doubt when the letterhead has none, a blank or another."""
    try:
        number = parse_so_hieu(printed.rstrip(".,"))
    except InvalidSoHieu:
        return
    own = own_number(head)
    head.fields = [f for f in head.fields if (f.name, f.value) != ("so_hieu", CHUA_RO)]
    head.put("so_hieu", str(number), "ngo", where)
    if own and own.key != number.key:  # the page may hold another document altogether
        for name in ("so_hieu", "ngay", "trich_yeu"):
            doubt(head, name, f"tên trên trang ghi số {number}")


def _portal_subject(head: Head, told: str) -> None:
    """A subject that lacks a fifth of the words the portal's title has."""
    printed = next((f.value for f in head.fields if f.name == "trich_yeu"), "")
    wanted = Counter(re.findall(r"\w+", same_name(told)))
    held = Counter(re.findall(r"\w+", same_name(printed)))
    if wanted.total() > 3 and (wanted & held).total() < 0.8 * wanted.total():
        doubt(head, "trich_yeu", f"tên trên trang ghi: {told.strip()[:80]}")


def _effective(head: Head, blocks: Sequence[Block]) -> None:
    """``Nghị định này có hiệu lực … từ ngày …`` when the text says one day only."""
    found: dict[str, str] = {}
    signed = next((f.value for f in head.fields if f.name == "ngay"), "")
    for block in blocks:
        match = None if block.quoted or block.kind == "table" else _EFFECTIVE.search(block.text)
        if match:
            date = signed if match["signed"] else parse_date(match["date"])
            found.setdefault(date, block.text[:160])
    if len(found) == 1:
        date, where = next(iter(found.items()))
        if len(date) == 10:
            head.fields = [f for f in head.fields if f.name != "hieu_luc_tu"]
            head.put("hieu_luc_tu", date, "chac", where)


def _type_from_number(head: Head) -> None:
    """Without a type line, the code in the number may name the one type it can be."""
    if head.has("loai"):
        return
    number = own_number(head)
    if number is None:
        return
    if number.legislature and not number.type_code:
        return
    found = types_for_code(number.type_code, "dang" if number.party else "nha_nuoc")
    if len(found) == 1:
        head.put("loai", found[0].ten, "ngo", f"ký hiệu {number.type_code} trong số")


def _consolidated(head: Head) -> None:
    """A consolidated text (``04/VBHN-BYT``) prints the type of the text it consolidates."""
    number = own_number(head)
    if number is None or number.type_code != "VBHN":
        return
    printed = next((f.value for f in head.fields if f.name == "loai"), "")
    title = next((f.value for f in head.fields if f.name == "trich_yeu"), "")
    if printed and printed != "Văn bản hợp nhất":
        head.fields = [f for f in head.fields if f.name not in ("loai", "trich_yeu")]
        head.put("loai", "Văn bản hợp nhất", "chac", "ký hiệu VBHN trong số")
        head.put("trich_yeu", f"{printed} {title}" if title else "", "chac", "sau tên loại")


def _title_from_text(head: Head, blocks: Sequence[Block]) -> None:
    """A subject printed in capitals takes its letters' case from the text, if it stands there."""
    title = next((f for f in head.fields if f.name == "trich_yeu"), None)
    if title is None or not is_caps(title.value):
        return
    wanted = title.value.lower()
    for at, block in enumerate(blocks):
        text = "" if at in head.used else block.text
        begin = text.lower().find(wanted)
        if begin < 0 or len(text.lower()) != len(text):
            continue
        found = text[begin : begin + len(wanted)]
        if not is_caps(found):
            cased = replace(title, value=found[0].upper() + found[1:])
            head.fields[head.fields.index(title)] = cased
            return


def _fill(head: Head, blocks: Sequence[Block], file_name: str) -> None:
    """The fields every record has: what wasn't found is said to be unknown, never made up."""
    head.put("so_hieu", CHUA_RO, "khong", "")
    head.put("ngay", head.carrier, "ngo", "ngày của văn bản ban hành kèm")
    head.put("ngay", CHUA_RO, "khong", "")
    head.put("loai", "", "khong", "")
    lines = [b.text for b in blocks if len(b.text) > 8 and b.kind != "table"]
    told = [x for x in lines if not MOTTO.fullmatch(x) and bare_line(x) not in head.issuers]
    first = next(iter([*told, *lines]), file_name)
    head.put("trich_yeu", first[:200], "khong", "dòng đầu văn bản")


def stated(fields: Fields, name: str) -> Field | None:
    """The field called ``name``."""
    return next((f for f in fields.items if f.name == name), None)
