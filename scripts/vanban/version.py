"""What cached work depends on beside the documents: our own code and tables, byte for byte."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

KINDS = {".py", ".yml", ".json"}
LIBRARIES = ("markdown", "nh3", "pyyaml")


@cache
def engine_key() -> str:
    """Hash of the package's sources and of the libraries that shape a fragment.

    A version number raised by hand is forgotten one day, and then a page is wrong; reading
    half a megabyte takes a few milliseconds.
    """
    digest = blake2b(digest_size=12)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in KINDS and "importer" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    for name in LIBRARIES:
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            digest.update(name.encode())
    return digest.hexdigest()
