"""Draws the passages of the gold sets over the corpora: ``python tests/gold/sample.py cite|relations``.

A fixed seed, files drawn before offsets, every third file set aside: drawn once, before the rules
were tuned, and kept in ``corpora-cite.passages.json`` and ``corpora-relations.passages.json``.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import sources
from sources import SHARED, Passage, digest, text_of

# Files drawn from each collection.
CITE = {"vbpl-html/txt": 46, "congbao-8chude/txt": 24, "laws-docx-kltn/docx": 22,
        "viparse-legacy/ground-truth": 12}  # fmt: skip
RELATIONS = {"vbpl-html/txt": 70, "congbao-8chude/txt": 14, "laws-docx-kltn/docx": 22}
_CITED = re.compile(
    r"\d\s*[-/–]\s*[A-ZĐ]|/\d{4}/|\b(?:Luật|Nghị|Chỉ thị|Quyết định|Hiến pháp|Kết luận)\b"
)
_ACTS = re.compile(
    r"thay thế|bãi bỏ|hết hiệu lực|có hiệu lực|sửa đổi, bổ sung|đình chỉ|ngưng hiệu lực|quy định chi tiết"
    r"|hướng dẫn (?:thi hành|thực hiện)|[Cc]ăn cứ|đính chính|tổng kết|sơ kết|kéo dài|hợp nhất"
)


def draw(kind: str) -> list[Passage]:
    """The passages of one gold set, in order of file and offset."""
    rng = random.Random(f"van-ban {kind}")
    counts, wanted, length = (CITE, _CITED, 1500) if kind == "cite" else (RELATIONS, _ACTS, 1300)
    files = [f for folder, n in counts.items() for f in _files(folder, n, rng)]
    files += [f"seed/{p.name}" for p in sorted((SHARED / "seed").glob("*.txt"))]
    found: list[Passage] = []
    for n, file in enumerate(files):
        per = 4 if file.startswith("seed/") else 1
        for start, text in _windows(text_of(file), wanted, length, per, rng):
            found.append(Passage(id=f"{kind[0]}{len(found) + 1:03}", file=file, start=start,
                                 length=len(text), sha256=digest(text), aside=n % 3 == 2))  # fmt: skip
    return found


def _files(folder: str, count: int, rng: random.Random) -> list[str]:
    known = {".txt", ".docx"}
    files = sorted(p for p in (SHARED / "corpora" / folder).rglob("*") if p.suffix in known)
    files = [p for p in files if len(text_of(str(p.relative_to(SHARED)))) > 1200]
    drawn = rng.sample(files, min(count, len(files)))
    return [str(p.relative_to(SHARED)) for p in drawn]


def _windows(
    text: str, wanted: re.Pattern[str], length: int, count: int, rng: random.Random
) -> list[tuple[int, str]]:
    """Up to ``count`` stretches of whole lines of about ``length`` characters, apart from each other.

    Each holds something that might count; an offset is drawn among the places that do.
    """
    by_words: dict[str, list[int]] = {}
    for m in wanted.finditer(text):
        by_words.setdefault(m[0].lower(), []).append(m.start())
    # Rare words as often as common ones, so that acts aren't drowned in legal bases.
    hits = [rng.choice(by_words[rng.choice(list(by_words))]) for _ in range(8 * bool(by_words))]
    out: list[tuple[int, str]] = []
    for hit in hits:
        start = text.rfind("\n", 0, max(0, hit - rng.randrange(length))) + 1
        end = text.find("\n", min(start + length, len(text)))
        end = len(text) if end < 0 else end
        end = min(end, start + 2 * length)
        if start <= hit < end and all(end <= s or s + len(t) <= start for s, t in out):
            out.append((start, text[start:end]))
        if len(out) == count:
            break
    return sorted(out)


def main() -> None:
    kind = sys.argv[1]
    write: Callable[[str], int] = (
        Path(sources.__file__).with_name(f"corpora-{kind}.passages.json").write_text
    )
    write(
        "[\n" + ",\n".join(json.dumps(asdict(p), ensure_ascii=False) for p in draw(kind)) + "\n]\n"
    )


if __name__ == "__main__":
    main()
