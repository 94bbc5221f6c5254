"""The manifest: one line a file, as ``sha256sum`` prints and checks it; comparing with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from vanban.publish.values import CantPublish, Differences, Entries, Item

NAME = "ban-ke.sha256"
SIGNATURES = (f"{NAME}.sig", f"{NAME}.minisig")
BESIDE = (NAME, *SIGNATURES)
"""Files of a release that the manifest can't list: itself and what signs it."""

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def manifest_bytes(items: Iterable[Item]) -> bytes:
    """``<sha256>  <address>`` for every item, in the order of addresses' code points."""
    lines = [f"{item.entry.sha256}  {item.path}\n" for item in sorted(items)]
    return "".join(lines).encode()


def parse_manifest(data: bytes) -> dict[str, str]:
    """Address → SHA-256.

    Raises CantPublish for a line that isn't one, an address named twice or one that leads out
    of the site: a manifest may come from a server.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        match = _LINE.fullmatch(line)
        if not match or match[2] in found or not is_inside(match[2]):
            raise CantPublish(f"Bản kê hỏng ở dòng {number}: «{line[:120]}».")
        found[match[2]] = match[1]
    if not found:
        raise CantPublish("Bản kê trống.")
    return found


def is_inside(path: str) -> bool:
    """No empty part, no ``.`` or ``..``, no root, drive, backslash or control character."""
    return bool(path) and not re.search(r"[\\\x00-\x1f\x7f]|^[A-Za-z]:", path) and all(
        part not in ("", ".", "..") for part in path.split("/")
    )  # fmt: skip


def compare(
    wanted: Mapping[str, str], found: Mapping[str, str], *, extra_seen: bool = True
) -> Differences:
    """``found`` (address → SHA-256 of what is there) against the manifest."""
    return Differences(
        changed=tuple(sorted(p for p in wanted if p in found and found[p] != wanted[p])),
        missing=tuple(sorted(wanted.keys() - found.keys())),
        extra=tuple(sorted(found.keys() - wanted.keys() - set(BESIDE))) if extra_seen else (),
        checked=len(wanted),
        extra_seen=extra_seen,
    )


def hashes(entries: Entries) -> dict[str, str]:
    return {path: entry.sha256 for path, entry in entries.items()}
