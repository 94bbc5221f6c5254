"""The provision reference beside a mention, read word by word away from it.

``điểm a khoản 2 và khoản 4 Điều 5 của`` Nghị định …: every word back from the mention is a
level, a label or a joint until one is not. Linear, and nothing to backtrack into.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LEVELS = frozenset(
    str.split(
        "điểm Điểm tiết Tiết khoản Khoản điều Điều ĐIỀU mục Mục MỤC chương Chương phần Phần tiểu Tiểu "
        "đoạn gạch"
    )
)
_JOINTS = frozenset(str.split("và hoặc đến từ các Các Từ tại , ; cả … ..."))
_PAIRS = frozenset(
    {"phụ lục", "danh mục", "mẫu số", "tiểu mục", "gạch đầu", "đầu dòng", "tiểu điểm", "biểu mẫu"}
)
_LABEL = re.compile(
    r"(?:\d{1,3}(?:\.(?:\d{1,3}|[a-zđ](?![a-zđ]))){0,4}[a-zđ]{0,2}\d?|\d{1,3}[a-z]?/[A-ZĐ]{1,6}|\d{1,2}[A-Z]|[a-zđ]{1,2}\d{0,2}|[IVXLC]{1,7}(?:[A-Z]?\d?|(?:\.\d{1,3}){1,3})|[A-Z]"
    r"|nhất|hai|ba|tư|duy)(?:\([a-zđivx\d]{1,4}\))?\)?\Z"
)
_ROMANS = re.compile(r"[IVXLC]+[A-Z]?\d?\Z")
_INNER = frozenset({"danh", "lục", "số", "mẫu", "phụ", "dòng", "đầu", "thứ", "biểu"})
_LINKS = frozenset({"của", "tại", "trong"})
_ATTACHING = frozenset({"theo", "kèm"})
_ATTACHED = frozenset({"được", "ban", "hành", "kèm", "theo"})
_NEAR = 110
_WINDOW = 700
_TAIL = 48
_AFTER = re.compile(
    r" {0,3}(?:\( {0,2}(?P<ngoac>(?:[Tt]ại )?(?:[Cc]ác |[Tt]ừ )?(?:[Đđ]iểm|[Tt]iết|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|"
    r"[Pp]hần|[Pp]hụ lục)(?![^\W\d])[^()]{1,70}?) {0,2}\))"
)


def before(flat: str, low: int, start: int) -> str:
    """The reference ending right before ``start``, not reaching below ``low``; '' when none."""
    if not _may_end(flat[max(low, start - _TAIL) : start].rsplit(None, 2)):
        return ""
    near = max(low, start - _NEAR)
    words = flat[near:start].split()
    end, kept = _unlinked(words)
    first = _walk(words, end)
    if first < 6 and near > low:  # a long list
        words = flat[max(low, start - _WINDOW) : start].split()
        end, kept = _unlinked(words)
        first = _walk(words, end)
    # ``khoản 1 Điều này và`` Luật Giá: what ends with a joint is another document's.
    if first == end or (not kept and words[end - 1].rstrip(",;") in _JOINTS):
        return ""
    if words[end - 1][-1] == ";":
        return ""  # the last of a list that was closed
    if not _told(words[first:end]):
        return ""
    return _balanced(" ".join([*words[first:end], *kept]).strip(" ,;"))


def _told(words: list[str]) -> bool:
    """Whether a reference says which: ``một số khoản, điểm`` of a law doesn't."""
    return any(w.strip("(,;:)") not in _LEVELS and w.strip("(,;:)") not in _JOINTS for w in words)


def _may_end(words: list[str]) -> bool:
    """False when the last word, or the one before a linking word, ends no reference."""
    if len(words) < 3:
        return bool(words)
    if words[-1] in ("Bản", "bản"):
        return True
    last = words[-2] if words[-1] in _LINKS else words[-1]
    return last in _ATTACHING or _fits(last, "số") or last.lower() == "số"


def _balanced(text: str) -> str:
    """Without a bracket that opens before the reference and closes after the mention."""
    opened = text.count("(") > text.count(")") or text.count("[") > text.count("]")
    return text.lstrip("([“") if opened else text


_COMMA = re.compile(
    r"(?:, ?(?:tại )?| tại )(?P<ngoac>(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương)(?= {1,3}[\da-zđIVX]{1,5}(?!\w))[^;.:()“”]{1,60}?)"
    r"(?= {0,3}[.;:)“”\"]| {1,3}(?:quy định|nêu|ghi rõ|có quy định|thì)(?!\w))"
)
"""``Luật Đất đai, Điều 5 quy định``: behind the document, closed by a mark or a verb."""


def after(flat: str, end: int, high: int, text: str = "") -> str:
    """The reference in brackets right after a mention, or behind a comma."""
    m = _AFTER.match(flat, end, high)
    if not m and flat.startswith((", ", " tại "), end):
        m = _COMMA.match(flat, end, high)
        if m and "\n" in text[end : m.start("ngoac")]:
            return ""  # an article of the text itself begins the next line
    if not m:
        return ""
    words = m["ngoac"].split()
    return " ".join(words) if all(_fits(w, "") for w in words) else ""


def _unlinked(words: list[str]) -> tuple[int, list[str]]:
    """Where the reference ends before ``của`` or a comma; ``kèm theo`` is part of it."""
    end = len(words)
    if end and words[end - 1] in ("Bản", "bản"):
        end -= 1
    if end and words[end - 1] in _LINKS:
        end -= 1
    last = end
    while last and words[last - 1] in _ATTACHED:
        last -= 1
    if "kèm" in words[last:end]:
        return last, words[last:end]
    return end, []


def _walk(words: list[str], n: int) -> int:
    """Index of the first word of the reference that ends before ``n``; ``n`` when there is none."""
    i = n
    while i > 0 and _goes_on(words, i, n):
        i -= 1
    while i < n and not _opens(words, i):
        i += 1
    return i


def _goes_on(words: list[str], i: int, n: int) -> bool:
    word = words[i - 1]
    if _is_part(word):
        return True
    if word == "của":
        return i < n and words[i] in _LEVELS
    return i > 1 and _fits(word, words[i - 2])


@lru_cache(maxsize=8192)
def _is_part(word: str) -> bool:
    bare = word.strip("([“").rstrip(",;:") or word
    return (
        bare in _LEVELS or bare in _JOINTS or bool(_LABEL.match(bare))
        or (bare.lower() in _INNER and bare.lower() != "số")
    )  # fmt: skip


def _fits(word: str, previous: str) -> bool:
    return _is_part(word) or (
        word.strip("([“").rstrip(",;:").lower() == "số"
        and previous.lower().strip("(,;") in ("mẫu", "biểu", "phụ", "lục", "mục")
    )


def _opens(words: list[str], i: int) -> bool:
    """A level with a label after it, or ``các``/``từ`` before one."""
    bare = words[i].strip("([“").rstrip(",;")
    following = words[i + 1].strip("(").rstrip(",;:") if i + 1 < len(words) else ""
    if bare == "tiết":  # ``quy định chi tiết điểm d``
        return bool(_LABEL.match(following)) and (i == 0 or words[i - 1] != "chi")
    if bare in ("các", "từ", "Các", "Từ"):
        return following in _LEVELS
    if bare == "mục" and i and words[i - 1].lower() in ("danh", "hạng", "chuyên"):
        return False
    if f"{bare} {following}".lower() == "danh mục":
        return i + 2 < len(words) and bool(_LABEL.match(words[i + 2].rstrip(",;:")))
    if bare in _LEVELS:
        return bool(_LABEL.match(following)) or following in ("thứ", "đầu", "mục", "điểm")
    return f"{bare} {following}".lower() in _PAIRS
