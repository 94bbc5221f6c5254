"""A file's text into its head (YAML) and its body, each with the place where it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.model import Issue

FENCE = "---"
_BLANK_LINES = re.compile(r"(?:\s*\n)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """``head`` and ``body`` of a text whose lines end in LF; lines count from 1 in the file.

    ``head_start``/``head_end`` are offsets of the head in the text that was split.
    """

    head: str
    head_line: int
    head_start: int
    head_end: int
    body: str
    body_line: int


def split(text: str, path: str) -> tuple[Parts | None, tuple[Issue, ...]]:
    """Cut ``text`` (LF, no BOM) at its two ``---`` lines.

    Blank lines before the first fence and before the body are left out and counted.
    """
    start = 0 if text.startswith(FENCE) else len(text) - len(text.lstrip("\n \t"))
    if not text or text.isspace():
        return None, (_issue("tep-rong", path, 1, "Tệp rỗng.", _SHAPE),)
    first_line = text.count("\n", 0, start) + 1
    line_end = _line_end(text, start)
    if text[start:line_end].rstrip() != FENCE:
        return None, (_issue("thieu-phan-dau", path, first_line, _no_fence(text, start), _SHAPE),)
    head_start = min(line_end + 1, len(text))
    close = _closing(text, head_start)
    if close < 0:
        message = "Phần đầu mở bằng “---” mà không có dòng “---” đóng lại."
        remedy = "Thêm một dòng chỉ có “---” sau trường cuối cùng, trước nội dung văn bản."
        return None, (_issue("phan-dau-khong-dong", path, first_line, message, remedy),)
    after = min(_line_end(text, close) + 1, len(text))
    blank = _BLANK_LINES.match(text, after)
    body_start = blank.end() if blank else after
    return Parts(
        head=text[head_start:close],
        head_line=first_line + 1,
        head_start=head_start,
        head_end=close,
        body=text[body_start:],
        body_line=text.count("\n", 0, body_start) + 1,
    ), ()


_SHAPE = "Bắt đầu tệp bằng một dòng “---”, rồi các trường như “loai: Chỉ thị”, rồi một dòng “---”."


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _closing(text: str, start: int) -> int:
    """Offset of the line that closes the head, -1 when there is none."""
    at = text.find("\n" + FENCE, start - 1)
    while at >= 0 and text[at + 1 : _line_end(text, at + 1)].rstrip() != FENCE:
        at = text.find("\n" + FENCE, at + 1)
    return at + 1 if at >= 0 else -1


def _no_fence(text: str, start: int) -> str:
    line = text[start : _line_end(text, start)].rstrip()
    shown = line if len(line) <= 40 else line[:39] + "…"
    return f"Tệp không bắt đầu bằng “---” mà bằng “{shown}”."


def _issue(code: str, path: str, line: int, message: str, remedy: str) -> Issue:
    return Issue(
        code=code, severity="loi", path=path, line=line, column=1, message=message, remedy=remedy
    )
