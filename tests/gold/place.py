"""Turns what a marker wrote into offsets, and two markers' work into figures of agreement.

``python tests/gold/place.py marks OUT FILE…`` writes id and marks of each passage, without any
text; ``python tests/gold/place.py agreement FIRST… -- SECOND…`` prints the agreement of two
placed files over the passages both hold. A marker's file has rows ``{"id", "citations":
[{"surface", …}]}`` with surfaces in the order of the text.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from score import FIELDS, Figures, Mark, Tally, ratio, score
from sets import marks, passages, rows

_KEPT = (*FIELDS, "optional", "note")


def placed(
    text: str, found: Sequence[dict[str, object]]
) -> tuple[list[dict[str, object]], list[str]]:
    """Marks with offsets, and the surfaces that don't stand in the text after the one before."""
    out: list[dict[str, object]] = []
    lost: list[str] = []
    at = 0
    for row in found:
        surface = unicodedata.normalize("NFC", str(row["surface"]))
        m = re.compile(r"\s+".join(map(re.escape, surface.split()))).search(text, at)
        if not m:
            lost.append(surface)
            continue
        at = m.end()
        facts = {
            name: row[name] for name in _KEPT if row.get(name) or (name in FIELDS and name in row)
        }
        out.append({"start": m.start(), "end": m.end(), **facts})
    return out, lost


def place_files(files: Sequence[Path]) -> tuple[list[dict[str, object]], list[str]]:
    """Rows of all files by passage, and what couldn't be placed, told for a person."""
    known = {p.id: p for p in passages()}
    out: list[dict[str, object]] = []
    complaints = []
    for file in files:
        for row in rows(file):
            passage = known.get(str(row["id"]))
            if passage is None:
                complaints.append(f"{file.name}: {row['id']}: no such passage")
                continue
            citations = row["citations"]
            assert isinstance(citations, list)
            good, lost = placed(passage.text(), citations)
            complaints += [f"{file.name}: {passage.id}: not found in order: {s!r}" for s in lost]
            out.append({"id": passage.id, "citations": good})
    order = {p: n for n, p in enumerate(known)}
    return sorted(out, key=lambda row: order[str(row["id"])]), complaints


def agreement(first: Sequence[dict[str, object]], second: Sequence[dict[str, object]]) -> Figures:
    """F1 of mentions by overlap and by exact span, and each field among those matched.

    What either marker calls a don't-care is left out.
    """
    others = {str(row["id"]): marks(row["citations"]) for row in second}
    tally, both = Tally(), 0
    for row in first:
        if str(row["id"]) in others:
            both += 1
            score("", marks(row["citations"]), others[str(row["id"])], [tally])
    figures = tally.figures()
    return {
        "passages": both, "first": tally.gold, "second": tally.predicted,
        "f1_overlap": figures["f1"], "f1_exact": ratio(2 * tally.exact, tally.gold + tally.predicted),
        **{name: figures[name] for name in FIELDS},
    }  # fmt: skip


def problems(text: str, found: Sequence[Mark]) -> list[str]:
    """What is wrong with the offsets of one passage's marks."""
    out, at = [], 0
    for mark in found:
        if not at <= mark.start < mark.end <= len(text):
            out.append(f"{mark.start}-{mark.end}: out of order or outside the text")
        elif text[mark.start : mark.end].strip() != text[mark.start : mark.end]:
            out.append(f"{mark.start}-{mark.end}: blanks at an end")
        at = mark.end
    return out


def main(words: Sequence[str]) -> int:
    if words[:1] == ["marks"]:
        found, complaints = place_files([Path(w) for w in words[2:]])
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
        Path(words[1]).write_text(lines, "utf-8")
    elif words[:1] == ["agreement"] and "--" in words:
        cut = list(words).index("--")
        complaints = []
        first, second = (
            [r for w in part for r in rows(Path(w))] for part in (words[1:cut], words[cut + 1 :])
        )
        print(json.dumps(agreement(first, second), indent=1))
    else:
        print(__doc__)
        return 2
    print("\n".join(complaints), file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
