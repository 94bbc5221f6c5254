"""The pages of the review: plain HTML that works without its script, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from html import escape

from vanban.importer.merge import paragraphs
from vanban.importer.model import Block, Draft
from vanban.importer.review_places import Box
from vanban.importer.review_save import Record, basis_line, first
from vanban.importer.waiting import Waiting
from vanban.model import CHUA_RO, Metadata, Signer

NAMES = {
    "so_hieu": "Số, ký hiệu", "loai": "Loại", "trich_yeu": "Trích yếu", "co_quan": "Cơ quan (khóa)",
    "chu_the": "Chủ thể quyết định", "ngay": "Ngày ban hành", "noi_ban_hanh": "Nơi ban hành",
    "hieu_luc_tu": "Hiệu lực từ", "do_khan": "Độ khẩn", "nguoi_ky": "Người ký",
    "can_cu": "Căn cứ (mỗi dòng một căn cứ; sau dấu → là số hiệu văn bản được dẫn)",
    "noi_nhan": "Nơi nhận (mỗi dòng một nơi)",
}  # fmt: skip
_SPOT = 60
_EXPECTED = ("so_hieu", "ngay", "loai", "trich_yeu", "co_quan")
_LEVELS = {
    "chua_ro": "chưa rõ (không lên trang nào)", "noi_bo": "nội bộ", "cong_khai": "công khai",
}  # fmt: skip


def page(base: str, title: str, content: str) -> str:
    """A whole page; ``base`` is the secret part of the address, with slashes around it."""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        f'<link rel="stylesheet" href="{base}duyet.css"><link rel="icon" href="data:,">'
        f'<script src="{base}duyet.js" defer></script></head><body>{content}</body></html>'
    )


def index(
    base: str, waiting: Sequence[Waiting], proposals: Mapping[str, str], notice: str = ""
) -> str:
    """What waits: new records, then second readings."""
    rows = "".join(
        f'<li><a href="{base}v/{w.key}">{escape(_title(w.draft))}</a>'
        f"<span>{escape(w.target)}</span>{_count(w.draft)}</li>"
        for w in waiting
    )
    others = "".join(
        f'<li><a href="{base}d/{key}">{escape(target)}</a><span>bản mới của văn bản đã có</span></li>'
        for key, target in proposals.items()
    )
    empty = "" if rows or others else "<p>Không còn văn bản nào chờ duyệt.</p>"
    return page(
        base, "Duyệt văn bản vừa nhập",
        f"<main class='danh-sach'><h1>Duyệt văn bản vừa nhập</h1>{noticed(notice)}{empty}"
        + (f"<h2>Mới nhập ({len(waiting)})</h2><ol>{rows}</ol>" if rows else "")
        + (f"<h2>Đề xuất ({len(proposals)})</h2><ol>{others}</ol>" if others else "")
        + "</main>",
    )  # fmt: skip


def noticed(notice: str) -> str:
    """What was just done, once."""
    return f"<p role='status' class='xong'>{escape(notice)}</p>" if notice else ""


def _title(draft: Draft) -> str:
    number, subject = draft.fields.value("so_hieu"), draft.fields.value("trich_yeu")
    known = "" if number in ("", CHUA_RO) else f"{number}: "
    return (known + subject)[:160] or "(chưa rõ)"


def _count(draft: Draft) -> str:
    unsure = len(doubtful_fields(draft)) + len(doubts(draft))
    return f'<em class="ngo">{unsure} chỗ chưa chắc</em>' if unsure else "<em>không có ngờ vực</em>"


def doubtful_fields(draft: Draft) -> dict[str, str]:
    """Fields a person must look at, with the reason."""
    found: dict[str, str] = {}
    for field in draft.fields.items:
        if field.confidence == "ngo":
            found[field.name] = f"Chưa chắc; đọc ở: “{field.where[:200]}”"
        elif field.confidence == "khong" and field.name in _EXPECTED:
            found[field.name] = "Không thấy trong phần đầu văn bản."
    codes = {i.code: i.message for i in draft.issues}
    for name in _EXPECTED:
        slug = name.replace("_", "-")
        for code in (f"khong-ro-{slug}", f"ngo-{slug}", f"doan-{slug}"):
            if code in codes:
                found.setdefault(name, codes[code])
    return found


def doubts(draft: Draft) -> dict[str, str]:
    """Words and passages of the text that are unsure, with the reason."""
    found: dict[str, str] = {}
    for repair in draft.repairs:
        if repair.sure:
            continue
        scanned = repair.kind == "chữ quét chưa chắc"
        for part in repair.detail.split() if scanned else [repair.detail]:
            if part.strip():
                found[part.strip()] = repair.kind
    return found


def review(
    base: str, waiting: Waiting, record: Record, original: str, near: tuple[str, str],
    form: Mapping[str, Sequence[str]], faults: Sequence[str], notice: str = "",
) -> str:  # fmt: skip
    """The original beside the fields and text; ``near`` are the addresses before and after."""
    draft = waiting.draft
    placed = set(re.findall(r"id='cho-(\w+)'", original))
    links = [f'<a href="{base}">Danh sách</a>']
    links += [f'<a rel="prev" accesskey="k" href="{near[0]}">← Trước</a>'] if near[0] else []
    links += [f'<a rel="next" accesskey="j" href="{near[1]}">Sau →</a>'] if near[1] else []
    links += [
        f'<a href="{base}so/{waiting.key}/{n}">So với {escape(t)}</a>'
        for n, t in enumerate(waiting.resembled)
    ]
    alert = "".join(f"<li>{escape(f)}</li>" for f in faults)
    return page(
        base, f"Duyệt: {_title(draft)}",
        f"<header><nav aria-label='Chuyển văn bản'>{' '.join(links)}</nav>"
        f"<h1>{escape(_title(draft))}</h1><p class='tep'>{escape(waiting.target)}</p></header>"
        + (f"<ul role='alert' class='loi'>{alert}</ul>" if alert else noticed(notice))
        + f"<main class='hai-cot'><section class='goc' aria-label='Bản gốc' tabindex='0'>{original}"
        f"</section><form method='post' action='{base}v/{waiting.key}' class='sua'>"
        f"<input type='hidden' name='ban' value='{record.version}'>"
        f"{_told(draft)}{_fields(draft, record, form, placed)}{_text(draft, record, form)}{_BUTTONS}"
        "</form></main>",
    )  # fmt: skip


_BUTTONS = (
    "<p class='nut'><button name='viec' value='nhan' accesskey='n'>Nhận, sang văn bản sau</button>"
    "<button name='viec' value='luu' accesskey='s'>Lưu, chưa nhận</button></p>"
    "<p class='phim'>Phím tắt: <kbd>F8</kbd> chỗ chưa chắc kế tiếp, <kbd>Ctrl</kbd>+<kbd>S</kbd> lưu,"
    " <kbd>Ctrl</kbd>+<kbd>Enter</kbd> nhận.</p>"
)


def _told(draft: Draft) -> str:
    """What the import warned of, and what it took out of the flow."""
    warned = [i for i in draft.issues if i.severity == "canh_bao"]
    lines = "".join(f"<li>{escape(i.message)} {escape(i.remedy)}</li>" for i in warned)
    gone = "".join(
        f"<li><b>{escape(r.reason)}</b>: {escape(r.text[:300])}</li>" for r in draft.removed[:400]
    )
    return (f"<ul class='bao'>{lines}</ul>" if lines else "") + (
        f"<details><summary>Đã đưa ra khỏi nội dung ({len(draft.removed)})</summary>"
        f"<ul>{gone}</ul></details>" if gone else ""
    )  # fmt: skip


def _fields(
    draft: Draft, record: Record, form: Mapping[str, Sequence[str]], placed: Collection[str]
) -> str:
    unsure, meta = doubtful_fields(draft), record.document.meta
    out = ["<fieldset><legend>Thông tin</legend>"]
    for name, label in NAMES.items():
        if name == "nguoi_ky":
            link = _to_place(name, label, placed)
            out.append(_signers(meta.nguoi_ky, form, unsure.get(name, ""), link))
            continue
        value = first(form, name) if name in form else _printed(meta, name)
        why = unsure.get(name, "")
        told = f" aria-describedby='vi-{name}' class='ngo'" if why else ""
        box = (
            f"<textarea id='{name}' name='{name}' rows='{_ROWS[name]}'{told}>\n{escape(value)}</textarea>"
            if name in _ROWS
            else f"<input id='{name}' name='{name}' value='{escape(value)}'{told} autocomplete='off'>"
        )
        out.append(
            f"<p><label for='{name}'>{label}</label>{_to_place(name, label, placed)}{box}{_why(name, why)}</p>"
        )
    chosen = first(form, "luu_hanh") or meta.luu_hanh
    options = "".join(
        f"<option value='{k}'{' selected' if k == chosen else ''}>{v}</option>"
        for k, v in _LEVELS.items()
    )
    out.append(
        "<p><label for='luu_hanh'>Lưu hành</label>"
        f"<select id='luu_hanh' name='luu_hanh'>{options}</select></p></fieldset>"
    )
    return "".join(out)


_ROWS = {"trich_yeu": 3, "can_cu": 5, "noi_nhan": 5}


def _printed(meta: Metadata, name: str) -> str:
    """A field as it stands in its box."""
    if name == "can_cu":
        return "\n".join(map(basis_line, meta.can_cu))
    return "\n".join(meta.noi_nhan) if name == "noi_nhan" else str(getattr(meta, name))


def _to_place(name: str, label: str, placed: Collection[str]) -> str:
    """A link to where the field stands in the original."""
    if name not in placed:
        return ""
    return f"<a class='cho' href='#cho-{name}' aria-label='{label}: chỗ trong bản gốc'>chỗ trong bản gốc</a>"


def _why(name: str, why: str) -> str:
    return f"<span class='vi' id='vi-{name}'>{escape(why)}</span>" if why else ""


def _signers(
    known: Sequence[Signer], form: Mapping[str, Sequence[str]], why: str, link: str
) -> str:
    rows = [(s.ten, s.chuc_vu, s.tu_cach) for s in known]
    if "ten" in form:
        columns = (form[n] for n in ("ten", "chuc_vu", "tu_cach") if n in form)
        rows = list(zip(*columns, strict=False))
    rows = [row for row in rows if any(row)]
    out = [f"<fieldset class='ky'><legend>Người ký</legend>{link}{_why('nguoi_ky', why)}"]
    for number, row in enumerate([*rows, ("", "", "")], start=1):
        told = " class='ngo' aria-describedby='vi-nguoi_ky'" if why and number == 1 else ""
        for name, label, value in zip(
            ("ten", "chuc_vu", "tu_cach"), ("Họ tên", "Chức vụ", "Tư cách"), row, strict=True
        ):
            out.append(
                f"<p><label for='{name}{number}'>{label} {number}</label><input id='{name}{number}'"
                f" name='{name}' value='{escape(value)}'{told} autocomplete='off'></p>"
            )
    return "".join(out) + "</fieldset>"


def _text(draft: Draft, record: Record, form: Mapping[str, Sequence[str]]) -> str:
    body = first(form, "body") if "body" in form else record.document.body.strip("\n")
    unsure = doubts(draft)
    shown = "".join(_places(body, unsure)) if unsure else ""
    listed = f"<h2>Chữ cần xem</h2><ol class='cho-ngo'>{shown}</ol>" if shown else ""
    return (
        f"{listed}<p class='noi-dung'><label for='body'>Nội dung</label>"
        f"<textarea id='body' name='body' rows='24' spellcheck='false'>\n{escape(body)}</textarea></p>"
    )


def _places(body: str, unsure: Mapping[str, str]) -> Iterable[str]:
    """Paragraphs with something unsure, each with its offset for the script, at most 200."""
    pattern = _any_of(unsure)
    at, count = 0, 0
    for paragraph in body.split("\n"):
        found = pattern.search(paragraph)
        if found and count < 200:
            count += 1
            begin = max(0, found.start() - 120)
            part = paragraph[begin : found.end() + 160]
            yield (
                f"<li>{_marked(part, pattern, unsure)} <button type='button' class='toi'"
                f" data-tu='{at + found.start()}' data-den='{at + found.end()}'>Sửa chỗ này</button></li>"
            )
        at += len(paragraph) + 1


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(set(words), key=len, reverse=True)[:400]
    return re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in longest) or r"(?!)")


def _marked(text: str, pattern: re.Pattern[str], why: Mapping[str, str]) -> str:
    out, at = "", 0
    for found in pattern.finditer(text):
        reason = escape(why.get(found[0], ""))
        out += f"{escape(text[at : found.start()])}<mark title='{reason}'>{escape(found[0])}</mark>"
        at = found.end()
    return out + escape(text[at:])


def pictures(address: str, pages: int, boxes: Sequence[Box], draft: Draft) -> str:
    """The pages of an original as pictures, drawn as they come into view, with ``boxes`` around
    what each field was read from."""
    return "".join(
        f"<figure><div class='trang'><img src='{address}/{n}.png' alt='Trang {n} của bản gốc'"
        f" loading='lazy' width='1100' height='1556'>{_outlined(n, boxes, draft)}</div>"
        f"<figcaption>Trang {n}</figcaption></figure>"
        for n in range(1, pages + 1)
    )


def _outlined(page: int, boxes: Sequence[Box], draft: Draft) -> str:
    """Rectangles over a page, each field's in one group that a link in the form leads to."""
    groups: dict[str, str] = {}
    for box in boxes:
        if box.page == page:
            groups[box.name] = groups.get(box.name, "") + (
                f"<rect x='{box.x}' y='{box.y}' width='{box.width}' height='{box.height}'/>"
            )
    drawn = "".join(
        f"<g id='cho-{name}'{_doubtful(draft, name)}><title>{NAMES.get(name, name)}</title>{rects}</g>"
        for name, rects in groups.items()
    )
    shape = "viewBox='0 0 1000 1000' preserveAspectRatio='none'"
    return f"<svg {shape} aria-hidden='true'>{drawn}</svg>" if drawn else ""


def _doubtful(draft: Draft, name: str) -> str:
    return " class='ngo'" if draft.fields.confidence(name) == "ngo" else ""


def layout(blocks: Iterable[Block], draft: Draft) -> str:
    """The text of an original as it stood, with what unsure fields were read from marked."""
    unsure = {
        f.where: f"{NAMES.get(f.name, f.name)}: chưa chắc"
        for f in draft.fields.items
        if f.confidence == "ngo" and f.where
    }
    pattern = _any_of(unsure)
    spots = _spots(draft)
    out = []
    for block in blocks:
        if block.kind == "table":
            rows = ("".join(f"<td>{escape(c)}</td>" for c in row) for row in block.rows)
            out.append(
                f"<div class='bang'><table>{''.join(f'<tr>{r}</tr>' for r in rows)}</table></div>"
            )
            continue
        looks = [n for n in ("bold", "italic", "centered") if getattr(block, n)]
        looks += [f"cot{block.column}"] if block.column else []
        names = spots.pop(_spot(block.text), ())
        marks = "".join(f"<span id='cho-{name}'></span>" for name in names)
        out.append(
            f"<p class='{' '.join(looks)}'>{marks}{_marked(block.text, pattern, unsure)}</p>"
        )
    return "".join(out) or "<p>Không đọc được bản gốc.</p>"


def _spots(draft: Draft) -> dict[str, list[str]]:
    """Beginning of a line of the original -> the fields read there."""
    spots: dict[str, list[str]] = {}
    for field in draft.fields.items:
        for text in {_spot(field.where), _spot(field.value.split(" / ")[0])} - {""}:
            spots.setdefault(text, []).append(field.name)
    return spots


def _spot(text: str) -> str:
    return text[:_SPOT].strip(" :*-–|")


def beside(base: str, title: str, left: tuple[str, str], right: tuple[str, str], form: str) -> str:
    """Two texts side by side, paragraph by paragraph, what differs marked; each (name, text)."""
    rows = "".join(_rows(paragraphs(left[1]), paragraphs(right[1])))
    return page(
        base, title,
        f"<header><nav><a href='{base}'>Danh sách</a></nav><h1>{escape(title)}</h1></header>{form}"
        f"<main class='so'><div class='bang' tabindex='0'><table><thead><tr><th scope='col'>{escape(left[0])}"
        f"</th><th scope='col'>{escape(right[0])}</th></tr></thead><tbody>{rows}</tbody></table></div></main>",
    )  # fmt: skip


def _rows(left: list[str], right: list[str]) -> Iterable[str]:
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (f"<tr><td>{escape(x)}</td><td>{escape(x)}</td></tr>" for x in left[a:b])
            continue
        for n in range(max(b - a, d - c)):
            old = escape(left[a + n]) if a + n < b else ""
            new = escape(right[c + n]) if c + n < d else ""
            cells = f"<td>{old and f'<del>{old}</del>'}</td><td>{new and f'<ins>{new}</ins>'}</td>"
            yield f"<tr class='khac'>{cells}</tr>"


def proposal_form(address: str, faults: Sequence[str]) -> str:
    """Take a proposal or throw it away."""
    alert = "".join(f"<li>{escape(f)}</li>" for f in faults)
    told = f"<ul role='alert' class='loi'>{alert}</ul>" if alert else ""
    return (
        f"{told}<form method='post' action='{address}' class='quyet'><p class='nut'>"
        "<button name='viec' value='nhan'>Lấy bản đề xuất</button>"
        "<button name='viec' value='bo'>Giữ bản đang có, bỏ đề xuất</button></p></form>"
    )
