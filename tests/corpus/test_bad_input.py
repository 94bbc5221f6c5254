"""Every fault a file can have: the exact words, and the place they point to."""

from __future__ import annotations

import unicodedata

import pytest

from vanban.corpus.read import parse_document
from vanban.tables import load_registry

REGISTRY = load_registry()
PATH = "tinh-uy-hai-duong/2013/29-ct-tu.md"
HEAD = "loai: Chỉ thị\ntrich_yeu: Về việc thử\nluu_hanh: noi_bo\n"


def told(raw: bytes, path: str = PATH) -> list[str]:
    document, issues = parse_document(path, raw, REGISTRY)
    assert (document is None) == any(i.severity == "loi" for i in issues)
    return [str(i).removeprefix(path) for i in issues]


def head(text: str) -> bytes:
    return f"---\n{text}---\n\nNội dung.\n".encode()


TABLE: dict[str, tuple[bytes, list[str]]] = {
    "empty": (
        b"",
        [
            ":1:1: loi [tep-rong] Tệp rỗng. Cách sửa: Bắt đầu tệp bằng một dòng “---”, rồi các trường như “loai: Chỉ thị”, rồi một dòng “---”.",
        ],
    ),
    "blank": (
        b"\n \n",
        [
            ":1:1: loi [tep-rong] Tệp rỗng. Cách sửa: Bắt đầu tệp bằng một dòng “---”, rồi các trường như “loai: Chỉ thị”, rồi một dòng “---”.",
        ],
    ),
    "no-fence": (
        "Chỉ thị về việc thử\n".encode(),
        [
            ":1:1: loi [thieu-phan-dau] Tệp không bắt đầu bằng “---” mà bằng “Chỉ thị về việc thử”. Cách sửa: Bắt đầu tệp bằng một dòng “---”, rồi các trường như “loai: Chỉ thị”, rồi một dòng “---”.",
        ],
    ),
    "unclosed": (
        b"---\nloai: A\n",
        [
            ":1:1: loi [phan-dau-khong-dong] Phần đầu mở bằng “---” mà không có dòng “---” đóng lại. Cách sửa: Thêm một dòng chỉ có “---” sau trường cuối cùng, trước nội dung văn bản.",
        ],
    ),
    "broken-yaml": (
        head(HEAD + 'chu_the: "Ban Thường vụ\n'),
        [
            ":5:10: loi [yaml-sai] Dấu nháy mở ra mà không đóng lại. Cách sửa: Thêm dấu nháy đóng ở cuối giá trị.",
        ],
    ),
    "colon-in-value": (
        head("loai: Chỉ thị\ntrich_yeu: Về việc: thử\nluu_hanh: noi_bo\n"),
        [
            ':3:19: loi [yaml-sai] Giá trị có dấu hai chấm mà không nằm trong dấu nháy, hoặc dòng thụt vào sai. Cách sửa: Đặt cả giá trị trong dấu nháy kép: trich_yeu: "…".',
        ],
    ),
    "tab": (
        head(HEAD + "quan_he:\n\t- {loai: thay_the, den: 1-CT/TU}\n"),
        [
            ":6:1: loi [yaml-sai] Thụt vào bằng phím Tab. Cách sửa: Thay bằng dấu cách.",
        ],
    ),
    "at-sign": (
        head(HEAD + "chu_the: @ban\n"),
        [
            ":5:10: loi [yaml-sai] Giá trị bắt đầu bằng ký tự “@”, YAML không cho phép. Cách sửa: Đặt cả giá trị trong dấu nháy kép.",
        ],
    ),
    "not-a-mapping": (
        head("- loai\n"),
        [
            ":2:1: loi [yaml-sai] Phần đầu không phải là các dòng “khóa: giá trị”. Cách sửa: Mỗi dòng viết một khóa, dấu hai chấm, một dấu cách rồi giá trị: “loai: Chỉ thị”.",
        ],
    ),
    "doubled-key": (
        head(HEAD + "loai: Quy định\n"),
        [
            ":5:1: loi [yaml-khoa-lap] Khóa “loai” viết hai lần. Cách sửa: Giữ một dòng, xóa dòng kia.",
        ],
    ),
    "doubled-in-record": (
        head(HEAD + "nguoi_ky: {ten: A B, ten: C D}\n"),
        [
            ":5:22: loi [yaml-khoa-lap] Khóa “ten” viết hai lần. Cách sửa: Giữ một dòng, xóa dòng kia.",
        ],
    ),
    "doubled-circulation": (
        head(HEAD + "luu_hanh: cong_khai\n"),
        [
            ":5:1: canh_bao [luu-hanh-chua-ro] Khóa “luu_hanh” viết hai lần; tính là chua_ro, văn bản không được xuất bản. Cách sửa: Giữ một dòng “luu_hanh”, xóa dòng kia.",
        ],
    ),
    "alias-bomb": (
        head(HEAD + "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        [
            ':5:4: loi [yaml-sai] Có dấu “&” hoặc “*” đứng đầu giá trị, YAML hiểu là tham chiếu. Cách sửa: Đặt cả giá trị trong dấu nháy kép: "* …", hoặc viết lại giá trị ở từng chỗ.',
        ],
    ),
    "alias": (
        head(HEAD + "chu_the: *ban\n"),
        [
            ':5:10: loi [yaml-sai] Có dấu “&” hoặc “*” đứng đầu giá trị, YAML hiểu là tham chiếu. Cách sửa: Đặt cả giá trị trong dấu nháy kép: "* …", hoặc viết lại giá trị ở từng chỗ.',
        ],
    ),
    "tag": (
        head(HEAD + "chu_the: !!python/object:os.system x\n"),
        [
            ":5:10: loi [yaml-sai] Có nhãn kiểu “!!python/object:os.system” của YAML, không được dùng ở đây. Cách sửa: Bỏ phần bắt đầu bằng “!”, hoặc đặt cả giá trị trong dấu nháy kép.",
        ],
    ),
    "merge-key": (
        head(HEAD + "<<: {khoa: XV}\n"),
        [
            ":5:1: loi [yaml-sai] Khóa gộp “<<” của YAML không được dùng ở đây. Cách sửa: Viết đủ từng trường.",
        ],
    ),
    "deep": (
        head(HEAD + "linh_vuc: " + "[" * 13 + "]" * 13 + "\n"),
        [
            ":5:22: loi [yaml-sai] Dữ liệu lồng nhau quá 12 tầng. Cách sửa: Viết mỗi trường trên một dòng, không lồng danh sách trong danh sách.",
        ],
    ),
    "very-deep": (
        head(HEAD + "linh_vuc: " + "[" * 60_000 + "\n"),
        [
            ":5:22: loi [yaml-sai] Dữ liệu lồng nhau quá 12 tầng. Cách sửa: Viết mỗi trường trên một dòng, không lồng danh sách trong danh sách.",
        ],
    ),
    "long-head": (
        head(HEAD + "ghi_chu: " + "x" * 70_000 + "\n"),
        [
            ":2:1: loi [yaml-sai] Phần đầu dài 70.064 ký tự, quá 65.536 ký tự. Cách sửa: Chuyển nội dung dài xuống phần thân, dưới dòng “---” thứ hai.",
        ],
    ),
    "control": (
        head(HEAD + "chu_the: a\x07b\n"),
        [
            ":5:11: loi [yaml-sai] Có ký tự điều khiển U+0007 không nhìn thấy được. Cách sửa: Xóa ký tự ấy; thường do chép từ PDF hoặc Word.",
        ],
    ),
    "unknown-key": (
        head(HEAD + "so_hiu: 29-CT/TU\n"),
        [
            ":5:1: loi [khoa-la] Không có khóa “so_hiu”. Cách sửa: Có phải “so_hieu”?",
        ],
    ),
    "unknown-key-far": (
        head(HEAD + "zzz: 1\n"),
        [
            ":5:1: loi [khoa-la] Không có khóa “zzz”. Cách sửa: Các khóa được dùng: so_hieu, loai, trich_yeu, co_quan, chu_the, ngay, noi_ban_hanh, hieu_luc_tu, hieu_luc_den, nguoi_ky, linh_vuc, khoa, luu_hanh, toan_van, do_khan, can_cu, noi_nhan, quan_he, quan_he_bo, goc, id_cu, nguon, mau, chi_tieu, nhiem_vu, ghi_chu.",
        ],
    ),
    "list-for-text": (
        head("loai: Chỉ thị\ntrich_yeu: [a, b]\nluu_hanh: noi_bo\n"),
        [
            ":3:12: loi [sai-kieu] “trich_yeu” là danh sách, cần một dòng chữ. Cách sửa: Viết “trich_yeu: …” trên một dòng; giá trị có dấu “[”, “{” thì đặt trong dấu nháy kép.",
        ],
    ),
    "text-for-record": (
        head(HEAD + "nguoi_ky: Nguyễn Văn A\n"),
        [
            ":5:11: loi [sai-kieu] “nguoi_ky” cần nhóm khóa con. Cách sửa: Viết “{ten: …, chuc_vu: …, tu_cach: …}”.",
        ],
    ),
    "group-for-list": (
        head(HEAD + "linh_vuc: {a: b}\n"),
        [
            ":5:11: loi [sai-kieu] “linh_vuc” là nhóm khóa con, cần danh sách. Cách sửa: Viết “linh_vuc: [mục một, mục hai]”.",
        ],
    ),
    "bool": (
        head(HEAD + "toan_van: co the\n"),
        [
            ":5:11: loi [sai-kieu] “toan_van” là “co the”, cần true hoặc false. Cách sửa: Viết “toan_van: true” hoặc “toan_van: false”.",
        ],
    ),
    "impossible-date": (
        head(HEAD + "ngay: 2022-02-30\n"),
        [
            ":5:7: loi [ngay-khong-co] “ngay” là “2022-02-30”, không có ngày này trong lịch. Cách sửa: Xem lại văn bản; chỉ biết tháng thì ghi 2013-07, chỉ biết năm thì ghi 2013, không đọc được thì ghi chua_ro.",
        ],
    ),
    "impossible-viet-date": (
        head(HEAD + "ngay: 30/2/2022\n"),
        [
            ":5:7: loi [ngay-khong-co] “ngay” là “30/2/2022”, không có ngày này trong lịch. Cách sửa: Xem lại văn bản; chỉ biết tháng thì ghi 2013-07, chỉ biết năm thì ghi 2013, không đọc được thì ghi chua_ro.",
        ],
    ),
    "viet-date": (
        head(HEAD + "ngay: 16/7/2013\n"),
        [
            ":5:7: loi [ngay-sai-dang] “ngay” là “16/7/2013”, cần dạng năm-tháng-ngày. Cách sửa: Viết “ngay: 2013-07-16”.",
        ],
    ),
    "not-a-date": (
        head(HEAD + "hieu_luc_tu: ngày ký\n"),
        [
            ":5:14: loi [ngay-sai-dang] “hieu_luc_tu” là “ngày ký”, không phải ngày. Cách sửa: Viết dạng 2013-07-16, 2013-07, 2013 hoặc chua_ro.",
        ],
    ),
    "far-year": (
        head(HEAD + "ngay: 0213-07-16\n"),
        [
            ":5:7: loi [ngay-khong-co] “ngay” là “0213-07-16”, năm phải từ 1900 đến 2100. Cách sửa: Xem lại văn bản; không đọc được thì ghi chua_ro.",
        ],
    ),
    "end-before-begin": (
        head(HEAD + "hieu_luc_tu: 2014-01-01\nhieu_luc_den: 2013-12\n"),
        [
            ":6:15: canh_bao [hieu-luc-nguoc] “hieu_luc_den” (2013-12) trước “hieu_luc_tu” (2014-01-01). Cách sửa: Xem lại hai ngày.",
        ],
    ),
    "missing-type": (
        head("trich_yeu: Về việc thử\nluu_hanh: noi_bo\n"),
        [
            ":2:1: loi [thieu-khoa] Thiếu “loai”, trường bắt buộc. Cách sửa: Thêm dòng “loai: Chỉ thị”.",
        ],
    ),
    "empty-subject": (
        head("loai: Chỉ thị\ntrich_yeu:\nluu_hanh: noi_bo\n"),
        [
            ':3:11: loi [thieu-khoa] Thiếu “trich_yeu”, trường bắt buộc. Cách sửa: Thêm dòng “trich_yeu: "Tăng cường công tác …"”.',
        ],
    ),
    "empty-head": (
        b"---\n---\n",
        [
            ":2:1: canh_bao [luu-hanh-chua-ro] Thiếu “luu_hanh”; tính là chua_ro, văn bản không được xuất bản. Cách sửa: Ghi “luu_hanh: cong_khai” hoặc “luu_hanh: noi_bo”.",
            ":2:1: loi [thieu-khoa] Thiếu “loai”, trường bắt buộc. Cách sửa: Thêm dòng “loai: Chỉ thị”.",
            ':2:1: loi [thieu-khoa] Thiếu “trich_yeu”, trường bắt buộc. Cách sửa: Thêm dòng “trich_yeu: "Tăng cường công tác …"”.',
        ],
    ),
    "unknown-type": (
        head("loai: Chỉ thi\ntrich_yeu: Về việc thử\nluu_hanh: noi_bo\n"),
        [
            ":2:7: loi [loai-la] Không có loại văn bản “Chỉ thi”. Cách sửa: Có phải “Chỉ thị”?",
        ],
    ),
    "unknown-body": (
        head(HEAD + "co_quan: tinh-uy-hai-duog\n"),
        [
            ":5:10: loi [co-quan-la] Không có cơ quan “tinh-uy-hai-duog”. Cách sửa: Có phải “tinh-uy-hai-duong”? Cơ quan mới thì thêm vào directives/co-quan.yml.",
        ],
    ),
    "no-circulation": (
        head("loai: Chỉ thị\ntrich_yeu: Về việc thử\n"),
        [
            ":2:1: canh_bao [luu-hanh-chua-ro] Thiếu “luu_hanh”; tính là chua_ro, văn bản không được xuất bản. Cách sửa: Ghi “luu_hanh: cong_khai” hoặc “luu_hanh: noi_bo”.",
        ],
    ),
    "odd-circulation": (
        head("loai: Chỉ thị\ntrich_yeu: Về việc thử\nluu_hanh: công khai\n"),
        [
            ":4:11: canh_bao [luu-hanh-chua-ro] “luu_hanh” là “công khai”, không hiểu được; tính là chua_ro, văn bản không được xuất bản. Cách sửa: Ghi “luu_hanh: cong_khai” hoặc “luu_hanh: noi_bo”.",
        ],
    ),
    "odd-number": (
        head(HEAD + "so_hieu: hai chín\n"),
        [
            ":5:10: canh_bao [so-hieu-la] “hai chín” không đọc được thành số và ký hiệu. Cách sửa: Viết như 29-CT/TU hoặc 30/2020/NĐ-CP; có mà không đọc được thì ghi chua_ro.",
        ],
    ),
    "unknown-relation": (
        head(HEAD + "quan_he: [{loai: thay-the, den: 12-CT/TU}]\n"),
        [
            ":5:18: loi [gia-tri-la] “quan_he.loai” là “thay-the”, không có trong các giá trị được dùng. Cách sửa: Có phải “thay_the”?",
        ],
    ),
    "relation-without-target": (
        head(HEAD + "quan_he: [{loai: thay_the}]\n"),
        [
            ":5:11: loi [thieu-khoa] “quan_he” thiếu “den”. Cách sửa: Thêm “den: …”.",
        ],
    ),
    "odd-target": (
        head(HEAD + "quan_he: [{loai: thay_the, den: Luật nào đó}]\n"),
        [
            ":5:33: canh_bao [dich-la] “Luật nào đó” không phải mã văn bản, cũng không phải số hiệu. Cách sửa: Viết mã trong kho như tinh-uy-hai-duong/2008/12-ct-tu, hoặc số hiệu như 12-CT/TU.",
        ],
    ),
    "climbing-target": (
        head(HEAD + "quan_he: [{loai: thay_the, den: ../../etc/passwd}]\n"),
        [
            ":5:33: loi [dich-la] “../../etc/passwd” không phải mã văn bản, cũng không phải số hiệu. Cách sửa: Viết mã trong kho như tinh-uy-hai-duong/2008/12-ct-tu, hoặc số hiệu như 12-CT/TU.",
        ],
    ),
    "climbing-original": (
        head(HEAD + "goc: [{tep: ../x.goc.pdf, sha256: " + "0" * 64 + "}]\n"),
        [
            ":5:13: loi [tep-goc-sai] Tên tệp gốc “../x.goc.pdf” có đường dẫn. Cách sửa: Để tệp cạnh văn bản và ghi tên không có thư mục, dạng 29-ct-tu.goc.pdf.",
        ],
    ),
    "absolute-original": (
        head(HEAD + "goc: [{tep: 'C:\\x.goc.pdf', sha256: " + "0" * 64 + "}]\n"),
        [
            ":5:13: loi [tep-goc-sai] Tên tệp gốc “C:\\x.goc.pdf” có đường dẫn. Cách sửa: Để tệp cạnh văn bản và ghi tên không có thư mục, dạng 29-ct-tu.goc.pdf.",
        ],
    ),
    "device-original": (
        head(HEAD + "goc: [{tep: con.goc.pdf, sha256: " + "0" * 64 + "}]\n"),
        [
            ":5:13: loi [tep-goc-sai] Tên tệp gốc “con.goc.pdf” là tên Windows dành cho thiết bị. Cách sửa: Để tệp cạnh văn bản và ghi tên không có thư mục, dạng 29-ct-tu.goc.pdf.",
        ],
    ),
    "bare-original": (
        head(HEAD + "goc: [{tep: x.pdf, sha256: abc}]\n"),
        [
            ":5:13: loi [tep-goc-sai] Tên tệp gốc “x.pdf” không có “.goc.” trước phần đuôi. Cách sửa: Để tệp cạnh văn bản và ghi tên không có thư mục, dạng 29-ct-tu.goc.pdf.",
            ":5:28: loi [sha256-sai] “goc.sha256” không phải mã SHA-256. Cách sửa: Mã có 64 chữ số 0-9, a-f; tính bằng lệnh “sha256sum <tệp>”.",
        ],
    ),
    "climbing-old-id": (
        head(HEAD + "id_cu: [../a/b, tinh/2013/nul]\n"),
        [
            ":5:9: loi [ma-sai-dang] “../a/b” không phải mã văn bản. Cách sửa: Mã là đường dẫn dưới directives/ không có “.md”: chữ thường không dấu, số và gạch nối, như tinh-uy-hai-duong/2013/29-ct-tu.",
            ":5:17: loi [ma-sai-dang] “tinh/2013/nul” không phải mã văn bản. Cách sửa: Mã là đường dẫn dưới directives/ không có “.md”: chữ thường không dấu, số và gạch nối, như tinh-uy-hai-duong/2013/29-ct-tu.",
        ],
    ),
    "latin": (
        "---\nloai: Chỉ thị\n".encode() + b"trich_yeu: V\xe8 vi\xd6c\n---\n",
        [
            ":3:13: loi [khong-utf8] Tệp không phải UTF-8: byte 0xE8 ở vị trí 34. Cách sửa: Có lẽ là một bảng mã cũ (TCVN3, VNI, Windows-1252). Mở đúng bảng mã rồi lưu lại với mã UTF-8.",
        ],
    ),
    "cp1258": (
        b"---\nloai: Chi\xd2 thi\xf2\n---\n",
        [
            ":2:10: loi [khong-utf8] Tệp không phải UTF-8: byte 0xD2 ở vị trí 13. Cách sửa: Có lẽ là Windows-1258 hoặc một bảng mã cũ (TCVN3, VNI). Mở đúng bảng mã rồi lưu lại với mã UTF-8.",
        ],
    ),
    "utf16": (
        "---\nloai: A\n".encode("utf-16"),
        [
            ":1:1: loi [khong-utf8] Tệp không phải UTF-8: byte 0xFF ở vị trí 0. Cách sửa: Có lẽ là UTF-16 (“Unicode” trong Notepad). Mở đúng bảng mã rồi lưu lại với mã UTF-8.",
        ],
    ),
    "nul": (
        head(HEAD) + b"a\0b",
        [
            ":8:2: loi [ky-tu-nul] Có ký tự NUL. Cách sửa: Mở bằng trình soạn thảo rồi lưu lại với mã UTF-8.",
        ],
    ),
    "bom": (
        b"\xef\xbb\xbf" + head(HEAD),
        [
            ":1:1: goi_y [co-bom] Tệp bắt đầu bằng dấu BOM, đã bỏ qua. Cách sửa: Lưu lại tệp dạng UTF-8 không có BOM.",
        ],
    ),
    "crlf": (
        head(HEAD).replace(b"\n", b"\r\n"),
        [
            ":1:1: goi_y [co-crlf] Dòng kết thúc kiểu Windows (CRLF), đã đọc như LF. Cách sửa: Lưu lại tệp với dòng kết thúc kiểu LF.",
        ],
    ),
    "nfd": (
        unicodedata.normalize("NFD", head(HEAD).decode()).encode(),
        [
            ":1:1: goi_y [khong-nfc] Chữ có dấu viết tách (NFD), đã ghép lại khi đọc. Cách sửa: Lưu lại tệp với chữ dựng sẵn (NFC).",
        ],
    ),
    "five-megabytes": (
        head(HEAD) + b"x" * 5_000_000,
        [
            ":1:1: loi [tep-qua-lon] Tệp nặng 5,0 MB, quá giới hạn 5 MB. Cách sửa: Để bảng và hình lớn trong tệp gốc (.goc.pdf), văn bản chỉ giữ phần chữ.",
        ],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_messages(name: str) -> None:
    raw, wanted = TABLE[name]
    assert told(raw) == wanted
