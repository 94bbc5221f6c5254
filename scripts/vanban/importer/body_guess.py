"""The body of a document that prints none: a by-line without its place, and one place named.

``CỦA BAN THƯỜNG VỤ TỈNH ỦY`` under no letterhead says the kind of body; the one province that
the text and the file's name speak of says whose. Always a guess for a person to confirm.
"""

from __future__ import annotations

import re
from pathlib import Path

from vanban.importer.model import Draft
from vanban.model import Body, Issue
from vanban.tables import Registry, places
from vanban.text import nfc, same_name, slug

_KINDS = (
    ("tỉnh ủy", "Tỉnh ủy"), ("thành ủy", "Thành ủy"),
    ("hội đồng nhân dân tỉnh", "Hội đồng nhân dân tỉnh"),
    ("ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
    ("hội đồng nhân dân thành phố", "Hội đồng nhân dân thành phố"),
    ("ủy ban nhân dân thành phố", "Ủy ban nhân dân thành phố"),
)  # fmt: skip
_PERSON = re.compile(r"(?<!phố )(?<!TP )(?<!TP\. )(?<!TP\.)Hồ Chí Minh")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def guessed_body(draft: Draft, registry: Registry) -> Body | None:
    """The one body that by-line and place agree on; None when either is missing or doubtful."""
    line = same_name(f"{draft.fields.value('co_quan')} {draft.fields.value('chu_the')}")
    kind = next((printed for words, printed in _KINDS if same_name(words) in line), "")
    named = _places(draft, city="thành" in kind.lower()) if kind else set()
    if len(named) != 1:
        return None
    return registry.body_by_name(f"{kind} {named.pop()}", _day(draft))


def _places(draft: Draft, *, city: bool) -> set[str]:
    """Names of provinces, or of cities, in the text or the file's name.

    A name borne by a person too (Hồ Chí Minh) counts only after its kind.
    """
    text = _PERSON.sub("", nfc(draft.body))
    file = f"-{slug(Path(draft.source).stem, 200)}-"
    names = {p.ten for p in places().values() if (p.loai == "thanh_pho") == city}
    return {n for n in names if n in text or f"-{slug(n)}-" in file}


def _day(draft: Draft) -> str:
    """The document's own day; else the latest year its text names, for bodies that came and went."""
    day = draft.fields.value("ngay")
    if re.match(r"\d{4}", day):
        return day
    years = [y for y in _YEAR.findall(draft.fields.value("trich_yeu")) if y >= "1945"]
    return max(years, default="")


def body_issue(draft: Draft, body: Body | None) -> Issue:
    """What a clerk is told of a body that was guessed, or not found."""
    if body is None:
        return Issue(
            code="khong-ro-co-quan", severity="canh_bao", path=draft.source,
            message="Không rõ cơ quan ban hành: phần đầu không ghi, hoặc bảng cơ quan chưa có.",
            remedy="Điền «co_quan»; cơ quan mới thì khai báo trong co-quan.yml.",
        )  # fmt: skip
    return Issue(
        code="ngo-co-quan", severity="canh_bao", path=draft.source,
        message=f"Cơ quan ban hành suy ra từ địa danh trong bài: {body.ten}.",
        remedy="Đối chiếu bản gốc; sai thì sửa «co_quan».",
    )  # fmt: skip
