"""The end of a text: the signature by its signer's name, the recipients beside it, nothing else."""

from __future__ import annotations

import re

import pytest

from vanban.site.closing import laid_out

NAME = "Nguyễn Văn Mẫu"
SIGNED = "<p>TM. ỦY BAN NHÂN DÂN</p>\n<p>KT. CHỦ TỊCH</p>\n<p><strong>PHÓ CHỦ TỊCH</strong></p>\n<p>(Đã ký)</p>\n<p>Nguyễn Văn Mẫu</p>"
TO = "<p><em><strong>Nơi nhận:</strong></em></p>\n<ul>\n<li>Như Điều 3;</li>\n<li>Lưu: VT.</li>\n</ul>"
TEXT = '<p id="dieu-1" class="vb-dieu">Điều 1. Như cũ.</p>\n<p>Chỉ thị này có hiệu lực.</p>'


def laid(html: str, *names: str) -> tuple[str, bool]:
    out, signed = laid_out(html.encode(), names or (NAME,))
    assert _words(out.decode()) == _words(html)
    assert out.count(b"<div") == out.count(b"</div")
    return out.decode(), signed


def _words(html: str) -> str:
    return re.sub(r"</?div[^>]*>|\s+", "", html)


def box(html: str, name: str) -> str:
    found = re.search(f'<div class="{name}">\n(.*?)\n</div>', html, re.S)
    return found[1] if found else ""


def test_a_signature_and_the_recipients_before_it() -> None:
    html, signed = laid(f"{TEXT}\n{TO}\n{SIGNED}")
    assert signed
    assert box(html, "vb-ket__ky") == SIGNED
    assert box(html, "vb-ket__nhan") == TO
    assert html.startswith(f'{TEXT}\n<div class="vb-ket">')


def test_recipients_after_it_and_an_appendix_with_the_name_in_it() -> None:
    appendix = f'<h2 id="phu-luc">Phụ lục</h2>\n<table>\n<td>{NAME}</td>\n</table>\n<p>{NAME}</p>'
    html, signed = laid(f"{TEXT}\n{SIGNED}\n{TO}\n{appendix}")
    assert signed
    assert box(html, "vb-ket__ky") == SIGNED
    assert box(html, "vb-ket__nhan") == TO
    assert html.endswith(f"</div>\n{appendix}")


@pytest.mark.parametrize(
    "last",
    [
        "<p>Đã ký: Nguyễn Văn Mẫu</p>",
        "<p>( Đã ký )</p>\n<p>Nguyễn Văn Mẫu</p>",
        "<p>(đã kí)</p>\n<p>Nguyễn Văn Mẫu</p>",
        "<p>Thượng tướng Nguyễn Văn Mẫu</p>",
        "<p><strong>Nguyễn Văn Mẫu</strong></p>",
    ],
)
def test_ways_to_write_the_last_line(last: str) -> None:
    html, signed = laid(f"{TEXT}\n<p>CHỦ TỊCH</p>\n{last}")
    assert signed
    assert box(html, "vb-ket__ky") == f"<p>CHỦ TỊCH</p>\n{last}"


def test_several_signers_sign_one_closing() -> None:
    both = "<p>CHỦ TỊCH</p>\n<p>Lê Thị Mẫu</p>\n<p>TỔNG THƯ KÝ</p>\n<p>Nguyễn Văn Mẫu</p>"
    assert box(laid(f"{TEXT}\n{both}", "Lê Thị Mẫu", NAME)[0], "vb-ket__ky") == both


def test_one_paragraph_with_breaks() -> None:
    one = "<p><strong>T/M BAN BÍ THƯ</strong><br />\n(Đã ký)<br />\nNguyễn Văn Mẫu</p>"
    assert box(laid(f"{TEXT}\n{one}")[0], "vb-ket__ky") == one


def test_a_table_of_both() -> None:
    table = f"<table>\n<td>Nơi nhận:</td>\n<td>CHỦ TỊCH<br />{NAME}</td>\n</table>"
    html, signed = laid(f"{TEXT}\n{table}")
    assert signed
    assert html == f'{TEXT}\n<div class="vb-ket">{table}</div>'


@pytest.mark.parametrize(
    "end",
    [
        f"<p>{NAME}</p>",
        f"<p>Chủ tịch là ông</p>\n<p>{NAME}</p>",
        f"<p>Danh sách có {NAME}</p>",
        f"<p>CHỦ TỊCH</p>\n<p>Người được phân công theo quyết định là ông {NAME}</p>",
        f"<table>\n<td>{NAME}</td>\n</table>",
        "<p>CHỦ TỊCH</p>\n<p>Lê Văn Khác</p>",
        "",
    ],
)
def test_what_is_no_signature_stays_as_it_is(end: str) -> None:
    assert laid(f"{TEXT}\n{end}") == (f"{TEXT}\n{end}", False)


def test_recipients_far_above_are_not_drawn_over_provisions() -> None:
    html, signed = laid(f"{TO}\n{TEXT}\n{SIGNED}")
    assert signed
    assert not box(html, "vb-ket__nhan")


def test_marks_of_citations_within_stay_in_their_order() -> None:
    to = TO.replace("Như Điều 3", "Như \ue000Điều 3\ue001")
    html, _ = laid(f"{TEXT} \ue000Luật\ue001\n{to}\n{SIGNED}")
    assert re.findall("\ue000(.*?)\ue001", html) == ["Luật", "Điều 3"]


def test_no_signer_no_search() -> None:
    assert laid_out(SIGNED.encode(), ()) == (SIGNED.encode(), False)
