"""Laws of the corpus room: nothing crashes it, what is written is read, trees are trees."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from typing import Any, get_args

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.corpus import yaml_strict
from vanban.corpus.emit import emit_document, emit_value
from vanban.corpus.gate import secrecy_of_text
from vanban.corpus.labels import LETTERS, to_roman
from vanban.corpus.provisions import parse_provisions
from vanban.corpus.quotes import quoted_spans
from vanban.corpus.read import fault_issues, parse_document
from vanban.corpus.readers import bad_topic
from vanban.corpus.write import Refused, add_relation, set_field
from vanban.corpus.yaml_strict import parse_yaml
from vanban.model import (
    Basis,
    DocId,
    Document,
    LuuHanh,
    Metadata,
    Original,
    QuanHe,
    Signer,
    StatedRelation,
    Target,
    Task,
)
from vanban.tables import doc_types, load_registry

REGISTRY = load_registry()
PATH = "tinh-uy/2013/29-ct-tu.md"

# --- text that nearly is a document -------------------------------------------------------

WORDS = st.sampled_from(
    ["Điều", "điều", "Chương", "Phần thứ", "Mục", "Phụ lục", "PHỤ LỤC", "Mẫu số", "QUY CHẾ", "Nơi nhận:",
     "(Kèm theo", "Tiểu mục", "TM. ", "duy nhất", "hai", "MẬT", "Dự thảo", "“", "”", '"', "**", "# ", "| ", "> ",
     "- ", "1.", "2.", "3-", "1/", "a)", "b)", "đ)", "d1)", "I.", "II-", "A.", "1.1.", "1.2", "10.5", "37a", "\n", "\n\n",
     "\n\n", "\n\n", " ", " ", "\u00a0", "\u200b", "./.", "2013", "/nb", "VPTW", "x", "sở hữu của các cơ quan Đảng"]
)  # fmt: skip
BODIES = (
    st.lists(WORDS | st.text(max_size=5), max_size=80)
    .map("".join)
    .map(lambda text: unicodedata.normalize("NFC", text).replace("\r", "\n"))
)
YAMLISH = st.lists(
    st.sampled_from(
        ["loai", "trich_yeu", "ngay", "quan_he", "goc", "do_mat", ": ", ":", "\n", "\n", "\n  ", "- ", "[", "]", "{", "}", ", ",
         '"', "'", "&a", "*a", "!t", "|", ">", "#", " #", "?", "<<", "%", "@", "\t", "---", "...", "é", "x", "\\", "2013"]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)  # fmt: skip


@given(raw=st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_end_in_a_document_or_an_issue(raw: bytes) -> None:
    for data in (raw, b"---\n" + raw, b"---\nloai: A\n---\n" + raw):
        document, issues = parse_document(PATH, data, REGISTRY)
        assert (document is None) == any(i.severity == "loi" for i in issues)


@given(head=YAMLISH, body=BODIES)
@settings(deadline=None)
def test_any_head_ends_in_a_document_or_an_issue(head: str, body: str) -> None:
    raw = f"---\n{head}\n---\n{body}".encode("utf-8", "replace")
    document, issues = parse_document(PATH, raw, REGISTRY)
    assert (document is None) == any(i.severity == "loi" for i in issues)
    for issue in issues:
        assert issue.line >= 0
        assert issue.message
        assert str(issue)


@given(text=YAMLISH | st.text())
@settings(deadline=None)
def test_both_parsers_read_alike(text: str) -> None:
    """libyaml and PyYAML differ on a few malformed texts, never on what both accept."""
    fast, told = parse_yaml(text, "x.md")
    kept = yaml_strict._Composer
    yaml_strict._Composer = yaml_strict._python_composer()
    try:
        slow, told_slow = parse_yaml(text, "x.md")
    finally:
        yaml_strict._Composer = kept
    assert all(i.severity == "loi" for i in (*told, *told_slow))
    if fast is not None and slow is not None:
        assert _plain(fast) == _plain(slow)


@given(text=YAMLISH)
@settings(deadline=None)
def test_what_is_taken_means_what_yaml_means(text: str) -> None:
    found, issues = parse_yaml(text, "x.md")
    if found is None or issues or not found.entries:
        return
    assert _plain(found) == yaml.load(text, yaml.BaseLoader)  # noqa: S506 - builds only text


def _plain(value: Any) -> Any:
    if isinstance(value, yaml_strict.Text):
        return value.value
    if isinstance(value, yaml_strict.Seq):
        return [_plain(item) for item in value.items]
    return {key: _plain(item) for key, (_, item) in value.entries.items()}


# --- what is written is read -----------------------------------------------------------------

_NOTHING = ("null", "~", "none")
CHARS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
TEXTS = (
    st.text(CHARS, min_size=1, max_size=20)
    | st.sampled_from(
        [
            "no",
            "010",
            "1.10",
            "1:30",
            "a: b",
            "a #b",
            "- a",
            "'",
            '"',
            "\\",
            "[a",
            "{",
            "@",
            "%",
            "chua_ro",
        ]
    )
).map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))
LINES = TEXTS.map(lambda text: "x" if not text or text.lower() in _NOTHING else text)
TOPICS = LINES.map(lambda text: "đất đai" if bad_topic(text) else text)
MAYBE = st.just("") | LINES
DATES = (
    st.dates(date(1900, 1, 1), date(2100, 12, 31))
    .map(str)
    .flatmap(lambda day: st.sampled_from([day, day[:7], day[:4], "chua_ro", ""]))
)
IDS = st.from_regex(r"[a-z0-9-]{1,9}(/[a-z0-9-]{1,9}){1,3}", fullmatch=True).filter(
    lambda text: not re.search(r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(/|$)", text)
)
NUMBERS = st.sampled_from(["29-CT/TU", "30/2020/NĐ-CP", "12a-KH/BTCTU", "45/2019/QH14"])
RELATIONS = st.builds(
    StatedRelation,
    loai=st.sampled_from(get_args(QuanHe)),
    den=IDS | NUMBERS,
    dieu=MAYBE,
    khoan=MAYBE,
    diem=MAYBE,
    tu_ngay=DATES,
    trich=MAYBE,
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "loai": st.sampled_from([t.ten for t in doc_types()]),
    "trich_yeu": LINES,
    "so_hieu": NUMBERS | MAYBE,
    "co_quan": st.sampled_from(["", "tinh-uy-hai-duong"]),
    "chu_the": MAYBE,
    "ngay": DATES,
    "noi_ban_hanh": MAYBE,
    "hieu_luc_tu": DATES,
    "hieu_luc_den": DATES,
    "nguoi_ky": st.lists(st.builds(Signer, ten=LINES, chuc_vu=MAYBE, tu_cach=MAYBE), max_size=2),
    "linh_vuc": st.lists(TOPICS, max_size=3),
    "khoa": MAYBE,
    "luu_hanh": st.sampled_from(get_args(LuuHanh)),
    "toan_van": st.booleans(),
    "do_khan": MAYBE,
    "can_cu": st.lists(st.builds(Basis, trich=LINES, den=st.lists(IDS | NUMBERS, max_size=2).map(tuple)), max_size=2),
    "noi_nhan": st.lists(LINES, max_size=3),
    "quan_he": st.lists(RELATIONS, max_size=3),
    "quan_he_bo": st.lists(RELATIONS, max_size=2),
    "goc": st.lists(
        st.builds(Original, tep=st.just("a b.goc.pdf"), sha256=st.text("0123456789abcdef", min_size=64, max_size=64)),
        max_size=2,
    ),
    "id_cu": st.lists(IDS, max_size=2),
    "nguon": st.lists(LINES, max_size=2),
    "mau": st.booleans(),
    "chi_tieu": st.lists(st.builds(Target, ten=LINES, ky=MAYBE, dat=MAYBE), max_size=2),
    "nhiem_vu": st.lists(st.builds(Task, noi_dung=LINES, thuc_hien=IDS | NUMBERS | st.just(""), han=MAYBE), max_size=2),
    "ghi_chu": MAYBE | st.just("a\n\nb: c\n\td"),
}  # fmt: skip
METADATA = st.fixed_dictionaries(VALUES).map(
    lambda row: Metadata(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
)


def test_every_field_is_drawn() -> None:
    assert set(VALUES) == {f.name for f in fields(Metadata)}


@given(meta=METADATA, body=BODIES)
@settings(max_examples=60, deadline=None)
def test_read_of_write_is_the_same(meta: Metadata, body: str) -> None:
    text = emit_document(meta, body)
    document, issues = parse_document(PATH, text.encode("utf-8", "replace"), REGISTRY)
    if document is None:
        assert [i.code[:4] for i in issues if i.severity == "loi"] in (["mat-"], ["ky-t"])
        return
    assert document.meta == meta
    assert emit_document(document.meta, document.body) == emit_document(meta, document.body)


@given(
    meta=METADATA,
    other=METADATA,
    key=st.sampled_from(sorted(VALUES)),
    ends=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=60, deadline=None)
def test_surgery_changes_one_field(meta: Metadata, other: Metadata, key: str, ends: str) -> None:
    text = "---\n# trước\n" + emit_document(meta, "Thân\n")[4:]
    text = text.replace("\n---\n", "   # sau\n---\n", 1).replace("\n", ends)
    value = getattr(other, key)
    wanted = replace(meta, **{key: value})
    try:
        changed = set_field(text, key, value)
    except Refused:
        # a comment behind the last line may have become part of what is replaced
        return
    document, issues = parse_document(PATH, changed.encode("utf-8", "replace"), REGISTRY)
    if document is None:
        assert [i.code[:4] for i in issues] == ["mat-"]
        return
    assert document.meta == wanted
    assert "# trước" in changed
    assert changed.endswith(f"---{ends}{ends}Thân{ends}")


@given(meta=METADATA, relation=RELATIONS)
@settings(max_examples=40, deadline=None)
def test_adding_a_relation_adds_only_its_line(meta: Metadata, relation: StatedRelation) -> None:
    before = emit_document(meta, "")
    after = add_relation(before, relation)
    lines = after.split("\n")
    added = f"  - {emit_value(relation)}"
    at = len(lines) - 1 - lines[::-1].index(added)
    del lines[at]
    if not meta.quan_he:
        assert lines[at - 1] == "quan_he:"
        del lines[at - 1]
    assert "\n".join(lines) == before


# --- trees are trees -------------------------------------------------------------------------


@given(body=BODIES)
@settings(max_examples=300, deadline=None)
def test_provisions_nest_in_order_with_anchors_of_their_own(body: str) -> None:
    provisions, faults = parse_provisions(body)
    by_anchor = {p.anchor: p for p in provisions}
    assert len(by_anchor) == len(provisions)
    assert [p.start for p in provisions] == sorted({p.start for p in provisions})
    for p in provisions:
        assert re.fullmatch(r"[a-z0-9-]+", p.anchor)
        assert 0 <= p.start < p.end <= len(body)
        assert p.start == 0 or body[p.start - 1] == "\n"
        assert p.label in body[p.start : p.end] or p.level == "kem"
        if p.parent:
            above = by_anchor[p.parent]
            assert above.start < p.start
            assert p.end <= above.end
    for first, second in pairwise(provisions):
        assert second.start >= first.end or second.end <= first.end
    assert parse_provisions(body) == (provisions, faults)
    document = Document(id=DocId("a/b"), meta=Metadata(loai="A", trich_yeu="B"), body=body)
    lines = body.count("\n") + 1
    assert all(0 <= i.line <= lines for i in fault_issues("a/b.md", document, faults))


@given(body=BODIES)
@settings(deadline=None)
def test_quotations_are_disjoint_and_in_order(body: str) -> None:
    spans = quoted_spans(body)
    flat = [at for span in spans for at in span]
    assert flat == sorted(flat)
    assert all(0 <= a < b <= len(body) and body[a] in '“"' for a, b in spans)


@given(counts=st.lists(st.lists(st.integers(0, 23), max_size=5), min_size=1, max_size=6))
@settings(deadline=None)
def test_a_well_numbered_law_has_all_its_provisions_and_no_fault(counts: list[list[int]]) -> None:
    """Chương > Điều > khoản > điểm in the order of Nghị định 30/2020/NĐ-CP."""
    blocks: list[str] = []
    wanted: list[str] = []
    for n, clauses in enumerate(counts, 1):
        blocks += [f"## Chương {to_roman(n)}", "TÊN CHƯƠNG", f"### Điều {n}. Tên điều"]
        wanted += [f"chuong-{n}", f"dieu-{n}"]
        for k, points in enumerate(clauses, 1):
            blocks.append(f"{k}. Nội dung “trích” của khoản:")
            wanted.append(f"dieu-{n}-khoan-{k}")
            for letter in LETTERS[:points]:
                blocks.append(f"{letter}) Nội dung;")
                wanted.append(f"dieu-{n}-khoan-{k}-diem-{letter.replace('đ', 'dd')}")
    provisions, faults = parse_provisions("\n\n".join(blocks))
    assert [p.anchor for p in provisions] == wanted
    assert faults == ()


@given(body=BODIES, mark=st.sampled_from(["MẬT", "TỐI MẬT", "T U Y Ệ T  M Ậ T", "DỰ THẢO"]))
@settings(deadline=None)
def test_a_stamp_is_found_wherever_it_stands(body: str, mark: str) -> None:
    assert secrecy_of_text("", f"{body}\n\n{mark}\n\n{body}", PATH) is not None
