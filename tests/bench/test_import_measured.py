"""The measures of the importer are fair, and hold on the shared documents when these are there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import bench_import
import import_bases as bases
import import_pages as pages
import import_text as texts
import pytest
from PIL import Image

from vanban.importer import ocr
from vanban.importer.draft import draft
from vanban.model import Basis

SHARED = Path(os.environ.get("VANBAN_SHARED", bench_import.ROOT.parent / "shared"))


def test_a_wrong_join_or_a_lost_word_breaks_a_paragraph() -> None:
    wanted = "1. Khoản thứ nhất của điều này được viết đủ dài cho phép đo.\n2. Khoản thứ hai cũng được viết\nđủ dài cho phép đo."
    body = "1. Khoản thứ nhất của điều này được viết đủ dài cho phép đo.\n\n2. Khoản thứ hai cũng được viết đủ dài cho phép đo.\n"
    same, total = pages.whole_paragraphs(body, wanted)
    assert same == total > 60
    lost = pages.whole_paragraphs(body.replace("thứ hai ", ""), wanted)
    assert lost[0] < lost[1]
    joined = pages.whole_paragraphs(body.replace("\n\n2. ", " "), wanted)
    assert joined[0] < joined[1]


def test_words_are_counted_each_time_they_stand() -> None:
    assert pages.word_share("một hai[^1] hai", "Một hai hai 1 ba") == (4, 5)


def test_the_gazettes_own_lines_and_the_stamp_are_no_text(tmp_path: Path) -> None:
    stamp = "Người ký: CƠ QUAN MẪU\nEmail: a@b.vn\nThời gian ký: 20.10.2025 10:06:35 +07:00"
    path = tmp_path / "a.txt"
    path.write_text(
        f"12\nCÔNG BÁO/Số 1 + 2/Ngày 01-01-2024\n{stamp}\nĐiều 1. Mẫu", encoding="utf-8"
    )
    assert pages.gazette_text(path).split() == ["Điều", "1.", "Mẫu"]


@pytest.mark.parametrize("damage", pages.DAMAGES[1:], ids=lambda d: d.name)
def test_a_spoilt_page_is_another_and_as_large(damage: pages.Damage) -> None:
    page = Image.linear_gradient("L").resize((620, 877)).convert("RGB")
    spoilt = pages._spoilt(page, damage, 1)
    assert spoilt.size == page.size
    assert spoilt.tobytes() != page.tobytes()
    assert spoilt.tobytes() == pages._spoilt(page, damage, 1).tobytes()


def test_one_part_measured_again_replaces_its_own_table() -> None:
    page = f"# Trang\n\n## Một\n\n| a |\n| --- |\n| 1 |\n\nLời.\n\n{bench_import.ASIDE}\n\n### Một\n\n| a |\n| --- |\n| 7 |\n"
    once = bench_import._with_sections(page, "## Một\n\n| a |\n| --- |\n| 2 |", aside=False)
    assert once == page.replace("| 1 |", "| 2 |")
    both = bench_import._with_sections(
        once, "## Một\n\n| a |\n| --- |\n| 9 |\n\n## Mới\n\n| b |\n| --- |\n| 3 |", aside=True
    )
    assert re.findall(r"\| (\d) \|", both) == ["2", "9", "3"]
    assert both.count(bench_import.ASIDE) == 1


if (SHARED / "corpora" / "congbao-8chude").is_dir():

    def test_gazettes_keep_words_and_paragraphs() -> None:
        """Four of the documents held in two forms: every word, and paragraphs letter for letter."""
        words, letters = [0, 0], [0, 0]
        for path, held in pages.two_forms(SHARED)[1:6:2]:
            found, wanted = draft(path, "noi_bo"), pages.gazette_text(held)
            told = "\n".join([found.body, *(r.text for r in found.removed)])
            words = [a + b for a, b in zip(words, pages.word_share(told, wanted), strict=True)]
            same = pages.whole_paragraphs(found.body, wanted)
            letters = [a + b for a, b in zip(letters, same, strict=True)]
        assert words[0] >= 0.999 * words[1] > 1_000
        assert letters[0] >= 0.995 * letters[1] > 5_000

    def test_a_leaning_scan_keeps_its_letters(tmp_path: Path) -> None:
        """One page of a gazette drawn at 300 dpi, leaning by two degrees, with dirt."""
        source = pages.two_forms(SHARED)[1][0]
        target = tmp_path / "quet.pdf"
        damage = pages.Damage(name="", lean=2.0, dirt=0.002)
        if not ocr.ready():
            assert [i.code for i in draft(_pictured(source, target, damage), "noi_bo").issues] == [
                "can-tesseract"
            ]
            return
        wanted = pages.gazette_text(dict(pages.two_forms(SHARED))[source])
        found = draft(_pictured(source, target, damage), "noi_bo")
        same, total = pages.word_share(bench_import.full_text(found), wanted)
        assert same >= 0.4 * total  # one page of two
        first = re.search(r"Căn cứ .*?;", re.sub(r"\s+", " ", wanted))
        assert first
        near = min(
            texts.distance(first[0], line[: len(first[0])]) for line in found.body.split("\n")
        )
        assert near <= 0.03 * len(first[0])


def _pictured(source: Path, target: Path, damage: pages.Damage) -> Path:
    document = pages.pypdfium2.PdfDocument(str(source))
    page = document[0].render(scale=300 / 72).to_pil().convert("RGB")
    pages._spoilt(page, damage, 1).save(target, resolution=300)
    document.close()
    return target


if (SHARED / "corpora" / "viparse-legacy").is_dir():

    def test_dead_fonts_by_the_measure_of_their_collection() -> None:
        """A fifth of the old files, without LibreOffice: 0.99 of the syllables."""
        top = SHARED / "corpora" / "viparse-legacy"
        scores: list[float] = []
        for path in sorted(p for p in (top / "corpus" / "public-domain").rglob("*") if p.is_file())[
            ::5
        ]:
            transcript = top / "ground-truth" / f"{path.stem}.txt"
            found = draft(path, "noi_bo")
            if transcript.is_file() and found.body:
                wanted = transcript.read_text("utf-8")
                got = texts.legacy_accuracy(bench_import.full_text(found), wanted, fold=True)
                scores.append(got.syllables)
        assert len(scores) >= 4
        assert sum(scores) / len(scores) >= 0.985


def test_a_basis_is_right_with_all_it_cites() -> None:
    found = (Basis(trich="a", den=("1/2020/NĐ-CP", "2/2020/NĐ-CP")), Basis(trich="b"))
    assert bases.scored(found, [["1/2020/NĐ-CP", "2/2020/NĐ-CP"], []]) == (2, 2, 2, 0)
    assert bases.scored(found, [["1/2020/NĐ-CP"], ["3/2020/NĐ-CP"], []]) == (3, 0, 1, 1)
    assert bases.scored(found, []) == (0, 0, 0, 2)
