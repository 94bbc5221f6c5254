"""``vanban status``: a document and its clauses on a day, with what says so."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result
from world import World, document

Command = Callable[..., Result]

OLD = "## Điều 1. Một\n\n1. Thứ nhất.\n\n2. Thứ hai.\n\n## Điều 2. Hai\n\nQuy định này có hiệu lực từ ngày ký.\n"
NEW = (
    "## Điều 1. Sửa đổi\n\nSửa đổi, bổ sung một số điều của Quy định số 01-QĐ/TU, ngày 02/01/2020:\n\n"
    "1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n\n“1. Mới.”.\n\n2. Bãi bỏ khoản 2 Điều 1.\n\n"
    "## Điều 2. Hiệu lực\n\nQuy định này có hiệu lực từ ngày 01/6/2021.\n"
)


def world_of(project: object) -> World:
    world: World = project.world  # type: ignore[attr-defined]
    world.put("tinh-uy-mau/2020/01.md", document(so_hieu="01-QĐ/TU", loai="Quy định", body=OLD))
    world.put(
        "tinh-uy-mau/2021/02.md",
        document(so_hieu="02-QĐ/TU", loai="Quy định", ngay="2021-05-01", body=NEW),
    )
    return world


def said(command: Command, project: object, id_: str, day: str) -> list[str]:
    world = world_of(project)
    result = command("status", id_, f"--on={day}", f"--directives={world.directives}")
    assert result.exit_code == 0
    return result.stdout.splitlines()


def test_clauses_have_their_own_fate(command: Command, project: object) -> None:
    lines = said(command, project, "tinh-uy-mau/2020/01", "2021-06-01")
    assert lines[1].startswith("Hết hiệu lực một phần.")
    assert (
        "- khoản 1 Điều 1: Còn hiệu lực. Được sửa đổi, bổ sung từ ngày 01/6/2021. (tinh-uy-mau/2021/02)"
        in lines
    )
    assert (
        "- khoản 2 Điều 1: Hết hiệu lực. Bị bãi bỏ từ ngày 01/6/2021. (tinh-uy-mau/2021/02)"
        in lines
    )


def test_before_its_day_nothing_has_ended(command: Command, project: object) -> None:
    lines = said(command, project, "tinh-uy-mau/2020/01", "2021-05-31")
    assert lines[1].startswith("Còn hiệu lực. Có hiệu lực từ ngày 02/01/2020.")
    assert any("khoản 2 Điều 1: Còn hiệu lực." in line for line in lines)


def test_one_clause(command: Command, project: object) -> None:
    lines = said(command, project, "tinh-uy-mau/2020/01#dieu-1-khoan-2", "2022-01-01")
    at = lines.index("khoản 2 Điều 1: Hết hiệu lực. Bị bãi bỏ từ ngày 01/6/2021.")
    assert lines[at + 1] == "Căn cứ: tinh-uy-mau/2021/02: 2. Bãi bỏ khoản 2 Điều 1."
