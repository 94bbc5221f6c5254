"""What the archive holds already, as far as an import must know: hashes, numbers, subjects.

Only the front matter of each record is looked at, line by line; a record that can't be read is
the business of ``vanban check``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from vanban.importer.model import Draft
from vanban.model import CHUA_RO
from vanban.text import fold, slug

_HEAD = 16_384
CLEANED = "SHA-256 của tệp trước khi làm sạch:"
"""What a record says before the hash of an original whose cleaned copy it keeps."""
_SHA = re.compile(rb"(?:sha256:\s*[\"']?|" + CLEANED.encode() + rb" )([0-9a-f]{64})")
_FIELD = re.compile(r"^(so_hieu|trich_yeu|co_quan|ngay):\s*(.+?)\s*$", re.MULTILINE)
_SHINGLE = 4


@dataclass(slots=True)
class Held:
    """Records by hash of an original, by number, and by subject; values are record paths."""

    hashes: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    subjects: dict[str, list[str]] = field(default_factory=dict)

    def add(self, target: str, number: str, subject: str) -> None:
        """Remember a record."""
        if number and number != CHUA_RO:
            self.numbers.setdefault(slug(number), []).append(target)
        key = fold(subject)
        if len(key) > 20:
            self.subjects.setdefault(key, []).append(target)

    def alike(self, draft: Draft) -> tuple[list[str], list[str]]:
        """Records with the draft's number, and others with its subject."""
        number = draft.fields.value("so_hieu")
        same = [] if number in ("", CHUA_RO) else self.numbers.get(slug(number), [])
        subject = self.subjects.get(fold(draft.fields.value("trich_yeu")), [])
        return same, [target for target in subject if target not in same]


def held(root: Path) -> Held:
    """Look at every record below ``root`` once."""
    found = Held()
    for file in sorted(root.glob("*/**/*.md")) if root.is_dir() else []:
        target = file.relative_to(root).as_posix()
        if any(part.startswith(".") for part in file.relative_to(root).parts):
            continue
        try:
            with file.open("rb") as opened:
                head = opened.read(_HEAD)
        except OSError:
            continue
        end = head.find(b"\n---", 3)
        head = head[: end if end > 0 else _HEAD]
        for match in _SHA.finditer(head):
            found.hashes[match[1].decode()] = target
        values = {k: v.strip("\"'") for k, v in _FIELD.findall(head.decode("utf-8", "ignore"))}
        found.add(target, values.get("so_hieu", ""), values.get("trich_yeu", ""))
    return found


def shingles(text: str) -> frozenset[int]:
    """Every run of four words, folded, as a number."""
    words = fold(text).split()
    runs = zip(*(words[n:] for n in range(_SHINGLE)), strict=False)
    return frozenset(map(hash, runs)) or frozenset(map(hash, words))


def likeness(a: str, b: str) -> float:
    """Share of runs of words that two texts have in common, 0..1."""
    left, right = shingles(a), shingles(b)
    return len(left & right) / max(1, len(left | right))
