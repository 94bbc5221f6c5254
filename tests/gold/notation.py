"""Compiles ``own/*.txt`` into ``own-cite.jsonl``: ``python tests/gold/notation.py``.

A block is ``= form``, the passage over any number of lines with its spans in ``⟦ ⟧``, and one row
a span: ``kind|type|number|date|issuer|pinpoint#note``, where empty cells at the end may be left
out. Kinds are ``f`` full, ``l`` list-member, ``s`` short, ``n`` named, ``x`` self; ``?`` behind one
makes the mark a don't-care. ``\\uXXXX`` stands for a character one couldn't see. ``= form nfd``
writes the text decomposed; offsets count the NFC text all the same.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {"f": "full", "l": "list-member", "s": "short", "n": "named", "x": "self"}
_ROW = re.compile(r"([flsnx])(\??)\|")
_CELLS = ("type", "number", "year_or_date", "issuer", "pinpoint")


def compiled(text: str, seen: Counter[str]) -> Iterator[dict[str, object]]:
    """Rows of one file of blocks; ``seen`` numbers the passages of each form through all files."""
    for block in ("\n" + text).split("\n= ")[1:]:
        lines = block.rstrip("\n").split("\n")
        form, _, flag = lines[0].strip().partition(" ")
        last = len(lines)
        while _ROW.match(lines[last - 1]):
            last -= 1
        seen[form] += 1
        name = f"{form}-{seen[form]:02}"
        yield _passage(name, form, "\n".join(lines[1:last]), lines[last:], nfd=flag == "nfd")


def _passage(
    name: str, form: str, marked: str, cells: list[str], *, nfd: bool
) -> dict[str, object]:
    shown = re.sub(r"\\u([0-9A-F]{4})", lambda m: chr(int(m[1], 16)), marked.strip("\n"))
    text, spans = unmarked(unicodedata.normalize("NFC", shown))
    if len(spans) != len(cells):
        raise ValueError(f"{name}: {len(spans)} spans, {len(cells)} rows")
    found = [{"start": start, "end": end, "surface": text[start:end], **_facts(name, row)}
             for (start, end), row in zip(spans, cells, strict=True)]  # fmt: skip
    written = unicodedata.normalize("NFD", text) if nfd else text
    return {"id": name, "form": form, "text": written, "citations": found}


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without ``⟦ ⟧``, and the spans they held."""
    spans: list[tuple[int, int]] = []
    text, start = "", -1
    for piece in re.split("([⟦⟧])", marked):
        if piece == "⟦":
            if start >= 0:
                raise ValueError(f"a span inside a span: {marked}")
            start = len(text)
        elif piece == "⟧":
            spans.append((start, len(text)))
            start = -1
        else:
            text += piece
    return text, spans


def _facts(name: str, row: str) -> dict[str, object]:
    m = _ROW.match(row)
    if not m:
        raise ValueError(f"{name}: {row}")
    told, _, note = row[m.end() :].partition("#")
    cells = [cell.strip() or None for cell in told.split("|")]
    if len(cells) > len(_CELLS):
        raise ValueError(f"{name}: too many cells in {row}")
    facts: dict[str, object] = dict(zip(_CELLS, cells + [None] * len(_CELLS), strict=False))
    facts["kind"] = KINDS[m[1]]
    if m[2]:
        facts["optional"] = True
    return facts | ({"note": note.strip()} if note else {})


def own_rows() -> list[dict[str, object]]:
    """Every passage of ``own/``, files by name."""
    seen: Counter[str] = Counter()
    files = sorted((HERE / "own").glob("*.txt"))
    return [row for file in files for row in compiled(file.read_text("utf-8"), seen)]


def main() -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in own_rows()]
    (HERE / "own-cite.jsonl").write_text("".join(lines), "utf-8")
    print(len(lines), sum(line.count('"surface"') for line in lines))


if __name__ == "__main__":
    main()
