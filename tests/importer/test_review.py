"""The review page: who is let in, what is saved, and how it looks and works in a browser."""

from __future__ import annotations

import hashlib
import http.client
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from importer import made
from importer.test_run import law
from playwright.sync_api import Browser

from vanban.importer import Options, import_files
from vanban.importer.review_move import settled
from vanban.importer.review_page import Server
from vanban.importer.review_save import basis_line, proposals, record_at, wanted
from vanban.importer.waiting import waiting
from vanban.model import Basis, Metadata

RECORD = "quoc-hoi/2019/45-2019-qh14-luat.md"
HOSTILE = '<script>document.title="hỏng"</script><img src=x onerror="document.title=1">'


class Door:
    """A plain client of the server."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """Status and body; ``path`` is behind the secret unless it opens with a slash."""
        line = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=60)
        body = urlencode(form).encode() if form is not None else None
        where = path if path.startswith("/") else self.server.base + path
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        line.request("POST" if form is not None else "GET", where, body, named)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self.headers = dict(answer.getheaders())
        line.close()
        return answer.status, text


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of a text, a PDF, a picture-less Word file with hostile words, and a proposal."""
    folder = tmp_path_factory.mktemp("duyet")
    printed = made.Pdf()
    for at, line in enumerate(
        ["UỶ BAN NHÂN DÂN TỈNH MẪU", "Số: 12/2024/QĐ-UBND", "Tỉnh mẫu, ngày 05 tháng 7 năm 2024",
         "QUYẾT ĐỊNH", "Về việc phê duyệt kế hoạch mẫu", "Điều 1. Phê duyệt kế hoạch mẫu."]
    ):  # fmt: skip
        printed.text(70, 80 + 24 * at, line)
    lines = ["Số:      /KH-UBND", "KẾ HOẠCH", "Về việc mẫu " + HOSTILE, "Điều 1. " + HOSTILE]
    files = [
        law(folder / "a.txt", extra="Các cơ quan có trách nhiệm thực hiện luật này. " * 6),
        printed.save(folder / "b.pdf"),
        made.docx(folder / "c.docx", [made.paragraph(line) for line in lines]),
    ]
    import_files(files, folder / "kho", Options(luu_hanh="noi_bo"))
    return folder / "kho"


@pytest.fixture
def door(archive: Path) -> Iterator[Door]:
    with Server(archive) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Door(server)
        server.shutdown()


def keys(archive: Path) -> dict[str, str]:
    return {Path(w.draft.source).name: w.key for w in waiting(archive)}


def version(page: str) -> str:
    found = re.search(r"name='ban' value='(\w+)'", page)
    assert found
    return found[1]


def test_only_our_own_page_is_let_in(door: Door, archive: Path) -> None:
    assert door.server.server_address[0] == "127.0.0.1"
    assert door.ask("")[0] == 200
    assert door.ask("/")[0] == 404
    assert door.ask("/sai-ma/")[0] == 404
    assert door.ask("", Host="ke-xau.example:80")[0] == 421
    assert door.ask("", Sec_Fetch_Site="cross-site")[0] == 403
    key = keys(archive)["a.txt"]
    page = door.ask(f"v/{key}")[1]
    policy = door.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    form = {"ban": version(page), "trich_yeu": "Sửa trộm"}
    for origin in ("http://ke-xau.example", "null"):
        assert door.ask(f"v/{key}", form, Origin=origin)[0] == 403
    assert "Sửa trộm" not in (archive / RECORD).read_text("utf-8")
    for path in (
        "v/../../etc/passwd",
        f"v/{'0' * 64}",
        f"v/{key}/0.png",
        f"v/{key}/x.png",
        "so/x/0",
    ):
        assert door.ask(path)[0] == 404
    assert "ke-xau" not in door.ask("/sai-ma/ke-xau")[1]


def test_what_is_hostile_stays_text(door: Door, archive: Path) -> None:
    page = door.ask(f"v/{keys(archive)['c.docx']}")[1]
    assert "&lt;script&gt;document.title" in page
    assert "<script>document" not in page
    assert "<img src=x" not in page


def test_saving_changes_what_was_changed(door: Door, archive: Path) -> None:
    """Comments stay; what the archive refuses, or another hand changed meanwhile, isn't saved."""
    record, key = archive / RECORD, keys(archive)["a.txt"]
    record.write_text(
        record.read_text("utf-8").replace("loai: Luật", "loai: Luật  # đã xem"), "utf-8"
    )
    before = record.read_text("utf-8")
    page = door.ask(f"v/{key}")[1]
    form = {"ban": version(page), "viec": "luu", "trich_yeu": "Thanh niên (sửa)"}
    own = f"http://127.0.0.1:{door.server.server_port}"
    assert door.ask(f"v/{key}", form | {"ban": "cũ"})[0] == 422
    status, page = door.ask(f"v/{key}", form | {"ngay": "hôm qua"})
    assert (status, record.read_text("utf-8")) == (422, before)
    assert "value='hôm qua'" in page
    body = "Quốc hội ban hành.\r\n\r\nTUYỆT MẬT\r\n\r\nĐiều 1."
    assert door.ask(f"v/{key}", form | {"body": body})[0] == 422
    assert record.read_text("utf-8") == before
    assert door.ask(f"v/{key}", form, Origin=own)[0] == 303
    assert record.read_text("utf-8") == before.replace(
        "trich_yeu: Thanh niên mẫu", "trich_yeu: Thanh niên (sửa)"
    )


def test_bases_and_recipients_in_the_form() -> None:
    """What a box shows is read back as it was; an arrow leads to what a basis cites."""
    bases = (
        Basis(trich="Căn cứ Luật A;", den=("5/2020/QH14", "x/2020/1")),
        Basis(trich="Căn cứ B;"),
    )
    meta = Metadata(loai="Luật", trich_yeu="A", can_cu=bases)
    form = {
        "can_cu": ["\r\n".join(map(basis_line, bases)) + "\r\n"],
        "noi_nhan": [" A  B \r\n\r\nC"],
    }
    assert wanted(form, meta) == {"can_cu": bases, "noi_nhan": ("A B", "C")}


def test_a_record_takes_the_name_of_its_number(tmp_path: Path) -> None:
    """Beside a record that has the name already; its old address leads to the new one; an
    original that is imported again is known."""
    files = [law(tmp_path / "a.txt"), law(tmp_path / "b.txt", extra="Khác hẳn về việc khác. " * 30)]
    files[1].write_text(files[1].read_text("utf-8").replace("45/2019", "46/2019"), "utf-8")
    to = tmp_path / "kho"
    import_files(files, to, Options(luu_hanh="noi_bo"))
    old = RECORD.replace("45-", "46-")
    record = record_at(to, old)
    assert record
    assert settled(to, record) == (old, [])
    (to / old).write_text(record.text.replace("46/2019", "45/2019"), "utf-8")
    record = record_at(to, old)
    assert record
    target, faults = settled(to, record)
    assert (target, faults) == (RECORD.replace(".md", "-2.md"), [])
    moved = record_at(to, target)
    assert moved
    assert moved.document.meta.id_cu == (old.removesuffix(".md"),)
    assert moved.document.meta.goc[0].tep == "45-2019-qh14-luat-2.goc.txt"
    assert settled(to, moved) == (target, [])
    again = import_files([files[1]], to, Options())
    assert not again.imported
    assert [i.code for f in again.files for i in f.issues] == ["da-nhap"]


def test_a_proposal_is_taken_or_dropped(tmp_path: Path) -> None:
    long = "Các cơ quan có trách nhiệm thực hiện luật này. " * 6
    import_files([law(tmp_path / "a.txt", extra=long)], tmp_path / "kho", Options())
    for number, taken in ((1, True), (2, False), (3, True)):
        text = long + f"Bản {number}."
        import_files([law(tmp_path / f"{number}.txt", extra=text)], tmp_path / "kho", Options())
        record = tmp_path / "kho" / RECORD
        before = record.read_text("utf-8")
        if number == 3:
            before = before.replace("Thanh niên mẫu", "Thanh niên khác")
            record.write_text(before, "utf-8")
        with Server(tmp_path / "kho") as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            door = Door(server)
            (key,) = proposals(tmp_path / "kho")
            page = door.ask(f"d/{key}")[1]
            assert f"Bản {number}." in page
            assert "<ins>" in page
            status, page = door.ask(f"d/{key}", {"viec": "nhan" if taken else "bo"})
            server.shutdown()
        if number == 3:  # corrected since the proposal was made
            assert (status, record.read_text("utf-8")) == (422, before)
            assert "chép tay" in page
        else:
            assert status == 303
            assert (f"Bản {number}." in record.read_text("utf-8")) is taken
            assert not proposals(tmp_path / "kho")


def test_same_number_side_by_side(tmp_path: Path) -> None:
    other = "Một nội dung khác hẳn về việc khác của cơ quan khác. " * 12
    files = [law(tmp_path / "a.txt"), law(tmp_path / "b.txt", extra=other)]
    import_files(files, tmp_path / "kho", Options())
    with Server(tmp_path / "kho") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        door, key = Door(server), keys(tmp_path / "kho")["b.txt"]
        assert f"so/{key}/0" in door.ask(f"v/{key}")[1]
        page = door.ask(f"so/{key}/0")[1]
        server.shutdown()
    assert "45-2019-qh14-luat-2.md" in page
    assert "<ins>1. Luật này quy định mẫu. Một nội dung khác hẳn" in page


def test_in_a_browser(chromium: Browser, door: Door, archive: Path) -> None:
    """Read, corrected and accepted with keys alone; nothing asked of the outside, nothing wide."""
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(door.server.address)
    assert page.locator("h1").inner_text() == "Duyệt văn bản vừa nhập"
    waited = len(waiting(archive))
    page.get_by_role("link", name="12/2024").click()
    picture = page.locator(".goc img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate(wide) == 0
    boxes = [page.locator(s).bounding_box() for s in (".goc", "form.sua")]
    assert boxes[0] and boxes[1]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    rects = page.locator("#cho-so_hieu rect")
    assert rects.count() == 1
    outline, drawn = rects.bounding_box(), picture.bounding_box()
    assert outline
    assert drawn
    # the number was printed 104 points below the top of a page of 842
    assert (
        abs((outline["y"] + outline["height"] / 2 - drawn["y"]) / drawn["height"] - 100 / 842)
        < 0.02
    )
    page.get_by_role("link", name="Cơ quan (khóa): chỗ trong bản gốc").press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "cho-co_quan"
    page.get_by_label("Nơi ban hành", exact=True).fill("Tỉnh mẫu (sửa)")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    target = next(w.target for w in waiting(archive) if w.target.endswith("12-2024-qd-ubnd.md"))
    found = record_at(archive, target)
    assert found
    assert found.document.meta.noi_ban_hanh == "Tỉnh mẫu (sửa)"
    accepted = keys(archive)["b.pdf"]
    page.get_by_label("Số, ký hiệu", exact=True).fill("13/2024/QĐ-UBND")
    page.get_by_label("Nơi nhận").fill("Các sở\nLưu: VT")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: accepted not in url)
    assert len(waiting(archive)) == waited - 1
    renamed = target.replace("12-2024", "13-2024")
    assert f"{target} → {renamed}" in page.get_by_role("status").inner_text()
    moved = record_at(archive, renamed)
    assert moved
    assert moved.document.meta.noi_nhan == ("Các sở", "Lưu: VT")
    (kept,) = moved.document.meta.goc
    original = (archive / renamed).parent / kept.tep
    assert kept.tep == "13-2024-qd-ubnd.goc.pdf"
    assert hashlib.sha256(original.read_bytes()).hexdigest() == kept.sha256
    assert not (archive / target).exists()
    assert not list(archive.rglob("12-2024*"))
    page.reload()
    assert not page.get_by_role("status").count()
    page.goto(f"{door.server.address}v/{keys(archive)['c.docx']}")
    assert page.title() != "hỏng"
    assert "<script>" in page.locator(".goc").inner_text()
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.classList.contains('ngo')")
    why = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert "Số, ký hiệu" in page.locator(f"p:has(> #{why}) label").first.inner_text()
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate(wide) == 0
    context.close()
    assert not wrong
    assert all(url.startswith((door.server.address, "data:")) for url in asked)
