"""The line is really cut: the ssh server is killed while a large file travels."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from publish.remote import login, sshd

from vanban.progress import Progress
from vanban.publish.targets import open_target
from vanban.publish.verify import verify_folder

SIZE = 48 << 20


@pytest.mark.parametrize("kind", ["ssh", "sftp"])
def test_the_line_is_cut_while_a_file_travels(publisher: Any, tmp_path: Path, kind: str) -> None:
    port = 0
    with sshd(tmp_path / "may", sftp_only=kind == "sftp") as server:
        port = server.port
        publisher.disk = open_target(login(server, kind, publisher.root))
        publisher.publish(1)
        before = publisher.live()
        site = publisher.site(2)
        (site / "lon.bin").write_bytes(os.urandom(SIZE))
        cut = threading.Thread(target=cut_when_it_flows, args=(publisher.root, server.process.pid))
        cut.start()
        with pytest.raises(OSError):
            publisher.publish(2)
        cut.join()
        assert publisher.live() == before
    with sshd(tmp_path / "may", sftp_only=kind == "sftp", port=port) as server:
        publisher.disk = open_target(login(server, kind, publisher.root))
        assert publisher.publish(2).done
    assert publisher.live() != before
    assert verify_folder(publisher.root, None, Progress(quiet=True))[0].clean
    assert not list(publisher.root.rglob(".tam*"))


def family(process: int) -> list[int]:
    """A process and all that came from it."""
    told = Path(f"/proc/{process}/task/{process}/children")
    children = told.read_text().split() if told.exists() else []
    return [process, *(pid for child in children for pid in family(int(child)))]


def cut_when_it_flows(root: Path, server: int) -> None:
    """Kill the server and what it started, once a megabyte of the large file has come."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if any(1 << 20 < size < SIZE for size in sizes(root)):
            for process in family(server):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            return
        time.sleep(0.001)


def sizes(root: Path) -> list[int]:
    """Sizes of files under way, wherever they lie for the time being."""
    found = []
    for place, _, names in os.walk(root):
        for name in names:
            if name.startswith("."):
                with contextlib.suppress(OSError):
                    found.append((Path(place) / name).stat().st_size)
    return found
