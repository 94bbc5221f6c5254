"""Pages that lean, and letters as a recogniser gives them."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from vanban.importer.deskew import leaning, upright
from vanban.importer.model import Block
from vanban.importer.pdf_lines import Line
from vanban.importer.recognised import apart, points_mended, without_specks


def striped(angle: float, *, specks: int = 0) -> Image.Image:
    """A sheet with forty lines of words, turned by ``angle`` against the clock, and dirt."""
    page = Image.new("L", (1240, 1754), 250)
    pen, dice = ImageDraw.Draw(page), random.Random(4)
    for line in range(40):
        x = 150
        while x < 1050:
            width = dice.randint(20, 90)
            pen.rectangle((x, 150 + 36 * line, x + width, 162 + 36 * line), fill=20)
            x += width + 14
    page = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=250)
    pen = ImageDraw.Draw(page)
    for _ in range(specks):
        pen.point((dice.randrange(1240), dice.randrange(1754)), fill=0)
    return page


@pytest.mark.parametrize("angle", [-5.0, -3.0, -1.2, -0.4, 0.5, 2.0, 4.5])
def test_the_angle_is_found_to_a_tenth(angle: float) -> None:
    assert leaning(striped(angle, specks=3_000)) == pytest.approx(-angle, abs=0.11)


def test_a_level_page_is_left_as_it_is() -> None:
    page = striped(0.05)
    assert upright(page) == (page, 0.0)


def test_a_page_without_lines_is_not_turned() -> None:
    dice = random.Random(8)
    dirt = Image.new("L", (900, 1200), 255)
    pen = ImageDraw.Draw(dirt)
    for _ in range(9_000):
        pen.point((dice.randrange(900), dice.randrange(1200)), fill=0)
    assert leaning(dirt) == leaning(Image.new("L", (900, 1200), 255)) == 0.0
    assert leaning(Image.new("RGB", (40, 30), "white")) == 0.0


def test_colour_and_resolution_are_kept() -> None:
    page = striped(2.0).convert("RGB")
    page.info["dpi"] = (300, 300)
    turned, angle = upright(page)
    assert angle == pytest.approx(-2.0, abs=0.11)
    assert (turned.mode, turned.size, turned.info["dpi"]) == ("RGB", page.size, (300, 300))
    assert turned.getpixel((0, 0)) == (255, 255, 255)


def letters(text: str, x: float, width: float, bottom: float = 100.0) -> list[dict[str, object]]:
    return [
        {
            "text": c,
            "x0": x + at * width,
            "x1": x + (at + 1) * width,
            "bottom": bottom,
            "size": 12.0,
        }
        for at, c in enumerate(text)
    ]


def test_boxes_of_words_that_overlap_do_not_mix() -> None:
    chars = [*letters("Chương ", 10, 8), *letters("II", 52, 8), *letters("Chung", 30, 6, 140)]
    read = "".join(
        str(c["text"]) for c in sorted(apart(chars), key=lambda c: (c["bottom"], c["x0"]))
    )
    assert read == "Chương IIChung"
    assert "".join(str(c["text"]) for c in sorted(chars, key=lambda c: c["x0"])[:9]) != read[:9]


def test_dirt_before_a_label_goes() -> None:
    def line(text: str) -> Line:
        return Line(text=text, x0=1, x1=9, top=1, bottom=9, size=12)

    lines = [
        "__2. Giao Sở",
        "-_1. Mặt trận",
        "¬a) Một điểm",
        "'Điều 4. Tên",
        "- Một gạch",
        "1,5. triệu",
    ]
    assert [x.text for x in without_specks([line(t) for t in lines])] == [
        "2. Giao Sở", "1. Mặt trận", "a) Một điểm", "Điều 4. Tên", "- Một gạch", "1,5. triệu",
    ]  # fmt: skip


def test_a_label_misread_for_the_next_one_is_mended() -> None:
    """Only letters that look alike, only in their row; an article or clause begins a new one."""
    printed = [
        "a) Một",
        "b) Hai",
        "c) Ba",
        "đ) Bốn",
        "đ) Năm",
        "2. Khoản",
        "d) Bốn",
        "a) Một",
        "đ) Sai",
    ]
    blocks, repairs = points_mended([Block(text=text) for text in printed])
    assert [b.text[:2] for b in blocks] == ["a)", "b)", "c)", "d)", "đ)", "2.", "d)", "a)", "đ)"]
    assert [r.detail for r in repairs] == ["đ) → d) Bốn"]
