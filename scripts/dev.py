#!/usr/bin/env python3
"""Tasks of the project, with the standard library alone: ``python3 scripts/dev.py TASK``.

setup     make the environment (.venv) from the hash-locked file
serve     build the archive and show it in the browser
build     build the site into site/
check     check directives/
test      install what tests need, then style, types and tests
fix       let ruff mend style and layout
corpora   import the shared corpora into a scratch archive and build it
accuracy  score finding of citations and relations on the gold sets: gained, lost, figures
search    score search on the judged queries in Chromium: gained, lost, figures
bench     side-by-side benchmark of builds
cost      what search costs in Chromium, beside Pagefind
lock      resolve the lock files anew
sbom      write the list of what is installed, with licences (docs/sbom.cdx.json)
audit     ask the public advisory database about every locked version
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
SERVERS = (
    ("nginx", "libnginx-mod-http-brotli-static"), ("caddy", "caddy"), ("rsync", "rsync"),
    ("sshd", "openssh-server"), ("ssh", "openssh-client"), ("minisign", "minisign"),
    ("nginx", "nginx"), ("pg_ctlcluster", "postgresql"),
)  # fmt: skip
"""Program and the Debian package it comes from."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class CantRun(Exception):
    """A reason, and what to do about it, for the person at the terminal."""


def main(words: Sequence[str]) -> int:
    """Run one task; 2 with a message, never a traceback, when it can't start."""
    name, rest = (words[0], list(words[1:])) if words else ("help", [])
    try:
        if sys.version_info < OLDEST:
            raise CantRun(
                f"Cần Python {OLDEST[0]}.{OLDEST[1]} trở lên, đang là {sys.version.split()[0]}."
                " Cài bản mới (python.org, hoặc apt install python3) rồi chạy lại."
            )
        task = TASKS.get(name)
        if task is None:
            print(__doc__)
            return 0 if name in ("help", "-h", "--help") else 2
        return task(rest)
    except CantRun as reason:
        print(f"dev.py {name}: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def setup(_: list[str]) -> int:
    environment("requirements.lock")
    print(f"Môi trường sẵn sàng: {VENV}")
    return 0


def serve(rest: list[str]) -> int:
    """``serve [--cong N] [--dia-chi A]``: the port is tried before anything is installed or built."""
    try_port(option(rest, "--dia-chi", "127.0.0.1"), option(rest, "--cong", "8000"))
    environment("requirements.lock")
    return call([BIN / "vanban", "serve", *rest])


def option(words: list[str], name: str, default: str) -> str:
    """The value of ``--name value`` or ``--name=value``."""
    for n, word in enumerate(words):
        if word == name and n + 1 < len(words):
            return words[n + 1]
        if word.startswith(name + "="):
            return word[len(name) + 1 :]
    return default


def try_port(address: str, port: str) -> None:
    """Raise CantRun when nothing could listen there."""
    if not (port.isdecimal() and int(port) < 65536):
        raise CantRun(
            f"«{port}» không phải số cổng. Ví dụ: python3 scripts/dev.py serve --cong 8080"
        )
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        if os.name != "nt":  # there it would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, int(port)))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise CantRun(f"Không nghe được ở địa chỉ {address}: {error}.") from None
            why = (
                "đang được chương trình khác dùng"
                if error.errno == errno.EADDRINUSE
                else "không được phép dùng"
            )
            other = 8080 if int(port) < 1024 else int(port) % 65535 + 1
            raise CantRun(
                f"Cổng {port} {why}. Chọn cổng khác: python3 scripts/dev.py serve --cong {other}"
            ) from None


def build(rest: list[str]) -> int:
    environment("requirements.lock")
    return call([BIN / "vanban", "build", *rest])


def check(rest: list[str]) -> int:
    environment("requirements.lock")
    return call([BIN / "vanban", "check", *rest])


def test(rest: list[str]) -> int:
    """Everything that must hold; words after ``test`` go to pytest."""
    environment("tests/requirements.lock")
    browser = find_browser()
    find_servers()
    shown = {**os.environ, "VANBAN_CHROMIUM": browser, "NO_MKDOCS_2_WARNING": "1"}
    steps: list[list[str | Path]] = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        # a file of tests stays in one process: its fixtures build whole sites
        [PYTHON, "-m", "pytest", *(rest or ("-n", "auto", "--dist", "loadfile"))],
    ]
    for step in steps[3:] if rest else steps:
        print("$", " ".join(Path(w).name if isinstance(w, Path) else w for w in step), flush=True)
        code = call(step, shown)
        if code:
            return code
    return 0


def fix(_: list[str]) -> int:
    environment("tests/requirements.lock")
    call([PYTHON, "-m", "ruff", "check", "--fix", "."])
    return call([PYTHON, "-m", "ruff", "format", "."])


def corpora(rest: list[str]) -> int:
    """``corpora [OUT] [--limit N]``: real documents in, a whole site out, outside the project."""
    environment("requirements.lock")
    shared = Path(os.environ.get("VANBAN_SHARED") or ROOT.parent / "shared")
    if not (shared / "corpora").is_dir():
        raise CantRun(f"Không thấy {shared / 'corpora'}. Đặt VANBAN_SHARED là thư mục chứa nó.")
    own = rest and not rest[0].startswith("--")
    out = Path(rest[0]) if own else Path(tempfile.mkdtemp(prefix="vanban-corpora-"))
    extra = rest[1:] if own else rest
    out.mkdir(parents=True, exist_ok=True)
    code = call([PYTHON, "-m", "vanban.importer.corpora", shared, out / "directives", *extra])
    if code not in (0, 1):
        return code
    site: list[str | Path] = ["--directives", out / "directives", "--site", out / "site"]
    code = call([BIN / "vanban", "build", *site])
    print(f"Kho thử: {out}")
    return 0 if code in (0, 1) else code


def accuracy(rest: list[str]) -> int:
    """``accuracy [--aside] [--write] [--wrong]``: see tests/gold/README.md."""
    environment("requirements.lock")
    return call([PYTHON, ROOT / "tests" / "gold" / "accuracy.py", *rest])


def search(rest: list[str]) -> int:
    """``search [--wrong] [--rivals] [--write]``: see tests/gold/search/README.md."""
    environment("tests/requirements.lock")
    shown = {**os.environ, "VANBAN_CHROMIUM": find_browser()}
    return call([PYTHON, ROOT / "tests" / "gold" / "search" / "judge.py", *rest], shown)


def bench(rest: list[str]) -> int:
    environment("requirements.lock")
    return call([PYTHON, ROOT / "tests" / "bench" / "run.py", *rest])


def cost(rest: list[str]) -> int:
    environment("tests/requirements.lock")
    shown = {**os.environ, "VANBAN_CHROMIUM": find_browser()}
    return call([PYTHON, ROOT / "tests" / "bench" / "bench_search.py", *rest], shown)


def lock(_: list[str]) -> int:
    """Resolve both lock files for every platform, with hashes."""
    environment("tests/requirements.lock")
    call([PYTHON, "-m", "pip", "install", "--quiet", "uv"])
    base: list[str | Path] = [
        PYTHON, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--upgrade",
        "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate",
        "pyproject.toml", "tests/build-requirements.in",
    ]  # fmt: skip
    code = call([*base, "-o", "requirements.lock"])
    more: list[str | Path] = [
        "tests/requirements.in",
        "-c",
        "requirements.lock",
        "-o",
        "tests/requirements.lock",
    ]
    return code or call([*base, *more])


TOOLS = {"sbom": "cyclonedx-bom==7.5.0", "audit": "pip-audit==2.10.1"}
"""For those who release, not for those who test: installed when asked for, in a folder of their own."""


def sbom(_: list[str]) -> int:
    """CycloneDX of a fresh environment made from the lock file: the same bytes each time."""
    with tempfile.TemporaryDirectory(prefix="vanban-sbom-") as name:
        tool = own_tool(Path(name), "sbom")
        locked: list[str | Path] = [
            tool,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--target",
        ]
        if call([*locked, Path(name) / "lib", "-r", ROOT / "requirements.lock"]):
            raise CantRun("Không cài được các gói trong requirements.lock.")
        fresh = Path(name) / "fresh"
        call([sys.executable, "-m", "venv", "--without-pip", fresh])
        place = next((fresh / "lib").glob("python*/site-packages"), fresh / "Lib/site-packages")
        shutil.copytree(Path(name) / "lib", place, dirs_exist_ok=True)
        out = ROOT / "docs" / "sbom.cdx.json"
        words: list[str | Path] = [
            "environment",
            fresh,
            "--output-reproducible",
            "--of",
            "JSON",
            "-o",
            out,
        ]
        return call([tool, "-m", "cyclonedx_py", *words, "--pyproject", ROOT / "pyproject.toml"])


def audit(rest: list[str]) -> int:
    """Known faults of the locked versions; needs the internet, so it is no part of the tests."""
    with tempfile.TemporaryDirectory(prefix="vanban-audit-") as name:
        tool = own_tool(Path(name), "audit")
        words: list[str | Path] = [tool, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
        return call([*words, "-r", ROOT / "requirements.lock", *rest])


def own_tool(folder: Path, name: str) -> Path:
    """The Python of a new environment that has one tool."""
    place = folder / "tool"
    call([sys.executable, "-m", "venv", place])
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if call([python, "-m", "pip", "install", "--quiet", TOOLS[name]]):
        raise CantRun(f"Không cài được {TOOLS[name]}. Kiểm tra mạng rồi chạy lại.")
    return python


def environment(lock_file: str) -> None:
    """Make or bring up to date .venv; nothing happens when the lock is the installed one."""
    if not PYTHON.exists():
        make_venv()
    stamp = VENV / ("vanban-" + Path(lock_file).parent.name + ".stamp")
    wanted = hashlib.sha256()
    for path in (lock_file, "pyproject.toml"):
        wanted.update((ROOT / path).read_bytes())
    if stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return
    print(f"Cài môi trường theo {lock_file} …", flush=True)
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    if call([*pip, "--require-hashes", "-r", ROOT / lock_file]):
        raise CantRun("Không cài được các gói. Kiểm tra mạng hoặc proxy rồi chạy lại.")
    if call([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT]):
        raise CantRun("Không cài được gói vanban; xem lỗi của pip ở trên.")
    stamp.write_text(wanted.hexdigest())


def make_venv() -> None:
    """A virtual environment; on Debian and Ubuntu the module is a package of its own."""
    command = [sys.executable, "-m", "venv", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if is_root() and shutil.which("apt-get") and install(package):
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode == 0:
            return
    raise CantRun(f"Python thiếu mô-đun venv. Cài nó: sudo apt install {package}")


def find_browser() -> str:
    """A Chromium for the browser tests: on the PATH, by apt as root, or Playwright's own."""
    named = os.environ.get("VANBAN_CHROMIUM", "")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    if is_root() and shutil.which("apt-get") and install("chromium"):
        found = shutil.which("chromium")
        if found:
            return found
    print("Tải Chromium của Playwright …", flush=True)
    if call([PYTHON, "-m", "playwright", "install", "chromium"]) == 0:
        return ""
    raise CantRun(
        "Không có Chromium cho kiểm thử giao diện. Cài: sudo apt install chromium,"
        " hoặc đặt VANBAN_CHROMIUM là đường dẫn của trình duyệt."
    )


def find_servers() -> None:
    """The servers that publishing is tested on; tests that miss one say so themselves."""
    missing = [
        package
        for name, package in SERVERS
        if not (shutil.which(name) or Path("/usr/sbin", name).exists())
    ]
    if not missing or (is_root() and shutil.which("apt-get") and install(*missing)):
        return
    print("Thiếu chương trình cho kiểm thử xuất bản: sudo apt install", *missing, flush=True)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install(*packages: str) -> bool:
    """Install Debian packages; False when apt says no."""
    print(f"apt-get install {' '.join(packages)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call(["apt-get", "update", "-qq"], quiet)
    return call(["apt-get", "install", "-y", "-qq", *packages], quiet) == 0


def call(words: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder; its exit code."""
    return subprocess.run([str(w) for w in words], cwd=ROOT, env=env, check=False).returncode


TASKS = {
    "setup": setup, "serve": serve, "build": build, "check": check, "test": test, "fix": fix,
    "corpora": corpora, "accuracy": accuracy, "search": search, "bench": bench,
    "cost": cost, "lock": lock, "sbom": sbom, "audit": audit,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
