"""Text that came without its layout, as paragraphs parted by blank lines.

A passage is copied from a page (each line a paragraph) or cut from a gazette (lines broken
inside sentences, running heads between them). Both are brought to the form documents have.
"""

from __future__ import annotations

import re
from itertools import pairwise

_NOISE = re.compile(
    r"CÔNG BÁO[ /]*Số .*|\d{1,4}|Người ký: .*|Email: .*|Cơ quan: .*|Thời gian ký: .*|[-_*=–]{3,}"
)
_NEW = re.compile(
    r"[#>|]|[-+•*][ \t]|\(?\d{1,3}[.)/][ \t]|\d{1,3}\.\d{1,2}\.?[ \t]|[a-zđ]\d?\)[ \t]|[IVX]{1,5}\.[ \t]"
    r"|(?:Điều|Khoản|Chương|Mục|Phần|Phụ lục|PHỤ LỤC|Tiểu mục)[ \t]+[\dIVX]|Căn cứ |Theo đề nghị |Xét |[“\"]|\((?:Ban hành )?[Kk]èm theo "
)
_FLOWS = re.compile(r"[a-zà-ỹđ(\d]")
_CONTENTS = re.compile(r"(?:Chương|Mục|Phần|Điều|Khoản|Điểm|Phụ lục) [^\n]*\Z")
_OPEN_END = (
    ",",
    "/",
    "-",
    " và",
    " của",
    " tại",
    " số",
    " bởi",
    " theo",
    " hoặc",
    " một số điều",
    " các",
    " ngày",
    " tháng",
    " năm",
    " với",
    " trong",
    " về",
    " cho",
    " từ",
    " là",
    " do",
    " khoản",
    " điểm",
    " thi hành một số điều của",
)
_BASIS = ("Căn cứ", "- Căn cứ")
_PREAMBLE = ("Căn cứ ", "Theo đề nghị ", "Xét đề nghị ")
_DOCUMENT = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Nghị (?:định|quyết)|Thông tư|Quyết định)[ \t]")
_LONG = 160
"""A line longer than this is a paragraph: no page is so wide."""


def paragraphs_of(text: str) -> str:
    """``text`` with one blank line between paragraphs; what already has some is left alone.

    Running heads, page numbers, signature stamps and a page's own table of contents go: they
    say nothing of their own. Offsets change, so this is for answers that carry none.
    """
    lines = [line.strip() for line in text.replace("\t", " ").replace("\xa0", " ").split("\n")]
    if not _needs_care(lines, text):
        return text
    lines = _without_contents([line for line in lines if not _NOISE.fullmatch(line)])
    width = max(map(len, lines), default=0)
    room = width if width <= _LONG else 0
    out: list[str] = []
    before = ""
    for line in lines:
        if line and out and before and _continues(before, line, room, out[-1]):
            out[-1] += " " + line
        elif line:
            out.append(line)
        before = line or (before if room else "")
    return "\n\n".join(out)


def _needs_care(lines: list[str], text: str) -> bool:
    """False for a text whose blank lines part its paragraphs already, as Markdown's do.

    A gazette's blank lines are those of its pages, in the midst of sentences; a line longer than
    any page that is followed by another one at once is a paragraph.
    """
    if "\n\n" not in text or "CÔNG BÁO/Số" in text:
        return True
    return any(
        len(line) > _LONG and after and not line.startswith("|") for line, after in pairwise(lines)
    )


def _continues(before: str, line: str, room: int, so_far: str) -> bool:
    """Whether ``line`` goes on with the sentence of ``before``; ``room`` is the page's width.

    A line of the legal basis (``so_far``) goes on to its semicolon, and beyond it to a document
    that has no ``Căn cứ`` of its own.
    """
    if _NEW.match(line) and (line.startswith(_PREAMBLE) or not _cut(before, line)):
        return False
    if so_far.startswith(_BASIS) and not line.isupper():
        if before[-1] == ",":
            return bool(_FLOWS.match(line)) or (bool(room) and len(before) > 0.8 * room)
        return before[-1] not in ".;:" or (before[-1] == ";" and bool(_DOCUMENT.match(line)))
    if before.isupper() and line.isupper():
        return not line.startswith(("LUẬT", "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "THÔNG TƯ", "NGHỊ ĐỊNH"))
    if before[-1] in ".;:!?”" or before.isupper():
        return False
    if _FLOWS.match(line) or _cut(before, line):
        return True
    return bool(room) and len(before) > 0.8 * room


def _cut(before: str, line: str) -> bool:
    """Whether ``before`` breaks off where a sentence can't end."""
    return before.endswith(_OPEN_END) and not line[:2].endswith(")")


def _without_contents(lines: list[str]) -> list[str]:
    """Without a page's table of contents at its end: headings under the line ``Mục lục``."""
    if "Mục lục" not in lines:
        return lines
    at = len(lines) - 1 - lines[::-1].index("Mục lục")
    rest = [line for line in lines[at + 1 :] if line]
    told = sum(bool(_CONTENTS.match(line)) for line in rest)
    return lines[:at] if told * 2 > len(rest) else lines
