"""A document's page: from a view to the bytes of the content area, nothing else.

Order of the page: head (who, what, when, status), text, attributes, then what other
documents have to do with it. Joins and f-strings only: it runs for every document.
"""

from __future__ import annotations

from html import escape
from itertools import groupby

from vanban.model import CHUA_RO
from vanban.site.bodytext import Doubt, doubts_of, fill_slots
from vanban.site.markup import (
    STATUS_WORDS,
    UNKNOWN,
    document_href,
    document_name,
    document_row,
    link,
    scroll_table,
    shown_date,
    status_badge,
    up,
)
from vanban.site.views import Backlink, DocumentView, RelationLine, TaskLine

SHOWN_BACKLINKS = 20
"""Citing documents listed openly; the rest unfold."""

_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")


def document_title(view: DocumentView) -> str:
    """Plain text for ``<title>``: name and subject."""
    return f"{document_name(view.meta.loai, view.meta.so_hieu)}: {view.meta.trich_yeu}"


def document_description(view: DocumentView) -> str:
    """Plain text for search engines and link previews."""
    date = shown_date(view.meta.ngay)
    facts = [official_citation(view), STATUS_WORDS[view.validity.status]]
    return ". ".join(facts if date else [document_title(view), facts[1]]) + "."


def document_toc(view: DocumentView) -> tuple[tuple[int, str, str], ...]:
    """Headings of the text, then the page's own sections."""
    return view.toc + tuple((2, anchor, label) for anchor, label, _ in _sections(view))


def document_content(view: DocumentView) -> bytes:
    """The content area in UTF-8, ``<h1>`` included."""
    root = up(view.url)
    doubts = doubts_of(view.html, view.slots)
    body = fill_slots(view.html, view.slots, view.id, root, doubts)
    before = f'<div class="vb-trang-vb">{_head(view, root)}<div class="vb-than" id="vb-noi-dung">'
    after = "".join(
        (
            "</div>",
            _attributes(view, root),
            '<div class="vb-sau">',
            _targets(view),
            _tasks(view, root),
            _relations(view, root),
            _backlinks(view, root),
            _doubts(doubts, root),
            _originals(view, root),
            _sources(view),
            "</div></div>",
        )
    )
    return b"".join((before.encode(), body, after.encode()))


def official_citation(view: DocumentView) -> str:
    """How an official text cites this document (Party: ``số …, ngày …``; State: no comma)."""
    meta = view.meta
    known = meta.so_hieu not in ("", CHUA_RO)
    dashed = known and "-" in meta.so_hieu.partition("/")[0]
    number = f" số {meta.so_hieu}" if known else ""
    date = (
        f"{',' if dashed else ''} ngày {shown_date(meta.ngay)}" if meta.ngay.count("-") == 2 else ""
    )
    body = meta.chu_the or (view.co_quan.label if view.co_quan else "")
    by = f" của {body}" if body else ""
    subject = meta.trich_yeu
    if meta.loai in _LAWS:
        return f"{subject if subject.startswith(meta.loai) else f'{meta.loai} {subject}'}{number}{date}{by}"
    about = subject if subject[:3].lower() == "về " else f"về {subject}"
    return f"{meta.loai}{number}{date}{by} {about[:3].lower()}{about[3:4].lower()}{about[4:]}"


def _sections(view: DocumentView) -> list[tuple[str, str, int]]:
    """Sections below the text that this page has: anchor, label, number of things (0: don't say)."""
    doubtful = sum(slot.kind in ("ambiguous", "not_held", "unclear") for slot in view.slots)
    related = len(view.relations_out) + len(view.relations_in)
    citing = len({item.line.id for item in view.backlinks})
    every = [
        ("vb-thuoc-tinh", "Thuộc tính", 0, True),
        ("vb-chi-tieu", "Chỉ tiêu", len(view.meta.chi_tieu), bool(view.meta.chi_tieu)),
        ("vb-nhiem-vu", "Nhiệm vụ", len(view.tasks), bool(view.tasks)),
        ("vb-quan-he", "Quan hệ", related, bool(related)),
        ("vb-dan-chieu-boi", "Được dẫn chiếu bởi", citing, bool(citing)),
        ("vb-chua-noi", "Dẫn chiếu chưa nối được", doubtful, bool(doubtful)),
        ("vb-ban-goc", "Bản gốc", len(view.originals), bool(view.originals)),
        ("vb-nguon", "Nguồn", 0, bool(view.meta.nguon or view.meta.ghi_chu)),
    ]
    return [(anchor, label, count) for anchor, label, count, there in every if there]


def _head(view: DocumentView, root: str) -> str:
    meta = view.meta
    who = (
        link(view.co_quan, root)
        if view.co_quan
        else escape(meta.chu_the or "Chưa rõ cơ quan ban hành")
    )
    if view.co_quan and meta.chu_the and meta.chu_the != view.co_quan.label:
        who += f' <span class="vb-dau__chu-the">{escape(meta.chu_the)}</span>'
    number = {"": "", CHUA_RO: f" <span>(số {UNKNOWN})</span>"}.get(
        meta.so_hieu, f' <span class="vb-ten__so">{escape(meta.so_hieu)}</span>'
    )
    return (
        f'<header class="vb-dau"><p class="vb-dau__co-quan">{who}</p>'
        f'<h1 id="vb-trang" class="vb-ten"><span class="vb-ten__loai">{escape(meta.loai)}{number}</span> '
        f'<span class="vb-ten__trich">{escape(meta.trich_yeu)}</span></h1>'
        f"{_when(view)}{_banners(view)}{_status(view, root)}{_jumps(view)}</header>"
    )


def _when(view: DocumentView) -> str:
    meta = view.meta
    date = shown_date(meta.ngay)
    day = f"ngày {date}" if meta.ngay.count("-") == 2 or meta.ngay == CHUA_RO else date
    facts = [f"{meta.noi_ban_hanh}, {day}" if meta.noi_ban_hanh and day else day]
    facts += [f"{' '.join((s.tu_cach, s.chuc_vu)).strip()} {s.ten}".strip() for s in meta.nguoi_ky]
    text = '<span class="vb-dong__cham"> · </span>'.join(escape(fact) for fact in facts if fact)
    return f'<p class="vb-dau__ngay">{text}</p>' if text else ""


def _banners(view: DocumentView) -> str:
    meta = view.meta
    out = []
    if meta.mau:
        out.append(
            '<p class="vb-bang-bao vb-bang-bao--mau"><b>Văn bản mẫu.</b> Tỉnh, cơ quan, con người và nội dung'
            " trong văn bản này là tưởng tượng, chỉ để thử và để học cách dùng kho.</p>"
        )
    if meta.luu_hanh == "noi_bo":
        out.append(
            '<p class="vb-bang-bao vb-bang-bao--noi-bo"><b>Nội bộ.</b> Không phổ biến ra ngoài cơ quan.</p>'
        )
    if not meta.toan_van:
        out.append(
            '<p class="vb-bang-bao"><b>Chỉ có tóm tắt,</b> kho chưa giữ toàn văn.'
            " Phần dưới đây do người lập hồ sơ viết, không phải lời văn của văn bản.</p>"
        )
    out += [
        f'<p class="vb-bang-bao vb-bang-bao--luu-y"><b>Lưu ý.</b> {escape(note)}</p>'
        for note in view.notes
    ]
    return "".join(out)


def _status(view: DocumentView, root: str) -> str:
    validity = view.validity
    since = (
        f' <span class="vb-tinh-trang__tu">từ {shown_date(validity.since)}</span>'
        if validity.since
        else ""
    )
    why = (
        f'<p class="vb-tinh-trang__ly-do">{escape(validity.reason)}</p>' if validity.reason else ""
    )
    if view.validity_by:
        by = view.validity_by
        name = escape(document_name(by.loai, by.so_hieu))
        why += f'<p class="vb-tinh-trang__boi">Căn cứ: <a href="{document_href(by.id, root)}">{name}</a> {escape(by.trich_yeu)}</p>'
    if validity.evidence:
        why += (
            f"<blockquote>{escape(validity.evidence)}</blockquote>{_confirmed(validity.confirmed)}"
        )
    badge = status_badge(validity.status, view.hieu_luc_tu, view.hieu_luc_den)
    return (
        f'<div class="vb-tinh-trang vb-tinh-trang--{validity.status}"><p class="vb-tinh-trang__dong">{badge}{since}</p>'
        f'{why}<p class="vb-tinh-trang__den">{_currency(view)}</p></div>'
    )


def _currency(view: DocumentView) -> str:
    """What the status above rests on, and what it doesn't know."""
    missing = sum(slot.kind == "not_held" for slot in view.slots)
    unsure = sum(slot.kind in ("ambiguous", "unclear") for slot in view.slots)
    gaps = [f"{missing} dẫn chiếu đến văn bản kho chưa giữ"] if missing else []
    gaps += [f"{unsure} dẫn chiếu chưa xác định được"] if unsure else []
    tail = f' Còn <a href="#vb-chua-noi">{" và ".join(gaps)}</a>.' if gaps else ""
    day = f"Cập nhật đến {shown_date(view.tinh_den)}, theo" if view.tinh_den else "Theo"
    return f"{day} những văn bản kho đang giữ.{tail}"


def _jumps(view: DocumentView) -> str:
    """Ways to the sections, and buttons that only a script can make work (hidden until then)."""
    items = '<a href="#vb-noi-dung">Nội dung</a>' + "".join(
        f'<a href="#{anchor}">{label}{f" <span>{count}</span>" if count else ""}</a>'
        for anchor, label, count in _sections(view)
    )
    buttons = (
        '<span class="vb-viec" hidden><button type="button" data-vb="in">In</button>'
        '<button type="button" data-vb="lien-ket">Sao chép liên kết</button>'
        f'<button type="button" data-vb="trich-dan" data-chu="{escape(official_citation(view))}">Sao chép trích dẫn</button></span>'
    )
    return f'<nav class="vb-nhay" aria-label="Các phần của trang">{items}</nav>{buttons}'


def _attributes(view: DocumentView, root: str) -> str:
    meta = view.meta
    topics = "".join(f"<li>{link(topic, root)}</li>" for topic in view.linh_vuc)
    signers = "<br>".join(
        escape(s.ten)
        + (
            f" <small>{escape(' '.join((s.tu_cach, s.chuc_vu)).strip())}</small>"
            if s.chuc_vu or s.tu_cach
            else ""
        )
        for s in meta.nguoi_ky
    )
    date = shown_date(meta.ngay)
    rows = (
        ("Số, ký hiệu", escape(UNKNOWN if meta.so_hieu == CHUA_RO else meta.so_hieu)),
        ("Loại văn bản", link(view.loai, root)),
        ("Cơ quan ban hành", link(view.co_quan, root) if view.co_quan else ""),
        ("Chủ thể ban hành", escape(meta.chu_the)),
        (
            "Ngày ban hành",
            f"{date} <small>({link(view.nam, root)})</small>" if date and view.nam else date,
        ),
        ("Nơi ban hành", escape(meta.noi_ban_hanh)),
        ("Khóa", escape(meta.khoa)),
        ("Người ký", signers),
        ("Hiệu lực từ", shown_date(view.hieu_luc_tu or meta.hieu_luc_tu)),
        ("Hiệu lực đến hết", shown_date(view.hieu_luc_den or meta.hieu_luc_den)),
        ("Độ khẩn", escape(meta.do_khan)),
        ("Lưu hành", {"cong_khai": "Công khai", "noi_bo": "Nội bộ"}.get(meta.luu_hanh, "Chưa rõ")),
        ("Toàn văn", "Có trong kho" if meta.toan_van else "Kho chưa giữ, chỉ có tóm tắt"),
        ("Lĩnh vực", f'<ul class="vb-the">{topics}</ul>' if topics else ""),
        ("Mã trong kho", f"<code>{escape(view.id).replace('/', '/<wbr>')}</code>"),
    )
    inner = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<aside class="vb-thuoc-tinh" aria-labelledby="vb-thuoc-tinh"><h2 id="vb-thuoc-tinh">Thuộc tính</h2><dl>{inner}</dl></aside>'


def _targets(view: DocumentView) -> str:
    if not view.meta.chi_tieu:
        return ""
    rows = (
        [escape(x) for x in (t.ten, t.ky, t.don_vi, t.ke_hoach, t.dat, t.ty_le)]
        for t in view.meta.chi_tieu
    )
    head = ("Chỉ tiêu", "Kỳ", "Đơn vị", "Kế hoạch", "Đạt", "Tỷ lệ")
    return f'<section><h2 id="vb-chi-tieu">Chỉ tiêu</h2>{scroll_table("Chỉ tiêu", head, rows)}</section>'


def _tasks(view: DocumentView, root: str) -> str:
    if not view.tasks:
        return ""
    items = "".join(f"<li>{_task(task, root)}</li>" for task in view.tasks)
    return (
        f'<section><h2 id="vb-nhiem-vu">Nhiệm vụ</h2><ol class="vb-nhiem-vu">{items}</ol></section>'
    )


def _task(task: TaskLine, root: str) -> str:
    due = f' <span class="vb-han">Hạn: {escape(shown_date(task.han))}</span>' if task.han else ""
    if task.line:
        target = document_row(task.line, root)
    else:
        target = (
            f'<span class="vb-dong__phu">{escape(task.text)} <em>kho chưa giữ</em></span>'
            if task.text
            else ""
        )
    doing = f'<div class="vb-thuc-hien"><span>Thực hiện</span> {target}</div>' if target else ""
    return f"<p>{escape(task.noi_dung)}{due}</p>{doing}"


def _relations(view: DocumentView, root: str) -> str:
    if not (view.relations_out or view.relations_in):
        return ""
    every = view.relations_out + view.relations_in
    order = {line.label: n for n, line in reversed(list(enumerate(every)))}
    ranked = sorted(every, key=lambda line: order[line.label])
    groups = "".join(
        f'<h3>{escape(label)}</h3><ul class="vb-ds">{"".join(_relation(line, root) for line in lines)}</ul>'
        for label, lines in groupby(ranked, key=lambda line: line.label)
    )
    return f'<section class="vb-quan-he"><h2 id="vb-quan-he">Quan hệ</h2>{groups}</section>'


def _relation(rel: RelationLine, root: str) -> str:
    if rel.line:
        head = document_row(rel.line, root)
    else:
        head = f'<span class="vb-dong"><b class="vb-dong__ten">{escape(rel.text)}</b></span><span class="vb-dong__phu"><em>Kho chưa giữ văn bản này</em></span>'
    facts = [f"đối với {escape(rel.provision)}"] if rel.provision else []
    facts += [f"từ {shown_date(rel.tu_ngay)}"] if rel.tu_ngay else []
    where = f'<p class="vb-cho">{", ".join(facts)}</p>' if facts else ""
    source = f" <cite>{escape(rel.source)}</cite>" if rel.source else ""
    quote = f"<blockquote>{escape(rel.evidence)}{source}</blockquote>" if rel.evidence else ""
    return f"<li>{head}{where}{quote}{_confirmed(rel.confirmed)}</li>"


def _confirmed(confirmed: bool) -> str:
    if confirmed:
        return '<p class="vb-xac-nhan vb-xac-nhan--roi">Đã có người xác nhận</p>'
    return '<p class="vb-xac-nhan">Máy nhận ra, chưa có người xác nhận</p>'


def _backlinks(view: DocumentView, root: str) -> str:
    if not view.backlinks:
        return ""
    groups = [list(items) for _, items in groupby(view.backlinks, key=lambda item: item.line.id)]
    shown = "".join(_citing(group, root) for group in groups[:SHOWN_BACKLINKS])
    rest = groups[SHOWN_BACKLINKS:]
    more = ""
    if rest:
        inner = "".join(_citing(group, root) for group in rest)
        more = f'<details class="vb-them"><summary>Thêm {len(rest)} văn bản</summary><ul class="vb-ds">{inner}</ul></details>'
    return f'<section><h2 id="vb-dan-chieu-boi">Được dẫn chiếu bởi</h2><ul class="vb-ds">{shown}</ul>{more}</section>'


def _citing(group: list[Backlink], root: str) -> str:
    quotes = "".join(_sentence(item, root) for item in group)
    return f"<li>{document_row(group[0].line, root)}{quotes}</li>"


def _sentence(item: Backlink, root: str) -> str:
    start, end = item.mark
    text = escape(item.sentence)
    if end > start:
        parts = item.sentence[:start], item.sentence[start:end], item.sentence[end:]
        text = f"{escape(parts[0])}<mark>{escape(parts[1])}</mark>{escape(parts[2])}"
    if not text:
        return ""
    label = item.label or ("Xem chỗ dẫn" if item.anchor else "")
    place = (
        f' <cite><a href="{document_href(item.line.id, root, item.anchor)}">{escape(label)}</a></cite>'
        if label
        else ""
    )
    return f"<blockquote>{text}{place}</blockquote>"


def _doubts(doubts: tuple[Doubt, ...], root: str) -> str:
    if not doubts:
        return ""
    items = "".join(_doubt(number, doubt, root) for number, doubt in enumerate(doubts, 1))
    return f'<section><h2 id="vb-chua-noi">Dẫn chiếu chưa nối được</h2><ol class="vb-ds vb-ds--so">{items}</ol></section>'


def _doubt(number: int, doubt: Doubt, root: str) -> str:
    outcome = doubt.outcome
    rows = "".join(f"<li>{document_row(line, root)}</li>" for line in outcome.candidates)
    choices = f'<ul class="vb-ds">{rows}</ul>' if rows else ""
    times = f" <small>({doubt.times} chỗ)</small>" if doubt.times > 1 else ""
    return (
        f'<li id="vb-dc-{number}"><p><b>{doubt.surface}</b>{times} <span class="vb-dau-hieu">{doubt.words}</span></p>'
        f'<p class="vb-cho">{escape(outcome.tip)}</p>{choices}</li>'
    )


def _originals(view: DocumentView, root: str) -> str:
    if not view.originals:
        return ""
    items = "".join(
        f'<li><a href="{root}{escape(file.href)}" download>{escape(file.ten)}</a>'
        f"{f' <small>{_size(file.size)}</small>' if file.size else ''}"
        f'<span class="vb-ma">SHA-256 <code>{escape(file.sha256)}</code></span></li>'
        for file in view.originals
    )
    return f'<section><h2 id="vb-ban-goc">Bản gốc</h2><ul class="vb-ds">{items}</ul></section>'


def _size(size: int) -> str:
    """Bytes in the words of Vietnamese: decimal comma."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def _sources(view: DocumentView) -> str:
    meta = view.meta
    if not (meta.nguon or meta.ghi_chu):
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in meta.nguon)
    note = f"<p>{escape(meta.ghi_chu)}</p>" if meta.ghi_chu else ""
    return f'<section class="vb-nguon"><h2 id="vb-nguon">Nguồn</h2>{f"<ul>{items}</ul>" if items else ""}{note}</section>'
