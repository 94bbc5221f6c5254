"""Postings, shards and their mending as bytes: small cases worked out by hand."""

from __future__ import annotations

import random
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from reader import unpacked

from vanban.search import listing, postings
from vanban.search.cards import PIECE, WHOLE_TEXT, headings, pieces
from vanban.search.facets import moments, packed, rank_of
from vanban.search.listing import (
    LONG_CODES,
    Shrunk,
    head_of,
    is_head,
    kind_of,
    mended,
    read_term,
    split_terms,
    titled_of,
    varint,
    write_term,
)
from vanban.search.numbers import spans
from vanban.search.patch import patch_shard, shard_file, table_of, values_of
from vanban.search.postings import collect
from vanban.search.scripts import address, script
from vanban.search.shards import Terms, write_shards
from vanban.search.terms import forms_of, hash_of
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
        forms = shard.forms.split("|")
        for form, data in zip(forms, split_terms(b64decode(shard.lists), len(forms)), strict=True):
            assert hash_of(form) >> (32 - bits) == shard.number if bits else shard.number == 0
            found[form] = dict(zip(*read_term(data), strict=True))
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
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("gap", [1, 100, 127, 128, 129, 16_383, 16_384, 16_500])
def test_a_list_is_read_as_it_was_written(gap: int) -> None:
    documents = [gap * n - 1 for n in range(1, 38)]
    codes = [n % 16 for n in range(37)]
    data = write_term(documents, codes)
    assert kind_of(data) == ""
    assert read_term(data) == (documents, codes)


@pytest.mark.parametrize(("every", "kind"), [(1, "D"), (2, "D"), (3, "B"), (9, "G"), (40, "G")])
def test_a_long_list_is_read_as_it_was_written(every: int, kind: str) -> None:
    documents = list(range(0, 5_000 * every, every))
    codes = [n % 16 for n in documents]
    data = write_term(documents, codes)
    assert kind_of(data) == kind
    got, short = read_term(data)
    assert got == documents
    lost = [(0, 6, 8, 10)[c] > code for c, code in zip(short, codes, strict=True)]
    assert not any(lost)
    assert (1 in short) == (kind != "D" and 6 in codes)


def test_lists_of_all_documents_and_mended_ones_have_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "LONG", 30)
    documents = texts(90, seed=5)
    made = shards_as_bytes(documents)
    kinds = {kind_of(term) for term in made.values()}
    assert kinds == {"", "B", "D"}
    for form, term in made.items():
        codes = {
            n: forms_of(data)[form] for n, data in enumerate(documents) if form in forms_of(data)
        }
        assert term == write_term(list(codes), list(codes.values())), form
        grown = b""
        for n, code in codes.items():
            grown = mended(grown, n, code)
        assert read_term(grown)[0] == list(codes)
        assert kind_of(grown) == kind_of(term) or kind_of(grown) == "D"


def shards_as_bytes(documents: list[bytes], *, far: bool = False) -> dict[str, bytes]:
    """Terms as they stand in the shards, or those of lists that stand elsewhere."""
    vocabulary, buckets = collect(documents, sum(map(len, documents)))
    found: dict[str, bytes] = {}
    for _, shard in write_shards(vocabulary, buckets, Terms(first=[], second=[], df=[])):
        forms, lists = (shard.far_forms, shard.far) if far else (shard.forms, shard.lists)
        found |= table_of(script("u/0", "", forms, lists)[1])
    return found


@pytest.mark.parametrize("every", [1, 3, 12])
def test_a_head_tells_the_documents_whose_title_has_the_term(every: int) -> None:
    codes = {n: n * 7 % 16 for n in range(0, 4_000 * every, every)}
    data = write_term(list(codes), list(codes.values()))
    head = head_of(data)
    assert is_head(head)
    assert not is_head(data)
    assert titled_of(head) == [n for n, code in codes.items() if code >= 10]
    assert kind_of(head) == kind_of(data).lower()
    assert varint(head, 1)[0] == len(codes)


def test_a_head_of_few_titles_or_none_is_short() -> None:
    for titles in ([], [5], [5, 3_900]):
        data = write_term(list(range(4_000)), [15 if n in titles else 1 for n in range(4_000)])
        assert titled_of(head_of(data)) == titles
        assert len(head_of(data)) < 12


def test_long_lists_stand_elsewhere_by_their_heads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LONG", 30)
    documents = texts(90, seed=5)
    whole = shards_as_bytes(documents)
    assert shards_as_bytes(documents, far=True) == {}
    monkeypatch.setattr(listing, "SPLIT", 32)
    here, far = shards_as_bytes(documents), shards_as_bytes(documents, far=True)
    assert far == {form: term for form, term in whole.items() if len(term) > 32 and not term[0]}
    assert 10 < len(far) < len(whole)
    assert here == {form: head_of(t) if form in far else t for form, t in whole.items()}


def test_lists_that_grow_and_shrink_go_where_they_belong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LONG", 9)
    monkeypatch.setattr(listing, "SPLIT", 15)
    rng = random.Random(3)
    files = {"u/7": script("u/7", "x", "", "")[1]}
    held: dict[str, dict[int, int]] = {"dân": {}, "dân chủ": {}, "dân vận": {}}
    for turn in range(120):
        form, document = rng.choice(list(held)), rng.randrange(60)
        code = rng.choice([None, 5, 12]) if turn > 60 else rng.choice([3, 12])
        if code is None and len(held[form]) < 14:
            continue
        held[form].pop(document, None)
        held[form] |= {} if code is None else {document: code}
        made, _ = patch_shard("u/7", "x", files.__getitem__, {form: {document: code}}, unasked)
        for (url, data), key in zip(made, ("u/7", "w/7"), strict=False):
            assert url == address(key)
            files[key] = data
        terms = table_of(files["u/7"])
        far = {f for f, term in terms.items() if is_head(term)}
        assert (set(table_of(files["w/7"])) if files.get("w/7") else set()) == far
        for f in far:
            assert terms[f] == head_of(table_of(files["w/7"])[f])
            assert titled_of(terms[f]) == sorted(d for d, c in held[f].items() if c >= 10)
    assert far


def test_a_shard_of_long_lists_goes_with_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LONG", 4)
    monkeypatch.setattr(listing, "SPLIT", 9)
    files = {"u/7": script("u/7", "x", "", "")[1]}
    change = {"dân": dict.fromkeys(range(20), 12)}
    for _, data in patch_shard("u/7", "x", files.__getitem__, change, unasked)[0]:
        files["w/7" if b'"w/7"' in data else "u/7"] = data
    made, _ = patch_shard(
        "u/7", "x", files.__getitem__, {"dân": dict.fromkeys(range(8, 20))}, unasked
    )
    assert made[1] == (address("w/7"), b"")
    assert not is_head(table_of(made[0][1])["dân"])


@pytest.mark.parametrize("every", [1, 3, 12])
def test_a_long_list_is_mended_as_it_would_be_written(every: int) -> None:
    codes = {n: n % 16 for n in range(0, 4_000 * every, every)}
    data = write_term(list(codes), list(codes.values()))
    coarse = {n: LONG_CODES[c] for n, c in zip(*read_term(data), strict=True)}
    rng = random.Random(every)
    for _ in range(60):
        document, code = rng.randrange(4_100 * every), rng.choice([None, 0, 7, 9, 15])
        data = mended(data, document, code)
        coarse.pop(document, None)
        if code is not None:
            coarse[document] = code
        wanted = dict(sorted(coarse.items()))
        assert data == write_term(list(wanted), list(wanted.values()))


def test_a_list_that_is_long_no_more_takes_its_codes_from_the_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "LONG", 5)
    data = mended(mended(write_term([1, 2, 3], [5, 5, 5]), 9, 1), 4, 1)
    assert kind_of(data)
    with pytest.raises(Shrunk) as told:
        mended(mended(data, 9, None), 1, None)
    assert told.value.documents == (2, 3, 4)
    before = shard_file("u/7", "x", {"dân": data})[1]
    [(_, made)], left = patch_shard(
        "u/7", "x", {"u/7": before}.__getitem__, {"dân": {9: None, 1: None}},
        lambda form, documents: [len(form) + n for n in documents],
    )  # fmt: skip
    assert read_term(table_of(made)["dân"]) == ([2, 3, 4], [5, 6, 7])
    assert left == {"dân": 3}


def unasked(form: str, documents: Sequence[int]) -> Sequence[int]:
    raise AssertionError(form)


def test_a_mended_shard_equals_a_new_one() -> None:
    before = script("u/0", "x", "dân|dân vận", "AgABIQEBBQ==")[1]
    [(name, data)], left = patch_shard(
        "u/0",
        "x",
        {"u/0": before}.__getitem__,
        {"dân vận": {1: None}, "dân chủ": {4: 3}, "dân": {9: 2}},
        unasked,
    )
    assert name == address("u/0")
    assert left == {"dân vận": 0, "dân chủ": 1, "dân": 3}
    _, _, names, lists = values_of(data)
    assert names == "dân|dân chủ"
    terms = split_terms(b64decode(str(lists)), 2)
    assert read_term(terms[0]) == ([0, 2, 9], [1, 2, 2])
    assert read_term(terms[1]) == ([4], [3])


@pytest.mark.parametrize("kept", [0, 1, 2, 5])
def test_a_shard_cut_short_is_refused(kept: int) -> None:
    data = write_term([1, 2, 3], [5, 5, 5]) + write_term([7], [1])
    with pytest.raises(ValueError, match="cut short"):
        split_terms(data[:kept], 2)


def test_a_single_word_is_left_while_one_alike_stands() -> None:
    before = script("u/0", "x", "dan|dân|dận", "AQABAQEBAQIB")[1]
    read = {"u/0": before}.__getitem__
    assert patch_shard("u/0", "x", read, {"dân": {1: None}}, unasked)[1] == {"dân": 2}
    assert patch_shard("u/0", "x", read, {"dân": {1: None}, "dận": {2: None}}, unasked)[1] == {
        "dân": 1, "dận": 1,
    }  # fmt: skip


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
    assert [len(piece[1]) for piece in pieces([("", "x" * WHOLE_TEXT)])] == [WHOLE_TEXT]


def test_small_columns() -> None:
    assert spans([5, 1, 2, 3, 9, 10]) == "1-3,5,9-10"
    assert moments([(0, ""), (1, "2013"), (2, "2013-07-16"), (3, "2013-07-20"), (5, "2014-01-02")]) == (
        ":0,2013:1,2013-07:2,2014-01:5"
    )  # fmt: skip
    assert packed([0, 1, 2, 57]) == "#$%\\"
    everything = packed(range(0x20000))
    assert everything.encode("utf-8").decode("utf-8") == everything
    assert unpacked(everything) == list(range(0x20000))


@pytest.mark.parametrize(
    ("status", "title", "cites", "rank"),
    [
        ("con", "Về công tác văn thư", 0, 8), ("con", "Viên chức", 100, 11), ("het", "Viên chức", 100, 14),
        ("con", "Quy định mức thu, chế độ thu, nộp phí thăm quan", 1, 5),
        ("con", "Về việc sửa đổi, bổ sung một số điều", 5, 2), ("het", "LUẬT SỬA ĐỔI, bổ sung", 0, 12),
        ("chua_ro", "", 0, 8),
    ],
)  # fmt: skip
def test_ranks(status: str, title: str, cites: int, rank: int) -> None:
    assert rank_of(status, title, cites) == rank


def test_a_script_calls_v() -> None:
    assert script("t/300", "ab", ["dân", 1]) == (
        "tim/t/1/300.js",
        'V("t/300","ab",["dân",1])\n'.encode(),
    )
    assert address("n/29-chi-thi") == "tim/n/29-chi-thi.js"
    assert address("t/300-2") == "tim/t/1/300-2.js"
