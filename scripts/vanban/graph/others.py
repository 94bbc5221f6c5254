"""Words that make an act somebody else's: work still to be done, proposals, what was done before.

``Giao Bộ Tài chính nghiên cứu, sửa đổi Nghị định số …`` amends nothing; ``Sau 10 năm thực hiện
Nghị quyết số …`` tells of the past. Both are matched in lower case.
"""

from __future__ import annotations

import re

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
    r"(?:sau|qua|trong|hơn|gần) (?:hơn |gần )?\d{1,3} (?:năm|tháng)(?: (?:tổ chức|triển khai|quán triệt|việc|,))*\Z"
)
_ORGAN = (
    r"(?:ủy|uỷ|ban|bộ|đảng|cấp|tỉnh|huyện|xã|phường|đơn vị|cơ quan|chính quyền|đoàn|hội|sở|phòng|chi bộ|ubnd|hđnd"
    r"|chính phủ|thủ tướng|ngành|địa phương|công tác|trường|đồng chí|btv|bch)"
)
_DID = re.compile(
    rf",[^.;:]{{0,160}}?(?<!\w){_ORGAN}(?!\w)[^.;:]{{0,160}}?(?<!\w)đã (?!được (?:thông|ban|sửa|phê|ký|quy|nêu|đề|xác|công))"
)


def planned(before: str) -> bool:
    """Whether the words before a verb leave the act to somebody or to a later day."""
    return bool(_PLANNED.search(_CLAUSE.split(before)[-1]))


def told(opening: str, before: str, after: str) -> bool:
    """Whether carrying out is history: ``Thực hiện A, các cấp ủy đã …``, ``Những năm qua, thực hiện A``.

    ``opening``: the sentence up to the document; ``before``: the words before the verb; ``after``:
    the sentence behind the document.
    """
    if _SINCE.search(before):
        return True
    flat = " ".join(after.lower().split())
    if flat.endswith(":"):
        return False
    return bool(_PAST.match(" ".join(opening.lower().split())) or _DID.search(flat))
