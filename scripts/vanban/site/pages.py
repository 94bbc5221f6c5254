"""A document's page: from a view to the bytes of the content area, nothing else.

Order of the page: head (who, what, when, status), text, attributes, then what other
documents have to do with it. Joins and f-strings only: it runs for every document.
"""

from __future__ import annotations

from collections.abc import Iterator

from vanban.model import CHUA_RO, STATUS_WORDS
from vanban.site.below import below_text, sections
from vanban.site.bodytext import annotated, counts_of, doubts_of, fill_slots
from vanban.site.cards import FILE as CARD
from vanban.site.cards import card_script
from vanban.site.closing import laid_out
from vanban.site.head import document_head, official_citation
from vanban.site.letterhead import letterhead, paper_end, signers
from vanban.site.markup import (
    UNKNOWN,
    capacity,
    document_name,
    escape,
    link,
    shown_date,
    up,
)
from vanban.site.names import signer_url, telex
from vanban.site.notes import notes_html
from vanban.site.record import FILE as RECORD
from vanban.site.record import linked_data, record_json
from vanban.site.related import clauses_page
from vanban.site.views import DocumentView


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
    return view.toc + tuple((2, anchor, label) for anchor, label, _ in sections(view))


def document_content(view: DocumentView, where: str = "") -> bytes:
    """The content area in UTF-8, ``<h1>`` included; ``where`` is the page's public address, if any."""
    root = up(view.url)
    doubts = doubts_of(view.html, view.slots)
    html, signed = laid_out(view.html, signers(view))
    head = f'<div class="vb-trang-vb{_kinds(view)}">{letterhead(view)}{document_head(view, root)}<h2 class="vb-an">Nội dung</h2><div class="vb-than" id="vb-noi-dung">'
    tail = (
        f"</div>{paper_end(view, where, signed=signed)}{_attributes(view, root)}"
        f'<div class="vb-sau">{below_text(view, doubts, root)}</div></div>{linked_data(view, root)}'
    )
    body = fill_slots(html, view.slots, view.id, root, doubts)
    counts = counts_of(view.clauses, clauses_page(view)) if view.clauses else {}
    notes = notes_html(view.noted, root) if view.noted else {}
    return b"".join((head.encode(), annotated(body, counts, notes), tail.encode()))


def _kinds(view: DocumentView) -> str:
    """What styles ask: whether there are notes in the margin, whether this is the text itself."""
    return (" vb-co-ghi" if view.noted else "") + ("" if view.meta.toan_van else " vb-tom-tat")


def files_beside(view: DocumentView) -> Iterator[tuple[str, bytes]]:
    """Data of the document beside its page: file name and bytes."""
    yield RECORD, record_json(view)
    if card := card_script(view):
        yield CARD, card


def _signer(name: str, root: str) -> str:
    """The name, leading to what else is signed with it."""
    shown = escape(UNKNOWN if name == CHUA_RO else name)
    known = name != CHUA_RO and telex(name)
    return f'<a href="{root}{signer_url(name)}">{shown}</a>' if known else shown


def _attributes(view: DocumentView, root: str) -> str:
    meta = view.meta
    topics = "".join(f"<li>{link(topic, root)}</li>" for topic in view.linh_vuc)
    signers = "<br>".join(
        f"{_signer(signer.ten, root)} <small>{escape(capacity(signer))}</small>"
        for signer in meta.nguoi_ky
    )
    date = shown_date(meta.ngay)
    # the full text opens with its bases, a summary doesn't
    bases = "" if meta.toan_van else "<br>".join([escape(basis.trich) for basis in meta.can_cu])
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
        ("Căn cứ ban hành", bases),
        ("Nơi nhận", "<br>".join(map(escape, meta.noi_nhan))),
        ("Mã trong kho", f"<code>{escape(view.id).replace('/', '/<wbr>')}</code>"),
    )
    inner = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<aside class="vb-thuoc-tinh" aria-labelledby="vb-thuoc-tinh"><h2 id="vb-thuoc-tinh">Thuộc tính</h2><dl>{inner}</dl></aside>'
