"""Documents that stand before what is said of them: ``A … hết hiệu lực``, and items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.graph.lead import JOINT, LABEL, OPEN_LIST, Mentioned, lead_of, tail
from vanban.graph.phrases import ENDS, LIST_HEAD
from vanban.model import Mention, QuanHe

Done = tuple[QuanHe, bool]
"""(what is done, whether this document does it)."""

_OPENING = re.compile(
    r"(?:\A|(?:kể[ \n]+)?từ[ \n]+(?:ngày|khi)[^;]{0,80}?(?:,|hiệu[ \n]+lực|ban[ \n]+hành)[ ,]*|[;,][ \n]*|(?<!\w)và[ \n]*"
    r"|có[ \n]+hiệu[ \n]+lực(?:[ \n]+thi[ \n]+hành)?,?[ \n]*)"
    r"(?:(?:riêng|đồng[ \n]+thời|toàn[ \n]+bộ|các|những|nội[ \n]+dung|quy[ \n]+định|về|tại|văn[ \n]+bản|sau|"
    r"công[ \n]+bố|tuyên[ \n]+bố|thời[ \n]+(?:gian|hạn)|thực[ \n]+hiện|áp[ \n]+dụng|thi[ \n]+hành|"
    r"sau[ \n]+đây|hướng[ \n]+dẫn|của|điều,?|khoản,?|điểm|được)[ \n]*)*\Z",
    re.IGNORECASE,
)
_HEAD_NOUN = re.compile(r"(?:quy định|nêu|ban hành(?: kèm theo)?)(?: tại| ở)? ?\Z")
_THING = re.compile(
    r"(?:QCVN|Quy chuẩn|Quy chế|Danh mục|Quy định|Điều lệ|Định mức|Nội quy)(?![^\W\d])"
)
"""What is issued with a document, and ends with it."""
_PAPER = re.compile(
    r"(?:giấy|chứng chỉ|chứng nhận|thẻ|hợp đồng|hồ sơ|chứng thư|bằng|tổ chức|cá nhân|người|doanh nghiệp|dự án|trường hợp)",
    re.IGNORECASE,
)
_MARKER = re.compile(r"[ \t*_>]*(?:(?P<a>\(?[a-zđ]\d?\))|(?P<d>\d{1,3}[.)])|(?P<g>[-+•*]) )?")
_COLON = re.compile(r":[ *_]*\n")
_HEAD_OF_MERGER = re.compile(
    r"có[ \n]+hiệu[ \n]+lực[^.;:]{0,60}\d{4},?[ \n]*(?:đã[ \n]+)?được[ \n]+(?:sửa[ \n]+đổi|bổ[ \n]+sung)[^.;:]{0,40}(?:bởi|theo|tại)[ \n]*:?[ \n]*\Z"
)
_CHAIN = re.compile(r"(?:được|bị) (?:sửa đổi|bổ sung)")
_SAME_KIND_AGAIN = re.compile(r"(?:,|(?<!\w)và) ?\Z")
_NEW_PART = re.compile(r"\n(?:#|Điều \d|Chương )")


def subjects(text: str, low: int, high: int, group: Sequence[Mentioned]) -> dict[int, Done]:
    """``A …; B … hết hiệu lực``: documents that stand as the subject of a verb of ending."""
    out: dict[int, Done] = {}
    first = next((m for _, m in group if m.kind != "self"), None)
    if first is None or (
        "hiệu lực" not in text[first.end : high] and not _ends_otherwise(text, first.end, high)
    ):
        return out
    floor = low
    for m in ENDS.finditer(text, first.end, high):
        act = _ended(m)
        run = [(n, x) for n, x in group if floor <= x.start and x.end <= m.start()]
        # What stands after the last self-mention is the subject; a self right before the verb is.
        last_self = max((k for k, (_, x) in enumerate(run) if x.kind == "self"), default=-1)
        if last_self == len(run) - 1 and run:
            continue
        at = floor
        taken = False
        before: Mention | None = None
        for n, x in run[last_self + 1 :]:
            lead = lead_of(text[at : x.start], x)
            if before is None:
                taken = _is_subject(x, lead_of(text[floor : x.start], x), m)
            elif not taken or not _goes_on(text, before, x, lead):
                before, at = (before if taken else x), tail(text, x)
                continue
            if taken:
                out[n] = act
            before, at = x, tail(text, x)
        if taken:
            floor = m.end()
    return out


_OTHER_ENDS = (
    "bãi bỏ", "đình chỉ", "tiếp tục", "được kéo dài", "gia hạn", "bị thay thế", "được thay thế",
    "giá trị",
)  # fmt: skip


def _ends_otherwise(text: str, low: int, high: int) -> bool:
    words = text[low:high]
    return any(word in words for word in _OTHER_ENDS)


def _goes_on(text: str, before: Mention, mention: Mention, lead: str) -> bool:
    """Whether ``mention`` is one more subject beside ``before``, not part of its title or chain."""
    if OPEN_LIST.search(lead[-30:]):
        return True
    if not JOINT.match(lead) and not _SAME_KIND_AGAIN.search(lead):
        return False
    words = " ".join(text[before.end : mention.start].lower().split())
    if _CHAIN.search(words):
        # Those that amended it are told by number; one with its own date or kind stands beside it.
        return mention.loai != before.loai and len(mention.ngay) == 10
    return mention.loai == before.loai


def _is_subject(mention: Mention, lead: str, verb: re.Match[str]) -> bool:
    """Whether the words before a document leave it, or a part of it, as what the verb speaks of."""
    opening = LABEL.sub("", lead, count=1)
    if _OPENING.search(opening[-140:]) and not _acts_first(opening):
        return True
    if _THING.match(opening.strip()) and opening.rstrip().endswith("theo"):
        return "hiệu lực" in verb[0]
    if not mention.pinpoint or _PAPER.match(opening):
        return False
    return bool(_HEAD_NOUN.search(opening)) and ("hiệu lực" in verb[0] or bool(verb["tiep"]))


def _acts_first(opening: str) -> bool:
    return bool(re.match(r"(?:bãi bỏ|thay thế|sửa đổi|căn cứ|hủy bỏ)", opening, re.IGNORECASE))


def _ended(m: re.Match[str]) -> Done:
    if m["keo"]:
        return ("gia_han", True)
    if m["tiep"]:
        return ("tiep_tuc_thuc_hien", True)
    if m["bai"]:
        return ("bai_bo", True)
    if m["thay"]:
        return ("thay_the", True)
    return ("dinh_chi" if m["ngung"] else "het_hieu_luc", True)


def opened(words: str) -> Done | None:
    """``các văn bản sau hết hiệu lực:`` right before the first of them; in lower case."""
    m = LIST_HEAD.search(words) if words.endswith(":") else None
    return _shared(m) if m else None


def _shared(m: re.Match[str]) -> Done | None:
    if m["het"]:
        return ("het_hieu_luc", True)
    if m["gop"]:
        return ("hop_nhat", True)
    if m["sua"]:
        return None
    word = " ".join(m["bai"].split())
    if word.startswith("sửa"):
        return ("sua_doi", True)
    return ("thay_the" if word == "thay thế" else "dinh_chi" if "đình" in word else "bai_bo", True)


def listed(text: str, low: int) -> Done | None:
    """An item of a list whose opening line says what is done to all of them."""
    found = list(_COLON.finditer(text, max(0, low - 2500), low + 1))
    colon = found[-1] if found else None
    if colon is None or _NEW_PART.search(text, colon.end(), low):
        return None
    first = re.compile(r"[ \n]*").match(text, colon.end())
    if first is None or _marker(text, first.end()) != _marker(text, low):
        return None
    m = LIST_HEAD.search(text[max(0, colon.start() - 260) : colon.start() + 1].lower())
    if not m:
        return None
    if m["sua"]:
        head = text[max(0, colon.start() - 200) : colon.start() + 1]
        return ("hop_nhat", True) if _HEAD_OF_MERGER.search(head) else None
    return _shared(m)


def _marker(text: str, at: int) -> str:
    """The kind of mark a line of a list begins with; '' for none."""
    m = _MARKER.match(text, at)
    return (m.lastgroup or "") if m else ""


def consolidated(text: str, mention: Mention, high: int) -> Done | None:
    """The head of a consolidated text: ``A, có hiệu lực từ ngày …, được sửa đổi, bổ sung bởi:``."""
    return ("hop_nhat", True) if _HEAD_OF_MERGER.search(text[mention.end : high]) else None
