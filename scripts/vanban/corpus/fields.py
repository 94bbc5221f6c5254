"""The keys of the front matter in the order they are written, and what each one means.

One table for the reader (which keys exist), the writer (their order) and the JSON Schema
(their descriptions); a test holds it to the values of ``vanban.model``.
"""

from __future__ import annotations

FIELDS: dict[str, str] = {
    "so_hieu": "Số và ký hiệu như in trên văn bản (29-CT/TU). Bỏ dòng này khi văn bản không có số; ghi chua_ro khi có mà không đọc được.",
    "loai": "Tên loại văn bản: Chỉ thị, Nghị quyết, Quy định… Bắt buộc.",
    "trich_yeu": "Trích yếu: văn bản nói về việc gì, chép nguyên văn. Bắt buộc.",
    "co_quan": "Khóa của cơ quan ban hành, như tinh-uy-hai-duong.",
    "chu_the": "Chủ thể quyết định như in trên văn bản, khi khác cơ quan ban hành: Ban Thường vụ Tỉnh ủy.",
    "ngay": "Ngày ban hành: 2013-07-16, 2013-07, 2013 hoặc chua_ro.",
    "noi_ban_hanh": "Địa danh nơi ban hành: Hải Dương.",
    "hieu_luc_tu": "Ngày bắt đầu có hiệu lực, hoặc chua_ro.",
    "hieu_luc_den": "Ngày hết hiệu lực (ngày cuối cùng còn hiệu lực), hoặc chua_ro.",
    "nguoi_ky": "Người ký: một nhóm {ten, chuc_vu, tu_cach} hoặc danh sách các nhóm ấy.",
    "linh_vuc": "Danh sách lĩnh vực: [Dân vận, Quy chế dân chủ].",
    "khoa": "Khóa, nhiệm kỳ như in trên văn bản: XVII.",
    "luu_hanh": "Ai được đọc: cong_khai, noi_bo hoặc chua_ro. Thiếu thì tính là chua_ro và không xuất bản.",
    "toan_van": "true khi kho giữ toàn văn, false khi chỉ có phần ghi chép tóm tắt.",
    "do_khan": "Độ khẩn như đóng dấu: Khẩn, Thượng khẩn, Hỏa tốc.",
    "can_cu": "Các căn cứ ban hành như in ở đầu văn bản, mỗi căn cứ kèm văn bản nó dẫn.",
    "noi_nhan": "Danh sách nơi nhận như in cạnh chữ ký, mỗi dòng một nơi.",
    "quan_he": "Quan hệ với văn bản khác, do người xác nhận.",
    "quan_he_bo": "Quan hệ máy nhận ra trong văn bản này mà người đã xem và bỏ; máy không nêu lại.",
    "goc": "Tệp gốc để cạnh văn bản và mã SHA-256 của nó.",
    "id_cu": "Các mã cũ của văn bản; đường dẫn cũ được chuyển về mã mới.",
    "nguon": "Nguồn của từng thông tin: số, ngày, trích yếu lấy từ đâu.",
    "mau": "true khi là văn bản mẫu, không có thật.",
    "chi_tieu": "Chỉ tiêu và kết quả nêu trong văn bản.",
    "nhiem_vu": "Nhiệm vụ nêu trong văn bản và văn bản mà nó thực hiện.",
    "ghi_chu": "Ghi chú của người lưu trữ.",
}

PARTS: dict[str, dict[str, str]] = {
    "nguoi_ky": {
        "ten": "Họ và tên.",
        "chuc_vu": "Chức vụ.",
        "tu_cach": "Tư cách ký như in: T/M BAN THƯỜNG VỤ, KT. CHỦ TỊCH.",
    },
    "can_cu": {
        "trich": "Lời văn của căn cứ, chép nguyên văn.",
        "den": "Văn bản căn cứ ấy dẫn: mã trong kho hoặc số hiệu; nhiều văn bản thì viết danh sách.",
    },
    "quan_he": {
        "loai": "Loại quan hệ: thay_the, sua_doi, bai_bo, huong_dan, thuc_hien…",
        "den": "Văn bản đích: mã trong kho (tinh-uy-hai-duong/2008/12-ct-tu) hoặc số hiệu.",
        "dieu": "Điều của văn bản đích; chỗ không thuộc điều nào thì ghi neo của nó: phu-luc-1.",
        "khoan": "Khoản của văn bản đích.",
        "diem": "Điểm của văn bản đích.",
        "tu_ngay": "Quan hệ có từ ngày nào.",
        "trich": "Câu văn làm căn cứ, chép nguyên văn.",
    },
    "goc": {
        "tep": "Tên tệp để cạnh văn bản, dạng <tên>.goc.pdf.",
        "sha256": "Mã SHA-256 của tệp, 64 chữ số thập lục phân.",
    },
    "chi_tieu": {
        "ten": "Tên chỉ tiêu.",
        "ky": "Kỳ tính.",
        "don_vi": "Đơn vị tính.",
        "ke_hoach": "Mức kế hoạch.",
        "dat": "Mức đạt được.",
        "ty_le": "Tỷ lệ so với kế hoạch.",
    },
    "nhiem_vu": {
        "noi_dung": "Nội dung nhiệm vụ.",
        "thuc_hien": "Văn bản mà nhiệm vụ thực hiện: mã trong kho hoặc số hiệu.",
        "han": "Thời hạn: 2026-12-31, quý IV/2026, năm 2027, 6 tháng cuối năm 2022.",
        "xong": "Ngày làm xong: 2026-11-20, 2026-11 hoặc 2026; chưa xong thì để trống.",
    },
}

PARTS["quan_he_bo"] = PARTS["quan_he"]

SECRET_KEYS = frozenset({"do_mat"})
"""Keys that refuse the document by being there (see ``gate``)."""
