"""``vanban serve``: build, serve on loopback, rebuild and reload the page when a file is saved."""

from __future__ import annotations

import errno
import functools
import http.server
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from vanban.site.build import CACHE, BuildReport
from vanban.site.door import build_site

QUIET_TIME = 0.1
"""Seconds without a further event before a rebuild: editors write a file in several steps."""

WAIT = 20
"""Seconds a browser's question for news is held open."""

RELOAD = b"""<script>(function ask(v){fetch("/__moi?"+v).then(function(r){return r.text()}).then(
function(n){if(v&&n!==v)location.reload();else ask(n)},function(){setTimeout(ask,1000,v)})})("")</script>"""


SAID = {
    400: "Yêu cầu không đọc được.",
    404: "Không có trang này.",
    414: "Địa chỉ quá dài.",
    501: "Trang xem thử chỉ cho xem, không nhận dữ liệu.",
}
NOT_SAID = "Không trả lời được yêu cầu này."


HTML = "text/html; charset=utf-8"


class News:
    """The number of the last build, and a way to wait for the next."""

    def __init__(self) -> None:
        self._number = 1
        self._changed = threading.Condition()

    def tell(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait(self, known: str) -> str:
        """The build number, at once when it isn't ``known``, else when it changes."""
        with self._changed:
            if known == str(self._number):
                self._changed.wait(WAIT)
            return str(self._number)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site; pages get a script that asks for news."""

    def __init__(self, *args: object, news: News, **kwargs: object) -> None:
        self.news = news
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/__moi":
            self._send(self.news.wait(query).encode(), "text/plain")
            return
        target = Path(self.translate_path(path))
        if target.is_dir() and path.endswith("/"):
            target /= "index.html"
        if target.suffix == ".html" and target.is_file():
            self._send(_reloading(target.read_bytes()), HTML)
            return
        super().do_GET()

    def list_directory(self, *_: object) -> None:
        """A folder without a page is an unknown address, as on a published site."""
        self.send_error(404)

    def send_error(self, code: int, *_: object, **__: object) -> None:
        """The site's own page for an unknown address, a line for what else can't be answered."""
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            data = page.read_bytes()
        else:
            told = SAID.get(code, NOT_SAID)
            data = f"<!doctype html><html lang=vi><title>{told}</title><body>{told}</body>".encode()
        self.close_connection = True
        self._send(_reloading(data), HTML, code)

    def _send(self, data: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """A line a request would bury the reports of rebuilds."""


def _reloading(page: bytes) -> bytes:
    return page.replace(b"</body>", RELOAD + b"</body>")


class Server(http.server.ThreadingHTTPServer):
    """A thread a request; a browser that goes away in the middle isn't news."""

    daemon_threads = True
    # On Windows the option lets two programs listen on one port.
    allow_reuse_address = os.name != "nt"

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Watcher(FileSystemEventHandler):
    """Remembers that something was saved; of the configuration's folder, only ``config``."""

    def __init__(self, config: Path) -> None:
        self.config = config.resolve()
        self.saved = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write"):
            return
        paths = [Path(os.fsdecode(p)) for p in (event.src_path, event.dest_path) if p]
        if any(p == self.config or p.parent != self.config.parent for p in paths):
            self.saved.set()


def serve_site(config: Path, *, directives: Path, muc: str, address: str, port: int) -> int:
    """Serve until Ctrl-C; 2 when the port is taken. Raises CantBuild when nothing can be built."""
    site = config.resolve().parent / CACHE / "xem-thu"
    rebuild = functools.partial(build_site, config, directives=directives, site=site, muc=muc)
    news = News()
    handler = functools.partial(Handler, directory=str(site), news=news)
    try:
        server = Server((address, port), handler)
    except OSError as error:
        return _taken(error, address, port)
    try:
        started = time.perf_counter()
        _tell(rebuild(), time.perf_counter() - started)
    except BaseException:
        server.server_close()
        raise
    print(f"Đang phục vụ tại http://{address}:{server.server_port}/  (Ctrl-C để dừng)", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with _until_interrupted() as stop:
            _watch(config, directives, rebuild, news, stop)
        print("\nĐã dừng.")
    finally:
        server.shutdown()
        server.server_close()
    return 0


@contextmanager
def _until_interrupted() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets; a second one interrupts at once.

    An exception out of nowhere can be lost in a destructor, and would cut a build in two.
    """
    stop = threading.Event()

    def asked(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield stop
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGINT, before)


def _taken(error: OSError, address: str, port: int) -> int:
    if error.errno in (errno.EADDRINUSE, errno.EACCES):
        why = (
            "đang được chương trình khác dùng"
            if error.errno == errno.EADDRINUSE
            else "không được phép dùng"
        )
        print(
            f"vanban serve: cổng {port} {why}. Chọn cổng khác: --cong {port + 1}.", file=sys.stderr
        )
    else:
        print(f"vanban serve: không mở được {address}:{port}: {error}.", file=sys.stderr)
    return 2


def _watch(
    config: Path, directives: Path, rebuild: functools.partial[BuildReport], news: News,
    stop: threading.Event,
) -> None:  # fmt: skip
    watcher, observer = Watcher(config), Observer()
    observer.schedule(watcher, str(config.resolve().parent), recursive=False)
    observer.schedule(watcher, str(directives.resolve()), recursive=True)
    docs = config.resolve().parent / "docs"
    if docs.is_dir():
        observer.schedule(watcher, str(docs), recursive=True)
    observer.start()
    try:
        while not stop.is_set():
            if not watcher.saved.wait(0.3):
                continue
            while watcher.saved.is_set():
                watcher.saved.clear()
                time.sleep(QUIET_TIME)
            started = time.perf_counter()
            try:
                report = rebuild()
            except Exception as error:  # whatever was saved, the preview lives on
                print(f"vanban serve: {error}", file=sys.stderr, flush=True)
                continue
            if report.read or report.written or report.removed:
                _tell(report, time.perf_counter() - started)
                news.tell()
    finally:
        observer.stop()
        observer.join()


def _tell(report: BuildReport, seconds: float) -> None:
    for issue in report.issues:
        if issue.severity != "goi_y":
            print(issue, file=sys.stderr)
    print(
        f"{report.total} văn bản, ghi {report.written} trang trong {seconds:.2f} giây.", flush=True
    )
