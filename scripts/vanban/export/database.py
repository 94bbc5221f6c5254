"""The archive as one SQLite file that Datasette opens: documents, clauses, relations, citations.

Foreign keys join everything to ``documents``. Two full-text tables (FTS5) find words with tone
marks or without: ``khong_dau`` holds the folded text, for FTS5's own folding leaves ``đ``.
Datasette knows a full-text table by ``content="…"``, in these very quotes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vanban.corpus.provisions import parse_provisions
from vanban.export.columns import COLUMNS
from vanban.export.gathering import Gathered
from vanban.export.iri import eid, work_of
from vanban.export.table import text_of
from vanban.export.values import OTHERS, Values
from vanban.text import fold

SCHEMA = """
create table documents(
  id text primary key, so_hieu text, loai text not null, trich_yeu text not null, co_quan text,
  co_quan_ten text, chu_the text, ngay text, noi_ban_hanh text, hieu_luc_tu text,
  hieu_luc_den text, tinh_trang text not null, ly_do text, nguoi_ky text, linh_vuc text,
  khoa text, luu_hanh text not null, toan_van integer not null, mau integer not null,
  so_dan_chieu integer not null, so_duoc_dan integer not null, duong_dan text not null,
  iri text not null, khong_dau text not null
);
create table provisions(
  id integer primary key, van_ban text not null references documents(id),
  thu_tu integer not null, neo text not null, eid text, cap text, nhan text, tieu_de text,
  cha text, noi_dung text not null, khong_dau text not null
);
create table relations(
  id integer primary key, loai text not null, nguon text not null references documents(id),
  dich text not null references documents(id), noi_tai text, dieu_khoan text, tu_ngay text,
  cau text, xac_nhan integer not null
);
create table citations(
  id integer primary key, nguon text not null references documents(id),
  thu_tu integer not null, loi_van text not null, loai text, so_hieu text, ngay text,
  dieu_khoan text, tai text, ket_qua text not null, dich text references documents(id),
  ung_vien text
);
create table topics(
  van_ban text not null references documents(id), linh_vuc text not null,
  primary key (van_ban, linh_vuc)
) without rowid;
"""
FINISH = """
create index documents_ngay on documents(ngay);
create index documents_so_hieu on documents(so_hieu);
create index provisions_van_ban on provisions(van_ban, thu_tu);
create index relations_nguon on relations(nguon);
create index relations_dich on relations(dich);
create index citations_nguon on citations(nguon);
create index citations_dich on citations(dich);
create index topics_linh_vuc on topics(linh_vuc);
create virtual table provisions_fts using fts5(
  tieu_de, noi_dung, khong_dau, content="provisions", content_rowid='id',
  tokenize='unicode61 remove_diacritics 0');
create virtual table documents_fts using fts5(
  so_hieu, trich_yeu, khong_dau, content="documents", tokenize='unicode61 remove_diacritics 0');
insert into documents_fts(documents_fts) values('rebuild');
insert into provisions_fts(provisions_fts) values('rebuild');
"""
PLAIN = tuple(c.name for c in COLUMNS if c.name not in OTHERS)
"""Columns of ``documents``; the others are rows of ``relations``."""


def write_database(path: Path, archive: Gathered) -> None:
    """Make the file anew; equal archives give equal bytes with one version of SQLite."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript("pragma page_size=4096; pragma journal_mode=off; pragma synchronous=off;")
        db.executescript(SCHEMA)
        db.execute("begin")
        for id_ in archive.ids:
            _put(db, archive, id_)
        db.execute("commit")
        db.executescript(FINISH)
        db.executescript("pragma optimize; vacuum;")
    finally:
        db.close()


def _put(db: sqlite3.Connection, archive: Gathered, id_: str) -> None:
    values = archive.values(id_)
    for table, rows in (
        ("documents", [document_row(values, work_of(archive.record(id_)))]),
        ("provisions", clause_rows(archive, id_)),
        ("relations", relation_rows(values)),
        ("citations", citation_rows(values)),
        ("topics", ((id_, t) for t in dict.fromkeys(values.get("linh_vuc", ())))),
    ):
        for row in rows:
            marks = ",".join("?" * len(row))
            db.execute(f"insert into {table} values({marks})", row)


def document_row(values: Values, iri: str) -> tuple[Any, ...]:
    """One row of ``documents``; what isn't known is NULL."""
    folded = fold(f"{values['loai']} {values.get('so_hieu', '')} {values['trich_yeu']}")
    cells = (values.get(name) for name in PLAIN)
    plain = (
        text_of(values, n) if isinstance(c, list) else c for n, c in zip(PLAIN, cells, strict=True)
    )
    return (*plain, iri, folded)  # fmt: skip


def clause_rows(archive: Gathered, id_: str) -> Iterator[tuple[Any, ...]]:
    """The text in its order; what belongs to no clause has no ``cap``."""
    document = archive.document(id_)
    known = {p.anchor: p for p in parse_provisions(document.body)[0]} if document else {}
    for n, (anchor, text) in enumerate(archive.sections(id_), 1):
        p = known.get(anchor)
        about = (eid(anchor), p.level, p.label, p.title, p.parent) if p else (None,) * 5
        yield None, id_, n, anchor, *about, text, fold(text)


def relation_rows(values: Values) -> Iterable[tuple[Any, ...]]:
    """Each relation once: with the document that is its subject."""
    return (
        (None, r["loai"], values["id"], r["van_ban"], r.get("noi_tai"), r.get("dieu_khoan"),
         r.get("tu_ngay"), r.get("cau"), r["xac_nhan"])
        for r in values.get("quan_he", ()) if r["chieu"] == "di"
    )  # fmt: skip


def citation_rows(values: Values) -> Iterable[tuple[Any, ...]]:
    for n, c in enumerate(values.get("dan_chieu", ()), 1):
        to = c.get("den", ())
        held = to[0] if c["ket_qua"] == "da_noi" else None
        may = None if held else "; ".join(to) or None
        names = ("loai", "so_hieu", "ngay", "dieu_khoan", "tai")
        yield None, values["id"], n, c["loi_van"], *map(c.get, names), c["ket_qua"], held, may
