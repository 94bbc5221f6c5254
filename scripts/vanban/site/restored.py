"""What MkDocs may just have written bare or cleaned away, put back by a build that found no change, too."""

from __future__ import annotations

from pathlib import Path

from vanban.archive import Request
from vanban.site.files import write_page
from vanban.site.lists import archive_script
from vanban.site.shell import Shell
from vanban.site.stamp import commit_of

SITEMAP = "sitemap.xml"


def keep_home(site: Path, shell: Shell, request: Request, linked: bytes = b"") -> int:
    """Files MkDocs may just have written bare or cleaned away: the home page, the day of the
    build, the list of maps.

    ``linked`` is the home page with its citations linked, when it has any.
    The day stands in a script that pages read, so that a new day doesn't rewrite them all.
    """
    home = linked or shell.fill_home((request.cache / "home").read_bytes())
    commit = commit_of(request.root)
    files = {"index.html": home, "assets/vanban/kho.js": archive_script(request.on, commit)}
    files[SITEMAP] = (request.cache / SITEMAP).read_bytes()
    return sum(write_page(f"{site}/{name}", data) for name, data in files.items() if data)
