"""Statuses worked out from the texts are the portal's, but for those the report explains."""

from __future__ import annotations

from corpora.hieu_luc import REPORT, differing, notes, report, rows


def test_every_status_is_the_portal_s_or_explained() -> None:
    found = rows()
    assert len(found) == 257
    assert {r.page.id for r in differing(found)} <= set(notes())
    assert REPORT.read_text("utf-8") == report(found)
