""".doc and .rtf: our own readers, and LibreOffice for files older or more broken than they take.

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
from vanban.importer.read_doc import read_doc
from vanban.importer.read_docx import read_docx
from vanban.importer.read_rtf import read_rtf

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
_OWN = {".doc": read_doc, ".rtf": read_rtf}
_LEFT_TO_OFFICE = ("tep-hong", "word-cu")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def find_soffice() -> str:
    """Path of LibreOffice's program, empty when it isn't installed; ``VANBAN_SOFFICE`` names it."""
    named = os.environ.get("VANBAN_SOFFICE")
    if named is not None:
        return shutil.which(named) or ""
    found = next((p for p in map(shutil.which, ("soffice", "libreoffice")) if p), "")
    return found or next((p for p in _PLACES if Path(p).is_file()), "")


def read_office(path: Path, suffix: str) -> Extract:
    """The text of a .doc or .rtf by our own readers; what they can't open goes to LibreOffice.

    Refused with what to install when LibreOffice would be needed and is missing.
    """
    try:
        return _OWN[suffix](path)
    except Refused as error:
        if error.code not in _LEFT_TO_OFFICE:
            raise
        if not find_soffice():
            raise Refused(error.code, str(error), _INSTALL) from error
    return _by_office(path, suffix)


def _by_office(path: Path, suffix: str) -> Extract:
    program = find_soffice()
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
