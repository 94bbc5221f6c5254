"""The gold sets are well formed, the scorer scores, and nothing found once is lost again."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import accuracy
import notation
import page
import place
import pytest
import sets
from score import Mark, Tally, score
from sources import PRESENT
from statements import Statement

from vanban.model import MentionKind, QuanHe

OWN = sets.rows(sets.OWN)
MARKED = sets.rows(sets.CITE.with_name("corpora-cite.marks.jsonl"))
STATED = sets.rows(sets.RELATIONS.with_name("corpora-relations.marks.jsonl"))
_NUMBER = re.compile(r"[\w.]*(?:[-/&][\w.&]+)*")


def mentions(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [m for row in rows for m in row["citations"]]


@pytest.mark.parametrize("row", OWN, ids=[str(r["id"]) for r in OWN])
def test_offsets_of_our_own_passages(row: dict[str, Any]) -> None:
    text = unicodedata.normalize("NFC", row["text"])
    for m in row["citations"]:
        assert text[m["start"] : m["end"]] == m["surface"]
    assert place.problems(text, [Mark.read(m) for m in row["citations"]]) == []


def test_our_own_set_is_compiled_from_its_sources() -> None:
    assert notation.own_rows() == OWN


def test_our_own_set_is_as_large_as_told() -> None:
    forms = Counter(str(r["form"]) for r in OWN)
    assert len(OWN) >= 260
    assert len({r["id"] for r in OWN}) == len(OWN)
    assert sum(n for form, n in forms.items() if form.startswith("neg-")) >= 60
    long = [r for r in OWN if str(r["form"]).startswith("long-")]
    assert len(long) >= 40
    assert all(300 <= len(str(r["text"])) <= 800 for r in long)
    plain = [r for r in OWN if str(r["text"]) != unicodedata.normalize("NFC", str(r["text"]))]
    assert {r["form"] for r in plain} == {"decomposed"}


@pytest.mark.parametrize("rows", [OWN, MARKED], ids=["own", "corpora"])
def test_fields_are_canonical(rows: list[dict[str, Any]]) -> None:
    for m in mentions(rows):
        assert m["type"], m
        assert m["kind"] in get_args(MentionKind), m
        assert _NUMBER.fullmatch(m["number"] or ""), m
        assert re.fullmatch(r"|\d{4}(-\d\d-\d\d)?|--\d\d-\d\d", m["year_or_date"] or ""), m
        if m["kind"] in ("full", "list-member") or (m["kind"] == "short" and "optional" not in m):
            assert m["number"], m
        else:
            assert m["kind"] == "short" or not m["number"], m


def test_marks_of_the_corpora_are_as_many_as_told() -> None:
    drawn = {p.id: p for p in sets.passages()}
    assert [r["id"] for r in MARKED] == list(drawn)
    assert len([m for m in mentions(MARKED) if not m.get("optional")]) >= 500
    assert len({p.file for p in drawn.values()}) >= 40
    assert 0.25 < sum(p.aside for p in drawn.values()) / len(drawn) < 0.4
    for row in MARKED:
        read = [Mark.read(m) for m in row["citations"]]  # type: ignore[attr-defined]
        assert place.problems("x" * drawn[str(row["id"])].length, read) == []


def test_marks_hold_no_text() -> None:
    """Labels only: a field that quotes more than a name, a body or a clause would be the source's."""
    held = {"start", "end", *Mark.__dataclass_fields__, "note"}
    assert all(m.keys() <= held for m in mentions(MARKED))
    assert max(len(str(v)) for m in mentions(MARKED) for v in m.values()) <= 130


def test_statements_of_the_corpora_are_as_many_as_told() -> None:
    drawn = {p.id: p for p in sets.passages(sets.RELATIONS)}
    found = [(drawn[str(r["id"])], s) for r in STATED for s in r["relations"]]  # type: ignore[attr-defined]
    sure = [(p, s) for p, s in found if not s.get("optional")]
    assert [r["id"] for r in STATED] == list(drawn)
    assert len(sure) >= 200
    assert len({p.file for p, _ in sure}) >= 60
    for passage, row in found:
        stated = Statement.read(row)
        assert stated.quan_he in get_args(QuanHe)
        assert stated.number or stated.name
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", stated.tu_ngay)
        assert 0 <= row["start"] < row["end"] <= passage.length
        assert "at" not in row


@pytest.mark.corpora
def test_passages_are_the_ones_marked() -> None:
    """Each hash holds; where the corpora aren't there is nothing to read, and nothing scored."""
    found = [item for aside in (False, True) for item in sets.corpora(sets.CITE, aside=aside)]
    found += [item for aside in (False, True) for item in sets.corpora(sets.RELATIONS, aside=aside)]
    assert len(found) == (len(MARKED) + len(STATED) if PRESENT else 0)
    for item in found:
        spans = [m for m in item.marks if isinstance(m, Mark)]
        assert place.problems(item.text, spans) == []


GOLD = Mark(start=10, end=30, type="Luật", number="31/2024/QH15", year_or_date="2024", kind="full")


def faults_of(*predicted: Mark, gold: tuple[Mark, ...] = (GOLD,)) -> tuple[list[str], Tally]:
    tally = Tally()
    faults = score("p", gold, predicted, [tally])
    return [f"{f.place} {f.what}" for f in faults], tally


def test_what_is_right_has_no_fault() -> None:
    faults, tally = faults_of(GOLD)
    assert faults == []
    assert tally.figures() == {
        "mentions": 1, "spurious": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0, "exact": 1.0,
        "f1_exact": 1.0, "type": 1.0, "number": 1.0, "year_or_date": 1.0, "issuer": None,
        "pinpoint": None, "kind": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "faults", "figure"),
    [
        ({"start": 12}, ["10-30 span"], "exact"),
        ({"number": "31/2024/QH14"}, ["10-30 number"], "number"),
        ({"type": "Bộ luật"}, ["10-30 type"], "type"),
        ({"year_or_date": "2024-01-18"}, ["10-30 year_or_date"], "year_or_date"),
        ({"issuer": "Quốc hội"}, ["10-30 issuer"], "issuer"),
        ({"pinpoint": "Điều 3"}, ["10-30 pinpoint"], "pinpoint"),
        ({"kind": "short"}, ["10-30 kind"], "kind"),
        ({"start": 30, "end": 40}, ["10-30 missed", "30-40 spurious"], "f1"),
    ],
)
def test_what_is_wrong_lowers_its_figure(
    change: dict[str, Any], faults: list[str], figure: str
) -> None:
    told, tally = faults_of(replace(GOLD, **change))
    assert told == faults
    assert tally.figures()[figure] == 0


def test_the_longest_overlap_matches_and_each_once() -> None:
    first, second = replace(GOLD, end=18), replace(GOLD, start=18)
    assert faults_of(first, second)[0] == ["10-18 spurious", "10-30 span"]
    assert faults_of(GOLD, gold=(first, second))[0] == ["10-18 missed", "18-30 span"]


def test_a_dont_care_counts_neither_way() -> None:
    free = replace(GOLD, optional=True)
    for predicted in ((), (GOLD,), (replace(GOLD, end=50),)):
        faults, tally = faults_of(*predicted, gold=(free,))
        assert faults == []
        assert (tally.gold, tally.predicted) == (0, 0)
    beside = replace(GOLD, start=30, end=60)
    assert faults_of(replace(GOLD, start=25, end=60), gold=(free, beside))[0] == ["30-60 span"]


def test_kinds_are_counted_by_the_gold() -> None:
    kinds = {"full": Tally(), "named": Tally()}
    named = replace(GOLD, start=40, end=50, number="", kind="named")
    score("p", [GOLD, named], [GOLD], (), kinds)
    assert {k: t.figures()["recall"] for k, t in kinds.items()} == {"full": 1.0, "named": 0.0}


STATED_ONE = Statement(quan_he="bai_bo", number="07/2020/NĐ-CP", provision="khoản 2 Điều 5")


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []),
        ({"number": "7/2020/NĐ-CP", "name": "Nghị định"}, []),
        ({"provision": "Điều 5 khoản 2"}, []),
        ({"provision": "Điều 5"}, ["provision"]),
        ({"tu_ngay": "2025-07-01"}, ["tu_ngay"]),
        ({"source_provision": "Điều 9"}, ["source_provision"]),
        ({"quan_he": "sua_doi"}, ["missed", "spurious"]),
        ({"number": "08/2020/NĐ-CP"}, ["missed", "spurious"]),
        ({"number": "", "name": "Nghị định"}, ["missed", "spurious"]),
    ],
)
def test_statements_match_by_relation_and_document(
    change: dict[str, Any], faults: list[str]
) -> None:
    found = score("p", [STATED_ONE], [replace(STATED_ONE, **change)])
    assert [f.what for f in found] == faults


def test_of_two_statements_the_likest_matches() -> None:
    other = replace(STATED_ONE, provision="Điều 9")
    assert score("p", [STATED_ONE, other], [other, STATED_ONE]) == []
    assert [str(f) for f in score("p", [STATED_ONE], [other, STATED_ONE])] == [
        "p bai_bo 07/2020/NĐ-CP Điều 9 spurious"
    ]


def test_names_of_laws_match_whatever_their_capitals() -> None:
    law = Statement(quan_he="can_cu", type="Luật", name="Luật Thủy lợi")
    assert score("p", [law], [replace(law, name="Luật thuỷ lợi")]) == []


def test_quoted_words_are_placed_behind_each_other() -> None:
    text = "Luật Giá và Luật\nGiá; Luật Phí"
    rows = [
        {"surface": "Luật Giá", "type": "Luật"},
        {"surface": "Luật Giá"},
        {"surface": "Nghị định"},
    ]
    found, lost = place.placed(text, rows, "cite")
    assert found == [{"start": 0, "end": 8, "type": "Luật"}, {"start": 12, "end": 20}]
    assert lost == ["Nghị định"]


def test_notation() -> None:
    block = "= f nfd\n⟦Luật\\u00A0Giá⟧ ạ\nn?|Luật||2023||Điều 1#why\n"
    (row,) = notation.compiled(block, Counter())
    assert row["text"] == unicodedata.normalize("NFD", "Luật\u00a0Giá ạ")
    assert row["citations"] == [{
        "start": 0, "end": 8, "surface": "Luật\u00a0Giá", "type": "Luật", "number": None,
        "year_or_date": "2023", "issuer": None, "pinpoint": "Điều 1", "kind": "named",
        "optional": True, "note": "why",
    }]  # fmt: skip
    with pytest.raises(ValueError, match="1 spans, 0 rows"):
        list(notation.compiled("= f\n⟦Luật Giá⟧\n", Counter()))


@cache
def of_our_own() -> accuracy.Result:
    return accuracy.scored(sets.own())


def test_gained_and_lost() -> None:
    result = of_our_own()
    wrong = [str(f) for f in result.faults]
    gained, lost = accuracy.changes(result, {"wrong": [*wrong[1:], "gone 1-2 span"]})
    assert gained == ["gone 1-2 span"]
    assert [str(f) for f in lost] == wrong[:1]


def test_nothing_is_lost_in_our_own_set() -> None:
    kept = json.loads(accuracy.RESULT.read_text("utf-8"))["own"]
    _, lost = accuracy.changes(of_our_own(), kept)
    assert [str(f) for f in lost] == []


def test_the_result_is_written_as_json_one_can_read_in_a_diff() -> None:
    kept = accuracy.RESULT.read_text("utf-8")
    assert accuracy.compact(json.loads(kept)) + "\n" == kept
    assert max(map(len, kept.splitlines())) < 400


def test_the_page_tells_the_result(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = page.PAGE.read_text("utf-8")
    monkeypatch.setattr(page, "PAGE", tmp_path / "page.md")
    page.write(json.loads(accuracy.RESULT.read_text("utf-8")))
    assert (tmp_path / "page.md").read_text("utf-8") == kept


def test_dev_py_without_corpora_says_so_and_scores_our_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(accuracy, "PRESENT", False)
    monkeypatch.setattr(sets, "PRESENT", False)
    assert accuracy.main(["--aside"]) == 0
    said = capsys.readouterr().out
    assert "VANBAN_SHARED" in said
    assert page.SETS["own"] in said
    assert page.SETS["tuned"] not in said
