"""Zip archives of originals: their members as files of a folder of ours, within limits.

No name of a member is ever a path here: members are numbered, and only their last part, cleaned,
is kept for people to recognise them by. Sizes are counted as bytes come, not believed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vanban.importer.guards import (
    BROKEN_ZIP,
    MAX_FILE,
    MAX_RATIO,
    MAX_UNPACKED,
    SUFFIXES,
    is_archive,
    open_zip,
)
from vanban.importer.model import Refused, named
from vanban.text import nfc

_DEPTH = 2
_TRY_AGAIN = "Kiểm tra tệp còn ở đó, quyền đọc và chỗ trống trên đĩa rồi nhập lại."


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read and what people call it; ``refusal`` when it can't even be unpacked."""

    path: Path
    shown: str
    refusal: Refused | None = None


@dataclass(slots=True)
class _Budget:
    left: int = MAX_UNPACKED


def sources(path: Path, folder: Path, shown: str = "") -> Iterator[Source]:
    """``path`` itself, or the members of an archive, unpacked below ``folder``."""
    yield from _sources(path, folder, shown or named(path), _DEPTH, _Budget())


def _sources(path: Path, folder: Path, shown: str, depth: int, budget: _Budget) -> Iterator[Source]:
    try:
        if not is_archive(path):
            yield Source(path=path, shown=shown)
            return
        if not depth:
            raise Refused(
                "tep-nen-nguy-hiem", "Tệp nén lồng nhau quá nhiều lớp.", "Giải nén trước."
            )
        with open_zip(path) as archive:
            found = [m for m in archive.infolist() if _wanted(m)]
            if not found:
                raise Refused("tep-rong", "Tệp nén không có văn bản nào nhập được.")
            for number, member in enumerate(found, start=1):
                name = _name(member)
                target = folder / f"{path.stem[:20]}-{number:04d}" / _safe(name)
                _unpacked(archive, member, target, budget)
                yield from _sources(target, target.parent, f"{shown}/{name}", depth - 1, budget)
    except Refused as error:
        yield Source(path=path, shown=shown, refusal=error)
    except OSError as error:
        yield Source(path=path, shown=shown, refusal=_cannot(error))


def _cannot(error: OSError) -> Refused:
    """The machine's own trouble (no file, no right, no room), not the archive's."""
    why = error.strerror or str(error)
    return Refused("khong-mo-duoc", f"Không mở hoặc không bung được tệp: {why}.", _TRY_AGAIN)


def _wanted(member: zipfile.ZipInfo) -> bool:
    last = member.filename.replace("\\", "/").rsplit("/", 1)[-1]
    hidden = last.startswith((".", "~$")) or "__MACOSX" in member.filename
    return not member.is_dir() and not hidden and Path(last).suffix.lower() in SUFFIXES


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; Windows writes UTF-8 without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = member.filename
    return nfc(re.sub(r"[\x00-\x1f]", "", name.replace("\\", "/")))


def _safe(name: str) -> str:
    last = re.sub(r"[^\w. ()&-]", "_", name.rsplit("/", 1)[-1]).lstrip(".")
    return last[-120:] or "van-ban"


def _unpacked(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, budget: _Budget
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    most = min(MAX_FILE, budget.left, max(2**20, MAX_RATIO * max(1, member.compress_size)))
    with target.open("wb") as out:
        for chunk in _chunks(archive, member):
            written += len(chunk)
            if written > most:
                raise Refused("tep-nen-nguy-hiem", "Tệp nén bung ra quá lớn; từ chối.")
            out.write(chunk)
    budget.left -= written


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes; only what goes wrong in reading is damage of the archive."""
    try:
        with archive.open(member) as source:
            while chunk := source.read(2**18):
                yield chunk
    except BROKEN_ZIP as error:
        raise Refused("tep-hong", "Tệp nén bị hỏng, không mở được.") from error
