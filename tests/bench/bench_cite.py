"""How fast mentions are found: ``python tests/bench/bench_cite.py [--write]``, on one core.

Three questions, one table each: megabytes of UTF-8 a second over the shared corpora (the
gazette and the legal database), whether time grows with the text on inputs made to hurt, and
how eyecite does on English text of equal size, for scale (``pip install eyecite``; left out when
it isn't there). ``--write`` keeps the answer in docs/do-luong/trich-dan.md.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "gold")]

from sources import PRESENT, SHARED, text_of  # noqa: E402

from vanban.citations.find import find_mentions  # noqa: E402

PAGE = ROOT / "docs" / "do-luong" / "trich-dan.md"
COLLECTIONS = {"Công báo": "congbao-8chude/txt", "vbpl.vn": "vbpl-html/txt"}
ROUNDS = 5
SMALL, LARGE = 1_000_000, 10_000_000
"""Characters of the hostile inputs."""
HOSTILE = {
    "chữ số": "1", "gạch nối": "-", "mở ngoặc": "(", "mở ngoặc kép": "“", "xuống dòng": "\n",
    "dấu cách": " ", "`1/`": "1/", "`A-`": "A-", "`số `": "số ", "`Luật `": "Luật ", "` này`": " này",
    "`Điều 1 `": "Điều 1 ", "`Nghị định số `": "Nghị định số ", "`khoản 1 Điều 2 và `": "khoản 1 Điều 2 và ",
    "`1, `": "1, ", "`Bộ A - `": "Bộ A - ", "một dòng văn xuôi": "Căn cứ Nghị định số 30/2020/NĐ-CP ngày "
    "05 tháng 3 năm 2020 của Chính phủ về công tác văn thư và khoản 2 Điều 5 Luật Lưu trữ. ",
}  # fmt: skip
_ENGLISH = (
    "The court below held that the notice was late, and the appeal turns on whether the rule of "
    "that decision still stands. We think it does. As the opinion in Doe v. Example Town, {} U.S. "
    "{} (19{:02}), put it, a party that sits on its rights may not be heard to say that nobody told "
    "it of them; the statute, 42 U.S.C. § {}, asks for no more. "
)
ENGLISH_SIZE = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """One measurement: bytes of UTF-8 read, mentions found, best CPU seconds of all rounds."""

    name: str
    size: int
    found: int
    seconds: float

    @property
    def rate(self) -> float:
        """MB a second."""
        return self.size / 1e6 / self.seconds


def best(work: Callable[[], int], rounds: int = ROUNDS) -> tuple[int, float]:
    """What ``work`` returns, and its shortest CPU time."""
    shortest, result = float("inf"), 0
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        shortest = min(shortest, time.process_time() - start)
    return result, shortest


def over(name: str, texts: Sequence[str], find: Callable[[str], Sequence[object]]) -> Speed:
    """``find`` over ``texts``, warm."""
    find(texts[0])
    found, seconds = best(lambda: sum(len(find(text)) for text in texts))
    return Speed(name=name, size=sum(len(t.encode()) for t in texts), found=found, seconds=seconds)


def collection(folder: str) -> list[str]:
    """NFC texts of one folder of the corpora."""
    files = sorted((SHARED / "corpora" / folder).rglob("*.txt"))
    return [text_of(str(f.relative_to(SHARED))) for f in files]


def hostile() -> Iterator[tuple[str, float, float]]:
    """(name, seconds at SMALL characters, seconds at LARGE) of each hostile input."""
    for name, unit in HOSTILE.items():
        small, large = (unit * (size // len(unit)) for size in (SMALL, LARGE))
        yield (name, best(lambda t=small: len(find_mentions(t)), 2)[1],  # type: ignore[misc]
               best(lambda t=large: len(find_mentions(t)), 1)[1])  # type: ignore[misc]  # fmt: skip


def english() -> str:
    """English prose of our own with two citations in every 400 characters."""
    count = ENGLISH_SIZE // 300
    parts = (
        _ENGLISH.format(100 + n % 400, 1 + n % 900, n % 100, 1000 + n % 900) for n in range(count)
    )
    return "".join(parts)[:ENGLISH_SIZE]


def beside_eyecite(gazette: Sequence[str]) -> list[Speed]:
    """Ours on the gazette and eyecite on English, both ``ENGLISH_SIZE`` characters."""
    try:
        from eyecite import get_citations
    except ImportError:
        return []
    ours = "\n".join(gazette)[:ENGLISH_SIZE]
    found, seconds = best(lambda: len(get_citations(english())), 1)
    theirs = Speed(name="eyecite, tiếng Anh", size=ENGLISH_SIZE, found=found, seconds=seconds)
    return [over("Văn Bản, Công báo", [ours], find_mentions), theirs]


def report(
    speeds: Sequence[Speed], runs: Sequence[tuple[str, float, float]], both: Sequence[Speed]
) -> str:
    """The page."""
    head = "| | MB | viện dẫn | giây | MB/giây |\n|---|---:|---:|---:|---:|"
    blocks = [
        "# Tốc độ nhận viện dẫn",
        "Trang này do `python tests/bench/bench_cite.py --write` ghi ra. Một nhân, CPU giây, lượt nhanh"
        f" nhất trong {ROUNDS}; MB là triệu byte UTF-8.",
        f"Đo ngày {date.today():%d/%m/%Y}, Python {platform.python_version()}, {platform.machine()}.",
        "## Trên văn bản thật",
        "\n".join([head, *map(_row, speeds)]),
        "## Trên chuỗi cố ý gây khó",
        "Chuỗi lặp lại trên một dòng. Dài gấp mười thì lâu gấp mười là tuyến tính.",
        "\n".join(["| lặp lại | 1 triệu ký tự, giây | 10 triệu ký tự, giây | gấp |", "|---|---:|---:|---:|",
                   *(f"| {n} | {_n(a, 3)} | {_n(b, 3)} | {_n(b / max(a, 1e-4), 1)} |" for n, a, b in runs)]),
    ]  # fmt: skip
    if both:
        blocks += [
            "## So với eyecite",
            "Để hình dung cỡ: eyecite đọc viện dẫn án lệ, luật Hoa Kỳ trong tiếng Anh; hai đoạn dài"
            f" bằng nhau ({ENGLISH_SIZE // 1000} nghìn ký tự).",
            "\n".join([head, *map(_row, both)]),
        ]
    return "\n\n".join(blocks) + "\n"


def _row(s: Speed) -> str:
    return (
        f"| {s.name} | {_n(s.size / 1e6, 1)} | {s.found} | {_n(s.seconds, 2)} | {_n(s.rate, 2)} |"
    )


def _n(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def main(words: Sequence[str]) -> int:
    """Measure, print, keep with ``--write``."""
    if not PRESENT:
        print("Không thấy kho thật (đặt VANBAN_SHARED).", file=sys.stderr)
        return 2
    texts = {name: collection(folder) for name, folder in COLLECTIONS.items()}
    speeds = [over(name, those, find_mentions) for name, those in texts.items()]
    page = report(speeds, list(hostile()), beside_eyecite(texts["Công báo"]))
    print(page)
    if "--write" in words:
        PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
