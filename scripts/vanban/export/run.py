"""``vanban export``: whole sets of files in a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from vanban.export.akn import akn_bytes
from vanban.export.database import citation_rows, relation_rows, write_database
from vanban.export.datasette import metadata
from vanban.export.gathering import Gathered, gathered
from vanban.export.legislation import CONTEXT, legislation
from vanban.export.opensearch import write_opensearch
from vanban.export.postgres.files import write_postgres
from vanban.export.table import BOM, HEAD, document_line, line
from vanban.export.values import dump

AKN = "akn"
AKN_END = ".akn.xml"

_RELATIONS = ("loai", "nguon", "dich", "noi_tai", "dieu_khoan", "tu_ngay", "cau", "xac_nhan")
_CITATIONS = (
    "nguon", "thu_tu", "loi_van", "loai", "so_hieu", "ngay", "dieu_khoan", "tai", "ket_qua", "dich",
    "ung_vien",
)  # fmt: skip

Describe = Callable[[Gathered], Callable[[str], bytes]]
"""What makes one document's ``van-ban.json``: the site knows, so the caller brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Where to, and how: ``bom`` for tables, ``site_url`` for linked data."""

    to: Path
    describe: Describe
    site_url: str = ""
    bom: bool = True


Export = Callable[[Gathered, Wanted], Iterator[str]]
"""Writes a set and names each file as it is done."""


class CantExport(OSError):
    """There is nothing to export, or it has changed while it was read."""


def export(kind: str, directives: Path, wanted: Wanted, *, muc: str) -> tuple[int, list[str]]:
    """Write the set ``kind`` (one of ``KINDS``); how many documents, which files.

    Raises CantExport, OSError.
    """
    if not directives.is_dir():
        raise CantExport(f"Không thấy thư mục văn bản {directives}.")
    wanted.to.mkdir(parents=True, exist_ok=True)
    with gathered(directives, muc) as archive:
        return len(archive.ids), list(KINDS[kind](archive, wanted))


def _csv(archive: Gathered, wanted: Wanted) -> Iterator[str]:
    every = [archive.values(i) for i in archive.ids]
    mark = BOM if wanted.bom else ""
    relations = (row[1:] for values in every for row in relation_rows(values))
    citations = (row[1:] for values in every for row in citation_rows(values))
    for name, head, lines in (
        ("van-ban.csv", HEAD, map(document_line, every)),
        ("quan-he.csv", line(_RELATIONS), map(_line, relations)),
        ("dan-chieu.csv", line(_CITATIONS), map(_line, citations)),
    ):
        yield _write(wanted.to / name, chain([mark, head], lines))


def _line(row: Iterable[object]) -> str:
    return line("" if c is None else str(int(c) if isinstance(c, bool) else c) for c in row)


def _json(archive: Gathered, wanted: Wanted) -> Iterator[str]:
    """Each document as beside its page, and its text clause by clause."""
    describe = wanted.describe(archive)

    def lines() -> Iterator[str]:
        for id_ in archive.ids:
            text = [{"neo": anchor, "loi_van": said} for anchor, said in archive.sections(id_)]
            yield dump({**json.loads(describe(id_)), "noi_dung": text}) + "\n"

    yield _write(wanted.to / "van-ban.jsonl", lines())
    index = {
        "tinh_den": archive.on, "luu_hanh": archive.muc, "tong": len(archive.ids),
        "tep": "van-ban.jsonl", "id": list(archive.ids),
    }  # fmt: skip
    yield _write(wanted.to / "kho.json", [json.dumps(index, ensure_ascii=False, indent=1), "\n"])


def _jsonld(archive: Gathered, wanted: Wanted) -> Iterator[str]:
    nodes = (dump(legislation(archive.values(i), wanted.site_url)) for i in archive.ids)
    parts = ((",\n" if n else "") + node for n, node in enumerate(nodes))
    head = f'{{"@context":{dump(CONTEXT)},"@graph":[\n'
    yield _write(wanted.to / "kho.jsonld", chain([head], parts, ["\n]}\n"]))


def _sqlite(archive: Gathered, wanted: Wanted) -> Iterator[str]:
    fresh = wanted.to / "kho.sqlite.moi"
    write_database(fresh, archive)
    fresh.replace(wanted.to / "kho.sqlite")
    yield "kho.sqlite"
    about = metadata(archive.muc, archive.on, len(archive.ids))
    yield _write(
        wanted.to / "metadata.json", [json.dumps(about, ensure_ascii=False, indent=1), "\n"]
    )


def _akn(archive: Gathered, wanted: Wanted) -> Iterator[str]:
    """One file a document below ``akn/``; what an earlier run left there and is no more goes."""
    made = set()
    for id_ in archive.ids:
        document = archive.document(id_)
        if document is None:
            raise CantExport(f"{id_}.md đã đổi trong lúc xuất; chạy lại lệnh.")
        name = f"{AKN}/{id_}{AKN_END}"
        file = wanted.to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(
            akn_bytes(archive.record(id_), archive.heavy(id_), document, archive.facts)
        )
        made.add(file)
        yield name
    for left in sorted((wanted.to / AKN).rglob(f"*{AKN_END}")):
        if left not in made:
            left.unlink()


def _write(path: Path, parts: Iterable[str]) -> str:
    """Put the parts into a file in one step; its name."""
    fresh = path.with_name(f"{path.name}.moi")
    with fresh.open("w", encoding="utf-8", newline="") as out:
        out.writelines(parts)
    fresh.replace(path)
    return path.name


KINDS: dict[str, Export] = {
    "csv": _csv, "json": _json, "jsonld": _jsonld, "sqlite": _sqlite, "akn": _akn,
    "postgres": lambda archive, wanted: write_postgres(archive, wanted.to),
    "opensearch": lambda archive, wanted: write_opensearch(archive, wanted.to),
}  # fmt: skip
