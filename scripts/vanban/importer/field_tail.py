"""Facts of the ending: who signed in what capacity, and who receives the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.importer.labels import UPPER, is_caps, starts_provision
from vanban.importer.model import Block, Confidence, Field
from vanban.model import Signer
from vanban.text import is_date

_CAPACITY = re.compile(
    r"^(?:T[./]?M|K[./]?T|T[./]?L|T[./]?U[./]?Q|Q/|THAY MẶT|THỪA LỆNH|THỪA ỦY QUYỀN)\s*[./]?\s+\S"
    r"|^(?:T\.?M|K\.?T|T\.?L|T\.?U\.?Q)\s?[./]\s?\S|^[TK]/[MTL]\S|^Q\s?[./]\s*\S"
)
_OFFICE = re.compile(
    r"^(?:PHÓ\s+|QUYỀN\s+|Q\.\s*|TỔNG\s+|THƯỢNG TƯỚNG\s+|ĐẠI TƯỚNG\s+)*"
    r"(?:BÍ THƯ|CHỦ TỊCH|THỦ TƯỚNG|TỔNG BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG"
    r"|CỤC TRƯỞNG|VỤ TRƯỞNG|TRƯỞNG PHÒNG|CHỦ NHIỆM|HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN|THỐNG ĐỐC|(?<=TỔNG )THANH TRA"
    r"|CHI CỤC TRƯỞNG|TƯ LỆNH|CHÁNH THANH TRA|ỦY VIÊN|UỶ VIÊN|THƯỜNG TRỰC|TỔNG KIỂM TOÁN|KIỂM TOÁN"
    r"|TRƯỞNG ĐOÀN|ĐẠI BIỂU|CHỦ TỌA)\b"
)
_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Đoàn|Lâm|Mai|Trương"
    "|Cao|Hà|Tạ|Nông|Vương|Chu|Tô|Quách|Lương|Lưu|Thái|Kiều|Tống|Triệu|Đào|Phùng|Mạc|Giàng|Lò|Sùng|Vi|La|Hầu"
    "|Tòng|Điểu|Thào|Mùa|Cầm|Bạch|Từ|Tăng|Châu|Diệp|Khuất|Nghiêm|Doãn|Đồng|Thân|Thạch|Kim|Danh|Sơn|Hứa|Lữ"
    "|Viên|Ninh|Đàm|Cù|Giáp|Bế|Ma|Tưởng|Uông|Văn|Đậu|Chử|Khương|Lục|Tiêu|Trà|Phương|Rơ|Siu|Niê|Ksor|Y|Ka|Ngọ"
    "|Hoà|Hòa|Quản|Thiều|Ôn|Âu|Bàn|Đường|Lại|Lều|Mã|Nhữ|Nghị|Phí|Thẩm|Trưng|Ung|Vàng|Xa|Hạ|Bá|Cung|Cấn"
)
_TITLES = r"(?:(?:GS|PGS|TS|ThS|BS|LS|KS|[ĐT]ại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá)[.\s]+)*"
_NAME = re.compile(rf"^{_TITLES}((?:{_FAMILY})(?:\s+[{UPPER}][\w’']*){{1,5}})$")
_NAME_CAPS = re.compile(rf"^((?:{_FAMILY.upper()})(?:\s+[{UPPER}’']+){{1,5}})$")
_ANY_NAME = re.compile(rf"^[{UPPER}][\w’']*(?:\s+[{UPPER}][\w’']*){{1,4}}$")
_ORGAN = re.compile(r"^Văn\s+[Pp]hòng\b")
_RECIPIENTS = re.compile(r"^\W*nơi\s+nhận\s*(?::\s*|$|\s(?=[-–]))(.*)$", re.IGNORECASE)
ANNEX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục\s+[IVX\d]|MẪU SỐ|Mẫu số|QUY CHẾ$|QUY ĐỊNH$|DANH MỤC|BIỂU MẪU)"
)
_SIGNED = re.compile(r"^\W*\(?\s*(?:đã ký|đã kí|ký tên)", re.IGNORECASE)
_PASSED = re.compile(
    r"(?:thông qua|ban hành)\s+(?:tại[^.]{0,90}?\s)?(?:,\s*)?ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
)
# The document itself, by a body that passes documents: a convention defined in a clause has a
# day of its own.
_ITSELF = re.compile(
    r"(?:\bnày\b|^\W*(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Hiến pháp)\b[^.;]{0,120}?|^\W*)"
    r"\s*(?:đã\s+)?được\s+(?:Quốc hội|[ỦU][ỷy] ban|Uỷ ban|Hội đồng|Đại hội|Ban Chấp hành|HĐND|UBTVQH)",
    re.IGNORECASE,
)
# A council's resolution is passed on one day and issued on another.
_ASSEMBLY = re.compile(r"Quốc hội|UBTVQH")
_WINDOW = 16
_LONGEST_LIST = 60
_BESIDE = 50


def read_signers(
    blocks: Sequence[Block], start: int
) -> tuple[tuple[Signer, ...], Confidence, range]:
    """Signers of the document itself, from the first office line that a name follows, and the
    blocks their signatures stand in."""
    found: list[Signer] = []
    at = first = last = start
    while at < len(blocks):
        if found and at > last + 24:
            break
        signer, end = _signature(blocks, at)
        if signer is None:
            at += 1
            continue
        first = first if found else at
        found.append(signer)
        at = last = end
        if len(found) >= 6:
            break
    sure = all(_NAME.match(s.ten) for s in found)
    where = range(first, last) if found else range(0)
    return tuple(found), "chac" if found and sure else "ngo" if found else "khong", where


def _lines(block: Block) -> str:
    if block.kind == "table":
        return ""
    # "Đã ký: Nguyễn Văn Mẫu" stands for the signature and the name below it
    return re.sub(r"^\(?\s*đã k[ýí]\s*\)?\s*[:.]\s*", "", block.text, flags=re.IGNORECASE).strip(
        " *|_()."
    )


def _signature(blocks: Sequence[Block], at: int) -> tuple[Signer | None, int]:
    first = _lines(blocks[at])
    if not _is_office(first):
        return None, at
    capacity, office, left = "", "", _WINDOW
    for near in range(at, min(at + _LONGEST_LIST, len(blocks))):
        line = _lines(blocks[near])
        # recipients stand between in one column's order, however many there are
        left -= not _is_recipient(blocks[near])
        if left < 0:
            break
        if _is_office(line):
            if _CAPACITY.match(line):
                capacity = f"{capacity} {line}".strip()
            elif office and line.startswith("THƯỜNG TRỰC"):
                office = f"{office} {line}"
            else:
                office = line
            continue
        name = _name(line, after_office=near <= at + 3)
        if name:
            office = office or (capacity if not capacity else "")
            return Signer(ten=name, chuc_vu=office, tu_cach=capacity), near + 1
        if not _may_stand_between(blocks[near], line):
            return None, at
    return None, at


def _is_recipient(block: Block) -> bool:
    return block.kind == "item" or block.text[:1] in ("-", "–", "+")


def _is_office(line: str) -> bool:
    return len(line) < 80 and is_caps(line) and bool(_CAPACITY.match(line) or _OFFICE.match(line))


def _may_stand_between(block: Block, line: str) -> bool:
    """Recipients, a stamp note or an empty line between the office and the name."""
    return (
        not line
        or block.kind == "item"
        or line.startswith(("-", "–", "+"))
        or bool(_RECIPIENTS.match(line) or _SIGNED.match(line))
        or (len(line) < 60 and not is_caps(line))
        or (is_caps(line) and len(line) < 70)
    )


def _name(line: str, *, after_office: bool) -> str:
    match = _NAME.match(line)
    if match:
        return "" if _ORGAN.match(line) else match[1]
    capitals = _NAME_CAPS.match(line)
    if capitals and not _OFFICE.match(line):
        return capitals[1].title()
    if is_caps(line) or _OFFICE.match(line.upper()):
        return ""
    if after_office and _ANY_NAME.match(line) and len(line) < 40 and not starts_provision(line):
        return line
    return ""


def read_recipients(blocks: Sequence[Block], start: int, signed: range) -> tuple[str, ...]:
    """The lines under ``Nơi nhận`` up to the one that names the file copy (``Lưu …``).

    They stand beside the signature ``signed``; those of forms in the annexes are not the
    document's. Without a signature the annexes alone are left out.
    """
    first = max(start, signed.start - _BESIDE) if signed else start
    last = min(len(blocks), signed.stop + _BESIDE) if signed else len(blocks)
    for at in range(first, last):
        if at >= signed.stop and ANNEX.match(blocks[at].text):
            break
        match = _RECIPIENTS.match(blocks[at].text)
        if match and blocks[at].kind != "table":
            return tuple(_recipient_lines(blocks, at, match[1]))
    return ()


def _recipient_lines(blocks: Sequence[Block], at: int, rest: str) -> list[str]:
    out = [rest.strip("- ;")] if rest.strip("- ;") else []
    for block in blocks[at + 1 : at + 40]:
        text = block.text
        dashed = block.kind == "item" or text[:1] in "-–"
        bare = text.lstrip("-–+ ").strip()
        if block.kind == "table" or _is_office(bare) or ANNEX.match(text) or len(text) > 250:
            break
        if dashed or not out:
            out.append(bare)
        elif is_caps(bare) or _NAME.match(bare):
            break
        else:
            out[-1] += " " + bare
        if re.match(r"lưu\b", out[-1], re.IGNORECASE):
            break
    return out


def tail_start(blocks: Sequence[Block], after: int) -> int:
    """Where to look for a signature: below the type at ``after`` (-1: none) and the legal bases,
    which name offices too."""
    last = after
    for at in range(max(after, 0), min(after + 40, len(blocks))):
        if starts_provision(blocks[at].text):
            break
        if re.match(r"^[-–\s]*Căn cứ", blocks[at].text):
            last = at
    return last + 1


def read_passed(blocks: Sequence[Block]) -> Field | None:
    """Date a law was passed, from its closing formula; laws of the gazette have no other."""
    for block in reversed(blocks):
        match = _PASSED.search(block.text)
        if match and len(block.text) < 400 and not block.quoted and _ITSELF.search(block.text):
            iso = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
            if is_date(iso):
                sure: Confidence = "chac" if _ASSEMBLY.search(block.text) else "ngo"
                return Field(name="ngay", value=iso, confidence=sure, where=match[0])
    return None
