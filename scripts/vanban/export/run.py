"""``vanban export``: whole sets of files in a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from vanban.export.akn import akn_bytes
from vanban.export.columns import COLUMNS
from vanban.export.database import citation_rows, relation_rows, write_database
from vanban.export.datasette import metadata
from vanban.export.gathering import Gathered, gathered
from vanban.export.legislation import CONTEXT, legislation
from vanban.export.table import BOM, HEAD, document_line, line
from vanban.export.values import dump

AKN = "akn"
AKN_END = ".akn.xml"

_RELATIONS = (
    "loai", "nguon", "dich", "dieu_khoan_nguon", "dieu_khoan_dich", "tu_ngay", "cau", "xac_nhan",
)  # fmt: skip
_CITATIONS = (
    "van_ban", "thu_tu", "chu", "loai", "so_hieu", "ngay", "dieu_khoan", "o", "ket_qua", "den",
    "kha_nang",
)  # fmt: skip

Export = Callable[[Gathered, Path, str, bool], Iterator[str]]
"""Writes into a folder and names each file as it is done; site address, and whether with BOM."""


class CantExport(OSError):
    """There is nothing to export, or it has changed while it was read."""


def export(
    kind: str, directives: Path, to: Path, *, muc: str, site_url: str = "", bom: bool = True
) -> tuple[int, list[str]]:
    """Write the set ``kind`` (one of ``KINDS``) into ``to``; how many documents, which files.

    Raises CantExport, OSError.
    """
    if not directives.is_dir():
        raise CantExport(f"Không thấy thư mục văn bản {directives}.")
    to.mkdir(parents=True, exist_ok=True)
    with gathered(directives, muc) as archive:
        return len(archive.ids), list(KINDS[kind](archive, to, site_url, bom))


def _csv(archive: Gathered, to: Path, _: str, bom: bool) -> Iterator[str]:
    every = [archive.values(i) for i in archive.ids]
    mark = BOM if bom else ""
    yield _write(to / "van-ban.csv", chain([mark, HEAD], map(document_line, every)))
    rows = (row[1:] for values in every for row in relation_rows(values))
    yield _write(to / "quan-he.csv", chain([mark, line(_RELATIONS)], map(_line, rows)))
    rows = (row[1:] for values in every for row in citation_rows(values))
    yield _write(to / "dan-chieu.csv", chain([mark, line(_CITATIONS)], map(_line, rows)))


def _line(row: Iterable[object]) -> str:
    return line("" if c is None else str(int(c) if isinstance(c, bool) else c) for c in row)


def _json(archive: Gathered, to: Path, _: str, __: bool) -> Iterator[str]:
    def lines() -> Iterator[str]:
        for id_ in archive.ids:
            text = [
                {"neo": a, "chu": t} if a else {"chu": t} for a, t in archive.sections(id_) if t
            ]
            yield dump({**archive.values(id_), "noi_dung": text}) + "\n"  # fmt: skip

    yield _write(to / "van-ban.jsonl", lines())
    index = {
        "tinh_den": archive.on, "luu_hanh": archive.muc, "tong": len(archive.ids),
        "tep": "van-ban.jsonl", "cot": [{"ten": c.name, "nghia": c.told} for c in COLUMNS],
        "ma": list(archive.ids),
    }  # fmt: skip
    yield _write(to / "kho.json", [json.dumps(index, ensure_ascii=False, indent=1), "\n"])


def _jsonld(archive: Gathered, to: Path, site_url: str, _: bool) -> Iterator[str]:
    nodes = (dump(legislation(archive.values(i), site_url)) for i in archive.ids)
    parts = ((",\n" if n else "") + node for n, node in enumerate(nodes))
    head = f'{{"@context":{dump(CONTEXT)},"@graph":[\n'
    yield _write(to / "kho.jsonld", chain([head], parts, ["\n]}\n"]))


def _sqlite(archive: Gathered, to: Path, _: str, __: bool) -> Iterator[str]:
    fresh = to / "kho.sqlite.moi"
    write_database(fresh, archive)
    fresh.replace(to / "kho.sqlite")
    yield "kho.sqlite"
    about = metadata(archive.muc, archive.on, len(archive.ids))
    yield _write(to / "metadata.json", [json.dumps(about, ensure_ascii=False, indent=1), "\n"])


def _akn(archive: Gathered, to: Path, _: str, __: bool) -> Iterator[str]:
    """One file a document below ``akn/``; what an earlier run left there and is no more goes."""
    made = set()
    for id_ in archive.ids:
        document = archive.document(id_)
        if document is None:
            raise CantExport(f"{id_}.md đã đổi trong lúc xuất; chạy lại lệnh.")
        name = f"{AKN}/{id_}{AKN_END}"
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(
            akn_bytes(archive.record(id_), archive.heavy(id_), document, archive.facts)
        )
        made.add(to / name)
        yield name
    for left in sorted((to / AKN).rglob(f"*{AKN_END}")):
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
}  # fmt: skip
