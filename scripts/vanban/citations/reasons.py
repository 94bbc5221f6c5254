"""What is said to readers when resolution doesn't end with one document, and of each step."""

from __future__ import annotations

from vanban.model import DocRef, Mention
from vanban.text import viet_date

SEVERAL = "Có {1} văn bản trong kho cùng ứng với {0}."
NO_BODY = "Ký hiệu {0} dùng chung cho nhiều địa phương; chưa rõ cơ quan nào ban hành."
UNDATED = "Văn bản mang số {0} trong kho chưa rõ ngày, chưa thể khẳng định là văn bản được dẫn."
OTHER_TERM = (
    "Văn bản dẫn không ghi ngày của {0}; số này được đánh lại theo khóa hoặc theo năm "
    "nên có thể là văn bản khác cùng số."
)
WHOSE = "Ký hiệu {0} dùng chung cho nhiều địa phương, chưa rõ cơ quan nào."
SHORT_NOTE = "{0} dẫn bằng số rút gọn, không có ký hiệu."
SHORT = "“{0}” thiếu ký hiệu và ngày, chưa đủ để khẳng định là văn bản này."
WHICH_VERSION = "“{0}” không ghi năm ban hành; có nhiều lần ban hành cùng tên."
MAYBE_OTHER = "“{0}” không ghi số và ngày; có thể là một lần ban hành khác cùng tên."
SEVERAL_EVENT = "Hội nghị này ban hành {0} văn bản: {1}; câu văn không nói rõ văn bản nào."
TWO_TERMS = "“{0}” dẫn gộp văn bản của nhiều khóa."
TWICE = "Trong cùng văn bản, “{0}” và một văn bản khác có cùng cách gọi tắt."
WHICH_BEFORE = "“{0}” có thể chỉ nhiều văn bản đã dẫn ở phía trên."
NONE_BEFORE = "Phía trên không dẫn {0} nào để “{1}” chỉ tới."

UNMADE = "Câu văn nói về dự án, dự thảo hoặc lần sửa đổi của “{0}”, chưa rõ là văn bản nào."

TYPE_CLASH = "lech-loai"
DATE_CLASH = "lech-ngay"
PLANNED = "du-thao"


def shown(mention: Mention) -> str:
    """A mention as it is told to people: as printed, on one line."""
    return " ".join(mention.surface.split())


def type_clash(mention: Mention, ref: DocRef) -> str:
    return (
        f"Văn bản dẫn gọi {mention.so_hieu} là {mention.loai}, "
        f"nhưng văn bản mang số này trong kho là {ref.loai}."
    )


def date_clash(mention: Mention, ref: DocRef) -> str:
    return (
        f"Văn bản dẫn ghi {mention.so_hieu} ngày {viet_date(mention.ngay)}, "
        f"nhưng văn bản mang số này trong kho đề ngày {viet_date(ref.ngay)}."
    )


# Steps, as ``vanban cite --giai-thich`` tells them.
BY_KEYS = "tra {0}"
BY_TYPE = "loại trong câu văn: {0}"
BY_BODIES = "ký hiệu {0} vào {1} là của {2}"
BY_NO_BODY = "ký hiệu {0} dùng chung, không biết nơi ban hành"
BY_ONE_SERIES = "ký hiệu {0} không phụ thuộc nơi dẫn"
BY_DATE = "đề ngày {0}"
BY_PART_OF_DATE = "khớp {0}"
BY_UNIQUE = "số có năm hoặc khóa Quốc hội nên chỉ một văn bản mang số này"
BY_BEFORE = "không muộn hơn văn bản dẫn ({0})"
BY_PERIOD = "cùng khóa hoặc cùng năm với văn bản dẫn"
BY_TERM = "câu văn nêu khóa"
BY_SHORT = "số rút gọn {0}, loại {1}"
BY_VERSIONS = "các lần ban hành biết được: {0}"
BY_VERSION_DATE = "lần ban hành của {0}"
BY_VERSION_FORCE = "lần ban hành đang dùng vào {0}"
BY_OWN_NAME = "“{0}” là tên của chính văn bản này"
BY_EVENT = "hội nghị, đại hội này ban hành: {0}"
BY_TOPIC = "nội dung nêu sau tên gọi"
BY_USUAL = "cách gọi quen dùng"
BY_NAME = "tên “{0}”"
FOLLOWS_ALIAS = "tên gọi tắt đặt cho “{0}”"
FOLLOWS_FORM = "cùng văn bản đã dẫn “{0}” ở phía trên"
FOLLOWS_DEICTIC = "“{0}” chỉ văn bản đã dẫn gần nhất cùng loại"
