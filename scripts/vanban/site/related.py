"""What documents have to do with each other, on a page: relations and citations by other document.

A page stays light however popular its document: the first ``SHOWN`` others of a kind stand on
it, all of them on pages beside it (``far``), cut by year so that a new one changes one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from vanban.site.bodytext import DOUBT_TIPS
from vanban.site.last import of_last
from vanban.site.markup import (
    coming_mark,
    confirmed_mark,
    document_href,
    document_name,
    document_row,
    escape,
    shown_date,
)
from vanban.site.views import Backlink, ClauseLine, DocumentView, RelationLine

SHOWN = 20
"""Other documents of one kind of relation, and citing ones, that stand on the page itself."""

SHOWN_SAYINGS = 3
"""Sentences of one citing document on the page itself."""

SHOWN_EVIDENCE = 600
"""Characters of a sentence; a list of a hundred clauses is one sentence, too."""

SHOWN_OF_CLAUSE = 12
"""Citing documents named at a clause; all of them stand in the list of citing documents."""

FAR_CLAUSES = 200
"""Names at clauses from which their list moves to a page of its own."""

FAR = "dan-chieu.html"
"""Beside a document's page: everything that others have to do with it."""

FAR_BY_CLAUSE = "dan-chieu-dieu-khoan.html"


def related_html(view: DocumentView, root: str) -> str:
    """The section of relations, both ways, grouped by kind and then by the other document."""
    out = _kinds(view.relations_out, root, "")
    into = _kinds(told_incoming(view), root, f"{root}vb/{view.id}/{FAR}")
    return f'<section class="vb-quan-he"><h2 id="vb-quan-he">Quan hệ</h2>{out}{into}</section>'


def told_relations(view: DocumentView) -> tuple[RelationLine, ...]:
    """All relations but those that the list of citing documents tells anyway."""
    return view.relations_out + told_incoming(view)


@of_last
def told_incoming(view: DocumentView) -> tuple[RelationLine, ...]:
    citing = {item.line.id for item in view.backlinks}
    return tuple(
        rel for rel in view.relations_in
        if rel.quan_he != "dan_chieu" or rel.line is None or rel.line.id not in citing
    )  # fmt: skip


def _kinds(lines: Iterable[RelationLine], root: str, far: str) -> str:
    """A list for each kind of relation; past ``SHOWN`` others it leads to ``far`` or unfolds."""
    by_label: dict[str, list[RelationLine]] = {}
    for line in lines:
        by_label.setdefault(line.label, []).append(line)
    return "".join([_kind(label, group, root, far) for label, group in by_label.items()])


def _kind(label: str, lines: Sequence[RelationLine], root: str, far: str) -> str:
    items = [_item(group, root) for group in _by_other(lines)]
    return f"<h3>{escape(label[:1].upper() + label[1:])}</h3>{shown_first(items, far)}"


def shown_first(items: Sequence[str], far: str) -> str:
    """A list of ``SHOWN`` items; the others lie at ``far``, or unfold where there is no such page."""
    more, rest = "", len(items) - SHOWN
    if rest > 0 and far:
        more = _more(rest, far)
    elif rest > 0:
        more = (
            f'<details class="vb-them"><summary>Thêm {rest} văn bản</summary>'
            f'<ul class="vb-ds">{"".join(items[SHOWN:])}</ul></details>'
        )
    return f'<ul class="vb-ds">{"".join(items[:SHOWN])}</ul>{more}'


def _by_other(lines: Iterable[RelationLine]) -> list[list[RelationLine]]:
    return [list(group) for _, group in groupby(lines, key=_other)]


def _other(line: RelationLine) -> str:
    return line.line.id if line.line else f"~{line.text}"


def _more(rest: int, far: str) -> str:
    return f'<p class="vb-them"><a href="{far}">Thêm {rest} văn bản: xem tất cả</a></p>'


def _item(group: Sequence[RelationLine], root: str) -> str:
    """One other document and what is said of the two: in full, or its clauses and sentences folded."""
    first = group[0]
    if first.line:
        head = document_row(first.line, root)
    else:
        head = (
            f'<span class="vb-dong"><b class="vb-dong__ten">{escape(first.text)}</b></span>'
            f'<span class="vb-dong__phu"><em>{escape(first.note or DOUBT_TIPS[first.kind])}</em></span>'
        )
    if len(group) == 1:
        return f"<li>{head}{_where(group)}{_quote(first)}{confirmed_mark(first.confirmed)}</li>"
    return f"<li>{head}{_where(group)}{folded_sayings(group)}</li>"


def folded_sayings(group: Iterable[RelationLine]) -> str:
    """The sentences that state these relations, each once."""
    said = dict.fromkeys((rel.source, rel.evidence, rel.confirmed) for rel in group if rel.evidence)
    quotes = "".join(
        f"{_quoted(evidence, source)}{confirmed_mark(confirmed)}"
        for source, evidence, confirmed in said
    )
    if not quotes:
        return ""
    return f'<details class="vb-them"><summary>{len(said)} câu nói đến</summary>{quotes}</details>'


def _where(group: Sequence[RelationLine]) -> str:
    """The clauses touched, and from when if that is one day."""
    day, coming = group[0].tu_ngay, ""
    if len(group) == 1:
        named = group[0].provision
    else:
        named = ", ".join(dict.fromkeys([rel.provision for rel in group if rel.provision]))
        if any(rel.tu_ngay != day for rel in group):
            day = ""
    for rel in group:
        if rel.sap:
            coming = coming_mark(rel.tu_ngay)
            break
    if not named and not day:
        return ""
    place = f"đối với {escape(named)}" if named else ""
    since = f"từ {shown_date(day)}" if day else ""
    return f'<p class="vb-cho">{place}{", " if place and since else ""}{since}{coming}</p>'


def _quote(line: RelationLine) -> str:
    return _quoted(line.evidence, line.source) if line.evidence else ""


def _quoted(evidence: str, source: str) -> str:
    cite = f" <cite>{escape(source)}</cite>" if source else ""
    if len(evidence) > SHOWN_EVIDENCE:
        evidence = evidence[:SHOWN_EVIDENCE].rsplit(" ", 1)[0] + "…"
    return f"<blockquote>{escape(evidence)}{cite}</blockquote>"


def cited_by_html(view: DocumentView, root: str) -> str:
    """The section of documents that cite this one, the newest first."""
    groups = by_citing(view.backlinks)
    items = "".join(citing_item(group, root, SHOWN_SAYINGS) for group in groups[:SHOWN])
    rest = len(groups) - SHOWN
    more = _more(rest, f"{root}vb/{view.id}/{FAR}") if rest > 0 else ""
    return f'<section><h2 id="vb-dan-chieu-boi">Được dẫn chiếu bởi</h2><ul class="vb-ds">{items}</ul>{more}</section>'


def by_citing(backlinks: Iterable[Backlink]) -> list[list[Backlink]]:
    return [list(items) for _, items in groupby(backlinks, key=lambda item: item.line.id)]


def citing_item(group: Sequence[Backlink], root: str, shown: int, relations: str = "") -> str:
    """A citing document, what it does (``relations``: HTML) and its sentences, past ``shown`` folded."""
    said: dict[str, list[Backlink]] = {}
    for item in group:
        said.setdefault(item.sentence, []).append(item)
    quotes = [_sentence(items, root) for items in said.values()]
    rest = "".join(quotes[shown:])
    folded = (
        f'<details class="vb-them"><summary>{len(quotes) - shown} câu khác</summary>{rest}</details>'
        if rest
        else ""
    )
    return (
        f"<li>{document_row(group[0].line, root)}{relations}{''.join(quotes[:shown])}{folded}</li>"
    )


def _sentence(items: Sequence[Backlink], root: str) -> str:
    """A sentence once, with the first place in it that cites."""
    item = items[0]
    start, end = item.mark
    said = item.sentence
    if end > start:
        text = f"{escape(said[:start])}<mark>{escape(said[start:end])}</mark>{escape(said[end:])}"
    else:
        text = escape(said)
    if not text:
        return ""
    label = item.label or ("Xem chỗ dẫn" if item.anchor else "")
    place = (
        f' <cite><a href="{document_href(item.line.id, root, item.anchor)}">{escape(label)}</a></cite>'
        if label
        else ""
    )
    return f"<blockquote>{text}{place}</blockquote>"


def clauses_page(view: DocumentView) -> str:
    """Where the list of cited clauses stands: '' for the page itself, else the page beside it."""
    names = sum(min(len(clause.citing), SHOWN_OF_CLAUSE) for clause in view.clauses)
    return FAR_BY_CLAUSE if names > FAR_CLAUSES else ""


def clauses_html(view: DocumentView, root: str) -> str:
    """The section of clauses that others cite, or the way to the page that has it."""
    if page := clauses_page(view):
        inner = f'<p><a href="{page}">{len(view.clauses)} điều khoản được văn bản khác dẫn</a></p>'
    else:
        inner = clause_list(view.clauses, root)
    return f'<section><h2 id="vb-theo-dieu">Điều khoản được dẫn</h2>{inner}</section>'


def clause_list(clauses: Iterable[ClauseLine], root: str, page: str = "") -> str:
    """A line a clause; ``page`` leads from where the list stands to the text."""
    items = "".join(_clause(clause, root, page) for clause in clauses)
    return f'<ul class="vb-theo-dieu">{items}</ul>'


def _clause(clause: ClauseLine, root: str, page: str) -> str:
    """One line: the clause, and the citing documents by name; the sentences stand above."""
    named = ", ".join(
        f'<a href="{document_href(line.id, root, place)}">{escape(document_name(line.loai, line.so_hieu))}</a>'
        for line, place in clause.citing[:SHOWN_OF_CLAUSE]
    )
    rest = len(clause.citing) - SHOWN_OF_CLAUSE
    more = f" và {rest} văn bản khác" if rest > 0 else ""
    label = escape(clause.label[:1].upper() + clause.label[1:])
    return f'<li id="vb-dd-{clause.anchor}"><a href="{page}#{clause.anchor}"><b>{label}</b></a>: {named}{more}</li>'
