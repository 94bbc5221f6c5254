"""Words that make an act somebody else's: work still to be done, proposals, what was done before.

``Giao Bộ Tài chính nghiên cứu, sửa đổi Nghị định số …`` amends nothing; ``Sau 10 năm thực hiện
Nghị quyết số …`` tells of the past. Both are matched in lower case.
"""

from __future__ import annotations

import re

from vanban.graph.lead import LABEL

_BODY = r"(?:cấp|chính phủ|thủ tướng|quốc hội|ủy ban|uỷ ban|hội đồng|ban|bộ|ubnd|hđnd|ubtvqh)"
_PLANNED = re.compile(
    r"(?<!\w)(?:nghiên cứu|rà soát|tham mưu|đề xuất|(?<!theo )(?<!xét )đề nghị|kiến nghị|xem xét|dự thảo|dự kiến|soạn thảo"
    r"|(?<!bộ )(?<!sở )(?<!phòng )(?<!ngành )xây dựng (?:luật|nghị|thông|quyết|dự|văn|đề|hồ|và|để)"
    rf"|(?<!chương )(?<!quá )(?<!lộ )(?<!quy )(?<!tờ )trình {_BODY}"
    r"|chủ trì|phối hợp với|(?<!bàn )(?<!được )giao (?:bộ|sở|ban|ủy ban|uỷ ban|văn phòng|cơ quan|phòng|đảng|cho|các)"
    r"|(?<!theo )(?<!đáp ứng )yêu cầu (?:bộ|sở|các|ủy ban|uỷ ban|ban|cơ quan)|trường hợp|nếu|lý do|lí do)(?!\w)"
    r"|(?<!\w)(?:cần|phải|chưa|sớm|khẩn trương|kịp thời|tiếp tục|đang|đã)(?: \w+)?\Z"
)
_CLAUSE = re.compile(r"[;:.](?= |\Z)")
_PAST = re.compile(
    r"\A[\W\d]*(?:trong |qua |sau |hơn |gần |với )*(?:(?:những|các|mấy) năm (?:gần đây|vừa qua|qua)|thời gian (?:vừa )?qua"
    r"|nhiệm kỳ (?:vừa )?qua|\d{1,3} năm (?:qua|thực hiện|triển khai)|từ (?:khi|năm \d{4})|ngay sau khi|trước đó)(?!\w)"
)
_SINCE = re.compile(
    r"(?:sau|qua|trong|hơn|gần|kết quả|tình hình) (?:hơn |gần )?\d{1,3} (?:năm|tháng)(?: (?:tổ chức|triển khai|quán triệt|việc|,))*\Z"
    r"|(?<!\w)(?:được|đã|đã được)(?: nghe)?\Z"
)
_ORGAN = (
    r"(?:ủy|uỷ|ban|bộ|đảng|cấp|tỉnh|huyện|xã|phường|đơn vị|cơ quan|chính quyền|đoàn|hội|sở|phòng|chi bộ|ubnd|hđnd"
    r"|chính phủ|thủ tướng|ngành|địa phương|công tác|trường|đồng chí|btv|bch)"
)
_DID = re.compile(
    rf"\A[^,.;:]{{0,80}}, đã (?!được)|,[^.;:]{{0,160}}?(?<!\w){_ORGAN}(?!\w)[^.;:]{{0,160}}?(?<!\w)đã (?!được (?:thông|ban|sửa|phê|ký|quy|nêu|đề|xác|công))"
)

_KIND = r"(?:luật|pháp lệnh|nghị quyết|nghị định|quyết định|thông tư|quy định|kế hoạch|hướng dẫn|quy chế)(?: liên tịch)?"
_BY_WHOM = re.compile(
    rf"(?:\A|này|ban hành {_KIND}|\A{_KIND}(?: số [^ ]+)?|[,;:]|và|để|nhằm|về|là)(?: (?:về|việc|được|sẽ|nhằm|để|cũng))*\Z"
)
_NOUN = re.compile(
    r"(?:văn bản|pháp luật|các (?:nghị định|thông tư|quy định)|theo|trưởng|trách nhiệm|được|quán triệt(?:,| và)|triển khai(?:,| và)|(?<!để )tổ chức)(?: có liên quan)?,?\Z"
)
_OTHERS = re.compile(rf"(?:của|tại|theo|các) {_KIND} [^.;]*\Z")
"""``theo Nghị định quy định chi tiết …, hướng dẫn thi hành Luật A``: another document, by its title."""
_BODY_SAYS = re.compile(
    r"(?:\A|, )(?:liên )?(?:ủy ban|uỷ ban|ban|bộ|sở|văn phòng|chính phủ|cục|tổng cục|ngân hàng|viện|tòa án|hội|tổng|liên đoàn|đoàn|đảng ủy|huyện ủy|tỉnh ủy)(?!\w)[^,;:]{0,120}\Z"
)
_AS_FOLLOWS = re.compile(r"như sau[ .]*:?[ \n]*\Z")
"""``Bộ Nội vụ hướng dẫn thi hành Nghị định số … như sau``: the enacting words."""
_DETAILS = re.compile(r" ?quy định chi tiết(?:,| và)?\Z")
_CARRIES = re.compile(r"(?:\A|này|kế hoạch|chương trình|về|về việc|[,;])\Z")
_WHILE = re.compile(r"(?:quá trình|trường hợp|không|chưa|để được|khi|trong việc)(?: tổ chức)?\Z")
_PROPOSED = re.compile(r"[\W_]*(?:Xét|Theo) (?:đề nghị|đề xuất|tờ trình)")


def planned(before: str) -> bool:
    """Whether the words before a verb leave the act to somebody or to a later day."""
    return bool(_PLANNED.search(_CLAUSE.split(before)[-1]))


def told(opening: str, before: str, after: str) -> bool:
    """Whether carrying out is history: ``Thực hiện A, các cấp ủy đã …``, ``Những năm qua, thực hiện A``.

    ``opening``: the sentence up to the document; ``before``: the words before the verb; ``after``:
    the sentence behind the document.
    """
    if _SINCE.search(before) or _PROPOSED.match(opening):
        return True
    flat = " ".join(after.lower().split())
    if flat.endswith(":"):
        return False
    if _PAST.match(" ".join(opening.lower().split())):
        return True
    return "đã " in flat and bool(_DID.search(flat))


def guides(before: str, sentence: str) -> bool:
    """Whether guiding or detailing is an act; ``văn bản hướng dẫn Luật A`` only names documents."""
    before = _DETAILS.sub("", before)
    opening = LABEL.sub("", before, count=1)
    if _BODY_SAYS.search(opening) and _AS_FOLLOWS.search(sentence):
        return True
    return not (_NOUN.search(before) or _OTHERS.search(before)) and bool(_BY_WHOM.search(opening))


def carries(before: str, *, by_name: bool) -> bool:
    """Whether carrying out is a task; ``by_name``: of a law told by name, which everybody obeys."""
    return not _WHILE.search(before) and (not by_name or bool(_CARRIES.search(before)))
