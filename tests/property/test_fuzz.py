"""A hundred thousand damaged texts: every reader ends, with a value or an Issue, in bounded time.

Hypothesis looks for small counterexamples to laws; this looks for crashes and hangs, with many
more inputs and less thought. The inputs are the same each time; VANBAN_RANDOM=1 draws others.
"""

from __future__ import annotations

import os
import random
import re
import signal
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pytest
from browser.hostile import TEXTS

from vanban.citations.find import find_mentions
from vanban.corpus.gate import secrecy_of_text
from vanban.corpus.personal import personal_issues
from vanban.corpus.provisions import parse_provisions
from vanban.corpus.read import parse_document
from vanban.corpus.yaml_strict import parse_yaml
from vanban.graph.relations import find_statements
from vanban.importer.legacy import decode
from vanban.making import make_fragment
from vanban.render import render_body
from vanban.so_hieu import parse_so_hieu
from vanban.tables import load_registry
from vanban.text import fold, nfc, slug

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = load_registry()
LONGEST = 5.0
"""Seconds after which one input of a few hundred characters counts as a hang."""

WORDS = [
    "Điều 5", "khoản 2", "điểm đ", "Chương II", "Phụ lục", "Luật Đất đai", "năm 2013", "ngày 05/6/2021",
    "số 29-CT/TU", "30/2020/NĐ-CP", "06-QĐi/TW", "và", "của", "được sửa đổi, bổ sung bởi", "thay thế",
    "hết hiệu lực kể từ ngày", "Nghị quyết Trung ương 4 khóa XII", "sau đây gọi tắt là", "nêu trên", "“", "”",
    "---", "loai:", "quan_he:", "- {", "}", "[", "]", "&a", "*a", "|", ">", "#", "\t", "\r\n", "\n\n", "\u00a0", "\u200b",
    "\ufeff", "\ue000", "\ue001", "\u0301", "\u202e", "1.", "a)", "| a | b |\n|---|---|", "[^1]", "](", "**", "`", "\\",
    "TỐI MẬT", "CCCD 000000000000", "0" * 30, "/" * 20, "-" * 40, "(" * 30, "A" * 60, "à" * 40, "\U0001f600", "\x00", "\x1b",
]  # fmt: skip


@lru_cache(maxsize=1)
def seeds() -> tuple[str, ...]:
    """Pieces of our own documents, passages and hostile texts."""
    files = sorted((ROOT / "directives").rglob("*.md")) + sorted(
        (ROOT / "tests/gold/own").glob("*.txt")
    )
    texts = [p.read_text("utf-8") for p in files]
    pieces = [t[i : i + 400] for t in texts for i in range(0, min(len(t), 4000), 400)]
    return (*pieces, *TEXTS)


def inputs(count: int, name: str) -> Iterator[str]:
    """``count`` texts: a seed or two, cut, doubled, turned round and salted."""
    rng = random.Random(os.urandom(8) if os.environ.get("VANBAN_RANDOM") else name)
    held = seeds()
    for _ in range(count):
        text = rng.choice(held)
        for _ in range(rng.randint(1, 5)):
            text = _damaged(text, rng, held)
        yield text[:700]


def _damaged(text: str, rng: random.Random, held: tuple[str, ...]) -> str:
    a, b = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    match rng.randrange(9):
        case 0:
            return text[:a] + text[b:]
        case 1:
            return text[:b] + text[a:b] * rng.randint(1, 3) + text[b:]
        case 2:
            return text[:a] + text[a:b][::-1] + text[b:]
        case 3:
            return unicodedata.normalize("NFD", text)
        case 4:
            return text[:a] + rng.choice(held)[: rng.randint(1, 200)] + text[a:]
        case 5:
            return text.replace(" ", rng.choice(["", "\n", "  ", "\u00a0"]), rng.randint(1, 9))
        case 6:
            return text.upper() if rng.random() < 0.5 else text.lower()
        case 7:
            return (
                text[:a]
                + chr(rng.choice([rng.randrange(32, 0x300), rng.randrange(0x1E00, 0x2100)]))
                + text[a:]
            )
        case _:
            return text[:a] + rng.choice(WORDS) + text[b if rng.random() < 0.3 else a :]


@contextmanager
def bounded() -> Iterator[None]:
    """Raise in an input that takes longer than ``LONGEST``."""

    def late(*_: object) -> None:
        raise TimeoutError("an input that takes too long")

    before = signal.signal(signal.SIGALRM, late)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def whole(text: str) -> None:
    fragment = make_fragment(
        "tinh-mau/2020/a.md", text.encode("utf-8", "replace"), (0, 0), REGISTRY, "noi_bo"
    )
    assert fragment.record is not None or fragment.issues


def headed(text: str) -> None:
    head = "---\nloai: Chỉ thị\ntrich_yeu: Việc mẫu\nco_quan: tinh-uy-hai-duong\nngay: 2020-05-06\nluu_hanh: cong_khai\nmau: true\n---\n\n"
    raw = (head + text).encode("utf-8", "replace")
    fragment = make_fragment("tinh-mau/2020/a.md", raw, (0, 0), REGISTRY, "cong_khai")
    assert fragment.record is not None or fragment.issues


def head(text: str) -> None:
    found, issues = parse_yaml(text, "a.md")
    assert found is not None or issues
    document, told = parse_document(
        "tinh-mau/2020/a.md", f"---\n{text}\n---\n\nx\n".encode("utf-8", "replace"), REGISTRY
    )
    assert (document is None) == any(i.severity == "loi" for i in told)
    if document:
        personal_issues("a.md", document)
    secrecy_of_text(text, text, "a.md", "cong_khai")


def tree(text: str) -> None:
    body = nfc(text)
    provisions, _ = parse_provisions(body)
    assert len({p.anchor for p in provisions}) == len(provisions)
    assert all(0 <= p.start <= p.end <= len(body) for p in provisions)


def page(text: str) -> None:
    body = nfc(text)
    made = render_body(body, parse_provisions(body)[0], ())
    low = made.html.lower()
    assert "<script" not in low
    assert not re.search(r"<\w[^<>]*\s(?:href|src)=[\"']?\s*(?:javascript|vbscript|data):", low)
    assert not re.search(r"<\w[^<>]*\son\w+=", re.sub(r"=\"[^\"]*\"", "=", low))


def references(text: str) -> None:
    body = nfc(text)
    last = 0
    for mention in find_mentions(body):
        assert last <= mention.start < mention.end <= len(body)
        assert body[mention.start : mention.end] == mention.surface
        last = mention.end


def statements(text: str) -> None:
    body = nfc(text)
    find_statements(body, find_mentions(body), parse_provisions(body)[0])


def small(text: str) -> None:
    for piece in (text[:80], text[80:160]):
        for word in piece.split()[:6]:
            try:
                number = parse_so_hieu(word)
            except ValueError:
                continue
            assert parse_so_hieu(str(number)) == number
        assert fold(fold(piece)) == fold(piece)
        assert slug(piece).isascii()
        for encoding in ("vni", "tcvn3", "tcvn3-hoa"):
            decode(piece, encoding)


@pytest.mark.parametrize(
    ("reader", "count"),
    [
        (whole, 12_000), (headed, 6_000), (head, 12_000), (tree, 20_000), (page, 8_000),
        (references, 20_000), (statements, 4_000), (small, 20_000),
    ],
)  # fmt: skip
def test_no_crash_and_no_hang(reader: Callable[[str], None], count: int) -> None:
    with bounded():
        for text in inputs(count, reader.__name__):
            signal.setitimer(signal.ITIMER_REAL, LONGEST)
            try:
                reader(text)
            except BaseException as error:
                raise AssertionError(f"{reader.__name__}({text!r})") from error
