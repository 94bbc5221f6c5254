"""``vanban review-import``: a page on this machine alone where a person checks what was imported.

Only loopback is listened on, the address holds a secret nobody else has, the Host header must be
ours (a page elsewhere can't reach us under a name of its own), and what is sent must come from
our own page. Originals reach the browser as pictures and text, never as files.
"""

from __future__ import annotations

import http.server
import secrets
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from vanban.importer import review_html as pages
from vanban.importer import review_save as saving
from vanban.importer.guards import kind_of
from vanban.importer.model import Refused
from vanban.importer.proposal import FOLDER
from vanban.importer.review_draw import field_boxes, laid_out, page_picture
from vanban.importer.review_move import settled
from vanban.importer.review_places import needles
from vanban.importer.waiting import Waiting, done, one, waiting

_HERE = Path(__file__).parent
_FILES = {
    "duyet.css": ("review_page.css", "text/css"),
    "duyet.js": ("review_page.js", "text/javascript"),
}
_MAX_FORM = 40 * 2**20
_MAX_PAGES = 2000
_CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Server(http.server.ThreadingHTTPServer):
    """Listens on loopback; ``token`` is the first part of every address."""

    daemon_threads = True

    def __init__(self, to: Path, port: int = 0) -> None:
        self.to = to
        self.token = secrets.token_urlsafe(24)
        self.saving = threading.Lock()
        self.notice = ""
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle isn't news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def base(self) -> str:
        return f"/{self.token}/"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{self.base}"


class Handler(http.server.BaseHTTPRequestHandler):
    """One request: checked at the door, then led to a page by its path."""

    server: Server
    timeout = 60

    def do_GET(self) -> None:
        path = self._admitted()
        if path is not None:
            self._show(path)

    def do_POST(self) -> None:
        path = self._admitted()
        if path is None:
            return
        origin = self.headers.get("Origin")
        if origin is not None and origin not in self._own_origins():
            self._fail(HTTPStatus.FORBIDDEN)
            return
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _MAX_FORM:
            self._fail(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        try:
            text = self.rfile.read(int(length)).decode("utf-8")
            form = parse_qs(text, keep_blank_values=True, max_num_fields=300)
        except (ValueError, OSError):
            self._fail(HTTPStatus.BAD_REQUEST)
            return
        with self.server.saving:
            self._take(path, form)

    def _own_origins(self) -> tuple[str, str]:
        port = self.server.server_port
        return f"http://127.0.0.1:{port}", f"http://localhost:{port}"

    def _admitted(self) -> list[str] | None:
        """Parts of the path behind the secret; None when the request was turned away."""
        hosts = [origin.removeprefix("http://") for origin in self._own_origins()]
        path = self.path.partition("?")[0].split("/")
        if self.headers.get("Host") not in hosts:
            self._fail(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self._fail(HTTPStatus.FORBIDDEN)
        elif len(path) < 3 or not secrets.compare_digest(
            path[1].encode(), self.server.token.encode()
        ):
            self._fail(HTTPStatus.NOT_FOUND)
        else:
            return path[2:]
        return None

    def _show(self, path: list[str]) -> None:
        server = self.server
        match path:
            case [""]:
                left, other = waiting(server.to), saving.proposals(server.to)
                self._page(pages.index(server.base, left, other, self._notice()))
            case [name] if name in _FILES:
                file, kind = _FILES[name]
                self._send((_HERE / file).read_bytes(), f"{kind}; charset=utf-8")
            case ["v", key]:
                self._of(key, lambda found: self._review(found, {}, ()))
            case ["v", key, name]:
                self._of(key, lambda found: self._picture(found, name))
            case ["so", key, number] if number.isdecimal():
                self._of(key, lambda found: self._compare(found, int(number)))
            case ["d", key]:
                self._proposal(key, ())
            case _:
                self._fail(HTTPStatus.NOT_FOUND)

    def _of(self, key: str, then: Callable[[Waiting], None]) -> None:
        found = one(self.server.to, key)
        if found is None:
            self._fail(HTTPStatus.NOT_FOUND)
        else:
            then(found)

    def _review(self, found: Waiting, form: dict[str, list[str]], faults: tuple[str, ...]) -> None:
        record = saving.record_at(self.server.to, found.target)
        if record is None:
            self._fail(HTTPStatus.NOT_FOUND)
            return
        keys = [w.key for w in waiting(self.server.to)]
        at = keys.index(found.key) if found.key in keys else 0
        near = [keys[n] if 0 <= n < len(keys) else "" for n in (at - 1, at + 1)]
        before, after = (f"{self.server.base}v/{k}" if k else "" for k in near)
        original = self._original(found, record)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
        self._page(
            pages.review(
                self.server.base, found, record, original, (before, after), form, faults,
                self._notice(),
            ),
            status,
        )  # fmt: skip

    def _original(self, found: Waiting, record: saving.Record) -> str:
        path = self._file(record)
        if path is None:
            return "<p>Bản gốc không được giữ trong kho.</p>"
        try:
            kind = kind_of(path)
        except (Refused, OSError):
            return "<p>Không mở được bản gốc.</p>"
        if kind in ("pdf", "image"):
            count = min(max(found.draft.pages, 1), _MAX_PAGES)
            wanted = tuple((name, tuple(texts)) for name, texts in needles(found.draft))
            boxes = field_boxes(path, path.stat().st_mtime_ns, wanted) if kind == "pdf" else ()
            return pages.pictures(f"{self.server.base}v/{found.key}", count, boxes, found.draft)
        return pages.layout(laid_out(path, path.stat().st_mtime_ns), found.draft)

    def _file(self, record: saving.Record) -> Path | None:
        """The original kept beside the record: a plain file of that folder, nothing else."""
        folder = (self.server.to / record.target).parent
        for kept in record.document.meta.goc:
            path = folder / Path(kept.tep).name
            if path.name == kept.tep and path.is_file() and not path.is_symlink():
                return path
        return None

    def _picture(self, found: Waiting, name: str) -> None:
        number = name.removesuffix(".png")
        record = saving.record_at(self.server.to, found.target)
        path = self._file(record) if record else None
        known = number.isdecimal() and 1 <= int(number) <= _MAX_PAGES
        drawn = page_picture(path, path.stat().st_mtime_ns, int(number)) if path and known else b""
        if drawn:
            self._send(drawn, "image/png")
        else:
            self._fail(HTTPStatus.NOT_FOUND)

    def _compare(self, found: Waiting, number: int) -> None:
        target = found.resembled[number] if number < len(found.resembled) else ""
        both = (
            [saving.record_at(self.server.to, t) for t in (target, found.target)] if target else []
        )
        if len(both) < 2 or both[0] is None or both[1] is None:
            self._fail(HTTPStatus.NOT_FOUND)
            return
        left, right = ((r.target, r.text) for r in both if r)
        self._page(pages.beside(self.server.base, "So hai văn bản", left, right, ""))

    def _proposal(self, key: str, faults: tuple[str, ...]) -> None:
        server = self.server
        target = saving.proposals(server.to).get(key, "")
        if not target:
            self._fail(HTTPStatus.NOT_FOUND)
            return
        old = (server.to / target).read_text("utf-8", errors="replace")
        new = (server.to / FOLDER / target).read_text("utf-8", errors="replace")
        form = pages.proposal_form(f"{server.base}d/{key}", faults)
        shown = pages.beside(
            server.base, f"Đề xuất cho {target}", ("Đang có", old), ("Đề xuất", new), form
        )
        self._page(shown, HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK)

    def _take(self, path: list[str], form: dict[str, list[str]]) -> None:
        match path:
            case ["v", key]:
                self._of(key, lambda found: self._saved(found, form))
            case ["d", key] if key in (known := saving.proposals(self.server.to)):
                if saving.first(form, "viec") == "nhan":
                    faults = saving.take_proposal(self.server.to, known[key])
                    if faults:
                        self._proposal(key, tuple(faults))
                        return
                else:
                    saving.drop_proposal(self.server.to, known[key])
                self._go(self.server.base)
            case _:
                self._fail(HTTPStatus.NOT_FOUND)

    def _saved(self, found: Waiting, form: dict[str, list[str]]) -> None:
        server = self.server
        record = saving.record_at(server.to, found.target)
        if record is None:
            self._fail(HTTPStatus.NOT_FOUND)
            return
        faults = saving.save(server.to, record, form)
        if faults:
            self._review(found, form, tuple(faults))
            return
        if saving.first(form, "viec") == "nhan":
            self._accepted(found)
        else:
            self._go(f"{server.base}v/{found.key}")

    def _accepted(self, found: Waiting) -> None:
        """Give the record the name it should have, and go on to the next one."""
        server = self.server
        keys = [w.key for w in waiting(server.to)]
        later = keys[keys.index(found.key) + 1 :] if found.key in keys else []
        record = saving.record_at(server.to, found.target)
        target, faults = settled(server.to, record) if record else (found.target, [])
        if faults:
            self._review(found, {}, tuple(faults))
            return
        if target != found.target:
            server.notice = f"Đã nhận và đổi tên theo số, ngày đã sửa: {found.target} → {target}"
        done(server.to, found.key)
        self._go(f"{server.base}v/{later[0]}" if later else server.base)

    def _notice(self) -> str:
        """What was just done, to be shown once."""
        said, self.server.notice = self.server.notice, ""
        return said

    def _go(self, where: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", where)
        self._headers("text/plain", 0)

    def _page(self, text: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(text.encode("utf-8", "replace"), "text/html; charset=utf-8", status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self._headers(kind, len(data))
        if self.command != "HEAD":
            self.wfile.write(data)

    def _headers(self, kind: str, size: int) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()

    def _fail(self, status: HTTPStatus) -> None:
        """Turned away, without a word of what is here."""
        self._send(f"{status.value}\n".encode(), "text/plain; charset=utf-8", status)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Addresses hold the secret and requests the text: neither is written down."""


def serve_review(to: Path, port: int, say: Callable[[str], None]) -> int:
    """Serve until Ctrl-C."""
    with Server(to, port) as server:
        say(f"Mở {server.address} để duyệt văn bản vừa nhập (Ctrl-C để dừng).")
        say("Địa chỉ này chỉ dùng trên máy này và chỉ đến khi dừng; đừng gửi cho ai.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("\nĐã dừng.")
    return 0
