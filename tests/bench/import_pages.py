"""PDF pages and pictures measured: gazettes held in two forms, their hierarchy, damaged scans.

A gazette's text file was taken from the same PDF by another tool, with running heads and broken
lines: what is in it must be in the record, and its labels say which provisions there are.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import import_text as texts
import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from vanban.text import clean

_HEAD = re.compile(r"^\s*(?:\d{1,4}\s+)?CÔNG BÁO\s*/.*$|^\s*\d{1,4}\s*$")
_STAMP = re.compile(
    r"Người ký:(?:[^\n]*\n){1,8}?[^\n]*\+07:00|Người ký:.{0,300}?\+07:00", re.DOTALL
)
_BODY_ENDS = re.compile(r"^\s*(?:PHỤ LỤC|Phụ lục)(?:\s+[IVXL\d]+)?\s*$")
_LABEL = re.compile(r"^\s*(?:Điều \d+[a-zđ]?\.|\d{1,3}[a-zđ]?\. |[a-zđ]\) )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """How a clean page is spoilt: degrees it leans, share of black and white dirt, a grey seal."""

    name: str
    lean: float = 0.0
    dirt: float = 0.0
    seal: bool = False


DAMAGES = (
    Damage(name="sạch"),
    Damage(name="nghiêng 1°", lean=1.0),
    Damage(name="nghiêng 2°, lấm tấm", lean=-2.0, dirt=0.002),
    Damage(name="nghiêng 3°, lấm tấm, dấu xám đè chữ", lean=3.0, dirt=0.004, seal=True),
)


def two_forms(shared: Path) -> list[tuple[Path, Path]]:
    """Gazettes held as PDF and as text."""
    top = shared / "corpora" / "congbao-8chude"
    held = {p.stem: p for p in top.glob("txt/*/*.txt")}
    return [(p, held[p.stem]) for p in sorted(top.glob("pdf/*.pdf")) if p.stem in held]


def gazette_text(path: Path) -> str:
    """The other tool's text without the gazette's own lines and the signer's stamp."""
    text = clean(path.read_text("utf-8", errors="replace"))
    text = _STAMP.sub("", text)
    return "\n".join(line for line in text.split("\n") if not _HEAD.match(line))


def word_share(found: str, wanted: str) -> tuple[int, int]:
    """Words of ``wanted`` that are in ``found``, counted, and how many there are; order aside."""
    both = (Counter(re.findall(r"[^\W_]+", t.lower())) for t in (wanted, _plain(found)))
    had, has = both
    return (had & has).total(), had.total()


def whole_paragraphs(body: str, wanted: str) -> tuple[int, int]:
    """Characters of the body's paragraphs that stand letter for letter in ``wanted``, and all.

    Blanks and signs aside; a wrong join, a lost or a moved word breaks the whole
    paragraph. Tables, titles made of several lines and footnotes are not compared.
    """
    whole = _squeezed(wanted)
    same = total = 0
    for chunk in body.split("\n"):
        if len(chunk) < 40 or chunk.startswith(("|", "[^", "#")):
            continue
        text = _squeezed(texts.body_text(_plain(re.sub(r"^(?:- |\+ |> )+", "", chunk))))
        total += len(text)
        same += len(text) if text in whole else 0
    return same, total


def _plain(body: str) -> str:
    return re.sub(r"\[\^(\d+)\]:?", r" \1 ", body)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def provisions_of_pdf(path: Path) -> Counter[str]:
    """Labels at the beginnings of lines of pdftotext before the first appendix.

    A label behind a line that is full and has no end mark counts only when it is the next of
    its row (``3.`` after ``2.``): else it is a reference that the line end cut.
    """
    kept: list[str] = []
    last, clause = "", 0
    for line in _layout(path):
        if _BODY_ENDS.match(line):
            break
        text = line.strip()
        number = int(found[1]) if (found := re.match(r"(\d{1,3})\. ", text)) else 0
        cut = len(last) > 60 and not re.search(r"[.;:!?…”\"/]$", last)
        article = text.startswith("Điều ")
        if not _LABEL.match(line) or not cut or article or number == clause + 1:
            kept.append(text)
            clause = number or (0 if article else clause)
        last = text
    return texts.provisions_of_lines("\n".join(kept))


def _layout(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return [x for x in clean(done.stdout.decode()).split("\n") if x.strip() and not _HEAD.match(x)]


def provisions_before_annex(body: str) -> Counter[str]:
    """Provisions of a record's body up to its first appendix."""
    return texts.provisions_of_body(re.split(r"(?m)^#+ (?:PHỤ LỤC|Phụ lục)\b", body)[0])


def pictures(source: Path, target: Path, pages: int, damage: Damage) -> str:
    """The first pages of a PDF at 300 dpi, spoilt, as a PDF of pictures; the text they hold."""
    opened: Any = pypdfium2
    document = opened.PdfDocument(str(source))
    count = min(pages, len(document))
    drawn = [document[n].render(scale=300 / 72).to_pil().convert("RGB") for n in range(count)]
    spoilt = [_spoilt(image, damage, seed) for seed, image in enumerate(drawn)]
    spoilt[0].save(target, save_all=True, append_images=spoilt[1:], resolution=300)
    document.close()
    command = ["pdftotext", "-l", str(count), str(source), "-"]
    return clean(subprocess.run(command, capture_output=True, check=True).stdout.decode())


def _spoilt(page: Image.Image, damage: Damage, seed: int) -> Image.Image:
    if damage.seal:
        page = _sealed(page)
    if damage.lean:
        page = page.rotate(
            damage.lean, resample=Image.Resampling.BICUBIC, fillcolor=(250, 250, 250)
        )
    if damage.dirt:
        dice = np.random.default_rng(seed)
        grey = np.asarray(page.convert("L")).astype(float)
        grey += dice.normal(0, 12, grey.shape)
        chance = dice.random(grey.shape)
        grey[chance < damage.dirt / 2] = 0
        grey[chance > 1 - damage.dirt / 2] = 255
        page = Image.fromarray(np.clip(grey, 0, 255).astype("uint8")).convert("RGB")
    return page


def _sealed(page: Image.Image) -> Image.Image:
    """A round grey seal over the lower right, as a black-and-white copier leaves it."""
    layer = Image.new("L", page.size, 255)
    pen = ImageDraw.Draw(layer)
    x, y = int(page.width * 0.62), int(page.height * 0.7)
    for radius in (*range(218, 231), *range(160, 169)):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=150)
    darker = np.minimum(np.asarray(page.convert("L")), np.asarray(layer))
    return Image.fromarray(darker).convert("RGB")


def spread(items: Sequence[Path], count: int) -> Iterator[Path]:
    """``count`` of ``items``, evenly over their order."""
    step = max(1, len(items) // max(1, count))
    yield from items[::step][:count]
