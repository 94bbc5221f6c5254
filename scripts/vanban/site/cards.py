"""``the.js`` beside a document's page: what other pages show when a reader points at a citation of it.

A plain script that calls one function, so that it works under a strict policy and from a disk
alike. It holds the head of the document and the clauses that others cite, no more: all cards of
an archive together grow with its citations, not with their square.
"""

from __future__ import annotations

from json import JSONEncoder

from vanban.site.markup import document_name, shown_date
from vanban.site.views import DocumentView

FILE = "the.js"
FORMAT = 1
"""First argument of the call: a script that knows another format shows no card."""

# views are trees: nothing in them can hold itself
encode = JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def card_script(view: DocumentView) -> bytes:
    """The script, or b"" when no other document cites this one.

    Keys: ``ten`` name, ``tr`` subject, ``ph`` body and day, ``tt``, ``tu``, ``den`` status with
    first and last day, ``dk`` clauses by anchor as [label, words, status, reason], the last two
    only where they aren't those of the whole.
    """
    if not view.backlinks:
        return b""
    meta = view.meta
    body = view.co_quan.label if view.co_quan else meta.chu_the
    date = shown_date(meta.ngay)
    data = {
        "ten": document_name(meta.loai, meta.so_hieu),
        "tr": meta.trich_yeu,
        "ph": " · ".join([part for part in (body, date) if part]),
        "tt": view.validity.status,
        "tu": view.hieu_luc_tu,
        "den": view.hieu_luc_den,
        "dk": {
            c.anchor: [c.label, c.text, c.status, c.reason] if c.status else [c.label, c.text]
            for c in view.card
        },
    }
    return f'vanban.the({FORMAT},"{view.id}",{encode(data)});\n'.encode()
