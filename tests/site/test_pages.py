"""What a document's page says, and that nothing of a document can break out of it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from vanban.model import Basis, Metadata, Signer, Target, Validity
from vanban.site.pages import (
    document_content,
    document_description,
    document_title,
    document_toc,
    official_citation,
)
from vanban.site.views import (
    SLOT_CLOSE,
    SLOT_OPEN,
    Backlink,
    DocLine,
    DocumentView,
    Link,
    LinkOutcome,
    OriginalLine,
    RelationLine,
    TaskLine,
)

View = Callable[..., DocumentView]
Line = Callable[..., DocLine]
EVIL = '<script>alert("x")</script>'


class Words(HTMLParser):
    """The text a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def shown(html: bytes) -> str:
    parser = Words()
    parser.feed(html.decode())
    return " ".join(" ".join(parser.parts).split())


def section(html: bytes, anchor: str) -> str:
    """The text of one section."""
    inner = html.partition(f'id="{anchor}"'.encode())[2].partition(b"</section>")[0]
    return shown(b"<p " + inner)


@pytest.fixture
def rich(view: View, line: Line) -> DocumentView:
    """A view that has one of everything, with markup where plain text belongs."""
    row = line(trich_yeu=EVIL, so_hieu=EVIL, co_quan_ten=EVIL)
    relation = RelationLine(
        label="thay thế", line=row, provision=EVIL, source=EVIL, evidence=EVIL, tu_ngay="2024-02-20"
    )
    slot = LinkOutcome(kind="ambiguous", tip=EVIL, candidates=(row,))
    return view(
        meta={
            "trich_yeu": EVIL, "so_hieu": EVIL, "chu_the": EVIL, "noi_ban_hanh": EVIL,
            "nguoi_ky": (Signer(ten=EVIL, chuc_vu=EVIL),), "khoa": EVIL, "do_khan": EVIL,
            "nguon": (EVIL,), "ghi_chu": EVIL, "mau": True, "toan_van": False,
            "can_cu": (Basis(trich=EVIL),), "noi_nhan": (EVIL,),
            "chi_tieu": (Target(ten=EVIL, ke_hoach=EVIL),),
        },
        html=b"<p>" + SLOT_OPEN + b"A" + SLOT_CLOSE + b"</p>",
        slots=(slot,),
        co_quan=Link(label=EVIL, href="duyet/co-quan/x/index.html"),
        linh_vuc=(Link(label=EVIL, href="duyet/linh-vuc/x/index.html"),),
        validity=Validity(status="het", reason=EVIL, evidence=EVIL, since="2025-01-01"),
        validity_by=row,
        relations_out=(relation, RelationLine(label="căn cứ", text=EVIL)),
        backlinks=(Backlink(line=row, sentence=EVIL, anchor="dieu-1", label=EVIL, mark=(2, 9)),),
        tasks=(TaskLine(noi_dung=EVIL, line=row, han="2025"), TaskLine(noi_dung=EVIL, text=EVIL)),
        originals=(OriginalLine(ten=EVIL, href="vb/a.pdf", sha256="00", size=1_234_567),),
        notes=(EVIL,),
    )  # fmt: skip


def test_every_text_is_escaped(rich: DocumentView) -> None:
    html = document_content(rich).decode()
    # the only one is ours, of data, at the very end
    assert html.count("<script") == html.count("</script") == 1
    assert html.endswith("</script>")
    assert html.count("&lt;script&gt;") > 25


def test_the_page_is_well_formed(rich: DocumentView) -> None:
    html = document_content(rich).decode().partition("<script")[0]
    html = re.sub(r"<(br|wbr)>", r"<\1/>", html)
    html = re.sub(r" (hidden|download)(?=[ >])", r' \1=""', html)
    tree = ET.fromstring(html)  # noqa: S314 - our own page
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_every_section_named_in_the_contents_exists(rich: DocumentView) -> None:
    html = document_content(rich).decode()
    rows = document_toc(rich)
    assert len(rows) >= 9
    for _, anchor, label in rows:
        assert re.search(rf'<h2 id="{anchor}">{label}</h2>', html)
        assert f'href="#{anchor}"' in html


def test_empty_sections_are_absent(view: View) -> None:
    plain = view()
    assert [anchor for _, anchor, _ in document_toc(plain)] == ["vb-thuoc-tinh"]
    assert "vb-lich-su" not in document_content(plain).decode()
    assert "<section" not in document_content(plain).decode()


def test_links_climb_to_the_root(rich: DocumentView) -> None:
    html = document_content(rich).decode()
    places = [h for h in re.findall(r'href="([^"]+)"', html) if not h.startswith("#")]
    assert "van-ban.json" in places
    places = [place for place in places if place != "van-ban.json"]
    assert all(re.match(r"(\.\./){4}(vb|duyet|tim-kiem)/[^.]", place) for place in places)


def test_the_status_can_be_counted_again_in_the_page(view: View) -> None:
    html = document_content(view(hieu_luc_tu="2024-02-09", hieu_luc_den="2025-12-31")).decode()
    badge = 'data-tt="con" data-tu="2024-02-09" data-den="2025-12-31">Còn hiệu lực<'
    assert badge in html


def test_a_status_shows_reason_evidence_and_who_stands_for_it(view: View, line: Line) -> None:
    validity = Validity(
        status="het", reason="Bị thay thế.", since="2024-02-20", evidence="thay thế Quy định số 12",
        confirmed=True,
    )  # fmt: skip
    text = shown(document_content(view(validity=validity, validity_by=line())))
    assert "Hết hiệu lực từ 20/02/2024 Bị thay thế." in text
    assert "Quy định 12-QĐ/TU Về chế độ họp thay thế Quy định số 12 Đã có người xác nhận" in text


def test_the_statement_of_currency_counts_what_is_open(view: View) -> None:
    kinds: list[Any] = ["not_held", "not_held", "unclear", "self"]
    html = b"".join(SLOT_OPEN + b"x" + SLOT_CLOSE for _ in kinds)
    slots = tuple(LinkOutcome(kind=kind, tip=str(n)) for n, kind in enumerate(kinds))
    text = shown(document_content(view(html=html, slots=slots)))
    assert "Theo những văn bản kho đang giữ , cập nhật đến 23/11/2026 . Còn 2 dẫn chiếu" in text
    assert "kho chưa giữ và 1 dẫn chiếu chưa xác định được ." in text


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        ({"mau": True}, "Văn bản mẫu."),
        ({"toan_van": False}, "Chỉ có tóm tắt, kho chưa giữ toàn văn."),
        ({"luu_hanh": "noi_bo"}, "Nội bộ."),
    ],
)
def test_what_sets_a_record_apart_is_said_at_the_top(
    view: View, meta: dict[str, Any], words: str
) -> None:
    text = shown(document_content(view(meta=meta)))
    assert words in text[:400]
    assert words not in shown(document_content(view()))


def test_unknown_is_said_and_none_is_left_out(view: View) -> None:
    unknown = shown(document_content(view(meta={"so_hieu": "chua_ro", "ngay": "chua_ro"})))
    assert "Chỉ thị (số chưa rõ)" in unknown
    assert "Ngày ban hành chưa rõ" in unknown
    none = shown(document_content(view(meta={"so_hieu": "", "ngay": ""})))
    assert "Ngày ban hành" not in none
    assert "Số, ký hiệu" not in none


def test_relations_are_grouped_by_label_in_order(view: View, line: Line) -> None:
    rows = tuple(
        RelationLine(label=label, line=line(id=f"a/{n}", so_hieu=f"{n}-CT/TU"))
        for n, label in enumerate(("thay thế", "căn cứ", "thay thế"), 1)
    )
    part = section(document_content(view(relations_out=rows)), "vb-quan-he")
    assert re.search(r"Thay thế .*1-CT/TU.*3-CT/TU.* Căn cứ .*2-CT/TU", part)
    assert part.count("Thay thế") == 1


def test_a_relation_to_a_document_not_held_names_it(view: View) -> None:
    rows = (RelationLine(label="căn cứ", text="Luật số 10/2022/QH15"),)
    text = shown(document_content(view(relations_out=rows)))
    assert "Luật số 10/2022/QH15 Kho chưa giữ văn bản này." in text


def test_an_uncertain_relation_says_why(view: View) -> None:
    rows = (
        RelationLine(label="dẫn chiếu đến", text="Quy định số 15", kind="ambiguous"),
        RelationLine(label="dẫn chiếu đến", text="Quyết định trên", kind="unclear", note="Mờ."),
    )
    text = shown(document_content(view(relations_out=rows)))
    assert "Quy định số 15 Có nhiều văn bản khớp với câu chữ này." in text
    assert "Quyết định trên Mờ." in text


def test_backlinks_are_grouped_marked_and_lead_to_the_clause(view: View, line: Line) -> None:
    row = line()
    rows = (
        Backlink(
            line=row, sentence="Theo Chỉ thị 05.", anchor="dieu-1", label="Điều 1", mark=(5, 15)
        ),
        Backlink(line=row, sentence="Như Chỉ thị 05.", anchor="dieu-2", label="Điều 2"),
    )
    html = document_content(view(backlinks=rows)).decode()
    assert "Theo <mark>Chỉ thị 05</mark>." in html
    assert 'vb/tinh-mau/2019/12-qd-tu/index.html#dieu-2">Điều 2</a>' in html
    assert html.count('class="vb-dong"') == 1


@pytest.mark.parametrize(
    ("meta", "citation"),
    [
        # Party style has a comma before the date, State style none.
        (
            {"chu_the": "Ban Thường vụ Tỉnh ủy"},
            "Chỉ thị số 05-CT/TU, ngày 09/02/2024 của Ban Thường vụ Tỉnh ủy về công tác dân vận",
        ),
        (
            {"loai": "Nghị định", "so_hieu": "30/2020/NĐ-CP", "ngay": "2020-03-05",
             "chu_the": "Chính phủ", "trich_yeu": "Công tác văn thư"},
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư",
        ),
        (
            {"loai": "Luật", "so_hieu": "01/2011/QH13", "ngay": "2011-11-11",
             "trich_yeu": "Lưu trữ", "chu_the": "Quốc hội"},
            "Luật Lưu trữ số 01/2011/QH13 ngày 11/11/2011 của Quốc hội",
        ),
        ({"so_hieu": "", "ngay": "2022"}, "Chỉ thị về công tác dân vận"),
    ],
)  # fmt: skip
def test_official_citation(view: View, meta: dict[str, Any], citation: str) -> None:
    assert official_citation(view(meta=meta)) == citation


def test_title_and_description_are_plain_text(view: View) -> None:
    assert document_title(view()) == "Chỉ thị 05-CT/TU: Về công tác dân vận"
    assert document_description(view()) == (
        "Chỉ thị số 05-CT/TU, ngày 09/02/2024 về công tác dân vận. Còn hiệu lực."
    )
    undated = view(meta={"ngay": ""})
    assert document_description(undated).startswith("Chỉ thị 05-CT/TU: Về công tác dân vận.")


def test_every_field_of_the_metadata_has_a_place(rich: DocumentView) -> None:
    """A field added to the model must be shown or be named here with its reason."""
    elsewhere = {"quan_he", "goc", "nhiem_vu"}  # resolved into relations, originals and tasks
    machinery = {"id_cu", "quan_he_bo", "co_quan", "linh_vuc", "hieu_luc_tu", "hieu_luc_den"}
    shown_fields = {
        "loai", "trich_yeu", "so_hieu", "chu_the", "ngay", "noi_ban_hanh", "nguoi_ky", "khoa",
        "luu_hanh", "toan_van", "do_khan", "can_cu", "noi_nhan", "nguon", "mau",
        "chi_tieu", "ghi_chu",
    }  # fmt: skip
    assert set(Metadata.__dataclass_fields__) == elsewhere | machinery | shown_fields


def test_recipients_and_bases_are_attributes(view: View) -> None:
    meta = {
        "noi_nhan": ("Ban Bí thư", "Lưu Văn phòng"),
        "can_cu": (Basis(trich="Căn cứ Quy chế A;", den=("tinh-mau/2020/quy-che",)),),
    }
    html = document_content(view(meta=meta)).decode()
    assert "<dt>Nơi nhận</dt><dd>Ban Bí thư<br>Lưu Văn phòng</dd>" in html
    assert "Căn cứ ban hành" not in html  # the full text opens with them
    summary = document_content(view(meta=meta | {"toan_van": False})).decode()
    assert "<dt>Căn cứ ban hành</dt><dd>Căn cứ Quy chế A;</dd>" in summary
    assert "Nơi nhận" not in document_content(view()).decode()
