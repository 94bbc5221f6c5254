"""The head of a document's page: who, what, when, in force or not, and ways down the page."""

from __future__ import annotations

from vanban.export.akn import FILE as AKN_FILE
from vanban.model import CHUA_RO
from vanban.site.below import sections
from vanban.site.last import of_last
from vanban.site.markup import (
    UNKNOWN,
    capacity,
    confirmed_mark,
    document_href,
    document_name,
    escape,
    link,
    shown_date,
    status_badge,
)
from vanban.site.views import DocumentView

LONG_SUBJECT = 110
"""Characters from which a subject is set smaller."""

_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")


def document_head(view: DocumentView, root: str) -> str:
    meta = view.meta
    who = (
        link(view.co_quan, root)
        if view.co_quan
        else escape(meta.chu_the or "Chưa rõ cơ quan ban hành")
    )
    if view.co_quan and meta.chu_the and meta.chu_the.lower() != view.co_quan.label.lower():
        who += f' <span class="vb-dau__chu-the">{escape(meta.chu_the)}</span>'
    number = {"": "", CHUA_RO: f" <span>(số {UNKNOWN})</span>"}.get(
        meta.so_hieu, f' <span class="vb-ten__so">{escape(meta.so_hieu)}</span>'
    )
    long = " vb-ten__trich--dai" if len(meta.trich_yeu) > LONG_SUBJECT else ""
    return (
        f'<header class="vb-dau"><p class="vb-dau__co-quan">{who}</p>'
        f'<h1 id="vb-trang" class="vb-ten"><span class="vb-ten__loai">{escape(meta.loai)}{number}</span> '
        f'<span class="vb-ten__trich{long}">{escape(meta.trich_yeu)}</span></h1>'
        f"{_when(view)}{_banners(view)}{_status(view, root)}{_jumps(view, root)}</header>"
    )


@of_last
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


def _when(view: DocumentView) -> str:
    meta = view.meta
    date = shown_date(meta.ngay)
    day = f"ngày {date}" if meta.ngay.count("-") == 2 or meta.ngay == CHUA_RO else date
    facts = [f"{meta.noi_ban_hanh}, {day}" if meta.noi_ban_hanh and day else day]
    facts += [f"{capacity(signer)} {signer.ten}".strip() for signer in meta.nguoi_ky]
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
    day = shown_date(validity.since)
    since = f' <span class="vb-tinh-trang__tu">từ {day}</span>' if day else ""
    why = f"<p>{escape(validity.reason)}</p>" if validity.reason else ""
    badge = status_badge(validity.status, view.hieu_luc_tu, view.hieu_luc_den)
    return (
        f'<div class="vb-tinh-trang"><p class="vb-tinh-trang__dong">{badge}{since}</p>{why}'
        f'{_evidence(view, root)}<p class="vb-tinh-trang__den">{_currency(view)}</p></div>'
    )


def _evidence(view: DocumentView, root: str) -> str:
    """What the status rests on: the document that says so and its sentence."""
    validity, inner = view.validity, ""
    if view.validity_by:
        by = view.validity_by
        name = escape(document_name(by.loai, by.so_hieu))
        inner = f'<p><a href="{document_href(by.id, root)}">{name}</a> {escape(by.trich_yeu)}</p>'
    if validity.evidence:
        inner += f"<blockquote>{escape(validity.evidence)}</blockquote>{confirmed_mark(validity.confirmed)}"
    return f"<details><summary>Căn cứ</summary>{inner}</details>" if inner else ""


def _currency(view: DocumentView) -> str:
    """What the status above rests on, what is still to come, and what it doesn't know."""
    missing = len({slot for slot in view.slots if slot.kind == "not_held"})
    unsure = len({slot for slot in view.slots if slot.kind in ("ambiguous", "unclear")})
    gaps = [f"{missing} dẫn chiếu đến văn bản kho chưa giữ"] if missing else []
    gaps += [f"{unsure} dẫn chiếu chưa xác định được"] if unsure else []
    tail = f' Còn <a href="#vb-chua-noi">{" và ".join(gaps)}</a>.' if gaps else ""
    days = [rel.tu_ngay for rel in view.relations_in if rel.sap]
    due = (
        f'<span class="vb-sap-toi" data-ngay="{",".join(days)}"> Đã biết nhưng chưa đến ngày áp dụng:'
        f' <a href="#vb-lich-su"><b>{len(days)}</b> thay đổi</a>.</span>'
        if days
        else ""
    )
    day = f", cập nhật đến {shown_date(view.tinh_den)}" if view.tinh_den else ""
    return f'Theo những văn bản kho đang giữ<span class="vb-den">{day}</span>.{due}{tail}'


def _jumps(view: DocumentView, root: str) -> str:
    """Ways to the sections, files to take away, and buttons that only a script can make work
    (hidden until then)."""
    items = '<a href="#vb-noi-dung">Nội dung</a>' + "".join(
        f'<a href="#{anchor}">{label}{f" <span>{count}</span>" if count else ""}</a>'
        for anchor, label, count in sections(view)
    )
    buttons = (
        '<span class="vb-viec" hidden><button type="button" data-vb="in">In</button>'
        '<button type="button" data-vb="lien-ket">Sao chép liên kết</button>'
        f'<button type="button" data-vb="trich-dan" data-chu="{escape(official_citation(view))}">Sao chép trích dẫn</button>'
        '<button type="button" data-vb="markdown">Tải Markdown</button></span>'
    )
    files = "".join(
        f'<a href="{root}{escape(file.href)}" download>{_kind(file.ten)}</a>'
        for file in view.originals
    )
    akn = f'<a href="{AKN_FILE}" download>Tải Akoma Ntoso</a>' if view.akn else ""
    taken = f'<span class="vb-tai"><a href="van-ban.json" download>Tải JSON</a>{akn}{files}</span>'
    return f'<nav class="vb-nhay" aria-label="Các phần của trang">{items}</nav><div class="vb-lam">{buttons}{taken}</div>'


def _kind(name: str) -> str:
    """``Bản gốc PDF`` of ``29-ct-tu.goc.pdf``."""
    return f"Bản gốc {escape(name.rpartition('.')[2].upper())}"
