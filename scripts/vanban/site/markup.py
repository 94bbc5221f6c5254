"""Small pieces of HTML the pages share; every text that comes in is escaped here."""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import lru_cache

from vanban.model import CHUA_RO, STATUS_WORDS, Signer, Status
from vanban.site.views import DocLine, Link
from vanban.text import viet_date

UNKNOWN = "chưa rõ"


def escape(text: str) -> str:
    """``html.escape``; looking first is several times quicker, for most texts need nothing."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return html.escape(text)
    return text


def up(url: str) -> str:
    """What leads from the page at ``url`` to the site root: ``../`` per folder."""
    return "../" * url.count("/")


@lru_cache(maxsize=20_000)
def shown_date(iso: str) -> str:
    """``2013-07-16`` → ``16/7/2013``, ``2013-07`` → ``tháng 7/2013``, ``2013`` → ``năm 2013``.

    A time in words (``quý IV-2026``) stays as it is.
    """
    if not iso:
        return ""
    if iso == CHUA_RO:
        return UNKNOWN
    told = viet_date(iso)
    if told == iso and not iso.isdecimal():
        return iso
    return ("năm ", "tháng ", "")[min(iso.count("-"), 2)] + told


def document_name(loai: str, so_hieu: str) -> str:
    """``Chỉ thị 29-CT/TU``; the type alone when there is no number. Not escaped."""
    if so_hieu == CHUA_RO:
        return f"{loai} (số {UNKNOWN})"
    return f"{loai} {so_hieu}" if so_hieu else loai


def status_badge(status: Status, tu: str, den: str) -> str:
    """The status in words, with what the page's script needs to count it again for today."""
    return f'<span class="vb-hl vb-hl--{status}"{span_facts(status, tu, den)}>{STATUS_WORDS[status]}</span>'


def span_facts(status: Status, tu: str, den: str) -> str:
    """What a script counts a status again from: itself, first and last day as far as known."""
    first = f' data-tu="{escape(tu)}"' if tu else ""
    last = f' data-den="{escape(den)}"' if den else ""
    return f' data-tt="{status}"{first}{last}'


def marks(*, mau: bool, noi_bo: bool, toan_van: bool = True) -> str:
    """Words that set a document apart: sample, internal, record without its text."""
    out = '<span class="vb-dau-hieu vb-dau-hieu--mau">Văn bản mẫu</span>' if mau else ""
    if noi_bo:
        out += '<span class="vb-dau-hieu vb-dau-hieu--noi-bo">Nội bộ</span>'
    if not toan_van:
        out += '<span class="vb-dau-hieu">Tóm tắt</span>'
    return out


def coming_mark(day: str) -> str:
    """Said of what takes effect on a ``day`` still to come; the page's script takes it away then."""
    return f' <span class="vb-dau-hieu vb-sap" data-tu="{escape(day)}">chưa đến ngày</span>'


def link(to: Link, root: str) -> str:
    """An anchor, or the bare label when there is nowhere to go."""
    label = escape(to.label)
    return f'<a href="{root}{escape(to.href)}">{label}</a>' if to.href else label


def document_href(doc_id: str, root: str, anchor: str = "") -> str:
    """Address of a document's page (ids and anchors are ASCII by contract)."""
    return f"{root}vb/{doc_id}/index.html#{anchor}" if anchor else f"{root}vb/{doc_id}/index.html"


def line_facts(line: DocLine) -> str:
    """Second line of a row: body, date, status, marks."""
    facts = [escape(line.co_quan_ten)] if line.co_quan_ten else []
    if line.ngay:
        facts.append(f"<time>{shown_date(line.ngay)}</time>")
    text = '<span class="vb-dong__cham"> · </span>'.join(facts)
    badge = ""
    if line.status != CHUA_RO or line.hieu_luc_tu or line.hieu_luc_den:
        badge = status_badge(line.status, line.hieu_luc_tu, line.hieu_luc_den)
    return f'<span class="vb-dong__phu">{text}{badge}{marks(mau=line.mau, noi_bo=line.noi_bo, toan_van=line.toan_van)}</span>'


@lru_cache(maxsize=20_000)
def document_row(line: DocLine, root: str, anchor: str = "") -> str:
    """A document as a row of a list: the whole of name and subject is the link.

    Kept, for a document stands in several lists and on the pages of all it has to do with.
    """
    return (
        f'<a class="vb-dong" href="{document_href(line.id, root, anchor)}">'
        f'<b class="vb-dong__ten">{escape(document_name(line.loai, line.so_hieu))}</b> '
        f'<span class="vb-dong__trich">{escape(line.trich_yeu)}</span></a>{line_facts(line)}'
    )


def crumbs(links: Iterable[Link], root: str) -> str:
    """The way here from the top of browsing."""
    items = "".join(f"<li>{link(item, root)}</li>" for item in links)
    return (
        f'<nav class="vb-duong-dan" aria-label="Đường dẫn"><ol>{items}</ol></nav>' if items else ""
    )


def scroll_table(name: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table that scrolls by itself on a narrow screen; cells are HTML already."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return (
        f'<div class="vb-bang" role="region" aria-label="{escape(name)}" tabindex="0"><table class="vb-bang__trong">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def confirmed_mark(confirmed: bool) -> str:
    """Whether a person stands behind what the machine found, in words."""
    if confirmed:
        return '<p class="vb-xac-nhan vb-xac-nhan--roi">Đã có người xác nhận</p>'
    return '<p class="vb-xac-nhan">Máy nhận ra, chưa có người xác nhận</p>'


def thousands(number: int) -> str:
    """``12345`` → ``12.345``, as Vietnamese writes it."""
    return f"{number:,}".replace(",", ".")


def capacity(signer: Signer) -> str:
    """``KT. Chủ tịch, Phó Chủ tịch``: on whose behalf, then the office."""
    return ", ".join(part for part in (signer.tu_cach, signer.chuc_vu) if part)


LONG_LIST = 12
"""Lines from which on a list can be filtered by typing."""


def filter_place(lines: int) -> str:
    """Room for the field by which a list of so many lines is filtered; browse.js fills it."""
    return '<p class="vb-go"></p>' if lines >= LONG_LIST else ""
