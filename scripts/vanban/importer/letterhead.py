"""The pieces a letterhead is made of: motto, number, place and date, urgency, issuer.

Of the Party's and the State's layouts of all generations, each known by itself wherever two
columns were run together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from vanban.importer import noise
from vanban.importer.labels import UPPER, is_caps
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Confidence, Field
from vanban.so_hieu import InvalidSoHieu, parse_so_hieu
from vanban.tables import places
from vanban.text import is_date, same_name

MOTTO = re.compile(
    r"\s*(?:CỘNG\s+H(?:ÒA|OÀ)\s*X\S*\s+HỘI\s+CHỦ\s+NGH\S{2,3}\s*VIỆT\s+NAM"
    r"|ĐẢNG\s+(?:CỘNG\s+SẢN|LAO\s+ĐỘNG)\s+VIỆT\s+NAM(?:\s+MUÔN\s+NĂM\b)?"
    r"|VIỆT\s+NAM\s+DÂN\s+CHỦ\s+CỘNG\s+H(?:ÒA|OÀ)"
    r"|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc)\s*",
    re.IGNORECASE,
)
SYMBOL = (
    r"(?P<number>\d{1,5}(?:\.\d{1,3})?[a-zA-Z]?(?:\s*[-/–]\s*(?:\d{4}(?!\d)|[A-ZĐa-zđ][\wĐđ&.]*))+)"
)
NUMBER = re.compile(
    rf"^(?:(?:Bộ luật|Luật|Lệnh|Pháp lệnh|Nghị quyết|Sắc lệnh)\s+)?số\s*[:.]?\s*{SYMBOL}",
    re.IGNORECASE,
)
_NUMBER_BLANK = re.compile(
    r"^số\s*[:.]?\s*(?:[.…_\s]*|x+\s*)(?:[-/]\s*\d{4}\s*)?[-/]\s*[A-ZĐ][\wĐ/-]*", re.IGNORECASE
)
_BLANK = r"[\s.…_]*"
# A symbol whose letters were set apart ("21/C T-TTg"), and a number that goes on as a citation.
_CUT_SYMBOL = re.compile(r"[A-ZĐ]{1,8}(?:[-–&./][A-ZĐa-zđ0-9]+)*$")
_GOES_ON = re.compile(r"^[-–/](?![-–_])")
_CITED = re.compile(r"^(?:của\b|[,;]?\s*ngày\b.{0,40}?\b(?:của|về|ban hành|do)\b)", re.IGNORECASE)
DATE = re.compile(
    rf"(?P<place>[^\d|]{{0,40}}?)[,\s]*\bngày\s*(?P<day>\d{{1,2}}|{_BLANK})\s*(?:tháng|[/.-])\s*"
    rf"(?P<month>\d{{1,2}}|{_BLANK})\s*(?:năm|[/.-])\s*(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"(?:^|[\s,])((?:(?:TP|Tp)\.?\s*)?[{UPPER}][\w.]*(?:(?:\s+|\s*-\s*)[{UPPER}][\w.]*){{0,4}}|Hà nội)$"
)
_URGENCY = re.compile(
    r"^\W*(?:Độ khẩn\s*:?\s*)?(H(?:ỏa|oả) tốc(?: hẹn giờ)?|Thượng khẩn|Khẩn)\b\W*$", re.IGNORECASE
)
_SPAN = re.compile(r"^\(?\s*từ\s+ngày\b.*\bđến\b", re.IGNORECASE)
_PLACE_WORD = re.compile(
    r"^(?:Tỉnh|Thành phố|Huyện|Quận|Thị xã|Thị trấn|Xã|Phường|Đặc khu|TP|Tp)\b", re.IGNORECASE
)
_SECTION_NAMES = re.compile(
    r"^(?:PHẦN\s+)?(?:VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|PHÁP LUẬT|HỢP NHẤT)(?: KHÁC)?(?:\s*[-–].*)?"
    r"|VĂN BẢN KHÁC|PHẦN VĂN BẢN.*)$"
)
_CERTIFIED = re.compile(r"^XÁC THỰC VĂN BẢN\b")
_MARK = re.compile(f"{NOTE_OPEN}\\d*{NOTE_CLOSE}")
ABOUT = re.compile(r"^V\s*/\s*v\s*:?\s*(.+)$", re.IGNORECASE)


@dataclass(slots=True)
class Head:
    """Facts of the head; ``used`` are indices of blocks that are nothing but such facts.

    ``numbers`` and ``days`` are all that stood there, each as a value: more than one is a doubt.
    ``carrier`` is the day of the document this one was issued with.
    """

    fields: list[Field] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    issuers: list[str] = field(default_factory=list)
    type_at: int = -1
    carrier: str = ""

    def put(self, name: str, value: str, confidence: Confidence, where: str) -> None:
        """Add a fact unless it is there already."""
        if value and not any(f.name == name for f in self.fields):
            self.fields.append(Field(name=name, value=value, confidence=confidence, where=where))

    def has(self, name: str) -> bool:
        return any(f.name == name for f in self.fields)


def bare_line(text: str) -> str:
    """Without ornaments and the mark of a footnote (``NGHỊ ĐỊNH1`` in consolidated texts)."""
    text = re.sub(r"^[\s|*#]+|[\s:.*\-–_|]+$", "", _MARK.sub("", text))
    return re.sub(rf"(?<=[{UPPER}])\d$", "", text)


def split_columns(text: str) -> list[str]:
    """Pieces of a line that two columns were run into: motto, number, date."""
    pieces = [p for p in re.split(f"({MOTTO.pattern})", text, flags=re.IGNORECASE) if p.strip()]
    out: list[str] = []
    for piece in pieces:
        number = NUMBER.match(piece.strip()) or _NUMBER_BLANK.match(piece.strip())
        rest = piece.strip()[number.end() :].strip() if number else ""
        apart = rest and not any(p.match(rest) for p in (_CUT_SYMBOL, _CITED, _GOES_ON))
        out += [number[0], rest] if number and apart else [piece.strip()]
    return out


def letterhead_piece(piece: str, head: Head) -> bool:
    """Whether ``piece`` is a known part of a letterhead; its fact is put into ``head``."""
    if noise.is_rule(piece) or MOTTO.fullmatch(piece) or _SECTION_NAMES.match(piece):
        return True
    if _CERTIFIED.match(piece):
        return True
    if "kèm theo" in piece.lower():
        return False
    number = NUMBER.match(piece)
    if number:
        return _printed_number(piece, number, head)
    if _NUMBER_BLANK.match(piece):
        head.put("so_hieu", "chua_ro", "khong", piece)
        return True
    if put_date(head, piece):
        return True
    urgency = urgency_of(piece)
    if urgency:
        head.put("do_khan", urgency, "chac", piece)
        return True
    about = ABOUT.match(piece)
    if about:
        return False
    name = bare_line(piece)
    if is_caps(name) and 3 < len(name) < 120 and not re.match(r"^(?:[IVX]+\.|\d|PHỤ LỤC)", name):
        head.issuers.append(name)
        return True
    return False


def _printed_number(piece: str, found: re.Match[str], head: Head) -> bool:
    """The number of a line, unless the line goes on as a citation of another document's."""
    tail = piece[found.end() :].strip()
    rest = tail.strip(" .,;:-–_*")
    if _CITED.match(rest):
        return False
    if rest and _CUT_SYMBOL.match(rest):
        put_number(head, found["number"] + rest, piece, "ngo")
    else:
        whole = not rest and not _GOES_ON.match(tail)
        put_number(head, found["number"], piece, "chac" if whole else "ngo")
        put_date(head, rest)
    return True


def put_number(head: Head, printed: str, where: str, confidence: Confidence) -> None:
    tidy = re.sub(r"\s*([-/–])\s*", r"\1", printed).rstrip(".")
    try:
        value = str(parse_so_hieu(tidy))
    except InvalidSoHieu:
        value, confidence = tidy, "ngo"
    head.numbers.append(value)
    head.put("so_hieu", value, confidence, where)


def urgency_of(text: str) -> str:
    """A stamp of urgency that stands alone (``HỎA TỐC``, ``(Khẩn)``, ``Độ khẩn: Thượng khẩn``)."""
    match = _URGENCY.match(text)
    if match is None:
        return ""
    return match[1].lower().replace("hoả", "hỏa").capitalize()


def _place_of(before: str) -> str:
    """The words before the date when they are all of a short line (``Hà nội``), else the last
    capitalised ones."""
    words = re.sub(r"^.*[|_]", "", before).strip(" ,.-–*")
    if is_caps(words):
        return ""  # a title in capitals, not a letterhead's date line
    if words[:1].isupper() and len(words.split()) <= 4 and len(words) <= 30:
        return words
    match = _PLACE.search(words)
    return match[1].strip() if match else ""


def _is_place(name: str) -> bool:
    """Capitalised like a name, or with the word for a place (``Tỉnh mẫu``), or known (``Hà nội``)."""
    words = [w for w in re.split(r"[\s.-]+", name) if w]
    capital = all(w[0].isupper() or not w[0].isalpha() for w in words)
    return capital or bool(_PLACE_WORD.match(name)) or same_name(name) in _known_places()


@cache
def _known_places() -> frozenset[str]:
    return frozenset(same_name(p.ten) for p in places().values())


def put_date(head: Head, piece: str) -> bool:
    """Whether a date ends ``piece``; one behind other words than a place's is not sure."""
    match = DATE.search(piece)
    if not match or len(piece) > 120 or any(map(str.isalpha, piece[match.end() :])):
        return False  # a date that goes on is another document's: “ngày … của Chính phủ”
    if _SPAN.match(piece):
        return True  # the days a session lasted
    place, before = _place_of(match["place"]), re.sub(r"[^\w]+", "", match["place"])
    named = not before or (_is_place(place) and not piece.startswith("("))
    head.put("noi_ban_hanh", place if named else "", "chac", piece)
    day, month = match["day"].strip(" .…_"), match["month"].strip(" .…_")
    iso = f"{match['year']}-{month:0>2}-{day:0>2}" if day and month else ""
    head.days += [iso] if is_date(iso) else []
    if is_date(iso):
        head.put("ngay", iso, "chac" if named else "ngo", piece)
    elif month.isdigit() and 1 <= int(month) <= 12:
        head.put("ngay", f"{match['year']}-{month:0>2}", "ngo", piece)
    else:
        head.put("ngay", match["year"], "ngo", piece)
    return True


def blank_number(text: str) -> bool:
    """The figures of the number were left open (``Số:      /2024/QĐ-UBND``)."""
    return bool(_NUMBER_BLANK.match(text))


def day_in(text: str) -> str:
    """The first whole day in ``text``, as ISO; empty without one."""
    match = DATE.search(text)
    iso = (
        f"{match['year']}-{match['month'].strip():0>2}-{match['day'].strip():0>2}" if match else ""
    )
    return iso if is_date(iso) else ""


def is_number(text: str) -> bool:
    """The line holds the number and nothing else."""
    match = NUMBER.match(text)
    return bool(match and not text[match.end() :].strip(" .,;:-)"))


def names_joined(lines: list[str]) -> list[str]:
    """Issuer lines without the repeats a gazette's section head makes, broken over lines or not."""
    unique = list(dict.fromkeys(lines))
    whole = {same_name(line) for line in unique}
    out: list[str] = []
    at = 0
    while at < len(unique):
        ends = range(len(unique), at + 1, -1)
        end = next((n for n in ends if same_name(" ".join(unique[at:n])) in whole), at)
        out += unique[at : at + 1] if end == at else []
        at = max(end, at + 1)
    return out
