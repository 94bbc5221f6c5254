"""Every fault a file can have, through the doors a person uses: told with its place, what was
found and what to write; the others are built; nothing of what is refused stays anywhere."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from world import World, document, tree

GOOD = ("tot/2020/a", "tot/2020/b", "tot/2021/c")
PROBE = "7301"
"""A number of a good document: proves that the search of the cache finds what is there."""

posix = os.name == "posix"


def raw(text: str) -> bytes:
    return text.encode()


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
OLD_CODE = document().encode().replace("Chỉ".encode(), b"Ch\xd8")

FAULTY: dict[str, tuple[bytes, str, str, str]] = {
    # name: bytes, place, what was found, what to write
    "yaml-vo": (raw(document(extra='chu_the: "Ban')), ":9:10:", "Dấu nháy mở ra mà không đóng lại", "Thêm dấu nháy đóng"),
    "hai-cham": (raw(document(trich_yeu="Về việc: thử")), ":4:19:", "có dấu hai chấm", 'trich_yeu: "…"'),
    "khong-dong": (b"---\nloai: A\n", ":1:1:", "không có dòng “---” đóng lại", "Thêm một dòng chỉ có “---”"),
    "khong-dau": (raw("Chỉ thị\n"), ":1:1:", "không bắt đầu bằng “---” mà bằng “Chỉ thị”", "Bắt đầu tệp bằng một dòng “---”"),
    "sai-kieu": (raw(document(extra="linh_vuc: {a: b}")), ":9:11:", "“linh_vuc” là nhóm khóa con", "linh_vuc: [mục một, mục hai]"),
    "danh-sach": (raw(document(trich_yeu="[a, b]")), ":4:12:", "“trich_yeu” là danh sách", "trên một dòng"),
    "co-khong": (raw(document(extra="toan_van: 7")), ":9:11:", "“toan_van” là “7”", "toan_van: true"),
    "khoa-lap": (raw(document(extra="loai: Quy định")), ":9:1:", "Khóa “loai” viết hai lần", "Giữ một dòng"),
    "khoa-la": (raw(document(extra="so_hiu: 1")), ":9:1:", "Không có khóa “so_hiu”", "Có phải “so_hieu”?"),
    "bom-alias": (raw(document(extra=BOMB)), ":9:4:", "dấu “&” hoặc “*”", "dấu nháy kép"),
    "co-quan-la": (raw(document(co_quan="tinh-uy-mao")), ":5:10:", "Không có cơ quan “tinh-uy-mao”", "Có phải “tinh-uy-mau”?"),
    "loai-la": (raw(document(loai="Chỉ thi")), ":3:7:", "Không có loại văn bản “Chỉ thi”", "Có phải “Chỉ thị”?"),
    "ngay-khong-co": (raw(document(ngay="2022-02-30")), ":6:7:", "“2022-02-30”, không có ngày này", "ghi chua_ro"),
    "ngay-sai-dang": (raw(document(ngay="16/7/2013")), ":6:7:", "“16/7/2013”", "Viết “ngay: 2013-07-16”"),
    "khong-utf8": (OLD_CODE, ":3:9:", "không phải UTF-8: byte 0xD8", "lưu lại với mã UTF-8"),
    "utf16": (document().encode("utf-16"), ":1:1:", "byte 0xFF ở vị trí 0", "lưu lại với mã UTF-8"),
    "tep-rong": (b"", ":1:1:", "Tệp rỗng", "“loai: Chỉ thị”"),
    "ma-leo": (raw(document(extra="id_cu: [../../etc/x]")), ":9:9:", "“../../etc/x” không phải mã", "chữ thường không dấu"),
    "dich-leo": (raw(document(extra="quan_he: [{loai: thay_the, den: ../../x}]")), ":9:33:", "“../../x” không phải mã", "Viết mã trong kho"),
    "goc-leo": (raw(document(extra=f"goc: [{{tep: ../a.goc.pdf, sha256: {'0' * 64}}}]")), ":9:13:", "“../a.goc.pdf” có đường dẫn", "ghi tên không có thư mục"),
    "goc-tuyet-doi": (raw(document(extra=f"goc: [{{tep: /etc/a.goc.pdf, sha256: {'0' * 64}}}]")), ":9:13:", "“/etc/a.goc.pdf” có đường dẫn", "ghi tên không có thư mục"),
}  # fmt: skip
"""Files that can't be taken: (bytes, line and column, fact, remedy)."""

MENDED: dict[str, tuple[bytes, str]] = {
    "viet-tach": (unicodedata.normalize("NFD", document(so_hieu="91-CT/TU")).encode(), "NFC"),
    "co-bom": (b"\xef\xbb\xbf" + raw(document(so_hieu="92-CT/TU")), "không có BOM"),
    "co-crlf": (raw(document(so_hieu="93-CT/TU").replace("\n", "\r\n")), "kiểu LF"),
}
"""Files read as they are meant, with advice."""

SECRET: dict[str, tuple[str, str]] = {
    # name: document, what its message says; every one holds the words qzten… and 99xx
    "dau-mat": (document(so_hieu="9901-BC/TU", trich_yeu="Việc qztenmot", body="MẬT\n\nqzthanmot"), "độ mật"),
    "dau-toi-mat": (document(so_hieu="9902-BC/TU", trich_yeu="Việc qztenhai", body="T Ố I   M Ậ T\n\nqzthanhai"), "độ mật"),
    "do-mat": (document(so_hieu="9903-BC/TU", trich_yeu="Việc qztenba", body="qzthanba", extra="do_mat: khong"), "độ mật"),
    "so-nb": (document(so_hieu="9904-CV/TU/nb", trich_yeu="Việc qztenbon", body="qzthanbon"), "nb"),
    "ban-thao": (document(so_hieu="9905-BC/TU", trich_yeu="Việc qztennam", body="DỰ THẢO LẦN 2\n\nqzthannam"), "dự thảo"),
    "chan-trang": (
        document(so_hieu="9906-BC/TU", trich_yeu="Việc qztensau", body="qzthansau\n\nTài liệu này thuộc sở hữu của các cơ quan Đảng."), "",
    ),
    "mat-va-hong": (document(so_hieu="9907-BC/TU", trich_yeu="Việc qztenbay: x", body="TUYỆT MẬT\n\nqzthanbay"), "độ mật"),
}  # fmt: skip
HIDDEN = [b"qzten", b"qzthan", *(f"990{n}".encode() for n in range(1, 8))]

WITHHELD = {
    "thieu-muc": document(so_hieu="8801-CT/TU", trich_yeu="Việc wkmot", luu_hanh=""),
    "muc-la": document(so_hieu="8802-CT/TU", trich_yeu="Việc wkhai", luu_hanh="công khai"),
    "muc-lap": document(so_hieu="8803-CT/TU", trich_yeu="Việc wkba", extra="luu_hanh: cong_khai"),
}
"""Circulation missing, unreadable, doubled: not published at any level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mess:
    project: Any
    built: Result
    checked: Result
    pages: frozenset[str]
    site: dict[str, bytes]
    cache: dict[str, bytes]

    def lines(self, path: str) -> list[str]:
        return [line for line in self.checked.output.splitlines() if line.startswith(f"{path}:")]


@pytest.fixture(scope="module")
def mess(
    new_project: Callable[[], Any], unreadable: Callable[[Path], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mess:  # fmt: skip
    """Every faulty file in one archive with three good ones, checked and built once."""
    project = new_project()
    world = project.world
    outside = tmp_path_factory.mktemp("ngoai") / "ngoai.md"
    outside.write_text(document(so_hieu="9908-CT/TU", trich_yeu="Việc qztenngoai"), "utf-8")
    fill(world, outside)
    with unreadable(world.directives / "xau/2020/khoa-doc.md"):
        built, checked = project.build(), project.check()
    site = tree(project.site)
    pages = frozenset(
        name.removeprefix("vb/").removesuffix("/index.html")
        for name in site
        if name.startswith("vb/") and name.endswith("/index.html")
    )
    return Mess(
        project=project,
        built=built,
        checked=checked,
        pages=pages,
        site=site,
        cache=tree(project.cache),
    )


def fill(world: World, outside: Path) -> None:
    world.put(f"{GOOD[0]}.md", document(so_hieu=f"{PROBE}-CT/TU"))
    citing = f"Thực hiện Chỉ thị số {PROBE}-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."
    world.put(
        f"{GOOD[1]}.md", document(so_hieu="02-CT/TU", body=citing, extra="id_cu: [tot/2019/cu]")
    )
    world.put(
        f"{GOOD[2]}.md", document(so_hieu="03-CT/TU", extra=f"id_cu: [tot/2019/cu, {GOOD[0]}]")
    )
    faulty = {name: row[0] for name, row in FAULTY.items()}
    mended = {name: row[0] for name, row in MENDED.items()}
    secret = {name: raw(row[0]) for name, row in SECRET.items()}
    withheld = {name: raw(text) for name, text in WITHHELD.items()}
    bad = world.directives / "xau" / "2020"
    bad.mkdir(parents=True)
    for name, data in (faulty | mended | secret | withheld).items():
        (bad / f"{name}.md").write_bytes(data)
    (bad / "khoa-doc.md").write_text(document(so_hieu="94-CT/TU"), "utf-8")
    (bad / "Tên Sai.md").write_text(document(so_hieu="95-CT/TU"), "utf-8")
    (bad / "con.md").write_text(document(so_hieu="96-CT/TU"), "utf-8")
    (world.directives / "goc.md").write_text(document(so_hieu="97-CT/TU"), "utf-8")
    with (bad / "rat-to.md").open("wb") as file:
        file.truncate(50_000_000)
    if posix:
        (bad / "ngoai.md").symlink_to(outside)
        (bad / "thu-muc-ngoai").symlink_to(outside.parent)
        (bad / "nguoc").symlink_to(world.directives)
        (bad / "chinh-no.md").symlink_to("chinh-no.md")


def test_both_commands_end_with_one(mess: Mess) -> None:
    assert (mess.built.exit_code, mess.checked.exit_code) == (1, 1)


def test_the_other_documents_are_built(mess: Mess) -> None:
    assert mess.pages == {*GOOD, *(f"xau/2020/{name}" for name in MENDED)}
    citing = mess.site[f"vb/{GOOD[1]}/index.html"].decode()
    assert re.search(rf'href="[./]*vb/{GOOD[0]}/index.html"[^>]*>Chỉ thị số {PROBE}-CT/TU<', citing)


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_told_with_place_fact_and_remedy(mess: Mess, name: str) -> None:
    _, place, fact, remedy = FAULTY[name]
    told = next(line for line in mess.lines(f"xau/2020/{name}.md") if ": loi [" in line)
    assert told.startswith(f"xau/2020/{name}.md{place} loi [")
    found, _, how = told.partition(" Cách sửa: ")
    assert fact in found
    assert remedy in how
    assert told in mess.built.output


@pytest.mark.parametrize("name", MENDED)
def test_what_can_be_read_is_read_with_advice(mess: Mess, name: str) -> None:
    (told,) = mess.lines(f"xau/2020/{name}.md")
    assert told.startswith(f"xau/2020/{name}.md:1:1: goi_y [")
    assert MENDED[name][1] in told
    page = mess.site[f"vb/xau/2020/{name}/index.html"].decode()
    assert unicodedata.is_normalized("NFC", page)
    assert "\r" not in page
    assert "\ufeff" not in page


@pytest.mark.parametrize(
    ("path", "fact", "remedy"),
    [
        ("xau/2020/rat-to.md", "Tệp nặng 50,0 MB, quá giới hạn 5 MB", "tệp gốc (.goc.pdf)"),
        ("xau/2020/khoa-doc.md", "Không đọc được tệp: không có quyền đọc", "Kiểm tra quyền đọc"),
        ("xau/2020/Tên Sai.md", "dấu cách", "Đổi tên thành “ten-sai.md”"),
        ("xau/2020/con.md", "tên Windows dành cho thiết bị", "Đổi tên thành “vb-con.md”"),
        ("goc.md", "sai tầng thư mục", "<cơ quan>/<năm>/<tên>.md"),
        ("xau/2020/ngoai.md", "trỏ ra ngoài thư mục", "Chép tệp vào thư mục"),
        ("xau/2020/thu-muc-ngoai", "trỏ ra ngoài thư mục", "Chép tệp vào thư mục"),
        ("xau/2020/nguoc", "tạo vòng lặp", "Xóa liên kết"),
        ("xau/2020/chinh-no.md", "Liên kết hỏng hoặc quay vòng", "Xóa liên kết"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told(
    mess: Mess, path: str, fact: str, remedy: str
) -> None:
    (told,) = mess.lines(path)
    found, _, how = told.partition(" Cách sửa: ")
    assert found.startswith(f"{path}:1:1: loi [")
    assert fact in found
    assert remedy in how
    assert told in mess.built.output


@pytest.mark.parametrize("old", ["tot/2019/cu", GOOD[0]])
def test_an_id_claimed_twice_is_told_by_both_commands(mess: Mess, old: str) -> None:
    told = next(line for line in mess.lines(f"{GOOD[2]}.md") if f"«{old}»" in line)
    place = told.removeprefix(f"{GOOD[2]}.md:").partition(": loi [ma-trung]")[0]
    assert place == ("9:9" if old == "tot/2019/cu" else "9:22")
    assert "bỏ nó khỏi «id_cu»" in told
    assert told in mess.built.output


@pytest.mark.parametrize("name", SECRET)
def test_a_secret_document_is_refused_without_being_quoted(mess: Mess, name: str) -> None:
    (told,) = mess.lines(f"xau/2020/{name}.md")
    assert ": loi [mat-" in told
    assert SECRET[name][1] in told.casefold()
    assert " Cách sửa: " in told
    assert told in mess.built.output


def test_nothing_of_a_refused_document_is_anywhere(mess: Mess) -> None:
    everything = {**{f"site/{k}": v for k, v in mess.site.items()}, **mess.cache}
    outputs = (mess.built.output + mess.checked.output).encode()
    assert [name for name, data in everything.items() if PROBE.encode() in data]
    found = {
        (name, word) for name, data in everything.items() for word in HIDDEN if word in data.lower()
    }
    assert found == set()
    assert not [word for word in HIDDEN if word in outputs.lower()]


@pytest.mark.parametrize("name", WITHHELD)
def test_a_document_without_clear_circulation_is_withheld(mess: Mess, name: str) -> None:
    (told,) = mess.lines(f"xau/2020/{name}.md")
    assert "[luu-hanh-chua-ro]" in told
    assert "luu_hanh" in told.partition(" Cách sửa: ")[2]
    assert told in mess.built.output


def test_nothing_of_a_withheld_document_is_anywhere(mess: Mess) -> None:
    everything = {**mess.site, **mess.cache}
    words = [b"880", b"wkmot", b"wkhai", b"wkba"]
    assert {(n, w) for n, data in everything.items() for w in words if w in data} == set()


def test_nothing_is_half_written(mess: Mess) -> None:
    names = [*mess.site, *mess.cache]
    assert not [n for n in names if n.endswith((".tmp", ".new")) or "/.vanban-" in f"/{n}"]
    assert not [n for n in names if Path(n).name == "writing" or Path(n).name.startswith("part-")]
    assert all(
        data.rstrip().endswith(b"</html>") for n, data in mess.site.items() if n.endswith(".html")
    )


def test_a_second_run_tells_the_same(mess: Mess) -> None:
    """Also from the cache: a fault that nobody mended is told by every build."""
    again = mess.project.build()
    assert again.exit_code == 1
    told = {line for line in mess.built.output.splitlines() if " [" in line}
    still = {line for line in again.output.splitlines() if " [" in line}
    assert {line for line in told if "khoa-doc.md" not in line} == {
        line for line in still if "khoa-doc.md" not in line
    }


def test_json_tells_the_same_faults(mess: Mess) -> None:
    told = json.loads(mess.project.check("--format=json").stdout)
    paths = {issue["path"] for issue in told if issue["severity"] == "loi"}
    assert {f"xau/2020/{name}.md" for name in (*FAULTY, *SECRET)} <= paths
    assert all(issue["message"] and issue["remedy"] for issue in told)


@pytest.mark.parametrize("how", ["stamped", "withdrawn", "removed"])
def test_a_paper_open_yesterday_is_forgotten(project: Any, how: str) -> None:
    """Page, backlinks, search, state and the blobs of the cache forget it."""
    body = "Thực hiện Chỉ thị số 7301-CT/TU, ngày 02/01/2020 về qzviec."
    facts = {"so_hieu": "9909-CT/TU", "trich_yeu": "Việc qzmuon"}
    project.world.put("tot/2020/a.md", document(so_hieu=f"{PROBE}-CT/TU"))
    project.world.put("tot/2020/b.md", document(**facts, body=body))
    assert project.build().exit_code == 0
    before = {**tree(project.site), **tree(project.cache)}
    assert [n for n, data in before.items() if b"qzmuon" in data]
    if how == "removed":
        project.world.remove("tot/2020/b.md")
    elif how == "stamped":
        project.world.put("tot/2020/b.md", document(**facts, body=f"MẬT\n\n{body}"))
    else:
        project.world.put("tot/2020/b.md", document(**facts, body=body, luu_hanh="chua_ro"))
    assert project.build().exit_code == (how == "stamped")
    assert found_in(project, b"qzmuon", b"qzviec", b"9909") == set()


def test_internal_documents_leave_no_trace_in_a_public_build(project: Any) -> None:
    project.world.put("tot/2020/a.md", document(so_hieu=f"{PROBE}-CT/TU"))
    inner = f"Thay thế Chỉ thị số {PROBE}-CT/TU, ngày 02/01/2020 về qzviec."
    project.world.put(
        "tot/2020/b.md",
        document(so_hieu="9910-CT/TU", trich_yeu="Việc qzmuon", body=inner, luu_hanh="noi_bo"),
    )
    assert project.build("--muc=cong_khai").exit_code == 0
    assert found_in(project, PROBE.encode())
    assert found_in(project, b"qzmuon", b"qzviec", b"9910") == set()


def found_in(project: Any, *words: bytes) -> set[tuple[str, bytes]]:
    """Files of the site and the cache that hold one of ``words``."""
    files = {**tree(project.site), **tree(project.cache)}
    return {(name, word) for name, data in files.items() for word in words if word in data}
