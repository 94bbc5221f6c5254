"""The SQLite file: whole, joined, searchable with and without marks, the same bytes again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from exporting import SECRET

from vanban.export.database import write_database
from vanban.export.datasette import metadata
from vanban.export.gathering import Gathered


@pytest.fixture(scope="module")
def path(archive: Gathered, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("sql") / "kho.sqlite"
    write_database(found, archive)
    return found


@pytest.fixture(scope="module")
def db(path: Path) -> Iterator[sqlite3.Connection]:
    held = sqlite3.connect(path)
    yield held
    held.close()


def test_every_row_belongs_to_a_document(db: sqlite3.Connection, archive: Gathered) -> None:
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert [i for (i,) in db.execute("select id from documents order by id")] == list(archive.ids)
    assert db.execute("select count(*) from documents where so_hieu is null").fetchone() == (1,)


def test_relations_and_citations_lead_to_documents(db: sqlite3.Connection) -> None:
    rows = db.execute("select loai, nguon, dich, noi_tai, dieu_khoan, xac_nhan from relations")
    assert ("sua_doi", "tinh-mau/2021/05-qd-ubnd", "tinh-mau/2020/01-ct-tu", "dieu-2", "dieu-1", 0) in list(rows)  # fmt: skip
    found = db.execute("select so_hieu, ket_qua, dich from citations where nguon like '%05-qd%'")
    kinds = {(number, kind): to for number, kind, to in found}
    assert kinds["01-CT/TU", "da_noi"] == "tinh-mau/2020/01-ct-tu"
    assert kinds["45/2013/QH13", "chua_giu"] is None


def test_clauses_stand_in_the_order_of_the_text(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "select neo, eid, cap, nhan, cha from provisions where van_ban = ? and cap is not null"
        " order by thu_tu",
        ("tinh-mau/2021/05-qd-ubnd",),
    ).fetchall()
    assert rows[:3] == [
        ("chuong-1", "chp_1", "chuong", "Chương I", ""),
        ("dieu-1", "art_1", "dieu", "Điều 1.", "chuong-1"),
        ("dieu-1-khoan-1", "art_1__para_1", "khoan", "1.", "dieu-1"),
    ]


@pytest.mark.parametrize(
    "words", ['"chánh văn phòng"', '"chanh van phong"', "đối tượng", "doi tuong"]
)
def test_words_are_found_with_marks_and_without(db: sqlite3.Connection, words: str) -> None:
    found = db.execute("select count(*) from provisions_fts where provisions_fts match ?", (words,))
    assert found.fetchone() == (1,)


def test_datasette_knows_the_full_text_tables(db: sqlite3.Connection) -> None:
    for table in ("documents", "provisions"):
        like = f'%virtual table%using fts%content="{table}"%'
        found = db.execute("select name from sqlite_master where sql like ?", (like,)).fetchall()
        assert found == [(f"{table}_fts",)]


def test_titles_are_found_without_marks(db: sqlite3.Connection) -> None:
    sql = "select id from documents where rowid in (select rowid from documents_fts where documents_fts match ?)"
    assert db.execute(sql, ('"dat dai"',)).fetchall() == [("tinh-mau/2021/05-qd-ubnd",)]


def test_equal_archives_give_equal_bytes(path: Path, archive: Gathered, tmp_path: Path) -> None:
    write_database(tmp_path / "b.sqlite", archive)
    assert (tmp_path / "b.sqlite").read_bytes() == path.read_bytes()
    assert SECRET.encode() not in path.read_bytes()


def test_datasette_is_told_of_every_table_and_column(db: sqlite3.Connection) -> None:
    tables = metadata("cong_khai", "2026-09-21", 4)["databases"]["kho"]["tables"]
    names = "select name from sqlite_master where type = 'table' and name not like '%fts%'"
    assert set(tables) == {n for (n,) in db.execute(names)}
    for name, table in tables.items():
        columns = {row[1] for row in db.execute(f"pragma table_info({name})")}
        told = set(table["columns"])
        assert told <= columns
        assert columns - told <= {"id", "loai", "so_hieu", "ngay", "thu_tu"}
