"""Reading a published site back from its server, as a reader's browser would."""

from __future__ import annotations

import hashlib
import http.client
import ssl
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

from vanban.progress import Progress
from vanban.publish.manifest import BESIDE, NAME, compare, parse_manifest
from vanban.publish.policy import is_twin
from vanban.publish.values import CantPublish, Differences
from vanban.publish.verify import signed_by

AT_ONCE = 8
PATIENCE = 30
CODINGS = {".gz": "gzip", ".br": "br"}


class Reader:
    """Asks one server, each thread over a connection of its own."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port
        self.secure = parts.scheme == "https"
        self.base = parts.path.removesuffix("index.html").rstrip("/")
        self.own = threading.local()
        self.lines: list[http.client.HTTPConnection] = []
        if not self.host:
            raise CantPublish(f"«{address}» không phải địa chỉ web.")

    def get(self, path: str, coding: str = "identity") -> tuple[int, str, bytes]:
        """Status, ``Content-Encoding`` and body as sent; a connection that died is made anew."""
        for attempt in (1, 2):
            try:
                return self._get(path, coding)
            except (http.client.HTTPException, ConnectionError) as error:
                self.own.__dict__.clear()
                if attempt == 2:
                    raise OSError(f"Máy chủ {self.host} ngắt kết nối: {error!r}.") from error
        raise AssertionError  # the second attempt returned or raised

    def _get(self, path: str, coding: str) -> tuple[int, str, bytes]:
        line = getattr(self.own, "line", None)
        if line is None:
            line = self.own.line = self._connect()
            self.lines.append(line)
        line.request("GET", f"{self.base}/{quote(path)}", headers={
            "Accept-Encoding": coding, "Cache-Control": "no-cache", "User-Agent": "vanban verify",
        })  # fmt: skip
        answer = line.getresponse()
        return answer.status, answer.getheader("Content-Encoding", "identity"), answer.read()

    def close(self) -> None:
        for line in self.lines:
            line.close()

    def _connect(self) -> http.client.HTTPConnection:
        if self.secure:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(
                self.host, self.port, timeout=PATIENCE, context=context
            )
        return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)


def verify_url(address: str, trusted: Path | None, progress: Progress) -> tuple[Differences, str]:
    """Ask the server for every file of its manifest and hash what comes.

    Compressed twins are asked for as a browser gets them, in place of their files; a server
    that sends another form than asked isn't at fault for that. Extra files can't be seen.
    """
    with closing(Reader(address)) as reader:
        return _verified(reader, trusted, progress)


def _verified(reader: Reader, trusted: Path | None, progress: Progress) -> tuple[Differences, str]:
    beside = {}
    for name in BESIDE:
        status, _, data = reader.get(name)
        if status == http.client.OK:
            beside[name] = data
    signer = signed_by(beside, trusted)
    wanted = parse_manifest(beside[NAME])
    progress.start("Kiểm tra", len(wanted))
    found = _hashes(reader, sorted(wanted), progress)
    progress.stop()
    unsent = {path: wanted[path] for path, sha in found.items() if sha == UNSENT}
    got = {path: sha for path, sha in found.items() if sha} | unsent
    return compare(wanted, got, extra_seen=False), signer


UNSENT = "dạng khác"
"""The server sent the file in another form than this twin's: it can't be told from outside."""


def _hashes(reader: Reader, paths: Sequence[str], progress: Progress) -> dict[str, str]:
    """Address → SHA-256 of what came; '' when nothing did."""

    def one(path: str) -> str:
        ending = path[-3:] if is_twin(path) and path[:-3] in known else ""
        coding = CODINGS.get(ending, "identity")
        status, sent, data = reader.get(path.removesuffix(ending), coding)
        if status != http.client.OK:
            return ""
        if sent != coding:
            return UNSENT if ending else "nén dù không được hỏi"
        return hashlib.sha256(data).hexdigest()

    known = set(paths)
    found = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, sha in zip(paths, pool.map(one, paths), strict=True):
            found[path] = sha
            progress.tick(1)
    return found
