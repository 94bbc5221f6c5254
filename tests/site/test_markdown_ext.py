"""The Markdown extension: citations in hand-written pages become links, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown
from world import World, document

from vanban.site.handwritten import CLOSE, OPEN

ARTICLES = "\n\n".join(f"### Điều {n}. Việc {n}\n\n1. Một.\n\n2. Hai." for n in range(1, 6))


@pytest.fixture(scope="module")
def directives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = World(root=tmp_path_factory.mktemp("kho")).start()
    number = "05/2021/QĐ-UBND"
    world.put("tinh-mau/2021/q.md", document(so_hieu=number, loai="Quyết định", co_quan="ubnd-mau", ngay="2021-03-04", body=ARTICLES))  # fmt: skip
    world.put("tinh-mau/2020/a.md", document())
    return world.directives


def rendered(directives: Path, text: str, *extensions: str, **options: object) -> str:
    config = {"vanban": {"directives": str(directives), **options}}
    md = Markdown(extensions=["vanban", "tables", *extensions], extension_configs=config)  # type: ignore[arg-type]
    return md.convert(text)


CITED = "Quyết định số 05/2021/QĐ-UBND ngày 04/3/2021 của Ủy ban nhân dân Tỉnh mẫu"
HEAD = "vanban_co_quan: ubnd-mau\nvanban_ngay: 2022-01-01\n\n"


def test_a_citation_is_a_link_to_its_clause(directives: Path) -> None:
    html = rendered(directives, HEAD + f"Theo khoản 2 Điều 3 {CITED}.", "meta", goc="../")
    assert '<a class="vb-cite" href="../vb/tinh-mau/2021/q/index.html#dieu-3-khoan-2"' in html
    assert ">Quyết định số 05/2021/QĐ-UBND</a> ngày" in html


def test_a_clause_that_is_not_there_is_told(directives: Path) -> None:
    html = rendered(directives, HEAD + f"Theo khoản 9 Điều 3 {CITED}.", "meta")
    assert "bản trong kho không có khoản 9 Điều 3</span>" in html


@pytest.mark.parametrize(
    ("text", "ending", "words"),
    [
        ("Theo Nghị định số 1/2020/NĐ-CP.", "chua-co", "kho chưa giữ"),
        ("Theo Chỉ thị số 01-CT/TU, ngày 02/01/2020.", "mo-ho", "nhiều khả năng"),
    ],
)
def test_other_outcomes_have_the_classes_of_documents(
    directives: Path, text: str, ending: str, words: str
) -> None:
    html = rendered(directives, text)
    assert f'<span class="vb-cite vb-cite--{ending}" title="' in html
    assert f'<span class="vb-cite__dau vb-cite__dau--{ending}">{words}</span>' in html


@pytest.mark.parametrize(
    "text",
    [
        f"# {CITED}\n\n## {CITED}",
        f"Viết `{CITED}` như thế.",
        f"    {CITED}",
        f"```\n{CITED}\n```",
        f"[{CITED}](x.html)",
        f"<div>{CITED}</div>",
        "Quyết định số `05/2021/QĐ-UBND` ngày 04/3/2021.",
        "Nghị định này có năm điều.",
    ],
)
def test_headings_code_links_and_raw_html_are_left_alone(directives: Path, text: str) -> None:
    plain = Markdown(extensions=["tables", "fenced_code"]).convert(text)
    assert rendered(directives, text, "fenced_code") == plain


def test_emphasis_cuts_a_link_in_pieces(directives: Path) -> None:
    html = rendered(directives, HEAD + "Theo Quyết định số **05/2021/QĐ-UBND** ngày 04/3/2021.", "meta")  # fmt: skip
    assert html.count('<a class="vb-cite"') == 2
    assert "<strong><a" in html


def test_lists_tables_and_line_ends(directives: Path) -> None:
    text = HEAD + f"- {CITED}\n\n| A | B |\n|---|---|\n| {CITED} | x |\n\n> Quyết định số\n> 05/2021/QĐ-UBND ngày 04/3/2021.\n"  # fmt: skip
    assert rendered(directives, text, "meta").count('<a class="vb-cite"') == 3


def test_an_earlier_mention_on_the_page_decides_a_later_one(directives: Path) -> None:
    text = "Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu.\n\nChỉ thị 01-CT/TU đúng."
    html = rendered(directives, "vanban_co_quan: tinh-uy-mau\n\n" + text, "meta")
    assert html.count("vb/tinh-mau/2020/a/index.html") == 2


def test_somebodys_private_characters_are_no_marks(directives: Path) -> None:
    html = rendered(directives, HEAD + f"{OPEN}lạ{CLOSE} và {CITED}.", "meta")
    assert html.count('<a class="vb-cite"') == 1
    assert OPEN not in html
    assert CLOSE not in html


def test_a_page_without_citations_is_untouched(directives: Path) -> None:
    text = "# Trang\n\nChữ *nghiêng* và `mã`, 24/7.\n\n1. Một\n2. Hai\n"
    assert rendered(directives, text) == Markdown(extensions=["tables"]).convert(text)
