"""A made-up archive with known answers: ``generate.py OUT N [--seed S]``.

``OUT/directives/`` is the archive, ``OUT/late/`` documents others already cite,
``OUT/plan.jsonl`` every document with its number, and ``OUT/truth.jsonl`` every citation:
``{doc, start, surface, target, ambiguous, meant, so_hieu, dated}`` with ``start`` counting
characters of the body (what follows the line that closes the front matter).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal

from plan import KINDS, Doc, plan
from prose import body, front_matter, title_of
from word_model import sentence, word_model

_YEAR = re.compile(r"/\d{4}/")
MutationKind = Literal["body", "title", "number", "delete", "add"]
MUTATIONS: tuple[MutationKind, ...] = ("body", "title", "number", "delete", "add")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document as the plan file keeps it; ``key`` is shared by all it could be taken for."""

    id: str
    so_hieu: str
    series: str
    held: bool
    ngay: str
    loai: str
    co_quan: str
    title: str

    @property
    def key(self) -> str:
        return f"{self.so_hieu}@{self.series}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A citation and its right answer in the archive as it stands.

    ``target`` is None when the archive lacks the document; ``ambiguous`` when what is printed
    at this place doesn't identify one (no date, and several of its documents bear the number,
    or the number starts anew with each term or year), so that leaving it open is right too.
    """

    doc: str
    start: int
    surface: str
    target: str | None
    ambiguous: bool
    meant: str
    so_hieu: str
    series: str
    dated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    kind: MutationKind
    id: str


def generate(out: Path, count: int, seed: int = 1) -> None:
    """Write the archive and its answers into an empty ``out``; equal arguments, equal bytes."""
    docs, cites = plan(count, seed)
    model = word_model(seed)
    rows: list[Row] = []
    truth: list[Truth] = []
    for number, doc in enumerate(docs):
        rng = Random(f"text-{seed}-{number}")
        title = title_of(doc, rng, model)
        head = front_matter(doc, title, rng)
        text, spans = body(doc, cites[doc.id], rng, model)
        _write(_file(out, doc.id, held=doc.held), head + text)
        rows.append(_row(doc, title))
        truth += [
            Truth(
                doc=doc.id, start=s.start, surface=s.surface, target=None, ambiguous=False,
                meant=s.cite.meant, so_hieu=s.cite.so_hieu, series=KINDS[s.cite.kind].series,
                dated=bool(s.cite.date_form),
            )
            for s in spans
        ]  # fmt: skip
    _save(out, rows, truth)


def _row(doc: Doc, title: str) -> Row:
    kind = KINDS[doc.kind]
    return Row(
        id=doc.id, so_hieu=doc.so_hieu, series=doc.series, held=doc.held, title=title,
        ngay=doc.ngay.isoformat(), loai=kind.loai, co_quan=kind.co_quan,
    )  # fmt: skip


def _file(out: Path, doc_id: str, *, held: bool = True) -> Path:
    return out / ("directives" if held else "late") / f"{doc_id}.md"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def load_rows(out: Path) -> list[Row]:
    lines = (out / "plan.jsonl").read_text(encoding="utf-8").splitlines()
    return [Row(**json.loads(line)) for line in lines]


def load_truth(out: Path) -> list[Truth]:
    lines = (out / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [Truth(**json.loads(line)) for line in lines]


def settle(rows: list[Row], truth: list[Truth]) -> list[Truth]:
    """The right answers for what is held now: same citations, ``target`` and ``ambiguous`` anew."""
    held = {row.id: row for row in rows if row.held}
    bearers = Counter(row.key for row in held.values())
    settled = []
    for cite in truth:
        row = held.get(cite.meant)
        target = row.id if row is not None and row.so_hieu == cite.so_hieu else None
        unsure = bearers[f"{cite.so_hieu}@{cite.series}"] > 1 or not _YEAR.search(cite.so_hieu)
        settled.append(replace(cite, target=target, ambiguous=unsure and not cite.dated))
    return settled


def _save(out: Path, rows: list[Row], truth: list[Truth]) -> None:
    for name, values in (("plan", rows), ("truth", settle(rows, truth))):
        lines = [json.dumps(asdict(value), ensure_ascii=False) + "\n" for value in values]
        _write(out / f"{name}.jsonl", "".join(lines))


def mutate(out: Path, kind: MutationKind, seed: int) -> Mutation:
    """Change one document and the answers with it; says which. The site must follow.

    ``body`` adds a paragraph with one more citation, ``number`` and ``delete`` take away what
    others cite (always with its date there, so that no namesake is left to be guessed),
    ``add`` brings one that others cite already.
    """
    rows, truth = load_rows(out), load_truth(out)
    rng = Random(f"mutate-{kind}-{seed}")
    row = rng.choice(_candidates(kind, rows, truth))
    changed, added = _APPLY[kind](out, row, rows, rng)
    _save(out, [changed if r.id == row.id else r for r in rows], truth + added)
    return Mutation(kind=kind, id=row.id)


def _candidates(kind: MutationKind, rows: list[Row], truth: list[Truth]) -> list[Row]:
    citing: dict[tuple[str, str], set[str]] = defaultdict(set)
    undated: set[str] = set()
    held = {row.id for row in rows if row.held}
    for cite in truth:
        if cite.doc in held and cite.doc != cite.meant:
            citing[cite.meant, cite.so_hieu].add(cite.doc)
        if not cite.dated:
            undated.add(cite.meant)
    known = [r for r in rows if len(citing[r.id, r.so_hieu]) >= 2]
    if kind == "add":
        found = [r for r in known if not r.held]
    elif kind in ("number", "delete"):
        found = [r for r in known if r.held and r.id not in undated]
    else:
        found = [r for r in known if r.held]
    if not found:
        raise ValueError(f"no document fit for {kind!r}; generate more documents")
    return found


def _change_body(out: Path, row: Row, rows: list[Row], rng: Random) -> tuple[Row, list[Truth]]:
    path = _file(out, row.id)
    head, text = _split(path.read_text(encoding="utf-8"))
    here = next(k.noi for k in KINDS if k.co_quan == row.co_quan)
    able = [
        r
        for r in rows
        if r.held and r.id != row.id and r.series.split("@")[1].split("-ca")[0] in ("", here)
    ]
    other = rng.choice([r for r in able if r.so_hieu not in text])
    surface = f"{other.loai} số {other.so_hieu}"
    lead = f"\nBổ sung: {sentence(rng, word_model(0, 50, 50))} Việc này thực hiện theo "
    year, month, day = other.ngay.split("-")
    _write(path, head + text + f"{lead}{surface} ngày {day}/{month}/{year}.\n")
    added = Truth(
        doc=row.id, start=len(text) + len(lead), surface=surface, target=None, ambiguous=False,
        meant=other.id, so_hieu=other.so_hieu, series=other.series, dated=True,
    )  # fmt: skip
    return row, [added]


def _split(text: str) -> tuple[str, str]:
    end = text.index("\n---\n") + 5
    return text[:end], text[end:]


def body_of(out: Path, doc_id: str, *, held: bool = True) -> str:
    """The text that offsets in the truth file count in."""
    return _split(_file(out, doc_id, held=held).read_text(encoding="utf-8"))[1]


def _change_title(out: Path, row: Row, rows: list[Row], rng: Random) -> tuple[Row, list[Truth]]:
    title = f"{row.title} bản sửa {rng.randrange(1000)}"
    _edit_head(out, row.id, f"trich_yeu: {row.title}\n", f"trich_yeu: {title}\n")
    return replace(row, title=title), []


def _change_number(out: Path, row: Row, rows: list[Row], rng: Random) -> tuple[Row, list[Truth]]:
    digits = len(row.so_hieu) - len(row.so_hieu.lstrip("0123456789"))
    so_hieu = f"{8000 + rng.randrange(900)}{row.so_hieu[digits:]}"
    _edit_head(out, row.id, f"so_hieu: {row.so_hieu}\n", f"so_hieu: {so_hieu}\n")
    return replace(row, so_hieu=so_hieu), []


def _edit_head(out: Path, doc_id: str, old: str, new: str) -> None:
    path = _file(out, doc_id)
    _write(path, path.read_text(encoding="utf-8").replace(old, new, 1))


def _delete(out: Path, row: Row, rows: list[Row], rng: Random) -> tuple[Row, list[Truth]]:
    _move(_file(out, row.id), _file(out, row.id, held=False))
    return replace(row, held=False), []


def _add(out: Path, row: Row, rows: list[Row], rng: Random) -> tuple[Row, list[Truth]]:
    _move(_file(out, row.id, held=False), _file(out, row.id))
    return replace(row, held=True), []


def _move(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(old, new)


_APPLY = {
    "body": _change_body,
    "title": _change_title,
    "number": _change_number,
    "delete": _delete,
    "add": _add,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Sinh kho văn bản giả để đo.")
    parser.add_argument("out", type=Path, help="thư mục ghi ra, phải trống")
    parser.add_argument("count", type=int, help="số văn bản")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"thư mục {options.out} đã có nội dung; hãy chọn thư mục trống")
    generate(options.out, options.count, options.seed)


if __name__ == "__main__":
    main()
