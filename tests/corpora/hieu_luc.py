"""Our statuses beside the portal's: ``python tests/corpora/hieu_luc.py`` writes ``docs/do-luong/hieu-luc-vbpl.md``.

Every page of the portal becomes a document of an archive of its own (number, kind and day of signing
from its letterhead, no date of effect in its front matter), so that each status comes from what
the held texts say. The portal's word is as of the crawl, so ours is worked out for that day.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from vanban.archive import Archive, build_archive  # noqa: E402
from vanban.graph.effect import signing_day  # noqa: E402
from vanban.graph.passage import paragraphs_of  # noqa: E402
from vanban.model import STATUS_WORDS, Status  # noqa: E402
from vanban.tables import load_registry  # noqa: E402
from vanban.text import parse_date, viet_date  # noqa: E402

PAGES = Path(os.environ.get("VANBAN_SHARED") or ROOT.parent / "shared") / "corpora" / "vbpl-html"
REPORT = ROOT / "docs" / "do-luong" / "hieu-luc-vbpl.md"
NOTES = HERE / "hieu_luc.json"
ON = "2026-04-20"
"""The day after the last update a page of the crawl names."""

WORDS: dict[str, Status] = {
    "Còn hiệu lực": "con", "Chưa có hiệu lực": "chua", "Hết hiệu lực một phần": "het_mot_phan",
    "Hết hiệu lực toàn bộ": "het", "Ngưng hiệu lực": "ngung",
}  # fmt: skip
_KINDS = (
    "Nghị quyết liên tịch", "Thông tư liên tịch", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết",
    "Nghị định", "Quyết định", "Thông tư", "Chỉ thị", "Lệnh",
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?/(?:\d{4}/)?[A-ZĐ][\w-]*\d*")
_EFFECT = re.compile(r"Ngày có hiệu lực:\s*(\d{1,2}/\d{1,2}/\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the portal: ``status`` is its word, ``first`` the day of effect it shows (ISO)."""

    id: str
    number: str
    kind: str
    signed: str
    status: Status
    first: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    page: Page
    ours: Status
    first: str
    by: str
    """Number of the held document our status rests on."""


def pages() -> Iterator[Page]:
    """Every page that has a kind and a number."""
    for row in json.loads((PAGES / "index.json").read_text("utf-8")):
        raw = (PAGES / "txt" / f"{row['id']}.txt").read_text("utf-8")
        text = unicodedata.normalize("NFC", raw)
        title = unicodedata.normalize("NFC", row["title"] or "Văn bản khác")
        kind = next((k for k in _KINDS if title.lower().startswith(k.lower())), "Văn bản khác")
        number = _NUMBER.search(title.replace("С", "C").replace("Р", "P")) or _NUMBER.search(
            row["so"] or ""
        )
        day = _EFFECT.search(text)
        body = paragraphs_of(text)
        yield Page(
            id=row["id"], number=number[0] if number else "", kind=kind, signed=signing_day(body),
            status=WORDS[row["status"]], first=parse_date(day[1]) if day else "", text=_body(body),
        )  # fmt: skip


def _body(text: str) -> str:
    """Without what the page shows round the document."""
    start = re.search(r"\n(?:Số ?:|Luật số|Nghị quyết số ?:)[^\n]*\n", text)
    low = start.end() if start and start.start() < 4000 else 0
    end = text.find("CƠ SỞ DỮ LIỆU QUỐC GIA VỀ PHÁP LUẬT\n\nĐơn vị chủ quản")
    return text[low : end if end > 0 else len(text)]


def archive_of(found: list[Page], folder: Path) -> Archive:
    """An archive of the pages, its statuses for the day of the crawl."""
    for page in found:
        head = [
            f"so_hieu: {page.number}" if page.number else "", f"loai: {page.kind}", f"trich_yeu: {page.id}",
            f"ngay: {page.signed}" if page.signed else "", "luu_hanh: cong_khai",
        ]  # fmt: skip
        year = page.signed[:4] or "0000"
        path = folder / "vbpl" / year / f"{page.id.replace('_', '-')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "\n".join(line for line in head if line)
        path.write_text(f"---\n{lines}\n---\n\n{page.text}\n", "utf-8")
    return build_archive(folder, load_registry(), on=ON)


def rows() -> list[Row]:
    """Both words for every page, in the order of their ids."""
    found = list(pages())
    with tempfile.TemporaryDirectory() as folder:
        facts = archive_of(found, Path(folder)).facts
    out = []
    for page in found:
        line = facts.line(f"vbpl/{page.signed[:4] or '0000'}/{page.id.replace('_', '-')}")
        by = facts.record(line.by) if line.by else None
        out.append(Row(page=page, ours=line.status, first=line.first, by=by.so_hieu if by else ""))
    return out


def differing(found: list[Row]) -> list[Row]:
    return [r for r in found if r.ours != r.page.status]


def notes() -> dict[str, str]:
    """Why a status differs, by the id of the page; checked by hand."""
    told: dict[str, str] = json.loads(NOTES.read_text("utf-8"))
    return told


def report(found: list[Row]) -> str:
    """The page of the docs."""
    told = notes()
    days = [r for r in found if r.page.first and r.first != r.page.first]
    same = len(found) - len(differing(found))
    partial = [r for r in found if r.ours == "het_mot_phan" == r.page.status]
    lines = [
        "# Hiệu lực: đối chiếu với cổng vbpl.vn",
        "",
        f"Trang này do `python tests/corpora/hieu_luc.py` ghi ra từ {len(found)} trang của cổng cơ sở dữ liệu quốc gia"
        " về pháp luật có trong bộ dữ liệu dùng chung. Mỗi trang thành một văn bản của một kho thử: số, loại và ngày ký"
        " lấy ở đầu văn bản, **ngày có hiệu lực không cho trước**; tình trạng phía ta vì thế suy ra hoàn toàn từ lời văn"
        f" các văn bản trong kho, tính cho ngày {viet_date(ON)} (ngày sau lần cập nhật cuối cùng mà các trang ấy ghi).",
        "",
        f"- Trùng tình trạng: **{same}/{len(found)}** văn bản; khác {len(found) - same}, từng văn bản được giải thích dưới đây.",
        f"- Hết hiệu lực một phần mà lời văn trong kho nói rõ: {len(partial)} (nhờ {', '.join(r.by for r in partial)}).",
        f"- Ngày bắt đầu có hiệu lực trùng ngày cổng ghi: {len(found) - len(days)}/{len(found)}.",
        "",
        "## Khác tình trạng",
        "",
        "| Văn bản | Cổng | Kho | Vì sao |",
        "|---|---|---|---|",
    ]
    for r in differing(found):
        lines.append(
            f"| {_name(r.page)} | {STATUS_WORDS[r.page.status]} | {STATUS_WORDS[r.ours]} | {told.get(r.page.id, '')} |"
        )
    lines += [
        "",
        "## Khác ngày bắt đầu",
        "",
        "| Văn bản | Cổng ghi | Lời văn cho | Vì sao |",
        "|---|---|---|---|",
    ]
    for r in days:
        ours = viet_date(r.first) if r.first else "không rõ"
        lines.append(
            f"| {_name(r.page)} | {viet_date(r.page.first)} | {ours} | {told.get(r.page.id, '')} |"
        )
    return "\n".join(lines) + "\n"


def _name(page: Page) -> str:
    return f"{page.kind} {page.number}"


if __name__ == "__main__":
    REPORT.write_text(report(rows()), "utf-8", newline="\n")
    print(REPORT.relative_to(ROOT))
