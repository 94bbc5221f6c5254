"""Figures as tables: for the terminal and for ``docs/do-luong/do-chinh-xac.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "do-luong" / "do-chinh-xac.md"
COLUMNS = {
    "mentions": "Chỗ viện dẫn", "spurious": "Tìm thừa", "precision": "Độ đúng", "recall": "Độ đủ", "f1": "F1",
    "exact": "Trùng khít", "number": "Số", "type": "Loại", "year_or_date": "Ngày",
    "issuer": "Cơ quan", "pinpoint": "Điều khoản", "kind": "Kiểu",
}  # fmt: skip
KINDS = {
    "full": "đủ số, ký hiệu", "list-member": "thành viên danh sách", "short": "viết tắt",
    "named": "theo tên", "self": "chính văn bản",
}  # fmt: skip
SETS = {
    "own": "Bộ đoạn do dự án viết",
    "tuned": "Văn bản thật: phần dùng để chỉnh quy tắc",
    "aside": "Văn bản thật: phần để riêng, chỉ chấm khi xong",
}
_HEAD = """# Độ chính xác của nhận diện viện dẫn

Trang này do `python3 scripts/dev.py accuracy --aside --write` ghi ra; mỗi lần chạy lệnh ấy (không có `--write`) in ra từng chỗ **được thêm** và **mất** so với lần ghi gần nhất. Cách đánh dấu, cách lấy mẫu và cách chấm: `tests/gold/README.md`.

- Một chỗ tìm được tính là đúng khi khoảng chữ của nó chồng lên chỗ đã đánh dấu, ghép từng đôi theo độ chồng dài nhất; *trùng khít* là đúng đến từng ký tự.
- Số, loại, ngày, cơ quan, điều khoản: tỉ lệ đúng trong những chỗ đã ghép mà ít nhất một bên có trường ấy.
- Phần để riêng (một phần ba, chia theo văn bản) được rút trước khi viết quy tắc, không ai chỉnh quy tắc xem nó.
"""


def table(title: str, passages: int, figures: Mapping[str, float | int | None]) -> Iterator[str]:
    """Lines for the terminal."""
    yield f"{title}: {passages} đoạn"
    yield "  " + " · ".join(f"{word} {shown(figures[name])}" for name, word in COLUMNS.items())


def shown(value: float | int | None) -> str:
    """Four digits with a comma; a count as it is; a dash where there is nothing to tell."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.4f}".replace(".", ",")


def write(results: Mapping[str, Any]) -> None:
    """The page of the docs, from ``result.json`` and ``agreement.json``."""
    parts = [_HEAD]
    for name, title in SETS.items():
        if name in results:
            parts.append("\n".join(_section(name, title, results[name])))
    kept = HERE / "agreement.json"
    if kept.exists():
        parts.append("\n".join(_agreement(json.loads(kept.read_text("utf-8")))))
    PAGE.write_text("\n".join(parts), "utf-8")


def _section(name: str, title: str, data: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{data['passages']} đoạn, {data['figures']['mentions']} chỗ viện dẫn.\n"
    yield from _rows("Tất cả", {"Tất cả": data["figures"]}, tuple(COLUMNS))
    yield "\nTheo kiểu viện dẫn:\n"
    kinds = {KINDS[k]: figures for k, figures in data["kinds"].items()}
    yield from _rows(
        "Kiểu", kinds, tuple(c for c in COLUMNS if c not in ("spurious", "precision", "f1"))
    )
    yield "\nTheo dạng:\n" if name == "own" else "\nTheo nguồn:\n"
    groups = {f"`{g}`": figures for g, figures in data["groups"].items()}
    yield from _rows("Dạng" if name == "own" else "Nguồn", groups, tuple(COLUMNS))
    yield ""


def _rows(
    head: str, lines: Mapping[str, Mapping[str, Any]], columns: tuple[str, ...]
) -> Iterator[str]:
    yield f"| {head} | " + " | ".join(COLUMNS[c] for c in columns) + " |"
    yield "|---" + "|---:" * len(columns) + "|"
    for name, figures in lines.items():
        yield f"| {name} | " + " | ".join(shown(figures[c]) for c in columns) + " |"


def _agreement(data: Mapping[str, float | int | None]) -> Iterator[str]:
    yield "## Hai người đánh dấu độc lập\n"
    yield (
        f"{data['passages']} đoạn được đánh dấu hai lần, lần sau không xem lần trước:"
        f" {data['first']} và {data['second']} chỗ. F1 giữa hai người, tính chồng nhau"
        f" {shown(data['f1_overlap'])}, tính trùng khít {shown(data['f1_exact'])}.\n"
    )
    names = ("number", "type", "year_or_date", "issuer", "pinpoint", "kind")
    yield "| Trường | Giống nhau |\n|---|---:|"
    for name in names:
        yield f"| {COLUMNS[name]} | {shown(data[name])} |"
    yield ""
