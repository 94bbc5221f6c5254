"""An archive's own bodies and terms (``co-quan.yml``): read strictly, every fault an Issue.

A row with a fault isn't taken; the others are. What only shows between files (a key twice,
an unknown superior, one code for two bodies) is said by ``cross_check``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple, get_args

from vanban.model import Body, Cap, He, Issue, Severity, Term
from vanban.tables.co_quan import body_from, body_table
from vanban.tables.khoa import build_terms, by_series, terms
from vanban.tables.rows import InvalidRows, Rows, parse_rows
from vanban.text import is_date

_KEY = re.compile(r"[a-z0-9-]{1,80}")
_SERIES = re.compile(r"(?:dang-bo:)?[a-z0-9-]{1,80}")
_CODE = re.compile(r"[A-ZĐ][A-Za-zĐđ0-9&.-]{0,39}")
_NUMBER = re.compile(r"[1-9]\d{0,2}")


class Extra(NamedTuple):
    """What one ``co-quan.yml`` adds, and what is wrong with it."""

    bodies: tuple[Body, ...]
    terms: tuple[Term, ...]
    issues: tuple[Issue, ...]


def _word(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "phải là một dòng chữ"


def _matches(pattern: re.Pattern[str], wanted: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if isinstance(value, str) and pattern.fullmatch(value) else wanted

    return check


def _one_of(words: Sequence[str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if value in words else "phải là một trong: " + ", ".join(words)

    return check


def _day(value: Any) -> str:
    fine = isinstance(value, str) and is_date(value)
    return "" if fine else "phải là ngày có thật, dạng NĂM-THÁNG-NGÀY (2025-07-01)"


def _list_of(check_one: Callable[[Any], str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, list):
            return "phải là danh sách, ví dụ [A, B]"
        return next((fault for item in value if (fault := check_one(item))), "")

    return check


def _congress(value: Any) -> str:
    if not isinstance(value, list) or len(value) != 2:
        return "phải gồm hai ngày: [ngày khai mạc, ngày bế mạc]"
    return (
        _day(value[0])
        or _day(value[1])
        or ("" if value[0] <= value[1] else "bế mạc trước khai mạc")
    )


_KEY_RULE = _matches(_KEY, "chỉ gồm chữ thường không dấu, chữ số và gạch nối")
_BODY_FIELDS: Mapping[str, Callable[[Any], str]] = {
    "khoa": _KEY_RULE,
    "ten": _word,
    "he": _one_of(get_args(He)),
    "cap": _one_of(get_args(Cap)),
    "ma": _list_of(_matches(_CODE, "ký hiệu bắt đầu bằng chữ hoa, không có dấu cách, gạch chéo")),
    "ten_khac": _list_of(_word),
    "noi": _KEY_RULE,
    "cap_tren": _KEY_RULE,
    "tu": _day,
    "den": _day,
    "tien_than": _list_of(_KEY_RULE),
    "ke_tuc": _list_of(_KEY_RULE),
    "nguon": _word,
}
_TERM_FIELDS: Mapping[str, Callable[[Any], str]] = {
    "day": _matches(_SERIES, "phải là dang-bo:<khóa cơ quan> hoặc tên một dãy khóa"),
    "so": _matches(_NUMBER, "phải là số thứ tự, từ 1"),
    "ten": _word,
    "dai_hoi": _congress,
    "tu": _day,
    "den": _day,
    "nguon": _word,
}
_PARTS = (("co_quan", _BODY_FIELDS, ("khoa", "ten", "he", "cap")), ("khoa", _TERM_FIELDS, ("day", "so", "ten")))  # fmt: skip


def load_extra(text: str, path: str) -> Extra:
    """Bodies and terms of one ``co-quan.yml``; ``path`` is only for the issues."""
    try:
        rows = parse_rows(text)
    except InvalidRows as err:
        return Extra((), (), (_issue("co-quan-yaml", path, f"Không đọc được: {err}.", err.line),))
    if rows.value == "":  # an empty file adds nothing
        return Extra((), (), ())
    if not isinstance(rows.value, dict):
        message = "Tệp phải gồm các mục «co_quan:» và «khoa:»."
        return Extra((), (), (_issue("co-quan-cau-truc", path, message, 1),))
    issues = [
        _issue("co-quan-muc-la", path, f"Không có mục «{key}».", rows.line(rows.value, key),
               "Chỉ dùng «co_quan:» và «khoa:».")
        for key in rows.value if key not in ("co_quan", "khoa")
    ]  # fmt: skip
    taken: dict[str, list[dict[str, Any]]] = {}
    for part, fields, required in _PARTS:
        taken[part], found = _checked(rows, part, fields, required, path)
        issues += found
    bodies = tuple(body_from(row) for row in taken["co_quan"])
    return Extra(bodies, build_terms(taken["khoa"]), tuple(issues))


EXAMPLE = (
    "Sửa theo mẫu một mục dưới «co_quan:»:"
    " - {khoa: huyen-uy-mau, ten: Huyện ủy Mẫu, he: dang, cap: huyen, ma: [HU]}."
)


def _issue(
    code: str, path: str, message: str, line: int = 0, remedy: str = EXAMPLE,
    severity: Severity = "loi",
) -> Issue:  # fmt: skip
    column = 1 if line else 0
    return Issue(
        code=code, severity=severity, path=path, line=line, column=column,
        message=message, remedy=remedy,
    )  # fmt: skip


def _checked(
    rows: Rows,
    part: str,
    fields: Mapping[str, Callable[[Any], str]],
    required: Sequence[str],
    path: str,
) -> tuple[list[dict[str, Any]], list[Issue]]:
    """The faultless rows under ``part`` and the issues of the others."""
    given = rows.value.get(part) or []
    if not isinstance(given, list):
        line = rows.line(rows.value, part)
        return [], [_issue("co-quan-cau-truc", path, f"Mục «{part}» phải là danh sách.", line)]
    taken: list[dict[str, Any]] = []
    issues: list[Issue] = []
    for row in given:
        faults = list(_faults(row, fields, required))
        for key, code, message in faults:
            issues.append(_issue(code, path, message, rows.line(row, key) or rows.line(given)))
        if not faults:
            taken.append(row)
    return taken, issues


def _faults(
    row: Any, fields: Mapping[str, Callable[[Any], str]], required: Sequence[str]
) -> Iterable[tuple[str, str, str]]:
    """Key, code and message of each fault of a row."""
    if not isinstance(row, dict):
        yield "", "co-quan-cau-truc", "Mỗi mục trong danh sách phải gồm các dòng «khóa: giá trị»."
        return
    for key in required:
        if key not in row:
            yield "", "co-quan-thieu", f"Thiếu «{key}»."
    for key, value in row.items():
        if key not in fields:
            yield key, "co-quan-khoa-la", f"Không có khóa «{key}»; được dùng: {', '.join(fields)}."
        elif fault := fields[key](value):
            yield key, "co-quan-gia-tri", f"«{key}: {_shown(value)}» {fault}."
    if "so" in fields and not ("dai_hoi" in row or "tu" in row):
        yield "", "co-quan-thieu", "Thiếu «dai_hoi» (ngày đại hội) hoặc «tu» (ngày bắt đầu khóa)."
    tu, den = row.get("tu"), row.get("den")
    if isinstance(tu, str) and isinstance(den, str) and is_date(tu) and is_date(den) and tu > den:
        yield "den", "co-quan-gia-tri", f"«den: {den}» sớm hơn «tu: {tu}»."


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def cross_check(extras: Sequence[tuple[str, Extra]]) -> tuple[Issue, ...]:
    """Faults between the files of an archive and our tables; pairs are (path, what it adds)."""
    ours = body_table().bodies
    owner: dict[str, str] = {}
    known = {b.khoa: b for b in ours}
    issues: list[Issue] = []
    for path, extra in extras:
        for body in extra.bodies:
            if body.khoa in known:
                where = owner.get(body.khoa) or "bảng dựng sẵn"
                message = f"Cơ quan «{body.khoa}» đã có trong {where}; mục này không được dùng."
                issues.append(
                    _issue("co-quan-trung", path, message, remedy="Bỏ mục này hoặc đổi khóa.")
                )
                continue
            known[body.khoa], owner[body.khoa] = body, path
    for path, extra in extras:
        for body in extra.bodies:
            if owner.get(body.khoa) == path:
                issues += _unknown_links(path, body, known)
                issues += _shared_codes(path, body, known.values())
    return (*issues, *_term_faults(extras, known))


def _unknown_links(path: str, body: Body, known: Mapping[str, Body]) -> list[Issue]:
    found = [
        _issue("co-quan-khong-co", path, f"«{body.khoa}» trỏ đến cơ quan chưa khai báo «{key}».")
        for key in (*filter(None, [body.cap_tren]), *body.tien_than, *body.ke_tuc)
        if key not in known
    ]
    # A place of the archive's own (a sample province, an old name) needs no row in our table.
    if body.cap == "tinh" and not body.noi:
        message = f"«{body.khoa}» cấp tỉnh phải có «noi»: khóa của tỉnh, thành phố."
        found.append(_issue("co-quan-noi", path, message))
    for mine, theirs in (("ke_tuc", "tien_than"), ("tien_than", "ke_tuc")):
        for key in getattr(body, mine):
            if key in known and body.khoa not in getattr(known[key], theirs):
                message = (
                    f"«{body.khoa}» ghi {mine} «{key}» nhưng «{key}» không ghi {theirs} ngược lại."
                )
                found.append(_issue("co-quan-mot-chieu", path, message, severity="canh_bao"))
    return found


def _shared_codes(path: str, body: Body, others: Iterable[Body]) -> list[Issue]:
    """One code, one place, one time: two bodies there can't be told apart."""
    return [
        _issue(
            "co-quan-chung-ma", path,
            f"«{body.khoa}» và «{other.khoa}» cùng nơi, cùng thời gian, cùng ký hiệu "
            f"{', '.join(sorted(set(body.ma) & set(other.ma)))}.",
            severity="canh_bao",
        )
        for other in others
        if other.khoa != body.khoa and other.noi == body.noi
        and set(other.ma) & set(body.ma) and _meet(other, body)
    ]  # fmt: skip


def _meet(a: Body | Term, b: Body | Term) -> bool:
    return not (a.den and b.tu and a.den < b.tu) and not (b.den and a.tu and b.den < a.tu)


def _term_faults(extras: Sequence[tuple[str, Extra]], known: Mapping[str, Body]) -> Iterable[Issue]:
    for path, extra in extras:
        for day in dict.fromkeys(t.day for t in extra.terms):
            key = day.removeprefix("dang-bo:")
            if day.startswith("dang-bo:") and key not in known:
                yield _issue(
                    "co-quan-khong-co", path, f"Dãy khóa «{day}» của cơ quan chưa khai báo."
                )
    added = [(path, t) for path, extra in extras for t in extra.terms]
    where = {id(t): path for path, t in added}
    for those in by_series([*terms(), *(t for _, t in added)]).values():
        for a, b in combinations(those, 2):
            path = where.get(id(b)) or where.get(id(a), "")
            if path and _meet(a, b):
                message = f"Khóa {a.ten} và khóa {b.ten} của «{a.day}» chồng thời gian lên nhau."
                yield _issue("co-quan-khoa-chong", path, message)
