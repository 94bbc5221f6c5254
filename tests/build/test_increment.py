"""An increment equals a cold build, file for file, whatever was done in between."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builder import Builder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from killing import Effects, in_child
from world import BODIES, World, document, tree

from vanban.site import build as site_build
from vanban.site.build import BuildReport
from vanban.site.shell import Shell

Build = Callable[[World, Path, Path], BuildReport]

NUMBERS = [
    "01-CT/TU", "02-CT/TU", "03-NQ/TU", "05/2021/QĐ-UBND", "07/2022/QĐ-UBND", "45/2013/QH13",
]  # fmt: skip
TYPES = {"CT": "Chỉ thị", "NQ": "Nghị quyết", "QĐ": "Quyết định", "QH": "Luật"}
NAMES = [
    "Luật Đất đai", "Luật Đất đai năm 2013", "khoản 9 Điều 2 Luật Đất đai năm 2013",
    "Nghị quyết Trung ương 4 khóa XII", "điểm a khoản 1 Điều 1 Chỉ thị số 01-CT/TU",
    "Chỉ thị số 02-CT/TU, ngày 06/5/2021 (sau đây gọi tắt là Chỉ thị 02). Chỉ thị 02 đúng",
]  # fmt: skip
DATES = ["2020-01-02", "2021-05-06", "2022-07-08", "2016-03-04", "2027-01-01"]


def type_of(number: str) -> str:
    return next(name for code, name in TYPES.items() if code in number)


Fields = dict[str, Any]
"""What ``document`` takes."""


def made_up(rng: random.Random) -> Fields:
    """One document that cites, replaces or amends some of the others."""
    number = rng.choice(NUMBERS)
    lines = ["## Nội dung", ""]
    for other in rng.sample(NUMBERS, rng.randint(0, 3)):
        day = rng.choice(DATES)
        date = rng.choice(["", f", ngày {int(day[8:])}/{int(day[5:7])}/{day[:4]}"])
        verb = rng.choice([
            "Thực hiện", "Căn cứ", "Văn bản này thay thế", "Bãi bỏ khoản 1 Điều 2",
            "Bổ sung Điều 2a của",
        ])  # fmt: skip
        lines += [f"{verb} {type_of(other)} số {other}{date} của cơ quan có thẩm quyền.", ""]
    lines += [f"Theo {name} thì làm." for name in rng.sample(NAMES, rng.randint(0, 2))] + [""]
    lines += ["### Điều 1. Phạm vi", "", "1. Một.", "", "### Điều 2. Hiệu lực", "", "1. Hai.", ""]
    extra = related(rng) if rng.random() < 0.3 else ""
    if rng.random() < 0.3:
        extra += f"\nlinh_vuc: [{rng.choice(['Dân vận', 'Dân Vận', 'Kiểm tra'])}]"
    return {
        "so_hieu": number, "loai": type_of(number), "trich_yeu": rng.choice(["Đất đai", "Việc thứ hai"]),
        "co_quan": rng.choice(["tinh-uy-mau", "ubnd-mau"]), "ngay": rng.choice(DATES),
        "body": "\n".join(lines), "extra": extra,
        "luu_hanh": rng.choice(["cong_khai", "cong_khai", "noi_bo", ""]),
    }  # fmt: skip


def slots(rng: random.Random) -> str:
    return f"tinh-mau/{rng.choice(['2020', '2021'])}/vb-{rng.randint(1, 6)}.md"


def related(rng: random.Random) -> str:
    """Relations a person stated or rejected."""
    key = rng.choice(["quan_he", "quan_he", "quan_he_bo"])
    kind = rng.choice(["thay_the", "sua_doi", "can_cu", "huong_dan", "het_hieu_luc"])
    return f"{key}:\n  - loai: {kind}\n    den: {rng.choice(NUMBERS)}"


TABLES = [
    BODIES, BODIES.replace("Tỉnh ủy Tỉnh mẫu", "Tỉnh ủy Tỉnh mẫu (mới)", 1),
    BODIES.replace("ma: [TU]", "ma: [TU, TW]"), BODIES[: BODIES.index("  - khoa: ubnd-mau")],
]  # fmt: skip
"""The archive's own bodies: as they are, one renamed, with another code, one gone."""

DAYS = ["1790000000", "1480000000", "1800000000"]
"""2026-09-21, 2016-11-24, 2027-01-15."""

EDITS = [
    "write", "write", "write", "delete", "rename", "break", "relate", "relate", "tables", "template",
    "engine", "day",
]  # fmt: skip
KILLED = 0.25
"""Of so many runs the process is killed at some touch of the disk, and the next begins there."""


class Story:
    """An archive, and all that its site is built with."""

    def __init__(self, folder: Path, shell: Shell, rng: random.Random) -> None:
        self.folder, self.rng = folder, rng
        self.world = World(root=folder).start()
        self.plain = self.shell = shell
        self.fields: dict[str, Fields] = {}
        self.engine, self.day = "1", DAYS[0]

    def write(self) -> None:
        self.put(slots(self.rng), made_up(self.rng))

    def put(self, path: str, fields: Fields) -> None:
        self.fields[path] = fields
        self.world.put(path, document(**fields))

    def step(self) -> None:
        """One change: of a document, a name, relations, tables, the theme, our own code, the day."""
        rng, kind = self.rng, self.rng.choice(EDITS)
        if kind == "tables":
            self.world.put("co-quan.yml", rng.choice(TABLES))
        elif kind == "template":
            self.shell = painted(self.plain, rng.choice(["", "<!-- khuôn khác -->"]))
        elif kind == "engine":
            self.engine = rng.choice(["1", "2"])
        elif kind == "day":
            self.day = rng.choice(DAYS)
        elif kind == "write" or not self.fields:
            self.write()
        else:
            self.edit(kind, rng.choice(sorted(self.fields)))

    def edit(self, kind: str, path: str) -> None:
        fields = self.fields.pop(path)
        if kind == "relate":
            self.put(path, {**fields, "extra": "" if fields["extra"] else related(self.rng)})
        elif kind == "break":
            self.world.put(path, document(**fields).replace("loai:", "loai: [", 1))
        else:
            self.world.remove(path)
            if kind == "rename":
                self.put(path.replace("vb-", "moi-"), fields)

    def build(self, name: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", self.day)
            patch.setattr(site_build, "engine_key", lambda: self.engine)
            Builder(self.shell)(self.world, self.folder / name, self.folder / f"cache-{name}")

    def killed(self, name: str) -> None:
        effects = Effects(self.rng.randint(1, 150))
        in_child(lambda: self.build(name), effects.watch)


def painted(shell: Shell, words: str) -> Shell:
    """A shell as another theme would give it: every page has ``words``, too."""
    parts = {name: (*found, words.encode()) for name, found in shell.parts.items()}
    return replace(shell, parts=parts) if words else shell


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 8))
def test_an_increment_equals_a_cold_build(build: Builder, seed: int, steps: int) -> None:
    """Whatever is edited, renamed, deleted, related, in tables, theme, code and calendar, and
    wherever a run was killed."""
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="vanban-"))
    try:
        story = Story(folder, build._shell, rng)
        for _ in range(6):
            story.write()
        story.build("a")
        for _ in range(steps):
            for _ in range(rng.randint(1, 2)):
                story.step()
            if rng.random() < KILLED:
                story.killed("a")
            else:
                story.build("a")
        story.build("a")
        story.build("b")
        assert_same(tree(folder / "a"), tree(folder / "b"))
    finally:
        shutil.rmtree(folder)


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


Edit = Callable[[World], None]


def cited_title(world: World) -> None:
    world.put("tinh-mau/2020/a.md", document(trich_yeu="Tên khác hẳn"))


def cited_number(world: World) -> None:
    world.put("tinh-mau/2020/a.md", document(so_hieu="09-CT/TU"))


def replacing_date(world: World) -> None:
    world.put("tinh-mau/2021/c.md", replacement("2022-01-01"))


def twin_arrives(world: World) -> None:
    world.put("tinh-mau/2021/d.md", document(ngay="2020-01-02"))


def cited_goes(world: World) -> None:
    world.remove("tinh-mau/2020/a.md")


def replacement(day: str) -> str:
    body = "## Hiệu lực\n\nChỉ thị này thay thế Chỉ thị số 01-CT/TU, ngày 02/01/2020."
    return document(so_hieu="03-CT/TU", ngay=day, body=body, extra=f"hieu_luc_tu: {day}")


@pytest.mark.parametrize(
    "edit", [cited_title, cited_number, replacing_date, twin_arrives, cited_goes]
)
def test_neighbours_follow_an_edit(build: Build, tmp_path: Path, edit: Edit) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    citing = "## I. Việc\n\nThực hiện Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."
    world.put("tinh-mau/2021/b.md", document(so_hieu="02-CT/TU", ngay="2021-01-02", body=citing))
    world.put("tinh-mau/2021/c.md", replacement("2021-05-06"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    before = tree(tmp_path / "a")
    edit(world)
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(tree(tmp_path / "a"), tree(tmp_path / "b"))
    assert tree(tmp_path / "a") != before


def test_a_run_that_died_while_writing_is_made_good(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    build(world, tmp_path / "a", tmp_path / "cache")
    good = tree(tmp_path / "a")
    page = tmp_path / "a/vb/tinh-mau/2020/a/index.html"
    page.write_bytes(b"half")
    next((tmp_path / "cache").glob("*/stats")).with_name("writing").touch()
    build(world, tmp_path / "a", tmp_path / "cache")
    assert tree(tmp_path / "a") == good


def test_a_status_turns_with_the_day(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document(extra="hieu_luc_tu: 2026-12-01"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    page = tmp_path / "a/vb/tinh-mau/2020/a/index.html"
    assert "vb-hl--chua" in page.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798000000")  # 2026-12-23
    build(world, tmp_path / "a", tmp_path / "cache-a")
    assert "vb-hl--con" in page.read_text("utf-8")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(tree(tmp_path / "a"), tree(tmp_path / "b"))


def with_originals(*names: str) -> str:
    """Each of them holds its own name."""
    lines = "".join(
        f"\n  - tep: {name}\n    sha256: {hashlib.sha256(name.encode()).hexdigest()}"
        for name in names
    )
    return document(extra=f"goc:{lines}")


def test_an_original_no_longer_named_leaves_the_site(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    for name in ("a.goc.txt", "b.goc.txt"):
        world.put(f"tinh-mau/2020/{name}", name)
    world.put("tinh-mau/2020/a.md", with_originals("a.goc.txt", "b.goc.txt"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    assert (tmp_path / "a/vb/tinh-mau/2020/a/b.goc.txt").read_text() == "b.goc.txt"
    world.put("tinh-mau/2020/a.md", with_originals("a.goc.txt"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(tree(tmp_path / "a"), tree(tmp_path / "b"))
    assert not (tmp_path / "a/vb/tinh-mau/2020/a/b.goc.txt").exists()


def test_a_page_is_written_only_when_it_differs(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    assert build(world, tmp_path / "a", tmp_path / "cache").written > 0
    page = tmp_path / "a/vb/tinh-mau/2020/a/index.html"
    good = page.read_bytes()
    page.write_bytes(b"half")
    shutil.rmtree(tmp_path / "cache")
    again = build(world, tmp_path / "a", tmp_path / "cache")
    assert (again.written, again.removed) == (1, 0)
    assert page.read_bytes() == good


def test_a_new_title_makes_only_the_lists_that_show_it(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    for year in range(2010, 2020):
        world.put(f"tinh-mau/{year}/a.md", document(ngay=f"{year}-01-02"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    world.put("tinh-mau/2015/a.md", document(ngay="2015-01-02", trich_yeu="Tên khác hẳn"))
    titled = build(world, tmp_path / "a", tmp_path / "cache-a")
    world.put("tinh-mau/2015/b.md", document(so_hieu="02-CT/TU", ngay="2015-01-02"))
    added = build(world, tmp_path / "a", tmp_path / "cache-a")
    # a document more is told by its own lists, a year more by those of its type and its body
    assert added.rendered == titled.rendered
    world.put("tinh-mau/2030/b.md", document(so_hieu="03-CT/TU", ngay="2030-01-02"))
    assert build(world, tmp_path / "a", tmp_path / "cache-a").rendered >= added.rendered + 2 * 10
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(tree(tmp_path / "a"), tree(tmp_path / "b"))


TOLD = [
    "Căn cứ Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu.",
    "Thực hiện khoản 1 Điều 1 Chỉ thị số 02-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu.",
    "Chỉ thị này thay thế Chỉ thị số 03-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu.",
    "Theo Chỉ thị số 04-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu thì làm.",
]
OTHER_WORDS = "Theo Chỉ thị số 04-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu thì phải làm ngay."
"""Said of the fourth in other words."""


def test_an_edit_of_the_text_reaches_those_it_speaks_of_otherwise(
    build: Build, tmp_path: Path
) -> None:
    """Sentences are moved, shifted, reworded, given to another clause, taken out; each time cold."""
    world = World(root=tmp_path).start()
    for n in range(1, 5):
        body = "### Điều 1. Phạm vi\n\n1. Một."
        world.put(
            f"tinh-mau/2020/{n}.md", document(so_hieu=f"0{n}-CT/TU", ngay="2020-01-02", body=body)
        )
    one, two, three, four = TOLD
    texts = [
        [one, two, three, four], ["Xét tình hình.", one, two, three, four],
        [one, two, three, OTHER_WORDS, "Hết."], [one, three, "### Điều 1. Việc", two, four],
        [one, two, two.replace("khoản 1 Điều 1", "Điều 1"), four], [four, one, one],
    ]  # fmt: skip
    made = []
    for n, lines in enumerate(texts):
        text = document(
            so_hieu="05-CT/TU", ngay="2021-05-06", body="\n\n".join(["## Việc", *lines])
        )
        world.put("tinh-mau/2021/b.md", text)
        made.append(build(world, tmp_path / "a", tmp_path / "cache-a").rendered)
        build(world, tmp_path / f"b{n}", tmp_path / f"cache-b{n}")
        assert_same(tree(tmp_path / "a"), tree(tmp_path / f"b{n}"))
    # the first edit moves sentences, the second also rewords one: a page more
    assert made[2] > made[1]


def test_an_archive_that_loses_its_last_document(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    build(world, tmp_path / "a", tmp_path / "cache-a")
    assert (tmp_path / "a/du-lieu/van-ban.csv").exists()
    world.remove("tinh-mau/2020/a.md")
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(tree(tmp_path / "a"), tree(tmp_path / "b"))
    assert not (tmp_path / "a/du-lieu/van-ban.csv").exists()
    assert b"van-ban.csv" not in (tmp_path / "a/du-lieu/index.html").read_bytes()
