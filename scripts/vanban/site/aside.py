"""The archive's folders set aside while MkDocs empties its output, and brought back.

MkDocs leaves hidden entries at the top of ``site_dir`` alone when it cleans (its own
promise, for ``.git``), so a rename saves deleting and writing every page again. A build
that died in between leaves a hidden folder; the next one takes it up.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ARCHIVE_FOLDERS = ("vb", "duyet", "tim", "so-tay", "theo-doi", "so-sanh", "du-lieu")
"""Top folders of the output that the archive owns."""


def set_aside(site_dir: Path) -> None:
    """Hide the archive's folders; what an interrupted build left hidden stays in their place."""
    for name in ARCHIVE_FOLDERS:
        shown, hidden = site_dir / name, _hidden(site_dir, name)
        if not shown.is_dir():
            continue
        if hidden.is_dir():
            shutil.rmtree(hidden)
        shown.rename(hidden)


def bring_back(site_dir: Path) -> None:
    """Show them again; whatever MkDocs wrote under such a name gives way."""
    for name in ARCHIVE_FOLDERS:
        shown, hidden = site_dir / name, _hidden(site_dir, name)
        if not hidden.is_dir():
            continue
        if shown.is_dir():
            shutil.rmtree(shown)
        hidden.rename(shown)


def _hidden(site_dir: Path, name: str) -> Path:
    return site_dir / f".vanban-{name}"
