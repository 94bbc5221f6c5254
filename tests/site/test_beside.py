"""What lies beside a document's page: data for cards and programs, pages for what is too much for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vanban.model import Basis, Metadata, Signer
from vanban.publish.policy import ASK, caching
from vanban.publish.stamps import pool_path
from vanban.site.cards import card_script
from vanban.site.far import PIECE, far_pages
from vanban.site.letterhead import letterhead, paper_end
from vanban.site.pages import document_content
from vanban.site.record import linked_data, record_json
from vanban.site.related import FAR, FAR_BY_CLAUSE, FAR_CLAUSES, SHOWN, SHOWN_OF_CLAUSE
from vanban.site.views import (
    Backlink,
    CardClause,
    CitationLine,
    ClauseLine,
    ClauseNote,
    DocLine,
    DocumentView,
    Link,
    LinkOutcome,
    NotedClause,
    OriginalLine,
    RelationLine,
)

ROOT = Path(__file__).parents[2]
View = Callable[..., DocumentView]
Line = Callable[..., DocLine]
EVIL = '</script><script>alert("x")</script>'
PARTY = {"co_quan": Link(label="Tỉnh ủy Tỉnh mẫu", href="x"), "he": "dang"}
STATE = {"co_quan": Link(label="Hội đồng nhân dân Tỉnh mẫu", href="x"), "he": "nha_nuoc"}


def citing(line: Line, count: int, year: int = 2020) -> tuple[Backlink, ...]:
    return tuple(
        Backlink(line=line(id=f"a/{year}/{n}", ngay=f"{year}-{n % 12 + 1:02}-01"), sentence="Theo.")
        for n in range(count)
    )


def amended(line: Line, other: str, *clauses: str) -> tuple[RelationLine, ...]:
    return tuple(
        RelationLine(
            label="được sửa đổi, bổ sung bởi", line=line(id=other), provision=clause,
            source="khoản 1 Điều 1", evidence=f"Sửa đổi {clause}", quan_he="sua_doi",
            tu_ngay="2024-01-01",
        )
        for clause in clauses
    )  # fmt: skip


def test_an_amending_document_is_one_line_with_its_clauses(view: View, line: Line) -> None:
    rels = amended(line, "a/1", *(f"Điều {n}" for n in range(1, 151)))
    html = document_content(view(relations_in=rels)).decode()
    part = html.partition('id="vb-quan-he"')[2].partition("</section>")[0]
    assert part.count('class="vb-dong"') == 1
    assert "đối với Điều 1, Điều 2, Điều 3," in part
    assert "<summary>150 câu nói đến</summary>" in part
    assert "từ 01/01/2024" in part


def test_popular_documents_stay_light(view: View, line: Line) -> None:
    popular = view(backlinks=citing(line, 400))
    assert len(document_content(popular)) < 25_000
    html = document_content(popular).decode()
    assert html.count('class="vb-dong"') == SHOWN
    assert f'/{FAR}">Thêm {400 - SHOWN} văn bản: xem tất cả</a>' in html


def test_few_others_need_no_page(view: View, line: Line) -> None:
    assert list(far_pages(view(backlinks=citing(line, SHOWN)))) == []


def test_more_stand_on_one_page_beside(view: View, line: Line) -> None:
    rels = amended(line, "a/2020/1", "Điều 1")
    pages = list(far_pages(view(backlinks=citing(line, SHOWN + 1), relations_in=rels)))
    assert [page.name for page in pages] == [FAR]
    html = pages[0].content.decode()
    assert html.count('class="vb-dong"') == SHOWN + 1
    assert "<b>Được sửa đổi, bổ sung bởi</b>: Điều 1" in html


def test_a_new_citing_document_changes_its_own_piece(view: View, line: Line) -> None:
    def pieces(*extra: Backlink) -> dict[str, bytes]:
        many = (*citing(line, PIECE + 20, 2021), *citing(line, 30, 2020), *extra)
        return {page.name: page.content for page in far_pages(view(backlinks=many))}

    before = pieces()
    assert {"dan-chieu.html", "dan-chieu-2020.html", "dan-chieu-2021-01.html"} <= before.keys()
    assert "dan-chieu-2021.html" not in before
    assert sum(html.count(b'class="vb-dong"') for html in before.values()) == PIECE + 50
    unknown = Backlink(line=line(id="b", ngay=""), sentence="Theo.")
    after = pieces(unknown)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"dan-chieu.html", "dan-chieu-khong-ro.html"}


def test_a_list_of_clauses_moves_when_it_is_long(view: View, line: Line) -> None:
    def cited(count: int) -> DocumentView:
        lines = tuple((line(id=f"a/{n}"), "") for n in range(SHOWN_OF_CLAUSE))
        clauses = tuple(ClauseLine(f"dieu-{n}", f"Điều {n}", lines) for n in range(count))
        return view(
            clauses=clauses,
            html=b'<p id="dieu-1" class="vb-dieu">x<a class="headerlink" href="#dieu-1">.</a></p>',
        )

    few = document_content(cited(2)).decode()
    assert 'href="#vb-dd-dieu-1"' in few
    assert '<li id="vb-dd-dieu-1">' in few
    many = cited(FAR_CLAUSES // SHOWN_OF_CLAUSE + 1)
    html = document_content(many).decode()
    assert f'href="{FAR_BY_CLAUSE}#vb-dd-dieu-1"' in html
    assert 'vb-dd-dieu-1"><a' not in html
    (page,) = far_pages(many)
    assert page.name == FAR_BY_CLAUSE
    assert b'<li id="vb-dd-dieu-1"><a href="index.html#dieu-1">' in page.content


def test_a_note_stands_before_its_clause_with_both_wordings(view: View, line: Line) -> None:
    note = ClauseNote(
        quan_he="sua_doi", line=line(id="a/1", so_hieu="9-QĐ/TU"), source="khoản 1 Điều 1",
        source_anchor="dieu-1-khoan-1", tu_ngay="2030-01-01", sap=True, before="1. Cũ.", after="1. Mới <b>.",
    )  # fmt: skip
    gone = note._replace(quan_he="bai_bo", after="", evidence="Bãi bỏ khoản 2.", sap=False)
    noted = (
        NotedClause("dieu-5-khoan-1", "khoản 1 Điều 5", True, "con", (note,)),
        NotedClause("dieu-5-khoan-2", "khoản 2 Điều 5", True, "het", (gone,)),
        NotedClause("", "Phụ lục 9", False, "chua_ro", (note,)),
    )
    blocks = "".join(
        f'\n<p id="dieu-5-khoan-{n}" class="vb-khoan">{n}.<a class="headerlink" href="#dieu-5-khoan-{n}">.</a></p>'
        for n in (1, 2)
    )
    html = document_content(
        view(noted=noted, html=b"<p>\xc4\x90\xe1\xba\xa7u.</p>" + blocks.encode())
    ).decode()
    body = html.partition('id="vb-noi-dung">')[2]
    assert body.startswith('<aside class="vb-ghi')  # what has no place stands at the head
    assert re.search(r'khoản 1 Điều 5">.*</aside>\n<p id="dieu-5-khoan-1"', body, re.S)
    assert re.search(r'khoản 2 Điều 5">.*</aside>\n<p id="dieu-5-khoan-2"', body, re.S)
    assert "<dt>Trước</dt><dd>1. <del>Cũ</del>.</dd>" in body
    assert "<dt>Sau</dt><dd>1. <ins>Mới &lt;b&gt;</ins>.</dd>" in body
    assert 'a/1/index.html#dieu-1-khoan-1">Quy định 9-QĐ/TU, khoản 1 Điều 1</a>' in body
    assert 'data-tu="2030-01-01">chưa đến ngày</span>' in body
    assert "Bị bãi bỏ từ 01/01/2030" in body
    assert "Được bổ sung hoặc sửa đổi" in body
    assert "vb-co-ghi" in html


def test_what_is_still_to_come_is_told_in_head_and_history(view: View, line: Line) -> None:
    coming = [
        rel._replace(tu_ngay="2031-02-03", sap=True)
        for rel in amended(line, "a/1", "Điều 1", "Điều 2")
    ]
    html = document_content(view(relations_in=tuple(coming))).decode()
    assert 'data-ngay="2031-02-03,2031-02-03"' in html
    history = html.partition('id="vb-lich-su"')[2].partition("</section>")[0]
    assert "09/02/2024</time><div>Ban hành" in history
    assert "03/02/2031</time><div>Được sửa đổi, bổ sung bởi <a" in history
    assert "</a>: Điều 1, Điều 2 <span" in history
    assert history.index("Ban hành") < history.index("Được sửa đổi")


def card_of(script: bytes) -> Any:
    m = re.fullmatch(r'vanban\.the\(1,"([^"]+)",(.*)\);\n', script.decode(), re.S)
    assert m
    return m[1], json.loads(m[2])


def test_card_data_hold_the_head_and_the_cited_clauses(view: View, line: Line) -> None:
    assert card_script(view()) == b""
    clauses = (
        CardClause("dieu-1", "Điều 1", "Họp."),
        CardClause("dieu-2", "Điều 2", "Làm.", "het", "Bị bãi bỏ."),
    )
    id_, data = card_of(
        card_script(view(backlinks=citing(line, 1), card=clauses, hieu_luc_tu="2024-02-09"))
    )
    assert id_ == "tinh-mau/2024/05-ct-tu"
    assert data == {
        "ten": "Chỉ thị 05-CT/TU", "tr": "Về công tác dân vận", "ph": "09/02/2024", "tt": "con",
        "tu": "2024-02-09", "den": "",
        "dk": {"dieu-1": ["Điều 1", "Họp."], "dieu-2": ["Điều 2", "Làm.", "het", "Bị bãi bỏ."]},
    }  # fmt: skip


def test_the_record_for_programs(view: View, line: Line) -> None:
    outcome = LinkOutcome(kind="resolved", target="a/1", anchor="dieu-2")
    open_one = LinkOutcome(kind="ambiguous", tip="Hai văn bản.", candidates=(line(id="b/1"),))
    cites = tuple(
        CitationLine("Chỉ thị 1", "Chỉ thị", "1-CT/TU", "", "Điều 2", "dieu-1", o)
        for o in (outcome, open_one)
    )
    made = view(
        citations=cites, relations_in=amended(line, "a/9", "Điều 3"), backlinks=citing(line, 2)
    )
    data = json.loads(record_json(made))
    assert data["hieu_luc"]["tinh_trang"] == "con"
    assert data["quan_he_den"][0]["van_ban"] == "a/9"
    assert [c["ket_qua"] for c in data["dan_chieu"]] == ["da_noi", "nhieu_kha_nang"]
    assert data["dan_chieu"][0]["neo"] == "dieu-2"
    assert data["dan_chieu"][1]["ung_vien"] == ["b/1"]
    assert data["duoc_dan_boi"] == ["a/2020/0", "a/2020/1"]


def test_every_field_a_program_may_ask_for_is_in_the_record(view: View) -> None:
    # relations are there resolved, with tasks; notes and rejected relations are the clerk's
    apart = {"quan_he", "quan_he_bo", "goc", "nhiem_vu", "chi_tieu", "ghi_chu", "id_cu"}
    validity = {"hieu_luc_tu", "hieu_luc_den"}
    data = json.loads(record_json(view()))
    assert set(Metadata.__dataclass_fields__) - apart - validity <= data.keys()


def test_bases_and_recipients_as_printed(view: View) -> None:
    """What a basis cites may be a document this build doesn't hold: its id isn't told here."""
    basis = Basis(trich="Căn cứ Quy chế A", den=("tinh-mau/2020/quy-che",))
    data = json.loads(record_json(view(meta={"can_cu": (basis,), "noi_nhan": ("Ban Bí thư",)})))
    assert (data["can_cu"], data["noi_nhan"]) == (["Căn cứ Quy chế A"], ["Ban Bí thư"])
    assert "tinh-mau/2020/quy-che" not in json.dumps(data)


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def test_every_key_of_the_record_is_told(view: View, line: Line) -> None:
    told = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "du-lieu.md").read_text("utf-8")))
    outcomes = (LinkOutcome(kind="resolved", target="a/1"), LinkOutcome(kind="not_held"))
    made = view(
        meta={"nguoi_ky": (Signer(ten="Lê Văn Mẫu"),)}, relations_in=amended(line, "a/9", "Điều 3"),
        citations=tuple(CitationLine("x", "x", "x", "", "", "", o) for o in outcomes),
        originals=(OriginalLine(ten="a.goc.pdf", href="vb/a.goc.pdf", sha256="00"),),
    )  # fmt: skip
    # a signer's parts and the mark of his capacity are told with the front matter
    assert keys_of(json.loads(record_json(made))) - told <= {"chuc_vu", "tu_cach", "ten"}


def test_linked_data_end_nowhere_but_at_their_end(view: View) -> None:
    made = linked_data(view(meta={"trich_yeu": EVIL}, hieu_luc_tu="2024-02-09", **PARTY), "../../")
    assert made.count("</script") == 1
    data = json.loads(
        made.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    )
    assert data["@type"] == "Legislation"
    assert data["name"].endswith(EVIL)
    assert data["legislationIdentifier"] == "05-CT/TU"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["temporalCoverage"] == "2024-02-09/.."


@pytest.mark.parametrize(
    ("he", "words"),
    [
        (PARTY, ["<b>TỈNH ỦY TỈNH MẪU</b><br>*", "ĐẢNG CỘNG SẢN VIỆT NAM", "<p>Số 05-CT/TU</p>"]),
        (STATE, ["<b>HỘI ĐỒNG NHÂN DÂN TỈNH MẪU</b></p>", "Độc lập - Tự do - Hạnh phúc", "<p>Số: 05-CT/TU</p>"]),
    ],
)  # fmt: skip
def test_paper_has_the_head_of_its_system(view: View, he: dict[str, Any], words: list[str]) -> None:
    html = letterhead(view(meta={"noi_ban_hanh": "Tỉnh mẫu"}, **he))
    assert all(word in html for word in words)
    assert "<i>Tỉnh mẫu, ngày 09 tháng 02 năm 2024</i>" in html


def test_a_summary_is_not_printed_as_if_it_were_the_text(view: View) -> None:
    summary = view(meta={"toan_van": False, "nguoi_ky": (Signer(ten="Lê Văn Mẫu"),)}, **PARTY)
    assert letterhead(summary) == paper_end(summary, "") == ""
    assert "vb-tom-tat" in document_content(summary).decode()


def test_a_signature_is_printed_once(view: View) -> None:
    meta = {"nguoi_ky": (Signer(ten="Lê Văn Mẫu", tu_cach="T/M Ban Thường vụ", chuc_vu="Bí thư"),)}
    html = paper_end(view(meta=meta), "https://kho.example/")
    assert "<b>T/M BAN THƯỜNG VỤ</b><br><b>BÍ THƯ</b><br><br><b>Lê Văn Mẫu</b>" in html
    assert "https://kho.example/</p>" in html
    assert "vb-ky" not in paper_end(view(meta=meta, html="<p>Lê Văn Mẫu</p>".encode()), "")


def test_data_of_cards_are_asked_for_anew_like_pages() -> None:
    """They have no stamp: a page of one release and a card of another go together."""
    path = "vb/tinh-mau/2024/05-ct-tu/the.js"
    assert caching(path) == caching("vb/tinh-mau/2024/05-ct-tu/index.html") == ASK
    assert pool_path(path, {"assets/vanban/vanban.js": "85213208"}) == ""
