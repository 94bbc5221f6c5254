""".doc, .rtf through LibreOffice when it is installed: converted to .docx, then read as such.

LibreOffice ends with 0 on files it can't read, fetches what a document names and keeps locks
in its profile: hence an own profile, no network, a time limit, and a look at the result.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from vanban.importer.model import Extract, Refused
from vanban.importer.read_docx import read_docx

_SECONDS = 90
_INSTALL = (
    "Cài LibreOffice (Debian/Ubuntu: sudo apt install libreoffice-writer-nogui; Windows: tải từ "
    "libreoffice.org), hoặc mở tệp bằng Word rồi lưu thành .docx."
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item></oor:items>
"""


def find_soffice() -> str:
    """Path of LibreOffice's program, empty when it isn't installed."""
    return next((p for p in map(shutil.which, ("soffice", "libreoffice")) if p), "")


def read_office(path: Path, suffix: str) -> Extract:
    """The text of a .doc or .rtf; Refused with what to install when LibreOffice is missing."""
    program = find_soffice()
    if not program:
        raise Refused(
            "can-libreoffice", f"Đọc tệp {suffix} cần LibreOffice, máy này chưa có.", _INSTALL
        )
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        source = Path(folder, "in" + suffix)
        shutil.copyfile(path, source)
        _convert(program, source, Path(folder))
        result = Path(folder, "out", "in.docx")
        if not result.is_file() or result.stat().st_size == 0:
            raise Refused(
                "tep-hong", "LibreOffice không chuyển được tệp này.", "Lưu lại thành .docx."
            )
        extract = read_docx(result)
    if not any(b.text or b.rows for b in extract.blocks):
        raise Refused("tep-rong", "LibreOffice chuyển được tệp nhưng không thấy chữ nào.")
    return replace(extract, reader=suffix.lstrip("."))


def _convert(program: str, source: Path, folder: Path) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    nowhere = "http://127.0.0.1:9"  # remote pictures named in the file aren't fetched
    env = os.environ | {"http_proxy": nowhere, "https_proxy": nowhere, "HOME": str(folder)}
    process = subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        _kill(process)
        raise Refused("qua-thoi-gian", "LibreOffice chuyển tệp quá lâu; đã dừng.") from None


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
