"""The columns of the table of documents: their names, and what each says, for people."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """``name`` is the field's where the front matter has it; ``told`` explains it in Vietnamese."""

    name: str
    told: str


COLUMNS: tuple[Column, ...] = (
    Column("id", "mã của văn bản trong kho, không đổi"),
    Column("so_hieu", "số, ký hiệu như in; trống là không có, chua_ro là có mà không đọc được"),
    Column("loai", "loại văn bản"),
    Column("trich_yeu", "trích yếu"),
    Column("co_quan", "khóa của cơ quan ban hành"),
    Column("co_quan_ten", "tên cơ quan ban hành"),
    Column("chu_the", "người hoặc tập thể quyết định, như in, khi khác cơ quan"),
    Column("ngay", "ngày ban hành, YYYY-MM-DD; chỉ có tháng hoặc năm thì YYYY-MM, YYYY"),
    Column("noi_ban_hanh", "địa danh đứng trước ngày"),
    Column("hieu_luc_tu", "ngày đầu có hiệu lực"),
    Column("hieu_luc_den", "ngày cuối còn hiệu lực"),
    Column("tinh_trang", "tình trạng hiệu lực vào ngày dựng kho: con, het, het_mot_phan, chua, ngung, chua_ro"),
    Column("ly_do", "vì sao có tình trạng ấy"),
    Column("nguoi_ky", "người ký kèm chức vụ, nhiều người cách nhau bằng dấu chấm phẩy"),
    Column("linh_vuc", "các lĩnh vực, cách nhau bằng dấu chấm phẩy"),
    Column("khoa", "khóa của cấp ủy hoặc Quốc hội"),
    Column("luu_hanh", "cong_khai hoặc noi_bo"),
    Column("toan_van", "1: kho giữ toàn văn; 0: chỉ có tóm tắt"),
    Column("mau", "1: văn bản mẫu, tưởng tượng"),
    Column("so_dan_chieu", "số chỗ dẫn chiếu văn bản khác"),
    Column("so_duoc_dan", "số văn bản trong kho dẫn văn bản này"),
    Column("thay_the", "mã các văn bản mà văn bản này thay thế, cách nhau bằng dấu chấm phẩy"),
    Column("thay_the_boi", "mã các văn bản thay thế văn bản này"),
    Column("sua_doi", "mã các văn bản mà văn bản này sửa đổi, bổ sung"),
    Column("sua_doi_boi", "mã các văn bản sửa đổi, bổ sung văn bản này"),
    Column("duong_dan", "địa chỉ trang, tính từ gốc của trang"),
)  # fmt: skip
