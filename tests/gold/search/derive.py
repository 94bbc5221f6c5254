"""Judged queries over a generated archive, made from its plan and a reading of its texts.

``python tests/gold/search/derive.py 1000 10000`` writes ``queries/gen1000.jsonl`` and so on. The
answers come from the generator's plan and from a scan of the texts by ``oracle``; equal
archives give equal rows.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2] / "bench"), str(Path(__file__).parent)]

from generate import generate  # noqa: E402 - found by the line above
from oracle import Doc, bare, fits, load, words  # noqa: E402

QUERIES = Path(__file__).parent / "queries"
TERMS = {"XI": ("2011-01-20", "2016-01-19"), "XII": ("2016-01-29", "2021-01-24")}
PHRASES = (
    "chất lượng sinh hoạt chi bộ", "bảo vệ nền tảng tư tưởng", "phong trào thi đua yêu nước",
    "công tác kiểm tra giám sát", "đào tạo nguồn nhân lực", "cai cach thu tuc hanh chinh",
    "uỷ ban nhân dân các cấp",
)  # fmt: skip
_SEED = 1


@dataclass(slots=True, kw_only=True)
class Made:
    """An archive's documents in a fixed order, and what was drawn from them so far."""

    docs: Sequence[Doc]
    rng: Random
    by_number: dict[str, list[Doc]]

    def draw(self, count: int, wanted: Any) -> list[Doc]:
        return self.rng.sample([d for d in self.docs if wanted(d)], count)

    def lone(self, doc: Doc) -> bool:
        return len(self.by_number[doc.so_hieu]) == 1


Draft = tuple[str, str, dict[str, Any], dict[str, Any]]
"""Kind, query, what is wanted, options."""


def made(directives: Path, count: int) -> Made:
    docs = sorted(load(directives).docs.values(), key=lambda d: d.id)
    by_number: dict[str, list[Doc]] = defaultdict(list)
    for doc in docs:
        by_number[doc.so_hieu].append(doc)
    return Made(docs=docs, rng=Random(f"queries-{count}"), by_number=by_number)


def plain(text: str) -> str:
    """Without marks, as typed in haste."""
    return "".join(bare(c) for c in text.lower())


def numbers(kho: Made) -> Iterator[Draft]:
    shapes = (
        str, str.lower, plain, lambda s: s.replace("/", " ").replace("-", " "),
        lambda s: s.lstrip("0"), lambda s: s.replace("-", " – "), lambda s: f"số {plain(s)}",
    )  # fmt: skip
    docs = kho.draw(len(shapes), kho.lone)
    for shape, doc in zip(shapes, docs, strict=True):
        yield "so-hieu", shape(doc.so_hieu), {"jump": doc.id}, {}
    for doc in kho.draw(2, lambda d: "NĐ-CP" in d.so_hieu):
        number, year = doc.so_hieu.split("/")[:2]
        yield "loai-so", f"nghị định {int(number)} năm {year}", {"jump": doc.id}, {}
        yield "viet-tat", f"nd {number}/{year}", {"jump": doc.id}, {}


def shared_numbers(kho: Made) -> Iterator[Draft]:
    """Numbers several documents bear: those are offered, all of them and no other."""
    several = [n for n, found in sorted(kho.by_number.items()) if 2 <= len(found) <= 12]
    for so_hieu in kho.rng.sample(several, 4):
        found = [d.id for d in kho.by_number[so_hieu]]
        yield "so-hieu", so_hieu, {"chooser": found, "jump": None}, {}
        yield "so-hieu", plain(so_hieu), {"chooser": found, "jump": None}, {}
    for so_hieu in kho.rng.sample([n for n in several if n.endswith("/TW")], 2):
        for term, (first, last) in TERMS.items():
            found = [d.id for d in kho.by_number[so_hieu] if first <= d.ngay <= last]
            want: dict[str, Any] = {"chooser": found} if len(found) > 1 else {"jump": found[0]}
            if found:
                yield "loai-so", f"{so_hieu} khóa {term}", want, {}


def subjects(kho: Made) -> Iterator[Draft]:
    """A stretch of a subject line that no other subject has."""
    seen: Counter[str] = Counter()
    for doc in kho.docs:
        line = words(doc.title)
        seen.update({" ".join(line[n : n + 6]) for n in range(len(line) - 5)})
    for turn, doc in enumerate(kho.draw(60, lambda d: len(words(d.title)) > 14)):
        line = words(doc.title)
        own = [n for n in range(len(line) - 5) if seen[" ".join(line[n : n + 6])] == 1]
        if not own:
            continue
        at = own[len(own) // 2]
        query = " ".join(line[at : at + 6])
        yield "trich-yeu", plain(query) if turn % 2 else query, {"first": doc.id}, {}
        if turn > 14:
            return


def phrases(kho: Made) -> Iterator[Draft]:
    """Stretches of bodies in quotes, then phrases in many documents; counted by a scan."""
    wanted = [*PHRASES]
    for doc in kho.draw(4, lambda d: True):
        body = doc.path.read_text("utf-8").split("---\n", 2)[2]
        block = kho.rng.choice([b for b in map(words, body.split("\n\n")) if len(b) > 20])
        wanted.append(" ".join(block[8:13]))
    near: Counter[str] = Counter()
    far: Counter[str] = Counter()
    for doc in kho.docs:
        for phrase in wanted:
            near[phrase] += doc.has(phrase, apart=True)
            far[phrase] += doc.has(phrase, apart=False)
        doc.forget()
    for phrase in wanted:
        want = {"total": [near[phrase], far[phrase]], "every": {"words": phrase}}
        yield "cum-tu", f'"{phrase}"', want, {}
    for phrase in PHRASES[:4]:
        yield "ba-am-tiet", phrase, {"every": {"words": phrase}}, {}
    yield "hai-buoc", PHRASES[0], {"stages": True, "min": 5}, {}


def filters(kho: Made) -> Iterator[Draft]:
    """Filters, alone and together, with exact counts."""
    day = date.fromisoformat(kho.docs[len(kho.docs) // 3].ngay)
    span = {"tu": day.isoformat(), "den": (day + timedelta(days=40)).isoformat()}
    signer = kho.draw(1, lambda d: True)[0].nguoi_ky
    other = kho.draw(1, lambda d: d.loai == "Quyết định")[0].nguoi_ky
    picks: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"loai": ["Chỉ thị"], "nam": [2014, 2015]}, {"loai": "Chỉ thị", "nam": [2014, 2015]}),
        ({"linh_vuc": ["Dân vận", "Y tế"]}, {"linh_vuc": ["Dân vận", "Y tế"]}),
        ({"nguoi_ky": [signer]}, {"nguoi_ky": signer}),
        ({"nguoi_ky": [other], "loai": ["Quyết định"]}, {"nguoi_ky": other, "loai": "Quyết định"}),
        (span, span),
    ]
    for chosen, where in picks:
        yield "loc", "", {"total": _count(kho, where), "every": where}, {"filters": chosen}
    where = {"loai": "Nghị định", "nam": [2019, 2019], "co_quan": "chinh-phu"}
    query = "loai:nghi-dinh nam:2019 co-quan:chinh-phu"
    yield "loc", query, {"total": _count(kho, where), "every": where}, {}
    yield "duyet", "", {"order": "moi", "total": len(kho.docs)}, {"sort": "moi", "limit": 100}
    yield "facet", "nam:2012 loai:thong-tu", {"facets": ["co_quan", "linh_vuc"]}, {"limit": 2000}


def _count(kho: Made, where: dict[str, Any]) -> int:
    return sum(fits(d, where) for d in kho.docs)


def names(kho: Made) -> Iterator[Draft]:
    for doc in kho.draw(2, lambda d: True):
        yield "nguoi", doc.nguoi_ky, {"every": {"words": doc.nguoi_ky}}, {}
    doc = kho.draw(1, kho.lone)[0]
    yield "go-y", doc.so_hieu[:-2], {"complete": doc.so_hieu}, {}
    yield "thu-nghich", "quy định " * 3, {"safe": 2000}, {}


def drafts(kho: Made) -> Iterator[Draft]:
    for part in (numbers, shared_numbers, subjects, phrases, filters, names):
        yield from part(kho)


def rows(directives: Path, count: int) -> list[dict[str, Any]]:
    """All rows for the archive of ``count`` documents."""
    made_of: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    for kind, query, want, options in drafts(made(directives, count)):
        seen[kind] += 1
        row = {"id": f"gen{count}-{kind}-{seen[kind]:02d}", "archive": f"gen{count}", "kind": kind,
               "query": query}  # fmt: skip
        made_of.append(row | ({"options": options} if options else {}) | {"want": want})
    return made_of


def main(sizes: Sequence[str]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="vanban-cau-hoi-") as folder:
            generate(Path(folder), int(size), _SEED)
            found = rows(Path(folder) / "directives", int(size))
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in found]
        (QUERIES / f"gen{size}.jsonl").write_text("".join(lines), "utf-8")
        print(f"gen{size}: {len(lines)}")


if __name__ == "__main__":
    main(sys.argv[1:])
