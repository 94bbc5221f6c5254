"""The end of a text as papers lay it out: who receives it at the left, who signs at the right.

A body has these as lines one below the other. The record names the signer: the last line that is
nothing but the name, with the lines of capitals above it (``TM. …``, capacity, ``(Đã ký)``), is the
signature, whatever appendices follow (places 7 and 9 of Nghị định 30/2020/NĐ-CP; the form of
Hướng dẫn 05-HD/VPTW is alike). What isn't sure stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TAG = re.compile(r"</?(?:strong|em|br ?/?)>")
_SEEN = re.compile(r"[(\[]?\s*(?:đã k[ýí]|ký tên|chữ ký)[^)]{0,40}?\s*[)\]]?", re.IGNORECASE)
_TO = re.compile("<p>(?:<(?:strong|em)>)*N(?:ơi nhận|ƠI NHẬN)".encode())
_HEADS = ("Nơi nhận".encode(), "NƠI NHẬN".encode())
_FAR = 6_000
"""Bytes that a list of recipients may have, thirty lines of it."""
_TALL = 1_600
"""Bytes that a signature, of several persons even, may have."""
_LONG = 150
"""Characters of one of its lines."""
_SHORT = 500
"""Bytes of a signature that is one paragraph with breaks."""
_BEFORE = 30
"""Characters that may stand before a name in its line."""
_TRIES = 4
"""Lines with the name, from the end, that may be something else (a table of an appendix)."""


def laid_out(html: bytes, names: Sequence[str]) -> tuple[bytes, bool]:
    """``html`` with its closing in boxes, and whether it is signed there by one of ``names``.

    Blocks of ``html`` stand on lines of their own; its words and their order stay.
    """
    for place in _ends_of(html, names):
        if table := _table(html, place):
            start, end = table
            return _inserted(html, start, b'<div class="vb-ket">', end, b"</div>"), True
        if span := _signature(html, place, names):
            return _boxed(html, *span), True
    return html, False


def _ends_of(html: bytes, names: Sequence[str]) -> Iterator[int]:
    """Where tags close right after a name, the last first."""
    signs = [name.encode() + b"</" for name in names]
    place = len(html)
    for _ in range(_TRIES):
        place = max((html.rfind(sign, 0, place) for sign in signs), default=-1)
        if place < 0:
            return
        yield place


def _signature(html: bytes, place: int, names: Sequence[str]) -> tuple[int, int] | None:
    """From the first line of capitals to the end of the paragraph of the name at ``place``."""
    end = html.find(b"</p>", place) + len(b"</p>")
    first = html.rfind(b"<p", 0, place)
    if first >= 0 and b"<br" in html[first:place] and html.startswith(b"<p>", first):
        return (first, end) if _is_paragraph(html[first:end], names) else None
    lines = html[max(0, end - _TALL) : end].decode(errors="ignore").split("\n")
    start, capitals = end + 1, False
    for number, line in enumerate(reversed(lines)):
        text = _words(line)
        high = text.isupper()
        if not (high and number) and not _is_name(text, names) and not _SEEN.fullmatch(text):
            break
        capitals = capitals or high
        start -= len(line.encode()) + 1
    return (start, end) if capitals else None


def _is_paragraph(html: bytes, names: Sequence[str]) -> bool:
    """Whether one paragraph with breaks has capitals in its first line and a name in its last."""
    lines = _TAG.sub("", html[3:-4].decode()).split("\n") if len(html) < _SHORT else [""]
    return lines[0].strip().isupper() and _is_name(lines[-1].strip(), names)


def _is_name(text: str, names: Sequence[str]) -> bool:
    """A name, perhaps after ``Đã ký:`` or a rank (``Thượng tướng``)."""
    return any(text.endswith(name) and len(text) - len(name) <= _BEFORE for name in names)


def _words(line: str) -> str:
    """What a plain paragraph says; '' for all else."""
    text = line[3:-4] if line.startswith("<p>") and line.endswith("</p>") else ""
    text = _TAG.sub("", text) if "<" in text else text
    return text.strip() if len(text) <= _LONG else ""


def _table(html: bytes, place: int) -> tuple[int, int] | None:
    """The table ``Nơi nhận | chức vụ`` that holds ``place``."""
    start = html.rfind(b"<table", max(0, place - _FAR), place)
    if start < 0 or html.find(b"</table>", start, place) >= 0:
        return None
    end = html.find(b"</table>", place) + len(b"</table>")
    held = any(html.find(head, start, end) >= 0 for head in _HEADS)
    return (start, end) if held and end - start < _FAR else None


def _boxed(html: bytes, start: int, end: int) -> bytes:
    """The signature and the recipients next to it, each in its box, both in one."""
    first, last = _recipients(html, start, end)
    signed = b'<div class="vb-ket__ky">\n%b\n</div>' % html[start:end]
    told = html[first:start].strip(b"\n") or html[end:last].strip(b"\n")
    boxes = [b'<div class="vb-ket__nhan">\n%b\n</div>' % told, signed] if told else [signed]
    if last > end:
        boxes.reverse()
    return b'%b<div class="vb-ket">\n%b\n</div>%b' % (html[:first], b"\n".join(boxes), html[last:])


def _recipients(html: bytes, start: int, end: int) -> tuple[int, int]:
    """The signature with ``Nơi nhận`` and its list right before or right after it."""
    at = max(html.rfind(head, max(0, start - _FAR), start) for head in _HEADS)
    if at >= 0:
        line = html.rfind(b"\n", 0, at) + 1
        if _TO.match(html, line) and _is_list(html[line:start]):
            return line, end
    if _TO.match(html, end + 1):
        last = html.find(b"</ul>", end, end + _FAR) + len(b"</ul>")
        if last > end and _is_list(html[end:last]):
            return start, last
    return start, end


def _is_list(html: bytes) -> bool:
    """Paragraphs and lists without a provision, a heading or a table among them."""
    return b" id=" not in html and b"<h" not in html and b"<table" not in html


def _inserted(html: bytes, start: int, before: bytes, end: int, after: bytes) -> bytes:
    return html[:start] + before + html[start:end] + after + html[end:]
