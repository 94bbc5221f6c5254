"""The pages about the whole archive, in the order they are made."""

from __future__ import annotations

from vanban.followed import LAST
from vanban.site.calendar import Calendar
from vanban.site.chains import Chains
from vanban.site.definitions import Definitions
from vanban.site.facets import BY_ROWS
from vanban.site.indicators import Indicators
from vanban.site.ledger_held import NotHeld
from vanban.site.ledger_index import Overview
from vanban.site.ledger_links import (
    AMBIGUOUS,
    CLASHES,
    DANGLING,
    Doubts,
    ambiguous,
    clashes,
    dangling,
)
from vanban.site.ledger_records import Missing, Twins
from vanban.site.ledger_waiting import Waiting
from vanban.site.soon import Soon
from vanban.site.surfaces import Surface


def kept_pages(muc: str, site_url: str = "") -> tuple[Surface, ...]:
    """Every surface of a build at level ``muc``; what only clerks may see is in the internal one."""
    internal = muc == "noi_bo"
    return (
        NotHeld(internal=internal),
        Doubts(AMBIGUOUS, ambiguous, internal=internal),
        Doubts(CLASHES, clashes, internal=internal),
        Doubts(DANGLING, dangling, internal=internal),
        Twins(LAST, internal=internal),
        Missing(internal=internal),
        Waiting(internal=internal),
        Definitions(LAST),
        *BY_ROWS,
        Soon(),
        Chains(LAST),
        Indicators(),
        Calendar(LAST, site_url),
        Overview(),
    )
