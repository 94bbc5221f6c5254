"""Turns what a marker wrote into offsets, and two markers' work into figures of agreement.

``python tests/gold/place.py SET OUT FILE…`` (SET is ``cite`` or ``relations``) writes id and marks
of each passage, without any text; ``python tests/gold/place.py agreement SET FIRST SECOND`` prints
the agreement of two placed files over the passages both hold. A marker's file has a row a passage:
``{"id", "citations": [{"surface", …}]}`` with surfaces in the order of the text, or ``{"id",
"relations": [{…, "at"}]}`` where ``at`` quotes the place.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import sets
import statements
from score import FIELDS, Figures, Mark, Row, Tally, score

_BASES = {"cite": sets.CITE, "relations": sets.RELATIONS}
_LISTS = {"cite": "citations", "relations": "relations"}
_QUOTES = {"cite": "surface", "relations": "at"}


def placed(
    text: str, found: Sequence[dict[str, object]], what: str
) -> tuple[list[dict[str, object]], list[str]]:
    """Marks with offsets instead of quoted words, and the quotes that don't stand in the text.

    A citation is looked for behind the one before; a statement's place anywhere.
    """
    out: list[dict[str, object]] = []
    lost: list[str] = []
    at = 0
    for row in found:
        quote = unicodedata.normalize("NFC", str(row[_QUOTES[what]]))
        m = re.compile(r"\s+".join(map(re.escape, quote.split()))).search(text, at)
        if not m:
            lost.append(quote)
            continue
        at = m.end() if what == "cite" else 0
        facts = {k: v for k, v in row.items() if k != _QUOTES[what]}
        out.append({"start": m.start(), "end": m.end(), **facts})
    return out, lost


def place_files(what: str, files: Sequence[Path]) -> tuple[list[dict[str, object]], list[str]]:
    """Rows of all files by passage, and what couldn't be placed, told for a person."""
    known = {p.id: p for p in sets.passages(_BASES[what])}
    out: list[dict[str, object]] = []
    complaints = []
    for file in files:
        for row in sets.rows(file):
            passage = known.get(str(row["id"]))
            if passage is None:
                complaints.append(f"{file.name}: {row['id']}: no such passage")
                continue
            found = row[_LISTS[what]]
            assert isinstance(found, list)
            good, lost = placed(passage.text(), found, what)
            complaints += [f"{file.name}: {passage.id}: not found in order: {s!r}" for s in lost]
            out.append({"id": passage.id, _LISTS[what]: good})
    order = {p: n for n, p in enumerate(known)}
    return sorted(out, key=lambda row: order[str(row["id"])]), complaints


def agreement(
    what: str, first: Sequence[dict[str, object]], second: Sequence[dict[str, object]]
) -> Figures:
    """The second marking scored against the first; what either calls a don't-care is left out."""
    name = _LISTS[what]
    reader: sets.Read = Mark.read if what == "cite" else statements.Statement.read
    others: dict[str, tuple[Row, ...]] = {
        str(row["id"]): sets.read(row[name], reader) for row in second
    }
    tally = Tally(fields=FIELDS if what == "cite" else statements.FIELDS)
    both = [row for row in first if str(row["id"]) in others]
    for row in both:
        score("", sets.read(row[name], reader), others[str(row["id"])], [tally])
    figures = {k: v for k, v in tally.figures().items() if k not in ("mentions", "spurious")}
    return {"passages": len(both), "first": tally.gold, "second": tally.predicted, **figures}


def problems(text: str, found: Sequence[Mark]) -> list[str]:
    """What is wrong with the offsets of one passage's marks."""
    out, at = [], 0
    for mark in found:
        if not at <= mark.start < mark.end <= len(text):
            out.append(f"{mark.place}: out of order or outside the text")
        elif text[mark.start : mark.end].strip() != text[mark.start : mark.end]:
            out.append(f"{mark.place}: blanks at an end")
        at = mark.end
    return out


def main(words: Sequence[str]) -> int:
    if len(words) == 4 and words[0] == "agreement":
        first, second = (sets.rows(Path(w)) for w in words[2:])
        print(json.dumps(agreement(words[1], first, second)))
        return 0
    if len(words) < 3 or words[0] not in _BASES:
        print(__doc__)
        return 2
    found, complaints = place_files(words[0], [Path(w) for w in words[2:]])
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    Path(words[1]).write_text(lines, "utf-8")
    print("\n".join(complaints), file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
