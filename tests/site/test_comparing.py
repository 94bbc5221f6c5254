"""Pages of two documents side by side: what they say, in words, and where their links lead."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World, document

from vanban.compare.quoted import placed, read_command, reworded, tops, wordings
from vanban.facts import MemoryFacts
from vanban.fragment import Record
from vanban.making import make_fragment
from vanban.pairs import Pair, pairs_of
from vanban.registry import archive_registry
from vanban.site.assemble import Assembler
from vanban.site.compare_page import compare_content, compare_title
from vanban.site.compare_view import CompareView, compare_view
from vanban.site.comparing import pairs_made_by
from vanban.state import Blobs

OLD, NEW, AMENDING = "tinh-mau/2015/cu", "tinh-mau/2022/moi", "tinh-mau/2020/sua"

OLD_TEXT = """\
Căn cứ Luật Tổ chức chính quyền địa phương;

### Điều 1. Tiếp nhận đơn

1. Bộ phận một cửa nhận đơn của người dân vào các ngày làm việc trong tuần.

2. Đơn được trả lời trong 15 ngày.

3. Người cao tuổi được mời vào nhận trước, không phải lấy số thứ tự chờ.

### Điều 2. Lưu sổ

1. Sổ <b>ghi</b> đơn lưu ở văn phòng ba năm.

### Điều 3. Phí tiếp nhận

1. Không thu phí tiếp nhận đơn.

### Điều 4. Hiệu lực

1. Quyết định này có hiệu lực từ ngày ký.

**Nơi nhận:**

- Lưu VT.
"""
NEW_TEXT = """\
Căn cứ Luật Tổ chức chính quyền địa phương;

### Điều 1. Giải thích

1. Bộ phận một cửa là nơi xã tiếp dân.

### Điều 2. Tiếp nhận đơn

1. Bộ phận một cửa nhận đơn của người dân vào các ngày làm việc trong tuần.

2. Đơn được trả lời trong 10 ngày.

### Điều 3. Lưu sổ

1. Sổ <b>ghi</b> đơn lưu ở văn phòng ba năm.

2. Người cao tuổi được mời vào nhận trước, không phải lấy số thứ tự chờ.

### Điều 4. Hiệu lực

1. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015 của Ủy ban nhân dân Tỉnh mẫu.
"""
AMENDING_TEXT = """\
### Điều 1. Sửa đổi một số điều của Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015

1. Sửa đổi khoản 2 Điều 1 Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015 như sau:

> “2. Đơn được trả lời trong 12 ngày.”

2. Bổ sung Điều 2a vào sau Điều 2 Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015 như sau:

> “Điều 2a. Sổ điện tử
>
> 1. Sổ điện tử được sao lưu hằng tuần.”

3. Thay cụm từ “văn phòng” bằng cụm từ “kho lưu trữ” tại khoản 1 Điều 2.

4. Bãi bỏ Điều 3 Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015.
"""


def written(number: str, day: str, body: str, title: str = "Quy định tiếp nhận đơn") -> str:
    return document(
        so_hieu=number, loai="Quyết định", co_quan="ubnd-mau", ngay=day, trich_yeu=title, body=body
    )


@cache
def archive() -> Assembler:
    """The three documents, linked in memory."""
    root = Path(mkdtemp(prefix="vanban-so-sanh-"))
    world = World(root=root).start()
    world.put(f"{OLD}.md", written("11/2015/QĐ-UBND", "2015-03-02", OLD_TEXT))
    world.put(f"{NEW}.md", written("22/2022/QĐ-UBND", "2022-05-06", NEW_TEXT))
    amending = written("33/2020/QĐ-UBND", "2020-05-06", AMENDING_TEXT, "Sửa đổi Quy định tiếp nhận")
    world.put(f"{AMENDING}.md", amending)
    registry = archive_registry(world.directives)[0]
    records: dict[str, Record] = {}
    data = b""
    for path in sorted(world.written):
        if path.endswith(".md"):
            raw = world.written[path].encode()
            made = make_fragment(path, raw, (0, len(raw)), registry, "noi_bo")
            assert made.record, made.issues
            records[made.record.id] = made.record._replace(blob=0, offset=len(data))
            data += made.blob
    (root / "blob").write_bytes(data)
    return Assembler(MemoryFacts(registry, "2026-09-21", records), Blobs(root, ["blob"]))


def view_of(new: str = NEW) -> CompareView:
    (pair,) = [p for p in pairs_of(archive().facts, OLD) if p.new == new]
    return compare_view(pair, archive())


def page_of(new: str = NEW) -> str:
    return compare_content(view_of(new)).decode()


def section(page: str, anchor: str) -> str:
    """The part of a page under one heading."""
    found = re.search(rf'<section[^>]* id="{anchor}".*?</section>', page, re.S)
    assert found, anchor
    return found[0]


def test_pairs_are_those_of_the_relations() -> None:
    assert pairs_of(archive().facts, OLD) == (
        Pair(OLD, NEW, "thay_the"), Pair(OLD, AMENDING, "sua_doi"),
    )  # fmt: skip
    assert pairs_of(archive().facts, NEW) == (Pair(OLD, NEW, "thay_the"),)
    assert [page.url for page in pairs_made_by(OLD, archive())] == []
    assert [page.url for page in pairs_made_by(NEW, archive())] == [view_of().url]


def test_the_page_says_what_became_of_each_article() -> None:
    page = page_of()
    assert (
        compare_title(view_of())
        == "So sánh Quyết định 22/2022/QĐ-UBND với Quyết định 11/2015/QĐ-UBND"
    )
    assert view_of().comparison.counts() == (0, 3, 1, 1, 0)
    for told in ("<b>3</b> điều sửa", "<b>1</b> điều thêm", "<b>1</b> điều bỏ"):
        assert told in page
    assert "2 dòng chữ ký, nơi nhận và chú thích không đem so." in page
    moved = section(page, "dieu-2")
    assert "<del>15</del>" in moved
    assert "<ins>10</ins>" in moved
    assert "trước là <a" in moved
    assert "Giữ nguyên lời: khoản 1" in moved
    assert "Thêm khoản 1" in section(page, "dieu-1")
    assert "Bỏ khoản 1" in section(page, "cu-dieu-3")


def test_a_clause_in_another_article_is_named_in_both() -> None:
    page = page_of()
    there, here = section(page, "dieu-2"), section(page, "dieu-3")
    assert 'chuyển sang <a href="#dieu-3">khoản 2 Điều 3</a>' in there
    assert "chuyển từ <a" in here
    assert "khoản 3 Điều 1</a> của văn bản trước" in here


def test_changes_are_linked_to_the_next() -> None:
    page = page_of()
    places = re.findall(r'id="([^"]+)" tabindex="-1" data-ss-doi', page)
    assert places == ["dieu-1", "dieu-2", "dieu-3", "cu-dieu-3", "dieu-4"]
    for one, other in itertools.pairwise(places):
        assert f'<a href="#{other}">Thay đổi sau</a>' in section(page, one)
        assert f'<a href="#{one}">Thay đổi trước</a>' in section(page, other)


def test_an_amendment_stands_with_its_command() -> None:
    page = page_of(AMENDING)
    assert "<del>15</del>" in section(page, "dieu-1-khoan-2")
    assert "<ins>12</ins>" in section(page, "dieu-1-khoan-2")
    assert "Thêm" in section(page, "dieu-2a")
    assert "sao lưu hằng tuần" in section(page, "dieu-2a")
    assert "<del>văn phòng</del>" in section(page, "dieu-2-khoan-1")
    assert "<ins>kho lưu trữ</ins>" in section(page, "dieu-2-khoan-1")
    assert "Bỏ" in section(page, "cu-dieu-3")
    assert page.count('class="vb-ss__lenh"') == 4
    assert f"vb/{AMENDING}/index.html#dieu-1-khoan-3" in page


@pytest.mark.parametrize("new", [NEW, AMENDING])
def test_the_page_is_sound(new: str) -> None:
    page = page_of(new)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert " style=" not in page
    assert "<b>ghi</b>" not in page
    for tag in ("ins", "del", "details", "section", "div", "p"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag


COMMAND = (
    "4. Sửa đổi khoản 2; bổ sung Điều 7a như sau:\n“2. Hai.\na) Điểm a;\nđ) Điểm đ.”\n"
    "“Điều 7a. Tên\n1. Một.”;"
)


def test_commands_are_told_from_what_they_set() -> None:
    told, quotes = read_command(COMMAND)
    assert told == "4. Sửa đổi khoản 2; bổ sung Điều 7a như sau:"
    assert quotes == ("2. Hai.\na) Điểm a;\nđ) Điểm đ.", "Điều 7a. Tên\n1. Một.")
    assert placed(quotes[0], ["dieu-5-khoan-2", "dieu-7a"]) == [
        ("dieu-5-khoan-2", "2. Hai."),
        ("dieu-5-khoan-2-diem-a", "a) Điểm a;"),
        ("dieu-5-khoan-2-diem-dd", "đ) Điểm đ."),
    ]
    assert [a for a, _ in placed(quotes[1], ["dieu-5-khoan-2", "dieu-7a"])] == [
        "dieu-7a", "dieu-7a-khoan-1",
    ]  # fmt: skip
    assert placed("Không số.", ["kem-1-dieu-3-khoan-1"]) == [("kem-1-dieu-3-khoan-1", "Không số.")]
    assert placed("b) Hai.", ["kem-1-dieu-3-diem-b"])[0][0] == "kem-1-dieu-3-diem-b"
    assert read_command("1. Sửa Điều 2 như sau: “Điều 2. Một dòng.”.").quotes == (
        "Điều 2. Một dòng.",
    )
    assert read_command("Bãi bỏ Điều 2.") == ("Bãi bỏ Điều 2.", ())


def test_wording_is_replaced_where_the_command_says() -> None:
    (one, other) = wordings(
        "a) Thay cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại Điều 7; thay từ “Sở” bằng từ “Ban” tại khoản 1 Điều 8;"
    )
    assert one[1] == "Điều 7"
    assert other[1].startswith("khoản 1 Điều 8")
    assert (
        reworded(one[0], "Ủy ban nhân dân cấp huyện báo cáo.") == "Ủy ban nhân dân cấp xã báo cáo."
    )
    assert (
        reworded("Bổ sung cụm từ “và xã” vào sau cụm từ “thôn”", "Ở thôn này.")
        == "Ở thôn và xã này."
    )
    assert (
        reworded("Bỏ cụm từ “và tương đương”", "Cấp xã và tương đương lập sổ.") == "Cấp xã lập sổ."
    )
    assert reworded("Sửa đổi khoản 1", "Giữ nguyên.") == "Giữ nguyên."
    assert wordings("1. Sửa đổi khoản 1 Điều 2 như sau:") == []


def test_only_what_stands_in_nothing_else_is_a_top() -> None:
    assert tops(["dieu-1", "dieu-1-khoan-2", "dieu-12", "dieu-1"]) == ["dieu-1", "dieu-12"]


@given(text=st.text(alphabet='“”"\n 1.a)ĐiềuB', max_size=60))
def test_any_text_can_be_read_as_a_command(text: str) -> None:
    command = read_command(text)
    sections = [s for quote in command.quotes for s in placed(quote, ["dieu-1"])]
    assert all(anchor for anchor, _ in sections)
