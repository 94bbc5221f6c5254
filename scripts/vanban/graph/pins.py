"""References to provisions as an amending phrase carries them: ``điểm a khoản 1``, ``tại Phụ lục IV``."""

from __future__ import annotations

import re

_LEVEL = r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hần|[Pp]hụ lục(?: số)?|[Mm]ẫu(?: số)?|[Bb]iểu(?: mẫu)?(?: số)?|[Tt]iết|[Tt]iểu mục|[Đđ]oạn)"
_LABEL = r"(?:\d{1,3}(?:\.\d{1,3})*[a-zđ]?\d?|[a-zđ]\d?(?![\w])|[IVXLC]+[A-Za-z]?\d?(?!\w)|thứ (?:nhất|hai|ba|tư|năm)|(?:đầu|cuối)(?!\w))"
_PIN = re.compile(
    rf"(?:(?:các|tên|tiêu đề|đoạn mở đầu|cụm từ “”)[ \n]+)?{_LEVEL}[ \n]+{_LABEL}"
    rf"(?:(?:[ \n]*,[ \n]*|[ \n]+(?:và|và các|đến|của|tại|hoặc)[ \n]+|[ \n]*,[ \n]*(?:và|các)[ \n]+|[ \n]+)(?:các[ \n]+)?(?:{_LEVEL}[ \n]+)?{_LABEL})*"
)
_SOME = re.compile(r"(?:một số|các)[ \n][^.;:]{0,60}?(?:của|tại)[ \n]")
_AT = re.compile(
    r"(?:tại|của|trong|vào)[ \n]+(?:các[ \n]+)?(?:cụm từ[ \n]+)?(?:tên[ \n]+)?(?=[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ|[Mm]ẫu|[Tt]iêu|[Tt]ên)"
)
ARTICLE = re.compile(r"[Đđ]iều[ \n]+\d")


def reference(piece: str) -> tuple[str, bool]:
    """(the reference acted on, whether more exact clauses follow below)."""
    some = _SOME.match(piece)
    if some:
        m = _PIN.match(piece, some.end())
        return (" ".join(m[0].split()), True) if m else ("", False)
    m = _PIN.match(piece)
    if m:
        rest = piece[m.end() : m.end() + 60]
        inner = re.match(
            r"[ \n]+(?:vào[ \n]+)?(?:trước|sau|vào sau|vào trước)[ \n]+(?P<noi>[^.;:]*)", rest
        )
        pin = " ".join(m[0].split())
        if inner and not ARTICLE.search(pin):
            art = ARTICLE.search(inner["noi"])
            if art:
                whole = re.search(r"[Đđ]iều[ \n]+\d+[a-zđ]?\d?", inner["noi"])
                pin += f" {whole[0]}" if whole else ""
        return pin, True
    at = _AT.search(piece)
    m = _PIN.match(piece, at.end()) if at else None
    return (" ".join(m[0].split()), False) if m else ("", False)
