"""Postings, shards and their mending as bytes: small cases worked out by hand."""

from __future__ import annotations

import random
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest

from vanban.search import postings
from vanban.search.cards import PIECE, headings, pieces
from vanban.search.facets import moments, packed, qualities
from vanban.search.numbers import spans
from vanban.search.patch import encode, patch_shard, read_long, read_short, split_terms, values_of
from vanban.search.postings import collect, forms_of, hash_of
from vanban.search.scripts import address, script
from vanban.search.shards import Terms, write_shards
from vanban.tokens import pack_words, split_headings, unpack_words

WORDS = ["dân", "vận", "chủ", "lưu", "trữ", "hồ", "sơ", "quy", "chế", "đảng", "ủy", "kỷ", "luật"]


def texts(count: int, seed: int = 1) -> list[bytes]:
    rng = random.Random(seed)
    return [
        pack_words([" ".join(rng.choices(WORDS, k=n)) for n in (4, 6, 3, 40)]) for _ in range(count)
    ]


def shards_of(documents: list[bytes], size: int = 0) -> dict[str, dict[int, int]]:
    """Every term with its documents and codes, as the files have them."""
    vocabulary, buckets = collect(documents, size or sum(map(len, documents)))
    found: dict[str, dict[int, int]] = {}
    for bits, shard in write_shards(vocabulary, buckets, Terms(first=[], second=[], df=[])):
        forms, longs = shard.forms.split("|"), iter(shard.long)
        for form, data in zip(forms, split_terms(b64decode(shard.lists), len(forms)), strict=True):
            assert hash_of(form) >> (32 - bits) == shard.number if bits else shard.number == 0
            if data[0]:
                held, codes = read_short(data)
                found[form] = dict(zip(held.tolist(), codes.tolist(), strict=True))
            else:
                found[form] = {int.from_bytes(next(longs)[:1], "big"): -1}
    return found


def test_words_are_packed_and_read_back() -> None:
    words = unpack_words(pack_words(["Chỉ thị 05-CT/TU", "", "Một\nHai", "a a a"]))
    codes = np.frombuffer(words.codes, np.uint16).tolist()
    said = [words.words[c] if c < 0xFFFF else "|" for c in codes]
    assert " ".join(said) == "chỉ thị 5 ct tu | | một | hai | a a a |"
    assert words.sizes == (6, 1, 4, 4)


def test_headings_are_told_from_clauses() -> None:
    sections = [("", "Mở đầu"), ("dieu-1", "Điều 1. Phạm vi\nLời dẫn"), ("dieu-1-khoan-1", "1. Một"),
                ("muc-tieu", "Mục tiêu\nHai")]  # fmt: skip
    heads, body = split_headings(sections)
    assert heads == "Điều 1. Phạm vi\nMục tiêu"
    assert body == "Mở đầu\nLời dẫn\n1. Một\nHai"


def test_shards_hold_every_term_of_every_document() -> None:
    documents = texts(60)
    held = shards_of(documents)
    for n, data in enumerate(documents):
        assert {form: codes[n] for form, codes in held.items() if n in codes} == forms_of(data)


def test_sorting_outside_memory_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents = texts(950)
    inside = shards_of(documents)
    monkeypatch.setattr(postings, "PER_BUCKET", 20_000)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert shards_of(documents) == inside
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


@pytest.mark.parametrize("gap", [1, 100, 127, 128, 129, 16_383, 16_384, 16_500])
def test_a_list_is_read_as_it_was_written(gap: int) -> None:
    documents = np.cumsum(np.full(37, gap, np.int64)) - 1
    codes = (np.arange(37) % 16).astype(np.uint8)
    data, long = encode(documents, codes)
    assert not long
    got, got_codes = read_short(data)
    assert got.tolist() == documents.tolist()
    assert got_codes.tolist() == codes.tolist()


@pytest.mark.parametrize("every", [1, 2, 3, 9, 40])
def test_a_long_list_is_read_as_it_was_written(every: int) -> None:
    documents = np.arange(0, 5_000 * every, every, dtype=np.int64)
    codes = (documents % 16).astype(np.uint8)
    data, long = encode(documents, codes)
    assert data[0] == 0
    assert long[:1] == (b"B" if every < 9 else b"G")
    got, got_codes = read_long(long, len(documents))
    assert got.tolist() == documents.tolist()
    assert [(0, 6, 8, 10)[c] <= code for c, code in zip(got_codes, codes, strict=True)]


def test_a_mended_shard_equals_a_new_one() -> None:
    files = {"u/0": script("u/0", "x", "dân|dân vận", "AgABIQEBBQ==")[1]}
    made, gone = patch_shard(
        0, "x", files.__getitem__, {"dân vận": {1: None}, "dân chủ": {4: 3}, "dân": {9: 2}}
    )
    assert gone == []
    assert [name for name, _ in made] == [address("u/0")]
    _, _, names, lists = values_of(made[0][1])
    assert names == "dân|dân chủ"
    terms = split_terms(b64decode(str(lists)), 2)
    assert [d.tolist() for d in read_short(terms[0])] == [[0, 2, 9], [1, 2, 2]]
    assert [d.tolist() for d in read_short(terms[1])] == [[4], [3]]


def test_a_long_text_is_cut_between_lines_and_loses_nothing() -> None:
    line = "Mười lăm chữ đây " * 20
    sections = [
        ("dieu-1", "\n".join(["Điều 1. Phạm vi", *[line] * 120])),
        ("dieu-2", "Điều 2. Hết"),
    ]
    made = list(pieces(sections))
    assert len(made) > 3
    assert all(sum(map(len, piece[1::2])) <= PIECE for piece in made)
    joined: dict[str, list[str]] = {}
    for piece in made:
        for anchor, text in zip(piece[::2], piece[1::2], strict=True):
            joined.setdefault(anchor, []).append(text)
    assert {a: "\n".join(t) for a, t in joined.items()} == dict(sections)
    assert [row[1:] for row in headings(made)] == [
        ("dieu-1", "Điều 1. Phạm vi"), ("dieu-2", "Điều 2. Hết"),
    ]  # fmt: skip


def test_a_word_longer_than_a_piece_is_cut() -> None:
    made = list(pieces([("", "x" * (2 * PIECE + 5))]))
    assert [len(piece[1]) for piece in made] == [PIECE, PIECE, 5]


def test_small_columns() -> None:
    assert spans([5, 1, 2, 3, 9, 10]) == "1-3,5,9-10"
    assert moments([(0, ""), (1, "2013"), (2, "2013-07-16"), (3, "2013-07-20"), (5, "2014-01-02")]) == (
        ":0,2013:1,2013-07:2,2014-01:5"
    )  # fmt: skip
    assert b64decode(packed([1, 2, 255])) == bytes([1, 2, 255])
    assert b64decode(packed([1, 256])) == bytes([1, 0, 0, 1])
    lines = [("het", "", ""), ("con", "", ""), ("con", "", "")]
    assert b64decode(qualities(lines, [0, 1, 100])) == bytes([8 | 1 << 4, 3])


def test_a_script_calls_v() -> None:
    assert script("t/300", "ab", ["dân", 1]) == (
        "tim/t/1/300.js",
        'V("t/300","ab",["dân",1])\n'.encode(),
    )
    assert address("n/29-chi-thi") == "tim/n/29-chi-thi.js"
    assert address("t/300-2") == "tim/t/1/300-2.js"
