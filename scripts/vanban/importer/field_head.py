"""Facts of the letterhead and title, of the Party's and the State's layouts of all generations.

What proved reliable: the type is a line of its own or opens a line of capitals; the number
stands above it, at a line's start, never after ``kèm theo`` and never in a legal basis; the
date follows a place above it. All else is doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from vanban.importer import noise
from vanban.importer.field_cited import answers, cited, goes_on, issued_with, others_head
from vanban.importer.labels import is_caps, starts_provision
from vanban.importer.letterhead import (
    ABOUT,
    DATE,
    MOTTO,
    NUMBER,
    SYMBOL,
    Head,
    bare_line,
    blank_number,
    day_in,
    is_number,
    letterhead_piece,
    names_joined,
    put_date,
    put_number,
    split_columns,
    urgency_of,
)
from vanban.importer.model import Block
from vanban.tables import doc_types
from vanban.text import same_name

_HEAD_LIMIT = 60
_AS_PAPER = re.compile(r"^BẢN (?=QUY )")  # "BẢN QUY ĐỊNH", as old annexed rules call themselves
_TITLE_NUMBER = re.compile(rf"\bSỐ\s*[:.]?\s*{SYMBOL}", re.IGNORECASE)
_LAW_TITLE = re.compile(
    r"^(?P<title>.+?)\s+(?P<tail>CỦA\s+(?:QUỐC HỘI|ỦY BAN THƯỜNG VỤ QUỐC HỘI)\b[^/]{0,80}\bSỐ\b.+)$",
    re.IGNORECASE,
)
_BELOW_HEAD = re.compile(r"^[-–\s]*(?:Căn cứ|Điều\s+1\b|Chương\s+I\b|Kính gửi\b)", re.IGNORECASE)
_OPENING = re.compile(
    r"^[-–\s]*(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Thi hành|Để |Kính gửi|Trên cơ sở|Sau khi|Nhằm |Trong "
    r"|Hôm nay|Ngày \d|Năm \d|Tiếp tục|Tính đến"
    r"|(?:Quốc hội|Chính phủ|Bộ trưởng|Thủ tướng|Ủy ban|Uỷ ban|Hội đồng|Thống đốc|Ban |Bộ Chính trị)"
    r"[^.;]{0,120}\s(?:ban hành|quyết định|hướng dẫn|quy định)\b)",
)
_AUTHORITY = re.compile(
    r"^(?:BỘ TRƯỞNG|CHỦ TỊCH|THỦ TƯỚNG|CHÍNH PHỦ|ỦY BAN|UỶ BAN|HỘI ĐỒNG|QUỐC HỘI|GIÁM ĐỐC|TỔNG |CỤC TRƯỞNG"
    r"|THỐNG ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BỘ CHÍNH TRỊ|BAN BÍ THƯ|TỈNH ỦY|THÀNH ỦY)\b"
)
_OF_A_TYPE = ("CỦA ", "SỐ ", "VỀ ", "V/V ", "BAN HÀNH ", "QUY ĐỊNH ", "SỬA ĐỔI", "PHÊ DUYỆT ")
# "Thông tư số 5/2020/TT-BM ngày … có hiệu lực …, được sửa đổi, bổ sung bởi:" of consolidated texts
_HISTORY = re.compile(
    r"^(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư)\b.{0,300}?\bsố\b.{0,300}?"
    r"(?:có hiệu lực|được sửa đổi)"
)
_SYMBOL_REST = re.compile(r"[-–]?[A-ZĐ][A-ZĐa-z&]*(?:[-–][A-ZĐ][A-ZĐa-z&]*)*")
# Capital fonts of dead encodings lose their capitals when a file is converted.
_SMALL_TYPE = re.compile(r"^(\D{4,20}?)\s+của\s+\S", re.IGNORECASE)


@cache
def _type_names() -> dict[str, str]:
    """Comparison name of every type -> its name in the table."""
    names = {same_name(n): t.ten for t in doc_types() for n in (t.ten, *t.ten_khac)}
    names.update({k.replace("quy ", "qui "): v for k, v in list(names.items()) if "quy " in k})
    return names


@cache
def _type_start() -> re.Pattern[str]:
    words = sorted((t.ten.upper() for t in doc_types() if len(t.ten) > 3), key=len, reverse=True)
    return re.compile(rf"^({'|'.join(map(re.escape, words))})\b[\s:]*(.*)$")


def read_head(blocks: Sequence[Block]) -> Head:
    """Number, type, date, place, subject, issuer lines and urgency of the document."""
    head = Head()
    limit = _limit(blocks)
    head.type_at = _find_type(blocks, limit, head)
    top = head.type_at if head.type_at >= 0 else limit
    for at in range(top):
        if at in head.used or answers(blocks, at):
            continue
        if cited(blocks, at):
            told = day_in(blocks[at].text) if issued_with(blocks, at) else ""
            head.carrier = head.carrier or told
            continue
        if others_head(blocks, at):
            head.used.add(at)
            continue
        whole = _number_whole(blocks, at)
        head.used |= {at + 1} if whole is not blocks[at] else set()
        _letterhead_block(whole, at, head)
    if head.type_at >= 0:
        _title(blocks, head)
    else:
        _about(blocks, limit, head)
    head.issuers = names_joined(head.issuers)
    return head


def _limit(blocks: Sequence[Block]) -> int:
    """Where the head must have ended: the first provision, legal basis or table."""
    for at, block in enumerate(blocks[:_HEAD_LIMIT]):
        text = block.text
        if block.kind == "table" or _BELOW_HEAD.match(text):
            return at
        if len(text) > 600 or (starts_provision(text) and at > 3 and not ABOUT.match(text)):
            return at
    return min(len(blocks), _HEAD_LIMIT)


def _find_type(blocks: Sequence[Block], limit: int, head: Head) -> int:
    """Where the type stands: below the motto, which every letterhead has above it.

    What stands higher is a gazette's section head (``VĂN BẢN HỢP NHẤT - BỘ …``), and counts
    only when there is no type below.
    """
    motto = next(
        (
            n
            for n in range(limit - 1, -1, -1)
            if any(map(MOTTO.match, split_columns(blocks[n].text)))
        ),
        -1,
    )
    below = _type_from(blocks, motto + 1, limit, head)
    return below if below >= 0 or motto < 0 else _type_from(blocks, 0, limit, head)


def _type_from(blocks: Sequence[Block], first: int, limit: int, head: Head) -> int:
    for at in range(first, limit):
        block = blocks[at]
        bare = bare_line(block.text)
        name = _type_names().get(same_name(_AS_PAPER.sub("", bare)))
        if name and (bare[:1].isupper() or block.centered or block.bold):
            head.put("loai", name, "chac", block.text)
            return at
        match = _type_start().match(bare)
        if match and is_caps(bare) and len(bare) < 400 and not _heads_a_list(bare, blocks, at):
            head.put("loai", _type_names()[same_name(match[1])], "chac", block.text)
            return at
        small = _SMALL_TYPE.match(bare)
        name = _type_names().get(same_name(small[1])) if small and len(bare) < 90 else None
        above = (p for b in blocks[:at] for p in split_columns(b.text))
        if name and (_TITLE_NUMBER.search(bare) or any(map(NUMBER.match, above))):
            head.put("loai", name, "ngo", block.text)
            return at
    return -1


def _heads_a_list(bare: str, blocks: Sequence[Block], at: int) -> bool:
    """Not a type but a line that announces something, or a body whose name opens with a type's
    word (``DỰ ÁN ĐẦU TƯ …``, ``LUẬT SƯ …``): the number stands below a body, above a type."""
    if bare.endswith(":"):
        return True
    words = _type_start().match(bare)
    if words and words[2].startswith(_OF_A_TYPE):
        return False
    numbers = [n for n in range(at + 4) if n < len(blocks) and _has_number(blocks[n].text)]
    return bool(numbers) and min(numbers) > at


def _has_number(text: str) -> bool:
    return any(is_number(p) or blank_number(p) for p in split_columns(text))


def _number_whole(blocks: Sequence[Block], at: int) -> Block:
    """The block with the rest of a number that was too long for its column (joint circulars)."""
    block = blocks[at]
    match = NUMBER.match(block.text)
    if match is None or at + 1 >= len(blocks):
        return block
    below, tail = blocks[at + 1].text.strip(), block.text[match.end() :].strip()
    goes_on = tail in ("-", "–", "/") or (not tail and below.startswith(("-", "–")))
    if goes_on and _SYMBOL_REST.fullmatch(below):
        return replace(block, text=f"{block.text.rstrip()}{below}")
    return block


def _letterhead_block(block: Block, at: int, head: Head) -> None:
    """One block above the type line, by its pieces; wholly understood blocks are used up."""
    known = True
    pieces = split_columns(block.text)
    for piece in pieces:
        beside = len(pieces) > 1 and bool(MOTTO.search(block.text)) and 3 < len(piece) < 60
        if not letterhead_piece(piece, head):
            # what stands beside the motto is the issuer, in whatever case a dead font left it
            head.issuers += [bare_line(piece)] if beside else []
            known = known and beside
    if known:
        head.used.add(at)


def _title(blocks: Sequence[Block], head: Head) -> None:
    """Subject and by-line: what is left of the type's line and the lines below it."""
    first = bare_line(blocks[head.type_at].text)
    exact = same_name(_AS_PAPER.sub("", first)) in _type_names()
    start = None if exact else _type_start().match(first)
    small = None if exact or start else _SMALL_TYPE.match(first)
    lines = [start[2]] if start and start[2] else [first[len(small[1]) :].strip()] if small else []
    head.used.add(head.type_at)
    for at in range(head.type_at + 1, min(head.type_at + 14, len(blocks))):
        text = blocks[at].text.strip(" *|")
        if noise.is_rule(text):
            head.used.add(at)
            if lines:
                break
            continue
        if _title_ends(blocks[at], text, lines) or (lines and _repeats(text, head, lines)):
            break
        head.used.add(at)
        own = urgency_of(text) or (is_number(text) and not goes_on(blocks, at, lines))
        if not (own and letterhead_piece(text, head)):
            lines.append(text)
    _put_title(lines, head)


def _repeats(text: str, head: Head, lines: list[str]) -> bool:
    """The issuer once more, as old layouts print it above the legal bases."""
    known = {same_name(n) for n in head.issuers}
    known |= {same_name(re.sub(r"^CỦA\s+", "", line, flags=re.IGNORECASE)) for line in lines[:1]}
    return same_name(bare_line(text)) in known


def _title_ends(block: Block, text: str, lines: list[str]) -> bool:
    if urgency_of(text):
        return False
    if block.kind != "paragraph" or _OPENING.match(text) or text.startswith("("):
        return True
    if lines and _HISTORY.match(text):
        return True
    if starts_provision(text) or len(text) > 900 or (lines and lines[-1].endswith((".", ";", ":"))):
        return True
    if lines and is_caps(text) and (_AUTHORITY.match(text) or not is_caps(lines[-1])):
        return True
    if len(text) > 120 and not is_caps(text) and _capital_subject(lines):
        return True
    return bool(lines) and len(" ".join(lines)) > 60 and len(text) > 250


def _capital_subject(lines: list[str]) -> bool:
    """A subject all in capitals doesn't go on as a sentence; a by-line (CỦA …) is no subject."""
    return bool(lines) and is_caps(" ".join(lines)) and not re.match(r"CỦA\s", lines[-1])


def _put_title(lines: list[str], head: Head) -> None:
    title = " ".join(line for line in lines if line).lstrip(" .,:;-–")
    law = _LAW_TITLE.match(title)
    leading = re.match(r"^(?:CỦA\b[^\d]{3,120}?)?[\s,]*\bSỐ\b[\s:.]*\d", title, re.IGNORECASE)
    if law:
        title = _of_number(law["tail"], title, head) or law["title"]
    elif leading:
        title = _of_number(title, title, head) or title
    elif lines and re.match(r"^CỦA\s", lines[0], re.IGNORECASE) and len(lines) > 1:
        by = re.sub(r"^CỦA\s+", "", lines[0], flags=re.IGNORECASE)
        head.put("chu_the", by, "chac", lines[0])
        title = " ".join(lines[1:])
    head.put("trich_yeu", title, "chac" if len(title) < 900 else "ngo", "sau tên loại")


def _of_number(text: str, where: str, head: Head) -> str:
    """``CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY 11 THÁNG 5 NĂM 1998 VỀ …``: the part from VỀ."""
    number = _TITLE_NUMBER.search(text)
    if number is None:
        return ""
    by = re.match(
        r"^CỦA\s+([^\d,]{3,90}?)(?:\s+NƯỚC\b[^\d]*|\s+KHÓA\b.*)?[\s,]+SỐ\b", text, re.IGNORECASE
    )
    if by:
        head.put("chu_the", by[1], "chac", where[:120])
    # in small letters it may be a sentence that names another document
    put_number(head, number["number"], where[:160], "chac" if number[0][:2].isupper() else "ngo")
    rest = text[number.end() :]
    date = DATE.match(rest.strip(" ,"))
    if date:
        put_date(head, date[0].strip())
        rest = rest.strip(" ,")[date.end() :]
    return rest.strip(" ,:.")


def _about(blocks: Sequence[Block], limit: int, head: Head) -> None:
    """A letter has no type line: its subject follows ``V/v`` under the number."""
    for at in range(limit):
        match = ABOUT.match(blocks[at].text)
        if not match:
            continue
        lines = [match[1]]
        head.used.add(at)
        for later in range(at + 1, min(at + 5, limit)):
            text = blocks[later].text
            if later in head.used or _OPENING.match(text) or is_caps(text) or text.endswith(":"):
                break
            lines.append(text)
            head.used.add(later)
        head.put("loai", "Công văn", "ngo", blocks[at].text)
        head.put("trich_yeu", " ".join(lines), "chac", "V/v")
        return
    head.used.clear()
