"""Days a text names for its own effect: first and last day, and clauses with a day of their own.

``sau 45 ngày kể từ ngày ký`` is counted as portals do and Bộ luật Dân sự 2015, Điều 147 says: the
day of signing isn't counted, so the forty-fifth day after it is the first in force. What the law would have by
default (45, 10, 7 days) is no statement of the text and isn't used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from vanban.graph.units import inside, quotes_of, unit_end
from vanban.text import is_date, parse_date

_S = r"[ \n]{1,4}"


def _words(text: str) -> str:
    return text.replace(" ", _S)


_DAY = r"\d{1,2}[ \n]{0,4}(?:tháng|/|-|\.)[ \n]{0,4}\d{1,2}[ \n]{0,4}(?:năm|/|-|\.)[ \n]{0,4}\d{4}"
_KINDS = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị quyết(?: liên tịch)?|Nghị định|Quyết định|Thông tư"
    r"(?: liên tịch)?|Chỉ thị|Quy định|Quy chế|Hướng dẫn|Kết luận|Điều lệ|Văn bản|Lệnh|Kế hoạch|Thông tri)"
)
_IN_FORCE = re.compile(rf"có{_S}hiệu{_S}lực(?:{_S}thi{_S}hành|{_S}áp{_S}dụng)?(?!\w)")
_OWN = re.compile(
    rf"(?<!ngày )(?<!điểm )(?<!khi ){_KINDS}(?:{_S}[^\W\d]+){{0,3}}{_S}này(?:{_S}(?:bắt đầu|sẽ|chính thức))?{_S}\Z"
    rf"|(?:\n|\A)[#*_ ]*(?:\d{{1,3}}\.[*_ ]+|Điều \d+\.[*_ ]+)?{_KINDS}{_S}\Z"
)
_HOUR = rf"(?:\d{{1,2}}{_S}giờ(?:{_S}\d{{1,2}})?(?:{_S}phút)?,?{_S})?"
_FROM = re.compile(
    rf"[ \n,]*(?:kể{_S})?từ{_S}{_HOUR}(?:ngày{_S})?(?P<ngay>{_DAY})"
    rf"|[ \n,]*sau{_S}(?P<so>\d{{1,3}})[ \n]*(?:\([^)]*\)[ \n]*)?ngày[ \n,]*(?:kể{_S})?từ{_S}ngày{_S}(?:được{_S})?"
    rf"(?P<moc>ký|ban hành|thông qua|công bố|đăng)"
    rf"|[ \n,]*(?:kể{_S})?từ{_S}ngày{_S}(?:được{_S})?(?P<ky>ký|ban hành|thông qua|công bố)"
)
_UNTIL = re.compile(
    rf"(?:đến|cho đến|tới)(?:{_S}hết)?{_S}(?:hết{_S})?(?:ngày{_S}(?P<ngay>{_DAY})|năm{_S}(?P<nam>\d{{4}})"
    rf"|năm{_S}ngân sách{_S}(?P<ngan_sach>\d{{4}}))"
)
_ONLY_YEAR = re.compile(
    _words(r"(?:được )?áp dụng (?:cho|đối với|trong) năm ngân sách (?P<nam>\d{4})(?! ?[-–])")
)
_PART = re.compile(
    rf"(?:\A|[\n.;:,]|trừ|tại)[ \n]*(?:các{_S})?(?:quy{_S}định{_S}(?:tại|về){_S})?(?P<pin>(?:[Cc]ác{_S})?"
    rf"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ lục){_S}[\dIVXa-zđ][^.;:“”]{{0,200}}?)"
    rf"(?:{_S}của)?(?:{_S}{_KINDS}{_S}này|{_S}[Đđ]iều{_S}này)?{_S}\Z"
)
_THEN = re.compile(rf"[ \n,]*(?:kể{_S})?từ{_S}(?:ngày{_S})?(?P<ngay>{_DAY})")
_SELF_CLAUSE = re.compile(r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm)[ \n]+(?:này|trên)")
_APPENDED = re.compile(r"\n[#*_ ]*(?:PHỤ LỤC|Phụ lục|MẪU SỐ|Mẫu số|Mẫu \d)[^\n]{0,60}\n")
_SIGNED = re.compile(
    r"^(?:[^\n|]{0,80}\|)?[ *_]*(?:[Ss]ố[^\n]{1,40}? )?(?:[^\W\d][^\n\d:;“]{1,40}, ?)?[Nn]gày {0,3}(\d{1,2}) {0,3}tháng {0,3}(\d{1,2}) {0,3}năm"
    r" {0,3}(\d{4})[ .*_|]*$",
    re.MULTILINE,
)
_PASSED = re.compile(
    _words(r"(?:thông qua|phiên họp[^.\n]{1,40}|kỳ họp[^.\n]{1,60}) ngày")
    + rf"{_S}(\d{{1,2}}) tháng (\d{{1,2}}) năm (\d{{4}})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a text says of its own time; ISO days, empty where it says nothing.

    ``last`` is the last day in force; ``parts`` are (reference as printed, first day) of clauses that
    begin on another day than the rest; ``start`` and ``end`` span the sentence.
    """

    first: str = ""
    last: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    start: int = 0
    end: int = 0


NOTHING = Effect()


@lru_cache(maxsize=4)
def effect_of(text: str, signed: str = "") -> Effect:
    """The days ``text`` gives for its own effect; ``signed``: ISO day it was signed or passed.

    Days counted from the signing stay empty when ``signed`` isn't known. What a quotation or a
    form at the end says of other documents isn't looked at. Kept a while: claims and validity
    both ask.
    """
    if "hiệu lực" not in text:
        return NOTHING
    quotes = quotes_of(text)
    appended = _APPENDED.search(text)
    high = appended.start() if appended else len(text)
    places = [m for m in _IN_FORCE.finditer(text, 0, high) if not inside(quotes, m.start())]
    for m in places:
        own = _OWN.search(text, max(0, m.start() - 60), m.start())
        said = _FROM.match(text, m.end()) if own else None
        if own and said:
            end = unit_end(text, said.end())
            first = _first(said, signed)
            return Effect(
                first=first, last=last_day(text, said.end(), end), parts=_parts(text, places, first),
                start=own.start(), end=end,
            )  # fmt: skip
    return NOTHING


@lru_cache(maxsize=4)
def signing_day(text: str) -> str:
    """The day of a letterhead (``Hà Nội, ngày 05 tháng 3 năm 2020``), or on which it was passed.

    ISO, '' when the text has neither.
    """
    m = _SIGNED.search(text[:6000])
    passed = [] if m else list(_PASSED.finditer(text, max(0, len(text) - 6000)))
    m = m or (passed[-1] if passed else None)
    return parse_date(f"{m[1]}/{m[2]}/{m[3]}") if m else ""


def _first(said: re.Match[str], signed: str) -> str:
    if said["ngay"]:
        return parse_date(_plain_day(said["ngay"]))
    if not is_date(signed) or said["moc"] == "đăng":
        return ""
    return _later(signed, int(said["so"])) if said["so"] else signed


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _plain_day(words: str) -> str:
    return " ".join(words.split())


def last_day(text: str, low: int, high: int) -> str:
    """The last day that ``text[low:high]`` names (``đến hết ngày …``) as ISO; '' when it names none."""
    m = _UNTIL.search(text, low, high)
    if not m or "trừ" in text[low : m.start()]:
        only = _ONLY_YEAR.search(text, low, high)
        return f"{only['nam']}-12-31" if only else ""
    year = m["nam"] or m["ngan_sach"]
    return f"{year}-12-31" if year else parse_date(_plain_day(m["ngay"]))


def _parts(text: str, places: list[re.Match[str]], first: str) -> tuple[tuple[str, str], ...]:
    """Clauses of this text with a first day of their own."""
    out = []
    for m in places:
        then = _THEN.match(text, m.end())
        part = _PART.search(text, max(0, m.start() - 260), m.start()) if then else None
        if then is None or part is None:
            continue
        day, pin = parse_date(_plain_day(then["ngay"])), " ".join(part["pin"].split())
        if day and day != first and not _SELF_CLAUSE.search(pin):
            out.append((pin.removesuffix(" của"), day))
    return tuple(out)
