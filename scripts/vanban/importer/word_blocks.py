"""Word paragraphs and tables as .docx, .doc and .rtf give them, to neutral blocks.

A run keeps its font, for in dead fonts the font says how the letters are to be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vanban.importer.columns import spread
from vanban.importer.labels import is_layout
from vanban.importer.legacy import Encoding, decide_fonts, decode, settled
from vanban.importer.model import Block, Extract, Removed, Repair
from vanban.text import clean

_WIDE = re.compile(r" *\t[ \t]*|(?<=\S) {6,}(?=\S)|^ {12,}(?=\S)")


@dataclass(slots=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    font: str = ""


@dataclass(slots=True)
class Raw:
    """A paragraph or a table (``cells``) before its fonts are decoded."""

    runs: list[Run] = field(default_factory=list)
    label: str = ""
    centered: bool = False
    cells: list[list[list[Raw]]] | None = None
    bordered: bool = False
    boxed: bool = False


@dataclass(slots=True)
class Found:
    """What a reader of a Word format found: the flow, and what stands outside it.

    ``notes`` are paragraphs of each footnote in the order of their marks; ``margins`` page heads
    and feet; ``deleted`` and ``hidden`` are runs that Word doesn't show.
    """

    flow: list[Raw] = field(default_factory=list)
    notes: list[list[Raw]] = field(default_factory=list)
    margins: list[Raw] = field(default_factory=list)
    deleted: list[Run] = field(default_factory=list)
    hidden: list[Run] = field(default_factory=list)


def word_extract(reader: str, found: Found) -> Extract:
    """The neutral extraction; fonts are decided over everything found."""
    aside = [Raw(runs=[run]) for run in (*found.deleted, *found.hidden)]
    everything = [*found.flow, *found.margins, *aside, *(n for note in found.notes for n in note)]
    encodings = decided(everything)
    removed = _unseen("đoạn đã xóa (theo dõi thay đổi)", found.deleted, encodings)
    removed += _unseen("chữ ẩn", found.hidden, encodings)
    boxes = [raw_text(r, encodings) for r in found.flow if r.boxed]
    margins = [t for t in (raw_text(m, encodings) for m in found.margins) if t]
    removed += [Removed(reason="đầu trang, chân trang", text=t) for t in dict.fromkeys(margins)]
    used = sorted({e for e in encodings.values() if e != "unicode"})
    return Extract(
        reader=reader,
        blocks=tuple(spread([b for r in found.flow for b in raw_blocks(r, encodings)])),
        notes=tuple(_one_line(" ".join(raw_text(r, encodings) for r in n)) for n in found.notes),
        marks=tuple(filter(None, [*margins, *boxes])),
        removed=tuple(removed),
        repairs=tuple(Repair(kind="đổi mã chữ", detail=f"{e} → Unicode") for e in used),
        encoding=" + ".join(used) or "Unicode",
    )


def _unseen(reason: str, runs: list[Run], encodings: dict[str, Encoding]) -> list[Removed]:
    texts = (decode(r.text, encodings[r.font]) for r in runs if r.text.strip())
    return [Removed(reason=reason, text=text) for text in texts]


def all_runs(raw: Raw) -> list[Run]:
    nested = (r for row in raw.cells or [] for cell in row for r in cell)
    return raw.runs + [run for inner in nested for run in all_runs(inner)]


def decided(raws: list[Raw]) -> dict[str, Encoding]:
    samples: dict[str, list[str]] = {}
    for raw in raws:
        for run in all_runs(raw):
            samples.setdefault(run.font, []).append(run.text)
    return decide_fonts({font: " ".join(parts) for font, parts in samples.items()})


def _decoded(runs: list[Run], encodings: dict[str, Encoding]) -> str:
    """Neighbouring runs of one encoding are joined first: VNI pairs may straddle runs."""
    out: list[str] = []
    at = 0
    while at < len(runs):
        encoding = encodings[runs[at].font]
        end = at + 1
        while end < len(runs) and encodings[runs[end].font] == encoding:
            end += 1
        text = "".join(r.text for r in runs[at:end])
        out.append(decode(text, settled(text, encoding)))
        at = end
    return "".join(out)


def raw_text(raw: Raw, encodings: dict[str, Encoding]) -> str:
    if raw.cells is not None:
        cells = (raw_text(r, encodings) for row in raw.cells for c in row for r in c)
        return " ".join(filter(None, cells))
    text = _tidy(_decoded(raw.runs, encodings))
    return f"{raw.label} {text}".strip() if text else ""


def _tidy(text: str) -> str:
    lines = (_WIDE.sub("\t", line) for line in clean(text).split("\n"))
    lines = (re.sub(r" +", " ", line).rstrip().lstrip(" ") for line in lines)
    return "\n".join(line for line in lines if line.strip())


def raw_blocks(raw: Raw, encodings: dict[str, Encoding]) -> list[Block]:
    if raw.cells is not None:
        return _finish_table(raw, encodings)
    text = raw_text(raw, encodings)
    if not text:
        return []
    written = [r for r in raw.runs if r.text.strip()]
    bold, italic = all(r.bold for r in written), all(r.italic for r in written)
    lines = text.split("\n") if _breaks_count(text, raw.centered) else [text.replace("\n", " ")]
    return [
        Block(text=line, bold=bold, italic=italic, centered=raw.centered) for line in lines if line
    ]


def _breaks_count(text: str, centered: bool) -> bool:
    """A soft line end separates lines of a letterhead or list; inside prose it is a blank."""
    lines = text.split("\n")
    if len(lines) == 1 or centered:
        return True
    ends = sum(line.endswith((".", ";", ":", ",")) for line in lines[:-1])
    return ends == len(lines) - 1 or all(len(line) < 60 for line in lines)


def _finish_table(raw: Raw, encodings: dict[str, Encoding]) -> list[Block]:
    cells = raw.cells or []
    width = max((len(row) for row in cells), default=0)
    nested = any(inner.cells is not None for row in cells for c in row for inner in c)
    layout = not raw.bordered or is_layout(len(cells), raw_text(raw, encodings))
    if layout or width < 2 or nested:
        return _flat(raw, encodings)
    rows = tuple(
        tuple(
            " ".join(filter(None, (_one_line(raw_text(r, encodings)) for r in cell)))
            for cell in row
        )
        + ("",) * (width - len(row))
        for row in cells
    )
    return [Block(kind="table", rows=tuple(row for row in rows if any(row)))]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _flat(raw: Raw, encodings: dict[str, Encoding]) -> list[Block]:
    """A table without borders is layout: left column, then right, as a letterhead is read."""
    out: list[Block] = []
    for row in raw.cells or []:
        filled = [c for c in row if any(raw_text(r, encodings) for r in c)]
        for at, cell in enumerate(filled, start=1):
            column = at if len(filled) == 2 else 0
            for inner in cell:
                for block in raw_blocks(inner, encodings):
                    out.append(_in_column(block, column))
    return out


def _in_column(block: Block, column: int) -> Block:
    if block.kind == "table" or not column:
        return block
    return Block(
        text=block.text, bold=block.bold, italic=block.italic, centered=True, column=column
    )
