"""How fast a published site is served, beside one bare file on the same nginx, with wrk.

``PYTHONPATH=tests:scripts python tests/bench/bench_serve.py [SITE] [SECONDS]``: publishes SITE (default ``site``) to a
scratch folder, starts the shipped nginx configuration on loopback and prints a table: requests a
second, megabytes a second, mean latency. The bare file is served by the least configuration
nginx knows, without headers, twins or stamps.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.conftest import SILENT
from publish.servers import free_port, nginx, program, running

from vanban.publish.folder import Folder
from vanban.publish.run import Options, publish
from vanban.publish.stamps import INDEX, find_stamps
from vanban.publish.tree import read_tree

BARE = """daemon off; pid {work}/nginx.pid; error_log {work}/error.log warn; worker_processes 2;
{user}
events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; {temps}
server {{ listen 127.0.0.1:{port}; root {root}; }} }}
"""


def main(site: Path, seconds: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        base.chmod(0o755)
        publish(site, Folder(base / "vb"), Options(yes=True, cache=base / "nen"), SILENT)
        page = next(
            p for p in sorted((site / "vb").rglob("index.html")) if p.stat().st_size > 20_000
        )
        path = page.relative_to(site).as_posix()
        (base / "tep").mkdir()
        (base / "tep" / "mot.html").write_bytes(page.read_bytes())
        stamps = find_stamps(read_tree(site, None))
        shard = next(p for p in sorted((site / "tim" / "u").rglob("*.js")))
        stamped = f"{shard.relative_to(site).as_posix()}?{stamps.get(INDEX, '')}"
        print(f"{path}: {page.stat().st_size} byte; wrk -t2 -c32 -d{seconds}s")
        print("| what | requests/s | MB/s | latency |\n|---|---|---|---|")
        with bare(base) as port:
            row("one bare file", f"http://127.0.0.1:{port}/mot.html", seconds)
        with nginx(base / "vb", base / "may") as server:
            row("the page, identity", server.base + path, seconds)
            row("the page, br", server.base + path, seconds, "Accept-Encoding: br")
            tag = server.get("/" + path).headers["etag"]
            row("the page, 304", server.base + path, seconds, f"If-None-Match: {tag}")
            row("a shard with its stamp", server.base + stamped, seconds)


@contextmanager
def bare(base: Path) -> Iterator[int]:
    """Port of an nginx that serves one folder and knows nothing else."""
    work, port = base / "tran", free_port()
    work.mkdir()
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temps = " ".join(f"{name}_temp_path {work}/{name};" for name in names)
    user = "user root;" if os.geteuid() == 0 else ""
    config = work / "nginx.conf"
    config.write_text(BARE.format(work=work, port=port, root=base / "tep", temps=temps, user=user))
    words = [program("nginx"), "-p", str(work), "-c", str(config), "-e", f"{work}/error.log"]
    with running(words, port):
        yield port


def row(name: str, address: str, seconds: int, *headers: str) -> None:
    words = [program("wrk"), "-t2", "-c32", f"-d{seconds}s"]
    for header in headers:
        words += ["-H", header]
    told = subprocess.run([*words, address], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in told, told
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    volume = re.search(r"Transfer/sec:\s+(\S+)", told)
    latency = re.search(r"Latency\s+(\S+)", told)
    assert rate and volume and latency, told
    print(f"| {name} | {float(rate[1]):,.0f} | {volume[1]} | {latency[1]} |", flush=True)


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "site"),
        int(sys.argv[2]) if len(sys.argv) > 2 else 5,
    )
