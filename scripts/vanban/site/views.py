"""What a page shows, as values: everything looked up and decided, nothing marked up.

Addresses (``url``, ``href``) are relative to the site root, without a leading slash and with
``index.html`` spelled out (``vb/tinh-mau/2024/05-qd-ubnd/index.html``); ``pages`` and
``lists`` turn them into addresses relative to the page. Dates are ISO or a prefix of it.
Texts are plain Vietnamese, never HTML, but for the fields that say so.

What a page has by the dozen (``DocLine``, ``LinkOutcome``, ``Backlink``, ``RelationLine``) is a
named tuple: made, hashed and compared several times quicker than a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from vanban.model import He, Metadata, QuanHe, Status, Validity

LinkKind = Literal["resolved", "ambiguous", "not_held", "unclear", "self"]

SLOT_OPEN = b"\xee\x80\x80"
"""U+E000 in UTF-8: opens the n-th citation slot of a fragment."""

SLOT_CLOSE = b"\xee\x80\x81"
"""U+E001 in UTF-8: closes it."""


def document_url(doc_id: str) -> str:
    """Address of a document's page from the site root."""
    return f"vb/{doc_id}/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go: ``href`` from the site root, empty when there is none."""

    label: str
    href: str = ""


class DocLine(NamedTuple):
    """One document in a list: what a reader needs to recognise it.

    ``hieu_luc_tu`` is its first day in force, ``hieu_luc_den`` the **last** one, both with
    what relations add; ``status`` is as of the build and is recomputed in the page from them.
    """

    id: str
    loai: str
    trich_yeu: str
    so_hieu: str = ""
    ngay: str = ""
    co_quan_ten: str = ""
    hieu_luc_tu: str = ""
    hieu_luc_den: str = ""
    status: Status = "chua_ro"
    mau: bool = False
    noi_bo: bool = False
    toan_van: bool = True


class LinkOutcome(NamedTuple):
    """What one citation slot becomes.

    ``target`` is the DocId for ``resolved`` and, when it is another provision of this same
    document, empty for ``self``; ``anchor`` the provision's, or empty. ``tip`` tells a reader
    what is meant or why it isn't a link; ``candidates`` are those of ``ambiguous``, or what an
    ``unclear`` one contradicts. ``missing`` says in words which clause the target lacks.
    """

    kind: LinkKind
    target: str = ""
    anchor: str = ""
    tip: str = ""
    candidates: tuple[DocLine, ...] = ()
    missing: str = ""


class Backlink(NamedTuple):
    """A place in another document that cites this one.

    ``anchor`` and ``label`` are the citing provision's (``dieu-5-khoan-2``, ``khoản 2 Điều
    5``); ``mark`` spans the citation in ``sentence``, (0, 0) when it isn't in it whole.
    """

    line: DocLine
    sentence: str
    anchor: str = ""
    label: str = ""
    mark: tuple[int, int] = (0, 0)


class ClauseLine(NamedTuple):
    """A clause of this document and who cites it: (citing document, its clause's anchor), each once."""

    anchor: str
    label: str
    citing: tuple[tuple[DocLine, str], ...]


class RelationLine(NamedTuple):
    """A typed relation as this document's reader sees it.

    ``label`` is the relation seen from here (``Thay thế``, ``Được sửa đổi bởi``); ``line`` is
    the other document, None when there isn't one certain, then ``text`` names it, ``kind``
    says why not and ``note`` may say more.
    ``provision`` and ``provision_anchor`` are the touched clause of the **target**;
    ``source`` and ``source_anchor`` the clause that says so in the document that says it.
    """

    label: str
    line: DocLine | None = None
    text: str = ""
    kind: LinkKind = "not_held"
    note: str = ""
    provision: str = ""
    provision_anchor: str = ""
    source: str = ""
    source_anchor: str = ""
    tu_ngay: str = ""
    evidence: str = ""
    confirmed: bool = False
    quan_he: QuanHe | Literal[""] = ""
    sap: bool = False
    """It changes the target's validity on a day that is still to come, counted at the build."""


class ClauseNote(NamedTuple):
    """What another document does to a clause of this one.

    ``after`` are the words it sets for it, ``before`` those of the text or of the amendment
    before it. ``reworded``: it only names wording to replace, and ``after`` is ``before`` with
    that done.
    """

    quan_he: QuanHe
    line: DocLine
    source: str = ""
    source_anchor: str = ""
    tu_ngay: str = ""
    sap: bool = False
    evidence: str = ""
    before: str = ""
    after: str = ""
    reworded: bool = False
    confirmed: bool = False


class NotedClause(NamedTuple):
    """A clause others have changed or guide: newest first.

    ``anchor`` is where the note stands, '' for the head of the text; ``held`` is False when the
    text held has no such clause, so that it is one added.
    """

    anchor: str
    label: str
    held: bool
    status: Status
    notes: tuple[ClauseNote, ...]


class CardClause(NamedTuple):
    """A clause as the card of a citation shows it; ``status`` when it isn't that of the whole."""

    anchor: str
    label: str
    text: str
    status: Status | Literal[""] = ""
    reason: str = ""


class CitationLine(NamedTuple):
    """A mention of another document and what it was taken for; ``place`` is the clause it is in."""

    surface: str
    loai: str
    so_hieu: str
    ngay: str
    pinpoint: str
    place: str
    outcome: LinkOutcome


class SimilarLine(NamedTuple):
    """A document like this one and why, in words (``cùng dẫn Luật Đất đai``)."""

    line: DocLine
    why: str


class PairLine(NamedTuple):
    """A page that sets this document beside another: what the other is to it, and where it is."""

    label: str
    href: str
    line: DocLine


class FollowView(NamedTuple):
    """How a document is carried out, as far as the archive knows.

    ``levels`` are (level in words, documents each with how they carry it out), from the highest;
    ``gaps`` (level in words, clause, sentence) levels it asks of which nothing is held; ``duties``
    (what, when in words, clause, sentence) it sets itself; ``chain`` the address of its chain, or ''.
    """

    levels: tuple[tuple[str, tuple[tuple[DocLine, str], ...]], ...] = ()
    gaps: tuple[tuple[str, str, str], ...] = ()
    duties: tuple[tuple[str, str, str, str], ...] = ()
    chain: str = ""


NO_FOLLOW = FollowView()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task of the document and the document it carries out, if any."""

    noi_dung: str
    line: DocLine | None = None
    text: str = ""
    han: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalLine:
    """A file kept beside the record; ``size`` in bytes, 0 when unknown."""

    ten: str
    href: str
    sha256: str
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """Everything a document's page shows.

    ``html`` is the rendered body in UTF-8 with the n-th citation between ``SLOT_OPEN`` and
    ``SLOT_CLOSE``, ``slots[n]`` its outcome. ``toc`` rows are (level from 2, anchor, title as
    HTML). ``tinh_den`` is the day the archive is up to date with, empty to leave it to
    ``archive_script``, so that a page's bytes don't change with the day; ``hieu_luc_tu`` and
    ``hieu_luc_den`` are first and last day in force as in ``DocLine``. ``validity_by`` is the
    document ``validity.by`` names. ``backlinks`` come grouped by citing document, the newest
    first; ``clauses`` and ``noted`` in the order of the text. ``he`` is the system of the issuing
    body; ``card`` the clauses that others cite, as ``cards`` gives them to other pages. ``cited`` are the documents it cites, each once, where a diagram
    shows them; ``similar`` those most like it, best first.
    ``notes`` are things a reader must know of the record (doubtful date, damaged source).
    """

    id: str
    meta: Metadata
    html: bytes
    tinh_den: str
    validity: Validity
    loai: Link
    co_quan: Link | None = None
    he: He | Literal[""] = ""
    nam: Link | None = None
    linh_vuc: tuple[Link, ...] = ()
    hieu_luc_tu: str = ""
    hieu_luc_den: str = ""
    validity_by: DocLine | None = None
    slots: tuple[LinkOutcome, ...] = ()
    toc: tuple[tuple[int, str, str], ...] = ()
    relations_out: tuple[RelationLine, ...] = ()
    relations_in: tuple[RelationLine, ...] = ()
    noted: tuple[NotedClause, ...] = ()
    card: tuple[CardClause, ...] = ()
    citations: tuple[CitationLine, ...] = ()
    backlinks: tuple[Backlink, ...] = ()
    clauses: tuple[ClauseLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    follow: FollowView = NO_FOLLOW
    originals: tuple[OriginalLine, ...] = ()
    cited: tuple[DocLine, ...] = ()
    similar: tuple[SimilarLine, ...] = ()
    notes: tuple[str, ...] = ()
    pairs: tuple[PairLine, ...] = ()
    akn: bool = False
    """Whether the document lies beside its page as Akoma Ntoso, too."""

    @property
    def url(self) -> str:
        return document_url(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value of a facet or a neighbouring list, with the number of its documents (0: not told)."""

    label: str
    href: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One bucket of documents (a type in a year, a month): stable, never paged.

    ``crumbs`` lead here from the browse index, without this page; ``neighbours`` are the
    sibling buckets (the facet value's other years), this one marked ``current``.
    """

    url: str
    title: str
    rows: tuple[DocLine, ...]
    crumbs: tuple[Link, ...] = ()
    neighbours: tuple[Entry, ...] = ()
    neighbours_title: str = "Năm khác"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """The values of a facet, or the years of one value; ``years`` feeds the small chart.

    ``facts`` and ``tree`` are HTML: what is known of the value, and its values where they
    aren't a plain list. ``rows`` are documents shown at once, ``note`` a word about the list.
    """

    url: str
    title: str
    entries: tuple[Entry, ...]
    crumbs: tuple[Link, ...] = ()
    years: tuple[Entry, ...] = ()
    intro: str = ""
    facts: str = ""
    tree: str = ""
    rows: tuple[DocLine, ...] = ()
    rows_title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseIndexView:
    """The top of browsing: each facet with its largest values, and the years."""

    url: str
    total: int
    facets: tuple[FacetView, ...]
    years: tuple[Entry, ...] = ()
    newest: tuple[DocLine, ...] = ()
