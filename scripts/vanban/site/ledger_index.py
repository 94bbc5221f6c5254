"""``so-tay/index.html``: every ledger with the number of things in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.fragment import Record
from vanban.site.definitions import LEDGER as TERMS
from vanban.site.ledger_held import LEDGER as NOT_HELD
from vanban.site.ledger_links import AMBIGUOUS, CLASHES, DANGLING
from vanban.site.ledger_records import COUNT, MISSING, TWINS
from vanban.site.ledger_waiting import LEDGER as WAITING
from vanban.site.ledgers import HOME, Ledger, page
from vanban.site.markup import (
    escape,
    thousands,
    up,
)
from vanban.site.surfaces import Lookup, Page, Row, Rows, counted
from vanban.site.views import DocumentView

LEDGERS = (NOT_HELD, AMBIGUOUS, CLASHES, DANGLING, WAITING, TWINS, MISSING)
REFERENCE = (TERMS,)
"""Not faults: what else is kept row by row and read here."""


class Overview:
    """Made last, from the counts the others left."""

    name = "so-tong"

    def rows(self, _: Record, __: DocumentView, ___: Lookup) -> Iterator[Row]:
        return iter(())

    def pages(self, rows: Rows, _: Sequence[str], __: Lookup) -> Iterator[Page]:
        yield overview({ledger.name: count_of(ledger, rows) for ledger in (*LEDGERS, *REFERENCE)})


def count_of(ledger: Ledger, rows: Rows) -> int:
    key = COUNT if ledger is TWINS else counted(ledger.name)
    return int(rows.recall(key) or 0)


def overview(counts: dict[str, int]) -> Page:
    """The page of cards; a ledger with nothing in it says so and leads nowhere."""
    url = HOME.href
    root = up(url)
    cards = "".join(_card(ledger, counts[ledger.name], root) for ledger in LEDGERS)
    more = "".join(_card(ledger, counts[ledger.name], root) for ledger in REFERENCE)
    body = (
        f'<ul class="vb-so__the">{cards}</ul><h2 id="vb-tra">Tra cứu thêm</h2>'
        f'<ul class="vb-so__the">{more}</ul>'
    )
    return page(
        url, HOME.label, body, trail=(), searchable=False,
        about="Những điều kho này chưa nói được chắc, và chỗ để sửa. Mỗi lần dựng lại trang, sổ tự tính lại.",
    )  # fmt: skip


def _card(ledger: Ledger, count: int, root: str) -> str:
    title = escape(ledger.title)
    name = f'<a href="{root}{ledger.link.href}">{title}</a>' if count else title
    told = f"<b>{thousands(count)}</b> {escape(ledger.unit)}" if count else "Không có"
    return f'<li><h2>{name}</h2><p class="vb-so__dem">{told}</p><p>{escape(ledger.about)}</p></li>'
