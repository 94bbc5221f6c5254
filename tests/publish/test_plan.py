"""The plan, without any place: what changes, what travels, what is said, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vanban.publish.history import Turn, next_release, stack
from vanban.publish.inline import inline_warnings
from vanban.publish.plan import make_plan, plan_lines, shown_size
from vanban.publish.policy import is_immutable, is_twin
from vanban.publish.send.rsync import common_end
from vanban.publish.stamps import pool_path
from vanban.publish.targets import bundle_path, is_bundle, open_target
from vanban.publish.values import CantPublish, Entry, Item, Tree


def tree(**files: str) -> Tree:
    items = (Item(p.replace("_", "."), Entry(sha, 1000), Path(p)) for p, sha in files.items())
    return Tree(items=tuple(items), manifest=b"", stamp={})


def test_changes_and_what_travels() -> None:
    new = tree(a_html="1", b_html="2", b_html_gz="3", c_html="4", d_html="4")
    live = {"a.html": Entry("1", 1000), "b.html": Entry("9", 900), "e.html": Entry("8", 500)}
    plan = make_plan(new, "0002-x", live="0001-y", live_entries=live, held={"1", "8", "9"})
    assert [(c.kind, c.path) for c in plan.changes] == [
        ("doi", "b.html"), ("them", "c.html"), ("them", "d.html"), ("bo", "e.html")
    ]  # fmt: skip
    assert (plan.send_files, plan.send_bytes) == (4, 3000)  # c and d are the same bytes
    assert plan_lines(plan) == [
        "Bản mới 0002-x, thay cho 0001-y:",
        "  thêm 2 tệp, 2,0 KB", "    + c.html (1,0 KB)", "    + d.html (1,0 KB)",
        "  đổi 1 tệp, 1,0 KB", "    ~ b.html (1,0 KB)",
        "  bỏ 1 tệp, 500 byte", "    - e.html (500 byte)",
        "  truyền 4 tệp, 3,0 KB (kể cả bản nén);"
        " 1 tệp, 2,0 KB đã có ở nơi nhận, không truyền lại",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 byte"), (999, "999 byte"), (1500, "1,5 KB"), (123_456, "123 KB"), (7.2e9, "7,2 GB")],
)
def test_sizes_as_vietnamese_writes_them(size: int, text: str) -> None:
    assert shown_size(int(size)) == text


def test_history_is_a_stack() -> None:
    def turn(viec: Any, den: str) -> Turn:
        return Turn(viec=viec, tu="", den=den, luc="", boi="")

    turns = [turn("xuat_ban", "1"), turn("xuat_ban", "2"), turn("xuat_ban", "3")]
    assert stack(turns) == ["1", "2", "3"]
    assert stack([*turns, turn("quay_lai", "1")]) == ["1"]
    assert stack([*turns, turn("quay_lai", "1"), turn("xuat_ban", "4")]) == ["1", "4"]
    assert stack([*turns, turn("xuat_ban", "1")]) == ["2", "3", "1"]
    assert stack([*turns, turn("quay_lai", "9")]) == ["1", "2", "3", "9"]


def test_numbers_never_come_twice() -> None:
    assert next_release([], "a" * 64) == "0001-aaaaaaaaaaaa"
    assert next_release(["0009-x", "0012-y", ".tam"], "b" * 64) == "0013-bbbbbbbbbbbb"


@pytest.mark.parametrize(
    ("path", "fixed"),
    [
        ("assets/javascripts/bundle.a5f9d56c.min.js", True), ("tim/147a583d67e9/u/0.js", True),
        ("assets/vanban/vanban.css", False), ("tim/u/0/3.js", False), ("assets/banana1.css", False),
        ("vb/tinh-mau/2020/20200102/index.html", False), ("vb/a.12345678.html", False),
    ],
)  # fmt: skip
def test_immutable_addresses(path: str, fixed: bool) -> None:
    assert is_immutable(path) is fixed


def test_twins_and_the_pool() -> None:
    stamps = {"assets/a.css": "1234abcd", "tim/": "5678abcd", "tim/kho.js": ""}
    assert is_twin("a.html.br")
    assert not is_twin("a.pdf.gz")
    assert pool_path("assets/a.css", stamps) == "@1234abcd/assets/a.css"
    assert pool_path("assets/a.css.gz", stamps) == "@1234abcd/assets/a.css.gz"
    assert pool_path("tim/u/0/3.js", stamps) == "@5678abcd/tim/u/0/3.js"
    assert pool_path("tim/t/0/3.js.br", stamps) == "@5678abcd/tim/t/0/3.js.br"
    assert pool_path("tim/kho.js", stamps) == ""
    assert pool_path("index.html", stamps) == ""


@pytest.mark.parametrize(
    ("known", "path", "parts"),
    [
        ("ban/1/a/b", "a/b", ("ban/1", "", "a/b")), ("ban/1/a/b", "@x/a/b", ("ban/1", "@x", "a/b")),
        ("ban/1/a/b", "a/c", ("ban/1/a/b", "a/c", "")), ("", "a", ("", "a", "")),
    ],
)  # fmt: skip
def test_the_end_two_paths_share(known: str, path: str, parts: tuple[str, str, str]) -> None:
    assert common_end(known, path) == parts


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<script>x</script>", "<script>"),
        ("<p style='a'>", "style="),
        ("<p onclick=x>", "onclick="),
    ],
)
def test_scripts_in_pages_are_told(tmp_path: Path, html: str, word: str) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<script src="a.js"></script><script type="application/json">{}</script>' + html
    )
    made = Tree(items=(Item("index.html", Entry("", 1), page),), manifest=b"", stamp={})
    assert word in inline_warnings(made)[0]


@pytest.mark.parametrize(
    "address",
    ["ftp://a/b", "ssh://may", "ssh:///x", "sftp://u:mat-khau@may/x", "ssh://-oProxyCommand=x/y"],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(CantPublish):
        open_target(address)


def test_bundles_by_name() -> None:
    assert is_bundle("kho.zip")
    assert is_bundle("zip:kho")
    assert not is_bundle("/srv/vanban")
    assert not is_bundle("sftp://may/kho.zip")
    assert bundle_path("zip:a/kho.zip") == Path("a/kho.zip")
