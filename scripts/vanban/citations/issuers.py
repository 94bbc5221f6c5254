"""Names of issuing bodies as printed beside a mention.

A body begins with one of a closed set of nouns and runs on through capitals and the syllables
names are made of, to the first word that no name holds (a verb of the title, a mark).
Ministries carry ``và`` and commas in their names.
"""

from __future__ import annotations

import re

_HEADS = (
    "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành", "BCH", "Ban Thường vụ", "Thường trực",
    "Thường vụ", "Trung ương", "Chính phủ", "Thủ tướng", "Phó Thủ tướng", "Quốc hội", "Ủy ban",
    "Uỷ ban", "UBND", "UBTVQH", "HĐND", "Hội đồng", "Chủ tịch", "Phó Chủ tịch", "Bộ trưởng",
    "Thống đốc", "Tổng", "Viện", "Chánh", "Tòa án", "Toà án", "Kiểm toán", "Thanh tra",
    "Ngân hàng", "Bảo hiểm xã hội", "Văn phòng", "Ban", "Tỉnh ủy", "Tỉnh uỷ", "Thành ủy",
    "Thành uỷ", "Huyện ủy", "Huyện uỷ", "Quận ủy", "Quận uỷ", "Thị ủy", "Thị uỷ", "Đảng ủy",
    "Đảng uỷ", "Đảng đoàn", "Đảng bộ", "Quân ủy", "Quân uỷ", "Tiểu ban", "Cục", "Vụ", "Sở",
    "Giám đốc", "Trung ương Đoàn", "Đoàn Thanh niên", "Liên Bộ", "liên Bộ", "Liên bộ",
    "liên bộ", "Liên ngành", "liên ngành", "Bộ", "Đài", "Học viện", "Mặt trận", "Đoàn", "Hội",
    "Công đoàn", "Liên đoàn", "Phòng", "Nhà nước", "Trưởng", "Đại hội", "Tập đoàn", "Công an",
    "Bí thư", "Đảng", "Quốc vụ", "Hội nghị", "Đoàn Chủ tịch", "Viện Kiểm sát", "Trung tâm",
    "Chính Phủ", "chính phủ", "ủy ban", "uỷ ban", "thủ tướng", "bộ trưởng", "chủ tịch", "tỉnh ủy",
    "tỉnh uỷ", "Trường", "BTV", "Tổng Giám đốc", "Tổng giám đốc", "Tỉnh đoàn", "Thành đoàn", "Huyện đoàn", "Tổng Kiểm toán nhà nước",
    "Kiểm toán nhà nước", "Tổng Kiểm toán Nhà nước", "Ngân hàng nhà nước", "VKSND", "TAND", "Thủ trưởng", "Chi bộ", "Cơ quan", "Bộ Tư lệnh",
    "Tổ công tác", "Tổ Công tác", "Quốc dân", "Khối", "Bộ Chỉ huy", "Chi cục", "Ty", "Hạt", "Nha",
)  # fmt: skip
# What follows ``Bộ`` and ``Sở``, of today and of old: names with commas and conjunctions, in any case.
_FIELDS = (
    "Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và PTNT", "Nông nghiệp và Môi trường",
    "Lao động - Thương binh và Xã hội", "Lao động, Thương binh và Xã hội", "Lao động",
    "Lao động Thương binh và Xã hội", "Lao động-Thương binh và Xã hội", "Nội vụ", "Ngoại giao",
    "Khoa học và Công nghệ", "Khoa học, Công nghệ và Môi trường", "Kế hoạch và Đầu tư",
    "Văn hóa, Thể thao và Du lịch", "Văn hoá, Thể thao và Du lịch", "Văn hóa - Thông tin",
    "Văn hoá - Thông tin", "Văn hóa và Thể thao", "Văn hóa Thông tin", "Văn hoá Thông tin",
    "Giáo dục và Đào tạo", "Giáo dục & Đào tạo", "Dân tộc và Tôn giáo", "Tài chính", "Tư pháp",
    "Tài nguyên và Môi trường", "Thông tin và Truyền thông", "Giao thông vận tải", "Xây dựng",
    "Giao thông Vận tải", "Công Thương", "Công nghiệp", "Thương mại", "Thuỷ sản", "Thủy sản",
    "Bưu chính, Viễn thông", "Bưu chính Viễn thông", "Quốc phòng", "Công an", "Y tế",
    "Đại học và Trung học chuyên nghiệp", "Kinh tế đối ngoại", "Khoa học - Công nghệ và Môi trường", "Tài chính - Vật giá",
    "Khoa học, Công nghệ & Môi trường", "Khoa học Công nghệ và Môi trường", "Nông nghiệp & PTNT",
    "Lao động - TB và XH", "Lao động - TB&XH", "Nông nghiệp và CNTP", "Nông nghiệp và Công nghiệp thực phẩm",
    "Văn hóa, Thông tin", "Văn hoá, Thông tin", "Thương binh và Xã hội", "Thương binh và Cựu binh",
    "Cơ khí và Luyện kim", "Thông tin - Truyền thông", "Kế hoạch - Đầu tư", "Giáo dục - Đào tạo",
    "Văn hóa - Thể thao - Du lịch", "Văn hóa - Thể thao và Du lịch", "Tài nguyên & Môi trường",
    "Công nghiệp và Thương mại", "Lương thực và Thực phẩm", "Nông nghiệp", "Lâm nghiệp", "Thủy lợi", "Thuỷ lợi",
)  # fmt: skip


def _any_of(names: tuple[str, ...], blank: str = " {1,6}") -> str:
    longest_first = sorted(set(names), key=len, reverse=True)
    return "|".join(re.escape(n).replace(r"\ ", blank) for n in longest_first)


_HEAD = _any_of(_HEADS)
_FIELD = rf"(?i:{_any_of(_FIELDS, ' {0,6}')})(?!\w)"
_MINISTER = r"Bộ {1,3}trưởng {0,2}(?:,|-|và) {0,2}(?:Chủ {1,3}nhiệm|Trưởng {1,3}ban)(?!\w)"
# Verbs and prepositions of a title: they end a name even where their syllables could go on.
_VERB = re.compile(
    r"(?:về|quy {1,3}định|hướng {1,3}dẫn|sửa {1,3}đổi|bổ {1,3}sung|ban {1,3}hành|phê {1,3}duyệt"
    r"|thông {1,3}(?:qua|báo)|công {1,3}bố|hợp {1,3}nhất|tổ {1,3}chức|thành {1,3}lập|điều {1,3}chỉnh"
    r"|(?<!Ngoại )giao|trình|khóa {1,3}họp|đã|được|có|năm|ngày|số|tại|trong|thực {1,3}hiện"
    r"|triển {1,3}khai|hội {1,3}nghị|kiểm {1,3}tra|phòng,|bảo {1,3}đảm|ban {1,3}hanh|tuyên {1,3}truyền|phát {1,3}động|kỷ {1,3}niệm)(?!\w)"
)
_ABBREVIATION = re.compile(r"[A-ZĐ]+\Z")
_CAPITAL_VERB = re.compile(
    r"(?:Ban {1,3}hành|Quy {1,3}định|Hướng {1,3}dẫn|Sửa {1,3}đổi|Bổ {1,3}sung|Về|Phê {1,3}duyệt|Công {1,3}bố"
    r"|Thực {1,3}hiện|Bãi {1,3}bỏ|Triển {1,3}khai|Kèm {1,3}theo|Điều {1,3}chỉnh|(?:Hủy|Huỷ) {1,3}bỏ|Hợp {1,3}nhất"
    r"|Đính {1,3}chính|Tăng {1,3}cường)(?!\w)"
)
_TOKEN = re.compile(r"( {0,4}(?:, {0,3}| - {0,3}|-|& {0,2}| ))([^\W\d]+)")
_TERM = re.compile(
    r" {1,3}lần {1,3}thứ {1,3}[IVX]{1,6}(?!\w)"
    r"|(?: {1,3}(?:lần {1,3}thứ {1,3})?(?:[IVX]{1,6}|\d{1,2}))?,? {1,3}"
    r"\(?[Kk]h(?:óa|oá) {1,2}(?:[IVX]{1,6}|\d{1,2})(?!\w)(?:, {0,2}nhiệm kỳ \d{4} ?- ?\d{4})?\)?"
    r"| {1,3}\((?:cũ|trước đây|trước hợp nhất|trước khi hợp nhất|trước sáp nhập)\)"
)
_PLENUM = re.compile(r"Hội {1,3}nghị {1,3}lần {1,3}thứ {1,3}\w{1,5}(?= {1,3}(?:Ban|BCH))")
# Syllables that go on in lower case inside a name (``Bộ Nông nghiệp và Phát triển nông thôn``).
_LOWER = frozenset(
    str.split(
        "nhân dân tỉnh thành phố huyện xã phường quận thị đặc khu khối nước hội trung ương vụ trực "
        "hành đạo quốc gia tối cao xét trị chính phủ tướng trưởng thư ủy uỷ ban đoàn bộ viện chủ "
        "tịch thể thao du lịch nông thôn tộc nghiệp vận tải tư pháp tin truyền môi trường nguyên "
        "ngoại giao thương quân đội lao động đồng sát dựng tế hóa hoá dục đào tạo học nghệ hoạch "
        "đầu binh phụ nữ thanh niên cựu chiến liên hiệp hàng lý sự đảng thường cấp xuất bản tuyên "
        "giáo văn cứu phòng điện tử khoa chức mạng hợp nghĩa sản mặt trận toàn tra toán thưởng quan "
        "thuỷ thủy lợi lâm cảng biển luật chấp kiểm soát an ninh ngành phần chế bảo hiểm thuế thống "
        "kê giới bang thanh kho bạc tài triển ngân vật giá y vực thông sách cháy chữa phẩm "
        "cục án phán cử cán"
    )
)
# A place that stands for its authorities (``Kế hoạch số 5 của tỉnh Mẫu``).
_PLACE = (
    r"(?:[Tt]ỉnh|[Tt]hành {1,3}phố|[Hh]uyện|[Qq]uận|[Tt]hị {1,3}xã|[Xx]ã|[Pp]hường|[Đđ]ặc {1,3}khu)"
    r"(?= {1,3}[A-ZĐ])"
)
PLACE = re.compile(_PLACE)
_INITIALS = (
    r"(?:B[A-ZĐ]{2,8}|HĐ[A-ZĐ]{1,6}|UB[A-ZĐ]{1,8}|TT[gCU][A-ZĐ]{0,3}|MTTQ|QH|CTN|NHNN|TƯ|TW)"
)
BODY_START = re.compile(rf"(?:{_MINISTER}|{_HEAD}|{_PLACE}|{_INITIALS})(?!\w)")
_OF_FIELD = re.compile(rf" {{1,3}}{_FIELD}")
# Most mentions: a body that what follows can't carry on.
_PLAIN = re.compile(
    rf"(?:Chính phủ|Quốc hội|Thủ tướng Chính phủ|(?:Bộ trưởng )?Bộ {_FIELD})"
    r"(?=[;.)]| (?:quy định|về|sửa đổi|ban hành|hướng dẫn|phê duyệt)(?!\w))"
)
_JOINT = re.compile(r" {0,3}(?:,|-|và|, và|&) {1,3}(?!\Z)")
_PAIR = re.compile(r"(?<=Bộ Chính trị),? (?:và )?Ban Bí thư(?!\w)")
# The one steering body whose name says what it is about.
_AGAINST = re.compile(
    r"(?:(?<=Chỉ đạo)|(?<=Trung ương)) về phòng, chống tham nhũng(?:, lãng phí)?(?:, tiêu cực)?(?!\w)"
)
_OF_ASSEMBLY = re.compile(
    r" {1,3}của {1,3}(?=(?:Quốc {1,3}hội|Hội {1,3}đồng {1,3}nhân {1,3}dân|HĐND|Thủ {1,3}tướng)(?!\w))"
)
# ``Ủy ban nhân dân (UBND) tỉnh``: its initials in the middle of a name.
_CALLED = re.compile(rf" {{1,3}}\([A-ZĐ]{{2,8}}\) {{1,3}}(?={_PLACE}|Việt Nam|tối cao)")
_COMMITTEE = re.compile(r"[ỦU]|H|Tổ |T[hr]|Ban (?!Bí|Chấp|Thường|Tổ chức T)|Văn phòng")
# ``Ủy ban nhân dân Quận 1``, ``Quân khu 7``: the number is the name.
_QUARTER = re.compile(r"(?:(?<=uận)|(?<=ường)|(?<=uân khu)) {1,3}\d{1,2}(?![\w/-]|\.\d)")
_OFFICES = ("Tổng cục", "Cục", "Vụ", "Viện", "Trung tâm", "Chi cục", "Học viện")
_MAX = 18


# Capitals that carry a name over a line end; any other capital there opens a new line.
_CARRIED = frozenset(
    str.split(
        "Chính Bộ Việt Nam Đảng Trung Quốc Thương Xã Công Tài Giáo Y Nội Môi Đào Du Truyền "
        "Phát Hồ Minh Thông Khoa Nông Lao Văn Thể Kế Đầu Xây Giao Tư Ngoại Dân Tòa Toà Viện Liên "
        "Mặt Tổ Thường Chấp Bí Hà Hải Dương"
    )
)


def body_at(flat: str, at: int, *, joint: bool = False, text: str = "") -> int:
    """End of the body's name that begins at ``at``, or ``at`` when none does.

    ``joint``: several bodies may follow one another (a joint circular has up to six).
    ``text``: the original, in which a line end shows where a heading or cell begins.
    """
    plain = None if joint else _PLAIN.match(flat, at)
    if plain:
        return plain.end()
    end = _one_body(flat, at, text)
    if end == at:
        return at
    while joint or flat[at] in "lL":
        link = _JOINT.match(flat, end)
        following = _one_body(flat, link.end(), text) if link else 0
        if not link or following == link.end():
            break
        end = following
    return _with_term(flat, at, end, text)


def _one_body(flat: str, at: int, text: str, *, whole: bool = True) -> int:
    m = (flat.startswith("Hội", at) and _PLENUM.match(flat, at)) or BODY_START.match(flat, at)
    if not m:
        return at
    end = m.end()
    if flat[end - 1] in "ộở" or flat.endswith("Bộ trưởng", at, end):
        start = flat.find("Bộ", end, end + 6) if flat[end - 1] == "g" else end - 2
        field = _OF_FIELD.match(flat, start + 2) if start >= 0 else None
        end = field.end() if field else end
    office = flat.startswith(_OFFICES, at)
    for _ in range(_MAX):
        t = _TOKEN.match(flat, end)
        if (
            not t
            or _new_line(text, t)
            or not (_belongs(flat, t) or (office and _second(flat, at, t)))
        ):
            break
        if t[2] in _FAMILY and _person(flat, at, t):
            break
        if t[2][0] == flat[at] and flat.startswith(flat[at:end], t.start(2)):
            return end  # ``của Chính phủ Chính phủ quy định``: printed twice
        end = t.end()
        if t[2] == "Sở":  # ``Giám đốc Sở Kế hoạch và Đầu tư``
            field = _OF_FIELD.match(flat, end)
            end = field.end() if field else end
    bracket = _CALLED.match(flat, end) if whole and flat.startswith(" (", end) else None
    if bracket:
        return _one_body(flat, bracket.end(), text, whole=False)
    quarter = _QUARTER.match(flat, end) if flat[end - 1] in "ngu" else None
    return quarter.end() if quarter else end


_FAMILY = frozenset(
    str.split(
        "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Ngô Dương Đinh Trương Huỳnh Tô Đào Trịnh Phùng"
    )
)
_OFFICE_HOLDER = re.compile(
    r"(?:Phó )?(?:Tổng Bí thư|Bí thư|Thủ tướng|Bộ trưởng|Chủ tịch|Chủ nhiệm|Giám đốc|Thống đốc|Tổng|Trưởng|Chánh|Viện trưởng)"
)
_NAME = re.compile(r"(?: {1,3}[A-ZĐÁÀÂẤĂÍÔƠÝỦÚỨ][^\W\d]{0,7}){2,4}(?![^\W\d])")
_PLACES = ("tỉnh", "phố", "huyện", "quận", "Quận", "xã", "phường", "Phường", "trấn")


def _person(flat: str, at: int, t: re.Match[str]) -> bool:
    """``Thủ tướng Chính phủ Phạm Văn …``: an office ends before the name of who holds it."""
    return (
        bool(_OFFICE_HOLDER.match(flat, at))
        and not flat.endswith(_PLACES, 0, t.start())
        and bool(_NAME.match(flat, t.start()))
    )


def past_name(flat: str, end: int) -> int:
    """Behind the name of a person that stands after a body's."""
    m = _NAME.match(flat, end)
    return m.end() if m and m[0].split()[0] in _FAMILY else end


def _second(flat: str, at: int, t: re.Match[str]) -> bool:
    """``chất`` in ``Tổng cục Địa chất``: the second syllable of an office's own word."""
    start = flat.rfind(" ", 0, t.start()) + 1
    return (
        t[1] == " " and t[2].islower() and flat[start].isupper() and not _VERB.match(flat, t.start(2))
        and not flat.startswith(_OFFICES, start) and flat[at:start].strip() in _OFFICES
    )  # fmt: skip


def _with_term(flat: str, at: int, end: int, text: str) -> int:
    """Its term, its fellow on one document, the Assembly whose committee it is."""
    pair = _PAIR.match(flat, end) or _AGAINST.match(flat, end)
    if pair:
        end = pair.end()
    of = _OF_ASSEMBLY.match(flat, end) if flat[at] in "ỦUHTBV" else None
    if of and _COMMITTEE.match(flat, at):
        end = _one_body(flat, of.end(), text)
    term = _TERM.match(flat, end)
    return term.end() - _stray_bracket(term[0]) if term else end


# The first syllable of a place's name ends a full line: its second begins the next.
_CUT_PLACE = re.compile(
    r"[^\n]{40}[^\n]* (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn) {1,3}[A-ZĐÀ-Ỹ][a-zà-ỹđ]{0,6} ?\Z"
)


def _new_line(text: str, t: re.Match[str]) -> bool:
    return (
        bool(text) and t[2][0].isupper() and t[2] not in _CARRIED
        and "\n" in text[t.start() : t.start(2)] and not _place_goes_on(text, t)
    )  # fmt: skip


def _place_goes_on(text: str, t: re.Match[str]) -> bool:
    if not t[2][1:].islower() or text.count("\n", t.start(), t.start(2)) > 1:
        return False
    line = text.rfind("\n", max(0, t.start() - 400), t.start()) + 1
    return bool(_CUT_PLACE.match(text[line : t.start()]))


def _stray_bracket(tail: str) -> int:
    return int(tail.endswith(")") and "(" not in tail)


def _belongs(flat: str, t: re.Match[str]) -> bool:
    word, at, sign = t[2], t.start(2), t[1].strip()
    if word[0].isupper():
        if len(word) > 1 and word.isupper() and not _ABBREVIATION.match(word):
            return flat[at - 2].isupper()  # a heading in capitals has begun
        if _CAPITAL_VERB.match(flat, at) or _TYPE.match(flat, at):
            return False
        return not sign or (sign in "-&" and not BODY_START.match(flat, at))
    if sign:
        return False
    if word == "các":
        return flat.startswith("Cơ quan", t.end() + 1) and flat.endswith("Khối", 0, t.start())
    if word == "và":
        after = _TOKEN.match(flat, t.end())
        return bool(after and _follows_and(flat, after))
    return word in _LOWER and not _VERB.match(flat, at)


def _follows_and(flat: str, after: re.Match[str]) -> bool:
    at = after.start(2)
    if after[1].strip() or not after[2][0].isupper() or _TYPE.match(flat, at):
        return False
    return not BODY_START.match(flat, at)


_TYPE = re.compile(
    r"(?:Luật|Bộ luật|Nghị (?:quyết|định)|Thông (?:tư|tri|báo|cáo)|Quyết định|Quy (?:định|chế|hoạch)"
    r"|Chỉ thị|Kết luận|Pháp lệnh|Hướng dẫn|Công (?:văn|điện|báo)|(?<!- )Kế hoạch|Chương"
    r"|Đề án|Tờ trình|Báo cáo|Điều|Khoản|Điểm|Ngày|Số|Căn cứ|Theo|(?<!tỉnh )(?<!xã )Mẫu số|Phụ lục|STT|TT)\b"
)


_IN_CAPITALS = re.compile(
    r"(?:BỘ|BAN|CHÍNH|THỦ|QUỐC|ỦY|UỶ|HỘI|CHỦ|THỐNG|TỈNH|THÀNH|TỔNG)(?:[ ,-]{1,3}(?!VỀ |QUY |HƯỚNG |SỬA "
    r"|BỔ |BAN HÀNH|PHÊ |NGÀY )(?![IVX]+[.-])[A-ZĐÀ-Ỹ]{1,9}(?![a-zà-ỹđ])){1,14}"
)


def body_in_capitals(flat: str, at: int) -> int:
    """End of a body's name in a heading (``CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH VỀ …``), or ``at``."""
    m = _IN_CAPITALS.match(flat, at)
    return m.end() if m and m[0].isupper() else at
