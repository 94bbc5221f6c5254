"""A site on loopback whose pages ask an endpoint, and the endpoint itself, run by uvicorn."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import uvicorn

from vanban.answer.app import App
from vanban.publish.policy import POLICY, content_type

PAGE = (
    "<!doctype html><meta charset=utf-8><form class=vb-o-tim><input type=search></form>"
    "<script src=assets/vanban/tim-kiem.js></script>"
)


class Site(ThreadingHTTPServer):
    """A site on loopback: its files, and whom its pages may ask beside itself."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Sending)
        self.files: dict[str, bytes] = {}
        self.connect = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Sending(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        assert isinstance(self.server, Site)
        path = self.path.partition("?")[0].lstrip("/")
        data = self.server.files.get(path)
        policy = POLICY.replace("connect-src 'self'", f"connect-src 'self' {self.server.connect}")
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Type", content_type(path))
        self.send_header("Content-Length", str(len(data or b"")))
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


@contextmanager
def sending() -> Iterator[Site]:
    """An empty site, sent until the end."""
    with Site() as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()


@contextmanager
def running(app: App) -> Iterator[int]:
    """The application run by uvicorn; its port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
