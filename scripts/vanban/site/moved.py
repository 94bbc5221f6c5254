"""Old ids of documents (``id_cu``): a page at the old address that leads to the new one.

A page works on every server and from a disk; a redirect of the server would need its settings.
"""

from __future__ import annotations

from html import escape

from vanban.archive import Update
from vanban.site.views import document_url

_OLD = "select substr(k, 4), id from key where k > 'id:' and k < 'id;' and k <> 'id:' || id order by k, id"


def moved_pages(done: Update) -> dict[str, bytes]:
    """Address → page, for every old id that no document has and only one claims."""
    claims: dict[str, list[str]] = {}
    for old, new in done.state.rows(_OLD):
        claims.setdefault(old, []).append(new)
    return {
        document_url(old): moved_page(document_url(old), document_url(news[0]))
        for old, news in claims.items()
        if len(news) == 1 and not done.state.rows("select 1 from doc where id=?", old)
    }


def moved_page(old: str, new: str) -> bytes:
    href = escape("../" * old.count("/") + new)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><title>Văn bản đã chuyển chỗ</title>'
        f'<meta http-equiv="refresh" content="0; url={href}"><link rel="canonical" href="{href}">'
        f'</head><body><p>Văn bản này đã chuyển về <a href="{href}">địa chỉ mới</a>.</p></body></html>\n'
    ).encode()
