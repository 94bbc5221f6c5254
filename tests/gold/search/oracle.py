"""What is true of an archive, by reading every document's file: no index and no code of ours.

Folding is done another way than the program's: a syllable is its letters without tones, with
the tone behind it as a digit, so that where a tone was written cannot matter (``hoà`` and
``hòa`` are both ``hoa2``). Two texts are kept of each document: one in which paragraphs are
apart, one in which they run on, with the names of the body and the topics before it. A phrase
found in the first must be found by any search; one found only in the second may be.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_TONES = {"\u0300": "2", "\u0301": "3", "\u0309": "4", "\u0303": "5", "\u0323": "6"}
_LOOK_ALIKE = str.maketrans("АВСЕНІКМОРТХУаеорсухіÐðƣ", "ABCEHIKMOPTXYaeopcyxiĐđư")
_HIDDEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_NOT_TEXT = re.compile(r"\]\([^)\s]*\)|<!--.*?-->|</?[A-Za-z][^<>]*>|&(?:nbsp|#160);", re.DOTALL)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*|#>]|\d+[.)]))")


@lru_cache(maxsize=200_000)
def exact(word: str) -> str:
    """A word as written, lower case, its tone behind it."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


@lru_cache(maxsize=200_000)
def bare(word: str) -> str:
    """A word without any mark."""
    flat = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(c for c in flat if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Words of a text, lower case, NFC, look-alike letters as what they look like."""
    plain = unicodedata.normalize("NFC", text).translate(_HIDDEN).translate(_LOOK_ALIKE)
    return _WORD.findall(plain.lower())


def marked(word: str) -> bool:
    """Whether anything beside plain letters was typed."""
    return bare(word) != word


@dataclass(slots=True, kw_only=True)
class Doc:
    """One document's metadata and file; its texts are made when first asked for."""

    id: str
    so_hieu: str
    loai: str
    title: str
    co_quan: str
    ngay: str
    hieu_luc_den: str
    nguoi_ky: str
    chuc_vu: str
    linh_vuc: tuple[str, ...]
    path: Path
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def nam(self) -> str:
        return self.ngay[:4] if self.ngay[:1].isdigit() else ""

    def text(self, form: str) -> str:
        """``exact-apart``, ``exact-on``, ``bare-apart`` or ``bare-on``: words with blanks about."""
        if form not in self.texts:
            self.texts.update(_texts(self))
        return self.texts[form]

    def has(self, phrase: str, *, apart: bool) -> bool:
        """Whether the words stand together: as typed where marks are typed, else without."""
        typed = words(phrase)
        strict = any(map(marked, typed))
        make = exact if strict else bare
        form = ("exact" if strict else "bare") + ("-apart" if apart else "-on")
        return f" {' '.join(map(make, typed))} " in self.text(form)

    def forget(self) -> None:
        self.texts.clear()


@lru_cache(maxsize=1)
def _bodies() -> dict[str, str]:
    """Names of bodies by key: facts, shared with the program."""
    table = Path(__file__).parents[3] / "scripts" / "vanban" / "tables" / "co_quan.yml"
    rows_of = yaml.safe_load(table.read_text("utf-8"))["co_quan"]
    return {row["khoa"]: row["ten"] for row in rows_of}


def _texts(doc: Doc) -> dict[str, str]:
    body = doc.path.read_text("utf-8").split("---\n", 2)[2]
    body = _NOT_TEXT.sub(" ", body)
    heads = [f"{doc.loai} {doc.so_hieu}", doc.title, doc.nguoi_ky]
    blocks = [words(b) for b in (*heads, *_BLOCK.split(body))]
    known = words(" ".join((_bodies().get(doc.co_quan, ""), doc.chuc_vu, *doc.linh_vuc)))
    on = [*known, *(w for block in blocks for w in block)]
    return {
        "exact-apart": " " + " | ".join(" ".join(map(exact, b)) for b in blocks) + " ",
        "exact-on": f" {' '.join(map(exact, on))} ",
        "bare-apart": " " + " | ".join(" ".join(map(bare, b)) for b in blocks) + " ",
        "bare-on": f" {' '.join(map(bare, on))} ",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Kho:
    """An archive's documents by id."""

    docs: Mapping[str, Doc]

    def having(self, phrase: str, *, apart: bool = True) -> set[str]:
        return {d.id for d in self.docs.values() if d.has(phrase, apart=apart)}

    def having_all(self, text: str, *, apart: bool = True) -> set[str]:
        """Documents with every one of the words, anywhere."""
        return set.intersection(*(self.having(w, apart=apart) for w in text.split()))

    def where(self, wanted: Mapping[str, Any]) -> set[str]:
        """Documents whose metadata are as wanted: see `fits`."""
        return {d.id for d in self.docs.values() if fits(d, wanted)}

    def numbered(self, so_hieu: str) -> list[Doc]:
        return [d for d in self.docs.values() if d.so_hieu == so_hieu]


def fits(doc: Doc, wanted: Mapping[str, Any]) -> bool:
    """``loai``, ``co_quan`` (folder), ``nguoi_ky``: one of; ``linh_vuc``: any of; ``nam``: [a, b];
    ``tu``, ``den``: ISO days."""
    for name, value in wanted.items():
        options = value if isinstance(value, list) else [value]
        if name == "nam":
            first, last = value
            if not (doc.nam and (first or 0) <= int(doc.nam) <= (last or 9999)):
                return False
        elif name in ("tu", "den"):
            if not doc.nam or (doc.ngay < value if name == "tu" else doc.ngay > value):
                return False
        elif name == "linh_vuc":
            if not set(options) & set(doc.linh_vuc):
                return False
        elif getattr(doc, name) not in options:
            return False
    return True


def load(directives: Path) -> Kho:
    """Every document below a ``directives`` folder."""
    return Kho(docs={d.id: d for d in _docs(directives)})


def _docs(directives: Path) -> Iterator[Doc]:
    for path in sorted(directives.rglob("*.md")):
        parts = path.read_text("utf-8").split("---\n", 2)
        hidden = any(p.startswith(".") for p in path.relative_to(directives).parts)
        if hidden or path.name == "README.md" or len(parts) < 3 or parts[0]:
            continue  # drafts and proposals are no part of the archive
        meta = yaml.load(parts[1], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        yield _doc(path.relative_to(directives).as_posix()[:-3], meta, path)


def _doc(id_: str, meta: Mapping[str, Any], path: Path) -> Doc:
    def known(name: str) -> str:
        value = str(meta.get(name) or "")
        return "" if value == "chua_ro" else unicodedata.normalize("NFC", value)

    signer = meta.get("nguoi_ky")
    name, post = (
        str(signer.get(k) or "") if isinstance(signer, dict) else "" for k in ("ten", "chuc_vu")
    )
    topics = meta.get("linh_vuc") or ()
    return Doc(
        id=id_, so_hieu=known("so_hieu"), loai=known("loai"), title=known("trich_yeu"),
        co_quan=known("co_quan"), ngay=known("ngay"), hieu_luc_den=known("hieu_luc_den"),
        nguoi_ky=name, chuc_vu=post, linh_vuc=tuple(topics) if isinstance(topics, list) else (), path=path,
    )  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    """Objects of a JSON Lines file, empty lines and lines that begin with # left out."""
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(s) for s in lines if s.strip() and not s.startswith("#")]


def ids(docs: Iterable[Doc]) -> set[str]:
    return {d.id for d in docs}
