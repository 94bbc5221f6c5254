"""The generator's own words: syllables, compounds and office phrases, all made up here.

Nothing is taken from any document. The aim is text that loads a build and an index as
real directives do: few very frequent syllables, many rare pairs, long sentences.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from random import Random

_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gi",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
# The letter that carries the tone is upper case.
_OPEN_RIMES = [
    "A",
    "Ai",
    "Ao",
    "Au",
    "Ay",
    "Âm",
    "Ân",
    "Âng",
    "Âu",
    "Ây",
    "Am",
    "An",
    "Ang",
    "Anh",
    "Ăm",
    "Ăn",
    "Ăng",
    "E",
    "Em",
    "En",
    "Eo",
    "Ê",
    "Êm",
    "Ên",
    "Ênh",
    "Êu",
    "I",
    "Im",
    "In",
    "Inh",
    "iÊn",
    "iÊu",
    "iÊm",
    "iÊng",
    "O",
    "Oi",
    "Om",
    "On",
    "Ong",
    "oA",
    "oAn",
    "oAng",
    "oAi",
    "Ô",
    "Ôi",
    "Ôm",
    "Ôn",
    "Ông",
    "Ơ",
    "Ơi",
    "Ơm",
    "Ơn",
    "U",
    "Ui",
    "Um",
    "Un",
    "Ung",
    "uÔi",
    "uÔn",
    "uÔng",
    "uÂn",
    "uYên",
    "Ư",
    "Ưng",
    "ưƠi",
    "ưƠm",
    "ưƠn",
    "ưƠng",
    "Ưu",
    "ưƠu",
]
_STOP_RIMES = [
    "Ac",
    "Ach",
    "Ap",
    "At",
    "Ăc",
    "Ăt",
    "Âp",
    "Ât",
    "Ec",
    "Et",
    "Êt",
    "Êch",
    "Ich",
    "It",
    "iÊc",
    "iÊt",
    "Oc",
    "Op",
    "Ot",
    "Ôc",
    "Ôt",
    "Uc",
    "Ut",
    "uÔc",
    "uÂt",
    "Ưc",
    "ưƠc",
]
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_STOP_TONES = ("\u0301", "\u0323")
# Words that would make a citation or a provision out of random text.
_FORBIDDEN = {
    "luật",
    "lệnh",
    "điều",
    "mục",
    "khoản",
    "điểm",
    "chương",
    "phần",
    "hiến",
    "pháp",
    "số",
    "ngày",
    # and some that no office writes
    "đéo",
    "địt",
    "lồn",
    "cặc",
    "buồi",
    "đĩ",
    "cứt",
    "đái",
    "dái",
}

_ACTIONS = (
    "tăng cường",
    "đẩy mạnh",
    "tiếp tục thực hiện có hiệu quả",
    "tập trung chỉ đạo",
    "rà soát, bổ sung",
    "chủ động tham mưu",
    "tổ chức quán triệt",
    "nâng cao chất lượng",
    "kịp thời chấn chỉnh",
    "phối hợp triển khai",
    "xây dựng và hoàn thiện",
    "kiểm tra, đôn đốc",
    "đổi mới phương thức",
    "phát huy vai trò của",
    "bảo đảm",
    "quan tâm giải quyết",
    "làm tốt",
    "từng bước khắc phục hạn chế trong",
    "định kỳ đánh giá",
    "phân công rõ trách nhiệm trong",
)
_OBJECTS = (
    "công tác kiểm tra, giám sát",
    "công tác tuyên truyền, vận động nhân dân",
    "việc sắp xếp tổ chức bộ máy",
    "công tác phát triển đảng viên mới",
    "quy chế dân chủ ở cơ sở",
    "cải cách thủ tục hành chính",
    "chuyển đổi số trong cơ quan nhà nước",
    "công tác phòng, chống thiên tai",
    "quản lý đất đai và môi trường",
    "phong trào thi đua yêu nước",
    "công tác tiếp dân và xử lý đơn thư",
    "chất lượng sinh hoạt chi bộ",
    "đào tạo nguồn nhân lực",
    "bảo vệ nền tảng tư tưởng",
    "xây dựng nông thôn mới",
    "an sinh xã hội",
    "công tác văn thư, lưu trữ",
    "kỷ luật, kỷ cương hành chính",
    "thu hút đầu tư vào địa bàn",
    "giữ gìn an ninh trật tự",
    "khối đại đoàn kết toàn dân",
    "đội ngũ cán bộ cơ sở",
    "thu ngân sách trên địa bàn",
    "chăm sóc sức khỏe ban đầu",
    "giải phóng mặt bằng các công trình trọng điểm",
)
_SUBJECTS = (
    "các cấp ủy, tổ chức đảng",
    "người đứng đầu cơ quan, đơn vị",
    "cán bộ, đảng viên và nhân dân",
    "ủy ban nhân dân các cấp",
    "các sở, ban, ngành",
    "mặt trận và các đoàn thể",
    "cơ quan thường trực",
    "văn phòng cấp ủy",
    "ban chỉ đạo các cấp",
    "chính quyền cơ sở",
    "tổ công tác liên ngành",
    "từng địa phương, đơn vị",
)
_MANNERS = (
    "trong giai đoạn mới",
    "theo đúng thẩm quyền được giao",
    "phù hợp với tình hình thực tế",
    "bảo đảm đúng tiến độ, tiết kiệm",
    "gắn với nhiệm vụ chính trị của đơn vị",
    "từ nay đến hết năm",
    "trên cơ sở đề xuất của đơn vị chủ trì",
    "không để xảy ra tình trạng đùn đẩy",
    "coi đây là nhiệm vụ thường xuyên",
    "có sản phẩm cụ thể, đo đếm được",
    "trước hết ở những nơi còn khó khăn",
    "bằng nhiều hình thức thiết thực",
)
TOPICS = (
    "Dân vận",
    "Tổ chức xây dựng Đảng",
    "Kiểm tra, giám sát",
    "Nội chính",
    "Cải cách hành chính",
    "Văn thư, lưu trữ",
    "Nông nghiệp",
    "Giáo dục",
    "Y tế",
    "Tài chính",
    "Đất đai",
    "Quốc phòng, an ninh",
    "Thi đua, khen thưởng",
    "Chuyển đổi số",
)
_SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Đinh",
]
_MIDDLES = ["Văn", "Thị", "Đức", "Minh", "Quang", "Thanh", "Hữu", "Xuân", "Ngọc", "Công"]
_GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hùng",
    "Khoa",
    "Lan",
    "Long",
    "Mai",
    "Nam",
    "Phong",
    "Quân",
    "Sơn",
    "Thảo",
    "Tuấn",
    "Vinh",
    "Yến",
]
_PLACES = [
    "Tân Lập",
    "Bình Minh",
    "An Phú",
    "Đông Sơn",
    "Hòa Lạc",
    "Phú Thịnh",
    "Thanh Khê",
    "Vĩnh Tường",
    "Yên Định",
    "Long Hưng",
]


def _syllables() -> list[str]:
    found = []
    for onset in _ONSETS:
        for rimes, tones in ((_OPEN_RIMES, _TONES), (_STOP_RIMES, _STOP_TONES)):
            for rime in rimes:
                found += [onset + _toned(rime, tone) for tone in tones]
    return [s for s in dict.fromkeys(found) if s not in _FORBIDDEN]


def _toned(rime: str, tone: str) -> str:
    place = next(i for i, letter in enumerate(rime) if letter.isupper())
    return unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :]).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordModel:
    """Pools a document is drawn from: ``clauses`` and ``titles`` are ready pieces of text."""

    clauses: tuple[str, ...]
    titles: tuple[str, ...]


def word_model(seed: int, clauses: int = 20_000, titles: int = 4_000) -> WordModel:
    """The pools for a seed: the same seed gives the same words in the same order."""
    rng = Random(f"words-{seed}")
    syllables = _syllables()
    rng.shuffle(syllables)
    syllables = syllables[:2_500]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(syllables))))
    draw = rng.choices(syllables, cum_weights=weights, k=16_000)
    compounds = [f"{a} {b}" for a, b in zip(draw[::2], draw[1::2], strict=True)]
    ranks = list(accumulate(1 / (rank + 10) for rank in range(len(compounds))))
    rare = iter(rng.choices(compounds, cum_weights=ranks, k=6 * clauses + 2 * titles))
    return WordModel(
        clauses=tuple(_clause(rng, [next(rare) for _ in range(6)]) for _ in range(clauses)),
        titles=tuple(_title(rng, next(rare), next(rare)) for _ in range(titles)),
    )


def _clause(rng: Random, rare: list[str]) -> str:
    parts = [rng.choice(_ACTIONS), rng.choice(_OBJECTS), *rare[: rng.randrange(1, 7)]]
    if rng.random() < 0.5:
        parts.insert(0, rng.choice(_SUBJECTS))
    if rng.random() < 0.5:
        parts.append(rng.choice(_MANNERS))
    return " ".join(parts)


def _title(rng: Random, first: str, second: str) -> str:
    action, subject = rng.choice(_ACTIONS), rng.choice(_OBJECTS)
    return f"{action[0].upper()}{action[1:]} {subject} {first} {second} {rng.choice(_MANNERS)}"


def person(rng: Random) -> str:
    return f"{rng.choice(_SURNAMES)} {rng.choice(_MIDDLES)} {rng.choice(_GIVEN)}"


def place(rng: Random) -> str:
    return f"huyện {rng.choice(_PLACES)}"


def sentence(rng: Random, model: WordModel, clauses: int = 2) -> str:
    """One sentence of that many clauses, sometimes with a figure that looks like a number."""
    text = "; ".join(rng.choices(model.clauses, k=clauses))
    if rng.random() < 0.15:
        text += rng.choice(_FIGURES).format(a=rng.randrange(1, 100), b=rng.randrange(100, 999))
    return text[0].upper() + text[1:] + "."


# Near misses: none of them is a citation.
_FIGURES = (
    ", đạt {a},5% kế hoạch năm",
    ", hoàn thành {a}/{b} chỉ tiêu được giao",
    ", giai đoạn 2020-2025",
    ", với tổng kinh phí {b},{a} tỷ đồng",
    ", trực 24/7 trong thời gian cao điểm",
    ", theo Mẫu 0{a}/BC kèm theo",
)
