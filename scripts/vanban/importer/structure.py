"""Which blocks are headings, at what level, and which are quoted text of another document.

Looks are hints only: in real laws 12 % of the articles carry a heading style, while the
printed label is always there. A label behind an opening quote belongs to the text quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.importer import labels
from vanban.importer.labels import SENTENCE_END, is_caps, starts_item, starts_provision
from vanban.importer.letterhead import MOTTO
from vanban.importer.model import Block, Repair

_TITLE_LENGTH = 250
_APPENDED = re.compile(
    r"^(?:QUY CHẾ|QUY ĐỊNH|QUI CHẾ|QUI ĐỊNH|ĐIỀU LỆ|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|CHIẾN LƯỢC|QUY TRÌNH"
    r"|HƯỚNG DẪN|DANH MỤC|QUY CHUẨN KỸ THUẬT QUỐC GIA|NỘI QUY|PHƯƠNG ÁN|ĐỀ CƯƠNG)\b"
)
_ISSUED_WITH = re.compile(r"(?:ban hành )?kèm theo", re.IGNORECASE)

_SIGNED = re.compile(
    r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)[./]?\s+[^a-z]{4,80}$|^(?:CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG)"
)

# Rank of a heading: a smaller one contains a larger one.
_RANKS = (
    (labels.APPENDIX, 0.0),
    (labels.PART, 1.0),
    (labels.CHAPTER, 2.0),
    (labels.SECTION, 3.0),
    (labels.SUBSECTION, 4.0),
    (labels.ARTICLE, 5.0),
)


@dataclass(slots=True)
class _State:
    """What has been seen so far: open headings as (rank, level), and whether articles rule."""

    open: list[tuple[float, int]] = field(default_factory=list)
    articles: bool = False
    article: int = 0
    signed: bool = False

    def level(self, rank: float) -> int:
        while self.open and self.open[-1][0] >= rank:
            self.open.pop()
        level = min(6, self.open[-1][1] + 1 if self.open else 2)
        self.open.append((rank, level))
        return level


def structured(blocks: Sequence[Block]) -> tuple[list[Block], list[Repair]]:
    """``blocks`` with kinds, levels and quotes set; a heading's title lines are one block."""
    repairs: list[Repair] = []
    marked = _quoted(blocks)
    looks = any(b.bold for b in marked)
    state = _State()
    out: list[Block] = []
    at = 0
    while at < len(marked):
        block = marked[at]
        rank = None if block.quoted or block.kind == "table" else _rank(marked, at, state, looks)
        if rank is None:
            state.signed = state.signed or bool(_SIGNED.match(block.text))
            out.append(_body_block(block))
            at += 1
            continue
        titled, used = _with_title(marked, at, rank)
        if used > 1:
            detail = " ⏎ ".join(b.text[:50] for b in marked[at : at + used])
            repairs.append(Repair(kind="gộp dòng tiêu đề", detail=detail))
        out.append(replace(titled, kind="heading", level=state.level(rank)))
        state.articles = rank == 5.0 or (state.articles and rank > 0)
        state.article = _article(block.text, state.article) if rank == 5.0 else state.article
        state.article = 0 if rank == 0.0 else state.article
        at += used
    return out, repairs


def _article(text: str, last: int) -> int:
    match = labels.ARTICLE.match(text)
    digits = re.match(r"\d+", match["number"]) if match else None
    return int(digits[0]) if digits else last


def _body_block(block: Block) -> Block:
    if block.kind != "paragraph" or block.quoted or not starts_item(block.text):
        return block
    mark = "+" if block.text[0] == "+" else "-"
    return replace(block, kind="item", mark=mark, text=block.text[1:].strip())


def _rank(blocks: Sequence[Block], at: int, state: _State, looks: bool) -> float | None:
    """Rank of the heading at ``at``, None for a paragraph."""
    block = blocks[at]
    for pattern, rank in _RANKS:
        match = pattern.match(block.text)
        if match and _stands(block, match, rank, state):
            return rank
    if _appended(blocks, at):
        return 0.0
    return _numbered_rank(blocks, at, state, looks)


def _stands(block: Block, match: re.Match[str], rank: float, state: _State) -> bool:
    title = match["title"] or ""
    if rank == 5.0:
        number = int("0" + re.sub(r"\D.*", "", match["number"]))
        # without a title only the next number is this document's own, not a cell of a table
        if not title and number not in (1, state.article + 1):
            return False
        return len(title) <= _TITLE_LENGTH and not re.search(r"[.;]$", title)
    if rank == 0.0:
        set_off = block.centered or block.bold or is_caps(block.text[:7])
        short = bool(match["number"]) and (len(block.text) < 25 or title.startswith("("))
        if block.text.endswith((";", ",", ".")):
            return False
        return len(block.text) < 250 and (set_off or (short and state.signed))
    loose = len(title) > 200 or bool(re.search(r"[.;,]$", title))
    return not loose and (not title or title[:1].isupper() or title[:1] in '“"')


def _appended(blocks: Sequence[Block], at: int) -> bool:
    """The own title of a text issued with its carrier, such as ``QUY CHẾ`` (kèm theo …)."""
    block = blocks[at]
    match = _APPENDED.match(block.text)
    if not match or not is_caps(block.text) or len(block.text) > 200 or block.text.endswith(":"):
        return False
    if block.text != match[0] and not (block.bold or block.centered):
        return False
    return any(_ISSUED_WITH.search(b.text) for b in blocks[at + 1 : at + 6])


def _numbered_rank(blocks: Sequence[Block], at: int, state: _State, looks: bool) -> float | None:
    block = blocks[at]
    text = block.text
    roman = labels.ROMAN.match(text)
    if roman and _titled(block, roman["title"], 150, looks, blocks, at):
        return 3.5
    letter = labels.CAPITAL_LETTER.match(text)
    if letter and not roman and (is_caps(letter["title"]) or block.bold):
        return 3.2
    if state.articles:
        return None
    decimal = labels.DECIMAL.match(text)
    if decimal:
        depth = decimal["number"].count(".")
        return 6.0 + depth if _titled(block, decimal["title"], 110, looks, blocks, at) else None
    clause = labels.CLAUSE.match(text)
    if clause and _titled(block, clause["title"], 110, looks, blocks, at):
        return 6.0
    return None


def _titled(
    block: Block, title: str, limit: int, looks: bool, blocks: Sequence[Block], at: int
) -> bool:
    """A label and its words read as a title: set off by looks, or short and followed by text."""
    if len(title) < 3 or block.kind == "item":
        return False
    if is_caps(title):
        return len(title) < 300
    if block.bold:
        return len(title) < 300 and not title.endswith(";")
    if looks or len(title) > limit or SENTENCE_END.search(title) or not title[:1].isupper():
        return False
    after = blocks[at + 1].text if at + 1 < len(blocks) else ""
    return len(after) > 60 or bool(labels.DECIMAL.match(after) or labels.CLAUSE.match(after))


def _with_title(blocks: Sequence[Block], at: int, rank: float) -> tuple[Block, int]:
    """The heading joined with the title lines printed below its label, and how many it took."""
    block = blocks[at]
    if not _wants_title(block, rank):
        return block, 1
    texts = [block.text]
    if rank == 0.0 and any(MOTTO.search(b.text) for b in blocks[at + 1 : at + 4]):
        return block, 1  # the letterhead of a form: its lines are no title
    for follower in blocks[at + 1 : at + 5]:
        if not _title_line(follower, block, texts, rank):
            break
        texts.append(follower.text)
    if len(texts) == 1:
        return block, 1
    label = texts[0].rstrip(" .:")
    sep = " " if rank == 0.0 and not labels.APPENDIX.match(label) else ". "
    return replace(block, text=label + sep + " ".join(texts[1:])), len(texts)


def _wants_title(block: Block, rank: float) -> bool:
    if rank == 0.0:
        return len(block.text) < 120
    pattern = next((p for p, r in _RANKS if r == rank), None)
    match = pattern.match(block.text) if pattern else None
    return bool(match and not match["title"] and rank < 5.0)


def _title_line(line: Block, first: Block, texts: list[str], rank: float) -> bool:
    if line.kind != "paragraph" or line.quoted or line.column or starts_provision(line.text):
        return False
    if line.text.startswith(("(", "Căn cứ")) or _ISSUED_WITH.match(line.text):
        return False
    if len(texts) == 1 and rank > 0.0:
        short = len(line.text) < 200 and not re.search(r"[.;:]$", line.text)
        return short and (is_caps(line.text) or line.bold or line.centered or not first.bold)
    if rank == 0.0 and not (line.centered or line.bold or is_caps(line.text)):
        return False
    if is_caps(line.text) and is_caps(texts[-1]):  # a long line fills the page: not centred
        return len(line.text) < 200 and (line.bold or not first.bold)
    same_looks = line.bold == first.bold and line.centered == first.centered
    return len(line.text) < 200 and same_looks and rank == 0.0


def _quoted(blocks: Sequence[Block]) -> list[Block]:
    """Mark runs of blocks from an opening quote at a block's start to where it closes.

    A run that doesn't close within 400 blocks is no run: the quote mark was a slip.
    """
    out = list(blocks)
    at = 0
    while at < len(out):
        end = _quote_end(out, at) if _may_open(out, at) else None
        if end is None:
            at += 1
            continue
        for inside in range(at, end + 1):
            out[inside] = replace(out[inside], quoted=True)
        at = end + 1
    return out


def _may_open(blocks: Sequence[Block], at: int) -> bool:
    """A quotation is announced (``như sau:``), follows another, or opens with a label."""
    if at and (blocks[at - 1].quoted or blocks[at - 1].text.endswith(":")):
        return True
    return starts_provision(blocks[at].text)


def _quote_end(blocks: Sequence[Block], at: int) -> int | None:
    text = blocks[at].text
    if text[:1] not in ("“", '"') or blocks[at].kind == "table":
        return None
    curly = text[0] == "“"
    depth = 0
    for end in range(at, min(at + 400, len(blocks))):
        line = blocks[end].text
        depth += line.count("“") - line.count("”")
        closed = depth <= 0 if curly else line.count('"') % 2 == (0 if end == at else 1)
        if closed and re.search(r"[”\"][.;,:]*(?:\s*(?:và|\.))?$", line):
            return end
        if closed and end == at:
            return None  # a quoted word at the start of an ordinary sentence
    return None
