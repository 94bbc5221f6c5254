"""Personal data in a text: identity numbers, telephones, accounts, birth dates. A warning each.

A document of state may have to name a person's number; a person decides, so nothing is refused.
No message repeats the data: messages go into logs and reports. Rules: Luật Bảo vệ dữ liệu cá
nhân số 91/2025/QH15; identity numbers have 12 digits (căn cước, Luật Căn cước số 26/2023/QH15) or
9 (chứng minh nhân dân before 2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.model import Document, Issue

MOST = 20
"""Warnings of one document; a list of hundreds of people is one fault, not hundreds."""

CODE = "du-lieu-ca-nhan"

_GAP = r"(?:[\s:.,;()/|*_–-]|số|là|do|cấp|của|công dân|điện thoại|mang tên){0,8}"
_DIGITS = r"\d(?:[ .-]?\d)"
_ID = (
    "số định danh, căn cước hoặc chứng minh nhân dân",
    re.compile(
        rf"(?: nhân dân| thư| quân đội| cá nhân)?{_GAP}"
        rf"({_DIGITS}{{8}}(?:[ .-]?\d){{3}}\b|{_DIGITS}{{8}}\b|[a-z]\d{{7}}\b)"
    ),
)
_ACCOUNT = (
    "số tài khoản ngân hàng",
    re.compile(rf"(?: số| ngân hàng)?{_GAP}({_DIGITS}{{5,18}}\b)"),
)
_BIRTH = (
    "ngày sinh của một người",
    re.compile(
        rf"{_GAP}(\d{{1,2}}\s*(?:[/.-]|tháng)\s*\d{{1,2}}\s*(?:[/.-]|năm)\s*(?:19|20)\d\d|(?:19|20)\d\d)\b"
    ),
)
_WORDED = {
    **dict.fromkeys(
        ("căn cước", "cccd", "cmnd", "cmtnd", "chứng minh", "định danh", "hộ chiếu"), _ID
    ),
    **dict.fromkeys(("số tài khoản", "tài khoản số", "tài khoản ngân hàng", "stk"), _ACCOUNT),
    **dict.fromkeys(("sinh ngày", "sinh năm", "ngày sinh", "năm sinh"), _BIRTH),
}
"""Words in small letters, and what must follow them. Finding a word costs a hundredth of a pattern."""

_ASKED: tuple[tuple[str | re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile("c(?:ccd|mt?nd|ăn cước|hứng minh)"),
        ("căn cước", "cccd", "cmnd", "cmtnd", "chứng minh"),
    ),
    ("định danh", ("định danh",)),
    ("hộ chiếu", ("hộ chiếu",)),
    ("tài khoản", ("số tài khoản", "tài khoản số", "tài khoản ngân hàng")),
    ("stk", ("stk",)),
    ("sinh", ("sinh ngày", "sinh năm", "ngày sinh", "năm sinh")),
)
"""What to look for first, and the words that can be there when it is. A pattern is as quick as one
word when all it looks for begin with one letter that isn't frequent."""

_PHONE = re.compile(r"(?<![\d/.,-])((?:0|\+84[ .-]?)[35789]\d(?:[ .-]?\d){7})(?![\d/]|[.,-]\d)")
_MOBILE = re.compile(r"0[35789]\d[ .-]?\d")
_ABROAD = re.compile(r"\+84")
"""Where a mobile number may begin; one first letter each makes the look five times as quick."""
_REMEDY = (
    "Bỏ hoặc che dữ liệu ấy trong bản đăng nếu không bắt buộc phải công khai; bản gốc kèm theo cũng"
    " phải che (vanban import --lam-sach chỉ bỏ tên người soạn trong tệp)."
)


def personal_issues(path: str, document: Document) -> tuple[Issue, ...]:
    """A warning for each place in the body that looks like personal data, by place, at most ``MOST``.

    Birth dates and accounts count behind the words for them only, identity numbers too;
    telephones of offices have no mobile prefix and pass.
    """
    body = document.body
    found = sorted(set(_places(body)))[:MOST]
    issues, line, at = [], document.body_line, 0
    for start, kind in found:
        line += body.count("\n", at, start)
        at = start
        issues.append(Issue(
            code=CODE, severity="canh_bao", path=path, line=line,
            column=start - body.rfind("\n", 0, start),
            message=f"Chỗ này có vẻ là {kind}.", remedy=_REMEDY,
        ))  # fmt: skip
    return tuple(issues)


def _places(body: str) -> Iterator[tuple[int, str]]:
    small = body.lower()
    for asked, words in _ASKED:
        if asked in small if isinstance(asked, str) else asked.search(small):
            for word in words:
                yield from _behind(small, word)
    for signs in (_MOBILE, _ABROAD) if "+" in body else (_MOBILE,):
        for sign in signs.finditer(body):
            phone = _PHONE.match(body, sign.start())
            if phone:
                yield phone.start(1), "số điện thoại di động"


def _behind(small: str, word: str) -> Iterator[tuple[int, str]]:
    kind, follows = _WORDED[word]
    at = small.find(word)
    while at >= 0:
        found = follows.match(small, at + len(word))
        if found and not small[at - 1 : at].isalpha():
            yield found.start(1), kind
        at = small.find(word, at + 1)
