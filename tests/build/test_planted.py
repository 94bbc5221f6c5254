"""Planted papers: marked secret in every way and place, or internal in a public build.

The site with them beside is the site without them, byte for byte: no title, backlink, count,
snippet, suggestion, feed, table or file tells that they exist. Neither does a message or what is
left in the cache.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from builder import Builder
from world import World, document, tree

MARKS = (
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "T Ố I  M Ậ T", "M.Ậ.T", "M-Ậ-T", "Mật", "(Tối mật)",
    "Độ mật: Mật", "MẬT - HỎA TỐC", "MAT", "TOI MAT", "MÂT", "ＭẬＴ", "М\u1eacТ", "M\u200bẬ\u00adT",
    "M&#7852;T", unicodedata.normalize("NFD", "TUYỆT MẬT"), "XEM XONG TRẢ LẠI", "DỰ THẢO",
    "Tài liệu này thuộc sở hữu của các cơ quan Đảng",
)  # fmt: skip
PLACES = (
    "{mark}\n\nĐiều 1. {word}", "Điều 1. {word}\n\n{mark}", "## {mark}\n\n{word}", "**{mark}**\n\n{word}",
    "> {mark}\n\n{word}", "TỈNH ỦY MẪU\t\t{mark}\n\n{word}", "TỈNH ỦY MẪU | {mark}\n\n{word}",
    "{word}\n\n| TỈNH ỦY MẪU | {mark} |\n|---|---|\n| Số 1 | {word} |", "![{mark}](anh.png)\n\n{word}",
    "{word}\n\n![anh](anh.png \"{mark}\")", "<!-- {mark} -->\n\n{word}", "[{mark}](https://a.example/)\n\n{word}",
    "{word}[^1]\n\n[^1]: {mark}", "<div>{mark}</div>\n\n{word}", "{word}  \n{mark}", "\\{mark}\n\n{word}",
    "```\n{mark}\n```\n\n{word}", "---\n\n{mark}\n\n---\n\n{word}", "{word}\n\n\u00a0\u00a0{mark}\u00a0",
    "{mark}\n===\n\n{word}", "_{mark}_\n\n{word}", "{word}\n\n<br>{mark}<br>",
)  # fmt: skip
HEADS = (
    "do_mat: {mark}", "ghi_chu: {mark}", "do_khan: '{mark}'", "linh_vuc: [{word}, '{mark}']",
    "nguon: ['{mark}']", "Độ mật: {mark}", "do_mat:", "chu_the: '{mark}'",
)  # fmt: skip
NAMES = (
    "toi-mat-{n}",
    "mat-{n}",
    "{n}-bc-tu-nb",
    "{n}-bc-nb",
    "{n}-bao-cao-tuyet-mat",
    "du-thao-{n}",
)

Planted = tuple[str, str, str]
"""A path, a text, and the word that must be nowhere."""


def word_of(n: int) -> str:
    """Twelve letters of no language; of each six in a row none may be found."""
    return "qz" + "".join(random.Random(n).choices("bdfghjklmnprtvwx", k=10))


def secret_papers() -> Iterator[Planted]:
    marks, n = cycle(MARKS[:19]), 0
    for place in PLACES:
        for mark in (next(marks), next(marks), "TỐI MẬT"):
            n += 1
            yield (
                f"tinh-mau/2020/an-{n}.md",
                paper(n, body=place.format(mark=mark, word=word_of(n))),
                word_of(n),
            )
    for mark in MARKS:
        n += 1
        yield f"tinh-mau/2020/an-{n}.md", paper(n, body=f"{mark}\n\n{word_of(n)}"), word_of(n)
    for head in HEADS:
        n += 1
        extra = head.format(mark=next(marks), word=word_of(n))
        yield f"tinh-mau/2020/an-{n}.md", paper(n, extra=extra), word_of(n)
    for name in NAMES:
        n += 1
        yield f"tinh-mau/2020/{name.format(n=n)}.md", paper(n), word_of(n)
    yield "tinh-mau/2020/an-so.md", paper(n + 1, so_hieu="7-CV/TU/nb"), word_of(n + 1)


def paper(
    n: int, *, body: str = "", extra: str = "", so_hieu: str = "", luu_hanh: str = "cong_khai"
) -> str:
    """A document that cites, replaces and carries out the public ones, and says its word everywhere."""
    word = word_of(n)
    return document(
        so_hieu=so_hieu or f"{n + 300}-CT/TU", trich_yeu=f"Việc {word}", ngay="2020-05-06",
        body=f"{body or word}\n\nThực hiện Chỉ thị số 01-CT/TU ngày 02/01/2020, xem {n + 300}-CT/TU.\n",
        extra=f"nguoi_ky: {{ten: Ông {word}}}\nquan_he:\n  - {{loai: thay_the, den: tinh-mau/2020/01-ct-tu}}\n"
        f"nhiem_vu:\n  - {{noi_dung: Sơ kết {word}, han: 2026-10-01}}\n{extra}",
        luu_hanh=luu_hanh,
    )  # fmt: skip


def public_archive(root: Path) -> World:
    world = World(root=root).start()
    for n in range(1, 6):
        body = f"Thực hiện Chỉ thị số 01-CT/TU ngày 02/01/2020 và Chỉ thị số {300 + n}-CT/TU.\n"
        text = document(so_hieu=f"0{n}-CT/TU", trich_yeu=f"Việc công khai {n}", body=body)
        world.put(f"tinh-mau/2020/0{n}-ct-tu.md", text)
    return world


def told(world: World, build: Builder, at: Path, muc: str) -> tuple[dict[str, bytes], bytes, str]:
    report = build(world, at / "site", at / "cache", muc)
    cache = b"".join(tree(at / "cache").values())
    return tree(at / "site"), cache, "\n".join(map(str, report.issues))


def leaks(words: list[str], data: bytes) -> list[str]:
    parts = {word: [word[i : i + 6].encode() for i in range(len(word) - 5)] for word in words}
    return [word for word, pieces in parts.items() if any(p in data for p in pieces)]


@pytest.mark.parametrize("muc", ["cong_khai", "noi_bo"])
def test_papers_marked_secret_leave_no_trace(tmp_path: Path, build: Builder, muc: str) -> None:
    planted = list(secret_papers())
    assert len(planted) > 100
    alone, _, _ = told(public_archive(tmp_path / "a"), build, tmp_path / "a", muc)
    world = public_archive(tmp_path / "b")
    for path, text, _ in planted:
        world.put(path, text)
    site, cache, issues = told(world, build, tmp_path / "b", muc)
    taken = [path for path, _, _ in planted if f"vb/{path.removesuffix('.md')}/index.html" in site]
    assert taken == []
    assert sorted(site) == sorted(alone)
    assert [name for name in site if site[name] != alone[name]] == []
    words = [word for _, _, word in planted]
    assert leaks(words, cache) == []
    assert leaks(words, issues.encode()) == []
    assert all(path in issues for path, _, _ in planted)


def test_internal_papers_leave_no_trace_in_a_public_build(tmp_path: Path, build: Builder) -> None:
    kinds = ["noi_bo", "chua_ro", "", "NOI BO", "[cong_khai, noi_bo]"]
    alone, _, _ = told(public_archive(tmp_path / "a"), build, tmp_path / "a", "cong_khai")
    world = public_archive(tmp_path / "b")
    for n in range(1, 21):
        world.put(f"tinh-mau/2020/nb-{n}.md", paper(n, luu_hanh=kinds[n % len(kinds)]))
    for n, body in enumerate(("LƯU HÀNH NỘI BỘ", "L Ư U  H À N H  N Ộ I  B Ộ", "NỘI BỘ"), 21):
        world.put(f"tinh-mau/2020/nb-{n}.md", paper(n, body=body))
    site, cache, issues = told(world, build, tmp_path / "b", "cong_khai")
    assert sorted(site) == sorted(alone)
    assert [name for name in site if site[name] != alone[name]] == []
    words = [word_of(n) for n in range(1, 24)]
    assert leaks(words, cache) == []
    assert leaks(words, issues.encode()) == []
    inside, _, _ = told(world, build, tmp_path / "c", "noi_bo")
    assert leaks(words[4:20:5], b"".join(inside.values())) == words[4:20:5]


def test_a_paper_marked_today_leaves_the_cache_of_yesterday(tmp_path: Path, build: Builder) -> None:
    world = public_archive(tmp_path / "a")
    world.put("tinh-mau/2020/an-1.md", paper(1))
    before, _, _ = told(world, build, tmp_path / "a", "noi_bo")
    assert leaks([word_of(1)], b"".join(before.values())) == [word_of(1)]
    world.put("tinh-mau/2020/an-1.md", paper(1, body=f"TỐI MẬT\n\n{word_of(1)}"))
    site, cache, _ = told(world, build, tmp_path / "a", "noi_bo")
    assert leaks([word_of(1)], b"".join(site.values())) == []
    assert leaks([word_of(1)], cache) == []
