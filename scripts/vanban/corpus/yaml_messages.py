"""What the YAML parser says, said again for a clerk: what was found and what to write."""

from __future__ import annotations

from typing import Any

_QUOTE = 'Đặt cả giá trị trong dấu nháy kép: trich_yeu: "…".'
_KEY = "Mỗi dòng viết “khóa: giá trị”, có một dấu cách sau dấu hai chấm."

# A part of the parser's own words -> message, remedy; the first that fits is taken.
_TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "Giá trị có dấu hai chấm mà không nằm trong dấu nháy, hoặc dòng thụt vào sai.",
        _QUOTE,
    ),
    ("could not find expected ':'", "Dòng này không có dấu hai chấm sau tên khóa.", _KEY),
    (
        "unexpected end of stream",
        "Dấu nháy mở ra mà không đóng lại.",
        "Thêm dấu nháy đóng ở cuối giá trị.",
    ),
    (
        "unexpected document indicator",
        "Dấu nháy mở ra mà không đóng lại.",
        "Thêm dấu nháy đóng ở cuối giá trị.",
    ),
    (
        "unknown escape character",
        "Sau dấu “\\” trong dấu nháy kép là một chữ không có nghĩa.",
        "Viết “\\\\” cho một dấu “\\”, hoặc dùng dấu nháy đơn.",
    ),
    (
        "expected ',' or ']'",
        "Danh sách mở bằng “[” mà thiếu dấu phẩy hoặc dấu “]”.",
        "Viết “[mục một, mục hai]”; mục nào có dấu phẩy thì đặt trong dấu nháy kép.",
    ),
    (
        "expected ',' or '}'",
        "Nhóm mở bằng “{” mà thiếu dấu phẩy hoặc dấu “}”.",
        "Viết “{ten: …, chuc_vu: …}”; giá trị có dấu phẩy thì đặt trong dấu nháy kép.",
    ),
    (
        "block sequence entries are not allowed",
        "Dấu gạch “-” của danh sách đứng sai chỗ.",
        "Xuống dòng sau tên khóa rồi viết mỗi mục một dòng “  - …”.",
    ),
    (
        "expected '-' indicator",
        "Trong danh sách có dòng không bắt đầu bằng “- ”, hoặc thụt vào lệch.",
        "Mỗi mục một dòng “  - …”, thụt vào bằng nhau.",
    ),
    (
        "expected key",
        "Dòng này không phải “khóa: giá trị”, hoặc sau dấu nháy đóng còn chữ, hoặc thụt vào lệch.",
        _KEY + " Các khóa viết sát lề trái.",
    ),
    (
        "expected <block end>",
        "Dòng này không phải “khóa: giá trị”, hoặc sau dấu nháy đóng còn chữ, hoặc thụt vào lệch.",
        _KEY + " Các khóa viết sát lề trái.",
    ),
    (
        "found undefined alias",
        "Có dấu “*” đứng đầu giá trị, YAML hiểu là tham chiếu.",
        _QUOTE,
    ),
    (
        "alphabetic or numeric character",
        "Có dấu “&” hoặc “*” đứng đầu giá trị, YAML hiểu là tham chiếu.",
        "Đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "expected <document start>",
        "Phần đầu có hai tài liệu YAML.",
        "Xóa dòng “...” hoặc dòng “---” thừa.",
    ),
    (
        "but found another document",
        "Phần đầu có hai tài liệu YAML.",
        "Xóa dòng “...” hoặc dòng “---” thừa.",
    ),
)


def explain(problem: str, text: str, mark: Any) -> tuple[str, str]:
    """Message and remedy for the parser's ``problem`` at ``mark`` in ``text``."""
    if "cannot start any token" in problem:
        return _bad_start(text, mark)
    for part, message, remedy in _TABLE:
        if part in problem:
            return message, remedy
    return "Dòng này không đọc được theo cách viết YAML.", _KEY + " " + _QUOTE


def _bad_start(text: str, mark: Any) -> tuple[str, str]:
    lines = text.split("\n")
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    char = line[mark.column : mark.column + 1] if mark is not None else ""
    if char == "\t":
        return "Thụt vào bằng phím Tab.", "Thay bằng dấu cách."
    shown = f"“{char}”" if char else "này"
    return (
        f"Giá trị bắt đầu bằng ký tự {shown}, YAML không cho phép.",
        "Đặt cả giá trị trong dấu nháy kép.",
    )
