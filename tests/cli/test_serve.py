"""``vanban serve`` in a process of its own: a saved document shows, faults don't stop it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from world import document

SOON = 30.0
"""Seconds in which a saved document must show."""


@dataclass(kw_only=True)
class Running:
    """The process, and what it has said so far."""

    process: subprocess.Popen[str]
    port: int = 0
    said: list[str] = field(default_factory=list)

    def listen(self) -> None:
        for line in self.process.stdout or ():
            self.said.append(line)

    def get(self, path: str, method: str = "GET") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def soon(self, wanted: Callable[[], bool], seconds: float = SOON) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if wanted():
                return True
            time.sleep(0.05)
        return False

    def told(self, words: str, seconds: float = SOON) -> bool:
        return self.soon(lambda: words in "".join(self.said), seconds)


@pytest.fixture
def running(project: Any) -> Iterator[tuple[Any, Running]]:
    project.world.put("tinh-mau/2020/a.md", document())
    words = [str(Path(sys.executable).with_name("vanban")), "serve", *project.places, "--cong=0"]
    process = subprocess.Popen(
        words, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    held = Running(process=process)
    reader = threading.Thread(target=held.listen, daemon=True)
    reader.start()
    try:
        assert held.told("Đang phục vụ tại http://127.0.0.1:", 30), held.said
        found = re.search(r"127\.0\.0\.1:(\d+)/", "".join(held.said))
        assert found
        held.port = int(found[1])
        yield project, held
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        reader.join(5)
        assert process.stdout
        process.stdout.close()
    assert process.returncode == 0
    assert "Traceback" not in "".join(held.said)


def test_a_saved_document_shows_and_a_fault_stops_nothing(running: tuple[Any, Running]) -> None:
    project, server = running
    page = "/vb/tinh-mau/2020/a/"
    status, html = server.get(page)
    assert status == 200
    assert "Việc thử nghiệm" in html
    assert "/__moi" in html
    for unknown in ("/khong-co.html", "/vb/tinh-mau/", "/khong-co/"):
        status, html = server.get(unknown)
        assert status == 404
        assert "Không có trang này" in html
        assert "/assets/vanban/vanban.css" in html
        assert "/__moi" in html  # a page that comes later shows by itself
    assert server.get("/khong-co.html", "HEAD") == (404, "")
    status, html = server.get("/", "POST")
    assert status == 501
    assert "chỉ cho xem" in html
    number = server.get("/__moi?")[1]

    project.world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc mới viết"))
    assert server.soon(lambda: "Việc mới viết" in server.get(page)[1]), server.said
    assert server.get(f"/__moi?{number}")[1] != number

    project.world.put("tinh-mau/2020/b.md", document(so_hieu="02-CT/TU", ngay="2022-02-30"))
    assert server.told("tinh-mau/2020/b.md:6:7: loi [ngay-khong-co]"), server.said
    assert server.get(page)[0] == 200
    project.world.put("tinh-mau/2020/b.md", document(so_hieu="02-CT/TU", trich_yeu="Đã sửa"))
    assert server.soon(lambda: "Đã sửa" in server.get("/vb/tinh-mau/2020/b/")[1]), server.said

    project.world.remove("tinh-mau/2020/b.md")
    assert server.soon(lambda: server.get("/vb/tinh-mau/2020/b/")[0] == 404), server.said

    config = project.root / "mkdocs.yml"
    good = config.read_text("utf-8")
    config.write_text("a: [", "utf-8")
    assert server.told("vanban serve: MkDocs encountered an error"), server.said
    assert server.get(page)[0] == 200
    config.write_text(good.replace("Kho thử", "Kho tên mới"), "utf-8")
    assert server.soon(lambda: "Kho tên mới" in server.get(page)[1]), server.said


def test_a_taken_port_is_told(command: Callable[..., Result], project: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = command("serve", *project.places, f"--cong={port}")
    assert result.exit_code == 2
    assert f"cổng {port} đang được chương trình khác dùng" in result.stderr
    assert f"--cong {port + 1}" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--config=khong-co.yml"], "vanban serve: Không thấy tệp cấu hình"),
        (["--cong=70000"], "70000"),
        (["--dia-chi=256.1.1.1"], "không mở được 256.1.1.1"),
    ],
)
def test_what_cannot_be_served_is_told(
    command: Callable[..., Result], project: Any, words: list[str], said: str
) -> None:
    result = command("serve", *project.places, "--cong=0", *words)
    assert result.exit_code == 2
    assert said in result.stderr
