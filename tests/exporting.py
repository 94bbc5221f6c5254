"""A small archive with everything an export must carry, hostile words included."""

from __future__ import annotations

from pathlib import Path

from world import World, document

ROOT = Path(__file__).parents[1]
HOSTILE = "=1+1 ]]> <b>&amp;\u202e \"quoted\"; 'x' --> \u0007, SUM(A1)"
SECRET = "tuyệt-không-lộ"

DECISION = """\
ỦY BAN NHÂN DÂN TỈNH MẪU

Căn cứ Luật Đất đai số 45/2013/QH13;

Theo đề nghị của Giám đốc Sở;

Chương I

QUY ĐỊNH CHUNG

**Điều 1. Phạm vi**[^1]

Thực hiện *Chỉ thị số 01-CT/TU*, ngày 02/01/2020 và khoản 1 Điều 2 Quyết định này.

1. Một[^2].

a) Điểm a; đ) không phải điểm.

- gạch một
- gạch **hai**

| A | B |
|---|---|
| 1 < 2 | ]]> |

> Trích dẫn

Điều 2. Sửa đổi, bổ sung Điều 1 Chỉ thị số 01-CT/TU, ngày 02/01/2020.

1. Hai.

Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

QUY CHẾ

Làm việc của cơ quan

(Ban hành kèm theo Quyết định số 05/2021/QĐ-UBND)

Điều 1. Đối tượng

Mọi người.

Phụ lục I

DANH MỤC

1. Việc thứ nhất.

[^1]: Chú thích một.
[^2]: Chú thích *hai*.
"""


def fill(world: World) -> World:
    """Four public documents and an internal one that cites and amends them."""
    world.put("tinh-mau/2020/01-ct-tu.md", document(body="## Điều 1. Việc\n\n1. Làm."))
    world.put(
        "tinh-mau/2021/05-qd-ubnd.md",
        document(
            so_hieu="05/2021/QĐ-UBND", loai="Quyết định", co_quan="ubnd-mau", ngay="2021-05-06",
            trich_yeu="Về đất đai", body=DECISION,
            extra="linh_vuc: [Đất đai]\nnguoi_ky: {ten: Người Mẫu, chuc_vu: Chủ tịch}",
        ),
    )  # fmt: skip
    quoted = "'" + HOSTILE.replace("'", "''").replace("\u0007", "") + "'"
    world.put(
        "tinh-mau/2022/la.md",
        document(so_hieu="02-BC/TU", loai="Báo cáo", trich_yeu=quoted, ngay="2022-03", body="Chữ."),
    )
    world.put("tinh-mau/2022/khong-so.md", document(so_hieu="", ngay="", loai="Công văn"))
    inner = f"{SECRET}: thay thế Chỉ thị số 01-CT/TU, ngày 02/01/2020."
    world.put(
        "tinh-mau/2023/kin.md",
        document(
            so_hieu="77-QĐ/TU", loai="Quyết định", ngay="2023-01-01", luu_hanh="noi_bo",
            trich_yeu=SECRET, body=f"Điều 1. {inner}", extra=f"linh_vuc: [{SECRET}]",
        ),
    )  # fmt: skip
    return world
