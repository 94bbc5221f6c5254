"""The legal bases (``căn cứ``) a document opens with, as written, and what each of them cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.citations.find import find_mentions
from vanban.citations.keys import versions
from vanban.importer.labels import starts_provision
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Block, Confidence
from vanban.model import Basis, Mention
from vanban.so_hieu import InvalidSoHieu, parse_so_hieu
from vanban.tables import Registry, load_registry

_BASIS = re.compile(r"^[-–*•\s]*căn\s+cứ\b", re.IGNORECASE)
_NEXT = re.compile(r"(?<=[;,.])\s+(?=[-–]?\s*Căn cứ\b)")
_MARK = re.compile(f"{NOTE_OPEN}\\d*{NOTE_CLOSE}")
_BETWEEN = re.compile(
    r"^[-–*•\s]*(?:Xét|Theo|Thực hiện|Thi hành|Trên cơ sở|Sau khi|Được sự|Để )", re.IGNORECASE
)
_WITHIN = 80
_LONGEST = 900


def read_bases(blocks: Sequence[Block], after: int) -> tuple[tuple[Basis, ...], Confidence]:
    """Bases between the title at ``after`` (-1: none) and the first provision.

    Sure when they stand together; each cites DocIds' numbers, laws named with their day included.
    """
    lines: list[str] = []
    broken = ended = False
    for block in blocks[after + 1 : after + 1 + _WITHIN]:
        if block.quoted or block.kind == "table" or len(block.text) > _LONGEST:
            ended = ended or bool(lines)
        elif _BASIS.match(block.text):
            broken = broken or ended
            lines += _NEXT.split(_MARK.sub("", block.text))
        elif starts_provision(block.text):
            break
        else:
            ended = ended or bool(lines and not _BETWEEN.match(block.text))
    registry = load_registry() if lines else None
    bases = tuple(_basis(line, registry) for line in lines if registry)
    return bases, "khong" if not bases else "ngo" if broken or after < 0 else "chac"


def _basis(line: str, registry: Registry) -> Basis:
    text = re.sub(r"^[-–*•\s]+", "", line).strip()
    found = [m for m in find_mentions(text) if m.kind != "self"]
    # a law named without its day, behind another document, stands in that one's title
    own = [m for n, m in enumerate(found) if m.so_hieu or m.ngay or not n]
    cited = (_cited(m, registry) for m in own)
    return Basis(trich=text, den=tuple(dict.fromkeys(c for c in cited if c)))


def _cited(mention: Mention, registry: Registry) -> str:
    """The number of what is cited; a law named by its day has one in the table of laws."""
    if mention.so_hieu:
        return _whole(mention.so_hieu)
    laws = versions(mention, registry)
    named = [law.so_hieu for law in laws if law.ngay == mention.ngay]
    return named[0] if len(named) == 1 else laws[0].so_hieu if len(laws) == 1 else ""


def _whole(number: str) -> str:
    try:
        return str(parse_so_hieu(number))
    except InvalidSoHieu:
        return ""
