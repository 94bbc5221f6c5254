"""The provision reference beside a mention, read word by word away from it.

``điểm a khoản 2 và khoản 4 Điều 5 của`` Nghị định …: every word back from the mention is a
level, a label or a joint until one is not. Linear, and nothing to backtrack into.
"""

from __future__ import annotations

import re

_LEVELS = frozenset(
    str.split(
        "điểm Điểm tiết Tiết khoản Khoản điều Điều ĐIỀU mục Mục MỤC chương Chương phần Phần tiểu Tiểu "
        "đoạn gạch"
    )
)
_JOINTS = frozenset(str.split("và hoặc đến từ các tại , ; cả"))
_PAIRS = frozenset(
    {"phụ lục", "mẫu số", "tiểu mục", "gạch đầu", "đầu dòng", "tiểu điểm", "biểu mẫu"}
)
_LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[a-zđ]{0,2}\d?|[a-zđ]{1,2}\d{0,2}|[IVXLC]{1,7}[A-Z]?\d?|[A-Z]"
    r"|nhất|hai|ba|tư|duy)(?:\([a-zđivx\d]{1,4}\))?\)?\Z"
)
_ROMANS = re.compile(r"[IVXLC]+[A-Z]?\d?\Z")
_SMALL_LABEL = re.compile(r"[a-zđ]\d?\)?\Z|[a-zđ]\([a-zđivx\d]{1,4}\)\Z|[a-z]{2}\)?\Z")
_LINK = re.compile(r"(?:,|(?:,? của|,? tại|,? trong))? {1,4}\Z|\A\Z")
_ATTACHED = re.compile(r"(?P<giu>(?:được )?(?:ban hành )?(?:kèm theo|kèm))(?: của| tại)? {1,4}\Z")
_INNER = frozenset({"lục", "số", "mẫu", "phụ", "dòng", "đầu", "thứ", "biểu"})
_LINKS = frozenset({"của", "tại", "trong"})
_ATTACHING = frozenset({"theo", "kèm"})
_WINDOW = 340
_TAIL = 48
_AFTER = re.compile(
    r" {0,3}(?:\( {0,2}(?P<ngoac>(?:[Tt]ại )?(?:[Cc]ác |[Tt]ừ )?(?:[Đđ]iểm|[Tt]iết|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|"
    r"[Pp]hần|[Pp]hụ lục)(?![^\W\d])[^()]{1,70}?) {0,2}\))"
)


def before(flat: str, low: int, start: int) -> str:
    """The reference ending right before ``start``, not reaching below ``low``; '' when none."""
    if not _may_end(flat[max(low, start - _TAIL) : start].rsplit(None, 2)):
        return ""
    window = flat[max(low, start - _WINDOW) : start]
    end, kept = _unlinked(window)
    words = window[:end].split()
    first = _walk(words)
    if first == len(words):
        return ""
    text = " ".join([*words[first:], *([kept] if kept else [])])
    return _balanced(text.strip(" ,;"))


def _may_end(words: list[str]) -> bool:
    """False when the last word, or the one before a linking word, ends no reference."""
    if len(words) < 3:
        return bool(words)
    last = words[-2] if words[-1] in _LINKS else words[-1]
    return last in _ATTACHING or _fits(last, "số") or last.lower() == "số"


def _balanced(text: str) -> str:
    """Without a bracket that opens before the reference and closes after the mention."""
    return text.lstrip("(“") if text.count("(") > text.count(")") else text


def after(flat: str, end: int, high: int) -> str:
    """The reference in brackets right after a mention."""
    m = _AFTER.match(flat, end, high)
    if not m:
        return ""
    words = m["ngoac"].split()
    return " ".join(words) if all(_fits(w, "") for w in words) else ""


def _unlinked(window: str) -> tuple[int, str]:
    """Where the reference ends before ``của`` or a comma; ``kèm theo`` is part of it."""
    attached = _ATTACHED.search(window, max(0, len(window) - 40))
    if attached:
        return attached.start(), attached["giu"]
    link = _LINK.search(window, max(0, len(window) - 12))
    return (link.start() if link else len(window)), ""


def _walk(words: list[str]) -> int:
    """Index of the first word of the reference; ``len(words)`` when there is none."""
    n = len(words)
    i = n
    while i > 0 and _fits(words[i - 1], words[i - 2] if i > 1 else ""):
        i -= 1
    while i < n and not _opens(words, i):
        i += 1
    return i


def _fits(word: str, previous: str) -> bool:
    bare = word.strip("(“").rstrip(",;:") or word
    if bare in _LEVELS or bare in _JOINTS or _LABEL.match(bare):
        return True
    low = bare.lower()
    return low in _INNER and (
        low != "số" or previous.lower().strip("(,;") in ("mẫu", "biểu", "phụ", "lục", "mục")
    )


def _opens(words: list[str], i: int) -> bool:
    """A level with a label after it, or ``các``/``từ`` before one."""
    bare = words[i].strip("(“").rstrip(",;")
    following = words[i + 1].strip("(").rstrip(",;:") if i + 1 < len(words) else ""
    if bare in ("các", "từ", "Các", "Từ"):
        return following in _LEVELS
    if bare in _LEVELS:
        return bool(_LABEL.match(following)) or following in ("thứ", "đầu", "mục", "điểm")
    return f"{bare} {following}".lower() in _PAIRS
