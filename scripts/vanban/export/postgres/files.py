"""The files of ``vanban export postgres``: ``luoc-do.sql``, ``nap.sql`` and a table each to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from vanban.export.columns import COLUMNS
from vanban.export.database import (
    PLAIN,
    citation_rows,
    clause_rows,
    document_row,
    relation_rows,
)
from vanban.export.gathering import Gathered
from vanban.export.iri import work_of
from vanban.export.lists import columns, in_order, lists, stamp_of
from vanban.export.postgres.folding import functions
from vanban.export.postgres.vectors import tsvector
from vanban.export.searching import called, search_columns
from vanban.export.values import dump
from vanban.fragment import Record, search_part
from vanban.text import is_date
from vanban.tokens import unpack_words

FOLDER = "postgres"
COPY_END = ".copy"

_NUMBERS = {"toan_van": "boolean", "mau": "boolean", "so_dan_chieu": "integer", "so_duoc_dan": "integer"}  # fmt: skip
_MUST = frozenset({"loai", "trich_yeu", "tinh_trang", "luu_hanh", "duong_dan", *_NUMBERS})

TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "documents": (
        *((n, _NUMBERS.get(n, "text") + (" primary key" if n == "id" else " not null" if n in _MUST else "")) for n in PLAIN),
        ("iri", "text not null"), ("ngay_du", "date"), ("tu", "tsvector not null"),
        ("thu_tu", "integer not null"), ("so", "integer not null"), ("khoa_so", "integer not null"),
        ("khoa_ten", "text not null"), ("tu_ngay", "text not null"), ("den_ngay", "text not null"),
        ("the", "jsonb not null"), ("gan", "jsonb not null"),
    ),
    "provisions": (
        ("van_ban", "text not null"), ("thu_tu", "integer not null"), ("neo", "text not null"),
        ("eid", "text"), ("cap", "text"), ("nhan", "text"), ("tieu_de", "text"), ("cha", "text"),
        ("noi_dung", "text not null"),
    ),
    "relations": (
        ("loai", "text not null"), ("nguon", "text not null"), ("dich", "text not null"),
        ("noi_tai", "text"), ("dieu_khoan", "text"), ("tu_ngay", "text"), ("cau", "text"),
        ("xac_nhan", "boolean not null"),
    ),
    "citations": (
        ("nguon", "text not null"), ("thu_tu", "integer not null"), ("loi_van", "text not null"),
        ("loai", "text"), ("so_hieu", "text"), ("ngay", "text"), ("dieu_khoan", "text"),
        ("tai", "text"), ("ket_qua", "text not null"), ("dich", "text"), ("ung_vien", "text"),
    ),
    "topics": (("van_ban", "text not null"), ("linh_vuc", "text not null")),
    "names": (("ten", "text not null"), ("van_ban", "text not null")),
    "words": (
        ("dang", "text not null"), ("khoa", "text not null"), ("dau", "text not null"),
        ("so", "integer not null"), ("ds", "bytea not null"),
    ),
    "columns": (
        ("ten", "text primary key"), ("ke", "jsonb not null"), ("ds", "bytea not null"),
    ),
    "archive": (("dau_vet", "text not null"), ("luu_hanh", "text not null"), ("ngay", "text not null")),
}  # fmt: skip

_LINKS = (
    ("provisions", "van_ban"), ("relations", "nguon"), ("relations", "dich"),
    ("citations", "nguon"), ("citations", "dich"), ("topics", "van_ban"), ("names", "van_ban"),
)  # fmt: skip

READER = """do $$ begin
  if exists (select from pg_roles where rolname = 'vanban_doc') then
    grant usage on schema vanban to vanban_doc;
    grant select on all tables in schema vanban to vanban_doc;
  end if;
end $$;"""
"""The role that only reads, where there is one: rights go with a schema that is replaced."""


def schema_sql() -> str:
    """Tables without indexes (they come after the rows), columns explained, functions."""
    out = ["create schema vanban;\n"]
    for table, told in TABLES.items():
        inner = ",\n".join(f"  {name} {kind}" for name, kind in told)
        out.append(f"create table vanban.{table}(\n{inner}\n);\n")
    for column in COLUMNS:
        if column.name in PLAIN:
            meaning = column.told.replace("'", "''")
            out.append(f"comment on column vanban.documents.{column.name} is '{meaning}';\n")
    out += [
        f"alter table vanban.{t} alter column ds set storage external;\n"
        for t in ("words", "columns")
    ]
    return "".join(out) + functions()


def load_sql() -> str:
    """For ``psql`` in the folder: everything in one transaction, then indexes and statistics."""
    copies = (
        rf"\copy vanban.{table}({', '.join(n for n, _ in told)}) from '{table}{COPY_END}'"
        for table, told in TABLES.items()
    )
    links = (
        f"alter table vanban.{table} add foreign key ({column}) references vanban.documents(id);\n"
        f"create index on vanban.{table}({column});"
        for table, column in _LINKS
    )
    return "\n".join(
        (
            r"\set ON_ERROR_STOP on", r"\encoding UTF8", "begin;",
            "drop schema if exists vanban cascade;", r"\i luoc-do.sql", *copies, *links,
            "create index on vanban.documents using gin(tu);",
            "create index on vanban.documents(ngay_du desc);",
            "create index on vanban.documents(vanban.bo_dau(so_hieu));",
            "create index on vanban.provisions(van_ban, thu_tu);",
            "create unique index on vanban.documents(thu_tu);",
            "create index on vanban.documents(so);", "create index on vanban.documents(ngay);",
            "create index on vanban.names(ten);", "create index on vanban.words(khoa);",
            "create index on vanban.words(dau, so desc, dang) where dau <> '' and so > 1;",
            READER, "commit;", "analyze;", "",
        )
    )  # fmt: skip


def write_postgres(archive: Gathered, to: Path) -> Iterator[str]:
    """All files into ``to/postgres``; their names below ``to``."""
    folder = to / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("luoc-do.sql", schema_sql()), ("nap.sql", load_sql())):
        (folder / name).write_text(text, "utf-8", newline="\n")
        yield f"{FOLDER}/{name}"
    records = in_order(archive)
    with ExitStack() as stack:
        outs = {t: stack.enter_context(_out(folder / f"{t}{COPY_END}")) for t in TABLES}
        for number, record in enumerate(records):
            _put(archive, record, number, outs)
        outs["words"].writelines(
            copy_line((*w[:4], _bytes(w.data))) for w in lists(archive, records)
        )
        outs["columns"].writelines(
            copy_line((c.name, dump(c.told), _bytes(c.data))) for c in columns(archive, records)
        )
        about = (stamp_of(archive, records), archive.muc, archive.on)
        outs["archive"].write(copy_line(about))
    yield from (f"{FOLDER}/{table}{COPY_END}" for table in TABLES)


def _out(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="")


def _bytes(data: bytes) -> str:
    return f"\\x{data.hex()}"


def _put(archive: Gathered, record: Record, number: int, outs: dict[str, IO[str]]) -> None:
    id_ = record.id
    values = archive.values(id_)
    _, packed = search_part(record, archive.blobs.of(record))
    day = record.ngay if is_date(record.ngay) else None
    document = (
        *document_row(values, work_of(record))[:-1],
        day,
        tsvector(unpack_words(packed)),
        number,
        *search_columns(archive.facts, record),
    )
    rows: tuple[tuple[str, Iterable[tuple[Any, ...]]], ...] = (
        ("documents", [document]),
        ("provisions", (row[1:-1] for row in clause_rows(archive, id_))),
        ("relations", (row[1:] for row in relation_rows(values))),
        ("citations", (row[1:] for row in citation_rows(values))),
        ("topics", ((id_, t) for t in dict.fromkeys(values.get("linh_vuc", ())))),
        ("names", ((name, id_) for name in called(record))),
    )  # fmt: skip
    for table, found in rows:
        outs[table].writelines(map(copy_line, found))


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


def copy_line(row: Iterable[object]) -> str:
    """One row in the text format of ``COPY``."""
    return "\t".join("\\N" if c is None else str(c).translate(_ESCAPES) for c in row) + "\n"
