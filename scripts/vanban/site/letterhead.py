"""What a printed text has round it: the two columns at its head, who signed, where it was printed from.

Only on paper: on a screen the head of the page says it. Party and State differ in the words at the
right, in the colon after ``Số`` and in the star below the issuer (the forms of 05-HD/VPTW and of
30/2020/NĐ-CP). A summary gets none of it: it isn't the text.
"""

from __future__ import annotations

import re

from vanban.model import CHUA_RO
from vanban.site.markup import escape, status_badge
from vanban.site.views import DocumentView

_STATE = "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b>"
TAIL = 2_000
"""Bytes at the end of a text in which a signer's name may stand in a way that isn't recognised."""

_PLAIN = re.compile("[a-z]+")
_PARTY = "<b>ĐẢNG CỘNG SẢN VIỆT NAM</b>"


def letterhead(view: DocumentView) -> str:
    """The head of the paper; '' where the text isn't held or the issuing body is unknown."""
    meta = view.meta
    if not meta.toan_van or not view.co_quan or view.he not in ("dang", "nha_nuoc"):
        return ""
    party = view.he == "dang"
    number = "" if meta.so_hieu in ("", CHUA_RO) else f"Số{'' if party else ':'} {meta.so_hieu}"
    star = "<br>*" if party else ""
    return (
        f'<div class="vb-the-thuc vb-the-thuc--{"dang" if party else "nha-nuoc"}">'
        f"<p><b>{escape(view.co_quan.label.upper())}</b>{star}</p><p>{_PARTY if party else _STATE}</p>"
        f"<p>{escape(number)}</p><p><i>{escape(place_and_day(view))}</i></p></div>"
    )


def place_and_day(view: DocumentView) -> str:
    """``Tỉnh mẫu, ngày 05 tháng 7 năm 2022``: noughts before days below 10 and months below 3."""
    place, day = view.meta.noi_ban_hanh, ""
    if view.meta.ngay.count("-") == 2:
        year, month, number = view.meta.ngay.split("-")
        month = month if month in ("01", "02") else month.lstrip("0")
        day = f"ngày {number} tháng {month} năm {year}"
    return ", ".join(part for part in (place, day) if part)


def signers(view: DocumentView) -> tuple[str, ...]:
    """Names under the text; none under a summary, which isn't the text."""
    named = view.meta.nguoi_ky if view.meta.toan_van else ()
    return tuple(signer.ten for signer in named if signer.ten != CHUA_RO)


def paper_end(view: DocumentView, where: str, *, signed: bool = False) -> str:
    """Below a printed text: who signed it, and what the archive knows of its validity.

    ``where`` is the public address of the page as HTML, empty when the site has none; ``signed``
    says that the text itself ends with the signature.
    """
    if not view.meta.toan_van:
        return ""
    named = () if signed else view.meta.nguoi_ky
    tail = view.html[-TAIL:] if named else b""
    names = "".join(
        f"<p><b>{escape(signer.tu_cach.upper())}</b><br><b>{escape(signer.chuc_vu.upper())}</b><br><br><b>{escape(signer.ten)}</b></p>"
        for signer in named
        if signer.ten != CHUA_RO and not _stands_in(tail, signer.ten)
    ).replace("<b></b><br>", "")
    below = f'<div class="vb-ky">{names}</div>' if names else ""
    badge = status_badge(view.validity.status, view.hieu_luc_tu, view.hieu_luc_den)
    reason = f" {escape(view.validity.reason)}" if view.validity.reason else ""
    place = f" {where}" if where else ""
    return (
        f'{below}<p class="vb-in">{badge}{reason} Theo những văn bản kho đang giữ'
        f'<span class="vb-den"></span>.{place}</p>'
    )


def _stands_in(tail: bytes, name: str) -> bool:
    """Whether a text ends with the name, in capitals or not.

    Its plain letters are looked for first, in the bytes: to read them all for a name that isn't
    there took half of the time.
    """
    name = name.lower()
    plain = max(_PLAIN.findall(name), key=len, default="")
    return plain.encode() in tail.lower() and name in tail.decode(errors="ignore").lower()
