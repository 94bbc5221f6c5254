"""What cached work depends on beside the documents: our own code and tables, byte for byte."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from hashlib import blake2b
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
        digest.update(f"{name} {library_version(name)}".encode())
    return digest.hexdigest()


def library_version(name: str) -> str:
    """The version of an installed library, '' of one that isn't there.

    From the name of the folder pip leaves beside it: ``importlib.metadata`` reads a mail message
    for it, and loading what reads mail takes longer than a build that has nothing to do.
    """
    found = _installed().get(_plain(name))
    if found is not None:
        return found
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def _installed() -> dict[str, str]:
    """Versions by plain name; what stands first on the path counts."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - plain names are all that is asked
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, told = name.removesuffix(".dist-info").partition("-")
                found.setdefault(_plain(library), told)
    return found


def _plain(name: str) -> str:
    """How the packaging rules (PEP 503) compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()
