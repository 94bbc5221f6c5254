"""``metadata.json`` beside the database: what Datasette shows of tables and columns."""

from __future__ import annotations

from typing import Any

from vanban.export.columns import COLUMNS
from vanban.export.database import PLAIN

LICENCE = (
    "Văn bản quy phạm pháp luật, văn bản hành chính không thuộc đối tượng bảo hộ quyền tác giả"
    " (Điều 15 Luật Sở hữu trí tuệ). Khi dùng lại, ghi nguồn và ngày cập nhật của kho."
)

_OTHERS: dict[str, tuple[str, dict[str, str]]] = {
    "provisions": ("Điều khoản: lời văn theo thứ tự, mỗi điều, khoản, điểm một hàng", {
        "van_ban": "mã văn bản", "thu_tu": "thứ tự trong văn bản", "neo": "neo trong trang",
        "eid": "tên theo Akoma Ntoso", "cap": "cấp: phan, chuong, muc, tieu_muc, dieu, khoan, diem,"
        " phu_luc, kem", "nhan": "nhãn như in", "tieu_de": "tên điều, chương",
        "cha": "neo của cấp trên", "noi_dung": "lời văn", "khong_dau": "lời văn không dấu, để tìm",
    }),
    "relations": ("Quan hệ giữa các văn bản trong kho", {
        "loai": "loại quan hệ", "nguon": "văn bản chủ thể", "dich": "văn bản chịu tác động",
        "noi_tai": "neo của điều khoản nêu quan hệ", "dieu_khoan": "neo của điều khoản chịu tác động",
        "tu_ngay": "từ ngày", "cau": "câu nêu quan hệ", "xac_nhan": "1: đã có người xác nhận",
    }),
    "citations": ("Dẫn chiếu: mỗi chỗ nhắc đến văn bản khác một hàng", {
        "nguon": "văn bản dẫn", "loi_van": "chữ như in", "tai": "neo của điều khoản chứa dẫn chiếu",
        "dieu_khoan": "điều khoản được dẫn, như in",
        "ket_qua": "da_noi: có trong kho; nhieu_kha_nang; chua_giu: kho chưa giữ; chua_ro",
        "dich": "văn bản được dẫn", "ung_vien": "các văn bản có thể là nó",
    }),
    "topics": ("Lĩnh vực của văn bản", {"van_ban": "mã văn bản", "linh_vuc": "lĩnh vực"}),
}  # fmt: skip


def metadata(muc: str, on: str, total: int) -> dict[str, Any]:
    """The file's content; ``on`` is the day statuses are of."""
    told = {c.name: c.told for c in COLUMNS if c.name in PLAIN}
    told |= {"iri": "tên theo Akoma Ntoso", "khong_dau": "loại, số và trích yếu không dấu"}
    tables: dict[str, Any] = {
        "documents": {
            "title": "Văn bản", "columns": told, "label_column": "trich_yeu", "sort_desc": "ngay",
            "facets": ["loai", "co_quan_ten", "tinh_trang"],
        }
    }  # fmt: skip
    for name, (title, columns) in _OTHERS.items():
        tables[name] = {"title": title, "columns": columns}
    tables["provisions"]["label_column"] = "nhan"
    about = f"{total} văn bản, mức lưu hành {muc}, tình trạng hiệu lực tính đến {on}."
    return {
        "title": "Kho văn bản", "description": about, "license": LICENCE,
        "databases": {"kho": {"tables": tables}},
    }  # fmt: skip
