"""Rule: documents cited by a conventional name (``Luật Đất đai năm 2013``, ``Điều lệ Đảng``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.citations.dates import DATE
from vanban.citations.issuers import body_at
from vanban.citations.name_trie import WORD, known_name
from vanban.citations.page import Hit, Page
from vanban.citations.typewords import type_of_words

_LAW_WORD = re.compile(r"(?:Bộ {1,3}[lL]uật|Luật|Pháp {1,3}lệnh)(?!\w)")
_YEAR = re.compile(
    r" {1,3}(?:\((?:năm {1,3})?(?P<a>(?:19|20)\d\d)\)|(?:năm {1,3})?(?P<b>(?:19|20)\d\d)(?![\w/-]))"
)
_AMENDING = re.compile(
    r" {1,3}[Ss]ửa {0,3}đổi(?:,? {0,3}bổ {0,3}sung)?(?: {0,3}(?:một {0,3}số|các))?"
    r"(?: {0,3}(?:điều|điểm|khoản|Điều)(?:, {0,2}(?:khoản|điểm))*)?"
    r"(?: {1,3}và {1,3}[Pp]hụ {1,3}lục[^,;.()]{0,90}?)? {0,3}của {1,3}"
)
_SEVERAL_LAWS = re.compile(
    r"(?:\d{1,2}|các) {1,3}[Ll]uật {1,3}(?:trong {1,3}lĩnh {1,3}vực|(?:có )?liên {1,3}quan)(?: (?!ngày \d|số \d|đã |được |năm \d)[^\s;,.()]{1,9}){1,16}(?:, trật {1,3}tự)?"
)
_ANOTHER = re.compile(r"(?:,| và|, và|;)? {1,3}(?=(?:Bộ {1,3}luật|Luật|Pháp {1,3}lệnh) )")
_ROMAN = r"(?:[IVX]{1,6}|\d{1,2})(?!\w)"
_COUNTED = r"(?:nhất|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|tư|lăm))?)(?!\w)"
_ORDINAL = rf"(?:{_ROMAN}|(?:thứ )?{_COUNTED})"
_TERM = (
    rf"(?:,? {{0,3}}(?:\( {{0,2}}[Kk](?:hóa|hoá|hoa)? {{0,2}}{_ROMAN}(?: {{0,2}}[;,] {{0,2}}{_ROMAN})* {{0,2}}\)"
    rf"|[Kk](?:hóa|hoá) {{1,3}}{_ROMAN}(?:(?: {{0,2}}[;,] {{0,2}}| và ){_ROMAN})*(?: Đảng Cộng sản Việt Nam)?))"
)
_CENTRE = r"(?:(?:Ban {1,3}[Cc]hấp {1,3}hành|BCH) {1,3})?(?:[Tt]rung {1,3}ương|TW|TƯ|T\.Ư|T\.W|tw)(?: {1,3}Đảng)?"
_PLENUM = re.compile(
    rf" {{0,3}}(?:(?:của )?[Hh]ội {{1,3}}nghị {{1,3}})?(?:lần {{1,3}}thứ {{1,3}}{_ORDINAL}(?:,| của)? {{1,3}})?{_CENTRE}"
    rf"(?P<so>,? {{0,3}}(?:lần {{1,3}}thứ {{1,3}}{_ORDINAL}|{_ROMAN}|{_COUNTED}(?={_TERM})))?(?P<khoa>{_TERM})?"
)
# Plenums of a mass organisation or of a committee (``Hội nghị lần thứ 6 BCH Tổng Liên đoàn``).
_OTHER_PLENUM = re.compile(
    rf" {{1,3}}(?:của )?[Hh]ội {{1,3}}nghị {{1,3}}lần {{1,3}}thứ {{1,3}}{_ORDINAL}(?:,| của)? {{1,3}}(?=(?:Ban {{1,3}}Chấp {{1,3}}hành|BCH) )"
)
_PARTY_BODY = (
    r"(?:của {1,3})?Đảng {1,3}bộ(?: {1,3}(?:tỉnh|thành {1,3}phố|huyện|quận|thị {1,3}xã|xã|phường|khối)(?!\w))?"
    r"(?: {1,3}[A-ZĐ][^\W\d]{1,7}(?![A-ZĐ])){0,4}"
)
_CONGRESS = re.compile(
    rf" {{1,3}}(?:của )?[ĐđD]ại {{1,3}}hội(?P<ai>(?: {{1,3}}(?!lần|nhiệm|khóa|của|và|về|các)[^\W\d]{{1,9}}){{0,12}}?)"
    rf"(?: {{1,3}}(?:lần {{1,3}}thứ {{1,3}}{_ORDINAL}|(?:khóa |khoá )?{_ROMAN})(?:(?:, | và ){_ROMAN})*"
    rf"(?:,? {{1,3}}{_PARTY_BODY})?|(?=,? {{1,3}}nhiệm kỳ {{1,3}}\d))"
    r"(?P<dang> {1,3}của {1,3}Đảng(?! {1,3}(?:bộ|ủy|uỷ|đoàn))(?: Cộng sản Việt Nam)?)?"
)
_CONSTITUTION = re.compile(
    r"(?: {1,3}(?:của {1,3})?(?:nước {1,3})?(?:Cộng {1,3}h(?:òa|oà) {1,3}xã {1,3}hội {1,3}chủ {1,3}nghĩa|CHXHCN"
    r"|Việt {1,3}Nam {1,3}[Dd]ân {1,3}chủ {1,3}[Cc]ộng {1,3}h(?:òa|oà))(?: {1,3}Việt {1,3}Nam)?"
    r"| {1,3}Việt {1,3}Nam)?"
)
_STATUTE = re.compile(
    r" {1,3}(?:Đảng {1,3}bộ|Đảng(?! {1,3}(?:viên|ủy|uỷ|đoàn|phí))(?: {1,3}(?:Cộng {1,3}sản {1,3}Việt {1,3}Nam|CSVN))?|đảng(?! {1,3}viên)|ĐCSVN"
    r"|Đội(?: {1,3}(?:TNTP|Thiếu {1,3}niên {1,3}[Tt]iền {1,3}phong) {1,3}Hồ {1,3}Chí {1,3}Minh)?"
    r"|Đoàn(?! {1,3}(?:viên|thể|luật))(?: {1,3}(?:TNCS|[Tt]hanh {1,3}niên {1,3}[Cc]ộng {1,3}sản) {1,3}Hồ {1,3}Chí {1,3}Minh)?"
    r"|Công {1,3}đoàn(?: {1,3}Việt {1,3}Nam)?|(?:Mặt trận Tổ quốc|MTTQ)(?: Việt Nam)?"
    rf"|Hội {{1,3}}(?:Nông dân|Cựu chiến binh|Liên hiệp Phụ nữ|LHPN|LHTN|Liên hiệp Thanh niên|Chữ thập đỏ|Người cao tuổi)(?: Việt Nam)?)(?P<khoa>{_TERM})?"
)
_PLATFORM = re.compile(
    r"(?: {1,3}xây {1,3}dựng {1,3}đất {1,3}nước {1,3}trong {1,3}thời {1,3}kỳ {1,3}quá {1,3}độ {1,3}lên {1,3}chủ {1,3}nghĩa {1,3}xã {1,3}hội)?"
    r"(?: \(?năm (?P<nam>(?:19|20)\d\d)\)?)?"
)
_STOP = frozenset(
    str.split(
        "này đó nêu trên và hoặc được có theo quy định là thì của về cho để do khi đã sẽ phải không "
        "số ngày năm tại từ đến trong với bằng như nếu mà hiện hành mới cũ chuyên ngành khác liên "
        "quan thuộc hướng dẫn sửa ban thi quốc tế"
    )
)


def named(page: Page, taken: Sequence[Hit]) -> Iterator[Hit]:
    """Laws, codes, ordinances, the Constitution, statutes, plenum and congress resolutions."""
    del taken  # names need no other rule's hits
    done = 0
    for start, end in page.words:
        if page.flat.startswith(" này", end):
            continue  # most of them: the text speaks of itself
        if page.flat.startswith(":", end) and start >= done:
            listed = list(_enumerated(page.flat, start, end))
            yield from listed
            done = listed[-1].end if listed else done
            continue
        reader = _READERS.get(page.flat[start].lower() + page.flat[end - 1].lower())
        hit = reader(page, start, end) if reader and start >= done else None
        if hit:
            done = hit.end
            yield hit
            if hit.nam:
                yield from _more_years(page.flat, hit)


_NEXT_NAME = re.compile(
    rf"(?:,? {{1,3}}(?:(?:ban hành )?ngày {{1,3}}{DATE}|năm {{1,3}}\d{{4}}))?(?:;|,| và|; và) {{1,3}}(?=[A-ZĐ])"
)


def _enumerated(flat: str, start: int, end: int) -> Iterator[Hit]:
    """``các Luật: Đất đai ngày …; Nhà ở ngày …``: names that share one type word."""
    loai = type_of_words(flat[start:end])
    if loai not in ("Luật", "Pháp lệnh", "Bộ luật"):
        return
    at, first = end + 1, True
    while True:
        stop = known_name(flat, at)
        if stop == at:
            return
        begin = start if first else at + len(flat[at:stop]) - len(flat[at:stop].lstrip())
        year = _YEAR.match(flat, stop)
        stop = year.end() if year else stop
        yield Hit(
            begin, stop, loai, "named" if first else "list-member", nam=_of(year), member=not first
        )
        following = _NEXT_NAME.match(flat, stop)
        if not following:
            return
        at, first = following.end(), False


_A_YEAR = r"(?:năm {1,3})?(?:19|20)\d\d(?![\w/-])"
# A comma alone may begin the next clause (``Luật Đất đai năm 2013, năm 2014 tỉnh đã …``).
_MORE_YEARS = re.compile(
    rf"(?:(?:, {{1,3}}{_A_YEAR}){{0,9}},? {{1,3}}và {{1,3}}{_A_YEAR}|(?:, {{1,3}}{_A_YEAR}){{1,9}}(?= {{0,3}}[;.)]))"
)
_ONE_YEAR = re.compile(_A_YEAR)


def _more_years(flat: str, first: Hit) -> Iterator[Hit]:
    """``Hiến pháp năm 1946, 1959 và 1980``: the other versions of what one name calls."""
    listed = _MORE_YEARS.match(flat, first.end)
    for m in _ONE_YEAR.finditer(flat, first.end, listed.end() if listed else first.end):
        yield Hit(m.start(), m.end(), first.loai, "list-member", nam=m[0][-4:], member=True)


_NO_LAW = ("pháp ", "kỷ ", "quy ", "hộ ", "án ", "thảo ", "thể ", "ngành ")


def _statute_law(page: Page, start: int, end: int) -> Hit | None:
    if page.flat[max(0, start - 6) : start].lower().endswith(_NO_LAW):
        return None
    return _amending(page.flat, start, end) or _law(page, start, end)


def _constitution(page: Page, start: int, end: int) -> Hit | None:
    m = _CONSTITUTION.match(page.flat, end)
    stop = m.end() if m else end
    if page.flat.startswith(" này", stop):
        return None
    year = _YEAR.match(page.flat, stop)
    return _made(start, year.end() if year else stop, "Hiến pháp", _of(year))


def _statute(page: Page, start: int, end: int) -> Hit | None:
    m = _STATUTE.match(page.flat, end)
    return _made(start, m.end(), "Điều lệ") if m else None


def _platform(page: Page, start: int, end: int) -> Hit | None:
    m = _PLATFORM.match(page.flat, end)
    if not m or m.end() == end:
        return None
    return _made(start, m.end(), "Cương lĩnh", m["nam"] or "")


def _resolution(page: Page, start: int, end: int) -> Hit | None:
    loai = "Kết luận" if page.flat[start] in "Kk" else "Nghị quyết"
    plenum = _PLENUM.match(page.flat, end)
    if plenum and (plenum["so"] or "thứ" in plenum[0]):
        return _made(start, plenum.end(), loai)
    other = _OTHER_PLENUM.match(page.flat, end)
    stop = body_at(page.flat, other.end(), text=page.text) if other else 0
    if other and stop > other.end():
        return _made(start, stop, loai)
    congress = _CONGRESS.match(page.flat, end)
    if congress and "cổ đông" not in congress[0]:
        return _made(start, congress.end(), loai)
    return None


def _code_by_initials(page: Page, start: int, end: int) -> Hit | None:
    """``BLHS 2015``, ``BLTTDS``."""
    year = _YEAR.match(page.flat, end)
    return _made(start, year.end() if year else end, "Bộ luật", _of(year))


# By first and last letter of the word: cheaper than reading it.
_READERS = {
    "bs": _code_by_initials, "bđ": _code_by_initials, "lt": _statute_law, "bt": _statute_law, "ph": _statute_law, "hp": _constitution,
    "đệ": _statute, "ch": _platform, "nt": _resolution, "kn": _resolution, "nq": _resolution,
}  # fmt: skip


def _made(start: int, end: int, loai: str, nam: str = "") -> Hit:
    return Hit(start=start, end=end, loai=loai, kind="named", nam=nam)


def _of(year: re.Match[str] | None) -> str:
    return (year["a"] or year["b"]) if year else ""


def _law(page: Page, start: int, at: int) -> Hit | None:
    flat = page.flat
    end = known_name(flat, at)
    if flat[start] == "l":
        return _small_law(flat, start, at, end)
    if flat[start:at].isupper():
        if _opens_a_line(page.text, start):
            return None  # the text's own title
    elif end == at:
        end = _before_a_line(page.text, at, max(_guessed(flat, at), _dated(flat, at)))
    return _with_year(flat, start, at, end) if end > at else None


def _with_year(flat: str, start: int, at: int, end: int) -> Hit:
    year = _YEAR.match(flat, end)
    return _made(start, year.end() if year else end, type_of_words(flat[start:at]), _of(year))


_BRANCHES = re.compile(r" {1,3}(?:dân sự|hình sự|lao động|tố tụng|hàng hải|thương mại|quốc tịch)")


def _small_law(flat: str, start: int, at: int, end: int) -> Hit | None:
    """``luật hôn nhân và gia đình``: a name of two words at least; ``luật dân sự`` is a branch."""
    if end == at or " " not in flat[at:end].strip():
        return None
    if flat.endswith("bộ ", 0, start):
        start -= 3
    elif _BRANCHES.match(flat, at):
        return None
    return _with_year(flat, start, at, end)


def _opens_a_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", max(0, start - 80), start) + 1 : start].strip(
        " *_#|>\t\u00a0"
    ) and (start == 0 or "\n" in text[max(0, start - 80) : start] or start < 80)


def _name_end(flat: str, at: int) -> int:
    known = known_name(flat, at)
    return known if known > at else _guessed(flat, at)


def _before_a_line(text: str, at: int, end: int) -> int:
    """A guessed name doesn't run on into a new line that opens with a capital."""
    for n in range(at, end):
        if text[n] == "\n" and text[n + 1 : n + 2].isupper():
            return n if n - at > 3 else at
    return end


_CAPITALS = re.compile(r" {1,3}(?:các )?(?![IVX]+\b)[A-ZĐ]{2,9}(?![\w/-])")


def _guessed(flat: str, at: int) -> int:
    """A name we don't hold: from a capital to the first word no name has; or an abbreviation."""
    short = _CAPITALS.match(flat, at)
    if short:
        return short.end()
    end, count = at, 0
    while count < 9:
        m = WORD.search(flat, end, end + 14)
        if not m or m[0].lower() in _STOP or m[0][0].isdigit() or not _runs_on(flat, end, m):
            break
        if not count and not m[0][0].isupper():
            break
        end, count = m.end(), count + 1
    return end if count > 1 else at


def _runs_on(flat: str, end: int, m: re.Match[str]) -> bool:
    """Whether only a blank stands before a word; ``Phòng, chống`` is the one pair with a comma."""
    sign = flat[end : m.start()].strip()
    return not sign or (sign == "," and m[0] == "chống" and flat[end - 5 : end].lower() == "phòng")


_IN_NAME = r"(?!(?:này|đó|trên|được|đã|có|theo|khi|nếu|thì|là|do|để|từ|đến|hiệu|hết|kể|trước|sau|số|ngày|năm|căn|hiện|nêu|tại(?! {1,3}Việt)|Điều|Khoản|Điểm|Luật|Nghị|Thông|Quyết|Quốc|Chính|Bộ|Hiến)(?!\w))"
_DATED_NAME = re.compile(
    rf"(?: {{1,3}}{_IN_NAME}[^\W\d]+,?){{2,24}}?(?<!,)"
    r"(?= {1,3}(?:\(sửa đổi\) {1,3})?(?:(?:năm|ngày) {1,3}\d|\(năm|(?:số|Số) {1,3}\d[\d/.-]*[A-ZĐ]))"
)


def _dated(flat: str, at: int) -> int:
    """A name we don't hold, whatever its letters, when a year, date or number ends it."""
    m = _DATED_NAME.match(flat, at)
    return m.end() if m else at


def _amending(flat: str, start: int, at: int) -> Hit | None:
    """``Luật sửa đổi, bổ sung một số điều của Luật A và Luật B`` is one name."""
    m = _AMENDING.match(flat, at)
    if not m:
        return None
    several = _SEVERAL_LAWS.match(flat, m.end())
    end = several.end() if several else _last_inner(flat, m.end())
    if end == m.end():
        return None
    year = _YEAR.match(flat, end)
    return _made(start, year.end() if year else end, type_of_words(flat[start:at]), _of(year))


def _last_inner(flat: str, at: int) -> int:
    """End of the last of the laws that are amended, or ``at``."""
    end = at
    for _ in range(20):
        inner = _LAW_WORD.match(flat, at)
        name = _name_end(flat, inner.end()) if inner else 0
        if not inner or name == inner.end():
            break
        end = name
        another = _ANOTHER.match(flat, end)
        if not another:
            break
        at = another.end()
    return end
