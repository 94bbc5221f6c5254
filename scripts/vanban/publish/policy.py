"""What a server must say of a file: its type, how long it keeps, whether it is compressed.

The configurations in ``servers/`` say the same in their own words; a test holds them to this.

Two kinds of address, so that a browser can't put an old file beside a new one. An *immutable*
address carries a hash of what lies there: it is kept for a year, and stays reachable on the
server as long as a release that used it is kept. Every other address is asked for anew each
time (``no-cache``: the copy is used only if the server says it is the same).
"""

from __future__ import annotations

import re

IMMUTABLE = re.compile(r"(?:assets|tim)/(?:.*[/.-])?[0-9a-f]{8,64}(?:[/.-].*)?")
"""Under ``assets/`` or ``tim/``, with a hash of 8 hex digits or more in a folder or file name."""

YEAR = "public, max-age=31536000, immutable"
ASK = "no-cache"

TYPES = {
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8", "xml": "application/xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "sha256": "text/plain; charset=utf-8", "sig": "text/plain; charset=utf-8",
    "minisig": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "ico": "image/x-icon",
    "woff2": "font/woff2", "pdf": "application/pdf", "zip": "application/zip",
    "sqlite": "application/vnd.sqlite3", "doc": "application/msword", "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
BINARY = "application/octet-stream"

COMPRESSED = frozenset({
    "html", "css", "js", "json", "jsonld", "jsonl", "xml", "atom", "txt", "csv", "ics", "svg", "sqlite",
})  # fmt: skip
TWINS = (".gz", ".br")

ORIGINALS = frozenset({"pdf", "doc", "docx", "rtf", "odt", "xlsx", "zip"})
"""Offered for saving, never opened inside the site."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""No ``unsafe-inline``, no ``unsafe-eval``, no hash: pages hold no script and no style of their own."""

SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def suffix(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def is_immutable(path: str) -> bool:
    """The address names its content: other bytes would have another address."""
    return IMMUTABLE.fullmatch(path) is not None


def is_twin(path: str) -> bool:
    """A compressed copy that a server sends in place of the file itself."""
    return path.endswith(TWINS) and suffix(path[:-3]) in COMPRESSED


def content_type(path: str) -> str:
    return TYPES.get(suffix(path), BINARY)


def caching(path: str) -> str:
    return YEAR if is_immutable(path) else ASK


def headers(path: str) -> dict[str, str]:
    """Every header that a file at ``path`` is answered with, but for its length and tag."""
    found = {"Content-Type": content_type(path), "Cache-Control": caching(path), **SECURITY}
    if suffix(path) in ORIGINALS:
        found["Content-Disposition"] = "attachment"
    return found
