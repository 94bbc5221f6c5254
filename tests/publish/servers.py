"""Real servers for tests: the shipped configurations, started on loopback."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

SHIPPED = Path(__file__).resolve().parents[2] / "scripts" / "vanban" / "publish" / "servers"
PACKAGES = {
    "nginx": "nginx libnginx-mod-http-brotli-static", "caddy": "caddy", "rsync": "rsync",
    "sshd": "openssh-server", "ssh": "openssh-client", "ssh-keygen": "openssh-client",
    "minisign": "minisign", "wrk": "wrk",
}  # fmt: skip


def program(name: str) -> str:
    """Where a program is; without it the test fails and says what to install."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    found = shutil.which(name, path=path)
    if not found:
        pytest.fail(f"Thiếu {name}: sudo apt install {PACKAGES[name]}")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; ``get`` asks it over a connection of its own."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(status=answer.status, headers=told, body=answer.read())
        finally:
            line.close()


@contextmanager
def running(words: list[str], port: int, **more: str) -> Iterator[Server]:
    """Start a program and wait until it listens; ended with all its children."""
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        env={**os.environ, **more},
    )  # fmt: skip
    with process:
        try:
            wait_for(port, process)
            yield Server(port=port, process=process)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    process.kill()
    said = process.stdout.read().decode("utf-8", "replace") if process.stdout else ""
    pytest.fail(f"{process.args} không chạy: {said}")


def placed(text: str, root: Path) -> str:
    return text.replace("/srv/vanban", str(root))


def nginx_config(root: Path, work: Path, port: int) -> Path:
    """The shipped server inside the least of a main file."""
    site = work / "vanban.conf"
    text = placed((SHIPPED / "nginx" / "vanban.conf").read_text("utf-8"), root)
    site.write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};"), "utf-8")
    main = work / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    temps = "\n".join(
        f"{name}_temp_path {work}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main.write_text(
        f"""{user}
load_module {brotli_module()};
daemon off; pid {work}/nginx.pid; error_log {work}/error.log warn; worker_processes 2;
events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; {temps}
include {site}; }}
""",
        "utf-8",
    )
    return main


def brotli_module() -> str:
    name = "ngx_http_brotli_static_module.so"
    for folder in (
        "/usr/lib/nginx/modules",
        "/usr/lib64/nginx/modules",
        "/usr/share/nginx/modules",
    ):
        if (Path(folder) / name).exists():
            return f"{folder}/{name}"
    pytest.fail(f"Thiếu mô-đun brotli của nginx: sudo apt install {PACKAGES['nginx']}")


@contextmanager
def nginx(root: Path, work: Path) -> Iterator[Server]:
    work.mkdir(parents=True, exist_ok=True)
    port = free_port()
    config = nginx_config(root, work, port)
    words = [program("nginx"), "-p", str(work), "-c", str(config), "-e", f"{work}/error.log"]
    with running(words, port) as server:
        yield server


@contextmanager
def caddy(root: Path, work: Path) -> Iterator[Server]:
    work.mkdir(parents=True, exist_ok=True)
    port = free_port()
    config = work / "Caddyfile"
    text = placed((SHIPPED / "caddy" / "Caddyfile").read_text("utf-8"), root)
    config.write_text(text.replace("\n:80 {", f"\nhttp://127.0.0.1:{port} {{"), "utf-8")
    words = [program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]
    with running(words, port, XDG_DATA_HOME=str(work), XDG_CONFIG_HOME=str(work)) as server:
        yield server
