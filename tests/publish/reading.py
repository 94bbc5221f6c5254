"""A reader who never stops, in a process of its own: whole sites only, or it is told.

``python reading.py PORT SECONDS``: threads read pages, their styles and search shards from the
server; JSON of how much was read and what was wrong. One reader keeps what browsers keep.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import threading
import time

MARK = re.compile(rb"ban-\d{4}")


class Browser:
    """Reads as a browser does: keeps immutable answers for good, asks anew with the tag else."""

    def __init__(self, port: int, *, keeping: bool) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.keeping = keeping
        self.kept: dict[str, tuple[str, bytes]] = {}
        self.count = 0
        self.faults: list[str] = []
        self.marks: set[str] = set()

    def get(self, path: str) -> bytes:
        tag, body = self.kept.get(path, ("", b""))
        if tag == "mãi":
            return body
        self.line.request("GET", path, headers={"If-None-Match": tag} if tag else {})
        answer = self.line.getresponse()
        data = answer.read()
        self.count += 1
        if answer.status == 304:
            return body
        if answer.status != 200:
            self.faults.append(f"{path}: {answer.status}")
            return b""
        if self.keeping:
            fixed = "immutable" in (answer.getheader("Cache-Control") or "")
            self.kept[path] = ("mãi" if fixed else answer.getheader("ETag") or "", data)
        return data

    def mark(self, path: str) -> bytes:
        """The version a file tells; one file must tell one."""
        found = set(MARK.findall(self.get(path)))
        if len(found) != 1:
            self.faults.append(f"{path}: {found}")
        return min(found, default=b"")

    def page(self, path: str) -> None:
        """A page and what it asks for afterwards."""
        data = self.get(path)
        marks = set(MARK.findall(data))
        for address in re.findall(rb'href="(?:\.\./)*([^"]+)"', data):
            marks.add(self.mark("/" + address.decode()))
        self.same(path, marks)

    def search(self) -> None:
        """A search: the head, then shards one after the other."""
        head = self.get("/tim/kho.js")
        stamp = re.search(rb'"c":"(\w+)"', head)
        marks = set(MARK.findall(head))
        for shard in ("d/0", "u/0"):
            marks.add(self.mark(f"/tim/{shard}.js?{stamp[1].decode() if stamp else ''}"))
        self.same("tìm", marks)

    def same(self, what: str, marks: set[bytes]) -> None:
        if len(marks) != 1:
            self.faults.append(f"{what}: {sorted(marks)}")
        self.marks |= {mark.decode() for mark in marks}


def read_on(browser: Browser, end: float) -> None:
    while time.monotonic() < end:
        for number in range(4):
            browser.page(f"/vb/tinh-mau/2020/{number + 1}/" if number else "/")
        browser.search()


def main(port: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    browsers = [Browser(port, keeping=bool(n % 2)) for n in range(4)]
    threads = [threading.Thread(target=read_on, args=(b, end)) for b in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({
        "read": sum(b.count for b in browsers),
        "faults": [fault for b in browsers for fault in b.faults][:20],
        "versions": sorted(set().union(*(b.marks for b in browsers))),
    }))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
