"""Hard-wrapped lines back to paragraphs, and the joins that need no geometry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vanban.importer.labels import SENTENCE_END, is_caps, starts_item, starts_provision
from vanban.importer.model import Repair

_CUT_SYMBOL_END = re.compile(r"\d+\s*/$|\d{4}/[A-ZĐ][A-Za-zĐ]*-$|\d[-/](?:[A-ZĐ][A-Za-zĐ]*[-/])+$")
_CUT_SYMBOL_START = re.compile(r"^[A-ZĐ\d][A-Za-zĐ\d]*")
_NUMBER_WANTED = re.compile(
    r"(?:\b(?:khoản|điểm|Điều|điều|số|mục|Mục|và|ngày|tháng|năm|đến|từ|hoặc|là|của)|,)$"
)

_WORD_WANTED = re.compile(r"\b(?:theo|tại|của|và|hoặc|các|từ|đến|với|ở|trong|cho|về|do|bởi)$")
_PROVISION_WANTED = re.compile(
    r"\b(?:theo|tại|của|và|hoặc|các|từ|đến|với|ở|trong|nêu|khoản|điểm)$"
    r"|\b(?:khoản|điểm|Mục|Chương)\s+[\d\w](?:[\s,\d]|và|[a-zđ]\b){0,30}$"
)
_THIS = re.compile(r"(?:Điều|Khoản|Mục|Chương|Phần) này\b")
_LONG = 40


def join_text(before: str, after: str) -> tuple[str, bool]:
    """The two halves as one line, and whether a symbol broken at its slash was mended."""
    if _CUT_SYMBOL_END.search(before) and _CUT_SYMBOL_START.match(after):
        return before + after, True
    return f"{before} {after}", False


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines end where the paper ended: many begin small after an open sentence.

    Counted over the lines that are long: the cells of tables, one a line, may be most of a file.
    """
    filled = [line for line in lines if len(line) > 3]
    if len(filled) < 8 or usual_width(filled) > 260:
        return False
    pairs = list(pairwise(filled))
    long = [pair for pair in pairs if len(pair[0]) >= _LONG]
    return any(
        len(chosen) >= 8 and sum(map(_carried, chosen)) > 0.15 * len(chosen)
        for chosen in (pairs, long)
    )


def _carried(pair: tuple[str, str]) -> bool:
    before, after = pair
    return after[:1].islower() and not SENTENCE_END.search(before) and not starts_provision(after)


def usual_width(lines: Sequence[str]) -> int:
    """Length of a full line: the 90th percentile of lines that are not short."""
    lengths = sorted(len(line) for line in lines if len(line) >= _LONG)
    return lengths[int(len(lengths) * 0.9)] if lengths else 80


def reflow(lines: Sequence[str | None]) -> tuple[list[str], list[Repair]]:
    """Paragraphs of wrapped ``lines``; "" is a blank line, None a page break (no blank)."""
    width = usual_width([line for line in lines if line])
    out: list[str] = []
    repairs: list[Repair] = []
    last = ""  # the last physical line of out[-1]; "" after a blank line
    broken = False
    for line in lines:
        if line is None:
            broken = True
        elif not line:
            last = ""
        elif last and continues(last, line, width, block=out[-1]):
            out[-1], mended = join_text(out[-1], line)
            if mended:
                repairs.append(_mended(last, line))
            elif broken:
                repairs.append(joined(last, line))
            last, broken = line, False
        else:
            out.append(line)
            last, broken = line, False
    return out, repairs


def label_continues(last: str, line: str) -> bool:
    """What looks like a label is what ``last`` was waiting for: ``khoản ⏎ 2. Điều 5``,
    ``khoản 1, 2 ⏎ Điều 89.``, ``theo ⏎ Mẫu số 02``."""
    if line[:1].isdigit():
        return bool(_NUMBER_WANTED.search(last))
    if not re.match(r"Điều|Mẫu số|Phụ lục|Chương|Mục|Phần", line):
        return False
    return bool(_PROVISION_WANTED.search(last))


def _mended(before: str, after: str) -> Repair:
    return Repair(kind="nối số hiệu bị ngắt dòng", detail=f"{before[-20:]} ⏎ {after[:20]}")


def joined(before: str, after: str) -> Repair:
    """The log line of a paragraph joined over a page end."""
    return Repair(kind="nối đoạn bị ngắt trang", detail=f"…{before[-40:]} ⏎ {after[:40]}…")


def continues(last: str, line: str, width: int, *, block: str) -> bool:
    """Whether ``line`` carries on the paragraph whose last physical line is ``last``."""
    if starts_item(line):
        return False
    if _CUT_SYMBOL_END.search(last) or (_THIS.match(line) and _PROVISION_WANTED.search(last)):
        return True
    if len(last) > 25 and _WORD_WANTED.search(last) and not starts_provision(line):
        return True
    # a title may fill its line; in prose a shorter line without an end mark goes on
    full = len(last) >= (0.88 if starts_provision(last) and line[:1].isupper() else 0.76) * width
    if starts_provision(line):
        return len(last) >= 0.5 * width and label_continues(last, line)
    if is_caps(block) != is_caps(line) and (is_caps(block) or len(line) > 12) and not full:
        return False
    ended = bool(SENTENCE_END.search(last))
    small = line[:1].islower() or line[:1] in ",;.)”%/" or line[:1].isdigit()
    if ended:
        return full and line[:1].islower()
    return full or (small and len(last) >= 15)
