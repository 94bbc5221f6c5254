"""Bookmarks of a PDF carried into its clean copy, which pdfium writes without any.

They are appended as the format allows (ISO 32000-1, 7.5.6 and 12.3.3): new objects, the
catalog once more, a further table of places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

_MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A line of the outline: depth from 0, words, the page it leads to from 0."""

    level: int
    title: str
    page: int


def bookmarks(document: Any) -> list[Bookmark]:
    """The outline of an open pdfium document, in order; lines that lead nowhere go to page 0."""
    found: list[Bookmark] = []
    for item in document.get_toc(max_depth=12):
        goal = item.get_dest()
        page = (goal.get_index() if goal else 0) or 0
        found.append(Bookmark(level=item.level, title=item.get_title(), page=page))
        if len(found) == _MOST:
            break
    return found


def add_bookmarks(path: Path, marks: Sequence[Bookmark]) -> None:
    """Append ``marks`` to a PDF that has no outline."""
    if not marks:
        return
    with path.open("rb") as file, pdfplumber.open(file) as pdf:
        pages: list[Any] = [p.page_obj.pageid for p in pdf.pages]
        trailer = pdf.doc.xrefs[0].get_trailer()
        root, size = trailer["Root"].objid, int(trailer["Size"])
        tree = pdf.doc.catalog["Pages"].objid
    data = path.read_bytes()
    before = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    numbered = {root: f"<< /Type /Catalog /Pages {tree} 0 R /Outlines {size} 0 R >>"}
    numbered |= _objects(marks, size, pages)
    path.write_bytes(data + _appended(numbered, len(data), root, before))


def _objects(marks: Sequence[Bookmark], first: int, pages: Sequence[int]) -> dict[int, str]:
    """The outline is object ``first``, its nth line ``first + n``; all but the top ones closed."""
    parents = [_parent(marks, at) for at in range(len(marks))]
    below: dict[int, list[int]] = {}
    for at, parent in enumerate(parents, start=1):
        below.setdefault(parent, []).append(at)
    top = below[0]
    ends = f"/First {first + top[0]} 0 R /Last {first + top[-1]} 0 R"
    out = {first: f"<< /Type /Outlines {ends} /Count {len(top)} >>"}
    for at, (mark, parent) in enumerate(zip(marks, parents, strict=True), start=1):
        title = (b"\xfe\xff" + mark.title.encode("utf-16-be", "replace")).hex()
        page = pages[min(mark.page, len(pages) - 1)]
        words = f"<< /Title <{title}> /Parent {first + parent} 0 R /Dest [{page} 0 R /Fit]"
        beside = below[parent]
        place = beside.index(at)
        words += f" /Prev {first + beside[place - 1]} 0 R" if place else ""
        words += f" /Next {first + beside[place + 1]} 0 R" if place + 1 < len(beside) else ""
        if at in below:
            held = below[at]
            words += f" /First {first + held[0]} 0 R /Last {first + held[-1]} 0 R"
            words += f" /Count {-len(held)}"
        out[first + at] = words + " >>"
    return out


def _parent(marks: Sequence[Bookmark], at: int) -> int:
    """Number from 1 of the line that holds ``marks[at]``; 0 for the outline itself."""
    higher = (n for n in range(at - 1, -1, -1) if marks[n].level < marks[at].level)
    return next(higher, -1) + 1


def _appended(objects: dict[int, str], start: int, root: int, before: int) -> bytes:
    out = b"\n"
    rows: list[bytes] = []
    for number, content in sorted(objects.items()):
        place = start + len(out)
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
        rows.append(f"{number} 1\n{place:010d} 00000 n \n".encode("ascii"))
    table = start + len(out)
    tail = f"trailer\n<< /Size {max(objects) + 1} /Root {root} 0 R /Prev {before} >>\n"
    return out + b"xref\n" + b"".join(rows) + f"{tail}startxref\n{table}\n%%EOF\n".encode("ascii")
