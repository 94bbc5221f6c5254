"""Real texts: our own archive always, the shared national law texts when they are beside us."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest

from vanban.corpus import load_corpus
from vanban.corpus.gate import secrecy_of_text
from vanban.corpus.provisions import parse_provisions
from vanban.tables import load_extra, load_registry

HOME = Path(__file__).parents[2]
SHARED = Path(os.environ.get("VANBAN_SHARED", HOME.parent / "shared"))


def law_bodies() -> dict[str, str]:
    """The text between letterhead and page foot of each portal page, a paragraph a line made blocks."""
    out = {}
    for file in sorted((SHARED / "corpora/vbpl-html/txt").glob("*.txt")):
        text = unicodedata.normalize("NFC", file.read_text(encoding="utf-8"))
        start = text.find("CỘNG HÒA XÃ HỘI")
        end = text.find("CƠ SỞ DỮ LIỆU QUỐC GIA", start)
        if 0 <= start < end:
            out[file.stem] = re.sub(r"\n+", "\n\n", text[start:end])
    return out


@pytest.mark.corpora
def test_the_articles_of_real_laws_are_all_there() -> None:
    """Every line ``Điều N.`` outside quotations is a provision, and their numbers run on."""
    broken = []
    bodies = law_bodies()
    for name, body in bodies.items():
        provisions, faults = parse_provisions(body)
        found = sum(p.level == "dieu" for p in provisions)
        printed = len(re.findall(r"^Điều \d+[a-zđ]?[.:]", body, re.MULTILINE))
        jumps = [f for f in faults if f.message.startswith("Điều")]
        if found < printed or jumps:
            broken.append(name)
        assert len({p.anchor for p in provisions}) == len(provisions)
    # amended articles in quotation marks account for these
    assert len(broken) <= max(1, len(bodies) // 30), broken


@pytest.mark.corpora
def test_no_published_law_looks_secret() -> None:
    refused = {
        name: told.code
        for name, body in law_bodies().items()
        if (told := secrecy_of_text("", body, "a/b.md", "cong_khai"))
    }
    assert refused == {}


def test_our_archive_has_no_fault() -> None:
    root = HOME / "directives"
    added = [
        load_extra(file.read_text(encoding="utf-8"), file.name)
        for file in sorted(root.rglob("co-quan.yml"))
    ]
    registry = load_registry(*([*extra.bodies, *extra.terms] for extra in added))
    corpus = load_corpus(root, registry)
    assert corpus.documents
    assert [str(i) for i in corpus.issues if i.severity != "goi_y"] == []
