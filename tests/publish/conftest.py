"""Small made-up sites, a place for their releases, and what a reader sees there."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vanban.publish.folder import Folder
from vanban.publish.run import Options, Report, Talk, publish, rollback

PAGES = 6


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def hashed(name: str, text: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"


def make_site(root: Path, version: int, pages: int = PAGES, muc: str = "noi_bo") -> Path:
    """A site as a build leaves it, every file of it telling its version in words of one length.

    One style has a hash in its name, one a stamp behind it; shards have the stamp their head
    tells. The last page exists in even versions only; ``robots.txt`` never changes.
    """
    shutil.rmtree(root, ignore_errors=True)
    mark = f"ban-{version:04d}"
    style, shard = f"/* {mark} */" + "a{}" * 300, f'V("d/0",["{mark}"]);' + " " * 900
    css, stamp = hashed("vanban.css", style), hashlib.sha256(shard.encode()).hexdigest()[:12]
    write(root / "assets" / "vanban" / css, style)
    write(root / "assets" / "vanban" / "in.css", style + "@media print{}")
    write(root / "tim" / "d" / "0.js", shard)
    write(root / "tim" / "t" / "0.js", shard)
    write(root / "tim" / "u" / "0.js", shard)
    write(root / "tim" / "kho.js", f'V("kho",{{"c":"{stamp}","ban":"{mark}"}});')
    write(root / "assets" / "vanban" / "kho.js", f'tinhDen="{mark}";')
    write(root / "robots.txt", "User-agent: *\n")
    write(root / "ban-dung.json", json.dumps({"commit": mark, "muc": muc}))
    for number in range(pages + (version % 2 == 0)):
        name = "index.html" if not number else f"vb/tinh-mau/2020/{number}/index.html"
        up = "../" * name.count("/")
        body = "<p>Điều khoản thi hành.</p>" * 40
        head = f'<link rel="stylesheet" href="{up}assets/vanban/{css}">'
        head += f'<link rel="stylesheet" href="{up}assets/vanban/in.css?{stamp}">'
        write(
            root / name,
            f"<!doctype html><title>{mark}</title>{head}<h1>{mark}</h1><p>{number}</p>{body}",
        )
    return root


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that anyone may enter, in memory where the system has such a disk."""
    memory = Path("/dev/shm")  # noqa: S108
    base = Path(tempfile.mkdtemp(prefix="vb-", dir=memory if memory.is_dir() else None))
    base.chmod(0o755)
    yield base
    shutil.rmtree(base, ignore_errors=True)


SILENT = Talk(say=lambda _: None, ask=lambda _: False)


class Publisher:
    """Publishes versions of the small site to one folder."""

    def __init__(self, place: Path) -> None:
        self.base = place
        self.root = place / "noi-nhan"
        self.disk = Folder(self.root)

    def site(self, version: int, **more: object) -> Path:
        return make_site(self.base / f"site-{version}", version, **more)  # type: ignore[arg-type]

    def options(self, **more: object) -> Options:
        words = {"yes": True, "cache": self.base / "nen", "quiet": True, "jobs": 1, **more}
        return Options(**words)  # type: ignore[arg-type]

    def publish(self, version: int, **more: object) -> Report:
        site = self.base / f"site-{version}"
        return publish(
            site if site.exists() else self.site(version), self.disk, self.options(**more), SILENT
        )

    def rollback(self, to: str = "", **more: object) -> Report:
        return rollback(self.disk, to, self.options(**more), SILENT)

    def live(self) -> dict[str, str]:
        return read_all(self.root / "hien-tai")


def read_all(folder: Path) -> dict[str, str]:
    """Address → SHA-256 of every file a reader can get, through the link."""
    base = folder.resolve()
    return {
        path.relative_to(base).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(base.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def publisher(place: Path) -> Publisher:
    return Publisher(place)


@pytest.fixture
def silent() -> Talk:
    return SILENT


@pytest.fixture
def make() -> Callable[..., Path]:
    return make_site


@pytest.fixture
def seen() -> Callable[[Path], dict[str, str]]:
    return read_all
