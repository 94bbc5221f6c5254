"""Head and body: cut at the fences, lines counted."""

from __future__ import annotations

import pytest

from vanban.corpus.front_matter import split


@pytest.mark.parametrize(
    ("text", "head", "body", "head_line", "body_line"),
    [
        ("---\na: b\n---\nX\n", "a: b\n", "X\n", 2, 4),
        ("---\na: b\n---\n\n\nX\n\nY", "a: b\n", "X\n\nY", 2, 6),
        ("\n\n---\na: b\n---\nX", "a: b\n", "X", 4, 6),
        ("---\n---\n", "", "", 2, 3),
        ("---\na: b\n---", "a: b\n", "", 2, 3),
        ("---  \na: b\n--- \nX", "a: b\n", "X", 2, 4),
        ("---\na: '---'\n----\n---\nX\n---\n", "a: '---'\n----\n", "X\n---\n", 2, 5),
        ("---\na: b\n---\n\n  X", "a: b\n", "  X", 2, 5),
    ],
)
def test_parts(text: str, head: str, body: str, head_line: int, body_line: int) -> None:
    parts, issues = split(text, "x.md")
    assert issues == ()
    assert parts is not None
    assert (parts.head, parts.body) == (head, body)
    assert (parts.head_line, parts.body_line) == (head_line, body_line)
    assert text[parts.head_start : parts.head_end] == head


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "tep-rong", 1),
        ("loai: X\n---\n", "thieu-phan-dau", 1),
        ("\n\n# X\n", "thieu-phan-dau", 3),
        ("----\na: b\n---\n", "thieu-phan-dau", 1),
        ("---\na: b\n", "phan-dau-khong-dong", 1),
        ("---", "phan-dau-khong-dong", 1),
    ],
)
def test_faults(text: str, code: str, line: int) -> None:
    parts, issues = split(text, "x.md")
    assert parts is None
    assert [(i.code, i.line) for i in issues] == [(code, line)]
