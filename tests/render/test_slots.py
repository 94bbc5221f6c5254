"""Citation slots: every one accounted for, none linked to another's target, all well nested."""

from __future__ import annotations

import pytest
from render.documents import Reader, linked, slots

from vanban.render import CLOSE, OPEN, render_body

A, Z = OPEN, CLOSE
SURFACE = "Nghị quyết số 29-NQ/TW"


@pytest.mark.parametrize(
    ("body", "inside"),
    [
        ("Theo {} này", "Theo {} này"),
        ("**{}** x", "<strong>{}</strong> x"),
        ("*theo {} nhé*", "<em>theo {} nhé</em>"),
        ("- a {}\n- b", "<li>a {}</li>"),
        ("- a\n\n- {}", "<p>{}</p>\n</li>"),
        ("> {} x", "<blockquote>\n<p>{} x</p>"),
        ("## Theo {}", ">Theo {}<a"),
        ("| a | b |\n|---|---|\n| {} | c |", "<td>{}</td>"),
        ("_x_ {}", "<em>x</em> {}"),
        ("`{}`", "<code>{}</code>"),
        ("x[^1]\n\n[^1]: Theo {} đó", "<p>Theo {} đó"),
        ("- a\n    - {}", "<li>{}</li>"),
    ],
)
def test_a_slot_survives_in_every_construct(body: str, inside: str) -> None:
    body = body.format(SURFACE)
    rendered = render_body(body, (), slots(body, SURFACE))
    assert inside.format(f"{A}{SURFACE}{Z}") in rendered.html
    assert rendered.slots == (0,)
    assert Reader(linked(rendered.html)).faults == []


@pytest.mark.parametrize(
    ("body", "surface", "html"),
    [
        # widened over emphasis that it fills on one side
        ("**Luật** số 5 x", "Luật** số 5", f"<p>{A}<strong>Luật</strong> số 5{Z} x</p>"),
        ("**Luật** số 5 x", "**Luật** số 5", f"<p>{A}<strong>Luật</strong> số 5{Z} x</p>"),
        ("x Luật **số 5**", "Luật **số 5", f"<p>x {A}Luật <strong>số 5</strong>{Z}</p>"),
        # cut where it crosses an edge, an item or a cell
        ("**x Luật** số 5", "Luật** số 5", f"<p><strong>x {A}Luật{Z}</strong>{A} số 5{Z}</p>"),
        ("Luật\n\nsố 5", "Luật\n\nsố 5", f"<p>{A}Luật{Z}</p>\n<p>{A}số 5{Z}</p>"),
        ("- Luật\n- số", "Luật\n- số", f"<ul>\n<li>{A}Luật{Z}</li>\n<li>{A}số{Z}</li>\n</ul>"),
    ],
)
def test_a_slot_across_an_edge(body: str, surface: str, html: str) -> None:
    rendered = render_body(body, (), slots(body, surface))
    assert rendered.html == html
    assert rendered.slots == (0,) * html.count(A)


@pytest.mark.parametrize(
    "body",
    [
        "[Luật số 5](https://a.vn)",
        "[a](https://a.vn/Luật số 5)",
        '[a](b.md "Luật số 5")',
        "![Luật số 5](a.png)",
        "<https://a.vn/Luật số 5>",
    ],
)
def test_no_slot_in_a_link_or_an_attribute(body: str) -> None:
    body += " rồi Luật số 6"
    rendered = render_body(body, (), slots(body, "Luật số 5", "Luật số 6"))
    assert rendered.slots == (1,)
    assert rendered.html.endswith(f" rồi {A}Luật số 6{Z}</p>")
    assert rendered.html.count(A) == rendered.html.count(Z) == 1
    assert Reader(linked(rendered.html)).faults == []


def test_slots_are_named_in_the_order_of_the_html() -> None:
    body = "Luật số 1[^1] Luật số 2\n\n[^1]: Luật số 3\n\nLuật số 4"
    spans = slots(body, "Luật số 1", "Luật số 2", "Luật số 3", "Luật số 4")
    rendered = render_body(body, (), spans)
    assert rendered.slots == (0, 1, 3, 2)
    shown = [part.split(Z)[0] for part in rendered.html.split(A)[1:]]
    assert shown == ["Luật số 1", "Luật số 2", "Luật số 4", "Luật số 3"]


def test_a_slot_torn_apart_by_a_footnote_holds_no_more_than_its_words() -> None:
    body = "Luật[^1] a b c d e f g h i k l m n o p q r s t\n\n[^1]: số 5\n\ncuối"
    start = body.index("Luật")
    rendered = render_body(body, (), [(start, body.index("số 5") + 4)])
    assert rendered.html.count(A) == rendered.html.count(Z) == len(rendered.slots)


def test_slots_keep_out_of_text_contents_and_ids() -> None:
    body = "## Luật số 5\n\nTheo Luật số 6."
    rendered = render_body(body, (), slots(body, "Luật số 5", "Luật số 6"))
    assert rendered.toc == ((2, "luat-so-5", "Luật số 5"),)
    assert rendered.text == "Luật số 5\nTheo Luật số 6."
    assert rendered.fast


def test_characters_of_ours_in_a_body_make_no_slot() -> None:
    rendered = render_body("a \ue000b\ue001 \ue002\ue010\ue010\ue010", (), ())
    assert rendered.slots == ()
    assert rendered.html == "<p>a \ufffdb\ufffd \ufffd\ufffd\ufffd\ufffd</p>"


def test_many_slots_in_one_paragraph() -> None:
    body = "Luật số 5, _x_ " * 3000
    rendered = render_body(body, (), slots(body, *["Luật số 5"] * 3000))
    assert rendered.slots == tuple(range(3000))
