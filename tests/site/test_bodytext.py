"""Every citation slot ends as a link or as words that say why it isn't one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vanban.site.bodytext import DOUBT_TIPS, DOUBT_WORDS, doubts_of, fill_slots
from vanban.site.views import SLOT_CLOSE, SLOT_OPEN, DocLine, LinkOutcome

ID = "tinh-mau/2024/05-ct-tu"
ROOT = "../../../../"


def body(*insides: str) -> bytes:
    slots = [SLOT_OPEN + inside.encode() + SLOT_CLOSE for inside in insides]
    return b"<p>" + b", ".join(slots) + b".</p>"


def filled(html: bytes, *slots: LinkOutcome) -> str:
    return fill_slots(html, slots, ID, ROOT, doubts_of(html, slots)).decode()


def test_a_resolved_citation_leads_to_the_clause() -> None:
    slot = LinkOutcome(kind="resolved", target="a/2019/b", anchor="dieu-5", tip='Luật "A"')
    assert filled(body("Điều 5"), slot) == (
        f'<p><a class="vb-cite" href="{ROOT}vb/a/2019/b/index.html#dieu-5"'
        ' title="Luật &quot;A&quot;">Điều 5</a>.</p>'
    )


@pytest.mark.parametrize("kind", ["self", "resolved"])
def test_the_same_document_is_an_anchor_only(kind: Any) -> None:
    slot = LinkOutcome(kind=kind, target=ID if kind == "resolved" else "", anchor="dieu-1")
    assert 'href="#dieu-1"' in filled(body("Điều 1"), slot)


def test_the_whole_of_this_document_is_no_link() -> None:
    html = filled(body("Nghị định này"), LinkOutcome(kind="self"))
    assert html == "<p>Nghị định này.</p>"


@pytest.mark.parametrize("kind", DOUBT_WORDS)
def test_a_doubtful_citation_says_so_in_words_and_leads_to_the_reason(kind: Any) -> None:
    html = filled(body("Kế hoạch 45-KH/TU"), LinkOutcome(kind=kind, tip="Hai <khóa>"))
    ending, words = DOUBT_WORDS[kind]
    assert f'class="vb-cite vb-cite--{ending}" title="Hai &lt;khóa&gt;">Kế hoạch 45-KH/TU' in html
    assert f'href="#vb-dc-1">{words}</a>' in html


@pytest.mark.parametrize("kind", DOUBT_WORDS)
def test_a_doubt_without_a_reason_has_one_all_the_same(kind: Any) -> None:
    assert f'title="{DOUBT_TIPS[kind]}"' in filled(body("A"), LinkOutcome(kind=kind))


def test_alike_doubts_are_told_once(line: Callable[..., DocLine]) -> None:
    one = LinkOutcome(kind="ambiguous", tip="x", candidates=(line(), line(id="a/b")))
    other = LinkOutcome(kind="not_held", tip="y")
    html = body("A", "B", "A")
    doubts = doubts_of(html, (one, other, one))
    assert [(d.surface, d.times) for d in doubts] == [("A", 2), ("B", 1)]
    text = fill_slots(html, (one, other, one), ID, ROOT, doubts).decode()
    assert text.count("#vb-dc-1") == 2
    assert text.count("#vb-dc-2") == 1


def test_slots_without_outcome_are_an_error_not_a_loss() -> None:
    with pytest.raises(ValueError, match="2 chỗ dẫn chiếu nhưng nhận 1"):
        fill_slots(body("A", "B"), (LinkOutcome(kind="self"),), ID, ROOT, ())


def test_a_body_without_slots_is_untouched() -> None:
    assert fill_slots("<p>Không.</p>".encode(), (), ID, ROOT, ()) == "<p>Không.</p>".encode()
