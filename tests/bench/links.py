"""The links of a built site held against the generator's answers, and two sites against each other."""

from __future__ import annotations

import hashlib
import html
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generate import Truth, load_rows, load_truth

_ANCHOR = re.compile(r"""<a\b((?:[^>"']|"[^"]*"|'[^']*')*)>(.*?)</a>""", re.DOTALL)
_CLASS = re.compile(r"""\bclass=["']?(?:[^"'>]*\s)?vb-cite(?=[\s"'>])""")
_HREF = re.compile(r"""\bhref=["']?([^"'\s>]*)""")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_EXAMPLES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCount:
    """``wrong`` leads to a document not meant, or from a text that cites nothing.

    ``missed`` could be known and is not linked; ``left_open`` is not linked and need not be
    (ambiguous as printed); ``not_held`` is rightly not linked. ``right`` includes
    ``right_ambiguous``: linked rightly though the place alone doesn't tell.
    """

    right: int
    right_ambiguous: int
    wrong: int
    missed: int
    left_open: int
    not_held: int
    pages_missing: int
    examples: tuple[str, ...]


def check_links(site: Path, archive: Path) -> LinkCount:
    """Compare every ``vb-cite`` link of every document page with the truth file."""
    truth: dict[str, list[Truth]] = defaultdict(list)
    for cite in load_truth(archive):
        truth[cite.doc].append(cite)
    total: Counter[str] = Counter()
    examples: list[str] = []
    for row in load_rows(archive):
        if not row.held:
            continue
        page = site / "vb" / row.id / "index.html"
        if not page.is_file():
            total["pages_missing"] += 1
        links = _links(page, row.id) if page.is_file() else Counter()
        counts, notes = _compare(links, truth[row.id])
        total += counts
        examples += [f"{row.id}: {note}" for note in notes]
    fields = ("right", "right_ambiguous", "wrong", "missed", "left_open", "not_held")
    return LinkCount(
        **{name: total[name] for name in fields},
        pages_missing=total["pages_missing"],
        examples=tuple(examples[:_EXAMPLES]),
    )


def _links(page: Path, doc: str) -> Counter[tuple[str, str]]:
    """Text and target of each citation link; a text that names its own document is left out."""
    found: Counter[tuple[str, str]] = Counter()
    for attributes, inside in _ANCHOR.findall(page.read_text(encoding="utf-8")):
        href = _HREF.search(attributes)
        if href is None or not _CLASS.search(attributes):
            continue
        target = _target(html.unescape(href[1]), doc)
        if target is not None and target != doc:
            found[_plain(html.unescape(_TAG.sub("", inside))), target] += 1
    return found


def _target(href: str, doc: str) -> str | None:
    path = os.path.normpath(os.path.join("vb", doc, href.partition("#")[0]))  # noqa: PTH118
    if path.startswith("vb/") and path.endswith("/index.html"):
        return path[3 : -len("/index.html")]
    return None


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _compare(links: Counter[tuple[str, str]], truth: list[Truth]) -> tuple[Counter[str], list[str]]:
    """A text never gives one surface two meanings, so counting by surface is exact.

    Links are taken first by the citations that can be known, then by the ambiguous ones.
    """
    left = links.copy()
    counts: Counter[str] = Counter()
    notes: list[str] = []
    for cite in sorted(truth, key=lambda c: c.ambiguous):
        place = (_plain(cite.surface), cite.target or "")
        if cite.target is not None and left[place] > 0:
            left[place] -= 1
            counts["right"] += 1
            counts["right_ambiguous"] += cite.ambiguous
        elif cite.target is None:
            counts["not_held"] += 1
        elif cite.ambiguous:
            counts["left_open"] += 1
        else:
            counts["missed"] += 1
            notes.append(f"bỏ sót: {cite.surface} -> {cite.target}")
    for (surface, target), number in left.items():
        counts["wrong"] += number
        notes += [f"sai: {surface} -> {target}"] * (number > 0)
    return counts, sorted(notes, key=lambda note: not note.startswith("sai"))


def differences(left: Path, right: Path) -> list[str]:
    """Relative paths of files that only one of two sites has or that differ in a byte."""
    a, b = _hashes(left), _hashes(right)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def _hashes(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in _files(site)
    }


def _files(site: Path) -> Iterator[Path]:
    for base, _, names in os.walk(site):
        yield from (Path(base) / name for name in names)
