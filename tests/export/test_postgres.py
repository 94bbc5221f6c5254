"""PostgreSQL for real: the files load, and the server's words are ours."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from exporting import HOSTILE, SECRET
from postgres import Server, programs, server

from vanban.export.gathering import Gathered
from vanban.export.postgres.files import FOLDER, TABLES, copy_line, write_postgres
from vanban.export.postgres.vectors import tsvector
from vanban.text import HOMOGLYPHS, fold, search_key, search_word
from vanban.tokens import pack_words, unpack_words

WORDS = [
    "Điều", "ĐẤT", "Ð\u1ea5t", "hòa", "hoà", "Uỷ", "quý", "lí", "ly", "kỹ", "05", "0", "2013", "QĐ", "ƯỜNG",
    "đ\u0103\u0323c", "a\u0301", "Ằ", "Ẵ", "Ỡ", "Ỷ", "x\u200by", "СТ", *HOMOGLYPHS, "ﬁ", "é", "Straße",
]  # fmt: skip


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    found = programs()
    assert found is not None
    with server(found) as made:
        yield made


@pytest.fixture(scope="module")
def loaded(running: Server, archive: Gathered) -> Server:
    names = list(write_postgres(archive, running.folder))
    assert {n.removeprefix(f"{FOLDER}/") for n in names} == {
        "luoc-do.sql", "nap.sql", *(f"{t}.copy" for t in TABLES)
    }  # fmt: skip
    for _ in range(2):  # loading again replaces what was there
        running.sql("", file=running.folder / FOLDER / "nap.sql")
    return running


def test_every_row_arrives_as_it_was(loaded: Server, archive: Gathered) -> None:
    rows = loaded.sql(
        "select id, trich_yeu, coalesce(ngay_du::text, '') from vanban.documents order by id;"
    )
    assert [row[0] for row in rows] == list(archive.ids)
    held = {row[0]: row[1:] for row in rows}
    assert held["tinh-mau/2022/la"] == [HOSTILE.replace("\u0007", ""), ""]
    assert held["tinh-mau/2021/05-qd-ubnd"] == ["Về đất đai", "2021-05-06"]
    counts = loaded.sql(
        "select (select count(*) from vanban.relations), (select count(*) from vanban.citations),"
        " (select count(*) from vanban.topics), (select count(*) from vanban.provisions where cap = 'dieu');"
    )
    assert counts == [["2", "4", "1", "5"]]
    assert SECRET not in "".join(p.read_text("utf-8") for p in (loaded.folder / FOLDER).iterdir())


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("đất đai", "tinh-mau/2021/05-qd-ubnd"),
        ("dat dai", "tinh-mau/2021/05-qd-ubnd"),
        ("CHÁNH VĂN PHÒNG", "tinh-mau/2021/05-qd-ubnd"),
        ("bao cao so 2", "tinh-mau/2022/la"),
        ("chỉ thị số 01", "tinh-mau/2020/01-ct-tu"),
    ],
)
def test_a_query_is_met_by_pairs(loaded: Server, query: str, first: str) -> None:
    rows = loaded.sql(
        "select id from vanban.documents, vanban.cau_hoi(:'q') as q where tu @@ q"
        " order by ts_rank(tu, q) desc, id limit 1;",
        q=query,
    )
    assert rows == [[first]]


def test_a_query_of_one_word_or_none(loaded: Server) -> None:
    rows = loaded.sql(
        "select vanban.cau_hoi('Đất'), vanban.cau_hoi('a b c'), vanban.cau_hoi(' ,') is null;"
    )
    assert rows == [["'dat'", "'a_b' & 'b_c'", "t"]]


def test_the_server_folds_as_we_do(loaded: Server) -> None:
    values = ",".join(f"({n}, $w${w}$w$)" for n, w in enumerate(WORDS))
    rows = loaded.sql(
        f"select vanban.bo_dau(w), vanban.tu_khoa(w) from (values {values}) as t(n, w) order by n;"
    )
    assert rows == [[fold(w), search_key(search_word(w))] for w in WORDS]


def test_indexes_serve_the_query(loaded: Server) -> None:
    plan = loaded.sql(
        "set enable_seqscan = off; explain select id from vanban.documents"
        " where tu @@ vanban.cau_hoi('đất đai');"
    )
    assert "documents_tu_idx" in "".join(row[0] for row in plan)


def test_vectors_know_fields_and_neighbours() -> None:
    words = unpack_words(pack_words(("Đất đai", "số 5", "", "đất đai\nđai đất")))
    made = dict(x.rsplit(":", 1) for x in tsvector(words).split(" "))
    assert made["'dat_dai'"] == "1A,2D"
    assert made["'dai_dat'"] == "1D"  # a line's end parts neighbours
    assert made["'so_5'"] == "1B"
    exact = tsvector(words, str)
    assert "'đất_đai':1A,2D" in exact
    assert array("H", words.codes).count(0xFFFF) == 5


def test_a_line_to_copy_keeps_what_copy_would_read_otherwise() -> None:
    assert copy_line(["a\tb\\c\nd", None, 3, True]) == "a\\tb\\\\c\\nd\t\\N\t3\tTrue\n"
