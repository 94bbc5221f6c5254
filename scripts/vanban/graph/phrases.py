"""Operative phrases: what a text says it does to the document named right after or before.

Sources: counts over real documents (DOMAIN 7.1); each phrase has its trap beside it. Order is
precedence: the first that ends where the object begins is taken.
"""

from __future__ import annotations

import re

from vanban.model import QuanHe

_S = r"[ \n]{1,4}"


def _words(text: str) -> str:
    return text.replace(" ", _S)


_SOME = _words(
    r"(?: (?:một số|các|toàn bộ|toàn văn|một phần|những|tên))?(?: (?:điều|khoản|điểm|nội dung|quy định|phụ lục|mẫu|"
    r"biểu mẫu|cụm từ|chương|mục))?(?:, (?:khoản|điểm|điều|phụ lục|biểu mẫu|mục|mẫu|cụm từ|nội dung)){0,5}"
    r"(?: và (?:khoản|điểm|điều|phụ lục|biện pháp|tổ chức|mẫu|biểu mẫu))?(?: (?:của|tại|trong|ban hành kèm theo|"
    r"để|thi hành|thực hiện|quy định tại|thuộc))?(?: các)?(?: văn bản)?"
)
_DO = _words(
    r"(?:,? (?:việc|một số nội dung|có hiệu quả|hiệu quả|nghiêm|nghiêm túc|nghiêm chỉnh|tốt|đồng bộ|quyết liệt|nội dung|"
    r"đầy đủ|kịp thời|thắng lợi|toàn diện|khẩn trương|chặt chẽ|sâu sắc|thực chất|sáng tạo|linh hoạt|sâu rộng|rộng rãi|đúng|các))*"
)
_THINGS = (
    _words(
        r"(?: (?:những|một số))*(?: (?:ý kiến|quan điểm|mục tiêu|nhiệm vụ|giải pháp|nội dung|chủ trương|tinh thần|yêu cầu|chỉ tiêu|phương hướng|"
        r"định hướng|chỉ đạo|chính sách))(?!\w)"
    )
    + r"[^.;:]{0,160}?(?<!\w)"
    + _words(r"(?:của|tại|trong|theo)(?: các)?")
)
_YEARS = _words(r"(?: (?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:năm|tháng))?")

_LED = _words(
    r"(?:(?:,| và)? (?:việc|công tác|lãnh đạo|chỉ đạo|quán triệt|triển khai|tổ chức|cụ thể hóa|chuyên đề|kết quả|tình hình))*"
)
_CARRY = _LED + _words(r" ?(?:thực hiện|thi hành)?") + _DO
_PUSH = _words(
    r"(?:(?:đẩy mạnh|tăng cường|tập trung|nghiêm túc|chủ động|tích cực|khẩn trương|tuyên truyền|phổ biến|học tập|triển khai|quán triệt)(?:,| và)? (?:việc )?)*"
)
_CONTINUE = _words(
    r"tiếp tục(?:(?:,| và)? (?:chỉ đạo|tổ chức|lãnh đạo|triển khai|quán triệt|đẩy mạnh|tăng cường|nghiêm túc|đồng bộ|tuyên truyền|phổ biến))*"
    r",?(?: việc)? (?:thực hiện|triển khai|quán triệt)"
)
_TABLE: tuple[tuple[QuanHe, str, str], ...] = (
    ("tiep_tuc_thuc_hien", "tiếp tục", _CONTINUE + _DO),
    ("tiep_tuc_thuc_hien", "tiếp tục", _CONTINUE + _DO + _THINGS),
    ("so_ket", "sơ kết", _words(r"sơ kết(?:, tổng kết)?") + _YEARS + _words(r"(?: (?:việc|kết quả|tình hình))?") + _YEARS + _CARRY),
    ("tong_ket", "tổng kết", "tổng kết" + _YEARS + _words(r"(?: (?:việc|kết quả|tình hình))?") + _YEARS + _CARRY),
    ("kiem_tra", "tra", _words(r"(?:kiểm tra|thanh tra)(?:, giám sát)?") + _LED + _YEARS + _LED + _words(r" (?:thực hiện|thi hành|chấp hành)") + _DO),
    ("kiem_tra", "giám sát", "giám sát" + _LED + _YEARS + _LED + _words(r" (?:thực hiện|thi hành|chấp hành)") + _DO),
    ("sua_doi", "từ", _words(r"(?:thay thế|bãi bỏ|bỏ|bổ sung|sửa đổi)(?: (?:các|một số))? (?:cụm từ|từ)") + r"[^.;\n]{0,160}(?:tại|của|trong)"),
    ("sua_doi", "b", _words(r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|bỏ)(?:(?:,| và) (?:sửa đổi|bổ sung|thay thế|bãi bỏ)){1,4}") + _SOME),
    ("thay_the", "thay thế", _words(r"thay thế(?: cho)?") + _SOME),
    ("thay_the", "thay cho", _words(r"thay cho") + _SOME),
    ("bai_bo", "bỏ", _words(r"(?:bãi bỏ|hủy bỏ|huỷ bỏ)") + _SOME),
    ("bai_bo", "thu hồi", _words(r"thu hồi") + _SOME),
    ("het_hieu_luc", "hiệu lực", _words(r"(?:(?:chấm dứt|kết thúc) hiệu lực|làm hết hiệu lực)(?: thi hành)?(?: của| đối với)?") + _SOME),
    ("bai_bo", "gồm", _words(r"(?:bị|được) bãi bỏ(?: toàn bộ| một phần)?,? (?:bao )?gồm(?: có)?")),
    ("het_hieu_luc", "gồm", _words(r"hết hiệu lực(?: thi hành)?,? (?:bao )?gồm(?: có)?")),
    ("dinh_chi", "đình chỉ", _words(r"đình chỉ(?: việc)? thi hành") + _SOME),
    ("dinh_chi", "ngưng", _words(r"(?:tạm )?ngưng hiệu lực(?: thi hành)?") + _SOME),
    ("dinh_chinh", "đính chính", "đính chính" + _SOME),
    ("gia_han", "kéo dài", _words(r"kéo dài(?: (?:hiệu lực|thời gian|thời hạn|việc))?(?: (?:thực hiện|thi hành|áp dụng|hiệu lực))*(?: của)?") + _SOME),
    ("gia_han", "gia hạn", _words(r"gia hạn(?: (?:hiệu lực|thời gian|thời hạn|việc))?(?: (?:thực hiện|thi hành|áp dụng|hiệu lực))*(?: của)?") + _SOME),
    ("sua_doi", "sửa đổi", _words(r"(?:sửa đổi,? bổ sung|sửa đổi)(?:, (?:thay thế|bãi bỏ|bổ sung))*") + _SOME),
    ("sua_doi", "bổ sung", "bổ sung" + _SOME),
    ("sua_doi", "điều chỉnh", r"(?<!phạm vi )(?<!đối tượng )(?<!sự )(?<!được )điều chỉnh" + _words(r"(?:,?(?: và)? (?:bổ sung|sửa đổi))*") + _SOME),
    ("hop_nhat", "hợp nhất", _words(r"hợp nhất(?: từ)?(?: các)?")),
    ("quy_dinh_chi_tiet", "chi tiết", _words(r"quy định chi tiết(?: việc thực hiện)?(?:(?:,| và)? (?:hướng dẫn|biện pháp))*(?: để tổ chức)?(?:,? hướng dẫn)?(?: (?:thi hành|thực hiện))?") + _SOME + _words(r"(?: và biện pháp)?(?: để)?(?: tổ chức,?)?(?: hướng dẫn)?(?: thi hành)?(?: của)?")),
    ("quy_dinh_chi_tiet", "biện pháp", _words(r"quy định chi tiết") + r"[^.;:]{0,200}" + _words(r"và(?: các)? biện pháp(?: để)?(?: tổ chức,?)?(?: hướng dẫn)? thi hành") + _SOME),
    ("huong_dan", "biện pháp", _words(r"hướng dẫn(?: các)? biện pháp thi hành") + _SOME),
    ("huong_dan", "hướng dẫn", _words(r"hướng dẫn(?: (?:việc|một số nội dung))?(?: (?:thi hành|thực hiện|áp dụng))?") + _SOME),
    ("thuc_hien", "thực hiện", _PUSH + _words(r"thực hiện(?: (?:và|,) ?(?:triển khai|quán triệt))?") + _DO + _words(r"(?: một số (?:điều|nội dung|khoản) (?:của|trong|tại))?")),
    ("thuc_hien", "triển khai", _PUSH + _words(r"triển khai(?:,? (?:và )?quán triệt)?(?:,? (?:và )?thi hành)?") + _DO),
    ("thuc_hien", "quán triệt", _PUSH + _words(r"quán triệt(?:(?:,| và) (?:triển khai|thực hiện|tổ chức))*(?: thực hiện)?") + _DO),
    ("thuc_hien", "cụ thể", _words(r"cụ thể h(?:óa|oá)") + _DO),
    *(("thuc_hien", word, _words(word) + _DO + _THINGS) for word in ("thực hiện", "triển khai", "quán triệt", "cụ thể hóa", "cụ thể hoá")),
    ("can_cu", "căn cứ", _words(r"căn cứ(?: vào)?(?: (?:các|quy định tại|quy định của))?")),
    ("dan_chieu", "quy định", _words(r"(?:theo )?quy định(?: (?:tại|của|theo|trong))?(?: các)?")),
    ("dan_chieu", "theo", _words(r"(?:kèm )?theo(?: (?:đúng|tinh thần|nội dung|hướng dẫn tại|yêu cầu của))?(?: các)?")),
    ("dan_chieu", "tại", _words(r"(?:nêu|dẫn chiếu|viện dẫn|ban hành|xác định|hướng dẫn) tại(?: các)?")),
    ("dan_chieu", "của", _words(r"(?:dẫn chiếu|viện dẫn|yêu cầu|nội dung) của")),
)  # fmt: skip

BEFORE: tuple[tuple[QuanHe, str, re.Pattern[str]], ...] = tuple(
    (name, word, re.compile(rf"(?<!\w){pattern}[ \n:*_]*\Z")) for name, word, pattern in _TABLE
)
"""(relation, a word the phrase can't do without, phrase that ends right before the object), for
text in lower case. Traps: ``thay thế cụm từ`` changes a text and is an amendment; ``đình chỉ``
needs ``thi hành``, for most suspensions are of activities."""

OBJECT = re.compile(
    r"(?P<verb>"
    + _words(
        r"sửa đổi,? bổ sung(?:, (?:thay thế|bãi bỏ|bổ sung))*|sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|bỏ|đính chính"
        r"|đình chỉ (?:việc )?thi hành|ngưng hiệu lực|kéo dài thời (?:gian|hạn) (?:thực hiện|áp dụng|thi hành)|quy định chi tiết|hướng dẫn"
    )
    + r")(?P<gi>[^.;:]{1,420}?)"
    + _words(
        r"(?P<noi>của|tại|trong|thuộc|ban hành(?: kèm)? theo|kèm theo|quy định tại|nêu tại|vào sau|vào trước|sau|trước|vào)(?: các)?"
    )
    + r"[ \n*_]*\Z"
)
"""``Bãi bỏ mẫu biểu về thu phí ban hành kèm theo …``: a verb whose object is a thing in a document.

In lower case; the verb must open its clause.
"""

OBJECT_VERBS: dict[str, QuanHe] = {
    "sửa": "sua_doi", "bổ": "sua_doi", "thay": "thay_the", "bãi": "bai_bo", "hủy": "bai_bo",
    "huỷ": "bai_bo", "bỏ": "bai_bo", "đính": "dinh_chinh", "đình": "dinh_chi", "ngưng": "dinh_chi",
    "kéo": "gia_han", "quy": "quy_dinh_chi_tiet", "hướng": "huong_dan",
}  # fmt: skip

OBJECT_HEAD = re.compile(
    _words(
        r"(?P<verb>sửa đổi,? bổ sung|sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)"
        r"(?P<them>(?:(?:,| và) (?:sửa đổi|bổ sung|thay thế|bãi bỏ))*)"
    )
    + r" [^.;:]{0,200}(?<!theo)\Z"
)
"""A list of things in a document, its own reference last: ``sửa đổi nội dung phần căn cứ, (phụ lục) A``."""

BASIS = re.compile(r"[ \t\n*_>+•-]*(?:[a-zđ]\)[ ]*)?[Cc]ăn cứ(?![^\W\d])|[ \t\n*_>+•-]*CĂN CỨ")
"""A line of the legal basis; a numbered clause that begins so speaks of something else."""

ENDS = re.compile(
    _words(
        r"(?:được |bị |sẽ |cũng |đồng thời |đều )*(?:(?P<het>(?:hết|chấm dứt|không còn|kết thúc) (?:hiệu lực|giá trị)(?: thi hành| áp dụng)?|bị thay thế(?= kể từ))|"
        r"(?P<thay>(?:được|bị) thay thế (?:bởi|bằng|theo)(?= (?:bộ )?(?:luật|pháp lệnh|nghị|thông|quyết|quy|hướng|chỉ|kết|kế|điều lệ)[^,;.]{0,20} này))|"
        r"(?P<bai>bị bãi bỏ|được bãi bỏ|bị hủy bỏ|bị thu hồi)(?! (?:bởi|theo|tại|bằng))|(?P<ngung>(?:tạm )?ngưng hiệu lực(?: thi hành)?(?= (?:từ|kể từ|đến|cho đến))|bị đình chỉ(?: việc)? thi hành|được ngưng hiệu lực)|"
        r"(?P<tiep>tiếp tục (?:được )?(?:thực hiện|triển khai)(?= (?:đến|từ|cho đến|trong))|(?:được )?tiếp tục thực hiện(?= (?:đến|từ|cho đến|trong)))|"
        r"(?P<keo>tiếp tục có hiệu lực|tiếp tục (?:được )?áp dụng|tiếp tục được thi hành|được kéo dài|được gia hạn))"
    ),
    re.IGNORECASE,
)
"""The object stands before: ``Thông tư A … hết hiệu lực kể từ ngày Thông tư này có hiệu lực``."""

_NO_VERB = r"(?:(?!bãi bỏ|hủy bỏ|huỷ bỏ|thay thế|sửa đổi|hết hiệu lực)[^:;.])"
LIST_HEAD = re.compile(
    "(?:"
    + _words(r"(?P<bai>bãi bỏ|hủy bỏ|huỷ bỏ|thay thế|đình chỉ thi hành|sửa đổi,? bổ sung)(?!\w)")
    + _NO_VERB
    + "{0,240}"
    + _words(r"|(?P<het>hết hiệu lực|chấm dứt hiệu lực)")
    + "[^:;]{0,160}"
    + _words(r"|(?P<gop>được hợp nhất từ|hợp nhất)")
    + "[^:;]{0,80}"
    + _words(r"|(?P<sua>được sửa đổi,? bổ sung(?: một số điều)? bởi)")
    + r")[ \n]*:[ \n]*\Z"
)
"""The opening line of a list, in lower case: what its items share."""

PASSIVE = re.compile(
    _words(
        r"(?:được|dược|bị)(?: các văn bản)? (?P<gi>(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hợp nhất|hướng dẫn|quy định chi tiết|gia hạn|đính chính)[^.:\n]{0,90}?)"
        r"(?:bởi|theo|tại|bằng)"
    )
    + r"(?:[ \n]+(?:các[ \n]+)?(?:[Kk]hoản|[Đđ]iều|[Đđ]iểm|quy[ \n]+định[ \n]+tại|Phụ lục|Mục)[^.;:]{0,120})?(?:[ \n]+của)?(?:[ \n]+các)?[ \n]*\Z",
    re.IGNORECASE,
)
"""``A được sửa đổi, bổ sung bởi B``: B acts, and on A, so this document does nothing."""

CARRIER = re.compile(
    r"[ \n*_>#]*\([*_]*" + _words(r"(?:ban hành )?kèm theo") + r"[ \n*_]*", re.IGNORECASE
)
"""``(Ban hành kèm theo Quyết định số …)`` under a title: the text is issued with that decision."""
EFFECT_DAY = re.compile(
    _words(
        r"(?:có hiệu lực(?: thi hành)?(?: kể)? từ|hết hiệu lực(?: thi hành)?(?: kể)? từ|kể từ)(?: \d{1,2} giờ(?: \d{1,2})?(?: phút)?,?)? ngày (\d{1,2}[^;\n.]{1,30}?\d{4})"
    )
)
PLAIN_DAY = re.compile(_words(r"từ ngày (\d{1,2}[^;\n.]{1,30}?\d{4})"))
KEPT_WITH = re.compile(r",? (?:được )?(?:ban hành )?kèm theo\Z")
RELATIVE_DAY = re.compile(
    _words(r"từ ngày")
    + r"[^.;\n]{0,60}?"
    + _words(r"này")
    + r"[^.;\n]{0,20}?"
    + _words(r"có hiệu lực")
)
