"""``vanban build``: through MkDocs when anything but documents changed, else straight on.

Both ways write the same bytes; the short one skips importing MkDocs and rendering its pages.
"""

from __future__ import annotations

import atexit
import gc
import os
from hashlib import blake2b
from pathlib import Path

from vanban.parallel import uncollected
from vanban.site.build import BuildConfig, BuildReport, build_pages
from vanban.site.shell import shell_data, shell_from_data
from vanban.state import read_marshal, write_marshal
from vanban.version import engine_key, library_version

PACKAGE = Path(__file__).parent.parent
THEMES = (PACKAGE / "site" / "theme", PACKAGE / "search" / "theme", PACKAGE / "search" / "client")
SHAPERS = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "pymdown-extensions")


class CantBuild(Exception):
    """There is nothing to build with, or the place named for the site isn't one."""


def build_site(
    config: Path, *, directives: Path | None = None, site: Path | None = None,
    muc: str = "noi_bo", search: bool = True, jobs: int = 0, quiet: bool = False,
) -> BuildReport:  # fmt: skip
    """Build ``site`` from ``directives`` and the hand-written pages of ``config``.

    Raises CantBuild with a Vietnamese message when the configuration is missing or ``site``
    holds something else: MkDocs empties it.
    """
    if not config.is_file():
        raise CantBuild(f"Không thấy tệp cấu hình {config}.")
    atexit.register(gc.freeze)  # what goes with the process isn't searched for cycles
    root = config.resolve().parent
    build = BuildConfig(
        directives=(directives or root / "directives").resolve(),
        site_dir=(site or root / "site").resolve(), root=root, muc=muc, search=search,
        jobs=jobs, quiet=quiet,
    )  # fmt: skip
    if not build.directives.is_dir():
        raise CantBuild(f"Không thấy thư mục văn bản {build.directives}.")
    _refuse_other_folders(build)
    side = _side(config, build)
    held = read_marshal(build.folder / "shell")
    if held and held["side"] == side and (build.site_dir / "index.html").exists():
        with uncollected():  # all tables of a large archive are read, and live to the end
            return build_pages(build, shell_from_data(held["shell"]))
    return through_mkdocs(config, build, side)


def _refuse_other_folders(build: BuildConfig) -> None:
    site, directives = build.site_dir, build.directives
    if site.is_relative_to(directives) or directives.is_relative_to(site):
        raise CantBuild(f"Thư mục trang {site} trùng với thư mục văn bản; chọn thư mục khác.")
    if not site.is_dir() or (site / "assets" / "vanban").is_dir():
        return
    if any(not path.name.startswith(".vanban-") for path in site.iterdir()):
        raise CantBuild(
            f"Thư mục {site} đang chứa tệp khác, không phải trang đã dựng; dựng vào đó sẽ xóa"
            " chúng. Chọn thư mục mới hoặc trống."
        )


def _side(config: Path, build: BuildConfig) -> str:
    """Hash over everything but documents that shapes the site, by size and time."""
    digest = blake2b(digest_size=16)
    docs = config.resolve().parent / "docs"
    themes = [path for theme in THEMES for path in sorted(theme.rglob("*"))]
    for path in [config, *sorted(docs.rglob("*")), *themes]:
        if path.is_file():
            stat = path.stat()
            digest.update(f"{path}|{stat.st_mtime_ns}|{stat.st_size}\n".encode())
    names = [f"{name} {library_version(name)}" for name in SHAPERS]
    digest.update(
        f"{names}|{build.site_dir}|{build.directives}|{build.muc}|{build.search}".encode()
    )
    digest.update(engine_key().encode())
    digest.update(os.environ.get("SOURCE_DATE_EPOCH", "").encode())
    return digest.hexdigest()


def through_mkdocs(config: Path, build: BuildConfig, side: str) -> BuildReport:
    """A full ``mkdocs build``; its shell is kept for the short way."""
    from vanban.site.plugin import run_mkdocs

    report, shell = run_mkdocs(config, build)
    build.folder.mkdir(parents=True, exist_ok=True)
    write_marshal(build.folder / "shell", {"side": side, "shell": shell_data(shell)})
    return report
