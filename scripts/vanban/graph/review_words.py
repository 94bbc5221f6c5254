"""Words of duties to look back, and words that stand beside them when nothing is due."""

from __future__ import annotations

import re

_I = re.IGNORECASE

WORDS = ("ơ kết", "ổng kết", "ơ, tổng", "iểm tra", "hanh tra", "áo cáo")
"""Pieces without their first letter, which may be a capital: looked for before any pattern is."""

HINT = re.compile(
    r"[Hh][àằ]ng |[ĐđMm](?:ịnh kỳ|ỗi (?:năm|quý|tháng))|(?:một|1) lần|lần/|/lần|(?:ngày|tháng|năm|[Qq]uý) (?=[\dIV])|sau (?=\d|ba |năm |mười )"
    r"| năm (?=th|vi|tr|tổ)|trước \d|giai đoạn \d|nhiệm kỳ \d"
)
"""Words that name a time; a paragraph without one is left at once. Asked by ``hints``."""
_NUMBERED = re.compile(
    r" (?:[\dIV](?:(?<=ngày .)|(?<=tháng .)|(?<=năm .)|(?<=[Qq]uý .))|\d(?:(?<=sau .)|(?<=trước .)|(?<=giai đoạn .)|(?<=nhiệm kỳ .))"
    r"|năm (?:th|vi|tr|tổ))"
)
_PIECES = ("àng ", "ằng ", "ịnh kỳ", "ỗi ", " lần", "lần/", "/lần", "sau ")


def hints(block: str) -> bool:
    """Whether ``block`` has a ``HINT``: first those that a blank begins, then those with a rare piece.

    Its letters begin half of all words; asked this way it takes a third of the time.
    """
    if _NUMBERED.search(block):
        return True
    for piece in _PIECES:  # any() with a generator costs three times as much
        if piece in block:
            return bool(HINT.search(block))
    return False


MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|(?m:^[ \t]*(?:#{1,6}|>|[-+])[ \t]+)|\\(?=[\[\]*_+-])")
"""Markdown that isn't words."""

SENTENCE_END = re.compile(
    r"[.!?](?:(?=\s+[*_“]{0,3}[A-ZĐÁÀÂÔƠƯÚÝ+–-])(?<!\d\.)(?<![ (.][A-ZĐ]\.))"
    r"|\n(?=\s*(?:[-+*#>|]|\d{1,3}[.)]|[a-zđ]\d?\)))"
)

REVIEW = re.compile(
    r"(?:sơ,\s+tổng\s+kết|sơ\s+kết(?:(?:\s?,|\s+và|\s+hoặc|\s?/)\s*(?P<ca>tổng\s+kết))?|tổng\s+kết)(?!\s+(?:luận|quả|nạp|hợp|cấu|nối)(?!\w))",
    _I,
)
CHECK = re.compile(
    r"(?:kiểm|thanh)\s+tra(?:(?:,|\s+và)\s+(?:giám\s+sát|đôn\s+đốc|đánh\s+giá|thanh\s+tra|kiểm\s+tra|hướng\s+dẫn|rà\s+soát|theo\s+dõi))*"
    r"(?:\s+(?:đột\s+xuất|định\s+kỳ|hoặc|và|thường\s+xuyên|chuyên\s+đề|hằng\s+năm|hàng\s+năm|\d+\s+năm(?:/lần)?)){0,6}"
    r"(?:\s+(?:việc|tình\s+hình|kết\s+quả|công\s+tác|quá\s+trình|tiến\s+độ))*(?:\s+(?:tổ\s+chức|triển\s+khai)(?:,|\s+và)?)?\s+(?:thực\s+hiện|thi\s+hành|chấp\s+hành|triển\s+khai)(?!\w)(?!\s+(?:chế\s+độ\s+)?báo\s+cáo)",
    _I,
)
CARRIED = re.compile(r"(?<!\w)(?:thực\s+hiện|thi\s+hành|triển\s+khai|chấp\s+hành)(?!\w)")
REPORT = re.compile(r"[Bb][áÁ][oO]\s+[cC][áÁ][oO]")

YEARS = re.compile(
    r"\s+(?:(?:việc|kết\s+quả|tình\s+hình)\s+)?(?P<n>\d{1,2}|ba|năm|mười)\s+năm\s+(?=(?:việc\s+|tình\s+hình\s+|kết\s+quả\s+)?(?:triển\s+khai(?:,|\s+và)?\s+|tổ\s+chức\s+)?(?:thực\s+hiện|thi\s+hành|triển\s+khai))"
)
_YEARS = {"ba": 3, "năm": 5, "mười": 10}
_TYPES = r"(?:Chỉ\s+thị|Nghị\s+quyết|Kết\s+luận|Quy\s+định|Quy\s+chế|Quyết\s+định|Đề\s+án|Chương\s+trình|Kế\s+hoạch|Thông\s+tri|Hướng\s+dẫn|Luật|Nghị\s+định|Chiến\s+lược)"
OWN_OBJECT = re.compile(
    rf"(?:việc\s+|tình\s+hình\s+|kết\s+quả\s+)?(?:triển\s+khai(?:,|\s+và)?\s*|tổ\s+chức\s+)?(?:thực\s+hiện|thi\s+hành)?\s*(?:(?:các\s+)?{_TYPES}(?:\s+này)?(?=\s*(?:[.;,)\n]|\Z|và\s|để\s|báo\s|trình\s|vào\s|trong\s))|{_TYPES}\s+(?:này|số\s|\d)|[.;,\n]|\Z)",
    _I,
)
"""What ``sơ kết 5 năm …`` is about: this text (``thực hiện Chỉ thị này``), or one that is named by number."""


def years_of(words: str) -> int:
    return int(words) if words.isdigit() else _YEARS[words.lower()]


PAST = re.compile(
    r"(?<!\w)(?:đã|vừa|qua|được|trong\s+những\s+năm\s+qua|tại\s+(?:hội\s+nghị|buổi)|kết\s+luận|kết\s+quả|theo|căn\s+cứ|trên\s+cơ\s+sở|dựa\s+trên)(?:\s+(?!trách|tổ\s+chức\s+kiểm)[^\s.;,]+){0,4}\s*\Z",
    _I,
)
"""``đã tổng kết``, ``theo báo cáo``, ``được tổng kết tại``: told, or leaned on."""

GENERAL = re.compile(
    r"(?<!\w)(?:nếu\s+(?:văn\s+bản|chỉ\s+thị|nghị\s+quyết)|theo\s+thời\s+hạn\s+ghi)", _I
)
"""A rule for documents in general sets no duty of this one."""

NOT_REVIEW = re.compile(
    r"(?:chi|kinh\s+phí|họp|cuộc\s+họp|khen\s+thưởng|biên\s+bản|hồ\s+sơ|mẫu|thời\s+gian|ngày|kế\s+hoạch|quyết\s+định|đoàn|báo\s+cáo|khi|sau|gắn\s+với(?:\s+việc)?)\s+(?:kết\s+quả\s+)?(?:hội\s+nghị\s+)?(?:sơ\s+kết,?\s+)?\Z",
    _I,
)
OBJECT_YEAR = re.compile(
    r"\s+(?:(?:công\s+tác|phong\s+trào|hoạt\s+động|thi\s+đua)\s+)*(?:năm\s+(?:học\s+|ngân\s+sách\s+)?(?:19|20)\d\d|[Nn]ghị\s+quyết\s+năm)"
)
"""``tổng kết năm 2022``: the year is what is reviewed."""

NOT_REPORT = re.compile(
    r"(?:theo|thông\s+qua|trên\s+cơ\s+sở|căn\s+cứ|qua|xem\s+xét|nội\s+dung|mẫu|(?<!ịnh\s)kỳ|(?<![hH][ằà]ng\s)(?<!ỗi\s)năm|trong|đối\s+tượng|đối\s+với|biểu|hồ\s+sơ|tên|bên|nhận|số\s+liệu|kiểm\s+toán|soát\s+xét|công\s+bố|công\s+khai"
    r"|thẩm\s+định|phê\s+duyệt|lưu\s+(?:trữ|giữ)|tiếp\s+nhận|tính\s+từ|kể\s+từ|sau\s+khi|đến|khi|thời\s+hạn|thời\s+điểm|tài\s+liệu|các\s+loại|thảo\s+luận|tích\s+hợp|(?<!hải\s)được)\s+(?:các\s+|những\s+)?\Z",
    _I,
)
REPORT_NOUN = re.compile(
    r"\s+(?:tài\s+chính|kiểm\s+toán|quyết\s+toán|thường\s+niên|viên|nghiên\s+cứu|đề\s+xuất|đầu\s+tư|đánh\s+giá\s+tác\s+động|phân\s+tích|kinh\s+tế\s+-\s+kỹ\s+thuật|giám\s+định|là\s|gồm|quy\s+định\s+tại|đột\s+xuất|thống\s+kê)",
    _I,
)
OTHER_ACT = re.compile(
    r"(?:rà\s+soát|cập\s+nhật|bảo\s+dưỡng|quan\s+trắc|(?<!công\stác\s)lưu\s+(?:trữ|giữ)|kiểm\s+định|diễn\s+tập|xem\s+xét\s+lại|đào\s+tạo|tập\s+huấn|báo\s+cáo)",
    _I,
)
THING_BEFORE = re.compile(
    r"(?:dự\s+toán(?:\s+\S+){0,6}|ngân\s+sách(?:\s+\S+){0,5}|tài\s+chính|kế\s+hoạch(?:\s+\S+){0,6}|chương\s+trình(?:\s+\S+){0,5}|kiểm\s+toán|quyết\s+toán|nghị\s+quyết|kiểm\s+tra|giám\s+sát|đánh\s+giá|bảo\s+dưỡng"
    r"|bảo\s+trì|hồ\s+sơ|lương|trợ\s+cấp|phụ\s+cấp|hưởng|học\s+phí|phí|lần|mức(?:\s+\S+){0,3}|xếp\s+loại|chỉ\s+tiêu|quan\s+trắc|khám\s+sức\s+khỏe|điều\s+tra|công\s+tác|nhiệm\s+vụ|trung\s+hạn|trung\s+hạn\s+và|đảng\s+viên|cán\s+bộ)\s*,?\s*(?:và\s+)?\Z",
    _I,
)
"""What a rhythm right behind it describes: ``dự toán hằng năm`` is no yearly duty."""

UNTIL = re.compile(
    r"(?:trước|chậm\s+nhất(?:\s+(?:là|vào|đến))?|muộn\s+nhất(?:\s+(?:là|vào))?|xong|trong|vào|đến|tại|hết|cuối)(?:\s+hết)?(?:\s+kỳ\s+họp)?(?:\s+(?:cuối|giữa|đầu))?(?:\s+ngày)?\s+\Z",
    _I,
)
DUE_DAY = re.compile(
    r"(?:trước|chậm\s+nhất(?:\s+(?:là|vào|đến))?|muộn\s+nhất(?:\s+(?:là|vào))?|không\s+(?:muộn|chậm)\s+hơn|xong|vào)(?:\s+ngày)?\s+\Z",
    _I,
)
"""What makes a day one a report is due by; ``từ ngày … đến ngày …`` is the time it tells of."""

PERIOD_OF = re.compile(r"(?:từ|từ\s[^.;]{1,70}đến|tính\s+đến|kỳ|số\s+liệu(?:\s+đến)?)\s+\Z", _I)
OF_BODY = re.compile(r"\s+của\s+(?!các\s+(?:bộ|cơ\s+quan)\s+gửi)[A-ZĐÀ-Ỹ]")
OF_FORM = re.compile(r"(?:^|-)(?:mau|phu-luc)-")
"""Appendices: their reports are forms; what a plan's appendix reviews is a duty all the same."""

OF_SHEET = re.compile(r"(?:^|-)mau-")
