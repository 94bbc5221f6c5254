"""References to provisions as an amending phrase carries them: ``điểm a khoản 1``, ``tại Phụ lục IV``."""

from __future__ import annotations

import re

_LEVEL = r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hần|[Pp]hụ lục(?: số)?|[Mm]ẫu(?: số)?|[Bb]iểu(?: mẫu)?(?: số)?|[Tt]iết|[Tt]iểu mục|[Đđ]oạn)"
_LABEL = r"(?:\d{1,3}(?:\.\d{1,3})*[a-zđA-ZĐ]?\d?(?!\w)|[a-zđ]\d?(?![\w])|[IVXLC]+[A-Za-z]?\d?(?!\w)|thứ (?:nhất|hai|ba|tư|năm)|(?:đầu|cuối)(?!\w))"
_PIN = re.compile(
    rf"(?:(?:các|tên|tiêu đề|đoạn mở đầu|cụm từ “”)[ \n]+)?{_LEVEL}[ \n]+{_LABEL}"
    rf"(?:(?:[ \n]*,[ \n]*|[ \n]+(?:và|và các|đến|của|tại|hoặc)[ \n]+|[ \n]*,[ \n]*(?:và|các)[ \n]+|[ \n]+)(?:các[ \n]+)?(?:{_LEVEL}[ \n]+)?{_LABEL})*"
)
_SOME = re.compile(r"(?:một số|các)[ \n][^.;:]{0,60}?(?:của|tại)[ \n]")
_AT = re.compile(
    r"(?:tại|của|trong|vào)[ \n]+(?:các[ \n]+)?(?:cụm từ[ \n]+)?(?:tên[ \n]+)?(?=[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ|[Mm]ẫu|[Tt]iêu|[Tt]ên)"
)
ARTICLE = re.compile(r"[Đđ]iều[ \n]+\d")
_CLAUSE = re.compile(r"[Kk]hoản[ \n]+\d")
_WHERE = re.compile(
    r"[ \n]+(?:và[ \n]+(?:sửa[ \n]+đổi|bổ[ \n]+sung)[^.;:]{0,60}?)?(?:vào|trước|sau|của|tại)[ \n]+(?P<noi>[^.;:“]{1,120})"
)
_IN_ARTICLE = re.compile(
    r"(?:(?P<khoan>[Kk]hoản[ \n]+\d+[a-zđ]?)[ \n,]+(?:của[ \n]+)?)?(?P<dieu>[Đđ]iều[ \n]+\d+[a-zđ]?\d?)"
)


def reference(piece: str) -> tuple[str, bool]:
    """(the reference acted on, whether more exact clauses follow below)."""
    some = _SOME.match(piece)
    if some:
        m = _PIN.match(piece, some.end())
        return (" ".join(m[0].split()), True) if m else ("", False)
    m = _PIN.match(piece)
    if m:
        return _completed(" ".join(m[0].split()), piece[m.end() :]), True
    at = _AT.search(piece)
    m = _PIN.match(piece, at.end()) if at else None
    return (" ".join(m[0].split()), False) if m else ("", False)


def _completed(pin: str, rest: str) -> str:
    """``điểm g`` of ``điểm g vào sau điểm e khoản 3 Điều 33`` is ``điểm g khoản 3 Điều 33``."""
    if ARTICLE.search(pin):
        return pin
    where = _WHERE.match(rest)
    article = _IN_ARTICLE.search(where["noi"]) if where else None
    if article is None:
        return pin
    clause = article["khoan"] if article["khoan"] and not _CLAUSE.search(pin) else ""
    return " ".join(f"{pin} {clause} {article['dieu']}".split())
