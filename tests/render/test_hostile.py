"""Bodies made to be costly: a bounded amount of work, and no word lost."""

from __future__ import annotations

import time

import pytest

from vanban.render import reference, render_body

MEGABYTE = 1_000_000
PATTERNS = [
    "*", "[", "]", ">", "> ", "|", "1", "1. ", "_", "`", "\\", "(", "![", "[a](", "<", "&", "&#", "#",
    "- ", "*a ", "a** ", "*a_ ", "[^", "[^1]", "`a``", "<a ", "- \n", "- a\n", "    - a\n", ">\n", "|\n",
    "=\n", "-\n", "---\n", "[a]: b\n", "[a]:\n", "a\n\n", "- a\n\n", "# a\n", "# a\n\n", "a|b\n-|-\n",
    "| a |\n|---|\n", "<http://", "<a@", "a  \n", " ", "\n", "\t", "[a][", "\\*", "&amp;", "[a](b)",
    "***a** b*", "* a\n    * b\n", "[^1]: x\n", "[^1]: x\n\n[^1] ", "a\n- b\n", "> a\n\n", "a\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_much_of_anything_is_rendered_in_seconds(pattern: str) -> None:
    size = MEGABYTE if pattern in "*[>|1" else MEGABYTE // 6
    body = (pattern * (size // len(pattern)))[:size]
    start = time.process_time()
    rendered = render_body(body, (), ())
    assert time.process_time() - start < 10  # it is below a second; a quadratic one takes minutes
    if rendered.literal:
        assert "".join(rendered.text.split()) == "".join(body.split())


@pytest.mark.parametrize("sign", ["*", "[", "_", "\\", "`a``", "# a\n", "[a](", "- \n", "> "])
def test_work_beyond_the_limit_is_not_begun(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: Python-Markdown isn't called at all."""

    def refuse(text: str) -> str:
        raise AssertionError(f"{len(text)} characters given to Python-Markdown")

    monkeypatch.setattr(reference, "_markdown_html", refuse)
    body = "_\\a_ " + sign * 200_000
    rendered = render_body(body, (), ())
    assert rendered.literal
    assert rendered.text.replace(" ", "")[:40] == body.replace(" ", "").strip()[:40]


def test_cost_grows_with_the_square_only_where_python_markdown_does() -> None:
    one, two = "[" * 1000, "[" * 2000
    assert 3.9 < reference.cost(two) / reference.cost(one) < 4.1
    assert reference.cost("một đoạn bình thường\n\n" * 1000) < reference.COST_LIMIT / 100
    table = "| một ô | hai ô |\n|---|---|\n" + "| **a** | b < c |\n" * 2000
    assert reference.affordable(table)


def test_a_literal_body_keeps_marks_and_words() -> None:
    body = "Luật số 5 <b>\n\n" + "[" * 30_000 + "\\"
    rendered = render_body(body, (), [(0, 9)])
    assert rendered.literal
    assert rendered.slots == (0,)
    assert rendered.html.startswith("<p>\ue000Luật số 5\ue001 &lt;b&gt;</p>\n<p>[[[")


def test_deep_nesting_is_literal_and_a_broken_rule_is_not() -> None:
    assert render_body("- " * 40 + "a", (), ()).literal
    assert render_body("> " * 40 + "a", (), ()).literal
    assert not render_body("- " * 40, (), ()).literal


def test_recursion_that_breaks_off_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def reset(self) -> Endless:
            return self

        def convert(self, text: str) -> str:
            raise RecursionError

    def endless() -> Endless:
        return Endless()

    endless.cache_clear = lambda: None  # type: ignore[attr-defined]
    monkeypatch.setattr(reference, "_markdown", endless)
    rendered = render_body("a _b_", (), ())
    assert (rendered.html, rendered.literal) == ("<p>a _b_</p>", True)
