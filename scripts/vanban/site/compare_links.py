"""From a document's page to the pages that set it beside others."""

from __future__ import annotations

from collections.abc import Callable

from vanban.facts import Facts
from vanban.pairs import Pair, pairs_of
from vanban.site.markup import document_name, escape, line_facts, up
from vanban.site.views import DocLine, DocumentView, PairLine

_WORDS: dict[tuple[str, bool], str] = {
    ("thay_the", True): "Văn bản thay thế văn bản này",
    ("thay_the", False): "Văn bản được thay thế",
    ("hop_nhat", True): "Bản hợp nhất của văn bản này",
    ("hop_nhat", False): "Văn bản gốc của bản hợp nhất này",
    ("ban", True): "Bản khác của văn bản này",
    ("ban", False): "Bản khác của văn bản này",
    ("sua_doi", True): "Văn bản sửa đổi: từng điều khoản trước và sau khi sửa",
    ("sua_doi", False): "Văn bản được sửa đổi: từng điều khoản trước và sau khi sửa",
}
"""What the other document is to this one, by kind and whether it is the newer."""


def compare_url(old: str, new: str) -> str:
    """Address of a pair's page: ids hold no full stop, so that one can stand for their slashes."""
    return f"so-sanh/{old.replace('/', '.')}/{new.replace('/', '.')}/index.html"


def pair_lines(facts: Facts, id_: str, line: Callable[[str], DocLine]) -> tuple[PairLine, ...]:
    """The pairs a document is in, each as the other document."""
    return tuple(_pair_line(pair, id_, line) for pair in pairs_of(facts, id_))


def _pair_line(pair: Pair, id_: str, line: Callable[[str], DocLine]) -> PairLine:
    newer = pair.old == id_
    other = pair.new if newer else pair.old
    return PairLine(_WORDS[pair.kind, newer], compare_url(pair.old, pair.new), line(other))


def section(view: DocumentView) -> str:
    """The section that leads to the comparisons."""
    root = up(view.url)
    items = "".join(_item(pair, root) for pair in view.pairs)
    return f'<section><h2 id="vb-so-sanh">So sánh</h2><ul class="vb-ds">{items}</ul></section>'


def _item(pair: PairLine, root: str) -> str:
    name = document_name(pair.line.loai, pair.line.so_hieu)
    return (
        f'<li><a class="vb-dong" href="{root}{pair.href}"><b class="vb-dong__ten">So sánh với {escape(name)}</b> '
        f'<span class="vb-dong__trich">{pair.label}</span></a>{line_facts(pair.line)}</li>'
    )
