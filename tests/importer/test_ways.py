"""Ways of working: stopped and taken up again, watched folders, one import at a time."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from importer.test_run import OPEN, law, text_file, tree

import vanban
from vanban import progress
from vanban.importer import Options, import_files, run
from vanban.importer.draft import draft
from vanban.importer.journal import Entry, Journal, alone
from vanban.importer.model import Draft
from vanban.importer.watch import Inbox

RECORD = "quoc-hoi/2019/45-2019-qh14-luat.md"


def laws(folder: Path, count: int) -> list[Path]:
    return [law(folder / f"{n}.txt", number=f"{n}/2019/QH14") for n in range(1, count + 1)]


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in tree(folder)}


def here(paths: list[Path], _: Options, level: str) -> Generator[Draft, None, None]:
    """Reading without processes of its own: quick, and for files that do no harm."""
    for path in paths:
        yield draft(path, level)


@pytest.fixture(autouse=True)
def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    # the package's ``run`` is a function: its module has to be asked for
    monkeypatch.setattr(sys.modules["vanban.importer.run"], "read_all", here)


class Cut(BaseException):
    """What a power cut looks like from inside."""


def test_stopped_anywhere_a_second_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut at every renaming of a file in turn: nothing half written, the end is the same."""
    files = laws(tmp_path / "vào", 2)
    import_files(files, tmp_path / "trọn", OPEN)
    whole = contents(tmp_path / "trọn")
    rename = Path.replace
    for fatal in range(1, 12):
        to, left = tmp_path / f"kho{fatal}", [fatal]

        def cut(self: Path, target: Path, left: list[int] = left) -> Path:
            left[0] -= 1
            if not left[0]:
                raise Cut
            return rename(self, target)

        monkeypatch.setattr(Path, "replace", cut)
        finished = True
        try:
            import_files(files, to, OPEN)
        except Cut:
            finished = False
        monkeypatch.setattr(Path, "replace", rename)
        assert contents(to).items() <= whole.items()
        import_files(files, to, OPEN)
        assert contents(to) == whole
        if finished:
            break
    assert finished
    assert fatal > 6


def test_killed_by_the_system_nothing_is_half_written(tmp_path: Path) -> None:
    files = laws(tmp_path / "vào", 12)
    home = Path(vanban.__file__).parent.parent
    code = (
        "import sys; from pathlib import Path; from vanban.importer import Options, import_files;"
        "import_files([Path(sys.argv[1])], Path(sys.argv[2]), Options(luu_hanh='noi_bo', jobs=1))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "vào"), str(tmp_path / "kho")]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(home)}) as process:
        while process.poll() is None and len(list((tmp_path / "kho").glob("quoc-hoi/*/*.md"))) < 3:
            time.sleep(0.01)
        process.kill()
    begun = list((tmp_path / "kho").glob("quoc-hoi/*/*.md"))
    assert len(begun) >= 3
    assert all(path.read_text("utf-8").endswith("Nguyễn Thị Mẫu\n") for path in begun)
    report = import_files(files, tmp_path / "kho", OPEN)
    assert len([n for n in tree(tmp_path / "kho") if "/." not in n]) == 24
    again = [f for f in report.files if "da-nhap" in [i.code for i in f.issues]]
    assert len(again) >= 2


def test_what_is_done_isnt_read_again_and_refusals_are_never_named(tmp_path: Path) -> None:
    to = tmp_path / "kho"
    secret = text_file(tmp_path / "kín.txt", ["TUYỆT MẬT", "BÁO CÁO", "về một việc kín"])
    files = [law(tmp_path / "a.txt"), secret]
    import_files(files, to, Options(luu_hanh="noi_bo", keep_original=False))
    log = (to / ".nhap/nhat-ky.jsonl").read_text("utf-8")
    assert [json.loads(line)["target"] for line in log.splitlines()] == [RECORD]
    kept = "".join(p.read_text("utf-8") for p in (to / ".nhap").rglob("*") if p.is_file())
    assert "kín" not in kept
    again = import_files([files[0]], to, OPEN)
    assert [i.code for i in again.files[0].issues] == ["da-nhap"]
    assert again.files[0].draft.seconds == 0


def test_a_record_taken_out_leaves_no_copy(tmp_path: Path) -> None:
    """And its original can be imported anew."""
    to = tmp_path / "kho"
    files = laws(tmp_path / "vào", 2)
    import_files(files, to, OPEN)
    shutil.rmtree(to / "quoc-hoi")
    report = import_files(files[:1], to, OPEN)
    assert len(report.imported) == 1
    left = "".join(p.read_text("utf-8") for p in (to / ".nhap").rglob("*") if p.is_file())
    assert "2/2019/QH14" not in left
    assert "1/2019/QH14" in left


def test_a_torn_line_of_the_journal_costs_that_line(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add(Entry(sha256="a" * 64, target="x.md", kind="nhap"))
    with (tmp_path / ".nhap/nhat-ky.jsonl").open("a") as file:
        file.write('{"sha256": "bb')
    again = Journal(tmp_path)
    again.add(Entry(sha256="c" * 64, target="y.md", kind="co-san"))
    assert sorted(Journal(tmp_path).entries) == ["a" * 64, "c" * 64]


def test_one_import_at_a_time(tmp_path: Path) -> None:
    out = io.StringIO()
    with alone(tmp_path / "kho"):
        assert run([law(tmp_path / "a.txt")], tmp_path / "kho", OPEN, out=out) == 2
    assert "Một lần nhập khác" in out.getvalue()
    assert run([tmp_path / "a.txt"], tmp_path / "kho", OPEN, out=out) == 0


def test_the_archive_inside_a_folder_is_no_original(tmp_path: Path) -> None:
    law(tmp_path / "a.txt")
    import_files([tmp_path], tmp_path / "kho", OPEN)
    report = import_files([tmp_path], tmp_path / "kho", OPEN)
    assert [Path(f.source).name for f in report.files] == ["a.txt"]


def test_a_file_being_copied_is_waited_for() -> None:
    inbox, path = Inbox(settled=2), Path("a.pdf")
    assert inbox.ready({path: (10, 1)}, now=0) == []
    assert inbox.ready({path: (20, 2)}, now=3) == []
    assert inbox.ready({path: (20, 2)}, now=4) == []
    assert inbox.ready({path: (20, 2)}, now=5) == [path]
    assert inbox.ready({path: (20, 2)}, now=9) == []
    assert inbox.ready({path: (30, 9)}, now=10) == []
    assert inbox.ready({path: (30, 9)}, now=13) == [path]
    assert inbox.ready({}, now=14) == []
    assert inbox.ready({path: (30, 9)}, now=15) == []
    assert inbox.ready({path: (30, 9)}, now=17) == [path]


class Heard(io.StringIO):
    """Ends the watching at the second report, puts a file in at the first words."""

    def __init__(self, folder: Path, stop: threading.Event) -> None:
        super().__init__()
        self.folder, self.stop = folder, stop

    def write(self, text: str) -> int:
        if "Đang theo dõi" in text:
            law(self.folder / "sâu" / "b.txt", number="46/2019/QH14")
        if "46-2019" in text:
            self.stop.set()
        return super().write(text)


def test_watched_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies there is imported, then what arrives; a file refused once is left alone."""
    monkeypatch.setattr("vanban.importer.watch.SETTLED", 0.2)
    inbox = tmp_path / "vào"
    law(inbox / "a.txt")
    (inbox / "hỏng.pdf").write_bytes(b"%PDF-1.4 hong")
    stop = threading.Event()
    out = Heard(inbox, stop)
    late = threading.Timer(60, stop.set)
    late.start()
    assert run([inbox], tmp_path / "kho", OPEN, follow=True, out=out, stop=stop) == 0
    late.cancel()
    assert [n for n in tree(tmp_path / "kho") if n.endswith(".md")] == [
        RECORD, "quoc-hoi/2019/46-2019-qh14-luat.md",
    ]  # fmt: skip
    assert out.getvalue().count("hỏng.pdf\n") == 1
    assert run([law(tmp_path / "a.txt")], tmp_path / "kho", OPEN, follow=True, out=out) == 2


def test_a_summary_for_a_clerk(tmp_path: Path) -> None:
    out = io.StringIO()
    (tmp_path / "rỗng.txt").write_bytes(b"")
    files = [law(tmp_path / "a.txt"), tmp_path / "rỗng.txt"]
    assert run(files, tmp_path / "kho", OPEN, out=out) == 1
    assert run(files, tmp_path / "kho", OPEN, out=out) == 1
    first, second = out.getvalue().split("Đã nhập 0 tệp")
    assert "Đã nhập 1 tệp; không nhập được 1 tệp." in first
    assert "rỗng.txt: Tệp rỗng" in first
    assert "vanban review-import" in first
    assert "1 tệp đã có trong kho; không nhập được 1 tệp." in second


def test_time_is_told_in_words() -> None:
    assert [progress._rate(30), progress._rate(0.05)] == ["30/giây", "3/phút"]
    assert [progress._span(45), progress._span(600)] == ["45 giây", "10 phút"]
