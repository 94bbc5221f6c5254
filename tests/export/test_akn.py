"""Akoma Ntoso: valid, whole, and named by the naming convention."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from akn_shape import faults
from exporting import HOSTILE, ROOT, SECRET
from lxml import etree

from vanban.export.akn import NAMESPACE, akn_bytes
from vanban.export.gathering import Gathered, gathered
from vanban.export.iri import eid, kind_of, work

NS = {"a": NAMESPACE}
DECISION = "tinh-mau/2021/05-qd-ubnd"


def made(archive: Gathered, id_: str) -> etree._Element:
    source = archive.document(id_)
    assert source is not None
    return etree.fromstring(
        akn_bytes(archive.record(id_), archive.heavy(id_), source, archive.facts)
    )


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def shown(archive: Gathered, id_: str) -> str:
    """The letters a reader of the page sees, without marks and the list of footnotes."""
    html = archive.heavy(id_).html.decode()
    bare = re.sub(
        r'<a class="headerlink".*?</a>|<div class="footnote".*|<[^>]+>', "", html, flags=re.S
    )
    return letters(unescape(bare))


@pytest.mark.parametrize("level", ["archive", "inner_archive"])
def test_every_document_is_as_the_schema_wants_it(
    level: str, request: pytest.FixtureRequest, schema: etree.XMLSchema | None
) -> None:
    archive = request.getfixturevalue(level)
    for id_ in archive.ids:
        root = made(archive, id_)
        assert list(faults(root)) == [], id_
        assert schema is None or schema.validate(root), schema.error_log


def test_our_own_archive_is_valid_and_loses_no_word(schema: etree.XMLSchema | None) -> None:
    with gathered(ROOT / "directives", "noi_bo") as archive:
        for id_ in archive.ids:
            root = made(archive, id_)
            assert list(faults(root)) == [], id_
            assert schema is None or schema.validate(root), schema.error_log
            text = "".join(
                "".join(part.itertext())
                for part in root.iterfind(".//a:*", NS)
                if etree.QName(part).localname in ("preamble", "body", "mainBody", "conclusions")
            )
            assert letters(text) == shown(archive, id_), id_


def test_the_hierarchy_is_that_of_the_text(archive: Gathered) -> None:
    root = made(archive, DECISION)
    article = root.find(".//a:chapter[@eId='chp_1']/a:article[@eId='art_1']", NS)
    assert article is not None
    assert article.findtext("a:num", namespaces=NS) == "Điều 1."
    heading = article.find("a:heading", NS)
    assert heading is not None
    assert "".join(heading.itertext()).startswith("Phạm vi")
    note = heading.find(".//a:authorialNote", NS)
    assert note is not None
    assert "".join(note.itertext()).strip() == "Chú thích một."
    point = root.find(".//a:point[@eId='art_1__para_1__point_a']", NS)
    assert point is not None
    assert [etree.QName(b).localname for b in point.find("a:content", NS)] == [
        "p",
        "ul",
        "table",
        "p",
    ]
    assert point.findtext(".//a:td/a:p", namespaces=NS) == "1 < 2"
    chapter = root.find(".//a:chapter", NS)
    assert chapter is not None
    assert chapter.findtext("a:heading", namespaces=NS) == "QUY ĐỊNH CHUNG"
    duty = root.find(".//a:article[@eId='art_3']", NS)
    assert duty is not None
    assert duty.find("a:heading", NS) is None
    assert (duty.findtext("a:content/a:p", namespaces=NS) or "").startswith("Chánh Văn phòng")


def test_what_no_clause_covers_stands_around_the_body(archive: Gathered) -> None:
    root = made(archive, DECISION)
    bases = ["".join(c.itertext()) for c in root.iterfind(".//a:citation", NS)]
    assert bases == ["Căn cứ Luật Đất đai số 45/2013/QH13;", "Theo đề nghị của Giám đốc Sở;"]
    body = root.find(".//a:body", NS)
    assert body is not None
    assert [child.get("eId") for child in body] == ["chp_1", "khac_1", "kem_1", "phu-luc_1"]
    assert letters("".join(body[1].itertext())) == "TMỦYBANNHÂNDÂNCHỦTỊCH"
    assert body.find(".//a:article[@eId='kem_1__art_1']", NS) is not None


def test_references_name_works_and_clauses(archive: Gathered) -> None:
    root = made(archive, DECISION)
    found = {"".join(r.itertext()): r.get("href") for r in root.iterfind(".//a:ref", NS)}
    assert found["Luật Đất đai số 45/2013/QH13"] == "/akn/vn/act/luat/2013/45-2013-qh13"
    directive = "/akn/vn/act/chi-thi/tinh-uy-mau/2020-01-02/01-ct-tu"
    assert found["Chỉ thị số 01-CT/TU"] in (directive, f"{directive}/~art_1")
    assert found["Quyết định này"] == "#art_2__para_1"


def test_amendments_are_metadata_of_both_sides(archive: Gathered) -> None:
    change = made(archive, DECISION).find(".//a:activeModifications/a:textualMod", NS)
    assert change is not None
    assert change.get("type") == "substitution"
    assert change.find("a:source", NS).get("href") == "#art_2"
    target = "/akn/vn/act/chi-thi/tinh-uy-mau/2020-01-02/01-ct-tu/~art_1"
    assert change.find("a:destination", NS).get("href") == target
    amended = made(archive, "tinh-mau/2020/01-ct-tu")
    passive = amended.find(".//a:passiveModifications/a:textualMod", NS)
    assert passive is not None
    assert passive.find("a:destination", NS).get("href") == "#art_1"
    event = amended.find(".//a:eventRef[@type='amendment']", NS)
    assert event is not None
    assert event.get("date") == "2021-05-06"


def test_hostile_words_stay_words(archive: Gathered) -> None:
    root = made(archive, "tinh-mau/2022/la")
    name = root.find(".//a:FRBRname", NS)
    assert name is not None
    wanted = HOSTILE.replace("\u202e", "").replace("\u0007", "")
    assert letters(name.get("value")) == letters(wanted)
    assert "\u202e" not in "".join(root.itertext())


def test_days_not_known_whole_say_so(archive: Gathered) -> None:
    days = {
        id_: [
            (d.get("date"), d.get("name")) for d in made(archive, id_).iterfind(".//a:FRBRdate", NS)
        ]
        for id_ in archive.ids
    }
    assert set(days["tinh-mau/2022/la"]) == {("2022-03-01", "chi-biet-thang")}
    assert set(days["tinh-mau/2022/khong-so"]) == {("0001-01-01", "chua-ro")}
    assert set(days[DECISION]) == {("2021-05-06", "ban-hanh")}


def test_nothing_of_an_internal_document_is_in_the_public_files(archive: Gathered) -> None:
    texts = [etree.tostring(made(archive, i), encoding="unicode") for i in archive.ids]
    assert len(texts) == 4
    assert [t for t in texts if SECRET in t or "kin" in re.findall(r'value="[^"]*/(\w+)"', t)] == []


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("dieu-5", "art_5"),
        ("dieu-5-khoan-2-diem-dd", "art_5__para_2__point_dd"),
        ("dieu-12a-khoan-1-2", "art_12a__para_1-2"),
        ("chuong-2-muc-1-tieu-muc-3", "chp_2__sec_1__subsec_3"),
        ("kem-1-dieu-duy-nhat", "kem_1__art_duy-nhat"),
        ("phu-luc-2-mau-1", "phu-luc_2__mau_1"),
        ("noi-dung-chinh", "noi-dung-chinh"),
    ],
)
def test_names_of_clauses(anchor: str, name: str) -> None:
    assert eid(anchor) == name


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (("Nghị định", "chinh-phu", "2020-03-05", "30/2020/NĐ-CP", ""),
         "/akn/vn/act/nghi-dinh/chinh-phu/2020-03-05/30-2020-nd-cp"),
        (("Luật", "", "", "45/2013/QH13", ""), "/akn/vn/act/luat/2013/45-2013-qh13"),
        (("Tờ trình", "tinh-uy-mau", "2022", "", "chua-so-1"),
         "/akn/vn/doc/to-trinh/tinh-uy-mau/2022/chua-so-1"),
        (("Chỉ thị", "tinh-uy-mau", "", "chua_ro", "x"), "/akn/vn/act/chi-thi/tinh-uy-mau/khong-ro/x"),
    ],
)  # fmt: skip
def test_names_of_works(facts: tuple[str, str, str, str, str], name: str) -> None:
    assert work(*facts) == name


def test_rules_are_acts_and_the_rest_documents() -> None:
    assert [kind_of(t) for t in ("Nghị quyết", "Luật", "Báo cáo", "")] == [
        "act",
        "act",
        "doc",
        "doc",
    ]


def test_the_schema_is_no_file_of_ours() -> None:
    assert not list(Path(ROOT / "scripts").rglob("*.xsd"))
